"""Inline Markdown as plain text: what a reader sees of each piece of markup, and where it is in the Markdown."""

from __future__ import annotations

import re
from random import Random

import pytest

from askcloud.notes import inline
from askcloud.notes.blocks import map_offset
from askcloud.notes.inline import link_target, render_inline, slug_of
from askcloud.notes.plain_text import INVISIBLE
from askcloud.notes.time_formats import CHAPTERS

SALT = "salt: old and new"
BRACKETED = ("sea|[salt]", "sea | a | the [Dead] sea")


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("*sand* and **silt** and ***clay***", "sand and silt and clay"),
        ("_sand_ and __silt__ and ___clay___", "sand and silt and clay"),
        ("**sand *and* silt**", "sand and silt"),
        ("~sand~ and ==silt==", "~sand~ and silt"),
        ("un*frigging*believable", "un*frigging*believable"),
        ("5 * 3 * 2", "5 * 3 * 2"),
        ("2*3*4 and a**b", "2*3*4 and a**b"),
        ("snake_case_name and __init__.py", "snake_case_name and init.py"),
        ("*open and _open", "*open and _open"),
        ("_depth_max and _flow", "_depth_max and _flow"),
        ("**sand and *silt*** or ***silt***", "sand and silt or silt"),
        ("a ** b ** c == d == e", "a ** b ** c == d == e"),
        ("**Label:** text", "Label: text"),
        ("*[[sea | the sea]]* **[map](a.md)**", "the sea map"),
    ],
    ids=[
        "stars",
        "underscores",
        "nested",
        "marked",
        "inside a word",
        "product",
        "product without blanks",
        "snake case",
        "never closed",
        "leading underscore",
        "closed at once",
        "operators",
        "label",
        "around links",
    ],
)
def test_plain_text_of_emphasis(content, text):
    """Pairs of marks that open before a word and close after one are dropped; all others are text."""
    assert render_inline(content).text == text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("two ~~three~~ four <del>weirs</del> mills", "two four mills"),
        ("~~Sand.~~ Silt.", "Silt."),
        ("~~Sand [1:00]~~ <s>silt</s>", ""),
        ("from 5~~6 to ~~ 7", "from 5~~6 to ~~ 7"),
    ],
)
def test_what_is_struck_out_is_not_said(content, text):
    """Text that its author has struck out is left out, as quoting it would say what the note takes back."""
    assert render_inline(content).text == text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("`sand`", "sand"),
        ("``a**b**``", "a**b**"),
        ("a `` ` `` b and ``a`b``", "a ` b and a`b"),
        ("`[[sea]]` `<b>` `&lt;` `\\*`", "[[sea]] <b> &lt; \\*"),
        ("`open and [[sea | here]]", "`open and here"),
        ("&lt;b&gt; &amp;amp; &#65;&#x42; &copy;", "<b> &amp; AB ©"),
        ("&nosuch; AT&T &; &#; a & b", "&nosuch; AT&T &; &#; a & b"),
        (r"\*sand\* \[[sea]] \`x\` C:\dir \\", r"*sand* [[sea]] `x` C:\dir " + "\\"),
        ("a<br>b<br/>c<br />d", "a b c d"),
        ('<span style="x">sand</span> 3 < 4 > 2 <3', "sand 3 < 4 > 2 <3"),
        ("<https://example.com/a_b>", "https://example.com/a_b"),
        ("https://example.com/a_b_c?x=1&y=2", "https://example.com/a_b_c?x=1&y=2"),
        ("a<!-- b --> c %% d %% e", "a c e"),
        ("100%% of sand %", "100%% of sand %"),
        ("![a map](map.png) [text](<sea> is [ref][1]", "[text]( is [ref][1]"),
        ('[text](sea.md "A title") and [x]', "text and [x]"),
        ("sand[^1] and[^long-name]", "sand and"),
        ("$5 and $10 or $x_1$ and $$", "$5 and $10 or $x_1$ and $$"),
    ],
    ids=[
        "code",
        "code contains marks",
        "code contains ticks",
        "code contains markup",
        "code never closed",
        "entities",
        "no entities",
        "escapes",
        "breaks",
        "tags",
        "autolink",
        "bare link",
        "comments",
        "percent signs",
        "image and odd links",
        "link with a title",
        "footnotes",
        "dollars",
    ],
)
def test_plain_text_of_markup(content, text):
    """Markup is dropped and what it shows remains; what only looks like markup is text."""
    assert render_inline(content).text == text


