"""Laws of playlists: nothing of a note is an option or an entry of its own, and no abstention looks like an answer."""

from __future__ import annotations

import pytest
from samples import FOLLOWED, LIST, NO_TIME

from askcloud.answering.answer import Answer, Evidence
from askcloud.corpus.corpus import Corpus
from askcloud.media.citation import Citation, Timestamp
from askcloud.output.playlist import CLIP_SECONDS, to_playlist
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


def test_playlist_for_players(corpus):
    """An m3u names each moment and where it starts; what cannot be played is left out."""
    answer = answer_of(EVIDENCE, said(medium="file:dam, 2.mp3", time=Timestamp(63)), said(medium="no id"))

    assert to_playlist(answer, "m3u", corpus).splitlines() == [
        *("#EXTM3U", "# Likely answer.", "#EXTINF:-1,A video 1:02:03", "#EXTVLCOPT:start-time=3723", f"{URL}&t=3723s"),
        *("#EXTINF:-1,A video 1:03", "#EXTVLCOPT:start-time=63", f"{corpus.listing}/dam, 2.mp3"),
    ]


def test_playlist_of_clips(corpus):
    """An EDL gives each moment's address by its length in bytes, its start and its duration."""
    podcast = "obsidian://podnotes?episodeName=Dams&url=https%3A%2F%2Fexample.com%2Fa.mp3"
    answer = answer_of(EVIDENCE, said(medium="file:dam, 2.mp3"), said(medium=podcast, time=NO_TIME))
    path = f"{corpus.listing}/dam, 2.mp3"

    assert to_playlist(answer, "edl", corpus).splitlines() == [
        "# mpv EDL v0",
        "# Likely answer.",
        f"%43%{URL},3723,{CLIP_SECONDS}",
        f"%{len(path.encode())}%{path},3723,{CLIP_SECONDS}",
        "%25%https://example.com/a.mp3,0,30",
    ]


def test_playlist_of_links(corpus):
    """A Markdown playlist lists each moment with its link and quote."""
    assert to_playlist(answer_of(EVIDENCE, said(medium="")), "md", corpus) == (
        f"Likely answer.\n\n1. [A video, 1:02:03]({URL}&t=3723s) · a channel · a/note.md:12: {QUOTE}"
    )


def test_playlist_has_each_item_of_a_list(corpus):
    """A list is played item by item, each moment once; of another quote it is the quote alone."""
    answer = answer_of(replace(LIST, items=(*LIST.items[:2], replace(LIST.items[2], citation=LIST.citation))), FOLLOWED)

    m3u, edl, links = (to_playlist(answer, kind, corpus).splitlines() for kind in ("m3u", "edl", "md"))

    assert [line for line in m3u if line.startswith("http")] == [f"{URL}&t={second}s" for second in (63, 70, 3723)]
    assert [line.split(",")[1] for line in edl[2:]] == ["63", "70", "3723"]
    assert [line[:3] for line in links[2:]] == ["1. ", "2. ", "3. ", "4. "]
    assert links[2] == f"1. [A video, 1:03]({URL}&t=63s) · a channel · a/note.md:20: The wall keeps the lake."


def test_playlist_plays_a_moment_again_that_another_result_quotes(corpus):
    """Only items of one list are one moment: of results each is played."""
    assert to_playlist(answer_of(EVIDENCE, EVIDENCE), "edl", corpus).count(URL) == 2


@pytest.mark.parametrize(("kind", "head"), [("m3u", "#EXTM3U"), ("edl", "# mpv EDL v0")])
def test_playlist_of_the_closest_matches_says_so(corpus, kind, head):
    """Where the notes do not say, a comment under the playlist's head says so, and why, also where it has no moment."""
    silent = replace(answer_of(), answered=False, reason="No note\n#EXTM3U mentions it.")

    nearest = to_playlist(replace(silent, evidence=(EVIDENCE,)), kind, corpus).splitlines()
    empty = to_playlist(silent, kind, corpus).splitlines()

    said = "# No answer found. No note #EXTM3U mentions it."
    assert nearest[:2] == [head, f"{said} Closest matches (none of them answers the question):"]
    assert nearest[2:] == to_playlist(answer_of(EVIDENCE), kind, corpus).splitlines()[2:]
    assert empty == [head, said]


def test_playlist_of_links_to_closest_matches_says_so(corpus):
    """A Markdown playlist of an abstention begins with a remark that its moments are not answers."""
    nearest = replace(answer_of(EVIDENCE), answered=False, reason="No *one* mentions it.")

    said, links = to_playlist(nearest, "md", corpus).split("\n\n")

    assert said == r"No answer found. No \*one\* mentions it. Closest matches (none of them answers the question):"
    assert to_playlist(answer_of(EVIDENCE), "md", corpus) == f"Likely answer.\n\n{links}"


@pytest.mark.parametrize("kind", ["m3u", "edl"])
@pytest.mark.parametrize(
    "hostile", ["a\n#EXTVLCOPT:sout=x", "a\r\nfile:///etc/passwd", "\x1b]8;;x\x07", "a\u2028b"], ids=ascii
)
def test_playlist_of_a_hostile_title_has_no_line_of_its_own(corpus, kind, hostile):
    """A title or a medium adds no line and no control character to a playlist."""
    answer = answer_of(said(video_title=hostile), said(medium=f"file:{hostile}.mp3"), said(medium=hostile))

    shown = to_playlist(answer, kind, corpus)

    assert len(shown.splitlines()) == (5 if kind == "m3u" else 3)
    assert "\x1b" not in shown


def test_playlist_says_what_it_leaves_out(corpus):
    """A sentence of a note that names no medium is no entry, and the remark counts it."""
    answer = answer_of(EVIDENCE, said(medium="note:dams.md", time=NO_TIME))

    for kind in ("m3u", "edl", "md"):
        playlist = to_playlist(answer, kind, corpus)

        assert "dams.md" not in playlist
        assert "Left out, as their notes name no video: 1 sentence." in playlist
