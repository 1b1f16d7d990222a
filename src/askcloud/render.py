"""Answer -> text or JSON. Returns strings, prints nothing, and makes every character that comes from a note safe."""

from __future__ import annotations

from askcloud.media import link_to
from askcloud.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from askcloud.answer import Answer, Evidence
    from askcloud.doctor import ChannelReport, Checkup
    from askcloud.evaluate import Measures
    from askcloud.index.store import Index, StoredClaim, StoredNote
    from askcloud.saved import SavedQuote

SCHEMA = 1
"""Version of the JSON that `to_json` gives; raised when a key changes its meaning or goes."""

_SHOWN_PATHS = 5

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


def to_text(answer: Answer, style: Style = PLAIN, *, why: bool = False) -> str:
    """The answer for a person, without a final newline; its wording never depends on the style."""
    head = [] if answer.answered else [f"The notes do not say. {clean(answer.reason or '')}".rstrip()]
    if answer.about:
        head.append(style.dim(f"(about: {' '.join(map(clean, answer.about))})"))
    if answer.corrections:
        said = ", ".join(f"{clean(each.searched)} for {clean(each.typed)}" for each in answer.corrections)
        head.append(style.dim(f"Searched {said}; --exact keeps the spelling."))
    if answer.evidence and not answer.answered:
        head.append("Nearest, though no answer:")
    blocks = [_evidence_text(each, style, why=why) for each in answer.evidence]
    return "\n\n".join(["\n".join(head), *blocks] if head else blocks)


def to_json(answer: Answer, elapsed_ms: float) -> str:
    """The answer as one line of JSON, in ASCII: no control character can pass."""
    import json  # noqa: PLC0415  # 2 ms: only where JSON is wanted

    return json.dumps(
        {
            "schema": SCHEMA,
            "question": answer.question,
            "answered": answer.answered,
            "confidence": round(answer.confidence, 4),
            "reason": answer.reason,
            **({"about": list(answer.about)} if answer.about else {}),  # only with a follow-up
            "corrections": [{"from": each.typed, "to": each.searched} for each in answer.corrections],
            "evidence": [_evidence_fields(each) for each in answer.evidence],
            "elapsed_ms": round(elapsed_ms, 3),
        }
    )


def note_text(
    note: StoredNote, claims: Iterable[StoredClaim], style: Style = PLAIN, links: Iterable[StoredNote | str] = ()
) -> str:
    """A note with the second of each of its claims and the notes it links to, without a final newline."""
    video = link_to(note.video_id, None) or note.video_id
    about = _joined(note.path, note.channel, video, f"times {note.time_trust}")
    lines = [f"{_clock_column(claim, note.video_id, style)}  {clean(claim.text)}" for claim in claims]
    linked = [clean(f"{link} (no such note)" if isinstance(link, str) else link.title) for link in links]
    lines = lines or ["No claims: it is about no video."]
    lines += ["", style.dim(f"links to {', '.join(linked)}")] if linked else []
    return "\n".join((clean(note.title), style.dim(about), "", *lines))


def status_text(corpus: str, folder: str, index: Index, changed: int) -> str:
    """What an index holds and how fresh it is, without a final newline.

    Args:
        corpus: Folder of the notes.
        folder: Folder of the index.
        index: The index in it.
        changed: Notes that differ from it now.
    """
    counts = index.counts
    channels = ", ".join(f"{clean(name) or '(none)'} {notes:,}" for name, notes in index.channels())
    lines = [
        f"corpus    {clean(corpus)}",
        f"index     {clean(folder)}, built {clean(index.meta['built'])}",
        f"holds     {counts.notes:,} notes, {counts.hubs:,} hubs, {counts.claims:,} claims, {counts.terms:,} terms",
        "times     " + ", ".join(f"{clean(trust)} in {notes:,} notes" for trust, notes in index.time_trusts()),
        f"channels  {channels}",
        f"changed   {changed:,} notes since then" + (": askcloud index" if changed else ""),
    ]
    return "\n".join((*lines, *(f"left out  {clean(path)}: {clean(reason)}" for path, reason, _ in index.skipped())))


def checkup_text(checkup: Checkup, style: Style = PLAIN) -> str:
    """What was made of a corpus, channel by channel, then what needs care, without a final newline."""
    lines: list[str] = []
    for each in checkup.channels:
        lines.append(f"{clean(each.channel) or '(no channel)'}: {each.notes:,} notes, {each.claims:,} claims")
        lines += [style.dim(f"  {text}") for text in _channel_lines(each)]
    if checkup.dead_links:
        shown = ", ".join(f"{clean(slug)} ({notes})" for slug, notes in checkup.dead_links)
        lines += ["", f"Links to notes that are not there, most frequent first: {shown}"]
    lines += ["", "Needs care:" if checkup.findings else "Nothing needs care."]
    for finding in checkup.findings:
        shown = ", ".join(map(clean, finding.paths[:_SHOWN_PATHS]))
        more = len(finding.paths) - _SHOWN_PATHS
        shown += f" and {more} more" * (more > 0)
        lines.append(f"  {clean(finding.what)}: {shown}")
    return "\n".join(lines)


