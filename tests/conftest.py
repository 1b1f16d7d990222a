"""What tests share: a vault of notes with its index, and askcloud run in this process or in its own."""

from __future__ import annotations

import gc
import io
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

import hypothesis
import pytest
from samples import MILLS

from askcloud.answering.ask import ask
from askcloud.answering.conversation import Conversation
from askcloud.answering.session import Session
from askcloud.cli.main import main
from askcloud.corpus.corpus import Corpus
from askcloud.index import compression, footer, passages, postings, reader, schema
from askcloud.indexer import merge, update
from askcloud.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from askcloud.answering.answer import Answer

VIDEO = "aB3_dE6-hI9"

gc.set_threshold(100_000)  # a fifth of the suite would go into looking for garbage
# The same examples every time: a change is judged by what it does, not by luck.
hypothesis.settings.register_profile("fixed", derandomize=True, deadline=None)
hypothesis.settings.load_profile("fixed")


class Vault:
    """A corpus of a test's own and the index over it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.corpus = root / "corpus"
        self.folder = root / "index"
        self.corpus.mkdir(parents=True)
        self._now = 1_700_000_000_000_000_000

    @property
    def as_corpus(self) -> Corpus:
        """The corpus as askcloud takes it."""
        return Corpus((str(self.corpus),))

    @property
    def database(self) -> Path:
        """The index's file."""
        return self.folder / schema.FILE_NAME

    def write(self, notes: dict[str, str | bytes], video: str = VIDEO) -> Vault:
        """Writes notes by path; text without front matter is about `video`, bytes are written as they are."""
        for path, text in notes.items():
            head = "" if text[:4] == "---\n" else f"---\nvideoId: {video}\n---\n\n"
            target = self.corpus / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text if isinstance(text, bytes) else f"{head}{text}\n".encode())
            self.touch(path)
        return self

    def touch(self, path: str) -> None:
        """Gives a file a time of change that no file had before; the clock of a file system may be too coarse."""
        self._now += 1_000_000_000
        os.utime(self.corpus / path, ns=(self._now, self._now))

    def remove(self, path: str) -> None:
        """Deletes a note."""
        (self.corpus / path).unlink()

    def rename(self, path: str, to: str) -> None:
        """Moves a note; its time of change stays."""
        (self.corpus / to).parent.mkdir(parents=True, exist_ok=True)
        (self.corpus / path).replace(self.corpus / to)

    def update(self, folder: Path | None = None, **options) -> update.UpdateSummary:
        """Brings the index up to date."""
        return update.update_index(self.as_corpus, str(folder or self.folder), **options)

    def index(self) -> closing[reader.IndexReader]:
        """The index, open for a `with` block."""
        return closing(reader.open_index(str(self.folder)))

    def session(self, corpus: Path | None = None, **options) -> Session:
        """A session over the index; its corpus is this one unless another is named."""
        return Session(partial(reader.open_index, str(self.folder)), Corpus.of([str(corpus or self.corpus)]), **options)

    def conversation(self, corpus: Path | None = None, folder: Path | None = None, **options) -> Conversation:
        """A conversation over the index, not opened yet."""
        settings = Settings(Corpus.of([str(corpus or self.corpus)]), str(folder or self.folder))
        return Conversation(settings, partial(reader.open_index, settings.index), **options)

    def ask(self, question: str, **options) -> Answer:
        """The answer of the index as it is."""
        with self.index() as index:
            return ask(index, question, **options)

    def execute(self, *statements: str) -> None:
        """Runs SQL on the database behind askcloud's back, as one who forges an index would.

        `forged(content, pattern, new)` changes what is stored of a note's passages, as `re.sub` would.
        """
        footer.strip_footer(self.database)
        with closing(sqlite3.connect(self.database)) as connection:
            connection.create_function("forged", 3, _forged)
            for statement in statements:
                connection.execute(statement)
            connection.commit()
        footer.write_footer(self.database)

    def contents(self, folder: Path | None = None) -> dict[str, object]:
        """All that an index holds, in terms that do not depend on the ids its notes have got."""
        with closing(sqlite3.connect((folder or self.folder) / schema.FILE_NAME)) as connection:
            tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            tables.remove("folders")  # when the file system says that something changed, not what the notes say
            rows = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
        paths = {row[0]: row[1] for row in rows["notes"]}

        def place(passage: int) -> tuple[str, int]:
            return paths[passage >> schema.PASSAGE_BITS], passage % schema.MAX_PASSAGES

        def said(listed: bytes, name) -> list[tuple[object, int]]:
            found = postings.postings_of(listed)
            return sorted(zip(map(name, found.ids), found.impacts, strict=True))

        names = (place, paths.get, paths.get)

        return {table: sorted(rows[table]) for table in tables} | {
            "meta": {key: value for key, value in rows["meta"] if key != "built"},
            "notes": sorted(row[1:] for row in rows["notes"]),
            **{
                table: sorted((paths[note], *about) for note, *about in rows[table])
                for table in ("labels", "media", "dialects", "links", "videos", "note_names", "title_terms")
            },
            "contents": {
                paths[note]: (count, claims, list(passages.unpack_passages(0, passages.split_passages(blob))))
                for note, count, claims, blob in rows["contents"]
            },
            "terms": {
                term: (claims, *map(said, lists, names))
                for term, claims, *lists in (merge.listed_row(term, row) for term, *row in rows["terms"])
            },
        }

    def rebuilt(self) -> dict[str, object]:
        """What an index built from nothing holds."""
        folder = self.root / "rebuilt"
        self.update(folder, full=True)
        return self.contents(folder)


