"""Note files -> their stored rows and counts, by as many processes as there are processors.

Files are sent in batches and results are returned in order, so an index does not depend on the number of processes.
"""

from __future__ import annotations

from functools import cache, partial
from itertools import chain, repeat
from typing import TYPE_CHECKING

from askcloud.corpus.files import digest_of, read_source
from askcloud.errors import IndexWriteError, NoteError
from askcloud.index.schema import MAX_CLAIMS, MAX_NOTE_CLAIMS, MAX_NOTE_LETTERS, MAX_PASSAGES
from askcloud.indexer.names import NameCounts, count_names, small_letters
from askcloud.indexer.pool import AHEAD, ProcessEndedError, pool_of
from askcloud.indexer.texts import texts_of
from askcloud.indexer.writer import note_rows
from askcloud.media.citation import Timestamp
from askcloud.notes.blocks import Block
from askcloud.notes.plain_text import AnchorGroup, PlainText
from askcloud.notes.reader import Claim, Note, Passage, read_note
from askcloud.notes.time_formats import Anchor
from askcloud.notes.timeline import Sentence
from askcloud.record import Record, compile_constructor, replace
from askcloud.text.proper_names import ProperName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from askcloud.corpus.corpus import Corpus
    from askcloud.corpus.walk import NoteFile
    from askcloud.indexer.pool import Pool
    from askcloud.indexer.texts import NoteTexts, TermRow
    from askcloud.indexer.writer import NoteRows


BATCH_SIZE = 400
"""Notes that a process reads at a time; what it hands back is a few megabytes."""

VECTORIZED_FROM = 200_000
"""Notes to read from which on scikit-learn counts their words; its import takes 1.3 s and 105 MB, a fifth of the
memory of a build of 84,520 notes."""

_FIRST_BATCHES = (25, 25, 50, 100)
"""Notes of the first batches where there are several: until one is read, nobody knows how long the others take."""

_LAST_BATCH = 50  # notes, about, of the last batches
_MOST_LOST = 3  # notes that may end the process that reads them; no ordinary vault has more
_NUMBERS = 64  # letters in which the numbers of a claim are stored, at most
_SAMPLE = """---
title: Notes
videoId: aB3_dE6-hI9
---

## Notes

- “Ada Lovelace” wrote [[notes]] *on α* – in (and after) 1843 (AD). [00:10:00](https://a.b/c)
- A *second* sentence of words.
"""
"""A note with what many have."""


LOST = "the process that read it was ended, most likely for lack of memory"
"""Why a note could not be read that ends the process that reads it."""


class ReadJob(Record):
    """A file to read."""

    note: int
    """Id that its note has or gets."""
    file: NoteFile
    digest: str
    """Of its text as it was indexed; empty for a new one."""


class ReadResult(Record):
    """The result of reading a file."""

    job: ReadJob
    rows: NoteRows | None
    """What to store of it; None if its text is the one that was indexed, or cannot be read."""
    trouble: str
    """Why it cannot be read; else empty."""


class Batch(Record):
    """The results of reading some files."""

    results: tuple[ReadResult, ...]
    """In order of the jobs."""
    terms: dict[str, TermRow]
    """By term: the row of the postings that these files add."""
    words: dict[str, int]
    """By word: in how many texts of these files it occurs."""
    small: dict[str, int]
    """By the same words: how many of their claims contain it in small letters only."""
    names: NameCounts
    """The counts of names in them."""


def read_files(corpus: Corpus, jobs: Sequence[ReadJob], *, alone: bool = False) -> Iterator[Batch]:
    """Read files of a corpus and return the results in order of the jobs, in batches.

    A process may be ended from outside, most often because memory is short. What was lost with it is read again; a note
    whose reading ends a process by itself is named instead.

    Args:
        corpus: The folders of the notes.
        jobs: The files.
        alone: Whether this process reads them all, as others already use all processors.

    Raises:
        IndexWriteError: That happened to several notes, so that it is not their fault.
    """
    batches = list(_batches(jobs))
    vectorized = len(jobs) >= VECTORIZED_FROM
    read = partial(_read_batch, corpus, vectorized=vectorized)
    if len(batches) < 2:
        yield from map(read, batches)
        return
    read = partial(_read_apart, read)
    if alone:
        yield from map(read, batches)
        return
    pool = pool_of(read, partial(_prepare, vectorized=vectorized))
    lost = 0
    try:
        for batch in _read_in_turn(pool, batches):
            lost += batch.results[0].trouble == LOST
            if lost == _MOST_LOST:
                raise IndexWriteError(
                    f"The processes that read notes were ended from outside {lost} times.",
                    hint="Most likely memory is short: close other programs, then run askcloud index again.",
                )
            yield batch
    finally:  # the processes would wait for more, and outlive this one, which leaves without teardown
        pool.close()


def _read_in_turn(pool: Pool, batches: Sequence[Sequence[ReadJob]]) -> Iterator[Batch]:
    """Read batches in several processes; if one is ended, those that may have been sent to it one by one."""
    done = 0
    while done < len(batches):
        try:
            for batch in pool.map(batches[done:]):
                yield batch
                done += 1
        except ProcessEndedError:
            lost = batches[done : done + AHEAD]
            for jobs in lost:
                yield from _read_again(pool, jobs)
            done += len(lost)


