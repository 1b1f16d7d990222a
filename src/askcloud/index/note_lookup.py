"""Notes by name: the one that a person types, and those that wikilinks point to."""

from __future__ import annotations

from askcloud.errors import NoteNotFoundError
from askcloud.index.lookup_rows import name_key, slug_key, stem_of
from askcloud.index.statistics import aliases
from askcloud.notes.inline import slug_of
from askcloud.text.analyzer import normalise_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from askcloud.index.reader import IndexReader, StoredNote


_SHOWN_PATHS = 10


def find_note(index: IndexReader, name: str) -> tuple[int, StoredNote]:
    """Return the id and the note of a path, a file name or a title; if there is none, of an alternative title.

    Raises:
        NoteNotFoundError: No note has that name, or several have.
    """
    for (note_id,) in index.rows("SELECT id FROM notes WHERE path = ?", name, types=[(int,)]):
        return note_id, index.note(note_id)
    typed = normalise_name(name)
    wanted = stem_of(typed)
    notes = _notes_with(index, map(name_key, {typed, wanted, wanted.rpartition("/")[2]}))
    matches = [(note_id, note) for note_id, note in notes.items() if wanted in _names_of(note.path, note.title)]
    if not matches:
        titled = {note_id for note_id, alias in aliases(index, notes) if normalise_name(alias) == typed}
        matches = [(note_id, note) for note_id, note in notes.items() if note_id in titled]
    if len(matches) == 1:
        return matches[0]
    if matches:
        hint = f"Give the path of one: {_paths([note.path for _, note in matches])}."
        raise NoteNotFoundError(f"{len(matches)} notes are named {name}.", hint=hint)
    near = _paths_near(index, wanted) if wanted else []
    hint = f"Did you mean one of these: {_paths(near)}." if near else "Give its path, file name or title."
    raise NoteNotFoundError(f"There is no note named {name}.", hint=hint)


def linked_notes(index: IndexReader, note: int) -> list[StoredNote | str]:
    """Return what a note's wikilinks point to: a note, preferably of the same channel, or the slug of a dead link."""
    here, links = index.note(note).channel, index.links_of(note)
    notes = _notes_with(index, map(slug_key, links))
    slugs = slugs_of_notes(notes, aliases(index, notes))
    by_slug: dict[str, tuple[bool, int, StoredNote]] = {}
    for note_id, other in notes.items():
        for rank, slug in enumerate(slugs[note_id]):
            target = (other.channel != here, rank, other)
            if slug not in by_slug or target[:2] < by_slug[slug][:2]:
                by_slug[slug] = target
    return [by_slug[slug][2] if slug in by_slug else slug for slug in links]


def slugs_of_notes(notes: Mapping[int, StoredNote], aliases: Iterable[tuple[int, str]]) -> dict[int, tuple[str, ...]]:
    """Return, by note id, the slugs by which wikilinks find it: of its file name, its title, its alternative titles.

    Args:
        notes: The notes, by id.
        aliases: (note id, alternative title) of theirs.
    """
    names = {note_id: [stem_of(note.path.rpartition("/")[2]), note.title] for note_id, note in notes.items()}
    for note_id, alias in aliases:
        names.get(note_id, []).append(alias)
    return {note_id: tuple(map(slug_of, own)) for note_id, own in names.items()}


def _notes_with(index: IndexReader, keys: Iterable[int]) -> dict[int, StoredNote]:
    """Return the notes of which a name has one of some numbers, in order of path (see `index.lookup_rows`)."""
    rows = index.rows_of("SELECT note FROM note_names WHERE name IN ({})", keys, [(int,)])
    notes = index.notes_by_id(note for (note,) in rows)
    return dict(sorted(notes.items(), key=lambda each: each[1].path))


def _paths_near(index: IndexReader, wanted: str) -> list[str]:
    """Return the paths of the notes of which a name contains some letters, in order."""
    query = (
        "SELECT path, title FROM notes WHERE instr(lower(path || char(10) || title), ?)"
        " OR length(path || title) < length(CAST(path || title AS BLOB)) ORDER BY path"  # SQLite folds ASCII only
    )
    rows = index.rows(query, wanted, types=[(str, str)])
    return [path for path, title in rows if any(wanted in own for own in _names_of(path, title))]


def _paths(paths: list[str]) -> str:
    """Return the first of some paths, and how many more there are."""
    more = len(paths) - _SHOWN_PATHS
    return ", ".join(paths[:_SHOWN_PATHS]) + f" … and {more:,} more" * (more > 0)


def _names_of(path: str, title: str) -> tuple[str, str, str]:
    """Return the path, the file name and the title of a note, normalised."""
    stem = stem_of(normalise_name(path))
    return stem, stem.rpartition("/")[2], normalise_name(title)
