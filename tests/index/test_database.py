"""Laws of the connection that readers of an index use."""

from __future__ import annotations

import _sqlite3
import os

import pytest

from askcloud.errors import IndexCorruptError, IndexNotFoundError
from askcloud.index.database import Database, corruption_error, file_identity, harden, open_database


@pytest.fixture
def database():
    """A hardened connection to two rows in memory."""
    connection = _sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("CREATE TABLE words (word, texts)")
    connection.execute("INSERT INTO words VALUES ('dam', 2), ('weir', 'x')")
    harden(connection)
    database = Database(connection)
    yield database
    database.close()


def test_rows_are_checked_where_types_are_given(database):
    """Rows of the given types are returned; any other row is an error of the index."""
    query = "SELECT word, texts FROM words WHERE word = ?"

    assert database.rows(query, "dam", types=[(str, int)]) == [("dam", 2)]
    assert database.rows(query, "weir") == [("weir", "x")]
    with pytest.raises(IndexCorruptError, match="another type"):
        database.rows(query, "weir", types=[(str, int)])


def test_text_that_is_not_utf8_is_in_no_row(database):
    """Half a surrogate pair finds nothing and is no error."""
    assert database.rows("SELECT * FROM words WHERE word = ?", "\udcff") == []


def test_hardened_connection_writes_nothing(database):
    """A statement that writes is refused."""
    with pytest.raises(IndexCorruptError):
        database.rows("DELETE FROM words")


def test_error_of_a_damaged_index_names_it_and_the_command():
    """The error says which index, why, and how to rebuild it."""
    error = corruption_error("a row is bad", "/index/askcloud.db")

    assert error.message == "The index /index/askcloud.db cannot be used: a row is bad."
    assert "askcloud index --full" in error.hint


def test_identity_changes_with_the_file(tmp_path):
    """A file that replaces another has another identity; no file has none."""
    path = tmp_path / "askcloud.db"
    none = file_identity(str(path))
    path.write_bytes(b"1")
    first = file_identity(str(path))
    (tmp_path / "new").write_bytes(b"2")
    os.replace(tmp_path / "new", path)

    assert none == ()
    assert first != file_identity(str(path)) != ()


def test_missing_file_is_an_error(tmp_path):
    """Where there is no index the error names the folder and the command that builds one."""
    with pytest.raises(IndexNotFoundError, match=str(tmp_path)) as caught:
        open_database(str(tmp_path / "askcloud.db"))

    assert "askcloud index" in caught.value.hint
