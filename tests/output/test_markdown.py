"""Laws of answers as Markdown: nothing of a note or a question is markup there."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt
from samples import (
    ABSTENTION,
    COMPARISON,
    FOLLOWED,
    HOSTILE,
    LIST,
    NEAREST,
    NO_TIME,
    TIMED,
    TOPIC,
    UNTIMED,
    WITHOUT_VIDEO,
    with_citation,
)

from askcloud.answering.answer import Answer, Evidence, abstention
from askcloud.corpus.corpus import Corpus
from askcloud.media.citation import Citation, Timestamp
from askcloud.output import markdown
from askcloud.output.markdown import conversation_markdown, escape, markdown_link, quoted, to_markdown
from askcloud.output.sanitize import clean
from askcloud.record import replace

if TYPE_CHECKING:
    from markdown_it.token import Token

QUOTE = "The dam was finished in four years."
CITATION = Citation("a/note.md", 12, "A note", "a channel", "aB3_dE6-hI9", "A video", Timestamp(3723))
EVIDENCE = Evidence(QUOTE, "How it went:", ("Dams",), CITATION, 2.5, {"claim": 2.5}, ())
URL = "https://www.youtube.com/watch?v=aB3_dE6-hI9"


FOLLOWED_LATER = replace(FOLLOWED, quote="Mills burn.")


def said(**citation) -> Evidence:
    return replace(EVIDENCE, citation=replace(CITATION, **citation))


def answer_of(*evidence: Evidence) -> Answer:
    return Answer("When?", True, 0.75, None, (), (), evidence)


def test_answer_as_markdown():
    """A quote is a quotation under its context, with its source linked below it."""
    assert to_markdown(answer_of(EVIDENCE)) == (
        f"## When?\n\nLikely answer.\n\n> How it went: ›\n>\n> {QUOTE}\n>\n"
        f"> — [A video, 1:02:03]({URL}&t=3723s) · a channel · a/note.md:12"
    )


def test_what_follows_a_quote_is_text_below_it():
    """Behind the first quote what follows it is plain text with a link to each second, outside the block quote."""
    first, following, second = to_markdown(answer_of(FOLLOWED, FOLLOWED_LATER)).split("\n\n")[2:]

    assert first.endswith("also in 2 other notes")
    assert following == (
        f"It continues: Its lake filled within one wet spring. ([1:02:10]({URL}&t=3730s)) "
        "A keeper lives below the wall."
    )
    assert second.startswith("> ")


def test_list_as_markdown():
    """A list is its lead-in, a link to each item below what it belongs to, and its source."""
    assert to_markdown(answer_of(LIST)).partition("\n\n> ")[2].splitlines() == [
        "The dam has these parts:",
        ">",
        f"> * The wall keeps the lake. ([1:03]({URL}&t=63s))",
        f"> * The gates let the melt water through. ([1:10]({URL}&t=70s))",
        f">   * Oak gates are older. ([1:15]({URL}&t=75s))",
        "> * Ladders:",
        ">   * Fish",
        f">   * Eels ([\\~1:30]({URL}&t=90s))",
        ">",
        "> … and 2 more items",
        ">",
        f"> — [A video, 1:10]({URL}&t=70s) · a channel · a/note.md:21 · also in 1 other note",
    ]


def test_comparison_and_topic_as_markdown():
    """The name of a side is a heading above its first result; what is said about a topic is a remark."""
    blocks = to_markdown(COMPARISON).split("\n\n")

    assert [block for block in blocks if block.startswith("###")] == ["### the dam", "### mill"]
    assert [blocks.index(name) for name in ("### the dam", "### mill")] == [3, 6]
    assert to_markdown(TOPIC).split("\n\n")[2] == "34 notes about 6 videos, 20 of them about “Dams of the world”"


@pytest.mark.parametrize("text", ["1. a", "- a", "# a", "> a", "[a](b)", "<b>", HOSTILE], ids=ascii)
def test_list_shows_text_as_text(text):
    """Nothing of an item, its list or what follows a quote is markup: parsed, it is the text itself."""
    items = tuple(replace(item, quote=text, context=item.context and text) for item in LIST.items)
    shown = replace(
        COMPARISON, evidence=(replace(LIST, items=items, context=text, side=text), replace(FOLLOWED, quote=text))
    )
    following = tuple(replace(claim, quote=text) for claim in FOLLOWED.following)
    answer = replace(shown, evidence=(replace(FOLLOWED, following=following), *shown.evidence))

    tokens = MarkdownIt("commonmark").enable("table").parse(to_markdown(answer))

    kinds = [token.type for token in tokens if token.type.endswith("_open")]
    inline = {each.type for token in tokens for each in token.children or ()}
    assert (kinds.count("heading_open"), kinds.count("blockquote_open")) == (3, 3)
    assert inline <= {*("text", "text_special", "softbreak", "hardbreak", "link_open", "link_close")}


LIVE = {
    "CommonMark": [
        "<http://a.b>",
        "<b>x</b>",
        "[a](http://b.c)",
        "*a* _b_ `c`",
        "# a",
        "1. a",
        "- a",
        "&copy; &#64;",
        "\\\\*a",
    ],
    "GitHub": [
        *(
            "see http://evil.com/a(b)c.",
            "https://a.b?x=1#t",
            "ftp://a.b",
            "//a.b/c",
            ":a:ftp://a.b",
            "www.evil.com, WWW.x.org",
            "mailto:a.b+c@d-e.org",
        ),
        *(
            "a@b.com",
            "xmpp:a@b.com/x",
            "@somebody",
            "a/b#12 #7",
            ":tada::tada:",
            ":a::::b:c:",
            "- [ ] a",
            "~~a~~",
            "|a|b|",
        ),
    ],
    "Obsidian": [
        "[[a]] ![[b]]",
        "#tag #a/b",
        "%%a%%",
        "==a==",
        "$a$ $$b$$",
        "a ^block",
        "obsidian://open?vault=a",
        "[^1]",
    ],
    "Dataview": [
        "key:: value",
        "[key:: value]",
        "(key::value)",
        "`= this.file`",
        "`$= dv.pages()`",
        "http://a/b:: c",
        "::::",
    ],
    "Templater": ["<% tp.file.title %>", "<%* a %>", "<%%>", "a %> b <% c", "{{title}}", "<%+ http://a.b %>"],
    "Logseq": [
        "((65b2-a))",
        "{{query (todo)}}",
        "#[[a]]",
        "^^a^^",
        "id:: 65b2",
        "@@html: <b>@@",
        "[:div a]",
        "(((a)))",
        "{{{a}}}",
    ],
}
"""By program: text that it makes something else of, where it stands in the source as it is."""

CODE = re.compile(r"(?<!\\)((?:\\\\)*)`([^`]+)`")
SOURCE_LAWS = {
    "Obsidian": r"(?<!\\)[\[\]=$^]|%%|(?<!\\)#|\w://",
    "Dataview": r"::|(?<!\\)`",
    "Templater": r"<%|%>|\{\{",
    "Logseq": r"\(\(|\)\)|\{\{|\}\}|\[\[|\^\^|::|@@|(?<!\\)#",
}
"""By program that reads the source: what must not be in it outside of code."""
GITHUB = re.compile(r"(?i)\w://|www\.|@\w|#[0-9]+\b|:[a-z0-9_+-]*[a-z][a-z0-9_+-]*:")
"""What GitHub makes links, names and pictures of in text that was Markdown."""


def _texts(count: int) -> list[str]:
    """Return the examples, and random texts of their parts."""
    examples = [text for texts in LIVE.values() for text in texts]
    draw = random.Random(20)
    signs = [*examples, *"`\\\\ :@#.%<>(){}[]/_*aw1"]
    return [*examples, *("".join(draw.choices(signs, k=draw.randint(2, 6))).strip() for _ in range(count))]


def _parsed(text: str) -> list[Token]:
    """Return what a paragraph of an escaped text consists of, with what is text but not code joined."""
    tokens = MarkdownIt("commonmark").parse(f"It says {escape(text)}")
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"], text
    return tokens[1].children


def test_text_of_a_note_is_text_in_commonmark():
    """What is read of an escaped text is the text itself, as text and code, at the start of a line and within one."""
    for text in _texts(100):
        parts = _parsed(text)

        assert {part.type for part in parts} <= {"text", "text_special", "code_inline"}, text
        assert "".join(part.content for part in parts) == f"It says {text}"
        (_, alone, _) = MarkdownIt("commonmark").parse(escape(text)) if text else (None, None, None)
        assert "".join(part.content for part in alone.children) == text if alone else not text


def test_text_of_a_note_is_no_link_on_github():
    """Nothing is left for GitHub to make a link of, nor for any program that makes links of addresses."""
    linking = MarkdownIt("gfm-like")
    for text in _texts(100):
        parts = _parsed(text)
        outside = "".join(part.content if part.type != "code_inline" else "\n" for part in parts)

        assert not GITHUB.search(outside.removeprefix("It says ")), (text, outside)
        assert "<a" not in linking.render(escape(text)), text


@pytest.mark.parametrize("program", SOURCE_LAWS)
def test_text_of_a_note_is_text_for_programs_that_read_the_source(program):
    """Obsidian, its plugins Dataview and Templater, and Logseq find nothing in the source that they act on."""
    for text in _texts(100):
        source = CODE.sub("\\1\N{WHITE SQUARE}", escape(text))

        assert not re.search(SOURCE_LAWS[program], source), (text, source)
        # Templater looks into code too, and Dataview asks what code begins with a sign.
        assert not re.search(r"<%|%>|\{\{|::|`\$?=", escape(text).replace("\\`", "")), (text, source)


def test_escaping_takes_a_time_that_grows_with_the_text():
    """A long text without an end to any of its words is escaped in one pass: every repetition has a bound."""
    patterns = "".join(markdown._LINKED.values()) + markdown._SIGNS

    assert not re.search(r"[\])][*+]", patterns)
    assert len(escape("a." * 50_000 + "@")) < 200_000


def test_abstention_as_markdown():
    """What the notes do not say is said, with what comes nearest."""
    silent = replace(abstention("When?", "No note mentions *dams*."), evidence=(EVIDENCE,))

    assert to_markdown(silent).startswith(
        "## When?\n\nNo answer found. No note mentions \\*dams\\*.\n\n"
        "Closest matches (none of them answers the question):\n\n> "
    )


def test_source_without_a_link_as_markdown():
    """Where there is nothing to link to, the path of the media file is shown."""
    shown = to_markdown(answer_of(said(medium="file:a_b.mp3", video_title=None, channel="", time=NO_TIME)))

    assert shown.endswith("> — A note · file:a\\_b.mp3 · a/note.md:12")


def test_quoted_holds_the_citation():
    """A quote to paste says where it is from, with the link where there is one."""
    assert quoted(EVIDENCE) == f"“{QUOTE}”\n— A video · a channel · 1:02:03 · {URL}&t=3723s"
    assert quoted(WITHOUT_VIDEO) == f"“{QUOTE}”\n— A video · a channel · 1:02:03"


def test_markdown_link_plays_the_second():
    """A link is one only where there is something to play, and its label is text whatever the title holds."""
    titled = replace(EVIDENCE, citation=replace(TIMED, video_title="a](javascript:x) [b"))

    assert markdown_link(EVIDENCE) == f"[A video, 1:02:03]({URL}&t=3723s)"
    assert markdown_link(UNTIMED) == f"[A video]({URL})"
    assert markdown_link(WITHOUT_VIDEO) == "A video, 1:02:03"
    assert markdown_link(titled) == f"[a\\](javascript:x) \\[b, 1:02:03]({URL}&t=3723s)"


def test_conversation_as_markdown():
    """Questions are headings, results block quotes, and every remark is where the chat shows it."""
    assert conversation_markdown([replace(NEAREST, understood="when was the dam finished"), ABSTENTION]) == (
        "# askcloud\n\n## When?\n\nNo answer found. Only copies.\n\n"
        "Understood as: when was the dam finished\n\nShowing results for “dam” instead of “dimm”\n\n"
        "Closest matches (none of them answers the question):\n\n"
        f"> How it went: ›\n>\n> {QUOTE}\n>\n> — [A video, 1:02:03]({URL}&t=3723s) · a channel · a/note.md:12"
        " · also in 2 other notes\n\n"
        "## When?\n\nNo answer found. No note mentions zeppelins.\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "# h",
        "* a",
        "+ a",
        "- a",
        "1. a",
        "1) a",
        "10) a",
        " 1986. a year",
        "12345678901. a",
        "a %% b %% c 5% %",
        "a `b`",
        "<a href=x>",
        "![a](b)",
        "[[a]]",
        "a | b",
        "---",
        "===",
        "> a",
        HOSTILE,
    ],
)
def test_conversation_shows_text_as_text(text):
    """Nothing of a note or question is markup in a saved conversation: parsed, it is the text itself."""
    answer = replace(with_citation(video_title=text, channel=text), question=text)
    shown = replace(answer, evidence=(replace(answer.evidence[0], quote=text, context=text),))

    tokens = MarkdownIt("commonmark").enable("table").parse(conversation_markdown([shown]))

    kinds = [token.type for token in tokens if token.type.endswith("_open")]
    texts = [
        "".join(each.content for each in token.children if each.type in ("text", "text_special"))
        for token in tokens
        if token.children
    ]
    assert kinds == ["heading_open", "heading_open", "paragraph_open", "blockquote_open", *["paragraph_open"] * 3]
    assert texts[1] == clean(text).strip()
    assert clean(text).strip() in texts[3]
    assert {each.type for token in tokens for each in token.children or ()} <= {
        *("text", "text_special", "softbreak", "hardbreak", "link_open", "link_close"),
    }
    assert sum(each.type == "link_open" for token in tokens for each in token.children or ()) == 1


def test_markdown_hides_nothing_from_obsidian():
    """Two signs that begin a comment in Obsidian are never side by side; one alone stays as it is."""
    shown = to_markdown(replace(answer_of(EVIDENCE), question="a %% b %%% c 5% d"))

    assert shown.startswith(r"## a \%\% b \%\%\% c 5% d")


def test_the_place_of_a_quote_is_a_link_in_a_vault_of_obsidian(tmp_path):
    """Where the folder of the notes is a vault, path and line open the note at its heading; elsewhere they are text."""
    vault = Corpus((str(tmp_path),))
    plain = to_markdown(answer_of(EVIDENCE), vault)
    (tmp_path / ".obsidian").mkdir()

    linked = to_markdown(answer_of(EVIDENCE), vault)
    address = f"obsidian://open?vault={tmp_path.name}&file=a%2Fnote.md%23Dams&line=12"

    assert plain == to_markdown(answer_of(EVIDENCE))
    assert linked == plain.replace("a/note.md:12", f"[a/note.md:12]({address})")
    assert conversation_markdown([answer_of(EVIDENCE)], vault) == f"# askcloud\n\n{linked}\n"
