"""The tables of an index file, their version, and the limits they set."""

from __future__ import annotations

import os
import sys

from askcloud.text.analyzer import ANALYZER_VERSION

FILE_NAME = "askcloud.db"
LOCK_NAME = "askcloud.lock"
TURN_NAME = "askcloud.turn"
TEMPORARY_SUFFIX = ".draft"
SHARD_PREFIX = "shard-"
MAX_SHARDS = 500
"""Files of an index: all are open at a time, and many systems give a process no more than 1,024."""
FORMAT_VERSION = 12
"""Raise it with any change to the schema or to what a column means."""

PASSAGE_BITS = 12
"""A passage's id is its note's id shifted left by this, plus its position in the note, from 0."""
MAX_PASSAGES = 1 << PASSAGE_BITS
"""Passages of a note that are indexed; more are left out."""
MAX_CLAIMS = 100
"""Claims of a passage; a longer block continues in the next one. The longest paragraph of two real vaults has 35."""
MAX_NOTE_CLAIMS = 20_000
"""Claims of a note that are indexed: twice as many as the longest note of a real vault can have, which is 1 MB long."""
MAX_NOTE_LETTERS = 1 << 22
"""Letters of them, with the text above each passage. The longest of two real vaults has 60,000."""
MAX_ABOVE = 20
"""Headings of a passage, or texts that are its context; a note has at most ten."""
NOTE_BITS = 32 - PASSAGE_BITS
"""Where an index is of several files, the id of a note is the number of its file shifted left by this, plus its id
there; so the id of a passage follows from that of its note in both."""
MAX_NOTE_ID = (1 << NOTE_BITS) - 1

_HEX = frozenset("0123456789abcdef")

APPLICATION_ID = 0x61736B63  # "askc": marks the file as ours

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE notes (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, fingerprint TEXT NOT NULL, digest TEXT NOT NULL,
    title TEXT NOT NULL, channel TEXT NOT NULL, medium TEXT NOT NULL, time_trust TEXT NOT NULL,
    date TEXT NOT NULL, unread INTEGER NOT NULL);
CREATE TABLE labels (note INTEGER, kind TEXT, label TEXT, PRIMARY KEY (note, kind, label)) WITHOUT ROWID;
CREATE TABLE media (note INTEGER, medium TEXT, PRIMARY KEY (note, medium)) WITHOUT ROWID;
CREATE TABLE dialects (note INTEGER, name TEXT, times INTEGER NOT NULL, PRIMARY KEY (note, name)) WITHOUT ROWID;
CREATE TABLE links (note INTEGER, slug TEXT, PRIMARY KEY (note, slug)) WITHOUT ROWID;
CREATE TABLE videos (note INTEGER, medium TEXT, title TEXT NOT NULL, PRIMARY KEY (medium, note)) WITHOUT ROWID;
CREATE TABLE note_names (note INTEGER, name INTEGER, PRIMARY KEY (name, note)) WITHOUT ROWID;
CREATE TABLE title_terms (note INTEGER, term TEXT, medium TEXT, PRIMARY KEY (term, medium, note)) WITHOUT ROWID;
CREATE TABLE skipped (path TEXT PRIMARY KEY, reason TEXT NOT NULL, fingerprint TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE folders (path TEXT PRIMARY KEY, changed INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE contents (
    note INTEGER PRIMARY KEY, passages INTEGER NOT NULL, claims INTEGER NOT NULL, content BLOB NOT NULL);
CREATE TABLE words (word TEXT PRIMARY KEY, texts INTEGER NOT NULL, small INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE names (
    name TEXT, form TEXT, inside INTEGER NOT NULL, opening INTEGER NOT NULL, titles INTEGER NOT NULL,
    person INTEGER NOT NULL, organisation INTEGER NOT NULL, place INTEGER NOT NULL, work INTEGER NOT NULL,
    PRIMARY KEY (name, form)) WITHOUT ROWID;
CREATE TABLE name_words (word TEXT, name TEXT, PRIMARY KEY (word, name)) WITHOUT ROWID;
CREATE TABLE abbreviations (
    short TEXT, long TEXT, short_form TEXT, long_form TEXT, claims INTEGER NOT NULL,
    PRIMARY KEY (short, long, short_form, long_form)) WITHOUT ROWID;
CREATE INDEX long_forms ON abbreviations (long);
CREATE INDEX notes_by_channel ON notes (channel);
CREATE INDEX notes_by_date ON notes (date);
CREATE INDEX notes_by_label ON labels (kind, label);
CREATE INDEX notes_by_medium ON media (medium);
CREATE INDEX videos_by_note ON videos (note);
CREATE TABLE terms (
    term TEXT PRIMARY KEY, claims INTEGER NOT NULL, passages INTEGER NOT NULL, notes INTEGER NOT NULL,
    titles INTEGER NOT NULL, postings BLOB NOT NULL, by_note BLOB NOT NULL);
"""


def is_shard_name(name: str) -> bool:
    """Return whether a name is a valid name for the folder of a shard, one of several files of an index."""
    return (
        name.startswith(SHARD_PREFIX) and len(name) > len(SHARD_PREFIX) and _HEX.issuperset(name[len(SHARD_PREFIX) :])
    )


def index_file(folder: str) -> str:
    """Return the path of the database in an index folder."""
    return os.path.join(folder, FILE_NAME)


def analyzer_id() -> str:
    """Return the version of the analyzer and the byte order, which an index and its reader must have in common."""
    return f"{ANALYZER_VERSION} {sys.byteorder}"
