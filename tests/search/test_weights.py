"""Laws of the weights: each is the weight of a part of every score, and has a name that people read."""

from __future__ import annotations

import pytest

from askcloud.output.wording import SCORE_PARTS
from askcloud.question.parse import parse_question
from askcloud.record import replace
from askcloud.search.query import resolve
from askcloud.search.rank import rank
from askcloud.search.weights import WEIGHTS, Weights

NAMES = set(Weights.__match_args__)
NOTE = """---
title: The dam
videoId: aB3_dE6-hI9
---

The dam was founded by Astrid Moe in 1931 because the Dry Alpine Meadow (DAM) lay by the river, unlike the mill.
It cannot be made of clay.

Dams are walls made by piling stones: build them of granite rather than of clay.
"""
QUESTIONS = (
    "when was the dam founded",
    "who finished the dam",
    "why was the dam finished",
    "what is a dam",
    "what does DAM stand for",
    "how are dams made",
    "how should dams be made",
    "dam vs mill",
    "was the dam made of granite",
)


@pytest.fixture(scope="module")
def index(make_vault):
    """The index over a note on a dam without timestamps."""
    vault = make_vault({"dam.md": NOTE})
    vault.update()
    with vault.index() as index:
        yield index


def _parts(index, weights=WEIGHTS):
    """The parts of the scores of all claims for all questions."""
    ranked = (rank(index, resolve(index, parse_question(question)), weights=weights) for question in QUESTIONS)
    return [scored.parts for claims in ranked for scored in claims]


def test_every_weight_is_that_of_a_part_which_is_explained(index):
    """The parts of scores are the weights by name, but the title's, which is in its note's; each has a description."""
    assert set().union(*_parts(index)) == set(SCORE_PARTS) == NAMES - {"title"}


@pytest.mark.parametrize("name", sorted(NAMES - {"title", "note"}))
def test_a_part_without_weight_adds_nothing(index, name):
    """Each part of a score is proportional to its weight."""
    parts = _parts(index, replace(WEIGHTS, **{name: 0.0}))

    assert {each.get(name, 0.0) for each in parts} == {0.0}
