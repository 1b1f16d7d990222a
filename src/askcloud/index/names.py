"""Which note goes by a name: what a person types, and what a wikilink points to."""

from __future__ import annotations

from askcloud.errors import NoteNotFoundError
from askcloud.terms import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.index.store import Index, StoredNote


_SHOWN_PATHS = 10


def as_typed(name: str) -> str:
    """A name as people type it: without case, accents and signs that do not show, which it may hold all the same."""
    if name.isascii():
        return name.lower()
    from unicodedata import category  # noqa: PLC0415  # .3 ms: only for other letters

    return fold("".join(sign for sign in name if category(sign) != "Cf"))


def find_note(index: Index, name: str) -> tuple[int, StoredNote]:
    """The id and note that go by a path, a file name or a title.

    Raises:
        NoteNotFoundError: None does, or several do.
    """
    wanted = _stem(as_typed(name))
    found = [(at, note) for at, note in index.notes().items() if wanted in _names_of(note)]
    exact = [(at, note) for at, note in found if note.path == name] or found
    if len(exact) == 1:
        return exact[0]
    if exact:
        raise NoteNotFoundError(f"{len(exact)} notes are called {name}.", hint=f"Give one path: {_paths(exact)}.")
    near = [(at, note) for at, note in index.notes().items() if any(wanted in each for each in _names_of(note))]
    hint = f"Those whose name holds it: {_paths(near)}." if near and wanted else "Give its path, file name or title."
    raise NoteNotFoundError(f"No note is called {name}.", hint=hint)


def linked_notes(index: Index, note: int) -> list[StoredNote | str]:
    """What a note's wikilinks point to: a note, of the same channel before others; a dead link's slug as it is."""
    notes = index.notes()
    here = notes[note].channel
    by_slug: dict[str, StoredNote] = {}
    for other in notes.values():
        slug = _names_of(other)[1]
        if slug not in by_slug or (other.channel == here and by_slug[slug].channel != here):
            by_slug[slug] = other
    return [by_slug.get(slug, slug) for slug in index.links_of(note)]


def _paths(notes: list[tuple[int, StoredNote]]) -> str:
    """The first paths of some notes, and how many more there are."""
    more = len(notes) - _SHOWN_PATHS
    return ", ".join(note.path for _, note in notes[:_SHOWN_PATHS]) + f" … and {more:,} more" * (more > 0)


def _names_of(note: StoredNote) -> tuple[str, str, str]:
    path = _stem(as_typed(note.path))
    return path, path.rsplit("/", 1)[-1], as_typed(note.title)


def _stem(path: str) -> str:
    return path.removesuffix(".md").removesuffix(".markdown")
