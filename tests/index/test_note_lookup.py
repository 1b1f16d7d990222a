"""Laws of notes by name: what a person types, and what wikilinks point to."""

from __future__ import annotations

import pytest

from askcloud.errors import (
    NoteNotFoundError,
)
from askcloud.index.note_lookup import find_note, linked_notes, slugs_of_notes

NOTES = {
    "Bees/hive.md": "Bees dance to show the way to flowers. [00:01:05] That saves the others a search. [00:01:20] "
    "Old bees fly farthest. [00:01:44]",
    "Bees/honey.markdown": "---\ntitle: Sweet stores\nvideoId: zY8_xW5-vU2\n---\n\nHoney keeps for years in a jar.",
    "Rivers/hive.md": "A hive of streams feeds every large river [00:02:00].",
    "Rivers/Rivers.md": "---\ntitle: Rivers\n---\n\n### [How hives work](https://youtu.be/aB3_dE6-hI9)\n\n[[hive]]\n",
    "loose.md": "---\ntitle: Bees/hive.md\nvideoId: kJ7_lM4-nO1\n---\n\nA loose note stands in no folder [00:03:00].",
}


@pytest.fixture(scope="module")
def built(make_vault):
    """A vault of a few notes with its index; no test changes it."""
    vault = make_vault(NOTES)
    vault.update()
    return vault


@pytest.fixture
def index(built):
    """That index, open."""
    with built.index() as index:
        yield index


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Bees/hive.md", "Bees/hive.md"),
        ("bees/HIVE", "Bees/hive.md"),
        ("honey", "Bees/honey.markdown"),
        ("honey.markdown", "Bees/honey.markdown"),
        ("Bees/honey.markdown", "Bees/honey.markdown"),
        ("sweet STORES", "Bees/honey.markdown"),
        ("Rivers/hive", "Rivers/hive.md"),
        ("loose", "loose.md"),
    ],
)
def test_find_note_goes_by_path_file_name_or_title(index, name, path):
    """A note answers to its path, its file name and its title, in any case, with or without the ending."""
    _, note = find_note(index, name)

    assert note.path == path


def test_find_note_goes_by_another_title_where_none_is_called_so(make_vault):
    """An alias names its note, unless a note has that name of its own."""
    vault = make_vault(
        {
            "hive.md": "---\nvideoId: a\naliases: [Where bees live, honey]\n---\nBees live in a hive [0:01].",
            "honey.md": "Honey keeps for years in a jar [0:01].",
        }
    )
    vault.update()

    with vault.index() as index:
        found = [find_note(index, name)[1].path for name in ("where BEES live", "honey")]

    assert found == ["hive.md", "honey.md"]


def test_linked_notes_are_found_by_every_name(make_vault):
    """A wikilink leads to the note of that file's name, else title, else alias; one of its own channel comes first."""
    vault = make_vault(
        {
            "A/here.md": "See [[Deep-Water]] and [[the wide sea]] and [[old name]] and [[nowhere]] [0:01].",
            "A/deep-water.md": "A lake is deep in winter [0:01].",
            "A/one.md": "---\nvideoId: a\ntitle: The wide sea!\n---\nA sea is wide [0:01].",
            "B/the_wide_sea.md": "A sea is wide elsewhere, too [0:01].",
            "B/two.md": "---\nvideoId: a\naliases: [Old name]\n---\nIt had a name [0:01].",
        }
    )
    vault.update()

    with vault.index() as index:
        links = linked_notes(index, find_note(index, "here")[0])

    shown = {link if isinstance(link, str) else link.path for link in links}
    assert shown == {"A/deep-water.md", "A/one.md", "B/two.md", "nowhere"}


def test_names_are_found_as_if_all_were_compared(make_vault):
    """Whatever letters and signs names have, each note is found by its own as people type them, and by wikilinks."""
    titles = ["Où va l’été?", "Straße_nach Köln", "The wide sea!", "索引について", "c/o — 2", "...", "Ünïcode Name"]
    named = {}
    for number, title in enumerate(titles):
        name = f"Datei {title.replace('/', '／')}{'.MD' if number % 2 else '.md'}"
        named[f"{number}/{name}"] = f"---\nvideoId: v{number}\ntitle: {title!r}\n---\nA note [0:01]."
    links = " ".join(f"[[{title}]]" for title in titles)
    vault = make_vault({**named, "here.md": f"It links to {links} [0:01]."})
    vault.update()

    with vault.index() as index:
        notes = index.notes()
        typed = [(form(note.title), note.path) for note in notes.values() for form in (str, str.upper, str.lower)]
        typed += [(note.path.swapcase(), note.path) for note in notes.values()]
        found = [find_note(index, name)[1].path for name, _ in typed]
        here = next(note for note, stored in notes.items() if stored.path == "here.md")
        slugs = slugs_of_notes(notes, [])
        linked = {link.path for link in linked_notes(index, here) if not isinstance(link, str)}

        assert found == [path for _, path in typed]
        assert linked == {notes[note].path for note in notes if set(slugs[note]) & set(index.links_of(here))} != set()


def test_find_note_takes_every_note_by_its_own_path(index):
    """The path that a face shows is always enough to name a note."""
    paths = [note.path for note in index.notes().values()]

    assert [find_note(index, path)[1].path for path in paths] == paths


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("hive", ["2 notes are named hive. Give the path of one: Bees/hive.md, Rivers/hive.md."]),
        ("hiv", ["There is no note named hiv. Did you mean one of these: Bees/hive.md, Rivers/hive.md, loose.md."]),
        ("wasp", ["There is no note named wasp. Give its path, file name or title."]),
        ("", ["There is no note named . Give its path, file name or title."]),
    ],
)
def test_find_note_refuses_what_names_no_single_note(index, name, said):
    """A name that several notes go by lists them; one that none goes by says so, with those that hold it."""
    with pytest.raises(NoteNotFoundError) as caught:
        find_note(index, name)

    assert all(part in f"{caught.value.message} {caught.value.hint}" for part in said)
