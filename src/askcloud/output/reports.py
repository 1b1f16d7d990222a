"""Reports on an index, a note, a corpus, an update and an evaluation, as text or JSON. Prints nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from askcloud.index import statistics
from askcloud.media.citation import TRUST
from askcloud.media.medium import link_to
from askcloud.output.sanitize import clean
from askcloud.output.serialize import SCHEMA
from askcloud.output.text import PLAIN, Style
from askcloud.output.wording import ago, join_parts, pluralize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from typing import Any

    from askcloud.answering.saved import SavedQuote
    from askcloud.corpus.corpus import Corpus
    from askcloud.evaluation.metrics import Metrics
    from askcloud.index.passages import StoredClaim
    from askcloud.index.reader import Counts, IndexReader, StoredNote
    from askcloud.indexer.diagnose import ChannelReport, Diagnosis
    from askcloud.indexer.update import UpdateSummary
    from askcloud.notes.reader import Claim

_MAX_SHOWN = 10  # entries of a long list, unless all are requested
_SHOWN_PATHS = 5  # of a problem
_LABEL_WIDTH = 12  # columns of the label before each line of the status
_TIME_WIDTH = 8  # columns of `1:02:03`, and one more


# --- notes and the index ---------------------------------------------------------------------------------------------


def note_text(
    note: StoredNote,
    claims: Iterable[StoredClaim | Claim],
    style: Style = PLAIN,
    links: Iterable[StoredNote | str] = (),
    has_times: bool | None = None,
) -> str:
    """Return a note's sentences with their times, and the notes it links to, without a final newline.

    Args:
        note: The note.
        claims: Its sentences, in order.
        style: What the terminal can show.
        links: The notes it links to, and the names of those that do not exist.
        has_times: Whether any of its sentences has a time; None if the claims are all its sentences and show it.
    """
    video = link_to(note.medium, None) or note.medium
    claims = list(claims)
    timed = any(claim.time.seconds is not None for claim in claims) if has_times is None else has_times
    times = f"times {note.time_trust}" if timed else "no times" if claims else ""
    about = join_parts(note.path, note.channel, video, times if note.medium else "")
    lines = [f"{_time_column(claim, note.medium, style)}  {clean(claim.text)}" for claim in claims]
    if not lines:
        lines = [
            "This note has no sentence to quote."
            if note.medium
            else "No sentence of this note is quoted, because it is a list of videos, or has no text."
        ]
    linked = [clean(f"{link} (no such note)" if isinstance(link, str) else link.title) for link in links]
    lines += ["", style.dim(f"links to {', '.join(linked)}")] if linked else []
    return "\n".join((clean(note.title), style.dim(about), "", *lines))


def status_text(corpus: Corpus, folder: str, index: IndexReader, changed: int, now: datetime) -> str:
    """Return what an index contains and how fresh it is, without a final newline.

    Args:
        corpus: The folders of the notes.
        folder: Folder of the index.
        index: The index in it.
        changed: Number of notes that differ from it now.
        now: The time now, with its zone.
    """
    changes = f"{pluralize(changed, 'note')} changed since then"
    rows = [
        ("notes", clean(corpus.listing)),
        ("index", clean(folder)),
        ("updated", f"{ago(index.built, now)} ({clean(_local_time(index.built))})"),
        ("contents", index_summary(index.counts)),
        ("timestamps", _trust_line(_total_trusts(index))),
        ("channels", ", ".join(f"{clean(name) or '(none)'} {notes:,}" for name, notes in index.channels())),
        ("changes", f"{changes}; update the index: askcloud index" if changed else changes),
        *(("skipped", f"{clean(path)}: {clean(reason)}") for path, reason, _ in index.skipped()),
    ]
    return "\n".join(f"{label:{_LABEL_WIDTH}}{value}".rstrip() for label, value in rows)


def status_json(corpus: Corpus, folder: str, index: IndexReader, changed: int) -> str:
    """Return what `status_text` says as one line of JSON; the arguments are the same."""
    return json.dumps(status_fields(corpus, folder, index, changed))


def status_fields(corpus: Corpus, folder: str, index: IndexReader, changed: int) -> dict[str, Any]:
    """Return the fields that `status_json` prints; the arguments are the same."""
    channels = [{"channel": name, "notes": notes} for name, notes in index.channels()]
    counts = index.counts
    return {
        "schema": SCHEMA,
        "corpus": list(corpus.folders),
        "index": folder,
        "updated": index.built,
        "notes": counts.notes + counts.hubs,
        "hubs": counts.hubs,
        "claims": counts.claims,
        "terms": counts.terms,
        "time_trust": _total_trusts(index),
        "channels": channels,
        "changed": changed,
        "left_out": [{"path": path, "reason": reason} for path, reason, _ in index.skipped()],
    }


def index_summary(counts: Counts) -> str:
    """Return how much an index contains: `1,378 notes, 8 of them index pages; 59,391 sentences, 20,418 terms`."""
    notes = pluralize(counts.notes + counts.hubs, "note")
    pages = f", {counts.hubs:,} of them index page{'s' * (counts.hubs != 1)}" if counts.hubs else ""
    return f"{notes}{pages}; {pluralize(counts.claims, 'sentence')}, {pluralize(counts.terms, 'term')}"


def _total_trusts(index: IndexReader) -> dict[str, int]:
    """Return how many notes have each time trust, the most trusted first; together they are all notes."""
    by_channel = statistics.time_trusts(index).values()
    counted = {trust: sum(trusts.get(trust, 0) for trusts in by_channel) for trust in TRUST}
    return {trust: notes for trust, notes in counted.items() if notes}


def _trust_line(trusts: dict[str, int]) -> str:
    """Return how far the times of notes are trusted: `exact in 994 notes, none in 2 notes`."""
    return ", ".join(f"{trust} in {pluralize(notes, 'note')}" for trust, notes in trusts.items())


def _local_time(built: str) -> str:
    """Return an ISO time in the zone of this machine; what is not a time is returned as it is."""
    from datetime import datetime  # 1 ms: only for the status

    try:
        return datetime.fromisoformat(built).astimezone().isoformat(" ", "seconds")
    except (ValueError, OverflowError):
        return built


def _time_column(claim: StoredClaim | Claim, medium: str, style: Style) -> str:
    """Return the sentence's time, linked, on the right of `_TIME_WIDTH` columns; its line in a note about no medium."""
    time = claim.time.formatted if claim.time.medium or medium else f"line {claim.line}"
    return " " * (_TIME_WIDTH - len(time)) + style.link(time, link_to(claim.time.medium or medium, claim.time.seconds))