def _channel_lines(report: ChannelReport) -> Iterator[str]:
    if report.times:
        yield "times  " + ", ".join(f"{clean(name)} {times:,}" for name, times in report.times.items())
    if report.repaired_notes:
        shown = "; ".join(f"{clean(each.written)} is {each.clock} in {clean(each.note)}" for each in report.repairs)
        yield f"repaired  {report.repaired_notes:,} notes, {report.repaired_claims:,} claims" + f": {shown}" * bool(
            shown
        )
    if report.without_video:
        yield f"without a video  {report.without_video:,}"
    if report.links:
        yield f"links  {report.links:,}, of them dead {report.dead_links:,}"


def checkup_json(checkup: Checkup) -> str:
    """What was made of a corpus as one line of JSON."""
    import json  # noqa: PLC0415  # 2 ms: only where JSON is wanted

    return json.dumps({"schema": SCHEMA, **_fields(checkup)})


def saved_text(quotes: Sequence[SavedQuote]) -> str:
    """What has become of saved quotes: those that do not stand, then how many do, without a final newline."""
    lost = [each for each in quotes if each.state != "stands"]
    lines = [f"{each.state:8} {clean(each.note)}:{each.line}: {clean(each.quote)}" for each in lost]
    return "\n".join((*lines, f"{len(quotes) - len(lost):,} of {len(quotes):,} quotes stand as they were saved."))


def saved_json(quotes: Sequence[SavedQuote]) -> str:
    """The same as one line of JSON."""
    import json  # noqa: PLC0415  # 2 ms: only where JSON is wanted

    return json.dumps({"schema": SCHEMA, "quotes": [_fields(each) for each in quotes]})


def _fields(item: Any) -> Any:
    """A record as what JSON can say: its fields by name, and so on inside."""
    if isinstance(item, dict):
        return {key: _fields(value) for key, value in item.items()}
    if isinstance(item, tuple):
        return [_fields(each) for each in item]
    names = getattr(type(item), "__match_args__", None)
    return {name: _fields(getattr(item, name)) for name in names} if names else item


def measures_text(measures: dict[str, Measures]) -> str:
    """A table of measures, rates in percent, without a final newline."""
    width = max(map(len, measures))
    lines = [f"{'':{width}} questions  hit@1  hit@5    MRR  right silence  found silence     ms"]
    lines += [
        f"{clean(kind):{width}} {each.questions:9} {each.hit_at_1:6.1%} {each.hit_at_5:6.1%} {each.mrr:6.1%}"
        f" {each.abstention_precision:14.1%} {each.abstention_recall:14.1%} {each.milliseconds:6.1f}"
        for kind, each in measures.items()
    ]
    return "\n".join(lines)


def measures_json(measures: dict[str, Measures]) -> str:
    """The measures as one line of JSON, by kind; rates are shares from 0 to 1."""
    import json  # noqa: PLC0415  # 2 ms: only where JSON is wanted

    fields = {
        kind: {name: round(getattr(each, name), 4) for name in each.__match_args__} for kind, each in measures.items()
    }
    return json.dumps({"schema": SCHEMA, "measures": fields})


def _evidence_text(evidence: Evidence, style: Style, *, why: bool) -> str:
    citation = evidence.citation
    lines = [style.dim(f"{clean(evidence.context)} ›")] if evidence.context else []
    lines.append(clean(evidence.quote))
    time = style.link(citation.time.clock, citation.url)
    lines.append(
        "  " + style.dim(_joined(citation.shown_title, citation.channel, also=(time, citation.url, _copies(evidence))))
    )
    if why:
        parts = " + ".join(f"{name} {value:.2f}" for name, value in evidence.parts.items())
        lines.append("  " + style.dim(f"score {evidence.score:.2f} = {parts}"))
    return "\n".join(lines)


def _copies(evidence: Evidence) -> str:
    copies = len(evidence.also_in)
    return f"also in {copies} other note{'s' * (copies > 1)}" if copies else ""


def _joined(*parts: str, also: Iterable[str | None] = ()) -> str:
    """Those parts that say something, made safe, and those that already are."""
    return " · ".join(filter(None, (*map(clean, parts), *also)))


def _evidence_fields(evidence: Evidence) -> dict[str, Any]:
    citation = evidence.citation
    return {
        "quote": evidence.quote,
        "context": evidence.context,
        "note": citation.note,
        "line": citation.line,
        "heading": list(evidence.headings),
        "title": citation.title,
        "channel": citation.channel,
        "video_id": citation.video_id,
        **({} if citation.video_id else {"media": citation.medium}),  # only of what is no YouTube video
        "video_title": citation.video_title,
        "seconds": citation.time.seconds,
        "time_trust": citation.time.trust,
        "url": citation.url,
        "score": round(evidence.score, 4),
        "also_in": list(evidence.also_in),
    }


def _clock_column(claim: StoredClaim, video_id: str, style: Style) -> str:
    """The claim's time, linked, on the right of eight columns."""
    clock = claim.time.clock
    return " " * (8 - len(clock)) + style.link(clock, link_to(claim.time.medium or video_id, claim.time.seconds))