@pytest.mark.parametrize(
    ("content", "text", "links"),
    [
        ("[[sea]]", "sea", ("sea",)),
        ("[[the_sea | salty water]]", "salty water", ("the_sea | salty water",)),
        ("[[the_sea|salty]]", "salty", ("the_sea|salty",)),
        ("[[the_sea]]", "the sea", ("the_sea",)),
        ("[[sea#Depth of it]]", "sea", ("sea#Depth of it",)),
        ("[[sea#Depth|deep]]", "deep", ("sea#Depth|deep",)),
        ("[[sea | salty | water]]", "water", ("sea | salty | water",)),
        ("[[sea | **salty** ]]", "salty", ("sea | **salty** ",)),
        ("[[the_sea | ]]", "the sea", ("the_sea | ",)),
        ("[[a]][[b]] [[c]]", "ab c", ("a", "b", "c")),
        ("[[]] [[ [[a]", "[[]] [[ [[a]", ()),
        ("[[../../etc/passwd]]", "../../etc/passwd", ("../../etc/passwd",)),
        ("at [[sea | (salt: old and new)]].", "at (salt: old and new).", ("sea | (salt: old and new)",)),
        ("at [[sea | ([[salt: old and new]])]].", "at (salt: old and new).", ("sea | ([[salt: old and new]])", SALT)),
        ("at [[sea | ([[salt | Salt]])]].", "at (Salt).", ("sea | ([[salt | Salt]])", "salt | Salt")),
        ("[[sea|[salt]]] and [[sea | a | the [Dead] sea]]", "[salt] and the [Dead] sea", BRACKETED),
        ('[[sea | "salt" (and ([s]and))]]', '"salt" (and ([s]and))', ('sea | "salt" (and ([s]and))',)),
        ("*[[sea | **salt** [s] ]]* [[b]]", "salt [s] b", ("sea | **salt** [s] ", "b")),
        ("[[sea | [salt]] and [[sea | (salt", "[[sea | [salt]] and [[sea | (salt", ()),
    ],
    ids=[
        "target",
        "alias",
        "alias without blanks",
        "target with underscores",
        "heading",
        "heading and alias",
        "second bar",
        "marks in the alias",
        "blank alias",
        "side by side",
        "no links",
        "path",
        "alias in round brackets",
        "wikilink in the alias",
        "wikilink with an alias in the alias",
        "brackets in the alias",
        "quotes and nested brackets in the alias",
        "marks and brackets in the alias",
        "brackets never closed",
    ],
)
def test_plain_text_of_wikilinks(content, text, links):
    """A wikilink shows its last alias, else its target as words; its target is recorded as written."""
    plain = render_inline(content)

    assert (plain.text, plain.links) == (text, links)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("a  b\tc\nd\u00a0e \n f", "a b c d e f"),
        ("  a  ", "a"),
        ("a" + " " * 30 + "b" + "-" * 30 + "c", "a b c"),
        ("a -- b --- c", "a -- b --- c"),
        ("a\u2028b\u2029c\u0085d\x0be\x0cf", "a b c d e f"),
        ("s\u200ba\u200en\u202ed\u2066\u2069\ufeff\u00ad\u061c\x00\x1b\x7f", "sand"),
        ("`s\u202ea` [[x | n\u200b\x1b]] <https://d\u2066.org>", "sa n https://d.org"),
        ("&#x202e;a&#8203;&shy;&lrm;&#27;b&Tab;c&#10;d&NewLine;e", "ab c d e"),
        ("\\\u200b*a", "\\*a"),
        ("क्‍ष 👩‍🚀 می‌خواهم", "क्‍ष 👩‍🚀 می‌خواهم"),
    ],
    ids=[
        "kinds of blanks",
        "at the ends",
        "long runs",
        "short dashes",
        "line separators",
        "invisible",
        "invisible in markup",
        "invisible as entities",
        "invisible after a backslash",
        "joiners are letters",
    ],
)
def test_plain_text_has_single_blanks_and_no_invisible_characters(content, text):
    """Blanks of every kind become one space, and characters without a glyph are dropped, wherever they are."""
    assert render_inline(content).text == text


@pytest.mark.parametrize(
    ("content", "text", "anchors"),
    [
        ("Sand [1:03].", "Sand.", ((4, ((1, 3),)),)),
        ("Sand.[1:03] Silt", "Sand. Silt", ((5, ((1, 3),)),)),
        ("[1:03] Sand", "Sand", ((0, ((1, 3),)),)),
        ("Sand [1:03][2:03], [3:03] runs", "Sand runs", ((4, ((1, 3), (2, 3), (3, 3))),)),
        ("Sand [1:03] runs [2:03]", "Sand runs", ((4, ((1, 3),)), (9, ((2, 3),)))),
        ("Sand ([1:03]), silt [[2:03]]", "Sand, silt", ((4, ((1, 3),)), (10, ((2, 3),)))),
        ("**Sand [1:03]** runs", "Sand runs", ((4, ((1, 3),)),)),
        ("沙[1:03]。शब्द [2:03]।", "沙。शब्द।", ((1, ((1, 3),)), (6, ((2, 3),)))),
        ("[1:03]", "", ((0, ((1, 3),)),)),
        ("Sand `a[1:03]` runs [2:03]", "Sand a[1:03] runs", ((17, ((2, 3),)),)),
        ("Sand <!-- [1:03] --> runs [2:03]", "Sand runs", ((9, ((2, 3),)),)),
    ],
    ids=[
        "before the stop",
        "after the stop",
        "first",
        "a group",
        "two",
        "in brackets",
        "in emphasis",
        "other full stops",
        "alone",
        "in code",
        "in a comment",
    ],
)
def test_plain_text_of_anchors(content, text, anchors):
    """Anchors are cut out with the blank before them, and their offset in the text is recorded."""
    plain = render_inline(content)

    assert (plain.text, tuple((group.offset, group.times) for group in plain.anchors)) == (text, anchors)


