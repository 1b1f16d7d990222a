"""The names in a question, with or without capitals: spans of its words that are in the lexicon of an index."""

from __future__ import annotations

from askcloud.index.lexicon import Name, names_at
from askcloud.question.kind import PERSON
from askcloud.record import Record
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from askcloud.index.reader import IndexReader
    from askcloud.question.parse import Question

MAX_NAME_WORDS = 4
"""Words of a name in a question."""

CAPITAL_SHARE = 0.8
"""Share of capitals in the notes from which a single word is a name: *nvidia*, but not *apple* in *apple pie*."""


class NamedSpan(Record):
    """A name in a question, with or without capitals."""

    name: Name
    """What the lexicon of the index knows of it."""
    start: int
    """Place of its first word among those of the question."""
    end: int
    """Place after its last word."""


def named_spans(index: IndexReader, question: Question, corrections: Mapping[str, str]) -> tuple[NamedSpan, ...]:
    """Return the names in a question, in order; of two that overlap the longer one is meant, or the first.

    Args:
        index: The index whose lexicon knows names.
        question: The question.
        corrections: Words as typed with those searched instead.
    """
    # As `proper_names.name_key` makes them; that module takes 1 ms to import.
    words = [corrections.get(word, word).removesuffix("'s") for word in question.words]
    asking = question.asking_words
    keys = {
        (start, end): " ".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 1, min(start + MAX_NAME_WORDS, len(words)) + 1)
        if words[start] not in STOP_WORDS and words[end - 1] not in STOP_WORDS
    }
    names = names_at(index, [key for key in keys.values() if key not in asking])
    found: list[NamedSpan] = []
    for start, end in sorted(keys, key=lambda span: (span[0] - span[1], span)):
        name = names.get(keys[start, end])
        overlaps = any(start < other.end and other.start < end for other in found)
        if name and name.share >= CAPITAL_SHARE and not overlaps:
            found.append(NamedSpan(name, start, end))
    return tuple(sorted(found, key=lambda span: span.start))


def is_only_a_person(question: Question, names: Sequence[NamedSpan]) -> bool:
    """Return whether a question only asks who a person is: a claim about another person does not answer it."""
    return (
        question.kind == PERSON
        and len(names) == 1
        and STOP_WORDS.issuperset(question.words[: names[0].start])
        and STOP_WORDS.issuperset(question.words[names[0].end :])
    )
