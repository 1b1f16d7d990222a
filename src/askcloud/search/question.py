"""A question as typed -> its plain words, and what it insists on.

`"data gravity"` must be said as it stands, `-word` must not be said in any form, `channel:name` says where to look.
"""

from __future__ import annotations

import re
from functools import cache

from askcloud.record import record
from askcloud.terms import terms_of, words_of

FILTERS = ("channel", "tag", "since", "after", "before", "video")
"""Words that, before a colon, say where to look; `after` is `since`."""

_SIGNS = frozenset(':-"“”„')
"""No operator is without one of them."""


@record
class Question:
    """What a person typed, taken apart."""

    text: str
    """The question in plain words: phrases without their quotes, operators gone."""
    phrases: tuple[tuple[str, ...], ...]
    """Folded words of each phrase that must be said as it stands."""
    excluded: tuple[str, ...]
    """Terms that must not be said."""
    filters: tuple[tuple[str, str], ...]
    """Where to look: names of `FILTERS` with their values, in order."""


def read_question(typed: str) -> Question:
    """The question in a text; any text is one."""
    found = [] if _SIGNS.isdisjoint(typed) else list(_operators().finditer(typed))
    plain = _operators().sub(lambda match: f" {match['phrase'] or ''} ", typed) if found else typed
    phrases = (tuple(words_of(match["phrase"])) for match in found if match["phrase"])
    return Question(
        text=" ".join(plain.split()),
        phrases=tuple(filter(None, phrases)),
        excluded=tuple(term for match in found if match["excluded"] for term in terms_of(match["excluded"])),
        filters=tuple(
            (match["filter"].lower(), match["quoted"] or match["value"] or "") for match in found if match["filter"]
        ),
    )


@cache  # .3 ms, and most questions are plain words
def _operators() -> re.Pattern[str]:
    pattern = rf"""
         (?<!\S)(?P<filter>{"|".join(FILTERS)}):(?:"(?P<quoted>[^"]*)"|(?P<value>\S+))
       | (?<!\S)-(?P<excluded>[^\W\d_]\S*)       # a minus before a figure is a sign
       | ["“”„](?P<phrase>[^"“”„]+)["“”]
    """
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)
