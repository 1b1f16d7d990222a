"""Ranked claims -> statements: groups of claims that say the same, about one video or about several."""

from __future__ import annotations

from askcloud.record import Record
from askcloud.search.scored import ScoredClaim, repeats, term_similarity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_SAME_STATEMENT = 0.55  # similarity from which claims about two videos say the same; from .4 on they may disagree


class Statement(Record):
    """Claims that say the same."""

    claims: tuple[ScoredClaim, ...]
    """Best first, at least one."""

    @property
    def copies(self) -> list[ScoredClaim]:
        """Those about the same video as the best one, best first."""
        return [scored for scored in self.claims if scored.medium == self.claims[0].medium]

    @property
    def other_videos(self) -> list[ScoredClaim]:
        """The best one about each other video, best first."""
        best_about = {scored.medium: scored for scored in reversed(self.claims)}
        return [scored for scored in self.claims[1:] if best_about[scored.medium] is scored]


def group_statements(ranked: Iterable[ScoredClaim], top: int) -> list[Statement]:
    """Return the best statements, best first, no two of which say the same.

    Args:
        ranked: Claims, best first.
        top: How many statements to return at most.
    """
    groups: list[tuple[str, list[ScoredClaim]]] = []  # each with the medium of its first claim
    for scored in ranked:
        medium = scored.medium
        for other, group in groups:
            if _is_same_statement(group[0], scored, same_medium=medium == other):
                group.append(scored)
                break
        else:
            if len(groups) < top:
                groups.append((medium, [scored]))
    return [Statement(tuple(group)) for _, group in groups]


def _is_same_statement(one: ScoredClaim, other: ScoredClaim, *, same_medium: bool) -> bool:
    if same_medium:
        return repeats(one, other)
    return term_similarity(one, other) >= _SAME_STATEMENT and _figures(one) == _figures(other)


def _figures(scored: ScoredClaim) -> set[str]:
    """Return the terms of a claim that contain a digit: two videos that differ in them disagree."""
    return {term for term in scored.terms if not term.isalpha()}
