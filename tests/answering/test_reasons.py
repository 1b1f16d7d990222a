"""Laws of the reasons for a refusal."""

from __future__ import annotations

import pytest

from askcloud.answering.reasons import nearest_claims, why_no_match, why_unanswered
from askcloud.index.filters import Filters
from askcloud.question.parse import parse_question
from askcloud.record import replace
from askcloud.search.query import resolve
from askcloud.search.rank import rank


@pytest.fixture(scope="module")
def index(make_vault):
    """The index of one note."""
    vault = make_vault({"dam.md": "The dam was finished in four years [00:00:50]."})
    vault.update()
    with vault.index() as index:
        yield index


@pytest.mark.parametrize(
    ("question", "filters", "reason"),
    [
        ('"years dam"', None, "No note contains the exact phrase “years dam”."),
        ("dam -finished", None, "Every match contains an excluded word."),
        ("dam", Filters(channel="Stone"), "No note of the channel Stone contains a word of the question."),
        ("Zeppelin", None, "No note mentions “Zeppelin”."),
        ("Zeppelin", Filters(channel="Stone"), "No note mentions “Zeppelin”."),
    ],
)
def test_no_match_is_explained_by_what_nothing_satisfies(index, question, filters, reason):
    """A phrase, an exclusion or a filter that no passage satisfies is named; without any, the unknown words are."""
    assert why_no_match(resolve(index, parse_question(question)), filters) == reason


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("when was the Łódź dam's ZEPPELIN finished", "No note mentions “Łódź” or “ZEPPELIN”."),
        ("who finished the dam of Bergen’s", "No note mentions “Bergen”."),
        ("dam", "No passage matches the question well enough."),
        ("how old is Simone Giertz", "No note mentions “Simone Giertz”."),
        ("how old is simone giertz's dam", "No note mentions “simone giertz”."),
        ("Simone  Giertz dam", "No note mentions “Simone Giertz”."),
        ("was Zeppelin Dam finished", "No note mentions “Zeppelin Dam”."),
        ("was zeppelin dam finished", "No note mentions “zeppelin”."),
        ("did Zeppelin or Giertz finish the dam", "No note mentions “Zeppelin” or “Giertz”."),
        ("did Zeppelin, Giertz finish the dam", "No note mentions “Zeppelin” or “Giertz”."),
        ("wer gründete Reykjavik", "No note mentions “gründete” or “Reykjavik”."),
        ("Does Netflix knit for the dam", "No note mentions “Netflix” or “knit”."),
        ("Explain Reykjavik", "No note mentions “Reykjavik”."),
        ("is coca-cola in the dam", "No note mentions “coca-cola”."),
        ("WAS ZEPPELIN FINISHED", "No note mentions “ZEPPELIN”."),
        ("was the dam finished in 75,000", "No note mentions “75,000”."),
        ("大坝 dam", "No note mentions “大坝”."),
        ("was the dam bigger or cheaper than the worst", "No passage matches the question well enough."),
        ("is the dam bigger than Zeppelin", "No note mentions “Zeppelin”."),
    ],
)
def test_a_weak_match_is_explained_by_unknown_words_in_the_spelling_typed(index, question, reason):
    """Words that no note contains are named as typed, without 's and joined to whole names; never a comparative."""
    assert why_unanswered(resolve(index, parse_question(question)), None) == reason


def test_a_name_that_the_closest_match_lacks_is_named(index):
    """Where all words are known, the names that the closest match does not mention are the reason, if one is shown."""
    query = resolve(index, parse_question("was the Four Years dam of Bergen finished"))
    (scored,) = rank(index, query)
    query = replace(query, words={"dam": "dam"})

    assert why_unanswered(query, scored) == "The closest match does not mention “Bergen”."
    assert why_unanswered(query, None) == "No passage matches the question well enough."


def test_a_weak_match_is_explained_by_the_words_that_it_has_and_lacks(index):
    """Where all words and names are known, those that the closest match mentions and those that it lacks are named."""
    query = resolve(index, parse_question("was the dam finished in four years"))
    (scored,) = rank(index, query)
    lacking = replace(scored, terms=frozenset({"dam", "finish"}), context_terms=frozenset())

    assert why_unanswered(query, lacking) == (
        "The closest match mentions “dam” and “finished”, but not “four” or “years”."
    )
    assert why_unanswered(query, scored) == "The notes mention these words, but no passage answers the question."


@pytest.fixture(scope="module")
def mills(make_vault):
    """The index of forty notes that all speak of a mill, one of which names a miller."""
    notes = {f"{at}.md": f"The mill at pier {at} grinds its corn [00:00:10]." for at in range(40)}
    vault = make_vault({**notes, "x.md": "The mill of Ada grinds barley at night [00:00:10]."})
    vault.update()
    with vault.index() as index:
        yield index


@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        ("who paints the mill", []),
        ("who paints the mill with barley", ["x.md"]),
        ("who paints the corn of Mill 39", None),
    ],
    ids=["a common word", "a rare word", "a name"],
)
def test_nearest_claims_share_more_than_common_words(mills, question, nearest):
    """A claim is close to a question by a name or a word that few claims contain, never by common words alone."""
    query = resolve(mills, parse_question(question))
    ranked = rank(mills, query)

    found = nearest_claims(query, ranked)

    assert len(ranked) > len(found) or nearest is None
    assert [scored.note.path for scored in found] == nearest or (nearest is None and found == ranked)
