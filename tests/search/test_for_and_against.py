"""Laws of what speaks for something and against it."""

from __future__ import annotations

import pytest

from askcloud.question.parse import parse_question
from askcloud.search.for_and_against import find_for_and_against
from askcloud.search.lists import ItemList
from askcloud.search.query import resolve
from askcloud.search.rank import rank

NOTES = {
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
    "mill.md": """
## Limitations of a water mill

A water mill stands still in a dry summer [00:00:10].

## The water mill

One benefit of a water mill is that it grinds by night [00:01:10].

The water mill was built by monks [00:02:10].
""",
}


@pytest.fixture(scope="module")
def index(make_vault):
    """The index over three notes."""
    vault = make_vault(NOTES)
    vault.update()
    with vault.index() as index:
        yield index


def _texts(index, question, top=5):
    query = resolve(index, parse_question(question))
    found = find_for_and_against(index, query, rank(index, query), top)
    return [(side, each.lead if isinstance(each, ItemList) else each.claim.text) for side, each in found]


@pytest.mark.parametrize("question", ["pros and cons of the tithe barn", "advantages and drawbacks of a tithe barn"])
def test_lists_of_what_speaks_for_and_against_stand_under_their_sides(index, question):
    """They are known by their lead-ins, in whatever word for an advantage or a drawback."""
    found = dict(_texts(index, question))
    one, other = (side for side in found if side)

    assert found[one] == "Advantages of the tithe barn:"
    assert found[other] == "Drawbacks of the tithe barn:"


def test_benefits_of_something_else_speak_for_nothing(index):
    """A claim must be about what is weighed."""
    assert not any("kiln" in text for _, text in _texts(index, "pros and cons of the tithe barn"))


def test_an_item_stands_on_one_side_only(index):
    """What is in the list of one side is no result of the other."""
    texts = [text for _, text in _texts(index, "pros and cons of the tithe barn", 9)]

    assert len(texts) == len(set(texts))
    assert "The tithe barn stands far from the mill." not in texts


def test_a_heading_shows_what_the_text_below_is_about(index):
    """A sentence speaks against something below *Limitations*, and for it where it says so itself."""
    assert _texts(index, "pros and cons of a water mill") == [
        ("pros", "One benefit of a water mill is that it grinds by night."),
        ("cons", "A water mill stands still in a dry summer."),
    ]


def test_nothing_is_found_where_nothing_speaks_for_or_against(index):
    """What is said of it otherwise is no pro and no con."""
    assert _texts(index, "pros and cons of monks") == []
