"""What each part of the ranking is worth, and whether other weights would hold on questions left out of the fit.

usage: python bench/fit_weights.py CORPUS QUESTIONS.jsonl [CORPUS QUESTIONS.jsonl ...]

Every question is ranked once; its best claims are then scored again from their parts under other weights. The first
table leaves out one part at a time. The second leaves out one file of questions at a time: weights are found on the
others, by moving one after the other as long as that pays, and measured on it. In place of a corpus, the folder of an
index of it may be given, which takes less time.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from judged import index_over, judged_sets

from askcloud.evaluation.judgments import Judgment, is_right
from askcloud.question.parse import parse_question
from askcloud.search.query import resolve
from askcloud.search.rank import rank
from askcloud.search.weights import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askcloud.index.reader import IndexReader

# B(title) comes as one with B(note).
PARTS = tuple(name for name in WEIGHTS.__match_args__ if name != "title")
STEPS = (0.6, 0.8, 1.25, 1.6)
LEAST_GAIN = 0.05
"""Points that a step must bring."""

Set = list[tuple[np.ndarray, np.ndarray]]
"""Of each question: parts of its claims at the present weights, shape (claims, parts), and which are right."""


def parts_of(index: IndexReader, judgments: list[Judgment]) -> Set:
    """The scored claims of every question that has an answer and stands alone."""
    found: Set = []
    for judgment in judgments:
        if judgment.answerable and not judgment.context:
            ranked = rank(index, resolve(index, parse_question(judgment.question)))
            parts = [[scored.parts.get(name, 0.0) for name in PARTS] for scored in ranked]
            right = [is_right(judgment, each.claim.text, each.medium, each.claim.time.seconds) for each in ranked]
            found.append((np.array(parts).reshape(-1, len(PARTS)), np.array(right, dtype=bool)))
    return found


def measures(questions: Set, factors: np.ndarray) -> np.ndarray:
    """Right first answers and mean reciprocal rank, of 100, with each part times a factor."""
    total = np.zeros(2)
    for parts, right in questions:
        if right.any():
            place = int(np.argmax(right[np.argsort(-(parts @ factors), kind="stable")]))
            total += (place == 0, 1 / (place + 1))
    return 100 * total / (len(questions) or 1)


def fitted(sets: Sequence[Set]) -> np.ndarray:
    """The factors that serve some sets best, starting from those in use."""

    def worth(factors: np.ndarray) -> float:
        return float(np.mean([measures(questions, factors) for questions in sets]))

    factors = np.ones(len(PARTS))
    best = worth(factors)
    moved = True
    while moved:
        moved = False
        for at in range(len(PARTS)):
            for step in STEPS:
                other = factors.copy()
                other[at] *= step
                if (gain := worth(other)) > best + LEAST_GAIN:
                    factors, best, moved = other, gain, True
    return factors


def row(label: str, figures: Sequence[float]) -> None:
    """One line of a table, with the mean behind."""
    print(f"{label:18}" + "".join(f"{figure:10.1f}" for figure in (*figures, float(np.mean(figures)))))


def _short(path: str) -> str:
    """The end of a file's name, or of its folder's where all files are called `questions`."""
    named = Path(path)
    return (named.parent.name if named.stem == "questions" else named.stem)[-9:]


def main() -> None:
    """Prints both tables."""
    sets: dict[str, Set] = {}
    for corpus, path, judgments in judged_sets():
        with index_over(corpus) as index:
            sets[path] = parts_of(index, judgments)
    print(f"{'right first':18}" + "".join(f"{_short(path):>10}" for path in sets) + f"{'mean':>10}")
    ones = np.ones(len(PARTS))
    row("all parts", [measures(questions, ones)[0] for questions in sets.values()])
    for at, name in enumerate(PARTS):
        without = ones.copy()
        without[at] = 0
        row(f"no {name}", [measures(questions, without)[0] for questions in sets.values()])
    held_out = []
    for path, questions in sets.items():
        factors = fitted([other for name, other in sets.items() if name != path])
        held_out.append(measures(questions, factors)[0])
        changed = {name: round(factor, 2) for name, factor in zip(PARTS, factors, strict=True) if factor != 1}
        print(f"fitted without {path}: {changed}")
    row("fitted on others", held_out)


if __name__ == "__main__":
    main()
