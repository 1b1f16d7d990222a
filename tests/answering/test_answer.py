"""Laws of answers."""

from __future__ import annotations

import pytest

from askcloud.answering.answer import (
    LIKELY,
    LIKELY_THRESHOLD,
    POSSIBLE,
    POSSIBLE_THRESHOLD,
    WEAK,
    Answer,
    abstention,
)


def test_abstention_contains_only_its_reason():
    """The answer that the notes do not say has no confidence and no evidence."""
    answer = abstention("zeppelin", "No note mentions zeppelin.")

    assert (answer.question, answer.answered, answer.confidence) == ("zeppelin", False, 0.0)
    assert (answer.reason, answer.evidence, answer.corrections) == ("No note mentions zeppelin.", (), ())
    assert answer.likelihood is None


@pytest.mark.parametrize(
    ("confidence", "likelihood"),
    [
        (1.0, LIKELY),
        (LIKELY_THRESHOLD, LIKELY),
        (LIKELY_THRESHOLD - 1e-9, POSSIBLE),
        (POSSIBLE_THRESHOLD, POSSIBLE),
        (POSSIBLE_THRESHOLD - 1e-9, WEAK),
        (0.0, WEAK),
    ],
)
def test_likelihood_is_the_confidence_in_a_word(confidence, likelihood):
    """An answer is likely where it is more likely right than wrong, else possible or weak; an abstention is neither."""
    answered = Answer("When?", True, confidence, None, (), (), ())
    refused = Answer("When?", False, confidence, "No note mentions it.", (), (), ())

    assert (answered.likelihood, refused.likelihood) == (likelihood, None)
    assert LIKELY_THRESHOLD >= 0.5
    assert POSSIBLE_THRESHOLD < LIKELY_THRESHOLD
