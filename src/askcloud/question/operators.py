"""The operators in a question: exact phrases, excluded words and filters.

`"data gravity"` must occur as it is written, `-word` must not occur in any form, `channel:name` restricts the search.
"""

from __future__ import annotations

import re
from functools import cache

from askcloud.text.analyzer import words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    Phrases = tuple[tuple[str, ...], ...]

FILTERS = ("channel", "tag", "since", "before", "video")
"""The names that restrict the search when they are written before a colon."""

_ALIASES = {"after": "since"}
"""Names of filters that people know from other programs."""

_QUOTED = r'["“„]([^"“”„]+)["“”]'


def extract_operators(typed: str) -> tuple[str, Phrases, Phrases, tuple[tuple[str, str], ...]]:
    """Separate the operators of a question from its plain words.

    Returns:
        The plain text without operators, in which phrases have no quotation marks; the folded words
        of each phrase; the folded words of each exclusion; (filter, value) pairs. All in order of appearance.
    """
    found = list(_operators().finditer(typed))
    plain = _operators().sub(lambda match: f" {match['phrase'] or ''} ", typed)
    return (
        " ".join(plain.split()),
        _words_of_each(match["phrase"] for match in found),
        _words_of_each(match["excluded_phrase"] or match["excluded"] for match in found),
        tuple(_filter(match) for match in found if match["filter"]),
    )


def _filter(match: re.Match[str]) -> tuple[str, str]:
    name = match["filter"].lower()
    return _ALIASES.get(name, name), match["quoted"] or match["value"]


@cache
def _operators() -> re.Pattern[str]:
    pattern = rf"""
         (?<!\S)(?P<filter>{"|".join((*FILTERS, *_ALIASES))}):
            (?:{_QUOTED.replace("(", "(?P<quoted>", 1)}|(?P<value>\S+))
       | (?<!\S)-{_QUOTED.replace("(", "(?P<excluded_phrase>", 1)}
       | (?<!\S)-(?P<excluded>[^\W\d_]\S*)       # a minus before a figure is a sign
       | {_QUOTED.replace("(", "(?P<phrase>", 1)}
    """
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


def _words_of_each(texts: Iterable[str | None]) -> Phrases:
    """Return the folded words of each text that has any."""
    return tuple(filter(None, (tuple(words_of(text)) for text in texts if text)))
