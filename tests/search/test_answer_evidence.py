"""Laws of the evidence that a claim gives what a question asks for."""

from __future__ import annotations

import pytest

from askcloud.question import kind
from askcloud.question.parse import parse_question
from askcloud.record import replace
from askcloud.search.answer_evidence import (
    NEARNESS_SCALE,
    Asked,
    ClaimWords,
    asked_of,
    cause,
    contrast,
    counts,
    evidence,
    instruction,
    manner,
    nearness,
    restatement,
    sides_evidence,
    subject_share,
    thing_evidence,
)
from askcloud.search.query import resolve
from askcloud.search.things import Thing, things_of
from askcloud.search.weights import WEIGHTS
from askcloud.text.analyzer import terms_of, words_of
from askcloud.text.ngrams import pad_words
from askcloud.text.proper_names import proper_names

DAM = Asked(
    kind=kind.DATE,
    weights={"dam": 3.0, "finish": 1.0},
    synonyms={"finish": frozenset({"comple"})},
    subject=("dam",),
    defined=("dam",),
    name=frozenset(),
    counted="",
    cues=("finished",),
    abbreviation="",
    sides=(),
)
"""What *when was the dam finished* asks for."""


def _claim(text, context=""):
    words = words_of(text)
    terms = frozenset(terms_of(text))
    return ClaimWords(text, words, pad_words(words), terms, frozenset(terms_of(context)), proper_names(text))


def _padded(text):
    return pad_words(words_of(text))


def _asked(index, question):
    query = resolve(index, parse_question(question))
    return asked_of(query, dict.fromkeys(query.words.values(), 1.0))


# --- what a question asks for ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("who founded the museum archive", ["museum", "archiv"]),
        ("museum founder", ["museum"]),
        ("gravity meaning", ["graviti"]),
        ("when did it go public", ["go", "public"]),
    ],
)
def test_the_subject_is_what_is_left_of_a_question(index, question, subject):
    """Words of the relation and of the kind are no subject, unless there are no others."""
    assert list(_asked(index, question).subject) == [term[:6] for term in subject]


def test_a_field_belongs_to_the_subject_but_is_not_defined(index):
    """*Gravity in a museum* is about both, and a claim that says what gravity is defines it."""
    asked = _asked(index, "what is gravity in a museum")

    assert (asked.subject, asked.defined) == (("gravit", "museum"), ("gravit",))
    assert _asked(index, "what is gravity").defined == ("gravit",)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("who founded the Museum", {"museum"}),
        ("who founded the Museum archive", set()),
        ("which company founded the Museum", set()),
        ("why was the Museum founded", set()),
    ],
)
def test_the_name_that_is_asked_about_is_all_that_is_asked_about(index, question, name):
    """Where a question is about more, or asks which company, another name than its own may have the role."""
    assert _asked(index, question).name == name


def test_the_cues_are_those_of_all_relations(index):
    """A question about several relations is answered near a word of any of them, and each stands there once."""
    cues = _asked(index, "who came up with the museum").cues

    assert {"co-founder", "invented"} <= set(cues)
    assert len(set(cues)) == len(cues)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("what does TMR stand for", "tmr"),
        ("what is tmr", "tmr"),
        ("tmr meaning", "tmr"),
        ("what is data gravity", ""),
        ("what is x", ""),
        ("when did tmr go public", ""),
        ("what is extraordinarily", ""),
    ],
)
def test_a_single_short_word_may_be_an_abbreviation(index, question, short):
    """Where a definition or a long form is asked of one word of two to seven letters, it may be an abbreviation."""
    assert _asked(index, question).abbreviation == short


# --- all evidence together -------------------------------------------------------------------------------------------


def test_evidence_counts_with_the_square_of_the_share_of_the_subject():
    """A date beside *finished* counts in full for the dam, a quarter where half of it is said, else nothing."""
    two = replace(DAM, weights={"dam": 2.0, "river": 2.0, "finish": 1.0}, subject=("dam", "river"))

    whole, half, none = (
        evidence(two, _claim(f"{subject} was finished in 1931."), {})
        for subject in ("The dam on the river", "The dam", "The mill")
    )

    assert half["thing"] == pytest.approx(whole["thing"] / 4)
    assert half["nearness"] == pytest.approx(whole["nearness"] / 4)
    assert none == {}


