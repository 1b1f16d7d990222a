"""Laws of reading that hold for any text, well-formed or not."""

from __future__ import annotations

import re
import string
import unicodedata
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from askcloud.notes.clock import infer_notation
from askcloud.notes.reader import Note, read_note
from askcloud.notes.unwrap import blank_wrapping
from askcloud.text import analyzer
from askcloud.text.analyzer import TERM_LETTERS, fold, terms_of
from askcloud.text.stopwords import STOP_WORDS

HEAD = "---\ntitle: A note\nvideoId: abcdefghijk\n---\n"

INVISIBLE = frozenset("\u00ad\u061c\u180e\u200b\u200e\u200f\ufeff") | {
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2060, 0x206A))
}
"""Characters without a glyph, except the joiners that scripts and emoji need."""

MARKUP = [
    *("# ", "## ", "\n", "\n\n", "\n\n", "> ", "> [!note] ", "> [!tip]- ", "* ", "- ", "1. ", "    ", "\t", "---\n"),
    *("| a | b |\n|---|---|\n", "|", "```\n", "```markdown\n", "```ad-note\n", "~~~\n", "***", "===\n", "[ ] ", "\\"),
    *("**", "*", "_", "__", "~~", "==", "`", "``", "[", "]", "(", ")", "[[", "]]", "[[a_note | ", "[[a_note]]", "![["),
    *("](url)", "![alt](url)", "<br>", "<b>", "</b>", "<!--", "-->", "%%", "<https://example.com/a>", "<", ">"),
    *("&amp;", "&lt;", "&nbsp;", "&#10;", "&#x202e;", "&#8203;", "&", ";", "[^1]", "$5", "$$", "\ue000"),
    *("[1:03]", "[00:01:03]", "[21:03:00]", "[0:01, 0:02]", "[[0:03]]", "[0:04](url)", "(0:00:05)", "(24:1)", "12:30"),
    *('<a class="yt-timestamp" data-t="00:01:03">[00:01:03]</a>', '<a data-t="00:02:03">', "<a>", "</a>", "[1:03"),
    *(
        "\n0:00 ",
        "\n0:42 - ",
        "\n05.41 ",
        "\n00:01:03 ",
        "\n**1:03** · ",
        "\n🎧 1:03 - 2:03 (1:00)\n",
        "YT=1:03 ",
        "90s",
    ),
    *(
        "[5s](a.mp4#t=5,10)",
        "![[a b.mp4#t=5]]",
        "[[a.mp3#t=1:03|see]]",
        "{{youtube-timestamp 125}}",
        "**Timestamp:** 1:03\n",
    ),
    *(
        "{{video https://vimeo.com/123}}",
        "[[video:a.mp4#0:01:56][0:01:56]]",
        "https://youtu.be/abcdefghijk?t=9",
        "(<",
        ")",
    ),
    *("```timestamp\n1:03\n```\n", "```timestamp-url\nhttps://youtu.be/abcdefghijk\n```\n", "obsidian://mx-open?url="),
    *(
        "<!-- ## [1:03](https://youtu.be/abcdefghijk?t=63) -->\n",
        "```audio-note\naudio: a.mp3#t=1:20\n---\n",
        "#t=",
        "?t=",
    ),
    *(". ", ".", "? ", "! ", "...", ": ", ":\n\n", ", ", "。", "।", "Dr. ", "U.S. ", "e.g. ", "J. ", '"', "”", "…"),
    *("From: [[riverfm]] <br/> ", "Here is the article with links:\n", "---\ntitle: b\nvideoId: AAAAAAAAAAA\n---\n"),
    *("\u200b", "\u202e", "\u2066", "\u00ad", "\u2028", "\u0085", "\x0c", "\x1b[31m", "\u00a0", " " * 30, "-" * 30),
]
WORDS = "A river carries sand down to the sea it this however Sand: Rivers flow 河流把沙子 नदी река øre don't".split()

texts = st.lists(
    st.one_of(
        st.sampled_from(MARKUP),
        st.sampled_from(WORDS).map(lambda word: f"{word} "),
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=6),
    ),
    max_size=40,
).map("".join)
"""Text as `read_source` may give it: fragments of Markdown, words, and any other character of Unicode."""

PREFIXES = ["", "", "", "# ", "## ", "* ", "- ", "    * ", "  - ", "1. ", "> ", "> [!note] ", "> * ", "| "]
ENDS = [". ", ". ", " [1:03]. ", ".[1:03] ", "? ", "! [21:03:00] ", ": ", " [1:03]: ", "。", "", "\n", " D.C. [1:03] "]

sentences = st.tuples(
    st.lists(
        st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS), st.sampled_from(MARKUP)), min_size=4, max_size=9
    ).map(" ".join),
    st.sampled_from(ENDS),
).map("".join)
blocks = st.tuples(
    st.sampled_from(PREFIXES), st.lists(sentences, min_size=1, max_size=3).map("".join), st.sampled_from(["\n", "\n\n"])
).map("".join)
notes = st.lists(blocks, max_size=6).map("".join)
"""Text of headings, items, callouts and paragraphs that contain claims, with markup scattered in it."""

raw_times = st.lists(st.lists(st.integers(0, 99), min_size=1, max_size=4).map(tuple), max_size=12)

