"""Laws of the catalog of an index of shards: it holds what one file holds, without texts and postings."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing

from sharded import NOTES, text_of

SELECTED = (
    "SELECT term, claims, passages, notes, titles FROM terms",
    "SELECT word, texts, small FROM words",
    "SELECT * FROM names",
    "SELECT * FROM name_words",
    "SELECT * FROM abbreviations",
    "SELECT path, fingerprint, digest, title, channel, medium, time_trust, date, unread FROM notes",
    *(
        f"SELECT path, {columns} FROM {table} AS t JOIN notes ON id = t.note"
        for table, columns in (
            ("labels", "kind, label"),
            ("media", "t.medium"),
            ("dialects", "name, times"),
            ("links", "slug"),
            ("videos", "t.medium, t.title"),
            ("note_names", "name"),
            ("title_terms", "term, t.medium"),
            ("contents", "passages, claims"),
        )
    ),
    "SELECT * FROM skipped",
    "SELECT path FROM folders",
    "SELECT * FROM meta WHERE key NOT IN ('built', 'shards')",
)


def held(folder) -> dict[str, list[tuple[object, ...]]]:
    """What a catalog, or an index of one file, holds, in terms that do not depend on the ids of notes."""
    with closing(sqlite3.connect(folder / "askcloud.db")) as connection:
        return {query: sorted(connection.execute(query)) for query in SELECTED}


def test_catalog_holds_what_one_file_holds(sharded):
    """Built from nothing, it has the counts, notes, names and words of an index of one file."""
    sharded.vault.update()

    assert held(sharded.folder) == held(sharded.vault.folder)


def test_catalog_after_any_changes_is_that_of_a_build_from_nothing(sharded):
    """Whatever notes are added, changed and removed, its counts are those of what is there then."""
    rng = random.Random(7)
    texts = [text_of(path) for path in NOTES]
    for step in range(4):
        for _ in range(3):
            name = rng.choice([*NOTES, f"new{step}/n.md", f"sea/n{step}.md", "other.md"])
            place = rng.choice(["Oslo", "Bergen", "NATO (North Atlantic Treaty Organization)"])
            sharded.vault.write({name: rng.choice(texts).replace("Bergen", place)})
        gone = rng.choice(sorted(sharded.vault.corpus.rglob("*.md")))
        gone.unlink()
        sharded.update()
    sharded.vault.update(full=True)

    assert held(sharded.folder) == held(sharded.vault.folder)


def test_catalog_has_neither_texts_nor_postings(sharded):
    """It has no sentence of a note and no list of ids, so it stays small."""
    with closing(sqlite3.connect(sharded.folder / "askcloud.db")) as connection:
        blobs = connection.execute("SELECT postings FROM terms UNION ALL SELECT content FROM contents").fetchall()

    assert set(blobs) == {(b"",)}
