"""Answers as Markdown and as playlists: nothing of a note is markup, an option or a second entry there."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt
from samples import ABSTENTION, HOSTILE, NEAREST, NO_TIME, TIMED, UNTIMED, WITHOUT_VIDEO, with_citation

from askcloud.answering.answer import Answer, Evidence, abstention
from askcloud.corpus.corpus import Corpus
from askcloud.media.citation import Citation, Timestamp
from askcloud.output.markdown import conversation_markdown, markdown_link, quoted, to_markdown, to_playlist
from askcloud.output.text import clean
from askcloud.record import replace

QUOTE = "The dam was finished in four years."
CITATION = Citation("a/note.md", 12, "A note", "a channel", "aB3_dE6-hI9", "A video", Timestamp(3723))
EVIDENCE = Evidence(QUOTE, "How it went:", ("Dams",), CITATION, 2.5, {"claim": 2.5}, ())
URL = "https://www.youtube.com/watch?v=aB3_dE6-hI9"


def said(**citation) -> Evidence:
    return replace(EVIDENCE, citation=replace(CITATION, **citation))


def answer_of(*evidence: Evidence) -> Answer:
    return Answer("When?", True, 0.75, None, (), (), evidence)


@pytest.fixture
def corpus(tmp_path):
    """A vault with a talk in it."""
    (tmp_path / "dam, 2.mp3").write_bytes(b"")
    return Corpus.parse(str(tmp_path))


def test_answer_as_markdown():
    """A quote is a quotation under its context, with its source linked below it."""
    assert to_markdown(answer_of(EVIDENCE)) == (
        f"## When?\n\n> How it went: ›\n>\n> {QUOTE}\n>\n"
        f"> — [A video, 1:02:03]({URL}&t=3723s) · a channel · a/note.md:12"
    )


def test_abstention_as_markdown():
    """What the notes do not say is said, with what comes nearest."""
    silent = replace(abstention("When?", "No note mentions *dams*."), evidence=(EVIDENCE,))

    assert to_markdown(silent).startswith(
        "## When?\n\nThe notes do not say. No note mentions \\*dams\\*.\n\nNearest, though no answer:\n\n> "
    )


def test_source_without_a_link_as_markdown():
    """A file's path stands where a link would."""
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
    """Questions are headings, claims quotes, and every remark stands where the chat shows it."""
    assert conversation_markdown([replace(NEAREST, inherited=("dam",)), ABSTENTION]) == (
        "# askcloud\n\n## When?\n\nThe notes do not say. Only copies.\n\n"
        "with dam from before\n\nSearched dam for dimm\n\n"
        "Nearest, though no answer:\n\n"
        f"> How it went: ›\n>\n> {QUOTE}\n>\n> — [A video, 1:02:03]({URL}&t=3723s) · a channel · a/note.md:12"
        " · also in 2 other notes\n\n"
        "## When?\n\nThe notes do not say. No note mentions zeppelins.\n"
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
    found = replace(answer, evidence=(replace(answer.evidence[0], quote=text, context=text),))

    tokens = MarkdownIt("commonmark").enable("table").parse(conversation_markdown([found]))

    kinds = [token.type for token in tokens if token.type.endswith("_open")]
    texts = [
        "".join(each.content for each in token.children if each.type in ("text", "text_special"))
        for token in tokens
        if token.children
    ]
    assert kinds == ["heading_open", "heading_open", "blockquote_open", *["paragraph_open"] * 3]
    assert texts[1] == clean(text).strip()
    assert clean(text).strip() in texts[2]
    assert {each.type for token in tokens for each in token.children or ()} <= {
        *("text", "text_special", "softbreak", "hardbreak", "link_open", "link_close"),
    }
    assert sum(each.type == "link_open" for token in tokens for each in token.children or ()) == 1


def test_markdown_hides_nothing_from_obsidian():
    """Two signs that begin a comment in Obsidian never stand side by side; one alone stays as it is."""
    shown = to_markdown(replace(answer_of(EVIDENCE), question="a %% b %%% c 5% d"))

    assert shown.startswith(r"## a \%\% b \%\%\% c 5% d")


def test_playlist_for_players(corpus):
    """An m3u names each moment and where it starts; what cannot be played is left out."""
    answer = answer_of(EVIDENCE, said(medium="file:dam, 2.mp3", time=Timestamp(63)), said(medium="no id"))

    assert to_playlist(answer, "m3u", corpus).splitlines() == [
        *("#EXTM3U", "#EXTINF:-1,A video 1:02:03", "#EXTVLCOPT:start-time=3723", f"{URL}&t=3723s"),
        *("#EXTINF:-1,A video 1:03", "#EXTVLCOPT:start-time=63", f"{corpus.listing}/dam, 2.mp3"),
    ]


def test_playlist_of_clips(corpus):
    """An EDL gives each moment's address by its length in bytes, its start and its duration."""
    podcast = "obsidian://podnotes?episodeName=Dams&url=https%3A%2F%2Fexample.com%2Fa.mp3"
    answer = answer_of(EVIDENCE, said(medium="file:dam, 2.mp3"), said(medium=podcast, time=NO_TIME))
    path = f"{corpus.listing}/dam, 2.mp3"

    assert to_playlist(answer, "edl", corpus).splitlines() == [
        "# mpv EDL v0",
        f"%43%{URL},3723,30",
        f"%{len(path.encode())}%{path},3723,30",
        "%25%https://example.com/a.mp3,0,30",
    ]


def test_playlist_of_links(corpus):
    """A Markdown playlist lists each moment with its link and quote."""
    assert to_playlist(answer_of(EVIDENCE, said(medium="")), "md", corpus) == (
        f"1. [A video, 1:02:03]({URL}&t=3723s) · a channel · a/note.md:12: {QUOTE}"
    )


@pytest.mark.parametrize(("kind", "head"), [("m3u", "#EXTM3U"), ("edl", "# mpv EDL v0")])
def test_playlist_of_what_comes_nearest_says_so(corpus, kind, head):
    """Where the notes do not say, a comment under the playlist's head says so, and why, also where it has no moment."""
    silent = replace(answer_of(), answered=False, reason="No note\n#EXTM3U mentions it.")

    nearest = to_playlist(replace(silent, evidence=(EVIDENCE,)), kind, corpus).splitlines()
    empty = to_playlist(silent, kind, corpus).splitlines()

    said = "# The notes do not say. No note #EXTM3U mentions it."
    assert nearest[:2] == [head, f"{said} Nearest, though no answer:"]
    assert nearest[2:] == to_playlist(answer_of(EVIDENCE), kind, corpus).splitlines()[1:]
    assert empty == [head, said]


def test_playlist_of_links_to_what_comes_nearest_says_so(corpus):
    """A Markdown playlist begins with a word on what is no answer."""
    nearest = replace(answer_of(EVIDENCE), answered=False, reason="No *one* mentions it.")

    said, links = to_playlist(nearest, "md", corpus).split("\n\n")

    assert said == r"The notes do not say. No \*one\* mentions it. Nearest, though no answer:"
    assert links == to_playlist(answer_of(EVIDENCE), "md", corpus)


@pytest.mark.parametrize("kind", ["m3u", "edl"])
@pytest.mark.parametrize(
    "hostile", ["a\n#EXTVLCOPT:sout=x", "a\r\nfile:///etc/passwd", "\x1b]8;;x\x07", "a\u2028b"], ids=ascii
)
def test_playlist_of_a_hostile_title_has_no_line_of_its_own(corpus, kind, hostile):
    """A title or a medium adds no line and no control character to a playlist."""
    answer = answer_of(said(video_title=hostile), said(medium=f"file:{hostile}.mp3"), said(medium=hostile))

    shown = to_playlist(answer, kind, corpus)

    assert len(shown.splitlines()) == (4 if kind == "m3u" else 2)
    assert "\x1b" not in shown