latin = st.text(
    st.one_of(
        st.sampled_from(string.ascii_letters + string.digits + " '’-.,_"),
        st.characters(max_codepoint=0x24F, exclude_categories=["Cc", "Cs"]),
        st.characters(min_codepoint=0x1E00, max_codepoint=0x1EFF),
    ),
    max_size=30,
)


def claims_of(note: Note) -> list:
    return [claim for passage in note.passages for claim in passage.claims]


@settings(max_examples=60, deadline=None)
@given(st.one_of(texts, notes))
@example('---\ntitle: "\\UFFFFFFFF"\nvideoId: abcdefghijk\n---\n')
@example('---\ntitle: "\\uD800"\n---\n')
def test_any_text_is_a_note(source):
    """Reading never fails, with a head or without, and gives text that can be stored."""
    for note in (read_note("riverfm/a.md", source), read_note("a.md", HEAD + source)):
        repr(note).encode()
        "".join([note.title, note.channel, *note.links]).encode()


@settings(max_examples=60, deadline=None)
@given(st.one_of(texts, notes))
@example("A river runs to [[the_sea | salty water]]")
@example("[[the_sea | Salty]] water is what `a river` has")
@example("* A river runs down here. \n\t A lake stays over there. \nThe wind goes on.")
def test_claim_span_is_the_claim(source):
    """A claim's span is in the note, begins and ends with the claim's letters, and begins on the claim's line."""
    source = HEAD + source

    for claim in claims_of(read_note("riverfm/a.md", source)):
        assert 0 <= claim.start < claim.end <= len(source)
        assert claim.line == 1 + source.count("\n", 0, claim.start)
        if claim.text[0].isalpha():
            assert source[claim.start] == claim.text[0]
        if claim.text[-1].isalpha():
            assert source[claim.end - 1] == claim.text[-1]


@settings(max_examples=60, deadline=None)
@given(st.one_of(texts, notes))
def test_claims_are_in_source_order(source):
    """Within a passage each claim begins after the end of the one before it."""
    for passage in read_note("riverfm/a.md", HEAD + source).passages:
        claims = passage.claims
        assert claims
        for earlier, later in pairwise(claims):
            assert earlier.end <= later.start


@settings(max_examples=60, deadline=None)
@given(st.one_of(texts, notes))
@example("A river &#x202e; runs `down\u202e` to [[a | the \u200b sea]]")
@example("A river\u2028runs down here")
def test_shown_text_has_no_invisible_characters(source):
    """No claim, heading or context contains a control, a format character but a joiner, a newline or a double blank."""
    for passage in read_note("riverfm/a.md", HEAD + source).passages:
        for text in (*passage.headings, *passage.context, *(claim.text for claim in passage.claims)):
            odd = [sign for sign in text if unicodedata.category(sign) in ("Cc", "Zl", "Zp") or sign in INVISIBLE]
            assert odd == []
            assert text == text.strip()
            assert not re.search(r"\s\s", text)


@settings(max_examples=60, deadline=None)
@given(texts, st.integers(0, 60))
def test_blanking_keeps_every_offset(source, start):
    """What surrounds a note's text is blanked: length and newlines stay the same, and so does every other character."""
    start = min(start, len(source))

    blanked = blank_wrapping(source, start)

    assert len(blanked) == len(source)
    changed = {(old, new) for old, new in zip(source, blanked, strict=True) if old != new}
    assert {new for _, new in changed} <= {" "}
    assert "\n" not in {old for old, _ in changed}


@settings(deadline=None)
@given(raw_times)
def test_notation_gives_no_more_than_the_literal_seconds(written):
    """A notation never gives negative seconds, nor more than the time means literally."""
    notation = infer_notation(written)

    for raw_time in written:
        hours, minutes, seconds = (0, 0, *raw_time)[-3:] if len(raw_time) < 3 else raw_time[:3]
        assert 0 <= notation.read(raw_time).seconds <= (hours * 60 + minutes) * 60 + seconds


@settings(deadline=None)
@given(raw_times)
def test_notation_gives_no_impossible_hours(written):
    """However a note writes its times, no time of three or four parts means an hour that transcripts do not have."""
    notation = infer_notation(written)

    for raw_time in written:
        if len(raw_time) > 2:
            assert notation.read(raw_time).seconds < 4 * 3600


@settings(max_examples=60, deadline=None)
@given(latin)
def test_terms_are_the_same_for_folded_text(text):
    """Folding a text first does not change its terms, so that a stored text and a typed one have equal terms."""
    assert terms_of(fold(text)) == terms_of(text)


@settings(max_examples=60, deadline=None)
@given(st.one_of(latin, texts))
@example("it's that's where's shoulder")
def test_terms_are_no_stop_words(text):
    """No term is empty, and none is a stop word unless a longer word was cut to it."""
    terms = terms_of(text)

    assert "" not in terms
    assert [term for term in terms if len(term) < TERM_LETTERS and term in STOP_WORDS] == []


@settings(max_examples=250, deadline=None)
@given(st.one_of(latin, texts, st.text()))
@example("Łódź ´ e \u0301 \u00a0x ß")
def test_fold_may_go_word_by_word(text):
    """Folding a text word by word gives the same as folding it at once: no rule looks past a blank."""
    assert fold(text) == analyzer._folded(text)
