"""A question as typed -> its plain words, and what it insists on.

`"data gravity"` must be said as it stands, `-word` must not be said in any form, `channel:name` says where to look.
"""

from __future__ import annotations

import re
from functools import cache

from askcloud.record import record
from askcloud.terms import words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

FILTERS = ("channel", "tag", "since", "before", "video")
"""Words that, before a colon, say where to look."""

_SIGNS = frozenset(':-"“”„')
"""No operator is without one of them."""
_QUOTED = r'["“„]([^"“”„]+)["“”]'


@record
class Question:
    """What a person typed, taken apart."""

    text: str
    """The question in plain words: phrases without their quotes, operators gone."""
    phrases: tuple[tuple[str, ...], ...]
    """Folded words of each phrase that must be said as it stands."""
    excluded: tuple[tuple[str, ...], ...]
    """Folded words that must not be said: one alone in any form, several as they stand."""
    filters: tuple[tuple[str, str], ...]
    """Where to look: names of `FILTERS` with their values, in order."""


def read_question(typed: str) -> Question:
    """The question in a text; any text is one."""
    found = [] if _SIGNS.isdisjoint(typed) else list(_operators().finditer(typed))
    plain = _operators().sub(lambda match: f" {match['phrase'] or ''} ", typed) if found else typed
    return Question(
        text=" ".join(plain.split()),
        phrases=_worded(match["phrase"] for match in found),
        excluded=_worded(match["excluded_phrase"] or match["excluded"] for match in found),
        filters=tuple(
            (match["filter"].lower(), match["quoted"] or match["value"]) for match in found if match["filter"]
        ),
    )


@cache  # .3 ms, and most questions are plain words
def _operators() -> re.Pattern[str]:
    pattern = rf"""
         (?<!\S)(?P<filter>{"|".join(FILTERS)}):(?:{_QUOTED.replace("(", "(?P<quoted>", 1)}|(?P<value>\S+))
       | (?<!\S)-{_QUOTED.replace("(", "(?P<excluded_phrase>", 1)}
       | (?<!\S)-(?P<excluded>[^\W\d_]\S*)       # a minus before a figure is a sign
       | {_QUOTED.replace("(", "(?P<phrase>", 1)}
    """
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


def _worded(texts: Iterable[str | None]) -> tuple[tuple[str, ...], ...]:
    """The words of those texts that hold any."""
    return tuple(filter(None, (tuple(words_of(text)) for text in texts if text)))
