"""Which note goes by a name: what a person types, and what a wikilink points to."""

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
    """The id and note that go by a path, a file name or a title; where none does, by another title.

    Raises:
        NoteNotFoundError: None does, or several do.
    """
    notes = index.notes()
    wanted = _stem(normalise_name(name))
    found = [(at, note) for at, note in notes.items() if wanted in _names_of(note)]
    if not found:
        also = {at for at, alias in aliases(index) if normalise_name(alias) == normalise_name(name)}
        found = [(at, note) for at, note in notes.items() if at in also]
    exact = [(at, note) for at, note in found if note.path == name] or found
    if len(exact) == 1:
        return exact[0]
    if exact:
        raise NoteNotFoundError(f"{len(exact)} notes are called {name}.", hint=f"Give one path: {_paths(exact)}.")
    near = [(at, note) for at, note in notes.items() if any(wanted in each for each in _names_of(note))]
    hint = f"Those whose name holds it: {_paths(near)}." if near and wanted else "Give its path, file name or title."
    raise NoteNotFoundError(f"No note is called {name}.", hint=hint)


def linked_notes(index: IndexReader, note: int) -> list[StoredNote | str]:
    """What a note's wikilinks point to: a note, of the same channel before others; a dead link's slug as it is."""
    notes, slugs = index.notes(), slugs_of_notes(index)
    here = notes[note].channel
    by_slug: dict[str, tuple[bool, int, StoredNote]] = {}
    for at, other in notes.items():
        for rank, slug in enumerate(slugs[at]):
            found = (other.channel != here, rank, other)
            if slug not in by_slug or found[:2] < by_slug[slug][:2]:
                by_slug[slug] = found
    return [by_slug[slug][2] if slug in by_slug else slug for slug in index.links_of(note)]


def slugs_of_notes(index: IndexReader) -> dict[int, tuple[str, ...]]:
    """By note id: the slugs that wikilinks to it have: of its file's name, then of its title and other titles."""
    names = {at: list(_names_of(note)[1:]) for at, note in index.notes().items()}
    for at, alias in aliases(index):
        names.get(at, []).append(alias)
    return {at: tuple(map(slug_of, its)) for at, its in names.items()}


def _paths(notes: list[tuple[int, StoredNote]]) -> str:
    """The first paths of some notes, and how many more there are."""
    more = len(notes) - _SHOWN_PATHS
    return ", ".join(note.path for _, note in notes[:_SHOWN_PATHS]) + f" … and {more:,} more" * (more > 0)


def _names_of(note: StoredNote) -> tuple[str, str, str]:
    path = _stem(normalise_name(note.path))
    return path, path.rsplit("/", 1)[-1], normalise_name(note.title)


def _stem(path: str) -> str:
    return path.removesuffix(".md").removesuffix(".markdown")
