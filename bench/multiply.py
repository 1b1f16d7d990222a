"""Write a corpus many times as large as another, to measure growth: `python bench/multiply.py CORPUS TIMES OUT`.

Each copy of a note has a path and a video of its own, links to notes of its own copy, and its words in another order
within each run of plain words, so that hardly a sentence is in two notes.
"""

from __future__ import annotations

import os
import random
import re
import sys
from typing import TYPE_CHECKING

from askcloud.corpus.files import read_source
from askcloud.corpus.walk import NoteFile, walk_corpus
from askcloud.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Callable

_RE_WORDS = re.compile(r"(?<![\w\[(/=:])[A-Za-z]+(?: [A-Za-z]+){3,}(?![\w\])/:])")
_RE_VIDEO = re.compile(r"(?<=[=/ \"'])[A-Za-z0-9_-]{11}(?=[\s\"'&?)\]]|$)", re.MULTILINE)
_RE_SLUG = re.compile(r"\[\[([a-z0-9]+(?:_[a-z0-9]+)+)")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


def copy_of(source: str, number: int) -> str:
    """Return a note's text as it is in a copy; copy 0 is the note itself."""
    if not number:
        return source
    shuffle = random.Random(number)
    shifted = str.maketrans(_LETTERS, _LETTERS[number % 62 :] + _LETTERS[: number % 62])

    def shuffled(match: re.Match[str]) -> str:
        words = match.group().split(" ")
        shuffle.shuffle(words)
        return " ".join(words)

    def renamed(match: re.Match[str]) -> str:
        return match.group().translate(shifted) if any(map(str.isupper, match.group())) else match.group()

    steps: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
        (_RE_SLUG, rf"[[\1_{number}"),
        (_RE_VIDEO, renamed),
        (_RE_WORDS, shuffled),
    )
    for pattern, replacement in steps:
        source = pattern.sub(replacement, source)
    return source


def main(corpus: str, times: float, out: str) -> None:
    """Write every note as often as asked; with 2.5, every second note twice and the others three times."""
    folder = read_settings(corpus, None).corpus
    for place, file in enumerate(walk_corpus(folder)):
        if not isinstance(file, NoteFile):
            continue
        source = read_source(folder, file.path)
        stem, ending = os.path.splitext(os.path.join(out, file.path))
        os.makedirs(os.path.dirname(stem), exist_ok=True)
        for number in range(int((place + 1) * times) - int(place * times)):
            name = f"{stem}_{number}{ending}" if number else f"{stem}{ending}"
            with open(name, "w", encoding="utf-8", newline="") as copy:
                copy.write(copy_of(source, number))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), sys.argv[3])
