"""Measure how far a text contains the words of a question in any form, by the character n-grams they share.

Shared n-grams find *emulator* for *emulate*, *Märkte* for *Markt*, and a part of a German compound, which terms cut to
six letters do not; and they distinguish *gravity* from *Graviton*, which terms do not either. Each word has a weight,
which is divided equally among its n-grams, so no statistics of n-grams are needed.
"""

from __future__ import annotations

from askcloud.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

NGRAM_LENGTH = 4
"""Characters in an n-gram. The blanks that `pad_words` puts at the ends of a word count as characters."""


class CharNgrams(Record):
    """The character n-grams of a question's words."""

    ngrams: tuple[tuple[str, float], ...]
    """(n-gram, weight) pairs; the weights of a word's n-grams add up to the word's weight."""

    @property
    def weight(self) -> float:
        """Return the sum of all weights."""
        return sum(weight for _, weight in self.ngrams)

    def overlap(self, text: str) -> float:
        """Return the weight of the n-grams that a text contains, from 0 to `weight`.

        Args:
            text: Made by `pad_words`.
        """
        total = 0.0
        for ngram, weight in self.ngrams:  # a third faster than a sum over a generator
            if ngram in text:
                total += weight
        return total

    def overlap_with(self, text: str, more: str) -> tuple[float, float]:
        """Return the weight of the n-grams that a text contains, and of those that it or a second text contains.

        Both are those that `overlap` returns, from one loop.
        """
        in_text = in_either = 0.0
        for ngram, weight in self.ngrams:
            if ngram in text:
                in_text += weight
                in_either += weight
            elif ngram in more:
                in_either += weight
        return in_text, in_either

    def contained_in(self, text: str) -> CharNgrams:
        """Return the n-grams that a text contains; no part of the text contains any others."""
        return CharNgrams(tuple(pair for pair in self.ngrams if pair[0] in text))


def ngrams_of(weights: Iterable[tuple[str, float]]) -> CharNgrams:
    """Return the n-grams of (folded word, weight) pairs."""
    ngrams: list[tuple[str, float]] = []
    for word, weight in weights:
        of_word = _ngrams_of(word)
        ngrams += ((ngram, weight / len(of_word)) for ngram in of_word)
    return CharNgrams(tuple(ngrams))


def pad_words(words: Iterable[str]) -> str:
    """Return folded words as one text in which a blank precedes and follows every word."""
    return f" {' '.join(words)} "


def _ngrams_of(word: str) -> tuple[str, ...]:
    """Return the n-grams of a word padded with blanks; a shorter padded word is its only one."""
    padded = f" {word} "
    return tuple(padded[start : start + NGRAM_LENGTH] for start in range(max(1, len(padded) - NGRAM_LENGTH + 1)))
