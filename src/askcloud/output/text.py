"""Answers as text for a person. Returns strings, prints nothing, and makes every character from a note safe."""

from __future__ import annotations

from askcloud.output.sanitize import clean
from askcloud.output.wording import (
    CLOSEST_MATCHES,
    SCORE_PARTS,
    TOPIC_PARTS,
    correction_note,
    corroboration,
    followup_note,
    is_warning,
    join_parts,
    status_line,
    understanding_note,
)
from askcloud.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.answering.answer import Answer, Evidence


class Style(Record):
    """What the reader's terminal can show."""

    color: bool = False
    """Whether dim text may be marked by escape sequences."""
    links: bool = False
    """Whether times may be hyperlinks (OSC 8)."""

    def dim(self, text: str) -> str:
        """Return the text dimmed, if the terminal can show that."""
        return f"\x1b[2m{text}\x1b[0m" if self.color else text

    def link(self, text: str, url: str | None) -> str:
        """Return the text as a hyperlink, if the terminal can show that; the URL must come from `media`."""
        return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\" if self.links and text and url else text


PLAIN = Style()

_PART_NAMES = {**SCORE_PARTS, **TOPIC_PARTS}


def to_text(answer: Answer, style: Style = PLAIN, *, why: bool = False, exact_hint: bool = True) -> str:
    """Return the answer for a person, without a final newline; its wording never depends on the style.

    Args:
        answer: The answer.
        style: What the terminal can show.
        why: Whether to show what was understood and what each score is made of.
        exact_hint: Whether to name the option `--exact` where a spelling was corrected.
    """
    head = [status_line(answer) if is_warning(answer) else style.dim(status_line(answer))]
    if answer.understood:
        head.append(style.dim(followup_note(answer)))
    if answer.corrections:
        head.append(style.dim(correction_note(answer) + ("; use --exact to search as typed." if exact_hint else "")))
    if why:
        head.append(style.dim(understanding_note(answer.understanding)))
    if answer.evidence and not answer.answered:
        head.append(CLOSEST_MATCHES)
    blocks = [_evidence_text(evidence, style, why=why) for evidence in answer.evidence]
    return "\n\n".join(["\n".join(head), *blocks])


def _evidence_text(evidence: Evidence, style: Style, *, why: bool) -> str:
    citation = evidence.citation
    lines = [style.dim(f"{clean(evidence.context)} ›")] if evidence.context else []
    lines.append(clean(evidence.quote))
    time = style.link(citation.time.formatted, citation.url)
    source = join_parts(citation.shown_title, citation.channel, also=(time, citation.url, corroboration(evidence)))
    lines.append("  " + style.dim(source))
    if why:
        parts = " + ".join(f"{_PART_NAMES[name]} {value:.2f}" for name, value in evidence.parts.items() if value)
        lines.append("  " + style.dim(f"score {evidence.score:.2f} = {parts}"))
    return "\n".join(lines)
