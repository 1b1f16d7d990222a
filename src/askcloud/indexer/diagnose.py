"""An index and its corpus -> what was made of them, and what needs a person's care."""

from __future__ import annotations

from collections import Counter, defaultdict

from askcloud.corpus.files import read_source
from askcloud.errors import NoteError
from askcloud.index import statistics as survey
from askcloud.index.note_lookup import slugs_of_notes
from askcloud.media.citation import EXACT, TRUST
from askcloud.notes.inline import slug_of
from askcloud.notes.time_formats import find_anchors
from askcloud.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from askcloud.corpus.corpus import Corpus
    from askcloud.index.reader import IndexReader, StoredNote

EXAMPLES = 3
"""Repaired times shown of a channel."""


@record
class Repair:
    """A time that was read otherwise than it stands."""

    note: str
    """Path of the note."""
    written: str
    """As it stands, such as `21:03:00`."""
    clock: str
    """As it was read, such as `~21:03`."""


@record
class ChannelReport:
    """What was found in one channel."""

    channel: str
    """Its name; empty for notes that lie in the corpus itself."""
    notes: int
    """Notes with claims or without."""
    claims: int
    times: dict[str, int]
    """How many times its notes write in each form, most frequent first."""
    repaired_notes: int
    """Notes whose times had to be repaired."""
    repaired_claims: int
    """Their claims."""
    repairs: tuple[Repair, ...]
    """Some of the repairs, of as many notes."""
    without_video: int
    """Pages about no video: hubs, indexes, notes that name none."""
    links: int
    """Wikilinks, each target once for each note."""
    dead_links: int
    """Those of them that lead to no note."""


@record
class Problem:
    """Something that needs care."""

    what: str
    """One line, as a person reads it."""
    paths: tuple[str, ...]
    """The files it concerns, in order."""


@record
class Diagnosis:
    """What was made of a corpus."""

    channels: tuple[ChannelReport, ...]
    """In order of name."""
    findings: tuple[Problem, ...]
    """What needs care; none if all is well."""
    dead_links: tuple[tuple[str, int], ...]
    """(slug, notes that link to it) of the most frequent dead wikilinks."""


def diagnose(corpus: Corpus, index: IndexReader) -> Diagnosis:
    """Looks through an index, and for examples into the notes of its corpus."""
    notes = index.notes()
    dead = _dead_links(index, notes)
    return Diagnosis(
        channels=tuple(_channels(corpus, index, notes, dead)),
        findings=tuple(_findings(index, notes)),
        dead_links=tuple(Counter(slug for _, slug in dead).most_common(10)),
    )


def _channels(
    corpus: Corpus, index: IndexReader, notes: dict[int, StoredNote], dead: list[tuple[int, str]]
) -> Iterator[ChannelReport]:
    claims, time_formats = survey.claims_by_channel(index), survey.time_formats_by_channel(index)
    links = Counter(notes[note].channel for note, _ in index.links())
    dead_links = Counter(notes[note].channel for note, _ in dead)
    by_channel: dict[str, dict[int, StoredNote]] = defaultdict(dict)
    for at, note in notes.items():
        by_channel[note.channel][at] = note
    for channel, its in sorted(by_channel.items()):
        repaired = {at: note for at, note in its.items() if note.time_trust != EXACT}
        yield ChannelReport(
            channel=channel,
            notes=len(its),
            claims=claims.get(channel, (0, 0))[0],
            times=time_formats.get(channel, {}),
            repaired_notes=len(repaired),
            repaired_claims=claims.get(channel, (0, 0))[1],
            repairs=tuple(_repairs(corpus, index, repaired)),
            without_video=sum(not note.medium for note in its.values()),
            links=links[channel],
            dead_links=dead_links[channel],
        )


def _repairs(corpus: Corpus, index: IndexReader, notes: dict[int, StoredNote]) -> Iterator[Repair]:
    """The first repaired time of some notes, those most to be trusted first."""
    best = sorted(notes.items(), key=lambda item: (TRUST.index(item[1].time_trust), item[1].path))
    for at, note in best[:EXAMPLES]:
        found = _first_repair(corpus, index, at, note)
        if found:
            yield found


def _first_repair(corpus: Corpus, index: IndexReader, at: int, note: StoredNote) -> Repair | None:
    """The first time of a note whose numbers say another second than it was read as."""
    try:
        source = read_source(corpus, note.path)
    except NoteError:
        return None
    for claim in index.claims_of(at):
        start, end = claim.span
        for anchor in find_anchors(source, start, end + 80):  # the anchor may stand behind the full stop
            hours, minutes, seconds = (0, 0, *anchor.times[0][:3])[-3:] if anchor.times else (0, 0, 0)
            if anchor.times and claim.time.seconds not in (None, hours * 3600 + minutes * 60 + seconds):
                written = ":".join(f"{part:02}" for part in anchor.times[0])
                return Repair(note.path, written, claim.time.formatted)
            break
    return None


def _dead_links(index: IndexReader, notes: dict[int, StoredNote]) -> list[tuple[int, str]]:
    known = {slug_of(note.channel) for note in notes.values()}.union(*slugs_of_notes(index).values())
    return [(at, slug) for at, slug in index.links() if slug not in known]


def _findings(index: IndexReader, notes: dict[int, StoredNote]) -> Iterator[Problem]:
    for path, reason, _ in index.skipped():
        yield Problem(f"not read: {reason}", (path,))
    for note in notes.values():
        if note.unread:
            yield Problem(f"read only up to line {note.unread:,}: it has more blocks than an index holds", (note.path,))
    timed = survey.notes_with_times(index)
    lost = tuple(note.path for at, note in notes.items() if not note.medium and at in timed)
    if lost:
        yield Problem("times, but no video, page or file that they could be of", lost)
    for paths in _alike(notes.values(), lambda note: note.digest):
        yield Problem("the same text", paths)
    for paths in _alike(notes.values(), lambda note: note.path.casefold()):
        yield Problem("one file where capital letters do not count", paths)


def _alike(notes: Iterable[StoredNote], key: Callable[[StoredNote], str]) -> Iterator[tuple[str, ...]]:
    """The paths of notes that share a key, for each that several share."""
    groups: dict[str, list[str]] = defaultdict(list)
    for note in notes:
        groups[key(note)].append(note.path)
    return (tuple(paths) for paths in groups.values() if len(paths) > 1)
