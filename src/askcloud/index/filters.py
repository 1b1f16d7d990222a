"""Filters: which notes a question searches, by channel, tag, date and video."""

from __future__ import annotations

from askcloud.errors import UsageError
from askcloud.index.dates import parse_date
from askcloud.record import Record, replace
from askcloud.text.analyzer import normalise_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from askcloud.index.reader import IndexReader

_SHOWN_NAMES = 20
_NEAR = 75  # of 100, rapidfuzz's similarity of two names: a typo, or a part of a longer name


class Filters(Record):
    """The conditions that a note has to meet; a field that is not given sets none."""

    channel: str | None = None
    """The channel, as people type it; empty for notes that are directly in the corpus folder."""
    tags: tuple[str, ...] = ()
    """Tags, all of which a note has, with or without `#`; `food` also finds `food/bread`."""
    since: str = ""
    """The first day, as `parse_date` reads it."""
    before: str = ""
    """The day after the last one, as `parse_date` reads it."""
    video: str = ""
    """Id or link of a video, or words of its title or of the note's."""

    @property
    def described(self) -> str:
        """The conditions in words that can follow `no note`."""
        parts = (
            f"of the channel {self.channel}" if self.channel is not None else "",
            f"tagged {' and '.join(self.tags)}" if self.tags else "",
            f"since {self.since}" if self.since else "",
            f"before {self.before}" if self.before else "",
            f"about the video {self.video}" if self.video else "",
        )
        return " ".join(filter(None, parts))

    def merged_with(self, asked: Iterable[tuple[str, str]]) -> Filters:
        """Return these filters with those of a question: a tag is added to the tags, any other value replaces.

        Args:
            asked: Names of `question.parse.FILTERS` with their values.
        """
        filters = self
        for name, value in asked:
            change = {"tags": (*filters.tags, value)} if name == "tag" else {name: value}
            filters = replace(filters, **change)
        return filters


NO_FILTERS = Filters()


def matching_notes(index: IndexReader, filters: Filters, today: date | None = None) -> set[int] | None:
    """Return the ids of the notes that meet all conditions; None if there is no condition, which means all notes.

    Args:
        index: The index of the notes.
        filters: The conditions; a note without a date meets none of a date.
        today: The day that words such as `last month` count from; the real one if not given.

    Raises:
        UsageError: There is no such channel, tag or video, a date is not valid, or no note has a date.
    """
    matching = list(_matching_sets(index, filters, today))
    return set.intersection(*matching) if matching else None


def _matching_sets(index: IndexReader, filters: Filters, today: date | None) -> Iterator[set[int]]:
    """Return the ids of the notes that meet each condition."""
    if filters.channel is not None:
        meant = _meant("channel", filters.channel, channel_names(index), index.channels)
        yield set().union(*map(index.notes_of_channel, meant))
    for tag in filters.tags:
        meant = _meant("tag", tag.lstrip("#"), tag_names(index), index.tags)
        yield set().union(*map(index.notes_tagged, meant))
    if filters.since or filters.before:
        start, end = (words and parse_date(words, today) for words in (filters.since, filters.before))
        yield _notes_dated(index, start, end)
    if filters.video:
        from askcloud.index.videos import notes_about_video  # 3 ms: only with a video

        yield notes_about_video(index, filters.video)


def channel_names(index: IndexReader) -> list[str]:
    """Return the channels in order of name; empty for notes in none."""
    return _names_in(index, "notes", "channel", "WHERE")


def tag_names(index: IndexReader) -> list[str]:
    """Return the tags in order of name."""
    return _names_in(index, "labels", "label", "WHERE kind = 'tag' AND")


def _names_in(index: IndexReader, table: str, column: str, where: str) -> list[str]:
    """Return the values of a column in order, by looking up the next one as often as there are any."""
    query = (
        f"WITH RECURSIVE found(name) AS (SELECT min({column}) FROM {table} {where} 1 UNION ALL"
        f" SELECT (SELECT min({column}) FROM {table} {where} {column} > name) FROM found"
        " WHERE name IS NOT NULL) SELECT name FROM found WHERE name IS NOT NULL"
    )
    return [name for (name,) in index.rows(query, types=[(str,)])]


def _meant(kind: str, typed: str, names: list[str], counted: Callable[[], list[tuple[str, int]]]) -> list[str]:
    """Return the channel or tag with a name, and those below it: `food/bread` is below `food`.

    Args:
        kind: What it is called.
        typed: The name as people type it.
        names: Those that exist.
        counted: Returns (name, notes) of these in the order in which they are suggested.
    """
    wanted = normalise_name(typed)
    meant = [name for name in names if f"{normalise_name(name)}/".startswith(f"{wanted}/")]
    if not meant:
        hint = _suggestion(kind, wanted, [name for name, _ in counted()])
        raise UsageError(f"There is no {kind} {typed}.", hint=hint)
    return meant


def _suggestion(kind: str, wanted: str, names: list[str]) -> str:
    """Return the name that was probably meant, and some of the existing ones."""
    names = [name for name in names if name]
    if not names:
        return f"No note has a {kind}."
    from rapidfuzz import fuzz, process  # 20 ms: only for a name that does not exist

    typed = {name: normalise_name(name) for name in names}
    nearest = process.extractOne(wanted, typed, scorer=fuzz.WRatio, score_cutoff=_NEAR)
    more = len(names) - _SHOWN_NAMES
    shown = ", ".join(names[:_SHOWN_NAMES]) + f" … and {more:,} more" * (more > 0)
    return (f"Did you mean {nearest[2]}? " if nearest else "") + f"{kind.capitalize()}s: {shown}."


def _notes_dated(index: IndexReader, start: str, end: str) -> set[int]:
    notes = index.notes_dated(start, end)
    if not notes and not index.rows("SELECT 1 FROM notes WHERE date >= '0' LIMIT 1"):
        hint = "Dates are read from published, date or created in a note's front matter."
        raise UsageError("No note has a date.", hint=hint)
    return notes
