"""Laws of the answer to a comparison."""

from __future__ import annotations

import pytest

from askcloud.question.parse import parse_question
from askcloud.search.comparisons import find_comparison
from askcloud.search.lists import ItemList
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
    "tithe.md": """
## The tithe barn

Advantages of the tithe barn:

* The tithe barn stays dry in autumn [00:00:10].
* Its doors let a full wagon in [00:00:20].

Drawbacks of the tithe barn:

* Mice breed in the straw of the roof [00:01:10].
* The tithe barn stands far from the mill [00:01:20].
""",
    "kiln.md": """
The benefits of a lime kiln are heat and light [00:00:10].
""",
}


@pytest.fixture(scope="module")
def index(make_vault):
    """The index over five notes."""
    vault = make_vault(NOTES)
    vault.update()
    with vault.index() as index:
        yield index


def _found(index, question, top=5):
    query = resolve(index, parse_question(question))
    return find_comparison(index, query, rank(index, query), None, top)


def _texts(found):
    return [(side, each.lead if isinstance(each, ItemList) else each.claim.text) for side, each in found]


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


@pytest.mark.parametrize("question", ["pros and cons of the tithe barn", "advantages and drawbacks of a tithe barn"])
def test_lists_of_what_speaks_for_and_against_stand_under_their_sides(index, question):
    """They are known by their lead-ins, in whatever word for an advantage or a drawback."""
    found = dict(_texts(_found(index, question)))
    one, other = (side for side in found if side)

    assert found[one] == "Advantages of the tithe barn:"
    assert found[other] == "Drawbacks of the tithe barn:"


def test_benefits_of_something_else_speak_for_nothing(index):
    """A claim must be about what is weighed."""
    assert not any("kiln" in text for _, text in _texts(_found(index, "pros and cons of the tithe barn")))


def test_no_more_is_found_than_wanted(index):
    """With room for one claim, it is the one that says both."""
    assert _texts(_found(index, "wheat vs rye", 1)) == _texts(_found(index, "wheat vs rye"))[:1]
