"""The SQLite file, opened for reading only and checked before use.

An index is never changed in place (see `indexer.writer`), so readers open an immutable snapshot: it needs no locks and
no journal, it is never half-written, and its folder may be read-only.
"""

from __future__ import annotations

import _sqlite3 as sqlite3  # what `sqlite3` re-exports, without its adapters for dates, which take 2 ms to load
import os
import sys

from askcloud.errors import IndexCorruptError, IndexNotFoundError, IndexVersionError
from askcloud.index.footer import verify_footer
from askcloud.index.schema import APPLICATION_ID, FORMAT_VERSION, SCHEMA, analyzer_id

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import Any

_MAGIC = b"SQLite format 3\0"
_HEADER = 100  # bytes; user_version is at 60, application_id at 68 (sqlite.org/fileformat.html, 1.3)
_DAMAGED = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What SQLite raises over a damaged file; the second where its own message holds a damaged name."""


_SETTINGS = ("query_only = 1", "trusted_schema = 0", "cell_size_check = 1")
_LIMITS = (
    (sqlite3.SQLITE_LIMIT_LENGTH, 1 << 25),  # of a text or a blob, in bytes: six million postings
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 1_000_000),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 50),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
)


class Database:
    """A read-only connection that checks the rows it reads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use `open_database`."""
        self._connection = connection

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def rows(
        self, query: str, *values: object, types: Collection[tuple[type, ...]] | None = None
    ) -> list[tuple[Any, ...]]:
        """Return the rows of a query.

        Args:
            query: A statement that reads.
            values: Its parameters.
            types: The types that a row may have, as SQLite does not enforce those of a column; any if not given.

        Raises:
            IndexCorruptError: The file is damaged, or a row has other types.
        """
        try:
            rows = self._connection.execute(query, values).fetchall()
        except UnicodeEncodeError:  # half a surrogate pair, as in an argument that is not UTF-8: no index contains it
            return []
        except _DAMAGED as error:
            raise corruption_error(str(error)) from error
        if types and any(tuple(map(type, row)) not in types for row in rows):
            raise corruption_error("a row has values of another type")
        return rows

    def each(self, query: str, types: Collection[tuple[type, ...]]) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query one by one, because all of them may not fit into memory; otherwise as `rows`."""
        try:
            for row in self._connection.execute(query):
                if tuple(map(type, row)) not in types:
                    raise corruption_error("a row has values of another type")
                yield row
        except _DAMAGED as error:
            raise corruption_error(str(error)) from error


def open_database(path: str) -> Database:
    """Open the file of an index.

    Raises:
        IndexNotFoundError: There is none, or it cannot be read.
        IndexVersionError: Another version of askcloud wrote it.
        IndexCorruptError: The file is not an index, or is damaged.
    """
    if not os.path.isfile(path):
        folder = os.path.dirname(path)
        raise IndexNotFoundError(f"There is no index in {folder}.", hint="Build it: askcloud index.")
    try:
        _check_file(path)
        connection = sqlite3.connect(f"file:{_quoted(path)}?mode=ro&immutable=1", uri=True, isolation_level=None)
    except (OSError, sqlite3.OperationalError) as error:
        raise IndexNotFoundError(
            f"The index {path} cannot be opened: {error}.", hint="Check its permissions."
        ) from error
    try:
        harden(connection)
        _check_schema(connection, path)
    except _DAMAGED as error:
        connection.close()
        raise corruption_error(str(error), path) from error
    except Exception:
        connection.close()
        raise
    return Database(connection)


def file_identity(path: str) -> tuple[int, ...]:
    """Return inode, size and time of a file, which differ in a file that replaces it; empty if there is none."""
    try:
        status = os.stat(path)
    except OSError:
        return ()
    return status.st_ino, status.st_size, status.st_mtime_ns


def harden(connection: sqlite3.Connection) -> None:
    """Make SQLite run nothing that is stored in a file, and trust nothing in it (sqlite.org/security.html)."""
    for limit, value in _LIMITS:
        connection.setlimit(limit, value)
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    if sys.version_info >= (3, 12):  # older versions of Python have no method for it
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE)
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, False)
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_VIEW, False)


def corruption_error(why: str, path: str = "") -> IndexCorruptError:
    """Return the error of a damaged index, with the reason, and its path if given."""
    message = f"The index {path} cannot be used: {why}." if path else f"The index cannot be used: {why}."
    return IndexCorruptError(message, hint="Rebuild it: askcloud index --full.")


def _check_file(path: str) -> None:
    """Check that a file is an index of this version and unchanged since it was written, before SQLite opens it.

    Raises:
        IndexCorruptError: It is not an index, or was changed.
        IndexVersionError: It is an index of another version.
        OSError: It cannot be read.
    """
    with open(path, "rb") as file:
        header = file.read(_HEADER)
    if not header.startswith(_MAGIC) or int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise IndexCorruptError(
            f"The index {path} cannot be used: it is not an askcloud index.",
            hint="Name another folder with --index DIR, or replace that file: askcloud index --full.",
        )
    if int.from_bytes(header[60:64], "big") != FORMAT_VERSION:
        raise _other_version(path)
    if not verify_footer(path):
        raise corruption_error("its content has changed since it was written", path)


def _check_schema(connection: sqlite3.Connection, path: str) -> None:
    """Check that an index contains its own tables and nothing else."""
    found = {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}
    if found != {statement.strip() for statement in SCHEMA.split(";")} - {""}:
        raise corruption_error("its tables are not those of an index", path)
    if _analyzer(connection) != analyzer_id():
        raise _other_version(path)


def _other_version(path: str) -> IndexVersionError:
    return IndexVersionError(
        f"The index {path} was written by another version of askcloud.", hint="Rebuild it: askcloud index."
    )


def _analyzer(connection: sqlite3.Connection) -> str:
    row = connection.execute("SELECT value FROM meta WHERE key = 'analyzer'").fetchone()
    return str(row[0]) if row else ""


def _quoted(path: str) -> str:
    """Return a path as part of a file: URI; urllib, which could do it, costs 2.5 ms."""
    return "".join(c if (c.isalnum() and c.isascii()) or c in "/._-~" else _percent(c) for c in path)


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in os.fsencode(character))
