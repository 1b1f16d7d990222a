"""What a builder stores of a note so that it is found by a name or by words of a title without reading all notes.

Both tables are made of what other tables say of the note. A name is stored as a number, its hash, as the name itself is
in the row of the note: whoever looks up a name compares those of the few notes that have its number.
"""

from __future__ import annotations

from zlib import crc32

from askcloud.notes.inline import slug_of
from askcloud.text.analyzer import normalise_name, terms_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

DERIVED_FROM = {"notes": "id", "labels": "note", "videos": "note"}
"""The tables that say it, and the column of each that has the id of the note."""


def lookup_rows(rows: Mapping[str, Sequence[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of both tables, by table, given those of a note in the tables that say it."""
    ((note, path, _, _, title, *_),) = rows["notes"]
    aliases = [str(label) for _, kind, label in rows.get("labels", ()) if kind == "alias"]
    titles = [("", alias) for alias in aliases]
    titles += {str(medium): str(of_video) for _, medium, of_video in reversed(rows.get("videos", ()))}.items()
    terms = {(term, medium) for medium, each in titles for term in terms_of(each)}
    return {
        "note_names": [(note, key) for key in sorted(_keys_of(str(path), str(title), aliases))],
        "title_terms": [(note, *each) for each in sorted(terms)],
    }


def stem_of(path: str) -> str:
    """Return a path without the ending of a note."""
    return path.removesuffix(".md").removesuffix(".markdown")


def slug_key(slug: str) -> int:
    """Return the number of what a wikilink points to (see `notes.inline.slug_of`)."""
    return crc32(slug.encode(errors="replace"))


def name_key(name: str) -> int:
    """Return the number of a name that is normalised as a person's typing is."""
    return slug_key(slug_of(name))


def _keys_of(path: str, title: str, aliases: Collection[str]) -> set[int]:
    """Return the numbers of all names of a note: those that wikilinks point to, and those that a person may type."""
    as_typed = stem_of(normalise_name(path)).rpartition("/")[2]
    names = (stem_of(path.rpartition("/")[2]), as_typed, title, *aliases)
    return set(map(slug_key, _slugs(names)))


def _slugs(names: Iterable[str]) -> Iterator[str]:
    for name in dict.fromkeys(names):
        yield slug_of(name)
        if not name.isascii():  # of others the slug is the same
            yield slug_of(normalise_name(name))