def test_the_context_may_say_the_subject():
    """*It was finished in 1931* under the heading *The dam* is about the dam."""
    found = evidence(DAM, _claim("It was finished in 1931.", "The dam"), {})

    assert found["thing"] == 1.0
    assert "restatement" not in found


def test_a_synonym_says_a_term():
    """*Completed* says *finished*."""
    asked = replace(DAM, subject=("finish",))

    assert evidence(asked, _claim("It was completed in 1931."), {})["thing"] == 1.0


def test_evidence_is_named_as_its_weight():
    """The names of the evidence of every kind are names of weights, and only what is above 0 is returned."""
    kinds = (kind.DATE, kind.PERSON, kind.CAUSE, kind.MANNER, kind.ADVICE, kind.DEFINITION, kind.EXPANSION, None)
    text = "The dam was finished by Astrid Moe in 1931 because a Dry Alpine Meadow (DAM) is dry, unlike others."
    asked = replace(DAM, abbreviation="dam", sides=(frozenset({"dam"}), frozenset({"meadow"})))

    found = [evidence(replace(asked, kind=each), _claim(text, "The dam"), {}) for each in kinds]

    assert set().union(*found) <= set(WEIGHTS.__match_args__)
    assert all(value > 0 for each in found for value in each.values())
    assert {"thing", "nearness", "cause", "definition", "expansion", "contrast", "sides"} <= set().union(*found)


@pytest.mark.parametrize("asked", [kind.COUNT, kind.PLACE, kind.PERSON, kind.ORGANISATION, kind.YES_NO, None])
def test_a_claim_that_names_nothing_gives_no_evidence(asked):
    """A sentence about the subject that names nothing of the kind asked for has none, and none without a kind."""
    assert evidence(replace(DAM, kind=asked), _claim("the dam was finished late."), {}) == {}


# --- pieces of evidence ----------------------------------------------------------------------------------------------


def test_restatement_is_what_claim_and_context_both_say():
    """Of the question's idf only that counts which the claim says although its context has said it."""
    context = frozenset({"dam"})

    assert restatement(DAM, frozenset({"dam"}), context) == 0.75
    assert restatement(DAM, frozenset({"dam", "finish"}), context) == 0.75
    assert restatement(DAM, frozenset({"finish"}), context) == restatement(DAM, frozenset(), context) == 0.0


def test_subject_share_is_by_idf():
    """A rare word of the subject counts more than a common one."""
    asked = replace(DAM, subject=("dam", "finish"))

    assert subject_share(asked, frozenset({"dam"}), frozenset()) == 0.75
    assert subject_share(asked, frozenset({"dam"}), frozenset({"finish"})) == 1.0


def test_a_thing_counts_as_surely_as_it_is_one():
    """The surest thing decides; a bare figure counts half for a sum, a share or a duration, and else nothing."""
    assert thing_evidence(kind.PERSON, "", [Thing(0, 1, 0.3), Thing(2, 3, 0.8)]) == 0.8
    assert thing_evidence(kind.MONEY, "It went for 40 at last.", []) == 0.5
    assert thing_evidence(kind.MONEY, "It went at last.", []) == thing_evidence(kind.DATE, "All 40 of them.", []) == 0.0


def _near(text, cue="finished", things=None, name=""):
    asked = replace(DAM, cues=(cue,), name=frozenset(terms_of(name)))
    return nearness(_claim(text), things_of(kind.DATE, text, ()) if things is None else things, asked)


def test_nearness_falls_with_distance():
    """It is nearly 1 beside the word of the relation, one half at its scale, and the same on both sides of it."""
    distances = [1, 10, 40, 200]
    behind = [_near(f"finished{'.' * distance}1931") for distance in distances]
    before = [_near(f"1931{'.' * distance}finished") for distance in distances]

    assert behind == pytest.approx([1 / (1 + distance / NEARNESS_SCALE) for distance in distances])
    assert before == pytest.approx(behind)


def test_nearness_needs_a_thing_and_a_whole_word():
    """There is none without a date, without a word of the relation, or where it is a part of another word."""
    assert _near("It was finished late.") == _near("It was built in 1931.") == _near("Unfinished in 1931.") == 0.0
    assert _near("Finished in 1931, it was unfinished.") == _near("It was unfinished; finished in 1931.") > 0.9