# --- updates ---------------------------------------------------------------------------------------------------------


def progress_json(done: int, total: int) -> str:
    """Return the progress of an update as one line of JSON."""
    return f'{{"read": {done}, "of": {total}}}'


def waiting_json(holder: str) -> str:
    """Return which process is waited for before an update begins, as one line of JSON."""
    return f'{{"waiting_for": {json.dumps(holder)}}}'


def update_text(summary: UpdateSummary) -> str:
    """Return what an update of the index did, as one sentence."""
    return summary_text(summary_fields(summary))


def summary_text(fields: Mapping[str, Any]) -> str:
    """Return the same from the fields of `summary_json`."""
    notes = pluralize(fields["notes"] + fields["hubs"], "note")
    changes = f"{fields['added']:,} added, {fields['changed']:,} updated, {fields['removed']:,} removed"
    return f"Indexed {notes} in {fields['seconds']:.1f} s: {changes}; {pluralize(fields['claims'], 'sentence')}."


def summary_json(summary: UpdateSummary) -> str:
    """Return what an update of the index did, as one line of JSON."""
    return json.dumps(summary_fields(summary))


def summary_fields(summary: UpdateSummary) -> dict[str, Any]:
    """Return the fields that `summary_json` prints."""
    counts: dict[str, Any] = {name: getattr(summary.counts, name) for name in summary.counts.__match_args__}
    changes = {name: getattr(summary, name) for name in ("added", "changed", "removed")}
    left_out = [{"path": skipped.path, "reason": skipped.reason} for skipped in summary.skipped]
    seconds = round(summary.seconds, 3)
    return {"schema": SCHEMA, **counts, **changes, "seconds": seconds, "left_out": left_out}


# --- diagnosis -------------------------------------------------------------------------------------------------------


def diagnosis_text(diagnosis: Diagnosis, style: Style = PLAIN, *, whole: bool = False) -> str:
    """Return how the notes of each channel were read, then the problems, without a final newline.

    Args:
        diagnosis: What to report.
        style: What the terminal can show.
        whole: Whether to show long lists whole; else they are counted, and the worst shown.
    """
    lines: list[str] = []
    for channel in diagnosis.channels:
        lines.append(f"{clean(channel.channel) or '(no channel)'}: {_notes_and_claims(channel.notes, channel.claims)}")
        lines += [style.dim(f"  {line}") for line in _channel_lines(channel)]
    most = None if whole else _MAX_SHOWN
    if diagnosis.dead_links:
        count = sum(notes for _, notes in diagnosis.dead_links)
        targets = pluralize(len(diagnosis.dead_links), "note")
        lines += ["", f"{pluralize(count, 'link')} to {targets} that {_verb(len(diagnosis.dead_links))} not exist:"]
        lines += [f"  {clean(slug)} ({notes:,})" for slug, notes in diagnosis.dead_links[:most]]
        lines += _more(len(diagnosis.dead_links), most)
    lines += ["", f"{pluralize(len(diagnosis.findings), 'problem')}:" if diagnosis.findings else "No problems found."]
    for problem in diagnosis.findings[:most]:
        shown = problem.paths if whole else problem.paths[:_SHOWN_PATHS]
        more = len(problem.paths) - len(shown)
        lines.append(f"  {clean(problem.what)}: {', '.join(map(clean, shown))}" + f" and {more:,} more" * (more > 0))
    return "\n".join([*lines, *_more(len(diagnosis.findings), most)])


