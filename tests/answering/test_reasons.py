"""Laws of the reasons for a refusal."""

from __future__ import annotations

import pytest

from askcloud.answering.reasons import why_no_match, why_unanswered
from askcloud.index.filters import Filters
from askcloud.question.parse import parse_question
from askcloud.search.query import resolve


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
    ("question", "missing", "reason"),
    [
        ("when was the Łódź dam's ZEPPELIN finished", [], "No note mentions “Łódź” or “ZEPPELIN”."),
        ("who finished the dam of Bergen’s", ["bergen"], "No note mentions “Bergen”."),
        ("dam", [], "No passage matches the question well enough."),
    ],
)
def test_a_weak_match_is_explained_by_unknown_words_in_the_spelling_typed(index, question, missing, reason):
    """Words that no note contains are named as typed, without 's; without any, the match is only too weak."""
    assert why_unanswered(resolve(index, parse_question(question)), missing) == reason


def test_a_name_that_the_best_match_lacks_is_named(index):
    """Where all words are known, the names that the best match does not mention are the reason."""
    query = resolve(index, parse_question("was the dam Finished"))

    reason = why_unanswered(query, ["finished"])

    assert reason == "No passage matches well enough; the best match does not mention “Finished”."
