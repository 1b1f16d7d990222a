"""Laws of the answer to a comparison."""

from __future__ import annotations

import pytest

from askcloud.question.parse import parse_question
from askcloud.search.comparisons import find_comparison
from askcloud.search.query import resolve
from askcloud.search.rank import rank

NOTES = {
    "rye.md": """
Rye is a grain that grows on poor soil in the north [00:00:10].

Bakers let dough of rye rest over night [00:01:00].
""",
    "wheat.md": """
Wheat is a grain that needs deep and heavy soil [00:00:10].

Millers pay twice the price for wheat of the south [00:01:00].
""",
    "grain.md": """
While rye stands the frost of a hard winter, wheat freezes in it [00:00:10].

Wheat and rye are sold in the same hall [00:01:00].
""",
}


@pytest.fixture(scope="module")
def index(make_vault):
    """The index over three notes."""
    vault = make_vault(NOTES)
    vault.update()
    with vault.index() as index:
        yield index


def _found(index, question, top=5):
    query = resolve(index, parse_question(question))
    return find_comparison(index, query, rank(index, query), None, top)


def _texts(found):
    return [(side, each.claim.text) for side, each in found]


def test_what_says_both_sides_comes_first_and_then_each_side(index):
    """Claims of a side do not mention the other one; the sides come in the order of the question."""
    found = _found(index, "Wheat vs rye")

    assert [side.casefold() for side, _ in found] == ["", "wheat", "wheat", "rye", "rye"]
    assert {"wheat", "rye"} <= found[0][1].terms
    assert all("rye" not in each.terms for side, each in found if side.casefold() == "wheat")
    assert all("wheat" not in each.terms for side, each in found if side.casefold() == "rye")


def test_what_is_asked_of_both_leads(index):
    """A comparison in some respect is answered by the claim that says it best, and by those that say it of a side."""
    found = _texts(_found(index, "wheat or rye: which has twice the price?"))

    assert found[0] == ("", "Millers pay twice the price for wheat of the south.")


def test_no_more_is_found_than_wanted(index):
    """With room for one claim, it is the one that says both."""
    assert _texts(_found(index, "wheat vs rye", 1)) == _texts(_found(index, "wheat vs rye"))[:1]


def test_a_comparative_is_answered_by_what_says_which_surpasses(make_vault):
    """*Bigger* asks which of both is ahead, in whatever words a note says so."""
    vault = make_vault(
        {
            "a.md": "While Orford grew by herring, Hull grew by whales and the docks [00:00:10].",
            "b.md": "Hull surpassed Orford in 1840 [00:00:10].\n\nOrford is a harbour town on the coast [00:00:20].",
        }
    )
    vault.update()
    with vault.index() as index:
        found = _texts(_found(index, "is Hull bigger than Orford"))

    assert found[0] == ("", "Hull surpassed Orford in 1840.")
