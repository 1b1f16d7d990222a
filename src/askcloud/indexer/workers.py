"""Note files -> what is stored and counted of them, by as many processes as there are processors.

Files go out in portions and come back in their order, so that an index does not depend on how many processes read.
"""

from __future__ import annotations

import os
import signal
import time
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING

from askcloud.corpus.files import NoteFile, digest_of, read_source
from askcloud.errors import NoteError
from askcloud.index.schema import MAX_PASSAGES
from askcloud.indexer.writer import NoteTexts, note_rows
from askcloud.notes.reader import Note, read_note
from askcloud.record import record, replace

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Sequence

    from askcloud.corpus.corpus import Corpus
    from askcloud.indexer.writer import NoteRows, TermRow

PORTION = 200
"""Notes read at a time: a process hands over about a megabyte."""

_AHEAD = 16  # portions that are on their way at a time; bounds the memory of a build
_LOOK = 1  # seconds between looks whether there is still somebody to read for


@record
class ReadJob:
    """A file to read."""

    note: int
    """Id that its note has or gets."""
    file: NoteFile
    digest: str
    """Of its text as it was indexed; empty for a new one."""


@record
class ReadResult:
    """What was read of a file."""

    wanted: ReadJob
    rows: NoteRows | None
    """What to store of it; None if its text is the one that was indexed, or cannot be read."""
    trouble: str
    """Why it cannot be read; else empty."""


@record
class Batch:
    """What was read of some files."""

    readings: tuple[ReadResult, ...]
    """In their order."""
    terms: dict[str, TermRow]
    """What they add to each term."""
    words: dict[str, int]
    """In how many of their texts each word stands."""


def read_files(corpus: Corpus, wanted: Sequence[ReadJob]) -> Iterator[Batch]:
    """What is in some files of a corpus, portion by portion."""
    portions = [wanted[at : at + PORTION] for at in range(0, len(wanted), PORTION)]
    if len(portions) < 2:
        yield from (_read_portion(corpus, portion) for portion in portions)
        return
    from joblib import Parallel, delayed  # .1 s: only with much to read
    from joblib.externals.loky import get_reusable_executor

    read = delayed(_read_portion)
    parallel = Parallel(n_jobs=-1, return_as="generator", initializer=_end_with, initargs=(os.getpid(),))
    try:
        for at in range(0, len(portions), _AHEAD):
            with _uninterrupted():
                readings = parallel(read(corpus, portion) for portion in portions[at : at + _AHEAD])
            yield from readings
    finally:  # the processes would wait for more, and outlive this one, which leaves without teardown
        get_reusable_executor().shutdown(wait=True, kill_workers=True)


def _end_with(parent: int) -> None:
    """Ends this process with the one that started it: one that is killed ends none, and they would wait for it."""

    def watch() -> None:
        while os.getppid() == parent:  # on Windows it stays so; there they wait five minutes for more
            time.sleep(_LOOK)
        os._exit(1)

    Thread(target=watch, daemon=True).start()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Keeps an interrupt waiting; processes begun meanwhile never get it: whoever began them ends them, in silence."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    from multiprocessing import resource_tracker  # joblib's, loaded by then

    resource_tracker.ensure_running()  # joblib would start it later, which lets interrupts in again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def texts_of(note: int, title: str, passages: Sequence[tuple[Sequence[str], Sequence[str]]]) -> NoteTexts:
    """The texts of a note that are counted, of (what stands above, claims) of each passage."""
    return NoteTexts(note, title, tuple(("\n".join(above), tuple(claims)) for above, claims in passages))


def _read_portion(corpus: Corpus, wanted: Sequence[ReadJob]) -> Batch:
    readings, texts = [], []
    for each in wanted:
        reading, content = _read(corpus, each)
        readings.append(reading)
        if content and content.passages:  # a hub is known, and counts for nothing
            said = [
                ((*passage.headings, *passage.context), [claim.text for claim in passage.claims])
                for passage in content.passages[:MAX_PASSAGES]
            ]
            texts.append(texts_of(each.note, content.title, said))
    terms, words = _counted(texts)
    return Batch(tuple(readings), terms, dict(words))


def _read(corpus: Corpus, wanted: ReadJob) -> tuple[ReadResult, Note | None]:
    """What was read of a file, and the note if it is another than was indexed."""
    try:
        source = read_source(corpus, wanted.file.path)
    except NoteError as error:
        return ReadResult(wanted, None, error.message), None
    digest = digest_of(source)
    if digest == wanted.digest:
        return ReadResult(wanted, None, ""), None
    content = _note_of(corpus, wanted.file.path, source)
    return ReadResult(wanted, note_rows(wanted.note, wanted.file, digest, content), ""), content


def _note_of(corpus: Corpus, path: str, source: str) -> Note:
    """A note with the channel it has in its folder; in one of several folders the note of no channel is of that one."""
    content = read_note(corpus.locate(path)[1], source)
    return replace(content, path=path, channel=content.channel or path.partition("/")[0] * (len(corpus.folders) > 1))


def _counted(texts: Sequence[NoteTexts]) -> tuple[dict[str, TermRow], Counter[str] | dict[str, int]]:
    if not texts:
        return {}, {}
    from askcloud.indexer.counting import count_notes  # 1.3 s: only with something to count

    return count_notes(texts)
