"""Answers as text for a person. Returns strings, prints nothing, and makes every character from a note safe.

Each line is a pair until it is laid out: what stands before it, such as the number of a result, and its text.
"""

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
from askcloud.question.parse import parse_question
from askcloud.record import Record
from askcloud.text.analyzer import terms_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from askcloud.answering.answer import Answer, Evidence, QuotedClaim
    from askcloud.corpus.corpus import Corpus


class Style(Record):
    """What the reader's terminal can show."""

    color: bool = False
    """Whether dim text may be marked by escape sequences."""
    links: bool = False
    """Whether times may be hyperlinks (OSC 8); the addresses are left out then."""
    bold: bool = False
    """Whether the question's words may be highlighted by escape sequences."""
    width: int = 0
    """Columns to which lines are wrapped; 0 to wrap none."""
    addresses: bool = False
    """Whether addresses are shown also where times are hyperlinks."""

    def dim(self, text: str) -> str:
        """Return the text dimmed, if the terminal can show that."""
        return f"\x1b[2m{text}\x1b[0m" if self.color else text

    def link(self, text: str, url: str | None) -> str:
        """Return the text as a hyperlink, if the terminal can show that; the URL must come from `media`."""
        return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\" if self.links and text and url else text

    def highlight(self, text: str, terms: frozenset[str]) -> str:
        """Return the text with the words that have one of the terms in bold, if the terminal can show that."""
        if not self.bold or not terms:
            return text
        from askcloud.output.layout import highlighted  # 1 ms: only on a terminal

        return highlighted(text, terms, "\x1b[1m")

    def lay_out(self, lines: Iterable[tuple[str, str]]) -> str:
        """Return lines, each with what stands before it, wrapped to the width of the terminal."""
        if not self.width:
            return "\n".join(map("".join, lines))
        from askcloud.output.layout import MIN_WIDTH, wrapped  # 1 ms: only on a terminal

        width = max(self.width, MIN_WIDTH)
        return "\n".join(
            f"{' ' * len(lead) if place else lead}{part}"
            for lead, text in lines
            for place, part in enumerate(wrapped(text, width - len(lead)))
        )


PLAIN = Style()

_PART_NAMES = {**SCORE_PARTS, **TOPIC_PARTS}


def to_text(
    answer: Answer,
    style: Style = PLAIN,
    *,
    why: bool = False,
    exact_hint: bool = True,
    corpus: Corpus | None = None,
) -> str:
    """Return the answer for a person, without a final newline.

    Colour, bold and links change no word, and a width only where lines end; an address is left out where the time
    above it is a hyperlink.

    Args:
        answer: The answer.
        style: What the terminal can show.
        why: Whether to show how the question was understood and the parts of each score.
        exact_hint: Whether to name the option `--exact` where a spelling was corrected.
        corpus: The folders of the notes, where titles may be hyperlinks to them.
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
    shown = _Shown(style, _terms_of(answer) if style.bold else frozenset(), why, corpus)
    if answer.answered:
        blocks = list(_results(answer.evidence, shown))
    else:  # the closest matches are short: nobody should have to read past what does not answer
        head += [CLOSEST_MATCHES] if answer.evidence else []
        matches = [line for place, each in enumerate(answer.evidence, 1) for line in _match_lines(place, each, shown)]
        blocks = [matches] if matches else []
    return "\n\n".join(style.lay_out(block) for block in ([("", line) for line in head], *blocks))


class _Shown(Record):
    """How results are shown."""

    style: Style
    terms: frozenset[str]
    """The terms to highlight."""
    why: bool
    corpus: Corpus | None


def _terms_of(answer: Answer) -> frozenset[str]:
    """Return the terms of a question as it was searched: completed, its spelling corrected, without its operators."""
    question = parse_question(answer.understood or answer.question)
    searched = " ".join([question.text, *(fix.searched for fix in answer.corrections), *answer.understanding.added])
    return frozenset(terms_of(searched))


def _results(evidence: Sequence[Evidence], shown: _Shown) -> Iterator[list[tuple[str, str]]]:
    """Yield the lines of each result, and above the first one of a side of a comparison the name of that side.

    Only the first shows what follows its quote: five results are 34 lines of 80 columns then, and 46 if all did.
    """
    side = ""
    for place, each in enumerate(evidence):
        if each.side != side:
            side = each.side
            yield [("", f"{clean(side)}:")]
        quoted = _list_lines(each, shown) if each.items else _quote_lines(each, shown)
        following = [] if place else following_of(each, evidence)
        follows = [("  ", _timed(claim, shown.style, quiet=True)) for claim in following]
        yield _numbered(place + 1, [*quoted, *follows, *_source_lines(each, shown)])


def _match_lines(number: int, evidence: Evidence, shown: _Shown) -> list[tuple[str, str]]:
    """Return the lines of a match that is no answer: only its quote and its source."""
    return _numbered(number, [("", _quoted(evidence, shown)), *_source_lines(evidence, shown)])


def _numbered(number: int, lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the lines of a result, its number before the first one and as much room before the others."""
    label = f"{number}. "
    return [(f"{' ' * len(label) if place else label}{lead}", text) for place, (lead, text) in enumerate(lines)]


