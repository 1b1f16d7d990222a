"""English words by which a note answers what a question asks in another: *buy* and *acquisition*, *pick* and *chosen*.

`synonyms.txt` holds a group a line, any two words of which may stand for each other. They count only where a claim
lacks the word itself.
"""

from __future__ import annotations

import os
from functools import cache

from askcloud.text.analyzer import term_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_PREFIX = 3  # letters that no ending changes, by which a word's groups are found


def synonyms_of(terms: Collection[str]) -> dict[str, frozenset[str]]:
    """By term, the terms that may stand for it; a term without any is left out."""
    found: dict[str, set[str]] = {}
    for line in {line for term in terms for line in _lines_with(f" {term[:_PREFIX]}")}:
        group = set(map(term_of, line.split()))
        for term in group.intersection(terms):
            found.setdefault(term, set()).update(group - {term})
    return {term: frozenset(others) for term, others in found.items()}


def words() -> list[str]:
    """All words of the table, group by group."""
    return _text().split()


def _lines_with(beginning: str) -> Iterator[str]:
    """The groups with a word that begins so."""
    text = _text()
    at = text.find(beginning)
    while at >= 0:
        end = text.index("\n", at)
        yield text[text.rindex("\n", 0, at) : end]
        at = text.find(beginning, end)


@cache
def _text() -> str:
    """All groups, with a line break before and a blank in front of each."""
    with open(os.path.join(os.path.dirname(__file__), "synonyms.txt"), encoding="utf-8") as file:
        return "\n" + "".join(f" {line}" for line in file)
