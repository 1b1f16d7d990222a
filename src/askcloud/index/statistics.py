"""What an index holds in all: the statements behind reports and names, which hardly a question needs."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.index.reader import IndexReader


def time_trusts(index: IndexReader) -> list[tuple[str, int]]:
    """(time trust, notes with claims) in order of trust."""
    query = (
        "SELECT time_trust, count(*) FROM notes WHERE medium <> '' GROUP BY time_trust"
        " ORDER BY instr('exact repaired approximate', time_trust)"
    )
    return index.rows(query)


def claims_by_channel(index: IndexReader) -> dict[str, tuple[int, int]]:
    """By channel: its claims, and those of them in notes whose times had to be repaired."""
    query = (
        "SELECT n.channel, sum(c.claims), sum(c.claims * (n.time_trust <> 'exact')) FROM contents AS c"
        " JOIN notes AS n ON n.id = c.note GROUP BY n.channel"
    )
    return {channel: (claims, repaired) for channel, claims, repaired in index.rows(query, types=[(str, int, int)])}


def time_formats_by_channel(index: IndexReader) -> dict[str, dict[str, int]]:
    """By channel: how many times its notes write in each form, most frequent first."""
    query = (
        "SELECT n.channel, d.name, sum(d.times) AS times FROM dialects AS d JOIN notes AS n ON n.id = d.note"
        " GROUP BY n.channel, d.name ORDER BY times DESC, d.name"
    )
    found: dict[str, dict[str, int]] = {}
    for channel, name, times in index.rows(query):
        found.setdefault(channel, {})[name] = times
    return found


def notes_with_times(index: IndexReader) -> set[int]:
    """Ids of the notes that write a time in any form."""
    return {note for (note,) in index.rows("SELECT DISTINCT note FROM dialects")}


def aliases(index: IndexReader) -> list[tuple[int, str]]:
    """(note, alias) of every other title that a note goes by."""
    return index.rows("SELECT note, label FROM labels WHERE kind = 'alias' ORDER BY note, label", types=[(int, str)])
