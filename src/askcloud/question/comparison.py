"""The two sides of a comparison: *Mars vs Venus*, *the difference between rice and wheat*, *pros and cons of tea*.

The answer to such a question should say something about both.
"""

from __future__ import annotations

from askcloud.record import Record
from askcloud.text.analyzer import fold, terms_of
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Collection

COMPARING = frozenset("vs versus difference differences differ compare compared comparison".split())
"""Words that only express that things are compared; they are not searched."""

MAX_WORDS = 4
"""Words of one side at most: more words are a clause, not the name of a thing."""


class Side(Record):
    """One side of a comparison."""

    name: str
    """Its words, folded, in order."""
    terms: frozenset[str]
    """The terms that distinguish it from the other side."""
    signs: frozenset[str] = frozenset()
    """Terms that mean it, of which one is enough: words for an advantage where it is *pros*; empty for other sides."""


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
    (
        (" or ",),
        (
            r"^(?:(?:which|what|who)(?: one)?(?: is|'s| are| was)? (?:\w+er|worse|best)\b[,:]?"
            r"|(?:should|do|can|could) (?:i|we|you) \w+) (?P<one>(?:\S+\s){1,4})or\s(?P<other>.+)"
        ),
    ),
    ((":",), r"^(?P<one>[^:]+?)\s(?:and|und|y|et)\s(?P<other>[^:]+?):"),
    # With another opening, "or" mostly joins two clauses: should I eat before or after training.
    (
        (" or ", " oder ", " o "),
        (
            r"^(?!(?:what|which|who|whom|when|where|why|how|is|are|was|were|do|does|did|can|could|should|will|if)\s)"
            r"(?P<one>(?:\S+\s){1,4})(?:or|oder|o)\s(?P<other>.+)"
        ),
    ),
)
_JOINING = ("and", "or", "vs", "und", "y", "et")  # words between two names
_FOR = frozenset(
    """
    pros pro advantages advantage benefits benefit upsides upside strengths strength vorteile ventajas avantages
    """.split()
)
_AGAINST = frozenset(
    """
    cons con disadvantages disadvantage drawbacks drawback downsides downside weaknesses weakness risks risk limitations
    limitation nachteile desventajas
    """.split()
)
"""Words with which a question asks for what speaks for something, and against it."""
_SIGNS = {_FOR: _FOR, _AGAINST: _AGAINST | {"detriments", "pitfalls"}}
"""Words for it in the notes."""


def sides_of(question: str) -> tuple[Side, ...]:
    """Return the two sides of a comparison; empty if the question compares nothing."""
    text = " ".join(fold(question).split())
    for signs, form in _FORMS:
        match = _search(form, text) if any(sign in text for sign in signs) else None
        if match:
            one, other = _last_words(match["one"]), _first_words(match["other"])
            sides = _side(one, terms_of(" ".join(other))), _side(other, terms_of(" ".join(one)))
            if all(side.terms and _names_a_thing(words) for side, words in zip(sides, (one, other), strict=True)):
                return sides
    return _for_and_against(text)


def _search(form: str, text: str) -> re.Match[str] | None:
    import re  # 4 ms: most questions compare nothing

    return re.search(form, text)


def _side(words: list[str], other: Collection[str]) -> Side:
    """Return the side that some words name, without the terms of the other side."""
    own = [term for term in terms_of(" ".join(words)) if term not in other]
    return Side(" ".join(words), frozenset(own))


def _for_and_against(text: str) -> tuple[Side, ...]:
    """Return the sides of a question for arguments for and against something: *pros and cons of tea*."""
    if not any(sign in text for sign in ("pros", "vanta", "venta", "risk", "side", "ness", "back", "nachteile")):
        return ()
    joined = any(f" {word} " in text for word in _JOINING)
    match = _search(rf"\b(?P<one>\w+)\s(?:{'|'.join(_JOINING)})\s(?P<other>\w+)", text) if joined else None
    names = match.groups() if match else ()
    meant = [words for name in names for words in (_FOR, _AGAINST) if name in words]
    if len(meant) < len(names) or meant[:1] == meant[1:]:
        return ()
    return tuple(
        Side(name, frozenset(terms_of(name)), frozenset(terms_of(" ".join(_SIGNS[words]))))
        for name, words in zip(names, meant, strict=True)
    )


def _names_a_thing(words: list[str]) -> bool:
    """Return whether some words name a thing, also *5G*; figures alone are a span of years or of prices."""
    return any(any(map(str.isalpha, word)) for word in words)


def _first_words(text: str) -> list[str]:
    """Return the words up to the first punctuation mark or stop word, which ends the name of a thing."""
    return _named(_words_and_signs(text))


def _last_words(text: str) -> list[str]:
    return _named(_words_and_signs(text)[::-1])[::-1]


def _words_and_signs(text: str) -> list[str]:
    import re

    return re.findall(r"\w+(?:['’.&-]\w+)*|[^\w\s]", text)


def _named(words: list[str]) -> list[str]:
    named: list[str] = []
    for word in words:
        if (word in STOP_WORDS or not word[0].isalnum()) and named:
            break
        if word not in STOP_WORDS and word[0].isalnum():
            named.append(word)
    return named[:MAX_WORDS]
