"""Which notes a question looks at: those of a channel, with a tag, of a time, about a video."""

from __future__ import annotations

from askcloud.errors import UsageError
from askcloud.index.dates import parse_date
from askcloud.index.statistics import aliases
from askcloud.record import record, replace
from askcloud.text.analyzer import fold, terms_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from askcloud.index.reader import IndexReader

_SHOWN_NAMES = 20
_NEAR = 75  # of 100, as rapidfuzz weighs two names: a slip, or a part of a longer name


@record
class Filters:
    """What a person asks of the notes; a field that is not given asks nothing."""

    channel: str | None = None
    """The channel they are of, as people type it; empty for notes that lie in the corpus itself."""
    tags: tuple[str, ...] = ()
    """Tags they have, all of them, with or without their sharps; `food` finds `food/bread` too."""
    since: str = ""
    """The day from which on they are, as `first_day` reads it."""
    before: str = ""
    """The day before which they are."""
    video: str = ""
    """Id or link of a video they are about, or words of its title or of their own."""

    @property
    def described(self) -> str:
        """What it asks, in words that go on from `no note`."""
        parts = (
            f"of the channel {self.channel}" if self.channel is not None else "",
            f"tagged {' and '.join(self.tags)}" if self.tags else "",
            f"since {self.since}" if self.since else "",
            f"before {self.before}" if self.before else "",
            f"about the video {self.video}" if self.video else "",
        )
        return " ".join(filter(None, parts))

    def merged_with(self, said: Iterable[tuple[str, str]]) -> Filters:
        """These filters with what a question says besides: another tag adds to the tags, anything else replaces.

        Args:
            said: Names of `search.question.FILTERS` with their values.
        """
        filters = self
        for name, value in said:
            change = {"tags": (*filters.tags, value)} if name == "tag" else {name: value}
            filters = replace(filters, **change)
        return filters


NO_FILTERS = Filters()


def normalise_name(name: str) -> str:
    """A name as people type it: without case, accents and signs that do not show, which it may hold all the same."""
    if name.isascii():
        return name.lower()
    from unicodedata import category  # .3 ms: only for other letters

    return fold("".join(sign for sign in name if category(sign) != "Cf"))


def matching_notes(index: IndexReader, filters: Filters, today: date | None = None) -> set[int] | None:
    """Ids of the notes that a filter lets through; None if it asks nothing, so that all notes are.

    Args:
        index: The index to look in.
        filters: What to ask of its notes; a note without a date is of no time.
        today: The day that words such as `last month` count from; the real one if not given.

    Raises:
        UsageError: There is no such channel, tag or video, a date cannot be read, or no note carries one.
    """
    found = list(_sets(index, filters, today))
    return set.intersection(*found) if found else None


def _sets(index: IndexReader, filters: Filters, today: date | None) -> Iterator[set[int]]:
    if filters.channel is not None:
        yield _notes_named("channel", filters.channel, index.channels(), index.notes_of_channel)
    for tag in filters.tags:
        yield _notes_named("tag", tag.lstrip("#"), index.tags(), index.notes_tagged)
    if filters.since or filters.before:
        start, end = (words and parse_date(words, today) for words in (filters.since, filters.before))
        yield _notes_dated(index, start, end)
    if filters.video:
        yield _notes_about(index, filters.video)


def _notes_named(kind: str, typed: str, known: list[tuple[str, int]], notes_of: Callable[[str], set[int]]) -> set[int]:
    """The notes that go by a name, or by one below it: `food/bread` is below `food`."""
    wanted = normalise_name(typed)
    names = [name for name, _ in known]
    meant = [name for name in names if normalise_name(name) == wanted or normalise_name(name).startswith(f"{wanted}/")]
    if not meant:
        raise UsageError(f"There is no {kind} {typed}.", hint=_names_there_are(kind, wanted, names))
    return set().union(*map(notes_of, meant))


def _names_there_are(kind: str, wanted: str, names: list[str]) -> str:
    """The name that was probably meant, and some of those there are."""
    names = [name for name in names if name]
    if not names:
        return f"No note has a {kind}."
    from rapidfuzz import fuzz, process  # 20 ms: only for a name that is not there

    typed = {name: normalise_name(name) for name in names}
    nearest = process.extractOne(wanted, typed, scorer=fuzz.WRatio, score_cutoff=_NEAR)
    more = len(names) - _SHOWN_NAMES
    shown = ", ".join(names[:_SHOWN_NAMES]) + f" … and {more:,} more" * (more > 0)
    return (f"Did you mean {nearest[2]}? " if nearest else "") + f"{kind.capitalize()}s: {shown}."


def _notes_dated(index: IndexReader, start: str, end: str) -> set[int]:
    notes = index.notes_dated(start, end)
    if not notes and not index.notes_dated("", ""):
        hint = "A date stands in the front matter, as published, date or created."
        raise UsageError("No note carries a date.", hint=hint)
    return notes


def _notes_about(index: IndexReader, video: str) -> set[int]:
    """Ids of the notes about a video; of all whose titles say its words, where it is named by words."""
    from askcloud.media.addresses import read_address  # 3 ms: only with a video

    notes = index.notes_about(video) or index.notes_about(read_address(video).medium)
    notes = notes or _notes_titled(index, frozenset(terms_of(video)))
    if not notes:
        raise UsageError(f"There is no video {video}.", hint="Give its id, its link or words of its title.")
    return notes


def _notes_titled(index: IndexReader, terms: frozenset[str]) -> set[int]:
    """Ids of the notes that say some terms in a title: their own, another they go by, or that of their video."""
    if not terms:
        return set()
    entries = map(index.term, terms)
    own = set.intersection(*(set(entry.titles.ids) if entry else set() for entry in entries))
    also = {note for note, alias in aliases(index) if terms.issubset(terms_of(alias))}
    media = {medium for medium, title in index.titled_media() if terms.issubset(terms_of(title))}
    return own.union(also, *map(index.notes_about, media))
