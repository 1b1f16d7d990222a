"""Words that are searched in another form: unknown comparatives and superlatives, and *pros and cons*."""

from __future__ import annotations

from askcloud.question.base_form import base_form
from askcloud.question.synonyms import synonyms_of
from askcloud.text.analyzer import term_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.index.reader import IndexReader

_SIDES = {"pros": "advantage", "pro": "advantage", "cons": "disadvantage", "con": "disadvantage"}
"""Abbreviations that are seldom written in a text, with the word that is."""


def may_be_substituted(word: str) -> bool:
    """Return whether a folded word may be searched in another form: *bigger*, *worst*, *cons*."""
    return word in _SIDES or base_form(word) is not None


def substitute(index: IndexReader, word: str) -> str | None:
    """Return the term under which a word is looked up instead of its own: its base form's, else that of a synonym.

    Of several synonyms it is the one that most claims contain. None if there is no such form, or no note contains one.
    """
    base = _SIDES.get(word) or base_form(word)
    if not base:
        return None
    term = term_of(base)
    if index.term(term):
        return term
    found = ((synonym, index.term(synonym)) for synonym in synonyms_of([term]).get(term, ()))
    claims = {synonym: entry.claims for synonym, entry in found if entry}
    return min(claims, key=lambda synonym: (-claims[synonym], synonym), default=None)