def _quote_lines(evidence: Evidence, shown: _Shown) -> list[tuple[str, str]]:
    context = [("", shown.style.dim(f"{clean(evidence.context)} ›"))] if evidence.context else []
    return [*context, ("", _quoted(evidence, shown))]


def _quoted(evidence: Evidence, shown: _Shown) -> str:
    return f"“{shown.style.highlight(clean(evidence.quote), shown.terms)}”"


def _list_lines(evidence: Evidence, shown: _Shown) -> list[tuple[str, str]]:
    """Return the lead-in of a list, its items below those that they belong to, and how many are not shown."""
    style = shown.style
    lines = [("", clean(evidence.context))]
    for above, item in items_of(evidence):
        if above:
            lines.append(("• ", style.dim(clean(above))))
        lines.append(("  • " if item.context else "• ", _timed(item, style, shown.terms)))
    more = more_items_note(evidence)
    return [*lines, ("", style.dim(more))] if more else lines


def _timed(claim: QuotedClaim, style: Style, terms: frozenset[str] = frozenset(), *, quiet: bool = False) -> str:
    """Return a claim with its time, linked to where it plays; the time is dim, and if quiet the claim too."""
    quote, time = clean(claim.quote), style.link(claim.citation.moment, claim.citation.url)
    if quiet:
        lead = f"{clean(claim.context)} › " if claim.context else ""
        return style.dim(f"{lead}{quote} · {time}" if time else f"{lead}{quote}")
    quote = style.highlight(quote, terms)
    return f"{quote} {style.dim(f'· {time}')}" if time else quote


def _linked_title(evidence: Evidence, shown: _Shown) -> str:
    """Return the title of a source, on a terminal that shows hyperlinks a link to the note; each word, as lines end."""
    citation = evidence.citation
    title = clean(citation.shown_title)
    if not shown.style.links or not shown.corpus:
        return title
    from askcloud.media.note_address import address_of_note  # .3 ms: only on such a terminal

    heading = evidence.headings[-1] if evidence.headings else ""
    address = address_of_note(*shown.corpus.locate(citation.note), citation.line, heading)
    return " ".join(shown.style.link(word, address) for word in title.split(" "))


def _source_lines(evidence: Evidence, shown: _Shown) -> Iterator[tuple[str, str]]:
    """Yield the time and the title, which begin one line however narrow it is, then the address, which is not broken.

    The address is left out where the time is a hyperlink, unless it is asked for.
    """
    style, citation = shown.style, evidence.citation
    time = style.link(citation.moment, citation.url)
    title = join_parts(also=(_linked_title(evidence, shown), clean(citation.channel), corroboration(evidence)))
    yield "", style.dim(" · ".join(filter(None, (time, title))))
    if citation.url and (style.addresses or not (style.links and time)):
        yield "", style.dim(citation.url)
    if shown.why:
        parts = " + ".join(f"{_PART_NAMES[name]} {value:.2f}" for name, value in evidence.parts.items() if value)
        yield "", style.dim(" = ".join(filter(None, (f"score {evidence.score:.2f}", parts))))
