"""Fits the model of `askcloud.search.confidence`, and prints what it does on questions that it was not fitted on.

usage: python bench/fit_confidence.py CORPUS QUESTIONS.jsonl [CORPUS QUESTIONS.jsonl ...]

A corpus may occur with several files of questions; in its place the folder of an index of it may be given, which takes
less time. The samples are:

    right      questions whose first claim answers
    wrong      questions that the notes answer, but not in the first claim
    unsaid     questions without an answer in the notes
    foreign    questions of the other corpora; those of a corpus about the same subjects are left out

Each file is left out in turn: its questions, and those that other corpora are asked from it, are measured with the
model fitted on all others. The tables are of these: the first by threshold, the second by file and by pair of corpora.
The last lines are the model fitted on everything.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
from judged import index_over, judged_sets
from sklearn.linear_model import LogisticRegression

from askcloud.evaluation.judgments import Judgment, is_right
from askcloud.question.parse import parse_question
from askcloud.record import Record
from askcloud.search.confidence import ANSWER_THRESHOLD
from askcloud.search.features import Features, features_of
from askcloud.search.query import resolve
from askcloud.search.rank import rank

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from askcloud.index.reader import IndexReader

FOREIGN = 60
"""Questions taken from each file of another corpus."""

ALIKE = 0.5
"""Share of a corpus's notes that have a namesake in another, from which on both are about the same."""

WEIGHT = {"right": 1.0, "wrong": 0.6, "unsaid": 3.0, "foreign": 1.0}
"""Weight of a sample; unsaid ones are few, and the hardest to tell."""

CAP = 80
"""Samples of a kind in a file, or in a pair of corpora, that count in full; of more, each counts less."""

