"""What a question compares: *Mars vs Venus*, *the difference between rice and wheat*, *does tea differ from coffee*.

The answer to such a question should say something of both.
"""

from __future__ import annotations

import re
from functools import cache

from askcloud.text.analyzer import fold, terms_of
from askcloud.text.stopwords import STOP_WORDS

MAX_WORDS = 4
"""Words of one side: more is a clause, not a thing."""

# (what it cannot be without, form): most questions hold none of that, and a pattern takes .2 ms to compile.
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


def sides_of(question: str) -> tuple[frozenset[str], frozenset[str]] | None:
    """The terms that tell the two sides of a comparison apart; None if the question compares nothing."""
    text = " ".join(fold(question).split())
    for signs, form in _FORMS:
        found = _pattern(form).search(text) if any(sign in text for sign in signs) else None
        if found:
            one, other = _last_words(found["one"]), _first_words(found["other"])
            if _tells(one - other) and _tells(other - one):
                return one - other, other - one
    return None


def _tells(terms: frozenset[str]) -> bool:
    """Whether some terms name a thing; figures alone are a span of years, or of prices."""
    return any(not term[0].isdigit() for term in terms)


def _first_words(text: str) -> frozenset[str]:
    """The terms of the words up to the first sign or word that ends a thing's name."""
    return _named(_pattern(_WORD).findall(text))


def _last_words(text: str) -> frozenset[str]:
    return _named(_pattern(_WORD).findall(text)[::-1])


def _named(words: list[str]) -> frozenset[str]:
    named: list[str] = []
    for word in words:
        if (word in STOP_WORDS or not word[0].isalnum()) and named:
            break
        if word not in STOP_WORDS and word[0].isalnum():
            named.append(word)
    return frozenset(terms_of(" ".join(named[:MAX_WORDS])))


@cache
def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source)
