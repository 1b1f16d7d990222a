"""What is shown with a quote: the following sentences that no other result contains, or the items of its list."""

from __future__ import annotations

from askcloud.search.scored import jaccard
from askcloud.text.analyzer import terms_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from askcloud.answering.answer import Evidence, QuotedClaim

_REPEATS = 0.5  # similarity of terms from which a sentence repeats the quote of another result


def following_of(evidence: Evidence, shown: Sequence[Evidence]) -> tuple[QuotedClaim, ...]:
    """Return the sentences that follow a quote and do not repeat another result; none for a list.

    Args:
        evidence: The quote.
        shown: All results that are shown with it.
    """
    if evidence.items or not evidence.following:
        return ()
    others = [each for other in shown if other is not evidence for each in other.items or (other,)]
    said = [frozenset(terms_of(other.quote)) for other in others]
    return tuple(
        claim
        for claim in evidence.following
        if all(jaccard(frozenset(terms_of(claim.quote)), terms) < _REPEATS for terms in said)
    )


def items_of(evidence: Evidence) -> Iterator[tuple[str, QuotedClaim]]:
    """Yield the items of a list, each with its parent items; these are empty if they were just shown."""
    above = shown = ""
    for item in evidence.items:
        is_shown = item.context == above or (shown and item.context.startswith(shown))
        yield "" if is_shown else item.context, item
        above = item.context
        if not item.context:
            shown = item.quote