@pytest.mark.parametrize(
    "content",
    [
        "plain words",
        "  a  *river* **carries**\n  sand ",
        "before [[the_sea | salty water]] after",
        "before [[the_sea]] after",
        "before `code words` after",
        "before <https://example.com/a> after",
        "before \\*escaped\\* after",
        "before &amp; after &lt;",
        "before [1:03], after <a data-t='1:03'>[1:03]</a>.",
        "before <b>tag</b> [text](url) ![image](url) after[^1] <!-- no --> it",
        "ze\u200bro\u00adwidth",
        "沙 [1:03]。水",
    ],
)
def test_plain_text_records_where_each_character_is(content):
    """Every character shown, blanks and entities aside, is in the content at the offset that the offsets give."""
    plain = render_inline(content)

    pairs = [(shown, content[map_offset(plain.offsets, offset)]) for offset, shown in enumerate(plain.text)]
    assert [(shown, written) for shown, written in pairs if shown not in " &<" and shown != written] == []


@pytest.mark.parametrize(
    ("link", "target", "slug"),
    [
        ("the_long_river", "the_long_river", "the_long_river"),
        ("The long river | it", "The long river", "the_long_river"),
        ("Sand & Silt#Grains|both", "Sand & Silt", "sand__silt"),
        ("Amazon's S3, EC2", "Amazon's S3, EC2", "amazons_s3_ec2"),
        ("#Depth", "", ""),
        ("Ünïcode 河", "Ünïcode 河", "ncode"),
        ("../../etc/passwd", "../../etc/passwd", "etcpasswd"),
    ],
)
def test_link_target_and_slug(link, target, slug):
    """A link names a note by the letters and digits of its target alone, so it can never be a path."""
    assert (link_target(link), slug_of(link_target(link))) == (target, slug)


def test_pieces_are_those_found_by_trying_each_character():
    """Passing over text in long steps finds every piece of markup that trying all kinds at each character finds."""
    signs = "<&[]`\\*_~{%=!(-)|:/. \n\t\u00a0\u200bhoYa1,>\U0001f3a7·"
    markup = (
        "https://a.bc",
        "YT=1:03",
        "obsidian://a",
        "[1:03]",
        '<a data-t="1:03">',
        "[[a_b | c]]",
        "0:00 a",
        "----" * 6,
        '<a class="t" data-t="00:01:03">[00:01:03]</a>',
        '<a class="t" data-t="00:01:03">[00:01:03]</a>.',
        '<a class="t" data-t="00:01:03">[00:01:03]</a> an',
    )
    random = Random(21)
    begins = rf"(?:^ | (?=https?:|obsidian:|YT=|\s) | (?=[<&\[\]`\\*_~{{%{INVISIBLE}] | =(?==) | !(?=\[)"
    begins += r" | \((?=[\s\d\[<(h]|obsidian:) | -(?=-{20})))"

    each_character = re.compile(rf"{begins}(?:{inline._pieces(True)})", re.VERBOSE | re.DOTALL | re.MULTILINE)
    common = 0
    for _ in range(200):
        content = "".join(random.choices((*signs, *markup), k=random.randrange(1, 40)))
        expected = [(match.lastgroup, match.start(), match.end()) for match in each_character.finditer(content)]
        pieces, _ = inline._pieces_of(content, inline._inline_pattern(True, inline._is_usual(content)))
        found = [(match.lastgroup, match.end("text"), match.end()) for match in pieces]
        common += sum(kind == "common" for kind, *_ in found)
        assert [("anchor" if kind == "common" else kind, *span) for kind, *span in found] == expected, content
    assert common


def test_content_without_markup_is_its_own_text(monkeypatch):
    """A content without any sign of markup is read at once as it is piece by piece; so is one that may be a label."""
    random = Random(3)
    words = (
        "sand",
        "Silt",
        "audio: a.mp3",
        "1:03",
        "1:03:05",
        " ",
        "  ",
        "é",
        "🎧",
        "-",
        "(a)",
        "\u00a0",
        "**",
        "=",
        "!",
    )
    contents = ["".join(random.choices(words, k=random.randrange(1, 6))) for _ in range(500)]

    found = [render_inline(content, bare_times=CHAPTERS) for content in contents]
    monkeypatch.setattr(inline, "_RE_MARKUP", re.compile(""))

    assert found == [render_inline(content, bare_times=CHAPTERS) for content in contents]


@pytest.mark.parametrize("tag", ['<a class="t" data-t="00:01:03">[00:01:03]</a>', '<a data-t="1:03">[1:03]</a>'])
def test_tags_of_times_are_never_text(tag):
    """Where times are no anchors, one written by hand is text, and the tag of a tool is left out, whatever its form."""
    assert render_inline(f"We left {tag} at 10:30:00 {tag}", times=False).text == "We left at 10:30:00"
