"""Laws of how sure an answer is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askcloud.question.parse import parse_question
from askcloud.record import replace
from askcloud.search.confidence import ANSWER_THRESHOLD, answer_probability, probability
from askcloud.search.features import Features, features_of
from askcloud.search.query import resolve
from askcloud.search.rank import rank

SHARES = {name: st.floats(0, 1) for name in ("nearness", "best_nearness", "evidence", "words", "ambiguity")}
FLAGS = {name: st.sampled_from((0.0, 1.0)) for name in ("names", "thing", "topic")}
FEATURES = st.builds(
    Features,
    coverage=st.floats(-2.5, 2),
    specificity=st.floats(-1, 3),
    score=st.floats(0, 8),
    **SHARES,
    **FLAGS,
)
SURER = ("coverage", "names", "nearness", "best_nearness", "evidence", "words", "score")


@pytest.fixture(scope="module")
def index(crafts):
    """The index over twelve claims of six notes."""
    return crafts


def _features(index, question):
    query = resolve(index, parse_question(question))
    return features_of(query, rank(index, query))


@settings(max_examples=60)
@given(found=FEATURES, name=st.sampled_from(SURER), more=st.floats(0.01, 2))
def test_probability_grows_with_all_that_is_said(found, name, more):
    """Whatever a claim says more of a question makes it surer; other claims that score as high make it less sure."""
    surer = replace(found, **{name: getattr(found, name) + more})
    ambiguous = replace(found, ambiguity=found.ambiguity + more)

    assert 0 < probability(found) <= probability(surer) <= 1
    assert probability(ambiguous) <= probability(found)


ANSWERED = {
    "keeper lights lantern at dusk": True,
    "what did the quarry send by rail": True,
    "keeper of the zeppelin hangar in Reykjavik": False,
    "how do glaciers carve fjords near the village": False,
}


def test_probability_tells_a_question_of_the_notes_from_a_foreign_one(index):
    """A question that a claim says is answered; one of which it says a single word among unknown ones is not."""
    assert {question: probability(_features(index, question)) >= ANSWER_THRESHOLD for question in ANSWERED} == ANSWERED


def test_probability_falls_with_every_word_that_no_note_says(index):
    """Each unknown word put to a question makes the same claim less sure, down to silence."""
    asked = ["what did the quarry send by rail", "to Reykjavik", "on zeppelins", "for kimonos", "with quinine"]
    asked += ["near volcanoes", "under glaciers", "like sherpas", "among llamas", "above fjords", "before typhoons"]

    chances = [probability(_features(index, " ".join(asked[: at + 1]))) for at in range(len(asked))]

    assert chances == sorted(chances, reverse=True)
    assert chances[0] >= ANSWER_THRESHOLD > chances[-1]


def test_probability_of_words_that_all_of_a_few_claims_say(make_vault):
    """In a vault of two claims, both of which say what is asked, that is an answer and not a commonplace."""
    vault = make_vault(
        {"a.md": "The dam was built of granite [00:00:10].", "b.md": "Granite for the dam came by rail [00:00:20]."}
    )
    vault.update()

    with vault.index() as index:
        assert probability(_features(index, "granite dam")) >= ANSWER_THRESHOLD
        assert probability(_features(index, "granite lighthouse in Reykjavik")) < ANSWER_THRESHOLD


@pytest.mark.parametrize(("topic", "enough"), [("lantern", True), ("what is a lantern", True), ("lantren", False)])
def test_certainty_of_a_topic_is_enough_where_a_claim_says_it(make_vault, topic, enough):
    """A single word asks what there is of it: that is enough however common the word is; not if it was corrected."""
    notes = {f"{at}.md": f"A lantern hung at door {at} of the long road into town [00:00:10]." for at in range(40)}
    vault = make_vault(notes)
    vault.update()

    with vault.index() as index:
        query = resolve(index, parse_question(topic))
        ranked = rank(index, query)
        assert probability(features_of(query, ranked)) < ANSWER_THRESHOLD
        assert (answer_probability(query, ranked) >= ANSWER_THRESHOLD) is enough
