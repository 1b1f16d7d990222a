"""Laws of the weights: each is the weight of a part of every score, and has a name that people read."""

from __future__ import annotations

from askcloud.output.wording import SCORE_PARTS
from askcloud.question.parse import parse_question
from askcloud.record import replace
from askcloud.search.query import resolve
from askcloud.search.rank import rank
from askcloud.search.weights import WEIGHTS, Weights

NAMES = set(Weights.__match_args__)


def test_every_weight_is_that_of_a_part_which_is_explained(make_vault):
    """The parts of a score are the weights by name, but the title's, which is in its note's; each has a description."""
    vault = make_vault({"dam.md": "The dam was finished in four years [00:00:50]."})
    vault.update()

    with vault.index() as index:
        (scored,) = rank(index, resolve(index, parse_question("when was the dam finished")))

    assert set(scored.parts) == set(SCORE_PARTS) == NAMES - {"title"}


def test_a_part_without_weight_adds_nothing(make_vault):
    """Each part of a score is proportional to its weight."""
    vault = make_vault(
        {"dam.md": "---\ntitle: The dam\nvideoId: aB3_dE6-hI9\n---\n\nThe dam was finished in four years."}
    )
    vault.update()

    with vault.index() as index:
        query = resolve(index, parse_question("when was the dam finished"))
        parts = {
            name: rank(index, query, weights=replace(WEIGHTS, **{name: 0.0}))[0].parts[name]
            for name in NAMES - {"title", "note"}
        }

    assert set(parts.values()) == {0.0}
