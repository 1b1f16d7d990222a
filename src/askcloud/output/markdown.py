"""Answer → Markdown, or a playlist of the moments it cites. Returns strings; what comes from a note is made safe."""

from __future__ import annotations

import re

from askcloud.media.medium import stream_of
from askcloud.output.text import NEAREST, clean, corrected, corroboration, followup_note, join_parts, status_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from askcloud.answering.answer import Answer, Evidence
    from askcloud.corpus.corpus import Corpus

MOMENT = 30
"""Seconds of each cited moment that a player with clips plays: two or three sentences."""


def to_markdown(answer: Answer) -> str:
    """The answer as Markdown: each quote as a quotation with its source under it, without a final newline."""
    said = (status_line(answer), followup_note(answer), corrected(answer))
    remarks = [_escaped(line) for line in said if line]
    nearest = [NEAREST] if answer.evidence and not answer.answered else []
    return "\n\n".join((f"## {_escaped(answer.question)}", *remarks, *nearest, *map(_quotation, answer.evidence)))


def conversation_markdown(answers: Iterable[Answer]) -> str:
    """A conversation as Markdown, nothing of a note as markup."""
    return "\n\n".join(["# askcloud", *map(to_markdown, answers)]) + "\n"


def markdown_link(evidence: Evidence) -> str:
    """Title and second of what a claim cites as a Markdown link; as text where there is nothing to link to."""
    citation = evidence.citation
    shown = _escaped(", ".join(filter(None, (citation.shown_title, citation.time.formatted))))
    return f"[{shown}]({citation.url})" if citation.url else shown


def quoted(evidence: Evidence) -> str:
    """The quote with its citation as plain text, to paste anywhere."""
    citation = evidence.citation
    source = join_parts(citation.shown_title, citation.channel, also=(citation.time.formatted, citation.url))
    return f"“{clean(evidence.quote)}”\n— {source}"


def to_playlist(answer: Answer, kind: str, corpus: Corpus) -> str:
    """The cited moments that can be played, in order, without a final newline; no answer is called one.

    Args:
        answer: What to play.
        kind: `m3u`, for VLC and others; `edl`, clips for mpv; `md`, a list of links.
        corpus: The folders of the notes, in which files of the vault are looked for.
    """
    if kind == "md":
        return "\n\n".join(filter(None, (_escaped(_remark(answer)), "\n".join(_links(answer)))))
    head, entries = ("#EXTM3U", _m3u_lines) if kind == "m3u" else ("# mpv EDL v0", _edl_lines)
    remark = [f"# {_remark(answer)}"] if _remark(answer) else []
    return "\n".join((head, *remark, *entries(answer, corpus)))


def _remark(answer: Answer) -> str:
    """What must be said before the moments: that they are no answer, or of a weak one; empty for a good one."""
    return " ".join(filter(None, (status_line(answer), NEAREST if answer.evidence and not answer.answered else "")))


def _links(answer: Answer) -> Iterator[str]:
    cited = (each for each in answer.evidence if each.citation.medium)
    return (f"{number}. {_source(each)}: {_escaped(each.quote)}" for number, each in enumerate(cited, 1))


def _m3u_lines(answer: Answer, corpus: Corpus) -> Iterator[str]:
    for evidence, stream in _streams(answer, corpus):
        citation = evidence.citation
        yield f"#EXTINF:-1,{clean(citation.shown_title)} {citation.time.formatted}".rstrip()
        yield f"#EXTVLCOPT:start-time={citation.time.seconds or 0}"
        yield (citation.url if citation.video_id else None) or stream


def _edl_lines(answer: Answer, corpus: Corpus) -> Iterator[str]:
    for evidence, stream in _streams(answer, corpus):
        # The length in bytes, so that no sign in an address or a path means anything.
        yield f"%{len(stream.encode())}%{stream},{evidence.citation.time.seconds or 0},{MOMENT}"


def _streams(answer: Answer, corpus: Corpus) -> Iterator[tuple[Evidence, str]]:
    """The evidence that a player can open, with what it opens; a path with a line break in it is none."""
    for evidence in answer.evidence:
        stream = stream_of(evidence.citation.medium, corpus)
        if stream and clean(stream) == stream:
            yield evidence, stream


def _quotation(evidence: Evidence) -> str:
    context = [f"> {_escaped(evidence.context)} ›\n>"] if evidence.context else []
    return "\n".join((*context, f"> {_escaped(evidence.quote)}\n>", f"> — {_source(evidence)}"))


def _source(evidence: Evidence) -> str:
    """What a claim cites, its channel, its note's place, and who else says so."""
    citation = evidence.citation
    medium = "" if citation.url else citation.medium
    place = f"{citation.note}:{citation.line}"
    also = filter(None, map(_escaped, (medium, citation.channel, place, corroboration(evidence))))
    return " · ".join((markdown_link(evidence), *also))


def _escaped(text: str) -> str:
    """The text on one line, with every sign that Markdown, HTML or Obsidian could read as markup escaped."""
    plain = re.sub(r"([\\`*_\[\]<>#|~$!&=^+-]|%(?=%)|(?<=%)%)", r"\\\1", clean(text))
    return re.sub(r"^(\s*[0-9]{1,9})([.)])", r"\1\\\2", plain)  # the number of a list's item