def _forged(blob: bytes, pattern: str, new: str) -> bytes:
    return compression.compress(re.sub(pattern, new, compression.decompress(blob, 1 << 26).decode()).encode())


@pytest.fixture(scope="session")
def make_vault(tmp_path_factory):
    """Makes vaults: `make_vault({path: text})`."""

    root = tmp_path_factory.mktemp("vaults")
    numbers = count()

    def make(notes: dict[str, str | bytes] | None = None) -> Vault:
        return Vault(root / str(next(numbers))).write(notes or {})

    return make


@pytest.fixture
def vault(make_vault):
    """A vault without notes."""
    return make_vault()


class Run(NamedTuple):
    """What a run of the command line left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def left_open(monkeypatch):
    """Tells how many of the database connections opened from now on are open: `left_open() -> (open, opened)`."""
    connect, opened = sqlite3.connect, []

    def tracked(*args, **options):
        opened.append(connect(*args, **options))
        return opened[-1]

    def is_open(connection: sqlite3.Connection) -> bool:
        try:
            return connection.total_changes >= 0
        except sqlite3.ProgrammingError:
            return False

    monkeypatch.setattr(sqlite3, "connect", tracked)
    monkeypatch.setattr("_sqlite3.connect", tracked)  # which readers use
    return lambda: (sum(map(is_open, opened)), len(opened))


@pytest.fixture
def nowhere(tmp_path, monkeypatch):
    """A working directory, home and environment in which nothing of askcloud is set up."""
    for name in ("ASKCLOUD_CORPUS", "ASKCLOUD_INDEX", "NO_COLOR", "SSH_CONNECTION", "PYTHONUNBUFFERED", "PYTHONUTF8"):
        monkeypatch.delenv(name, raising=False)
    for name in ("TMUX", "STY", "ZELLIJ", "TERM_PROGRAM", "VTE_VERSION", "WT_SESSION", "KITTY_WINDOW_ID"):
        monkeypatch.delenv(name, raising=False)  # what the terminal in which the tests run can show
    for name in ("COLUMNS", "LINES"):  # GNU readline, which pytest loads, sets them for the workers of pytest-xdist
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8:strict")
    for name in (
        "HOME",
        "USERPROFILE",
        "XDG_CONFIG_HOME",
        "XDG_CACHE_HOME",
        "XDG_STATE_HOME",
        "APPDATA",
        "LOCALAPPDATA",
    ):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("TERM", "xterm")
    return tmp_path


@pytest.fixture
def run(nowhere, monkeypatch, capsys):
    """Runs askcloud in this process: `run(*argv, vault=, stdin=, terminal=)`."""

    def run(*argv: str, vault: Vault | None = None, stdin: str = "", terminal: bool = False) -> Run:
        monkeypatch.chdir(nowhere)
        typed = io.StringIO(stdin)
        monkeypatch.setattr(typed, "isatty", lambda: terminal)
        monkeypatch.setattr(sys, "stdin", typed)
        monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
        monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
        if vault:
            monkeypatch.setenv("ASKCLOUD_CORPUS", str(vault.corpus))
            monkeypatch.setenv("ASKCLOUD_INDEX", str(vault.folder))
        code = main(argv)
        return Run(code, *capsys.readouterr())

    return run


@pytest.fixture
def process(nowhere):
    """Runs askcloud, or a script, in a process of its own, in bytes: `process(*argv, vault=, env=, script=)`."""

    def run(*argv: str, vault: Vault | None = None, env: dict[str, str] | None = None, script: str = "", **streams):
        folders = {"ASKCLOUD_CORPUS": str(vault.corpus), "ASKCLOUD_INDEX": str(vault.folder)} if vault else {}
        return subprocess.run(
            [sys.executable, *(("-c", script) if script else ("-m", "askcloud")), *argv],
            cwd=nowhere,
            env={**os.environ, **folders, **(env or {})},
            check=False,
            **{"input": b"", "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams},
        )

    return run


@pytest.fixture
def open_library(request):
    """Opens what a server reads of a vault, with the class `LIBRARY` of the module: `open_library(vault, update=)`."""
    opened = []

    def opener(vault, update=None):
        opened.append(request.module.LIBRARY(Settings(vault.as_corpus, str(vault.folder)), update or vault.update))
        return opened[-1]

    yield opener
    for each in opened:
        each.close()


@pytest.fixture
def mills(make_vault):
    """A vault of one note with its index."""
    vault = make_vault({"mills.md": MILLS})
    os.utime(vault.corpus, (1_700_000_000, 1_700_000_000))  # a folder that changed just now is walked
    vault.update()
    return vault
