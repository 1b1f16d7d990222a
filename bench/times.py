"""Compare the repaired times of a corpus with sibling notes, and list what looks like a time and was not read as one.

usage: python bench/times.py CORPUS …

A time is right if the closest sentence of another note of its video, one that needs no repair, has its time within 20
seconds; closest is a TF-IDF cosine of at least 0.6.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from askcloud.corpus.corpus import Corpus
from askcloud.corpus.files import read_source
from askcloud.corpus.walk import NoteFile, walk_corpus
from askcloud.media.citation import EXACT
from askcloud.notes.clock import TimeNotation, infer_notation
from askcloud.notes.parse import parse_note
from askcloud.notes.timeline import Timeline
from askcloud.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from askcloud.media.addresses import RawTime
    from askcloud.media.citation import Timestamp

CLASSES = ("clean", "shifted", "suspect", "mixed")
SIMILAR = 0.6
NEAR = 20  # seconds


class Literal(TimeNotation):
    """A notation that reads three-part times as hours, minutes and seconds, even if that is impossible."""

    def read(self, raw_time: RawTime, medium: str = "") -> Timestamp:
        """Return the second that a time means literally."""
        return super().read(raw_time[:2] if len(raw_time) < 3 else (_literal(raw_time),), medium)


def _literal(raw_time: RawTime) -> int:
    hours, minutes, seconds = raw_time[:3]
    return hours * 3600 + minutes * 60 + seconds


class TimedSentence(Record):
    """A sentence with a time of its own."""

    text: str
    note: int
    literal: int
    repaired: int


class Read(Record):
    """What was read of a corpus."""

    classes: list[str]
    """The class of each note."""
    by_video: dict[str, list[TimedSentence]]
    """The sentences with a time of their own of each video."""
    residue: Counter[str]
    """How often something like a time remains in the text, for each shape."""
    examples: dict[str, str]
    """The first occurrence of each shape."""


_RE_LEFT = re.compile(
    r""".{0,3}(?<![\d:])\d{1,3}:\d{2}(?::\d{2,3})*(?![\d:]).{0,3} | .{0,9}(?:data-t|yt-time|timestamp").{0,20}""",
    re.VERBOSE,
)


def class_of(raw_times: Iterable[RawTime], notation: TimeNotation) -> str:
    """Return the class of a note with these times.

    clean: it needs no repair. shifted: at least half of its times are impossible. mixed: some are. suspect: none is,
    but many are round.
    """
    three_part = [raw_time for raw_time in raw_times if len(raw_time) == 3]
    impossible = sum(hours >= 4 or minutes >= 60 or seconds >= 60 for hours, minutes, seconds in three_part)
    if notation.trust == EXACT:
        return "clean"
    return "suspect" if not impossible else "shifted" if impossible * 2 >= len(three_part) else "mixed"


def read(corpora: list[str]) -> Read:
    """Read every note twice: literally and repaired."""
    found = Read([], defaultdict(list), Counter(), {})
    for corpus in map(Corpus.parse, corpora):
        for file in walk_corpus(corpus):
            if isinstance(file, NoteFile):
                _read_note(found, file.path, read_source(corpus, file.path))
    return found


def _read_note(found: Read, path: str, source: str) -> None:
    parsed = parse_note(source)
    front, blocks, plain_texts = parsed.front, parsed.blocks, parsed.plain_texts
    raw_times = [raw_time for plain in plain_texts for group in plain.anchors for raw_time in group.times]
    notation = infer_notation(raw_times)
    found.classes.append(class_of(raw_times, notation))
    readings = [
        [sentence for block in Timeline(blocks, plain_texts, each, front.medium).sentences() for sentence in block]
        for each in (
            Literal(False, False, EXACT),
            TimeNotation(notation.round_is_shifted, notation.odd_is_shifted, EXACT),
        )
    ]
    for literal, repaired in zip(*readings, strict=True):
        if repaired.time.trust == EXACT and literal.time.seconds is not None and repaired.time.seconds is not None:
            times = literal.time.seconds, repaired.time.seconds
            found.by_video[front.medium].append(TimedSentence(literal.text, len(found.classes) - 1, *times))
    for plain in plain_texts:
        for left in _RE_LEFT.findall(plain.text):
            shape = re.sub(r"[A-Za-z]+", "a", re.sub(r"\d", "0", left))
            found.residue[shape] += 1
            found.examples.setdefault(shape, f"{path}: {left}")


def siblings(found: Read) -> Iterator[tuple[TimedSentence, int]]:
    """Yield each timed sentence that has a close one in a clean note of its video, with the second of that one."""
    vectorizer = TfidfVectorizer(sublinear_tf=True)
    vectorizer.fit(each.text for sentences in found.by_video.values() for each in sentences)
    for video, sentences in found.by_video.items():
        clean = [each for each in sentences if found.classes[each.note] == "clean"]
        if video and clean and len({each.note for each in sentences}) > 1:
            rows, columns = (vectorizer.transform([each.text for each in group]) for group in (sentences, clean))
            close = (rows @ columns.T).toarray()
            row_notes, column_notes = (np.array([each.note for each in group]) for group in (sentences, clean))
            close[row_notes[:, None] == column_notes[None, :]] = 0
            for each, row in zip(sentences, close, strict=True):
                best = int(row.argmax())
                if row[best] >= SIMILAR:
                    yield each, clean[best].repaired


def main(corpora: list[str]) -> None:
    """Print the table of repairs, the agreement where both readings differ, and what remains in the text."""
    found = read(corpora)
    notes = Counter(found.classes)
    rows = {name: np.zeros(3, int) for name in CLASSES}
    right = Counter[str]()
    for each, second in siblings(found):
        literal, repaired = (abs(time - second) <= NEAR for time in (each.literal, each.repaired))
        kind = found.classes[each.note]
        rows[kind] += (1, literal, repaired)
        if each.literal != each.repaired and literal != repaired:
            right["repaired" if repaired else "literal"] += 1
        right["harmed"] += kind == "clean" and literal and not repaired
    print(f"{'notes that are':16}{'notes':>8}{'matched':>9}{'literal right':>15}{'repaired right':>16}")
    for name, (matched, literal, repaired) in rows.items():
        share = max(matched, 1)
        print(f"{name:16}{notes[name]:8,}{matched:9,}{literal / share:15.1%}{repaired / share:16.1%}")
    decided = right["repaired"] + right["literal"]
    if decided:
        print(
            f"where the readings differ and one agrees: {decided:,}, repaired right {right['repaired'] / decided:.2%}"
        )
    print(f"harmed in clean notes: {right['harmed']:,} of {rows['clean'][0]:,}")
    print(f"\nleft in the text: {sum(found.residue.values()):,}")
    for shape, count in found.residue.most_common(40):
        print(f"{count:6}  {shape:30} {found.examples[shape]}")


if __name__ == "__main__":
    main(sys.argv[1:])
