"""Laws of the processes that read notes."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from askcloud.corpus.corpus import Corpus
from askcloud.corpus.walk import NoteFile
from askcloud.errors import IndexWriteError
from askcloud.index.schema import MAX_CLAIMS
from askcloud.indexer import workers as reading
from askcloud.indexer.names import NameCounts
from askcloud.indexer.pool import ProcessEndedError
from askcloud.indexer.workers import LOST, Batch, ReadJob, ReadResult, read_files

HEAD = "---\ntitle: Cats\n---\n\n"  # a note without a head would get one that names a video
CAT = "Cats sleep between twelve and sixteen hours a day."


def _cited(run, vault, question: str) -> list[dict]:
    return json.loads(run("--json", question, vault=vault).out)["evidence"]


def test_note_without_a_medium_is_cited_by_line(make_vault, run):
    """A note that names no medium answers by note and line, with a link that opens it and no second."""
    vault = make_vault({"books/cats.md": f"{HEAD}{CAT}\n"})
    vault.update()

    cited = _cited(run, vault, "how long do cats sleep")[0]

    assert (cited["quote"], cited["note"], cited["line"], cited["seconds"]) == (CAT, "books/cats.md", 5, None)
    assert cited["url"].startswith("file:///")
    assert cited["url"].endswith("/books/cats.md")
    assert not {"media"} & cited.keys()


def test_equal_sentence_with_a_second_comes_first(make_vault, run):
    """Of the same sentence in two notes, the one with a second is quoted; the other says the same."""
    video = f"---\ntitle: Cats\nvideoId: aB3_dE6-hI9\n---\n\n{CAT.removesuffix('.')} [1:03].\n"
    vault = make_vault({"a.md": f"{HEAD}{CAT}\n", "b.md": video})
    vault.update()

    first = _cited(run, vault, "how long do cats sleep")[0]

    assert (first["note"], first["seconds"]) == ("b.md", 63)
    assert [other["note"] for other in first["agreeing"]] == ["a.md"]


def test_two_notes_without_a_medium_are_not_one_video(make_vault, run):
    """The same sentence in two notes without a medium is said by two sources."""
    vault = make_vault({"a.md": f"{HEAD}{CAT}\n", "b.md": f"{HEAD}{CAT}\n"})
    vault.update()

    first = _cited(run, vault, "how long do cats sleep")[0]

    assert [other["note"] for other in first["agreeing"]] == ["b.md"]


@pytest.mark.parametrize("named", ["note:b.md", "note:../../etc/passwd"])
def test_note_cannot_name_the_note_that_is_opened(make_vault, run, named):
    """The address of a note is only ever built from where the note is, whatever its head says."""
    vault = make_vault({"a.md": f"---\nvideoId: {named}\n---\n\n{CAT}\n"})
    vault.update()

    assert _cited(run, vault, "how long do cats sleep")[0]["url"].endswith("/a.md")


CORPUS = Corpus(("/notes",))


def _jobs(count: int) -> list[ReadJob]:
    return [ReadJob(number, NoteFile(f"{number}.md", "1:1"), "") for number in range(count)]


def _batch(jobs) -> Batch:
    return Batch(tuple(ReadResult(job, {}, "") for job in jobs), {}, {}, {}, NameCounts())


def _read(monkeypatch, ending) -> tuple[list[tuple[str, str]], list[list[str]]]:
    """Return (path, trouble) of what is read of ten notes by twos, and what was read at a time.

    Args:
        monkeypatch: Replaces the processes.
        ending: Whether a process is ended that reads a note, given its path and how often it was tried.
    """
    tried, portions = {}, []

    def read(batches):
        portions.append([job.file.path for jobs in batches for job in jobs])
        for jobs in batches:
            for job in jobs:
                path = job.file.path
                tried[path] = tried.get(path, 0) + 1
                if ending(path, tried[path]):
                    raise ProcessEndedError
            yield _batch(jobs)

    monkeypatch.setattr(reading, "pool_of", lambda *_: SimpleNamespace(map=read, close=tuple))
    monkeypatch.setattr(reading, "BATCH_SIZE", 2)
    monkeypatch.setattr(reading, "_FIRST_BATCHES", ())
    found = [
        (result.job.file.path, result.trouble) for batch in read_files(CORPUS, _jobs(10)) for result in batch.results
    ]
    return found, portions


@pytest.mark.parametrize("count", [0, 1, 400, 401, 850, 3_000])
def test_batches_are_small_at_both_ends(count):
    """Every file is in one batch, in order; few files are one batch, and of more the first and the last are small."""
    jobs = _jobs(count)

    batches = list(reading._batches(jobs))

    assert [job for batch in batches for job in batch] == jobs
    sizes = [len(batch) for batch in batches]
    assert all(0 < size <= reading.BATCH_SIZE for size in sizes)
    assert len(sizes) < 2 if count <= reading.BATCH_SIZE else max(sizes[0], sizes[-1]) <= 50


def test_portion_of_a_process_that_was_ended_is_read_again(monkeypatch):
    """What was lost with a process is read again, in its place; nothing is read twice that had arrived."""
    found, portions = _read(monkeypatch, lambda path, times: path == "5.md" and times == 1)

    assert found == [(f"{number}.md", "") for number in range(10)]
    assert portions[1:] == [["4.md", "5.md"], ["6.md", "7.md"], ["8.md", "9.md"]]


def test_note_that_ends_its_process_is_named(monkeypatch):
    """A note that ends every process that reads it is named, and all others are read."""
    found, portions = _read(monkeypatch, lambda path, _: path == "5.md")

    assert found == [(f"{number}.md", LOST if number == 5 else "") for number in range(10)]
    assert portions[1:4] == [["4.md", "5.md"], ["4.md"], ["5.md"]]


def test_processes_that_are_always_ended_are_an_error(monkeypatch):
    """Where each process is ended the notes are not at fault: after a few the build ends, and says what may help."""
    with pytest.raises(IndexWriteError, match="ended from outside 3 times") as caught:
        _read(monkeypatch, lambda *_: True)

    assert "memory" in caught.value.hint


def test_a_long_paragraph_continues_in_the_next_passage(make_vault):
    """A paragraph of more sentences than a passage takes loses none, and what is above it is above all of them."""
    sentences = [f"In nest {number} of the marsh warblers sing." for number in range(2 * MAX_CLAIMS + 3)]
    vault = make_vault({"marsh.md": f"# Marsh\n\n## Birds\n\n{' '.join(sentences)} [0:01:00]"})
    vault.update()

    with vault.index() as index:
        passages = index.passages_of(0)
        (note,) = index.notes().values()

    assert [len(passage.claims) for passage in passages] == [MAX_CLAIMS, MAX_CLAIMS, 3]
    assert [claim.text for passage in passages for claim in passage.claims] == sentences
    assert {passage.headings for passage in passages} == {("Marsh", "Birds")}
    assert passages[1].before == sentences[MAX_CLAIMS - 1]
    assert note.unread == 0


@pytest.mark.parametrize(
    ("limit", "most", "line"), [("MAX_PASSAGES", 2, 9), ("MAX_NOTE_CLAIMS", 3, 11), ("MAX_NOTE_LETTERS", 300, 11)]
)
def test_what_an_index_does_not_hold_of_a_note_is_reported(make_vault, monkeypatch, limit, most, line):
    """Of a note that is larger than its part of an index the first line that was left out is stored."""
    monkeypatch.setattr(reading, limit, most)
    vault = make_vault(
        {"marsh.md": "\n\n".join(f"Reed warblers nest in the marsh {at} [0:0{at}:00]." for at in range(9))}
    )
    file = NoteFile("marsh.md", "1:1")

    (batch,) = read_files(Corpus.of([str(vault.corpus)]), [ReadJob(0, file, "")])

    (result,) = batch.results
    assert result.rows
    assert result.rows["notes"][0][-1] == line
    assert result.rows["contents"][0][1] == (line - 5) // 2


def test_process_that_is_prepared_compiles_nothing_for_a_common_note(make_vault, process):
    """What is prepared before processes are forked is all that reading takes: no module, no pattern is missing."""
    head = "---\ntitle: Birds\nvideoId: aB3_dE6-hI9\n---\n\n"
    note = f"{head}## Marsh\n\n- Reed *warblers* sing in [[fens]] (α) [0:01:00].\n"
    vault = make_vault({"marsh.md": note})
    script = f"""
import re, sys
from askcloud.corpus.corpus import Corpus
from askcloud.corpus.walk import NoteFile
from askcloud.indexer import workers

workers._prepare()
loaded = set(sys.modules)
re._compiler.compile = None
(batch,) = workers.read_files(Corpus.of([{str(vault.corpus)!r}]), [workers.ReadJob(0, NoteFile("marsh.md", "1:1"), "")])
print(len(batch.words), *(set(sys.modules) - loaded))
"""

    done = process(script=script)

    assert done.stdout.decode().split() == ["7"], done.stderr.decode()
