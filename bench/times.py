"""Holds the repaired times of a corpus against sibling notes, and lists what looks like a time and was not read as one.

usage: python bench/times.py CORPUS …

A stamp is right where the closest sentence of another note of its video, one that needs no repair, has its time within
20 seconds; closest is a TF-IDF cosine of at least 0.6.
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
from askcloud.notes.blocks import parse_blocks
from askcloud.notes.clock import TimeNotation, infer_notation
from askcloud.notes.frontmatter import read_front_matter
from askcloud.notes.inline import render_inline
from askcloud.notes.time_formats import has_chapters
from askcloud.notes.timeline import Timeline
from askcloud.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from askcloud.media.addresses import RawTime
    from askcloud.media.citation import Timestamp

CLASSES = ("clean", "shifted", "suspect", "mixed")
SIMILAR = 0.6
NEAR = 20  # seconds


class Literal(TimeNotation):
    """A clock that reads three-part stamps as hours, minutes and seconds, whatever they say."""

    def read(self, stamp: RawTime, medium: str = "") -> Timestamp:
        """The second a stamp says as it stands."""
        return super().read(stamp[:2] if len(stamp) < 3 else (_literal(stamp),), medium)


def _literal(stamp: RawTime) -> int:
    hours, minutes, seconds = stamp[:3]
    return hours * 3600 + minutes * 60 + seconds


@record
class Stamped:
    """A sentence with a stamp of its own."""

    text: str
    note: int
    literal: int
    repaired: int


@record
class Read:
    """A corpus, read for this."""

    classes: list[str]
    """The class of each note."""
    by_video: dict[str, list[Stamped]]
    """The stamped sentences of each video."""
    residue: Counter[str]
    """How often each shape of something like a time is left in the text."""
    examples: dict[str, str]
    """Where a shape was first seen."""


_RE_LEFT = re.compile(
    r""".{0,3}(?<![\d:])\d{1,3}:\d{2}(?::\d{2,3})*(?![\d:]).{0,3} | .{0,9}(?:data-t|yt-time|timestamp").{0,20}""",
    re.VERBOSE,
)


def class_of(stamps: Iterable[RawTime], clock: TimeNotation) -> str:
    """clean: needs no repair. shifted: half are impossible or more. suspect: none, yet many are round. mixed: some."""
    three = [stamp for stamp in stamps if len(stamp) == 3]
    impossible = sum(stamp[0] >= 4 or stamp[1] >= 60 or stamp[2] >= 60 for stamp in three)
    if clock.trust == EXACT:
        return "clean"
    return "suspect" if not impossible else "shifted" if impossible * 2 >= len(three) else "mixed"


def read(corpora: list[str]) -> Read:
    """Reads every note twice: as it stands and repaired."""
    found = Read([], defaultdict(list), Counter(), {})
    for corpus in map(Corpus.parse, corpora):
        for file in walk_corpus(corpus):
            if isinstance(file, NoteFile):
                _read_note(found, file.path, read_source(corpus, file.path))
    return found


def _read_note(found: Read, path: str, source: str) -> None:
    front = read_front_matter(source)
    blocks = parse_blocks(source, front.end)
    chapters = has_chapters("\n".join(block.content for block in blocks))
    plain_texts = [render_inline(block.content, chapters=chapters) for block in blocks]
    stamps = [stamp for prose in plain_texts for group in prose.anchors for stamp in group.stamps]
    clock = infer_notation(stamps)
    found.classes.append(class_of(stamps, clock))
    readings = [
        [sentence for block in Timeline(blocks, plain_texts, way, front.medium).sentences() for sentence in block]
        for way in (Literal(False, False, EXACT), TimeNotation(clock.round_is_shifted, clock.odd_is_shifted, EXACT))
    ]
    for literal, repaired in zip(*readings, strict=True):
        if repaired.time.trust == EXACT and literal.time.seconds is not None and repaired.time.seconds is not None:
            times = literal.time.seconds, repaired.time.seconds
            found.by_video[front.medium].append(Stamped(literal.text, len(found.classes) - 1, *times))
    for prose in plain_texts:
        for left in _RE_LEFT.findall(prose.text):
            shape = re.sub(r"[A-Za-z]+", "a", re.sub(r"\d", "0", left))
            found.residue[shape] += 1
            found.examples.setdefault(shape, f"{path}: {left}")


def siblings(found: Read) -> Iterator[tuple[Stamped, int]]:
    """Each stamped sentence that has a close one in a clean note of its video, with that one's second."""
    vectorizer = TfidfVectorizer(sublinear_tf=True)
    vectorizer.fit(each.text for stamped in found.by_video.values() for each in stamped)
    for video, stamped in found.by_video.items():
        clean = [each for each in stamped if found.classes[each.note] == "clean"]
        if video and clean and len({each.note for each in stamped}) > 1:
            close = (
                vectorizer.transform([s.text for s in stamped]) @ vectorizer.transform([c.text for c in clean]).T
            ).toarray()
            same = np.array([s.note for s in stamped])[:, None] == np.array([c.note for c in clean])[None, :]
            close[same] = 0
            for each, row in zip(stamped, close, strict=True):
                best = int(row.argmax())
                if row[best] >= SIMILAR:
                    yield each, clean[best].repaired


def main(corpora: list[str]) -> None:
    """Prints the repair table, the agreement where both readings differ, and the residue."""
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
