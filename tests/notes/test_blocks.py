"""Blocks: their kinds, their headings and parents, and where they are in the note."""

from __future__ import annotations

import pytest

from askcloud.notes.blocks import (
    CALLOUT,
    HEADING,
    ITEM,
    MAX_BLOCKS,
    MAX_LINE,
    MAX_LINES,
    PARAGRAPH,
    ROW,
    first_unread_line,
    line_starts,
    map_offset,
    parse_blocks,
    readable_end,
)


def outline(source: str) -> list[tuple[str, str, tuple[int, ...], tuple[int, ...]]]:
    """(kind, content, headings, parents) of each block."""
    return [(block.kind, block.content, block.headings, block.parents) for block in parse_blocks(source)]


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("A river.\n\nA lake.", [PARAGRAPH, PARAGRAPH]),
        ("# Rivers\nA river.", [HEADING, PARAGRAPH]),
        ("Rivers\n---\nA river.", [HEADING, PARAGRAPH]),
        (f"{'A river carries sand down to the sea. ' * 3}\n---\n", [PARAGRAPH]),
        ("* A river.\n* A lake.\n1. The sea.", [ITEM, ITEM, ITEM]),
        ("> [!note] Sand\n> A river.", [CALLOUT, PARAGRAPH]),
        ("> [!note|Sand]\n> A river.", [CALLOUT, PARAGRAPH]),
        ("> [!note]\n> A river.", [PARAGRAPH]),
        ("> A river.", [PARAGRAPH]),
        ("| Carrier | Load |\n|---|---|\n| Wind | sand |", [HEADING, ROW]),
        ("```timestamp\n1:03\n```", [PARAGRAPH]),
        ("```python\ncode\n```\n\n***\n", []),
        ("    indented prose", [PARAGRAPH]),
        ("<div>prose</div>", [PARAGRAPH]),
        ("[0:07]: prose", [PARAGRAPH]),
        ("", []),
    ],
    ids=[
        "paragraphs",
        "heading",
        "underlined heading",
        "long line over a rule",
        "items",
        "callout",
        "callout with the title inside",
        "callout without a title",
        "quotation",
        "table",
        "fence of a time",
        "code and rule",
        "indented",
        "HTML",
        "no reference",
        "empty",
    ],
)
def test_kinds_of_blocks(source, kinds):
    """Each piece of Markdown gives the blocks that a reader of notes sees; code and rules give none."""
    assert [block.kind for block in parse_blocks(source)] == kinds


def test_block_records_the_headings_above_it():
    """A block is under the nearest heading of each level above it."""
    blocks = outline("# A\n\n## B\n\nText b.\n\n## C\n\nText c.\n\n# D\n\nText d.")

    assert [(content, headings) for kind, content, headings, _ in blocks if kind == PARAGRAPH] == [
        ("Text b.", (0, 1)),
        ("Text c.", (0, 3)),
        ("Text d.", (5,)),
    ]


def test_rows_of_a_table_are_under_its_header():
    """The header row is a heading of the rows, and of nothing after the table."""
    blocks = outline("Loads:\n\n| Carrier | Load |\n|---|---|\n| Wind | sand |\n| Ice | stones |\n\nThe end.")

    assert blocks == [
        (PARAGRAPH, "Loads:", (), ()),
        (HEADING, "Carrier | Load", (), (0,)),
        (ROW, "Wind | sand", (1,), (0,)),
        (ROW, "Ice | stones", (1,), (0,)),
        (PARAGRAPH, "The end.", (), ()),
    ]


def test_item_belongs_to_the_items_and_the_paragraph_above_it():
    """A list belongs to the paragraph that it follows directly, a nested list to its item."""
    blocks = outline("Rivers:\n\n* One\n  * Inner\n* Two\n\n  More of two\n  * Last")

    assert [(content, parents) for _, content, _, parents in blocks] == [
        ("Rivers:", ()),
        ("One", (0,)),
        ("Inner", (0, 1)),
        ("Two", (0,)),
        ("More of two", (0,)),
        ("Last", (0, 3)),
    ]


