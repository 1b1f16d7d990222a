"""Draw sample questions from an index, to start a file of judgments with."""

from __future__ import annotations

import random

from askcloud.text.analyzer import content_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from askcloud.index.passages import StoredClaim
    from askcloud.index.reader import IndexReader

_WORDS = 5  # of a question: enough to point at one sentence, too few to be a copy of it


def sample_judgments(index: IndexReader, count: int, seed: int = 0) -> Iterator[dict[str, Any]]:
    """Yield known-item questions: the rarest words of a sentence, with its second as the right answer.

    No question comes twice, so there are fewer than wanted where the index contains no more.

    Args:
        index: Where the sentences are drawn from.
        count: Number of questions wanted.
        seed: The same seed gives the same questions.
    """
    asked: set[frozenset[str]] = set()
    for claim in _shuffled_claims(index, random.Random(seed)):  # noqa: S311  # repeatable, not secret
        words = dict.fromkeys(content_words(claim.text))
        rarest = frozenset(sorted(words, key=lambda word: (index.texts_with(word), word))[:_WORDS])
        if not rarest or rarest in asked:
            continue
        asked.add(rarest)
        citation = index.citation(claim, index.note(claim.note))
        yield {
            "id": f"made-{len(asked)}",
            "kind": "known item",
            "question": " ".join(word for word in words if word in rarest),
            "gold": [{"note": citation.note, "video": citation.medium, "t": claim.time.seconds, "claim": claim.text}],
        }
        if len(asked) == count:
            return


def _shuffled_claims(index: IndexReader, rng: random.Random) -> Iterator[StoredClaim]:
    """Yield every claim that has a timestamp and is no fragment, once.

    First one of each note in random order, then another of each, and so on.
    """
    notes = [note_id for note_id, note in index.notes().items() if note.medium]
    rng.shuffle(notes)
    remaining: list[list[StoredClaim]] = []
    for note_id in notes:
        claims = [
            claim for claim in index.claims_of(note_id) if claim.time.seconds is not None and not claim.is_fragment
        ]
        rng.shuffle(claims)
        remaining.append(claims)
        if claims:
            yield claims.pop()
    while remaining := list(filter(None, remaining)):
        for claims in remaining:
            yield claims.pop()
