"""What is said of an index, a note, a corpus, a build and measures, as text or JSON. Prints nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from askcloud.index import statistics as survey
from askcloud.media.medium import link_to
from askcloud.output.text import PLAIN, SCHEMA, Style, clean, join_parts, pluralize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from askcloud.answering.saved import SavedQuote
    from askcloud.corpus.corpus import Corpus
    from askcloud.evaluation.metrics import Metrics
    from askcloud.index.passages import StoredClaim
    from askcloud.index.reader import Counts, IndexReader, StoredNote
    from askcloud.indexer.diagnose import ChannelReport, Diagnosis
    from askcloud.indexer.update import UpdateSummary

_SHOWN_PATHS = 5


def note_text(
    note: StoredNote, claims: Iterable[StoredClaim], style: Style = PLAIN, links: Iterable[StoredNote | str] = ()
) -> str:
    """A note with the second of each of its claims and the notes it links to, without a final newline."""
    video = link_to(note.medium, None) or note.medium
    about = join_parts(note.path, note.channel, video, f"times {note.time_trust}")
    lines = [f"{_clock_column(claim, note.medium, style)}  {clean(claim.text)}" for claim in claims]
    linked = [clean(f"{link} (no such note)" if isinstance(link, str) else link.title) for link in links]
    lines = lines or ["No claims: it is about no video."]
    lines += ["", style.dim(f"links to {', '.join(linked)}")] if linked else []
    return "\n".join((clean(note.title), style.dim(about), "", *lines))


def status_text(corpus: Corpus, folder: str, index: IndexReader, changed: int) -> str:
    """What an index holds and how fresh it is, without a final newline.

    Args:
        corpus: The folders of the notes.
        folder: Folder of the index.
        index: The index in it.
        changed: Notes that differ from it now.
    """
    counts = index.counts
    channels = ", ".join(f"{clean(name) or '(none)'} {notes:,}" for name, notes in index.channels())
    lines = [
        f"corpus    {clean(corpus.listing)}",
        f"index     {clean(folder)}, built {clean(index.built)}",
        f"holds     {index_summary(counts)}",
        "times     "
        + ", ".join(f"{clean(trust)} in {pluralize(notes, 'note')}" for trust, notes in survey.time_trusts(index)),
        f"channels  {channels}",
        f"changed   {pluralize(changed, 'note')} since then" + (": askcloud index" if changed else ""),
    ]
    return "\n".join((*lines, *(f"left out  {clean(path)}: {clean(reason)}" for path, reason, _ in index.skipped())))


def progress_json(done: int, total: int) -> str:
    """How far a build has come, as one line of JSON."""
    return f'{{"read": {done}, "of": {total}}}'


def summary_json(summary: UpdateSummary) -> str:
    """What an update of the index did, as one line of JSON."""
    names = ("added", "changed", "removed")
    counts = {name: getattr(summary.counts, name) for name in summary.counts.__match_args__}
    left_out = [{"path": each.path, "reason": each.reason} for each in summary.skipped]
    did = {name: getattr(summary, name) for name in names}
    return json.dumps({"schema": SCHEMA, **counts, **did, "seconds": round(summary.seconds, 3), "left_out": left_out})


def diagnosis_text(checkup: Diagnosis, style: Style = PLAIN) -> str:
    """What was made of a corpus, channel by channel, then what needs care, without a final newline."""
    lines: list[str] = []
    for each in checkup.channels:
        lines.append(f"{clean(each.channel) or '(no channel)'}: {_notes_and_claims(each.notes, each.claims)}")
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


def index_summary(counts: Counts) -> str:
    """How much an index holds, in words."""
    held = ((counts.notes, "note"), (counts.hubs, "hub"), (counts.claims, "claim"), (counts.terms, "term"))
    return ", ".join(pluralize(count, noun) for count, noun in held)


def _notes_and_claims(notes: int, claims: int) -> str:
    return f"{pluralize(notes, 'note')}, {pluralize(claims, 'claim')}"


def _channel_lines(report: ChannelReport) -> Iterator[str]:
    if report.times:
        yield "times  " + ", ".join(f"{clean(name)} {times:,}" for name, times in report.times.items())
    if report.repaired_notes:
        shown = "; ".join(f"{clean(each.written)} is {each.clock} in {clean(each.note)}" for each in report.repairs)
        repaired = _notes_and_claims(report.repaired_notes, report.repaired_claims)
        yield f"repaired  {repaired}" + f": {shown}" * bool(shown)
    if report.without_video:
        yield f"without a video  {report.without_video:,}"
    if report.links:
        yield f"links  {report.links:,}, of them dead {report.dead_links:,}"


def diagnosis_json(checkup: Diagnosis) -> str:
    """What was made of a corpus as one line of JSON."""
    return json.dumps({"schema": SCHEMA, **_fields(checkup)})


def saved_text(quotes: Sequence[SavedQuote]) -> str:
    """What has become of saved quotes: those that do not stand, then how many do, without a final newline."""
    lost = [each for each in quotes if each.state != "stands"]
    lines = [f"{each.state:8} {clean(each.note)}:{each.line}: {clean(each.quote)}" for each in lost]
    return "\n".join((*lines, f"{len(quotes) - len(lost):,} of {len(quotes):,} quotes stand as they were saved."))


def saved_json(quotes: Sequence[SavedQuote]) -> str:
    """The same as one line of JSON."""
    return json.dumps({"schema": SCHEMA, "quotes": [_fields(each) for each in quotes]})


def _fields(item: Any) -> Any:
    """A record as what JSON can say: its fields by name, and so on inside."""
    if isinstance(item, dict):
        return {key: _fields(value) for key, value in item.items()}
    if isinstance(item, tuple):
        return [_fields(each) for each in item]
    names = getattr(type(item), "__match_args__", None)
    return {name: _fields(getattr(item, name)) for name in names} if names else item


_RATES = {
    "hit_at_1": "hit@1",
    "hit_at_5": "hit@5",
    "mrr": "MRR",
    "abstention_precision": "right silence",
    "abstention_recall": "found silence",
}


def metrics_text(measures: dict[str, Metrics]) -> str:
    """A table of measures, rates in percent, a dash where there is nothing to measure; without a final newline."""
    rows = [["", "questions", *_RATES.values(), "ms"]]
    for kind, each in measures.items():
        rates = (_measure(getattr(each, name), ".1%") for name in _RATES)
        rows.append([clean(kind), f"{each.questions:,}", *rates, _measure(each.milliseconds, ".1f")])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join((kind.ljust(widths[0]), *map(str.rjust, figures, widths[1:]))) for kind, *figures in rows
    )


def metrics_json(measures: dict[str, Metrics]) -> str:
    """The measures as one line of JSON, by kind; rates are shares from 0 to 1, null where there are none."""
    fields = {kind: {name: _rounded(value) for name, value in _fields(each).items()} for kind, each in measures.items()}
    return json.dumps({"schema": SCHEMA, "measures": fields})


def _measure(value: float | None, form: str) -> str:
    return "–" if value is None else format(value, form)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _clock_column(claim: StoredClaim, medium: str, style: Style) -> str:
    """The claim's time, linked, on the right of eight columns."""
    clock = claim.time.formatted
    return " " * (8 - len(clock)) + style.link(clock, link_to(claim.time.medium or medium, claim.time.seconds))