def test_list_after_something_else_belongs_to_no_paragraph():
    """A rule or code between a paragraph and a list separates them."""
    assert outline("Rivers:\n\n***\n\n* One")[1] == (ITEM, "One", (), ())
    assert outline("Rivers:\n\n```\ncode\n```\n\n* One")[1] == (ITEM, "One", (), ())


def test_body_of_a_callout_belongs_to_its_title():
    """Everything in a callout has the title as its parent, nothing after it has."""
    blocks = outline("> [!note] Sand\n> A river.\n>\n> * An item\n\nA lake.")

    assert [(content, parents) for _, content, _, parents in blocks] == [
        ("Sand", ()),
        ("A river.", (0,)),
        ("An item", (0, 1)),
        ("A lake.", ()),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "A river\ncarries sand\n  down.",
        "> [!note] Sand\n> A river\n> carries sand.",
        "* A river\n  carries sand\n    * down\n\tto the sea",
        "> | Carrier | Load |\n> |---|---|\n> | Wind | sand |",
        "---\ntitle: x\n---\n# Rivers #\n\nText",
        "Over\r\nlines\r\n\r\n* item\r\n",
    ],
)
def test_offsets_lead_to_the_same_characters_in_the_note(source):
    """Each character of a block, blanks aside, is in the note at the offset that the block's offsets give."""
    blocks = parse_blocks(source)

    assert blocks
    for block in blocks:
        for offset, character in enumerate(block.content):
            assert character.isspace() or source[map_offset(block.offsets, offset)] == character


def test_front_matter_gives_no_blocks():
    """Nothing before the start is parsed, and offsets are those of the whole note."""
    head = "---\n# title\n---\n"

    (block,) = parse_blocks(f"{head}A river.", len(head))

    assert (block.content, block.offsets) == ("A river.", ((0, len(head)),))


@pytest.mark.parametrize(
    ("offset", "mapped"), [(0, 10), (3, 13), (4, 20), (9, 25)], ids=["first", "last of a run", "next run", "in it"]
)
def test_offset_is_mapped_within_its_run(offset, mapped):
    """An offset is mapped by the last run that begins at or before it."""
    assert map_offset(((0, 10), (4, 20)), offset) == mapped


def test_line_starts_are_the_offsets_after_newlines():
    """Each line begins after the newline before it, and only a newline ends a line."""
    assert line_starts("a\n\nb\u2028c\n") == [0, 2, 3, 7]


@pytest.mark.parametrize(
    ("line", "most"),
    [("a\n", MAX_LINES), ("* a\n", MAX_BLOCKS), ("a\n\n", MAX_BLOCKS)],
    ids=["lines", "items", "gaps"],
)
def test_a_note_is_read_up_to_a_bound(line, most):
    """A note of a usual length is read whole; a far longer one up to a bound on its lines and on its blocks."""
    usual, long = line * 100, line * (most + 100)

    assert readable_end(usual) == len(usual)
    assert len(long) - 110 * len(line) < readable_end(long) < len(long)
    assert len(parse_blocks(long)) <= most + 1


def test_the_end_of_a_very_long_line_is_left_out():
    """Of a line such as that of an image in the text only the beginning is read; what follows it keeps its place."""
    image, cell = "x" * (2 * MAX_LINE), "c" * (2 * MAX_LINE)
    source = f"The marsh ![](data:{image}) is\nwet.\n\n|a|b|\n|-|-|\n|{cell}|d|\n\nReeds grow.\n"

    *others, last = parse_blocks(source)

    assert last.content == "Reeds grow."
    assert source[last.offsets[0][1] :].startswith("Reeds grow.")
    assert all(len(block.content) <= MAX_LINE + len("\nwet.") for block in others)
    assert first_unread_line(source) == 1
    assert first_unread_line(source.replace("x", "")) == 6
    assert first_unread_line("Reeds grow.\n" * 9) == 0
