"""Laws of what an index file looks like."""

from __future__ import annotations

import os
import sqlite3
import sys

from askcloud.index import schema
from askcloud.text.analyzer import ANALYZER_VERSION


def test_passage_ids_of_every_note_fit_into_32_bits():
    """The last passage of the last note has the highest id of 32 bits."""
    assert (schema.MAX_NOTE_ID << schema.PASSAGE_BITS) + schema.MAX_PASSAGES - 1 == (1 << 32) - 1


def test_schema_is_valid_sql():
    """The statements create the tables that readers and writers name."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(schema.SCHEMA)

    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    connection.close()

    assert tables == {
        *("meta", "notes", "labels", "media", "dialects", "links", "videos", "skipped", "folders"),
        *("note_names", "title_terms"),
        *("contents", "words", "names", "name_words", "abbreviations", "terms"),
    }


def test_index_is_tied_to_analyzer_and_byte_order():
    """An index names the analyzer and the byte order it was written with, and lies in its folder."""
    assert schema.analyzer_id() == f"{ANALYZER_VERSION} {sys.byteorder}"
    assert schema.index_file("folder") == os.path.join("folder", "askcloud.db")