def test_nearness_is_to_a_relation_of_the_name_that_is_asked_about():
    """A date near *Norvik was founded* is none of Velora, unless the question is about more than a name."""
    text = "Norvik was founded in 1931, as Velora knew."

    assert _near(text, "founded", name="velora") == 0.0
    assert _near(text, "founded", name="norvik") == _near(text, "founded") > 0.9


def test_nearness_is_that_of_the_surest_near_thing():
    """Of several things the one counts whose nearness times certainty is highest; a thing is not near itself."""
    things = [Thing(9, 13, 0.3), Thing(20, 24, 1.0)]
    text = "finished 1931 lately 1940"

    assert _near(text, things=things) == pytest.approx(1 / (1 + 12 / NEARNESS_SCALE))
    assert _near("March", "march", [Thing(0, 5, 1.0)]) == 0.0


def test_an_apostrophe_may_be_a_cue():
    """*Herbert's novel* says who wrote it: the ending is found behind a word, and only at its end."""
    assert _near("Herbert's novel", "'s", [Thing(0, 7, 1.0)]) == 1.0
    assert _near("Herbert'salad", "'s", [Thing(0, 7, 1.0)]) == 0.0


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It has 860 stores.", 1.0),
        ("It has 50 to 60 large new stores.", 1.0),
        ("After 20 years it opened the store.", 0.0),
        ("Its stores have 20 doors.", 0.0),
        ("Its stores are many.", 0.0),
    ],
)
def test_a_number_counts_what_follows_it(text, value):
    """*860 stores* answers how many stores there are; a number of something else does not."""
    (store,) = terms_of("store")

    assert counts(text, things_of(kind.COUNT, text, {store}), store) == value


def test_a_number_of_what_is_counted_is_evidence(index):
    """It counts as much as a thing next to its relation, where the question says what is counted."""
    asked = _asked(index, "how many maps does the museum keep")
    found = [evidence(asked, _claim(text), {})["nearness"] for text in ("The museum keeps 90 old maps.",)]

    assert (asked.counted, found) == ("map", [1.0])
    assert "nearness" not in evidence(asked, _claim("The museum keeps maps in 90 drawers."), {})


REASONS = {
    "It stopped because the river froze.": 0.85,
    "It stopped because there was a lack of water.": 1.0,
    "Frost led to the flood.": 0.25,
    "Frost led to the flood, making it worse.": 0.4,
    "Es stand still, weil der Fluss gefroren war.": 0.85,
    "The car stopped at the bridge.": 0.0,
}


@pytest.mark.parametrize("text", REASONS)
def test_a_reason_said_counts_more_than_one_hinted_at(text):
    """*Because* gives a reason, *led to* hints at one, both together are surest."""
    assert cause(words_of(text)) == pytest.approx(REASONS[text])


def test_manner_is_said_by_doing_and_by_means():
    """*By -ing* and *using* each count one half, at most two of them."""
    texts = {"It turns.": 0, "It turns by lifting.": 0.5, "It turns by lifting, using water through a pipe.": 1}

    assert {text: manner(_claim(text)) for text in texts} == texts


def test_contrast_sets_things_against_each_other():
    """*Unlike* and *more* each count one half."""
    texts = {"It is old.": 0, "It is old, unlike the mill.": 0.5, "It is older than the mill, however.": 1}

    assert {text: contrast(words_of(text)) for text in texts} == texts


def test_an_instruction_begins_with_its_verb():
    """A verb that tells the reader what to do counts at the beginning of a claim or behind its label only."""
    texts = {"Dry the wood.": 0, "Use dry wood.": 1, "Fuel: Use dry wood.": 1, "They use dry wood.": 0, "": 0}

    assert {text: instruction(_claim(text)) for text in texts} == texts


def test_both_sides_of_a_comparison_count_more_than_one():
    """A side that only the context says counts half."""
    sides = (frozenset({"dam"}), frozenset({"mill"}))

    assert sides_evidence(sides, _claim("The dam is older than the mill.")) == 1.0
    assert sides_evidence(sides, _claim("The dam is old.", "The mill")) == 0.75
    assert sides_evidence(sides, _claim("The dam is old.")) == 0.5
    assert sides_evidence(sides, _claim("The weir is old.")) == 0.0
