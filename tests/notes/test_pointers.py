"""Links at the ends of sentences: which of them only point to another note, and where the sentences end."""

from __future__ import annotations

import pytest

from askcloud.notes.inline import render_inline
from askcloud.notes.parse import parse_note
from askcloud.notes.pointers import is_long_title
from askcloud.notes.reader import read_note

HEAD = "---\nvideoId: abcdefghijk\n---\n"
POINTER = "[[rivers_of_the_world | rivers of the world]]"


def quotes(source: str) -> list[str]:
    return [claim.text for passage in read_note("a.md", HEAD + source).passages for claim in passage.claims]


@pytest.mark.parametrize(
    "sentence",
    [
        "It is the longest of all the",
        "It is seen as one of the impressive",
        "Of all these it feeds",
        "It crosses many lands and many deserts within",
        "There is much to read on it:",
    ],
)
def test_pointer_is_kept_where_the_sentence_needs_it(sentence):
    """A link stays in its sentence if that is short, or ends with a word or mark that asks for another one."""
    others = f"A river carries sand to the sea {POINTER}.\n\nA lake keeps all of its sand {POINTER}.\n"
    source = f"{sentence} {POINTER}.\n\n{others}"

    assert quotes(source)[0].endswith("rivers of the world.")
    assert quotes(source)[1:] == ["A river carries sand to the sea", "A lake keeps all of its sand"]


def test_one_pointer_alone_is_text():
    """A single link says too little about how its note writes them."""
    assert quotes(f"A river carries sand to the sea {POINTER}.\n") == [
        "A river carries sand to the sea rivers of the world."
    ]


def test_page_shows_pointers():
    """The page around a quote shows the whole text, in which the quote is found word for word."""
    source = f"{HEAD}A river carries sand to the sea {POINTER}. A lake keeps all of its sand {POINTER}.\n"

    text = parse_note(source).plain_texts[0].text

    assert "sea rivers of the world." in text
    assert all(quote in text for quote in quotes(source[len(HEAD) :]))


@pytest.mark.parametrize(
    ("content", "titles"),
    [
        (f"See {POINTER} now", ["rivers of the world"]),
        ("See [[rivers_of_the_world]] now", ["rivers of the world"]),
        ("See [[rivers_of_the_world|long ones]] now", []),
        ("See [[rivers of the world]] now", []),
        ("See [[great_rivers | great rivers]] now", []),
    ],
)
def test_titles_of_other_notes(content, titles):
    """Only a link to a file name that shows the long title of that note is recorded as a title."""
    plain = render_inline(content)

    assert [plain.text[start:end] for start, end in plain.titles] == titles


def test_length_of_titles():
    """A title of four words is long."""
    assert is_long_title("rivers of the world")
    assert not is_long_title("rivers of Wales")
