"""Split plain text into sentences, in any script."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from askcloud.text.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_SENTENCE = 1_000
"""Characters; a longer one (a transcript without full stops) is cut at a blank. The 99th percentile has 240."""

_LONG_WORD = 7  # letters; no abbreviation has as many
_MAX_STOPS = 20_000  # of a block; four hours of speech in one paragraph have 5,000

# It begins with one set of characters, which `re` searches for five times as fast as for the first of alternatives.
_RE_END = re.compile(
    r"""
    [.!?…。！？｡।॥؟۔።](?:
        (?<=[.!?…])[.!?…]{0,9}[\"'”’»)\]*_]{0,4}(?=\s|$)                       # Latin, Greek, Cyrillic …
      | (?<=[。！？｡])["”’」』）]{0,4} | (?<=[।॥؟۔።])(?=\s|$)   # CJK needs no blank after it
    )
    """,
    re.VERBOSE,
)
_RE_STOPS_HERE = re.compile(r"[.!?…。！？।]{0,10}")
_RE_CONTINUES = re.compile(r"[,;:]")  # an anchor before one of these follows a label or is within a sentence
_STOPS = tuple(".!?…。！？｡।॥؟۔።")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st vs inc ltd co corp jr sr no fig al eg ie e.g i.e cf approx est dept gen gov sen rep u.s u.k "
    "z.b bzw ca usw nr str bd p pp vol ed eds a.m p.m".split()
)


def sentences_of(
    text: str, anchors: set[int], *, anchors_close: bool = False, breaks: Iterable[int] = ()
) -> list[tuple[int, int]]:
    """Return the (start, end) of each sentence of a plain text, in order, without the blanks around it.

    Args:
        text: Plain text.
        anchors: Offsets at which anchors were cut out: a full stop right before one always ends a sentence.
        anchors_close: Whether the note writes each anchor after its sentence, so that every anchor ends one.
        breaks: Offsets at which a sentence ends in any case.
    """
    stops = islice(_RE_END.finditer(text), _MAX_STOPS)
    ends = {stop.end() for stop in stops if _ends_sentence(text, stop, stop.end() in anchors)}
    if anchors_close:
        ends |= {
            _RE_STOPS_HERE.match(text, anchor).end()  # type: ignore[union-attr]  # it also matches the empty string
            for anchor in anchors
            if not _RE_CONTINUES.match(text, anchor)
        }
    ends.update(breaks)
    spans: list[tuple[int, int]] = []
    start = 0
    for end in sorted(ends):
        spans += _trimmed(text, start, end)
        start = max(start, end)
    return spans + _trimmed(text, start, len(text))


def closes_sentence(text: str, offset: int) -> bool:
    """Return whether the text before an offset ends with a full stop or its like, quotes and brackets aside."""
    return text[max(0, offset - 4) : offset].rstrip("\"'”’»)]*_」』）")[-1:] in _STOPS


def _ends_sentence(text: str, stop: re.Match[str], anchored: bool) -> bool:
    """Return whether a full stop ends its sentence, rather than an abbreviation, an initial or a numeral.

    Args:
        text: The text.
        stop: The full stop or its like.
        anchored: Whether an anchor came right after it.
    """
    end = stop.end()
    following = text[end : end + 20].lstrip()
    if not following:
        return True
    if following[0].islower():
        return False
    if anchored or stop.group() != "." or (end > _LONG_WORD and text[end - 1 - _LONG_WORD : end - 1].isalpha()):
        return True
    before = text[max(0, stop.start() - 20) : stop.start()]
    last_word = before.rsplit(maxsplit=1)[-1] if before and not before[-1].isspace() else ""
    word = last_word.lstrip("(\"'“‘[").lower()
    if word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha()) or (len(word) <= 2 and word.isdigit()):
        following_word = following.split(maxsplit=1)[0]
        return following_word.lower() in STOP_WORDS  # the U.S. Army, J. Smith, 18. Jahrhundert; but: on May 8. The
    return True


def _trimmed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the span without blanks at its ends, cut where it is too long; no span if nothing remains."""
    spans = []
    while start < end and text[start].isspace():
        start += 1
    while end - start > MAX_SENTENCE:
        cut = text.rfind(" ", start + 1, start + MAX_SENTENCE)
        cut = cut if cut > 0 else start + MAX_SENTENCE
        spans.append((start, cut))
        start = cut + (text[cut] == " ")
    while start < end and text[end - 1].isspace():
        end -= 1
    return [*spans, (start, end)] if start < end else spans
