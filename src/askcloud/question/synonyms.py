"""Synonyms: English words in which a note answers a question that uses another: *buy* and *acquisition*.

Each line of `synonyms.txt` is a group of words, any two of which may replace each other. A synonym counts only where a
claim lacks the word itself.
"""

from __future__ import annotations

import os
from functools import cache

from askcloud.text.analyzer import term_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_PREFIX = 3  # letters that stemming never changes, by which the groups of a word are found


def synonyms_of(terms: Collection[str]) -> dict[str, frozenset[str]]:
    """Return by term the terms that may replace it; a term without synonyms is left out."""
    found = {term: {term_of(word) for line in _lines_with(term) for word in line.split()} - {term} for term in terms}
    return {term: frozenset(others) for term, others in found.items() if others}


def words() -> list[str]:
    """Return all words of the table, group by group."""
    return _text().split()


def _lines_with(term: str) -> Iterator[str]:
    """Yield the groups with a word that has a term; for words that only share its beginning, only the word is read."""
    text, beginning = _text(), f" {term[:_PREFIX]}"
    match = text.find(beginning)
    while match >= 0:
        end = text.index(" ", match + 1)
        if term_of(text[match + 1 : end]) == term:
            end = text.index("\n", match)
            yield text[text.rindex("\n", 0, match) : end]
        match = text.find(beginning, end)


@cache
def _text() -> str:
    """Return the table, each group on a line of its own, with a blank before and after each word."""
    with open(os.path.join(os.path.dirname(__file__), "synonyms.txt"), encoding="utf-8") as file:
        return f"\n {file.read()}".replace("\n", " \n ")
