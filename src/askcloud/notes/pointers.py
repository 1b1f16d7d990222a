"""Find the links that end a sentence without being part of it, and where the sentence ends without them.

Some notes end many of their sentences with the title of another note, linked and without a mark before it: "It feeds
the town [[rivers_of_the_world | Rivers of the world]]." Such a link is a pointer to another note. In other notes the
same markup is part of a sentence: "It is one of the [[rivers_of_the_world | Rivers of the world]]." The whole note
shows which it is, because notes with pointers have few other links.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from askcloud.text.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askcloud.notes.blocks import Block
    from askcloud.notes.plain_text import PlainText

_MIN_TITLE_WORDS = 4  # a shorter title often is the last word of a sentence
_MIN_SENTENCE_WORDS = 6  # that remain
_MIN_POINTERS = 2  # of a note; one may be the last words of its sentence
_OPEN_WORDS = STOP_WORDS | set(
    "across amid among beyond broader despite including regarding see toward towards via wider within".split()
)
_RE_OPEN_END = re.compile(  # after these a sentence must continue: endings of adjectives and participles, punctuation
    r"(?:(?:ive|al|ic|ful|ous|ent|ant|ing|able|ible|less|ary|ate|ed)|[^\w\"'”’»)])$", re.IGNORECASE
)
_CLOSING = " .!?…)]\"'”’"


def ends_before_pointers(
    blocks: Sequence[Block], plain_texts: Sequence[PlainText], spans: Sequence[Sequence[tuple[int, int]]]
) -> list[dict[int, int]]:
    """Return for each block the end of each sentence without the pointer that ends it, by its end with it.

    Args:
        blocks: The blocks of a note.
        plain_texts: The plain text of each block.
        spans: (start, end) of each sentence of each block.
    """
    from askcloud.notes.blocks import HEADING  # the parser: 60 ms, and `inline` is used without it

    if not any(plain.titles for plain in plain_texts):  # as in most notes
        return [{} for _ in blocks]
    links = 0
    pointers = 0
    ends: list[dict[int, int]] = []
    for block, plain, sentences in zip(blocks, plain_texts, spans, strict=True):
        of_block: dict[int, int] = {}
        if block.kind != HEADING and plain.text.strip(_CLOSING) not in plain.links:
            links += len(plain.links)
            for start, end in plain.titles if sentences else ():
                sentence = next((each for each in sentences if each[0] < start < end <= each[1]), None)
                if sentence and not plain.text[end : sentence[1]].strip(_CLOSING):
                    pointers += 1
                    before = plain.text[sentence[0] : start].rstrip(" (")
                    if _is_whole(before):
                        of_block[sentence[1]] = sentence[0] + len(before)
        ends.append(of_block)
    return ends if pointers >= _MIN_POINTERS and pointers * 2 >= links else [{} for _ in blocks]


def is_long_title(shown: str) -> bool:
    """Return whether the title of a note is too long to be the last words of a sentence."""
    return len(shown.split()) >= _MIN_TITLE_WORDS


def _is_whole(text: str) -> bool:
    """Return whether a sentence is complete, judging by its last word."""
    words = text.split()
    if len(words) < _MIN_SENTENCE_WORDS:
        return False
    return words[-1].lower().strip("*_\"'") not in _OPEN_WORDS and not _RE_OPEN_END.search(words[-1])
