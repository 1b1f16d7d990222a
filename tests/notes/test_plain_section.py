"""Sections of plain lines: they give the blocks that markdown-it-py gives."""

from __future__ import annotations

from random import Random

from askcloud.notes import blocks
from askcloud.notes.blocks import parse_blocks
from askcloud.notes.plain_section import read_plain_section, sections_of

STARTS = (
    *(
        "Sand",
        "(silt)",
        "**Sand** and",
        '"Sand"',
        "<b>sand",
        "[[sand]]",
        "$5",
        "é",
        "0:00",
        "_sand_",
        "--",
        "|a",
        "a | b",
        "*sand*",
        "**[sand]**",
        "3 dams",
        "`sand`",
        "!sand",
    ),
    *(
        "# Sand",
        "## Silt ##",
        "###",
        "#sand",
        "   # deep",
        "> ",
        "> > ",
        "> - ",
        "- ",
        "-",
        "* ",
        "+ ",
        "1. ",
        "2) ",
        "10. ",
    ),
    *(
        "- - ",
        "1. - ",
        " - ",
        "  - ",
        "    - ",
        "    * ",
        "  1. ",
        "*   ",
        "      - ",
        "\t- ",
        "    ",
        "      1. ",
        "***",
        "* * *",
        "---",
        "- -",
        "===",
        "```",
        "~~~",
        "",
    ),
    *(
        "|---|",
        "- | -",
        "--- | ---",
        ":-: | -",
        "    sand",
        "[a]: b",
        "<div>",
        "<!-- a -->",
        "\u00a0",
        "a\u00a0",
        "a  ",
    ),
)
REST = ("", "", "", " silt", " and sand #", "  ", "\t", " | b", " - a", ":")
ENDS = ("\n", "\n", "\n\n", "\n\n\n", "\n \n")


PLAIN = ("# ", "- ", "- ", "* ", "  - ", "   - ", "    - ", "     - ", "1. ", "2. ", "   2. ", "> ", "", "")


def texts_of_lines() -> list[str]:
    """Texts of lines that begin in all ways, and as many of plain lines."""
    random = Random(21)

    def line() -> str:
        doubled = random.choice(STARTS) * (random.random() < 0.3)
        return random.choice(STARTS) + doubled + random.choice(REST) + random.choice(ENDS)

    def plain_line() -> str:
        return f"{random.choice(PLAIN)}silt{random.choice(ENDS)}"

    return ["".join(each() for _ in range(random.randrange(1, 9))) for each in (line, plain_line) * 250]


def test_sections_change_no_block(monkeypatch):
    """Any text has the same blocks whether it is read section by section, or whole by markdown-it-py."""
    texts = texts_of_lines()
    read: list[bool] = []

    def recorded(*section):
        plain = read_plain_section(*section)
        read.append(plain is not None)
        return plain

    monkeypatch.setattr(blocks, "read_plain_section", recorded)
    found = [parse_blocks(text) for text in texts]
    monkeypatch.setattr(blocks, "read_plain_section", lambda *_: None)
    monkeypatch.setattr(blocks, "sections_of", lambda lines: [(0, len(lines))])

    assert [text for text, each in zip(texts, found, strict=True) if parse_blocks(text) != each] == []
    assert sum(read) > len(read) / 4


def test_headings_and_quotations_begin_sections():
    """A section ends before a heading of a `#`, before a quotation, and after one on whose last line its mark is."""
    lines = ["Sand.", "# A", "- b", "#c", "> d", "> e", "", "f", " # g", "## h", "> i", "- j", "> k", "", "  l"]

    assert list(sections_of(lines)) == [(0, 1), (1, 4), (4, 6), (6, 9), (9, 10), (10, 15)]
