"""How a question grows with a vault: `python bench/growth.py INDEX QUESTIONS FOLDER [TIMES ...]`.

INDEX is the folder of an index of one file, QUESTIONS a file of labelled questions. Indexes of so many TIMES the notes
(10 and 25 if not given) are made in FOLDER and stay there. They are made of the rows of INDEX, as parsing so many notes
would take hours: each further note has half the passages of one note and half of another, and the title of the first.
So every word is in so many times the notes, which is harder than a vault that grows by other topics.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import statistics
import sys
import zlib
from contextlib import closing
from time import process_time
from typing import TYPE_CHECKING

import numpy as np

from askcloud.answering.ask import ask
from askcloud.errors import AskcloudError
from askcloud.evaluation.judgments import read_judgments
from askcloud.index.footer import strip_footer, write_footer
from askcloud.index.passages import split_passages
from askcloud.index.postings import SELECT_TERM, postings_of
from askcloud.index.schema import PASSAGE_BITS, index_file
from askcloud.indexer.merge import listed_row, stored_row
from askcloud.storage import open_index

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from askcloud.indexer.texts import TermRow

_SEPARATOR = "\x1d"


def grow(origin: str, folder: str, times: int) -> None:
    """Make an index of so many times the notes of another."""
    os.makedirs(folder)
    shutil.copyfile(index_file(origin), index_file(folder))
    strip_footer(index_file(folder))
    with closing(sqlite3.connect(index_file(folder), isolation_level=None)) as connection:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;")
        _Grower(connection, times).grow()
        connection.execute("COMMIT")
    write_footer(index_file(folder))


class _Grower:
    """Adds notes to an index."""

    def __init__(self, connection: sqlite3.Connection, times: int) -> None:
        self._connection = connection
        self._times = times
        rng = random.Random(1)
        rows = connection.execute("SELECT note, passages, claims, content FROM contents ORDER BY note").fetchall()
        self._contents = {note: (passages, claims, blob) for note, passages, claims, blob in rows}
        self._span = 1 + connection.execute("SELECT max(id) FROM notes").fetchone()[0]
        notes = list(self._contents)
        self._others = [dict(zip(notes, rng.sample(notes, len(notes)), strict=True)) for _ in range(times - 1)]

    def grow(self) -> None:
        """Add the notes, their passages and their postings, and correct the counts."""
        for copy, others in enumerate(self._others, 1):
            self._add_notes(copy)
            self._connection.executemany("INSERT INTO contents VALUES (?, ?, ?, ?)", self._mixed(copy, others))
        self._add_postings()
        self._connection.execute("UPDATE words SET texts = texts * ?, small = small * ?", (self._times,) * 2)
        for name, counted in (("notes", "count(*)"), ("passages", "sum(passages)"), ("claims", "sum(claims)")):
            query = f"UPDATE meta SET value = (SELECT {counted} FROM contents) WHERE key = ?"
            self._connection.execute(query, (name,))

    def _add_notes(self, copy: int) -> None:
        first = copy * self._span
        self._connection.execute(
            "INSERT INTO notes SELECT id + ?, ? || path, fingerprint, digest, title, channel,"
            " CASE medium WHEN '' THEN '' ELSE ? || medium END, time_trust, date, unread FROM notes WHERE id < ?",
            (first, f"{copy:02}/", f"{copy:02}", self._span),
        )
        medium = "CASE medium WHEN '' THEN '' ELSE ? || medium END"
        for table, columns in (
            ("labels", "kind, label"),
            ("links", "slug"),
            ("note_names", "name"),
            ("media", medium),
            ("videos", f"{medium}, title"),
            ("title_terms", f"term, {medium}"),
        ):
            marks = (first, *[f"{copy:02}"] * columns.count("?"), self._span)
            query = f"INSERT INTO {table} SELECT note + ?, {columns} FROM {table} WHERE note < ?"
            self._connection.execute(query, marks)

    def _mixed(self, copy: int, others: dict[int, int]) -> Iterator[tuple[int, int, int, bytes]]:
        for note, other in others.items():
            (_, claims, own), (_, more, blob) = self._contents[note], self._contents[other]
            mixed = split_passages(own)[1::2] + split_passages(blob)[2::2] or split_passages(own)
            yield (
                copy * self._span + note,
                len(mixed),
                (claims + more + 1) // 2,
                zlib.compress(_SEPARATOR.join(mixed).encode(), 1),
            )

    def _add_postings(self) -> None:
        places = [self._places(copy, others) for copy, others in enumerate(self._others, 1)]
        terms = [term for (term,) in self._connection.execute("SELECT term FROM terms ORDER BY term")]
        rows = ((term, self._connection.execute(SELECT_TERM, (term,)).fetchone()) for term in terms)
        self._connection.executemany(
            "INSERT OR REPLACE INTO terms VALUES (?, ?, ?, ?, ?, ?, ?)",
            (stored_row(self._grown(listed_row(term, row), places)) for term, row in rows),
        )

    def _places(self, copy: int, others: dict[int, int]) -> tuple[np.ndarray, np.ndarray]:
        """Return by old passage id the new one where it is in the note itself, and in the other note; 0 for none."""
        of_own, of_other = (np.zeros(self._span << PASSAGE_BITS, np.uint32) for _ in range(2))
        for note, other in others.items():
            first = copy * self._span + note << PASSAGE_BITS
            own, more = self._contents[note][0], self._contents[other][0]
            kept = range(1, own, 2) if own > 1 or more > 2 else range(own)
            for place, passage in enumerate(kept):
                of_own[(note << PASSAGE_BITS) + passage] = first + place
            for place, passage in enumerate(range(2, more, 2)):
                of_other[(other << PASSAGE_BITS) + passage] = first + len(kept) + place
        return of_own, of_other

    def _grown(self, row: TermRow, places: Sequence[tuple[np.ndarray, np.ndarray]]) -> TermRow:
        term, claims, *listed = row
        lists = [postings_of(each) for each in listed]
        (ids, impacts), (notes, of_notes), (titles, of_titles) = (
            (np.frombuffer(each.ids, np.uint32), np.frombuffer(each.impacts, np.uint8)) for each in lists
        )
        in_notes = np.zeros(self._span, np.uint8)
        in_notes[notes] = of_notes
        found = [[(ids, impacts)], [(notes, of_notes)], [(titles, of_titles)]]
        for copy, maps in enumerate(places, 1):
            new = [(mapped[ids], mapped) for mapped in maps]
            passages = np.concatenate([each[0][each[0] > 0] for each in new])
            weights = np.concatenate([impacts[each[0] > 0] for each in new])
            found[0].append((passages, weights))
            saying, first = np.unique(passages >> PASSAGE_BITS, return_index=True)
            origin = np.concatenate([ids[each[0] > 0] for each in new]) >> PASSAGE_BITS
            own = in_notes[origin[first]]
            found[1].append((saying[own > 0], own[own > 0]))  # others say it above a passage only
            found[2].append((titles + np.uint32(copy * self._span), of_titles))
        joined = [tuple(map(np.concatenate, zip(*each, strict=True))) for each in found]
        grown = []
        for texts, weights in joined:
            order = np.argsort(texts, kind="stable")
            grown.append(texts[order].astype(np.uint32).tobytes() + weights[order].tobytes())
        said = claims * len(joined[0][0]) // max(1, len(ids))
        return (term, said, *grown)  # type: ignore[return-value]


def main() -> None:
    """Make the indexes that are not there, and print what a question costs in each."""
    origin, path, folder, *times = sys.argv[1:]
    questions = [judgment.question for judgment in read_judgments(path)]
    print(f"{'notes':>9}{'p50 ms':>9}{'p95 ms':>9}{'mean ms':>9}{'÷ first: p50':>14}{'p95':>7}{'file MB':>9}")
    first: tuple[float, float] | None = None
    for factor in (1, *map(int, times or ("10", "25"))):
        grown = origin if factor == 1 else os.path.join(folder, f"grown-{factor}")
        if not os.path.exists(grown):
            grow(origin, grown, factor)
        spent = []
        with open_index(grown) as index:
            for question in questions:
                started = process_time()
                try:
                    ask(index, question)
                except AskcloudError:
                    continue
                spent.append(1000 * (process_time() - started))
            notes = index.counts.notes
        middle, late = statistics.median(spent), sorted(spent)[len(spent) * 95 // 100]
        first = first or (middle, late)
        size = os.path.getsize(index_file(grown)) / 1e6
        print(
            f"{notes:>9,}{middle:>9.1f}{late:>9.1f}{statistics.mean(spent):>9.1f}"
            f"{middle / first[0]:>14.2f}{late / first[1]:>7.2f}{size:>9.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
