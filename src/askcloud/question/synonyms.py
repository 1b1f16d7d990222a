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
    found: dict[str, set[str]] = {}
    for line in {line for term in terms for line in _lines_with(f" {term[:_PREFIX]}")}:
        group = set(map(term_of, line.split()))
        for term in group.intersection(terms):
            found.setdefault(term, set()).update(group - {term})
    return {term: frozenset(others) for term, others in found.items()}


def words() -> list[str]:
    """Return all words of the table, group by group."""
    return _text().split()


def _lines_with(beginning: str) -> Iterator[str]:
    """Return the groups with a word that begins with some letters."""
    text = _text()
    match = text.find(beginning)
    while match >= 0:
        end = text.index("\n", match)
        yield text[text.rindex("\n", 0, match) : end]
        match = text.find(beginning, end)


@cache
def _text() -> str:
    """Return the table, each group on a line of its own after a blank."""
    with open(os.path.join(os.path.dirname(__file__), "synonyms.txt"), encoding="utf-8") as file:
        return "\n" + "".join(f" {line}" for line in file)
