"""Laws of the process that builds an index for a chat."""

from __future__ import annotations

import json
import os
import sys

import pytest

from askcloud.corpus.corpus import Corpus
from askcloud.errors import IndexWriteError
from askcloud.indexer.process import BuildProcess


@pytest.fixture
def program(tmp_path):
    """Makes a program from the text of a script."""

    def make(script: str) -> str:
        path, code = tmp_path / "build", tmp_path / "build.py"
        # A path with a blank cannot stand in the first line of a script.
        code.write_text(script, encoding="utf-8")
        path.write_text(f"#!/bin/sh\nexec '{sys.executable}' '{code}'\n", encoding="utf-8")
        path.chmod(0o700)
        return str(path)

    return make


def test_build_ignores_what_is_in_the_working_directory(make_vault, tmp_path, monkeypatch):
    """A folder with a module named like ours is no place to import it from."""
    (tmp_path / "askcloud.py").write_text("raise SystemExit(77)", encoding="utf-8")
    (tmp_path / "json.py").write_text("raise SystemExit(77)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    vault = make_vault({"a.md": "The dam was finished in four years [0:01:00]."})
    steps = []

    BuildProcess(vault.as_corpus, str(vault.folder)).run(lambda *step: steps.append(step))

    assert steps == [(0, 1), (1, 1)]


def test_build_reads_every_folder_of_a_corpus(make_vault):
    """The folders of a corpus of several are all handed to the process that builds."""
    one, other = (make_vault({"a.md": "The dam was finished in four years [0:01:00]."}) for _ in range(2))
    both = Corpus((str(one.corpus), str(other.corpus)))

    BuildProcess(both, str(one.folder)).run(lambda *_: None)

    with one.index() as index:
        assert index.corpus == both.real()
        assert [note.path for note in index.notes().values()] == ["corpus-2/a.md", "corpus/a.md"]


@pytest.mark.skipif(os.name == "nt", reason="the program is a script for sh")
def test_build_that_complains_at_length_comes_to_its_end(program, monkeypatch):
    """More on standard error than a pipe holds does not stop a build, and is reported if it fails."""
    # The alarm ends a process that nobody listens to.
    script = """
import signal, sys
signal.alarm(30)
sys.stderr.write("askcloud: " + "x" * 500_000 + chr(10) + "Do this.")
print('{"read": 1, "of": 1}', flush=True)
raise SystemExit(2)
"""
    monkeypatch.setattr(sys, "executable", program(script))
    steps = []

    with pytest.raises(IndexWriteError) as failure:
        BuildProcess(Corpus(("corpus",)), "index").run(lambda *step: steps.append(step))

    assert steps == [(1, 1)]
    assert (len(failure.value.message), failure.value.hint) == (500_000, "Do this.")


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no SIGKILL")
def test_build_that_dies_is_an_error_without_a_trace(make_vault, monkeypatch):
    """A process that ends without a sentence of its own gets one."""
    monkeypatch.setattr(sys, "executable", "/bin/false")
    vault = make_vault()

    with pytest.raises(Exception, match=r"The index could not be built\.") as failure:
        BuildProcess(vault.as_corpus, str(vault.folder)).run(lambda *_: None)

    assert json.dumps(failure.value.hint) == '"Run askcloud index to see why."'
