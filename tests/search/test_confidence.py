"""Laws of how sure an answer is."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askcloud.index.bm25 import idf
from askcloud.question.parse import parse_question
from askcloud.record import replace
from askcloud.search.confidence import ANSWER_THRESHOLD, Features, answer_probability, features, probability
from askcloud.search.query import resolve
from askcloud.search.rank import rank

CLAIMS = 12

FEATURES = st.builds(
    Features,
    coverage=st.floats(-2.5, 2),
    specificity=st.floats(-1, 3),
    title=st.floats(0, 1),
    names=st.sampled_from((0.0, 1.0)),
    size=st.floats(7, 15),
)


@pytest.fixture(scope="module")
def index(make_vault):
    """The index over twelve claims of six notes."""
    vault = make_vault(
        {
            "a.md": "A keeper lights the lantern at dusk [00:00:10]. The harbor sleeps until herring come [00:00:20].",
            "b.md": "Barley grows on terraces above the village [00:00:30]. Millers wait for the stream [00:00:40].",
            "c.md": "The quarry sent granite by rail [00:00:50]. A museum in Bergen keeps old maps [00:01:00].",
            "d.md": "Salt pans dry in August [00:01:10]. Shepherds count the flock twice [00:01:20].",
            "e.md": "Bakers knead rye before dawn [00:01:30]. Coopers bend staves over steam [00:01:40].",
            "f.md": "Divers mend the pier [00:01:50]. Weavers dye wool with madder [00:02:00].",
        }
    )
    vault.update()
    with vault.index() as index:
        yield index


def _features(index, question):
    query = resolve(index, parse_question(question))
    return features(query, rank(index, query)[0])


@settings(max_examples=60)
@given(found=FEATURES, name=st.sampled_from(Features.__match_args__), more=st.floats(0.01, 2))
def test_probability_grows_with_all_that_is_said(found, name, more):
    """Whatever a claim says more of a question makes it surer, and more claims to choose from make it less sure."""
    other = replace(found, **{name: getattr(found, name) + more})
    less, surer = (other, found) if name == "size" else (found, other)

    assert 0 < probability(less) <= probability(surer) <= 1


def test_features_of_a_question_said_whole_are_those_of_its_words(index):
    """Where one claim says all, what is said is what its words earned, and what is asked the idf over the rarest's."""
    query = resolve(index, parse_question("when does the keeper, with a lantern"))
    best = rank(index, query)[0]

    found = features(query, best)

    assert query.unknown == ()
    assert found.coverage == pytest.approx(log(best.words_score))
    assert found.specificity == pytest.approx(log(2 * idf(1, CLAIMS) / idf(0, CLAIMS)))


def test_features_take_a_word_that_no_note_says_for_the_rarest(index):
    """It adds the most that a word can to what is asked, and takes its share from what is said."""
    query = resolve(index, parse_question("keeper of the zeppelin"))
    best = rank(index, query)[0]

    found = features(query, best)

    known, unknown = idf(1, CLAIMS), idf(0, CLAIMS)
    assert query.unknown == ("zeppelin",)
    assert found.coverage == pytest.approx(log(best.words_score * known / (known + unknown)))
    assert found.specificity == pytest.approx(log((known + unknown) / unknown))


def test_features_do_not_count_the_type_of_answer(index):
    """A place or date in a claim moves it up among others, but does not make it say more of the question."""
    query, placed = (resolve(index, parse_question(f"{word} museum keeps maps")) for word in ("the", "where"))
    best, same = rank(index, query)[0], rank(index, placed)[0]

    assert same.score > best.score
    assert features(placed, same).coverage == pytest.approx(features(query, best).coverage)


NAMED = {
    "which museum keeps maps": 1.0,
    "which museum in Bergen keeps maps": 1.0,
    "which museum of Berghen keeps maps": 1.0,  # as good as said
    "when does a keeper light the lantern in Bergen": 0.0,  # that is said elsewhere
    "which museum in Reykjavik keeps maps": 0.0,
    "WHICH MUSEUM IN REYKJAVIK": 1.0,  # capitals tell nothing where all are
}


def test_features_tell_whether_names_are_said(index):
    """A name that the claim's passage and context do not say, be it said elsewhere, is missing there."""
    assert {question: _features(index, question).names for question in NAMED} == NAMED


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
    asked += ["near volcanoes", "under glaciers", "like sherpas", "among llamas"]

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
        best = rank(index, query)[0]
        assert probability(features(query, best)) < ANSWER_THRESHOLD
        assert (answer_probability(query, best) >= ANSWER_THRESHOLD) is enough
