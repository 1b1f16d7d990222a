"""The names in a question, whatever its capitals: those spans of its words that the lexicon of an index knows."""

from __future__ import annotations

from askcloud.index.lexicon import Name, names_at
from askcloud.record import Record
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from askcloud.index.reader import IndexReader

LONGEST = 4
"""Words of a name in a question."""

SINGLE_SHARE = 0.8
"""Share of capitals in the notes from which a single word in small letters is a name: *apple* in notes on companies."""


class NamedSpan(Record):
    """A name in a question."""

    name: Name
    start: int
    """Number of its first word in the question."""
    end: int
    """Number after its last one."""


def named_spans(index: IndexReader, words: Sequence[str]) -> tuple[NamedSpan, ...]:
    """Return the names in a question, in order; one inside another is left out.

    Args:
        index: The index whose lexicon knows names.
        words: All folded words of the question, in order.
    """
    bare = [word.removesuffix("'s") for word in words]
    spans = {
        " ".join(bare[start:end]): (start, end)
        for start in range(len(bare))
        for end in range(start + 1, min(len(bare), start + LONGEST) + 1)
        if bare[start] not in STOP_WORDS and bare[end - 1] not in STOP_WORDS
    }
    names = names_at(index, spans) if spans else {}
    found = [NamedSpan(name, *spans[key]) for key, name in names.items() if " " in key or name.share >= SINGLE_SHARE]
    found.sort(key=lambda span: (span.start - span.end, span.start))  # longest first
    chosen: list[NamedSpan] = []
    for span in found:
        if all(span.end <= other.start or other.end <= span.start for other in chosen):
            chosen.append(span)
    return tuple(sorted(chosen, key=lambda span: span.start))
