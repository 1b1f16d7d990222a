"""Ranked claims -> statements: the claims that say the same, of one video or of several, taken together."""

from __future__ import annotations

from askcloud.record import record
from askcloud.search.rank import ScoredClaim, is_duplicate, term_similarity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SAME_TERMS_ELSEWHERE = 0.55  # share of common terms from which two videos say the same; from .4 on they may disagree


@record
class Statement:
    """Claims that say the same."""

    claims: tuple[ScoredClaim, ...]
    """Best first, at least one."""

    @property
    def copies(self) -> list[ScoredClaim]:
        """Those about the video of the best one, best first."""
        return [each for each in self.claims if each.medium == self.claims[0].medium]

    @property
    def elsewhere(self) -> list[ScoredClaim]:
        """The best one about each other video, best first."""
        of_video = {each.medium: each for each in reversed(self.claims)}
        return [each for each in self.claims[1:] if of_video[each.medium] is each]

    def says(self, terms: Iterable[str]) -> bool:
        """Whether its best claim, or what that stands under, says one of some terms."""
        best = self.claims[0]
        return any(term in best.terms or term in best.context_terms for term in terms)


def group_statements(ranked: Iterable[ScoredClaim], top: int, sides: Sequence[Iterable[str]] = ()) -> list[Statement]:
    """The best statements, no two of which say the same.

    Args:
        ranked: Claims, best first.
        top: Most statements wanted.
        sides: The terms of each side of a comparison; the best statement about each takes the place of a worse one.
    """
    groups: list[list[ScoredClaim]] = []
    for scored in ranked:
        group = next((group for group in groups if _say_one_thing(group[0], scored)), None)
        if group:
            group.append(scored)
        elif len(groups) < top or sides:  # what comes behind the best only matters to a comparison
            groups.append([scored])
    statements = [Statement(tuple(group)) for group in groups]
    spoken = [next((at for at, each in enumerate(statements) if each.says(side)), 0) for side in sides]
    chosen = list(dict.fromkeys((0, *spoken, *range(len(statements)))))[:top]
    return [statements[at] for at in sorted(chosen)] if statements else []


def _say_one_thing(one: ScoredClaim, other: ScoredClaim) -> bool:
    if one.medium == other.medium:
        return is_duplicate(one, other)
    return term_similarity(one, other) >= _SAME_TERMS_ELSEWHERE and _figures(one) == _figures(other)


def _figures(scored: ScoredClaim) -> set[str]:
    """Its terms with a digit: two videos that differ in them disagree."""
    return {term for term in scored.terms if not term.isalpha()}
