"""Notes by name: the one that a person types, and those that wikilinks point to."""

from __future__ import annotations

from askcloud.errors import NoteNotFoundError
from askcloud.index.filters import normalise_name
from askcloud.index.statistics import aliases
from askcloud.notes.inline import slug_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.index.reader import IndexReader, StoredNote


_SHOWN_PATHS = 10


def find_note(index: IndexReader, name: str) -> tuple[int, StoredNote]:
    """Return the id and the note of a path, a file name or a title; if there is none, of an alternative title.

    Raises:
        NoteNotFoundError: No note has that name, or several have.
    """
    for (note_id,) in index.rows("SELECT id FROM notes WHERE path = ?", name, types=[(int,)]):
        return note_id, index.note(note_id)  # reading the names of two hundred thousand notes takes three seconds
    notes = index.notes()
    wanted = _stem(normalise_name(name))
    matches = [(note_id, note) for note_id, note in notes.items() if wanted in _names_of(note)]
    if not matches:
        titled = {note_id for note_id, alias in aliases(index) if normalise_name(alias) == normalise_name(name)}
        matches = [(note_id, note) for note_id, note in notes.items() if note_id in titled]
    exact = [(note_id, note) for note_id, note in matches if note.path == name] or matches
    if len(exact) == 1:
        return exact[0]
    if exact:
        raise NoteNotFoundError(f"{len(exact)} notes are named {name}.", hint=f"Give the path of one: {_paths(exact)}.")
    near = [(note_id, note) for note_id, note in notes.items() if any(wanted in own for own in _names_of(note))]
    hint = f"Did you mean one of these: {_paths(near)}." if near and wanted else "Give its path, file name or title."
    raise NoteNotFoundError(f"There is no note named {name}.", hint=hint)


def linked_notes(index: IndexReader, note: int) -> list[StoredNote | str]:
    """Return what a note's wikilinks point to: a note, preferably of the same channel, or the slug of a dead link."""
    notes, slugs = index.notes(), slugs_of_notes(index)
    here = notes[note].channel
    by_slug: dict[str, tuple[bool, int, StoredNote]] = {}
    for note_id, other in notes.items():
        for rank, slug in enumerate(slugs[note_id]):
            target = (other.channel != here, rank, other)
            if slug not in by_slug or target[:2] < by_slug[slug][:2]:
                by_slug[slug] = target
    return [by_slug[slug][2] if slug in by_slug else slug for slug in index.links_of(note)]


def slugs_of_notes(index: IndexReader) -> dict[int, tuple[str, ...]]:
    """Return, by note id, the slugs by which wikilinks find it: of its file name, its title, its alternative titles."""
    stems = {note_id: _stem(note.path.rpartition("/")[2]) for note_id, note in index.notes().items()}
    names = {note_id: [stems[note_id], note.title] for note_id, note in index.notes().items()}
    for note_id, alias in aliases(index):
        names.get(note_id, []).append(alias)
    return {note_id: tuple(map(slug_of, own)) for note_id, own in names.items()}


def _paths(notes: list[tuple[int, StoredNote]]) -> str:
    """Return the first paths of some notes, and how many more there are."""
    more = len(notes) - _SHOWN_PATHS
    return ", ".join(note.path for _, note in notes[:_SHOWN_PATHS]) + f" … and {more:,} more" * (more > 0)


def _names_of(note: StoredNote) -> tuple[str, str, str]:
    """Return the path, the file name and the title of a note, normalised."""
    path = _stem(normalise_name(note.path))
    return path, path.rsplit("/", 1)[-1], normalise_name(note.title)


def _stem(path: str) -> str:
    return path.removesuffix(".md").removesuffix(".markdown")
