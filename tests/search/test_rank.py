"""Laws of ranking the claims that say something of a question."""

from __future__ import annotations

from askcloud.question.parse import parse_question
from askcloud.search import rank
from askcloud.search.query import resolve


def _ranked(index, question, notes=None):
    return [each.claim.text for each in rank.rank(index, resolve(index, parse_question(question)), notes)]


def test_rank_puts_the_claim_that_says_most_first(index):
    """A claim with all the words of a question comes before claims with some of them."""
    texts = _ranked(index, "data gravity")

    assert texts[0] == "Data gravity pulls every program towards the store."


def test_rank_looks_only_at_the_notes_it_is_given(index):
    """A filter holds back every other note, and an empty one all of them."""
    notes = {at for at, note in index.notes().items() if note.path == "b.md"}

    texts = _ranked(index, "data gravity", notes)

    assert texts
    assert set(texts) <= {"Data fills the archive of the museum.", "Gravity bends the light of stars."}
    assert _ranked(index, "data gravity", set()) == []


def test_rank_is_the_same_every_time(index):
    """The same question gets the same claims with the same scores, to the last bit."""
    query = resolve(index, parse_question("museum archive data gravity"))

    assert rank.rank(index, query) == rank.rank(index, query)
