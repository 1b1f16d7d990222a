"""Answers as text for a person. Returns strings, prints nothing, and makes every character from a note safe."""

from __future__ import annotations

from askcloud.output.excerpt import following_of, items_of
from askcloud.output.sanitize import clean
from askcloud.output.wording import (
    CLOSEST_MATCHES,
    SCORE_PARTS,
    TOPIC_PARTS,
    correction_note,
    corroboration,
    coverage_note,
    followup_note,
    is_warning,
    join_parts,
    more_items_note,
    status_line,
    understanding_note,
)
from askcloud.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from askcloud.answering.answer import Answer, Evidence, QuotedClaim


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
    if answer.coverage:
        head.append(style.dim(coverage_note(answer.coverage)))
    if answer.understood:
        head.append(style.dim(followup_note(answer)))
    if answer.corrections:
        head.append(style.dim(correction_note(answer) + ("; use --exact to search as typed." if exact_hint else "")))
    if why:
        head.append(style.dim(understanding_note(answer.understanding)))
    if answer.evidence and not answer.answered:
        head.append(CLOSEST_MATCHES)
    return "\n\n".join(["\n".join(head), *_results(answer.evidence, style, why=why)])


def _results(evidence: Sequence[Evidence], style: Style, *, why: bool) -> Iterator[str]:
    """Yield each result, and above the first one of a side of a comparison the name of that side.

    Only the first shows what follows its quote: five results are 34 lines of 80 columns then, and 46 if all did.
    """
    side = ""
    for place, each in enumerate(evidence):
        if each.side != side:
            side = each.side
            yield f"{clean(side)}:"
        quoted = _list_lines(each, style) if each.items else _quote_lines(each, style)
        following = [] if place else following_of(each, evidence)
        follows = [f"  {_timed(claim, style, quiet=True)}" for claim in following]
        yield "\n".join((*quoted, *follows, *_source_lines(each, style, why=why)))


def _quote_lines(evidence: Evidence, style: Style) -> list[str]:
    return [*([style.dim(f"{clean(evidence.context)} ›")] if evidence.context else ()), clean(evidence.quote)]


def _list_lines(evidence: Evidence, style: Style) -> list[str]:
    """Return the lead-in of a list, its items below those that they belong to, and how many are not shown."""
    lines = [clean(evidence.context)]
    for above, item in items_of(evidence):
        if above:
            lines.append(f"• {style.dim(clean(above))}")
        lines.append(f"{'  ' if item.context else ''}• {_timed(item, style)}")
    return [*lines, *filter(None, [style.dim(more_items_note(evidence))])]


def _timed(claim: QuotedClaim, style: Style, *, quiet: bool = False) -> str:
    """Return a claim with its time, linked to where it plays; the time is dim, and if quiet the claim too."""
    quote, time = clean(claim.quote), style.link(claim.citation.time.formatted, claim.citation.url)
    if quiet:
        lead = f"{clean(claim.context)} › " if claim.context else ""
        return style.dim(f"{lead}{quote} · {time}" if time else f"{lead}{quote}")
    return f"{quote} {style.dim(f'· {time}')}" if time else quote


def _source_lines(evidence: Evidence, style: Style, *, why: bool) -> Iterator[str]:
    citation = evidence.citation
    time = style.link(citation.time.formatted, citation.url)
    source = join_parts(citation.shown_title, citation.channel, also=(time, citation.url, corroboration(evidence)))
    yield "  " + style.dim(source)
    if why:
        parts = " + ".join(f"{_PART_NAMES[name]} {value:.2f}" for name, value in evidence.parts.items() if value)
        yield "  " + style.dim(" = ".join(filter(None, (f"score {evidence.score:.2f}", parts))))
