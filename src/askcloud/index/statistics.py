"""Aggregate queries over a whole index, for status, doctor and names; not used to answer a question."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from askcloud.index.reader import IndexReader


def time_trusts(index: IndexReader) -> dict[str, dict[str, int]]:
    """Return, by channel, how many notes have each time trust, the most trusted first.

    Each note counts once: one about no medium, or without a time, as `NONE`, since it has no time to trust.
    """
    query = (
        "SELECT channel, CASE WHEN medium <> '' AND id IN (SELECT note FROM dialects) THEN time_trust ELSE 'none' END"
        " AS trust, count(*) FROM notes"
        " GROUP BY channel, trust ORDER BY channel, instr('exact repaired approximate none', trust)"
    )
    trusts: dict[str, dict[str, int]] = {}
    for channel, trust, notes in index.rows(query, types=[(str, str, int)]):
        trusts.setdefault(channel, {})[trust] = notes
    return trusts


def media_count(index: IndexReader) -> int:
    """Return how many videos, episodes and files the notes are about."""
    return sum(count for (count,) in index.rows("SELECT count(DISTINCT medium) FROM notes WHERE medium <> ''"))


def claims_by_channel(index: IndexReader) -> dict[str, tuple[int, int]]:
    """Return, by channel, the number of claims, and of those in notes whose times are repaired."""
    query = (
        "SELECT n.channel, sum(c.claims), sum(c.claims * (n.medium <> '' AND n.time_trust = 'repaired'))"
        " FROM contents AS c JOIN notes AS n ON n.id = c.note GROUP BY n.channel"
    )
    return {channel: (claims, repaired) for channel, claims, repaired in index.rows(query, types=[(str, int, int)])}


def time_formats_by_channel(index: IndexReader) -> dict[str, dict[str, int]]:
    """Return, by channel, the number of timestamps in each time format, most frequent first."""
    query = (
        "SELECT n.channel, d.name, sum(d.times) AS times FROM dialects AS d JOIN notes AS n ON n.id = d.note"
        " GROUP BY n.channel, d.name ORDER BY times DESC, d.name"
    )
    formats: dict[str, dict[str, int]] = {}
    for channel, name, times in index.rows(query):
        formats.setdefault(channel, {})[name] = times
    return formats


def notes_with_times(index: IndexReader) -> set[int]:
    """Return the ids of the notes with a time in any format."""
    return {note for (note,) in index.rows("SELECT DISTINCT note FROM dialects")}


def notes_with_claims(index: IndexReader) -> set[int]:
    """Return the ids of the notes that have a claim."""
    return {note for (note,) in index.rows("SELECT note FROM contents")}


def aliases(index: IndexReader, notes: Iterable[int] | None = None) -> list[tuple[int, str]]:
    """Return (note id, alias) of every alternative title of some notes, or of all if not given, in order."""
    query = "SELECT note, label FROM labels WHERE kind = 'alias'"
    if notes is None:
        return sorted(index.rows(query, types=_ALIAS_TYPES))
    return sorted(index.rows_of(f"{query} AND note IN ({{}})", notes, _ALIAS_TYPES))


_ALIAS_TYPES = ((int, str),)
