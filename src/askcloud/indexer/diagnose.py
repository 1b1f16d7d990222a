"""An index and its corpus -> how the notes were parsed, channel by channel, and problems to solve."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import islice

from askcloud.corpus.corpus import Corpus
from askcloud.corpus.files import read_source
from askcloud.errors import NoteError
from askcloud.index import statistics as survey
from askcloud.index.note_lookup import slugs_of_notes
from askcloud.index.schema import FILE_NAME, index_file
from askcloud.media.citation import REPAIRED
from askcloud.notes.inline import slug_of
from askcloud.notes.time_formats import find_anchors
from askcloud.record import Record
from askcloud.settings import starter_corpus
from askcloud.system.private_files import others_may_use

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from askcloud.index.reader import IndexReader, StoredNote

_AFTER = 80  # characters after a claim in which its time may follow: an anchor may come after the full stop

_MIN_TIMED_LINES = 2
_RE_TIMED_LINE = re.compile(
    r"^[ \t>*+#|-]{0,20}(?P<text>[*_`(\[]{0,3}\d{1,3}:\d{2}(?!\d|[*_`)]{0,3}[ ]?(?i:[ap]\.?m\b)).{0,30})", re.MULTILINE
)

EXAMPLES = 3
"""Repaired times that are shown of a channel."""

_ANCHOR_LENGTH = 80  # characters after a sentence that are searched too: its time may follow the full stop


class Repair(Record):
    """A time that was corrected."""

    note: str
    """Path of the note."""
    written: str
    """As the note has it, such as `21:03:00`."""
    clock: str
    """As it was corrected, such as `~21:03`."""


class ChannelReport(Record):
    """How the notes of one channel were parsed."""

    channel: str
    """Its name; empty for notes directly in the corpus folder."""
    notes: int
    """All its notes, with claims or without."""
    claims: int
    times: dict[str, int]
    """How many times its notes write in each time format, most frequent first."""
    time_trust: dict[str, int]
    """How many notes have each time trust (see `statistics.time_trusts`); they add up to all its notes."""
    repaired_notes: int
    """Notes whose times are repaired, as in `time_trust`."""
    repaired_claims: int
    """Their claims."""
    repairs: tuple[Repair, ...]
    """Some corrected times, one of each note."""
    without_video: int
    """Notes that name no video, page or media file: they are quoted by line, or they are index pages."""
    index_pages: int
    """Those of them that only list videos, or have no sentence: they are not quoted."""
    without_times: int
    """Notes that name a video, page or media file, but contain no time."""
    links: int
    """Wikilinks; each target counts once for each note."""
    dead_links: int
    """Those of them whose target is not there."""


class Problem(Record):
    """Something that a person should look at."""

    what: str
    """One line in words."""
    paths: tuple[str, ...]
    """The files it concerns, in order."""


class Diagnosis(Record):
    """How the notes of a corpus were parsed, and problems."""

    channels: tuple[ChannelReport, ...]
    """In order of name."""
    findings: tuple[Problem, ...]
    """The problems, if any."""
    dead_links: tuple[tuple[str, int], ...]
    """(slug, notes that link to it) of each dead wikilink, most frequent first."""


def diagnose(corpus: Corpus, index: IndexReader, folder: str = "") -> Diagnosis:
    """Return how the notes of an index were parsed; the notes of the corpus are read for examples.

    Args:
        corpus: The folders of the notes.
        index: The open index.
        folder: The folder of its file, to see who may read it; that is not looked at if not given.
    """
    notes = index.notes()
    dead = _dead_links(index, notes)
    return Diagnosis(
        channels=tuple(_channels(corpus, index, notes, dead)),
        findings=(*_findings(index, notes), *_unread_times(corpus, index, notes), *_shared_index(corpus, folder)),
        dead_links=tuple(Counter(slug for _, slug in dead).most_common()),
    )


def _channels(
    corpus: Corpus, index: IndexReader, notes: dict[int, StoredNote], dead: list[tuple[int, str]]
) -> Iterator[ChannelReport]:
    claims, time_formats = survey.claims_by_channel(index), survey.time_formats_by_channel(index)
    trusts = survey.time_trusts(index)
    timed, quoted = survey.notes_with_times(index), survey.notes_with_claims(index)
    links = Counter(notes[note].channel for note, _ in index.links())
    dead_links = Counter(notes[note].channel for note, _ in dead)
    by_channel: dict[str, dict[int, StoredNote]] = defaultdict(dict)
    for note_id, note in notes.items():
        by_channel[note.channel][note_id] = note
    for channel, own in sorted(by_channel.items()):
        repaired = {note_id: note for note_id, note in own.items() if note.medium and note.time_trust == REPAIRED}
        yield ChannelReport(
            channel=channel,
            notes=len(own),
            claims=claims.get(channel, (0, 0))[0],
            times=time_formats.get(channel, {}),
            time_trust=trusts.get(channel, {}),
            repaired_notes=len(repaired),
            repaired_claims=claims.get(channel, (0, 0))[1],
            repairs=tuple(_repairs(corpus, index, repaired)),
            without_video=sum(not note.medium for note in own.values()),
            index_pages=sum(not note.medium and note_id not in quoted for note_id, note in own.items()),
            without_times=sum(bool(note.medium) and note_id not in timed for note_id, note in own.items()),
            links=links[channel],
            dead_links=dead_links[channel],
        )


def _repairs(corpus: Corpus, index: IndexReader, notes: dict[int, StoredNote]) -> Iterator[Repair]:
    """Return the first corrected time of some notes."""
    best = sorted(notes.items(), key=lambda item: item[1].path)
    for note_id, note in best[:EXAMPLES]:
        repair = _first_repair(corpus, index, note_id, note)
        if repair:
            yield repair


def _first_repair(corpus: Corpus, index: IndexReader, note_id: int, note: StoredNote) -> Repair | None:
    """Return the first time of a note whose digits give another second than its claim has; None if there is none."""
    try:
        source = read_source(corpus, note.path)
    except NoteError:
        return None
    for claim in index.claims_of(note_id):
        start, end = claim.span
        for anchor in find_anchors(source, start, end + _ANCHOR_LENGTH):
            hours, minutes, seconds = (0, 0, *anchor.times[0][:3])[-3:] if anchor.times else (0, 0, 0)
            if anchor.times and claim.time.seconds not in (None, hours * 3600 + minutes * 60 + seconds):
                written = ":".join(f"{part:02}" for part in anchor.times[0])
                return Repair(note.path, written, claim.time.formatted)
            break
    return None


def _dead_links(index: IndexReader, notes: dict[int, StoredNote]) -> list[tuple[int, str]]:
    slugs = slugs_of_notes(notes, survey.aliases(index))
    known = {slug_of(note.channel) for note in notes.values()}.union(*slugs.values())
    return [(note_id, slug) for note_id, slug in index.links() if slug not in known]


def _findings(index: IndexReader, notes: dict[int, StoredNote]) -> Iterator[Problem]:
    for path, reason, _ in index.skipped():
        yield Problem(f"not read: {reason}", (path,))
    for note in notes.values():
        if note.unread:
            yield Problem(f"read only in part: line {note.unread:,} or the note is longer than the limit", (note.path,))
    timed = survey.notes_with_times(index)
    lost = tuple(note.path for note_id, note in notes.items() if not note.medium and note_id in timed)
    if lost:
        yield Problem("timestamps, but no video, page or media file", lost)
    for paths in _alike(notes.values(), lambda note: note.digest):
        yield Problem("notes with the same text", paths)
    for paths in _alike(notes.values(), lambda note: note.path.casefold()):
        yield Problem("paths that differ only in upper and lower case", paths)


def _unread_times(corpus: Corpus, index: IndexReader, notes: dict[int, StoredNote]) -> Iterator[Problem]:
    """Return the notes about a medium and without times in which lines begin with what looks like one; they are read.

    Two such lines are needed: one may be the hour of an appointment, a verse or a score.
    """
    timed = survey.notes_with_times(index)
    paths: list[str] = []
    example = ""
    for note_id, note in notes.items():
        if note.medium and note_id not in timed:
            try:
                source = read_source(corpus, note.path)
            except NoteError:
                continue
            found = list(islice(_RE_TIMED_LINE.finditer(source), _MIN_TIMED_LINES))
            if len(found) == _MIN_TIMED_LINES:
                paths.append(note.path)
                line = source.count("\n", 0, found[0].start()) + 1
                example = example or f"{note.path}:{line} “{found[0]['text'].strip()} …”"
    if paths:
        yield Problem(f"times at the start of lines that could not be read, for example {example}", tuple(paths))


def _shared_index(corpus: Corpus, folder: str) -> Iterator[Problem]:
    """Return that others may read the index, unless it is of the notes that come with askcloud, which all may read."""
    is_private = corpus.real() != Corpus.parse(starter_corpus()).real()
    if is_private and others_may_use(index_file(folder)):
        what = "other users of this computer may read or change the index, which has the text of your notes"
        yield Problem(f"{what}; to prevent it: chmod -R go-rwx {folder}", (FILE_NAME,))


def _alike(notes: Iterable[StoredNote], key: Callable[[StoredNote], str]) -> Iterator[tuple[str, ...]]:
    """Return the paths of the notes that share a key, for each key that several have."""
    groups: dict[str, list[str]] = defaultdict(list)
    for note in notes:
        groups[key(note)].append(note.path)
    return (tuple(paths) for paths in groups.values() if len(paths) > 1)
