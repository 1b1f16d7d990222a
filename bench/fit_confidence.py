"""Fits the model of `askcloud.search.confidence` and prints it, with a table of how reliable it is.

usage: python bench/fit_confidence.py CORPUS QUESTIONS.jsonl [CORPUS QUESTIONS.jsonl ...]

Right answers to a corpus's own questions stand against answers to questions of the other corpora. Each corpus counts
the same, and so do both sides. The table is of corpora left out of the fit in turn. Corpora whose notes have the same
names are taken for translations of each other: the questions of one are not foreign to the other.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from judged import index_over, judged_corpora
from sklearn.linear_model import LogisticRegression

from askcloud.answering.ask import ask
from askcloud.errors import QuestionError
from askcloud.evaluation.judgments import Judgment, is_right
from askcloud.question.parse import parse_question
from askcloud.search.confidence import Features, features
from askcloud.search.query import resolve
from askcloud.search.rank import rank

if TYPE_CHECKING:
    from askcloud.index.reader import IndexReader

FOREIGN = 120
"""Questions taken from each other corpus."""

LOST = 0.02
"""Share of right answers that may be withheld, in the mean of the corpora."""

ALIKE = 0.5
"""Share of a corpus's notes that have a namesake in another, from which on both are about the same."""

NAMES = Features.__match_args__
Sample = tuple[list[float] | None, bool]
"""(signals in order of `NAMES`, None where nothing is found; whether the answer is right)."""


def signals_of(index: IndexReader, question: str) -> list[float] | None:
    """The signals of a question's best claim; None if no note says a word of it."""
    query = resolve(index, parse_question(question))
    ranked = rank(index, query)
    if not ranked:
        return None
    found = features(query, ranked[0])
    return [getattr(found, name) for name in NAMES]


def samples_of(index: IndexReader, own: list[Judgment], foreign: list[str]) -> list[Sample]:
    """Right answers to a corpus's own questions, and whatever it answers to foreign ones."""
    right = [
        judgment.question
        for judgment in own
        if judgment.answerable and not judgment.context and first_is_right(index, judgment)
    ]
    found = [(signals_of(index, question), True) for question in right]
    return found + [(signals_of(index, question), False) for question in foreign]


def first_is_right(index: IndexReader, judgment: Judgment) -> bool:
    """Whether the best claim answers a question."""
    try:
        evidence = ask(index, judgment.question, top=1).evidence
    except QuestionError:
        return False
    return any(is_right(judgment, e.quote, e.citation.medium, e.citation.time.seconds) for e in evidence)


def fit(groups: list[list[Sample]]) -> LogisticRegression:
    """The model over some corpora, both answers of each weighing the same."""
    found = [[(features, right) for features, right in group if features] for group in groups]
    weights = [1 / sum(other == right for _, other in group) for group in found for _, right in group]
    values = np.array([features for group in found for features, _ in group])
    right = np.array([label for group in found for _, label in group])
    scale = values.std(axis=0) + 1e-9
    model = LogisticRegression(C=1.0, max_iter=1000)
    model.fit(values / scale, right, sample_weight=np.array(weights) * 1000)
    model.coef_ = model.coef_ / scale
    return model


def certain_of(model: LogisticRegression, group: list[Sample], *, right: bool) -> np.ndarray:
    """The probabilities of a corpus's right answers, or of its foreign ones; 0 where nothing is found."""
    kept = [features or [0.0] * len(NAMES) for features, label in group if label == right]
    found = np.array([bool(features) for features, label in group if label == right])
    return np.asarray(model.predict_proba(np.array(kept))[:, 1] * found)


def bar_of(model: LogisticRegression, groups: list[list[Sample]]) -> float:
    """The highest probability under which no more than `LOST` of the right answers fall, in the mean of the corpora."""
    certain = [certain_of(model, group, right=True) for group in groups]
    bars = np.sort(np.concatenate(certain))
    lost = [np.mean([np.mean(each < bar) for each in certain]) for bar in bars]
    return float(bars[np.searchsorted(lost, LOST, side="right") - 1])


def same_subjects(corpora: list[str]) -> dict[str, set[str]]:
    """By corpus, those that are about what it is about, itself among them."""
    notes = {corpus: {path.name for path in Path(corpus).rglob("*.md")} for corpus in corpora}
    return {
        one: {
            other
            for other in corpora
            if len(notes[one] & notes[other]) >= ALIKE * min(len(notes[one]), len(notes[other]))
        }
        for one in corpora
    }


def main() -> None:
    """Prints the table and the model."""
    judged = judged_corpora()
    alike = same_subjects(list(judged))
    rng = random.Random(1)
    groups = {}
    for corpus, own in judged.items():
        foreign = [
            judgment.question
            for other, judgments in judged.items()
            if other not in alike[corpus]
            for judgment in rng.sample(judgments, min(FOREIGN, len(judgments)))
            if not judgment.context
        ]
        with index_over(corpus) as index:
            groups[corpus] = samples_of(index, own, foreign)
    print(f"{'left out':40}{'right':>6}{'lost':>7}{'foreign':>8}{'refused':>8}")
    shown: list[tuple[float, bool]] = []
    for corpus, group in groups.items():
        others = [other for name, other in groups.items() if name not in alike[corpus]]
        model = fit(others)
        bar = bar_of(model, others)
        right, wrong = certain_of(model, group, right=True), certain_of(model, group, right=False)
        shown += [(each, True) for each in right] + [(each, False) for each in wrong]
        lost, refused = (right < bar).mean(), (wrong < bar).mean()
        print(f"{corpus[-40:]:40}{len(right):6}{lost:7.1%}{len(wrong):8}{refused:8.1%}")
    print("\nprobability   samples   right")
    for low in np.arange(0, 1, 0.1):
        inside = [label for certain, label in shown if low <= certain < low + 0.1 or (certain == 1 and low > 0.85)]
        print(f"{low:.1f} to {low + 0.1:.1f}{len(inside):13}{np.mean(inside) if inside else 0:8.1%}")
    final = fit(list(groups.values()))
    print(f"\nENOUGH = {bar_of(final, list(groups.values())):.2f}")
    print(f"_INTERCEPT = {final.intercept_[0]:.2f}")
    for name, value in zip(NAMES, final.coef_[0], strict=True):
        print(f"    {name}={value:.2f},")


if __name__ == "__main__":
    main()
