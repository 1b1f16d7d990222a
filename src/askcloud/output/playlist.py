"""Answers as playlists of the cited moments. Titles cannot add lines, and an abstention is marked as one."""

from __future__ import annotations

from askcloud.media.location import stream_of
from askcloud.media.medium import is_note
from askcloud.output.markdown import escape, source_line
from askcloud.output.sanitize import clean
from askcloud.output.wording import CLOSEST_MATCHES, pluralize, status_line
from askcloud.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from askcloud.answering.answer import Answer, Evidence
    from askcloud.corpus.corpus import Corpus

CLIP_SECONDS = 30
"""Seconds of each cited moment that a player of clips plays: two or three sentences."""


def to_playlist(answer: Answer, kind: str, corpus: Corpus) -> str:
    """Return the cited moments that can be played, in order, without a final newline: of a list that of each item.

    Args:
        answer: What to play.
        kind: `m3u`, for VLC and others; `edl`, clips for mpv; `md`, a list of links.
        corpus: The folders of the notes, in which local media files are looked for.
    """
    if kind == "md":
        return "\n\n".join(filter(None, (escape(_remark(answer)), "\n".join(_links(answer, corpus)))))
    head, entries = ("#EXTM3U", _m3u_lines) if kind == "m3u" else ("# mpv EDL v0", _edl_lines)
    return "\n".join((head, f"# {_remark(answer)}", *entries(answer, corpus)))


def _remark(answer: Answer) -> str:
    """Return the remark above the moments: how likely the first one is the answer, or that there is no answer."""
    closest = CLOSEST_MATCHES if answer.evidence and not answer.answered else ""
    left_out = sum(is_note(evidence.citation.medium) for evidence in _moments(answer))
    remark = f"Left out, as their notes name no video: {pluralize(left_out, 'sentence')}." if left_out else ""
    return " ".join(filter(None, (status_line(answer), closest, remark)))


def _links(answer: Answer, corpus: Corpus) -> Iterator[str]:
    with_medium = (evidence for evidence in _moments(answer) if _names_medium(evidence))
    return (
        f"{number}. {source_line(evidence, corpus)}: {escape(evidence.quote)}"
        for number, evidence in enumerate(with_medium, 1)
    )


def _names_medium(evidence: Evidence) -> bool:
    return bool(evidence.citation.medium) and not is_note(evidence.citation.medium)


def _moments(answer: Answer) -> Iterator[Evidence]:
    """Yield the evidence, and of a list each item as evidence of its own."""
    for evidence in answer.evidence:
        if not evidence.items:
            yield evidence
        for item in evidence.items:
            yield replace(evidence, quote=item.quote, citation=item.citation, also_in=())


def _m3u_lines(answer: Answer, corpus: Corpus) -> Iterator[str]:
    for evidence, stream in _streams(answer, corpus):
        citation = evidence.citation
        yield f"#EXTINF:-1,{clean(citation.shown_title)} {citation.time.formatted}".rstrip()
        yield f"#EXTVLCOPT:start-time={citation.time.seconds or 0}"
        yield (citation.url if citation.video_id else None) or stream


def _edl_lines(answer: Answer, corpus: Corpus) -> Iterator[str]:
    for evidence, stream in _streams(answer, corpus):
        # With the length in bytes, so that no character in an address or a path is special.
        yield f"%{len(stream.encode())}%{stream},{evidence.citation.time.seconds or 0},{CLIP_SECONDS}"


def _streams(answer: Answer, corpus: Corpus) -> Iterator[tuple[Evidence, str]]:
    """Yield the moments that a player can open, each with its URL or path; a path with a line break is left out.

    Items of a list that were said at one time are one moment.
    """
    played = None
    for evidence in _moments(answer):
        stream = stream_of(evidence.citation.medium, corpus)
        moment = (stream, evidence.citation.time.seconds, bool(evidence.items))
        if stream and clean(stream) == stream and not (evidence.items and moment == played):
            yield evidence, stream
        played = moment
