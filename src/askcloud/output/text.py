"""Answer -> text or JSON. Returns strings, prints nothing, and makes every character that comes from a note safe."""

from __future__ import annotations

from askcloud.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from askcloud.answering.answer import Answer, Evidence
    from askcloud.media.citation import Citation

SCHEMA = 1
"""Version of the JSON that `to_json` gives; raised when a key changes its meaning or goes."""

# What moves a cursor, hides text or turns its direction: C0 and C1 controls, bidi controls, invisible formats; and
# halves of surrogate pairs, which no output can say.
_UNSAFE = {
    code: "\ufffd"
    for span in (
        (0x00, 0x20),
        (0x7F, 0xA0),
        (0x200B, 0x200C),
        (0x200E, 0x2010),
        (0x2028, 0x202F),
        (0x2060, 0x2070),
        (0xD800, 0xE000),
    )
    for code in range(*span)
} | {0x061C: "\ufffd", 0xFEFF: "\ufffd", 0x09: " ", 0x0A: " "}

# What earns a claim its score, in words; by the names of `search.weights`.
_PARTS = {
    "claim": "its words",
    "ngrams": "their letters",
    "adjacent": "words side by side",
    "synonyms": "synonyms",
    "passage": "its passage",
    "passage_ngrams": "the passage's letters",
    "note": "its note and title",
    "context": "what it stands under",
    "combined_ngrams": "both read together",
    "distinctiveness": "what its rivals lack",
    "answer_type": "the kind of answer asked for",
    "agreement": "other notes agree",
    "untimed_penalty": "no second known",
}


@record
class Style:
    """What the reader's terminal can show."""

    color: bool = False
    """Whether dim text may be set apart by escape sequences."""
    links: bool = False
    """Whether times may be hyperlinks (OSC 8)."""

    def dim(self, text: str) -> str:
        """The text set back, if that can be shown."""
        return f"\x1b[2m{text}\x1b[0m" if self.color else text

    def link(self, text: str, url: str | None) -> str:
        """The text as a hyperlink, if that can be shown; the URL must be one that `citation` built."""
        return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\" if self.links and text and url else text


PLAIN = Style()


def clean(text: str) -> str:
    """The text on one line, with every control character shown as a replacement mark."""
    return text.translate(_UNSAFE)


def pluralize(count: int, noun: str) -> str:
    """How many there are of something: `1 note`, `1,378 notes`."""
    return f"{count:,} {noun}{'s' * (count != 1)}"


def join_parts(*parts: str, also: Iterable[str | None] = ()) -> str:
    """Those parts that say something, made safe, and those that already are, with points between them."""
    return " · ".join(filter(None, (*map(clean, parts), *also)))


def to_text(answer: Answer, style: Style = PLAIN, *, why: bool = False) -> str:
    """The answer for a person, without a final newline; its wording never depends on the style."""
    head = [status_line(answer)] if status_line(answer) else []
    if answer.inherited:
        head.append(style.dim(f"({followup_note(answer)})"))
    if answer.corrections:
        head.append(style.dim(f"{corrected(answer)}; --exact keeps the spelling."))
    if answer.evidence and not answer.answered:
        head.append(NEAREST)
    blocks = [_evidence_text(each, style, why=why) for each in answer.evidence]
    return "\n\n".join(["\n".join(head), *blocks] if head else blocks)


NEAREST = "Nearest, though no answer:"
"""What stands over the evidence of an answer that is none."""

WEAK = 0.5
"""Confidence under which an answer is more likely wrong than right, and is called a weak match."""


def status_line(answer: Answer) -> str:
    """What must be said before the evidence: that it is no answer, or a weak one; empty for a good one."""
    if not answer.answered:
        return f"The notes do not say. {clean(answer.reason or '')}".rstrip()
    return "Weak match: the closest claim, which may not be the answer." if answer.confidence < WEAK else ""


def followup_note(answer: Answer) -> str:
    """Which words the question took over from the one before and its answer; empty if none."""
    return f"with {', '.join(map(clean, answer.inherited))} from before" if answer.inherited else ""


def corrected(answer: Answer) -> str:
    """Which words were searched in another spelling; empty if none."""
    said = ", ".join(f"{clean(each.searched)} for {clean(each.typed)}" for each in answer.corrections)
    return f"Searched {said}" if said else ""


def corroboration(evidence: Evidence) -> str:
    """Who else says so, in words: other notes of the video, other videos; empty if nobody does."""
    notes = f"also in {pluralize(len(evidence.also_in), 'other note')}" if evidence.also_in else ""
    videos = f"{1 + len(evidence.agreeing)} videos say this" if evidence.agreeing else ""
    return ", ".join(filter(None, (notes, videos)))


def to_json(answer: Answer, elapsed_ms: float) -> str:
    """The answer as one line of JSON, in ASCII: no control character can pass."""
    import json  # 2 ms: only where JSON is wanted

    return json.dumps(
        {
            "schema": SCHEMA,
            "question": answer.question,
            "answered": answer.answered,
            "confidence": round(answer.confidence, 4),
            "reason": answer.reason,
            **({"about": list(answer.inherited)} if answer.inherited else {}),  # only with a follow-up
            "corrections": [{"from": each.typed, "to": each.searched} for each in answer.corrections],
            "evidence": [_evidence_fields(each) for each in answer.evidence],
            "elapsed_ms": round(elapsed_ms, 3),
        }
    )


def _evidence_text(evidence: Evidence, style: Style, *, why: bool) -> str:
    citation = evidence.citation
    lines = [style.dim(f"{clean(evidence.context)} ›")] if evidence.context else []
    lines.append(clean(evidence.quote))
    time = style.link(citation.time.formatted, citation.url)
    lines.append(
        "  "
        + style.dim(
            join_parts(citation.shown_title, citation.channel, also=(time, citation.url, corroboration(evidence)))
        )
    )
    if why:
        parts = " + ".join(f"{_PARTS[name]} {value:.2f}" for name, value in evidence.parts.items() if value)
        lines.append("  " + style.dim(f"score {evidence.score:.2f} = {parts}"))
    return "\n".join(lines)


def _evidence_fields(evidence: Evidence) -> dict[str, Any]:
    cited = _citation_fields(evidence.citation)
    return {
        "quote": evidence.quote,
        "context": evidence.context,
        "note": cited.pop("note"),
        "line": cited.pop("line"),
        "heading": list(evidence.headings),
        **cited,
        "score": round(evidence.score, 4),
        "also_in": list(evidence.also_in),
        "agreeing": [_citation_fields(each) for each in evidence.agreeing],
    }


def _citation_fields(citation: Citation) -> dict[str, Any]:
    return {
        "note": citation.note,
        "line": citation.line,
        "title": citation.title,
        "channel": citation.channel,
        "video_id": citation.video_id,
        **({} if citation.video_id else {"media": citation.medium}),  # only of what is no YouTube video
        "video_title": citation.video_title,
        "seconds": citation.time.seconds,
        "time_trust": citation.time.trust,
        "url": citation.url,
    }