def _read_again(pool: Pool, jobs: Sequence[ReadJob]) -> Iterator[Batch]:
    """Read files in one process; if it is ended, note by note."""
    try:
        yield from pool.map([jobs])
    except ProcessEndedError:
        if len(jobs) == 1:
            yield Batch((ReadResult(jobs[0], None, LOST),), {}, {}, {}, NameCounts())
            return
        for job in jobs:
            yield from _read_again(pool, [job])


def _batches(jobs: Sequence[ReadJob]) -> Iterator[Sequence[ReadJob]]:
    """Yield the jobs in batches, the last of which are small, so that all processes end at about the same time."""
    if len(jobs) <= BATCH_SIZE:
        yield from filter(None, [jobs])
        return
    sizes = chain(_FIRST_BATCHES, repeat(BATCH_SIZE))
    start = 0
    while start < len(jobs):
        size = min(next(sizes), max((len(jobs) - start) // 3, _LAST_BATCH))
        yield jobs[start : start + size]
        start += size


@cache
def _compile_constructors() -> None:
    """Make frequent records fast to create; only in processes that only read."""
    for each in (Anchor, AnchorGroup, Block, Claim, Passage, PlainText, ProperName, Sentence, Timestamp):
        compile_constructor(each)


def _prepare(*, vectorized: bool = False) -> None:
    """Read a sample note, so that this process has loaded all modules and compiled all patterns.

    What scikit-learn takes is then in the memory once, not in that of each process.
    """
    import dataclasses  # noqa: F401  # for constructors that are compiled

    digest_of(_SAMPLE)
    note = read_note("a.md", _SAMPLE)
    _count([texts_of(0, note.title, note.passages)], vectorized=vectorized)


def _read_apart(read: Callable[[Sequence[ReadJob]], Batch], jobs: Sequence[ReadJob]) -> Batch:
    """Read a batch in a process that does nothing else."""
    _compile_constructors()
    return read(jobs)


def _read_batch(corpus: Corpus, jobs: Sequence[ReadJob], *, vectorized: bool) -> Batch:
    results, texts = [], []
    for job in jobs:
        result, content = _read_file(corpus, job)
        results.append(result)
        if content and content.passages:  # a hub is stored, and adds no postings
            texts.append(texts_of(job.note, content.title, content.passages))
    return Batch(tuple(results), *_count(texts, vectorized=vectorized))


def _read_file(corpus: Corpus, job: ReadJob) -> tuple[ReadResult, Note | None]:
    """Return what was read of a file, and its note if the text is not the one that was indexed."""
    try:
        source = read_source(corpus, job.file.path)
    except NoteError as error:
        return ReadResult(job, None, error.message), None
    digest = digest_of(source)
    if digest == job.digest:
        return ReadResult(job, None, ""), None
    content = _note_of(corpus, job.file.path, source)
    return ReadResult(job, note_rows(job.note, job.file, digest, content), ""), content


def _note_of(corpus: Corpus, path: str, source: str) -> Note:
    """Return a note with its channel; in a corpus of several folders a note without one gets its folder's name."""
    content = _fitted(read_note(corpus.locate(path)[1], source))
    if len(corpus.folders) == 1:
        return content
    return replace(content, path=path, channel=content.channel or path.partition("/")[0])


def _fitted(content: Note) -> Note:
    """Return a note shortened to what an index can hold, and the line of the first passage that was left out."""
    passages = list(chain.from_iterable(map(_in_parts, content.passages)))
    claims = letters = 0
    for position, passage in enumerate(passages):
        claims += len(passage.claims)
        letters += sum(map(len, (*passage.headings, *passage.context)))
        letters += sum([len(claim.text) + len(claim.time.medium) + _NUMBERS for claim in passage.claims])
        if position == MAX_PASSAGES or claims > MAX_NOTE_CLAIMS or letters > MAX_NOTE_LETTERS:
            return replace(content, passages=tuple(passages[:position]), unread=passage.claims[0].line)
    return content if len(passages) == len(content.passages) else replace(content, passages=tuple(passages))


def _in_parts(passage: Passage) -> Sequence[Passage]:
    """Return a passage, or several of the claims of a long one."""
    if len(passage.claims) <= MAX_CLAIMS:
        return (passage,)
    starts = range(0, len(passage.claims), MAX_CLAIMS)
    return [replace(passage, claims=passage.claims[start : start + MAX_CLAIMS]) for start in starts]


def _count(
    texts: Sequence[NoteTexts], *, vectorized: bool
) -> tuple[dict[str, TermRow], dict[str, int], dict[str, int], NameCounts]:
    names = count_names(texts)
    if not texts:
        return {}, {}, {}, names
    from askcloud.indexer.counting import count_notes  # numpy, .1 s: only with something to count

    terms, words, claims = count_notes(texts, vectorized=vectorized)
    return terms, dict(words), small_letters(claims, names), names
