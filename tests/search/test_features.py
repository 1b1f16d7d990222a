"""Laws of what is known of a question and its best claims."""

from __future__ import annotations

from math import log

import pytest

from askcloud.index.bm25 import idf
from askcloud.question.parse import parse_question
from askcloud.search.features import Features, features_of
from askcloud.search.query import resolve
from askcloud.search.rank import rank

CLAIMS = 12


@pytest.fixture(scope="module")
def index(crafts):
    """The index over twelve claims of six notes."""
    return crafts


def _features(index, question):
    query = resolve(index, parse_question(question))
    return features_of(query, rank(index, query))


def test_no_feature_is_how_many_notes_there_are():
    """Fitted on some corpora, such a feature misleads on a larger one."""
    assert not {"size", "claims", "notes"} & set(Features.__match_args__)


def test_coverage_of_a_question_said_whole_is_that_of_its_words(index):
    """Where one claim says all, what is said is what its words earned, and what is asked the idf over the rarest's."""
    query = resolve(index, parse_question("when does the keeper, with a lantern"))
    ranked = rank(index, query)

    found = features_of(query, ranked)

    assert query.unknown == ()
    assert found.coverage == pytest.approx(log(ranked[0].words_score))
    assert found.specificity == pytest.approx(log(2 * idf(1, CLAIMS) / idf(0, CLAIMS)))


def test_a_word_that_no_note_says_is_taken_for_the_rarest(index):
    """It adds the most that a word can to what is asked, and takes its share from what is said."""
    query = resolve(index, parse_question("keeper of the zeppelin"))
    ranked = rank(index, query)

    found = features_of(query, ranked)

    known, unknown = idf(1, CLAIMS), idf(0, CLAIMS)
    assert query.unknown == ("zeppelin",)
    assert found.coverage == pytest.approx(log(ranked[0].words_score * known / (known + unknown)))
    assert found.specificity == pytest.approx(log((known + unknown) / unknown))


def test_a_word_that_a_claim_expresses_in_another_one_is_not_missing(make_vault):
    """A synonym, or another word of the relation near a thing of the kind asked for, says what the question asks."""
    vault = make_vault(
        {
            "a.md": "Lena Okafor became chief executive of Velora in spring [0:10]. Velora makes lamps [0:20].",
            "b.md": "Velora bought a maker of saddles for 3 million euros [0:30]. Its saddles are brown [0:40].",
        }
    )
    vault.update()
    with vault.index() as index:
        for question, unknown in (("who is the ceo of velora", "ceo"), ("how much did velora pay for saddles", "pay")):
            query = resolve(index, parse_question(question))
            ranked = rank(index, query)

            assert query.unknown == (unknown,)
            assert features_of(query, ranked).coverage == pytest.approx(log(ranked[0].words_score))


def test_coverage_does_not_count_the_kind_of_answer(index):
    """A place or date in a claim moves it up among others, but does not make it say more of the question."""
    assert _features(index, "where museum keeps maps").coverage == pytest.approx(
        _features(index, "the museum keeps maps").coverage
    )


NAMED = {
    "which museum keeps maps": 1.0,
    "which museum in Bergen keeps maps": 1.0,
    "which museum of Berghen keeps maps": 1.0,  # as good as said
    "when does a keeper light the lantern in Bergen": 0.0,  # that is said elsewhere
    "which museum in Reykjavik keeps maps": 0.0,
    "WHICH MUSEUM IN REYKJAVIK": 1.0,  # capitals tell nothing where all are
}


def test_features_tell_whether_names_are_mentioned(index):
    """A name that the claim's passage and context do not say, be it said elsewhere, is missing there."""
    assert {question: _features(index, question).names for question in NAMED} == NAMED


@pytest.mark.parametrize(("claim", "names"), [("3", 1.0), ("III", 1.0), ("II", 0.0), ("", 0.0)])
def test_a_number_of_a_name_may_be_roman(make_vault, claim, names):
    """*Lumen Corp III* is Lumen Corp 3, and *Lumen Corp II* is another one."""
    said = "They say that Lumen Corp paid for it [0:20]. She says that Lumen Corp did not [0:30]."
    vault = make_vault({"a.md": f"Then Lumen Corp {claim} lit the lamp [0:10]. {said}"})
    vault.update()

    with vault.index() as index:
        assert _features(index, "what did lumen corp 3 light").names == names


def test_nearness_is_that_of_a_thing_to_what_is_asked_of_it(index):
    """A date near the words of the question counts; without one, or where no thing is asked for, there is none."""
    dated, undated = _features(index, "when do weavers dye wool"), _features(index, "when do bakers knead rye")

    assert dated.nearness > 0.5
    assert dated.best_nearness >= dated.nearness
    assert (undated.nearness, undated.thing) == (0.0, 1.0)
    assert (_features(index, "weavers dye wool").nearness, _features(index, "weavers dye wool").thing) == (0.0, 0.0)


def test_a_name_in_small_letters_is_no_attribute_of_what_it_names(make_vault):
    """A date near a name that no note of a few repeats is not near *born*, which only another sentence may say."""
    vault = make_vault({"a.md": "Velora Strand left Bergen in 1497 with four ships [0:10]. Her boat sank [0:20]."})
    vault.update()
    with vault.index() as index:
        born, left = (
            _features(index, f"when {question}") for question in ("was velora born", "did velora leave bergen")
        )

    assert born.nearness == 0
    assert left.nearness > 0


def test_a_question_of_one_word_is_a_topic(index):
    """The words of a question are counted up to eight."""
    assert (_features(index, "lantern").topic, _features(index, "lantern").words) == (1.0, 1 / 8)
    assert (_features(index, "keeper lantern").topic, _features(index, "keeper lantern").words) == (0.0, 2 / 8)


def test_ambiguity_is_the_sixth_score_over_the_first(index):
    """A question that six claims answer nearly as well is ambiguous; one that fewer claims touch is not."""
    assert 0 <= _features(index, "keeper lights lantern").ambiguity < 1
