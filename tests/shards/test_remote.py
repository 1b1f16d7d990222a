"""Laws of an index whose shards are on other computers, without these: `test_cluster` has real ones."""

from __future__ import annotations

import builtins
import sys

import pytest
from sharded import QUESTIONS, said

from askcloud.answering.ask import ask
from askcloud.errors import IndexNotFoundError, UsageError
from askcloud.shards import remote
from askcloud.shards.hosts import present_shards, work_on
from askcloud.storage import open_index

ADDRESS = "tcp://127.0.0.1:8786"
LATE = "did not answer in time"


class Computers:
    """Stands for a connection to a cluster of two workers, of which some are late."""

    def __init__(self) -> None:
        self.late: set[str] = set()
        self.asked = 0

    def workers(self) -> list[str]:
        """Both."""
        return ["a", "b"]

    def present(self, folder, workers, named, _seconds):
        """What is there: all shards are there for both."""
        return {worker: present_shards(folder, named) for worker in workers}

    def work(self, folder, named, work, _seconds):
        """Does the work here."""
        self.asked += 1
        return {worker: LATE if worker in self.late else work_on(folder, each, work) for worker, each in named.items()}


@pytest.fixture
def computers(monkeypatch, nowhere):  # noqa: ARG001  # which has no configuration
    """A cluster that is none."""
    made = Computers()
    monkeypatch.setattr(remote, "_connected", lambda _: made)
    return made


def test_a_question_is_one_round(sharded, computers):
    """Computers are asked once for a claim: what is read of the notes that were found comes with them."""
    with sharded.one_file() as one, open_index(str(sharded.folder), ADDRESS) as index:
        assert {question: said(index, question) for question in QUESTIONS} == {
            question: said(one, question) for question in QUESTIONS
        }
        for question in ("who founded the Rye Institute", "how often do tides come", '"warn ships"', "ships -harbor"):
            computers.asked = 0
            assert ask(index, question).answered
            assert computers.asked == 1


def test_what_is_missing_is_reported_once(sharded, computers):
    """An answer says what did not answer; the next one does not say it again."""
    with open_index(str(sharded.folder), ADDRESS) as index:
        computers.late = {"b"}
        first = ask(index, "which things warn ships").missing
        computers.late = set()
        second = ask(index, "which things warn ships").missing

    assert first == f"2 of 3 shards answered: {sharded.names[1]} {LATE}."
    assert second == ""


def test_nothing_that_answers_is_an_error(sharded, computers):
    """Without any shard there is no answer, not even a refusal; the question after that is none the worse."""
    with open_index(str(sharded.folder), ADDRESS) as index:
        computers.late = {"a", "b"}
        with pytest.raises(IndexNotFoundError, match=f"None of 3 shards answered: .* and 1 more {LATE}"):
            ask(index, "who founded the Rye Institute")
        computers.late = set()
        assert not ask(index, "who founded the Rye Institute").missing


def test_notes_of_a_lost_shard_cannot_be_shown(sharded, computers):
    """What needs a certain note says that its shard does not answer."""
    with open_index(str(sharded.folder), ADDRESS) as index:
        index.ask_parts(len)
        computers.late = {"b"}
        (number, _), *_ = index.hosts.placed["b"]
        note = next(note for note in index.notes() if note >> 20 == number)
        with pytest.raises(IndexNotFoundError, match=LATE):
            index.claims_of(note)


def test_index_that_was_replaced_meanwhile_is_reported(sharded, computers):
    """Where shards are gone because the index was updated, the error says so."""
    with open_index(str(sharded.folder), ADDRESS) as index:
        sharded.update(full=True)
        with pytest.raises(IndexNotFoundError, match="updated while"):
            ask(index, "who founded the Rye Institute")
    assert computers.asked == 1


def test_dask_that_is_not_installed_is_reported(sharded, nowhere, monkeypatch):
    """Without the extra the error names it, and only where something is asked of a cluster."""
    imported = builtins.__import__

    def refuse(name, *args):
        if name == "distributed":
            raise ImportError(name, name=name)
        return imported(name, *args)

    monkeypatch.delitem(sys.modules, "askcloud.shards.cluster", raising=False)
    monkeypatch.setattr(builtins, "__import__", refuse)
    with open_index(str(sharded.folder), ADDRESS) as index:
        assert index.counts.notes
        with pytest.raises(UsageError) as raised:
            ask(index, "lighthouse")

    assert "cluster" in raised.value.hint
    assert nowhere