THRESHOLDS = (0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.12, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
LIKELY = 0.5
NAMES = Features.__match_args__


class Sample(Record):
    """A question asked of a corpus."""

    file: str
    """The file that the question comes from."""
    pair: str
    """The file, or for a foreign question also the corpus that it is asked of."""
    kind: str
    """right, wrong, unsaid or foreign."""
    features: tuple[float, ...] | None
    """In the order of `NAMES`; None if nothing is found."""


def ask(index: IndexReader, judgment: Judgment) -> tuple[tuple[float, ...] | None, bool]:
    """The features of a question, and whether its first claim answers."""
    query = resolve(index, parse_question(judgment.question))
    ranked = rank(index, query) if query.words else []
    if not ranked:
        return None, False
    first = ranked[0]
    found = features_of(query, ranked)
    right = is_right(judgment, first.claim.text, first.medium, first.claim.time.seconds)
    return tuple(getattr(found, name) for name in NAMES), right


def own_samples(index: IndexReader, file: str, judgments: Sequence[Judgment]) -> Iterator[Sample]:
    """The samples of a file of questions on a corpus; follow-ups are left out."""
    for judgment in judgments:
        if not judgment.context:
            features, right = ask(index, judgment)
            kind = "unsaid" if not judgment.answerable else "right" if right else "wrong"
            yield Sample(file, file, kind, features)


def foreign_samples(
    index: IndexReader, corpus: str, others: Sequence[tuple[str, Sequence[Judgment]]]
) -> Iterator[Sample]:
    """The samples of questions of other corpora."""
    rng = random.Random(1)
    for file, judgments in others:
        alone = [judgment for judgment in judgments if not judgment.context]
        for judgment in rng.sample(alone, min(FOREIGN, len(alone))):
            yield Sample(file, f"{file} asked of {corpus}", "foreign", ask(index, judgment)[0])


def all_samples() -> list[Sample]:
    """The samples of all corpora."""
    sets = judged_sets()
    samples: list[Sample] = []
    names: dict[str, set[str]] = {}
    for corpus in dict.fromkeys(corpus for corpus, _, _ in sets):
        with index_over(corpus) as index:
            names[corpus] = {note.path.rpartition("/")[2] for note in index.notes().values()}
    for corpus, own in names.items():
        alike = {other for other, held in names.items() if len(own & held) >= ALIKE * min(len(own), len(held))}
        with index_over(corpus) as index:
            for owner, file, judgments in sets:
                if owner == corpus:
                    samples += own_samples(index, file, judgments)
            others = [(file, judgments) for owner, file, judgments in sets if owner not in alike]
            samples += foreign_samples(index, corpus, others)
    return samples


def weights_of(samples: Sequence[Sample]) -> np.ndarray:
    """The weight of each sample."""
    groups = [(sample.pair, sample.kind) for sample in samples]
    sizes = {group: groups.count(group) for group in set(groups)}
    return np.array([WEIGHT[kind] * min(1, CAP / sizes[pair, kind]) for pair, kind in groups])


def fit(samples: Sequence[Sample]) -> tuple[float, np.ndarray]:
    """The intercept and the coefficients of the model over some samples."""
    found = [sample for sample in samples if sample.features]
    values = np.array([sample.features for sample in found])
    right = np.array([sample.kind == "right" for sample in found])
    scale = values.std(axis=0) + 1e-9
    model = LogisticRegression(C=0.3, max_iter=3000)
    model.fit(values / scale, right, sample_weight=weights_of(found))
    return float(model.intercept_[0]), model.coef_[0] / scale


def probabilities(model: tuple[float, np.ndarray], samples: Sequence[Sample]) -> np.ndarray:
    """The probability of each sample; 0 where nothing is found."""
    intercept, coefficients = model
    values = np.array([sample.features or (0.0,) * len(NAMES) for sample in samples])
    found = np.array([sample.features is not None for sample in samples])
    return np.asarray(found / (1 + np.exp(-intercept - values @ coefficients)))


def left_out(samples: Sequence[Sample]) -> np.ndarray:
    """The probability of each sample by the model that was fitted without its file."""
    result = np.zeros(len(samples))
    for file in dict.fromkeys(sample.file for sample in samples):
        model = fit([sample for sample in samples if sample.file != file])
        inside = np.array([sample.file == file for sample in samples])
        result[inside] = probabilities(model, [sample for sample in samples if sample.file == file])
    return result


def share(values: np.ndarray) -> float:
    """The share of true values, of 100."""
    return 100 * float(np.mean(values)) if len(values) else 0.0


def print_curve(samples: Sequence[Sample], shown: np.ndarray) -> None:
    """What each threshold gives, in the mean of the files."""
    kind = np.array([sample.kind for sample in samples])
    pair = np.array([sample.pair for sample in samples])
    answerable = np.isin(kind, ("right", "wrong"))
    own = [pair == name for name in dict.fromkeys(pair[answerable].tolist())]
    unsaid = [(pair == name) & (kind == "unsaid") for name in dict.fromkeys(pair[kind == "unsaid"].tolist())]
    foreign = [(pair == name) & (kind == "foreign") for name in dict.fromkeys(pair[kind == "foreign"].tolist())]
    print(f"{'threshold':>9}{'right':>8}{'answered':>10}{'unsaid refused':>16}{'foreign refused':>17}")
    for threshold in THRESHOLDS:
        passed = shown >= threshold
        right = np.mean([share(((kind == "right") & passed)[group & answerable]) for group in own])
        answered = np.mean([share(passed[group & answerable]) for group in own])
        refused = np.mean([share(~passed[group]) for group in unsaid]) if unsaid else 0.0
        others = np.mean([share(~passed[group]) for group in foreign]) if foreign else 0.0
        print(f"{threshold:9.2f}{right:8.1f}{answered:10.1f}{refused:16.1f}{others:17.1f}")


def print_sets(samples: Sequence[Sample], shown: np.ndarray, threshold: float) -> None:
    """What a threshold gives by file and by pair of corpora, and what is as if sure."""
    kind = np.array([sample.kind for sample in samples])
    pair = np.array([sample.pair for sample in samples])
    print(f"\nthreshold {threshold}\n{'':60}{'n':>5}{'right':>7}{'answered':>10}{'likely':>8}{'of it right':>13}")
    for name in dict.fromkeys(pair.tolist()):
        for kinds in (("right", "wrong"), ("unsaid",), ("foreign",)):
            group = (pair == name) & np.isin(kind, kinds)
            if group.any():
                likely = group & (shown >= LIKELY)
                right = share((kind[group] == "right") & (shown[group] >= threshold))
                print(
                    f"{name[-48:]:50}{kinds[-1]:10}{group.sum():5}{right:7.1f}{share(shown[group] >= threshold):10.1f}"
                    f"{share(shown[group] >= LIKELY):8.1f}{share(kind[likely] == 'right'):13.1f}"
                )


def main() -> None:
    """Prints the tables and the model."""
    samples = all_samples()
    shown = left_out(samples)
    print_curve(samples, shown)
    print_sets(samples, shown, ANSWER_THRESHOLD)
    intercept, coefficients = fit(samples)
    print(f"\n_INTERCEPT = {intercept:.2f}")
    for name, value in zip(NAMES, coefficients, strict=True):
        print(f"    {name}={value:.2f},")


if __name__ == "__main__":
    main()
