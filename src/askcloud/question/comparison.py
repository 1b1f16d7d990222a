"""The two sides of a comparison: *Mars vs Venus*, *the difference between rice and wheat*, *does tea differ from it*.

The answer to such a question should say something about both.
"""

from __future__ import annotations

import re

from askcloud.text.analyzer import fold, terms_of
from askcloud.text.stopwords import STOP_WORDS

MAX_WORDS = 4
"""Words of one side at most: more words are a clause, not the name of a thing."""

# (words of which the form needs one, form): most questions contain none of them, and a pattern takes .2 ms to compile.
_FORMS = (
    (
        ("between", "compar", "zwischen", "entre"),
        (
            r"\b(?:between|compar(?:e[sd]?|ing|ison of)|zwischen|entre)\s(?P<one>.+?)"
            r"\s(?:and|with|to|und|y|et)\s(?P<other>.+)"
        ),
    ),
    (
        ("vs", "versus", "compare", "differ"),
        r"(?P<one>.+?)\s(?:vs|versus|compare[sd]? (?:to|with)|differ(?:s|ent)? from)\b\.?\s(?P<other>.+)",
    ),
    ((" than ",), r"(?P<one>.+?)\s(?!other\b|rather\b)(?:\w+er|worse) than\s(?P<other>.+)"),
    ((":",), r"^(?P<one>[^:]+?)\s(?:and|und|y|et)\s(?P<other>[^:]+?):"),
    # With another opening, "or" mostly joins two clauses: should I eat before or after training.
    (
        (" or ", " oder ", " o "),
        (
            r"^(?!wh|how|(?:is|are|was|were|do|does|did|can|could|should|will|if)\s)(?P<one>(?:\S+\s){1,4})"
            r"(?:or|oder|o)\s(?P<other>.+)"
        ),
    ),
)
_WORD = r"\w+(?:['’.-]\w+)*|[^\w\s]"


def sides_of(question: str) -> tuple[frozenset[str], ...]:
    """Return the terms that distinguish the two sides of a comparison; empty if the question compares nothing."""
    text = " ".join(fold(question).split())
    for signs, form in _FORMS:
        match = re.search(form, text) if any(sign in text for sign in signs) else None
        if match:
            one, other = _last_words(match["one"]), _first_words(match["other"])
            if _names_a_thing(one - other) and _names_a_thing(other - one):
                return one - other, other - one
    return ()


def _names_a_thing(terms: frozenset[str]) -> bool:
    """Return whether some terms name a thing; figures alone are a span of years or of prices."""
    return any(not term[0].isdigit() for term in terms)


def _first_words(text: str) -> frozenset[str]:
    """Return the terms of the words up to the first sign or stop word, which ends the name of a thing."""
    return _named(re.findall(_WORD, text))


def _last_words(text: str) -> frozenset[str]:
    return _named(re.findall(_WORD, text)[::-1])


def _named(words: list[str]) -> frozenset[str]:
    named: list[str] = []
    for word in words:
        if (word in STOP_WORDS or not word[0].isalnum()) and named:
            break
        if word not in STOP_WORDS and word[0].isalnum():
            named.append(word)
    return frozenset(terms_of(" ".join(named[:MAX_WORDS])))