def diagnosis_json(diagnosis: Diagnosis, *, whole: bool = False) -> str:
    """Return how the notes were read, and the problems, as one line of JSON.

    Args:
        diagnosis: What to report.
        whole: Whether to list every dead link; else the most frequent ones are listed.
    """
    count, targets = sum(notes for _, notes in diagnosis.dead_links), len(diagnosis.dead_links)
    shown = diagnosis.dead_links if whole else diagnosis.dead_links[:_MAX_SHOWN]
    fields = {**_fields(diagnosis), "dead_links": shown, "dead_link_count": count, "dead_target_count": targets}
    return json.dumps({"schema": SCHEMA, **fields})


def _verb(count: int) -> str:
    return "does" if count == 1 else "do"


def _more(count: int, shown: int | None) -> list[str]:
    """Return the number of entries that are not shown, and how to see them; nothing if all are shown."""
    more = count - shown if shown else 0
    return [f"  … and {more:,} more; all of them: askcloud doctor --all"] if more > 0 else []


def _notes_and_claims(notes: int, claims: int) -> str:
    return f"{pluralize(notes, 'note')}, {pluralize(claims, 'sentence')}"


def _without_times(report: ChannelReport) -> Iterator[tuple[str, int]]:
    """Yield (why they have none, how many) of the notes of a channel without times."""
    by_line = report.without_video - report.index_pages
    if by_line:
        yield "without a video, page or media file (quoted by line)", by_line
    if report.index_pages:
        yield "that list videos or have no text (not quoted)", report.index_pages
    if report.without_times:
        yield "about a video, page or media file, but with no time in the text", report.without_times


def _channel_lines(report: ChannelReport) -> Iterator[str]:
    if report.time_trust:
        yield f"timestamps: {_trust_line(report.time_trust)}"
    if report.times:
        yield "written as: " + ", ".join(f"{clean(name)} {times:,}" for name, times in report.times.items())
    if report.repaired_notes:
        repairs = "; ".join(
            f"{clean(repair.written)} is {repair.clock} in {clean(repair.note)}" for repair in report.repairs
        )
        count = _notes_and_claims(report.repaired_notes, report.repaired_claims)
        yield f"repaired timestamps: {count}" + f": {repairs}" * bool(repairs)
    without = dict(_without_times(report))
    if without:
        reasons = ", ".join(f"{count:,} {reason}" for reason, count in without.items())
        yield f"without times: {pluralize(sum(without.values()), 'note')}: {reasons}"
    if report.links:
        yield f"links: {report.links:,}, of them {report.dead_links:,} broken"


# --- saved quotes ----------------------------------------------------------------------------------------------------


def saved_text(quotes: Sequence[SavedQuote]) -> str:
    """Return the saved quotes that changed, then how many did not, without a final newline."""
    changed = [quote for quote in quotes if quote.state != "stands"]
    lines = [f"{quote.state:8} {clean(quote.note)}:{quote.line}: {clean(quote.quote)}" for quote in changed]
    return "\n".join((*lines, f"{len(quotes) - len(changed):,} of {len(quotes):,} quotes are unchanged."))


def saved_json(quotes: Sequence[SavedQuote]) -> str:
    """Return all saved quotes with their states as one line of JSON."""
    return json.dumps({"schema": SCHEMA, "quotes": [_fields(quote) for quote in quotes]})


# --- evaluation ------------------------------------------------------------------------------------------------------

_RATES = {
    "hit_at_1": "hit@1",
    "shown_at_1": "shown@1",
    "hit_at_5": "hit@5",
    "mrr": "MRR",
    "abstention_precision": "abstention precision",
    "abstention_recall": "abstention recall",
    "list_recall": "list recall",
}


def metrics_text(metrics: dict[str, Metrics]) -> str:
    """Return a table of metrics by kind, rates in percent, a dash where there is none; without a final newline.

    List recall has a column only if some question has items.
    """
    has_lists = any(figures.list_recall is not None for figures in metrics.values())
    shown = {name: label for name, label in _RATES.items() if has_lists or name != "list_recall"}
    rows = [["", "questions", *shown.values(), "ms"]]
    for kind, figures in metrics.items():
        rates = (_formatted(getattr(figures, name), ".1%") for name in shown)
        rows.append([clean(kind), f"{figures.questions:,}", *rates, _formatted(figures.milliseconds, ".1f")])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join((kind.ljust(widths[0]), *map(str.rjust, row, widths[1:]))) for kind, *row in rows)


def metrics_json(metrics: dict[str, Metrics]) -> str:
    """Return the metrics by kind as one line of JSON; rates are shares from 0 to 1, null where there are none."""
    measures = {
        kind: {name: _rounded(value) for name, value in _fields(figures).items()} for kind, figures in metrics.items()
    }
    return json.dumps({"schema": SCHEMA, "measures": measures})


def _formatted(value: float | None, form: str) -> str:
    return "–" if value is None else format(value, form)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _fields(item: Any) -> Any:
    """Return a record, and every record in it, as a dictionary of its fields that can be written as JSON."""
    if isinstance(item, dict):
        return {key: _fields(value) for key, value in item.items()}
    if isinstance(item, tuple):
        return [_fields(value) for value in item]
    names = getattr(type(item), "__match_args__", None)
    return {name: _fields(getattr(item, name)) for name in names} if names else item
