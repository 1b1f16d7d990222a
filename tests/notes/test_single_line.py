"""The rule for blocks on one line: it makes what all other rules would make."""

from __future__ import annotations

from random import Random

from markdown_it import MarkdownIt

from askcloud.notes import blocks
from askcloud.notes.blocks import parse_blocks
from askcloud.notes.tables import bounded_table

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
        "  - ",
        "    - ",
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


def without_the_rule() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table").disable(["html_block", "code", "reference"])
    parser.block.ruler.at("table", bounded_table, {"alt": ["paragraph", "reference"]})
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def test_rule_changes_no_block(monkeypatch):
    """Any text has the same blocks with the rule for single lines and without it."""
    random = Random(21)
    texts = [
        "".join(
            random.choice(STARTS)
            + random.choice(STARTS) * (random.random() < 0.3)
            + random.choice(REST)
            + random.choice(ENDS)
            for _ in range(random.randrange(1, 9))
        )
        for _ in range(400)
    ]

    found = [parse_blocks(text) for text in texts]
    parser = without_the_rule()
    monkeypatch.setattr(blocks, "_parser", lambda: parser)

    assert [text for text, each in zip(texts, found, strict=True) if parse_blocks(text) != each] == []
