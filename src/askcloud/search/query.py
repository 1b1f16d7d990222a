"""Question -> Query: its words looked up in an index."""

from __future__ import annotations

from itertools import pairwise

from askcloud.index.lexicon import names_at
from askcloud.question.kind import DEFINITION, PERSON
from askcloud.question.relations import asking_words
from askcloud.question.synonyms import synonyms_of
from askcloud.question.words import QUESTION_WORDS
from askcloud.record import Record
from askcloud.search.statistics import statistics_of
from askcloud.search.weights import INHERITED_WEIGHT
from askcloud.text.analyzer import content_words, is_bigram, term_of
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from askcloud.index.lexicon import Name
    from askcloud.index.reader import IndexReader, TermEntry
    from askcloud.question.parse import Question
    from askcloud.search.statistics import CollectionStatistics

_PROS_AND_CONS = frozenset({"pros", "cons"})
"""Words that together are searched as advantages and disadvantages; alone, *pro* and *con* mean other things too."""


_LONGEST_NAME = 4  # words of a name that is looked for in a question
_CAPITAL_SHARE = 0.8  # share of capitals from which a single word is taken for a name: *nvidia*, but not *apple pie*


class NamedSpan(Record):
    """A name in a question, whatever its capitals there."""

    name: Name
    """What the lexicon of the index knows of it."""
    start: int
    """Place of its first word among those of the question."""
    end: int
    """Place after its last word."""


class Query(Record):
    """A question as an index sees it."""

    question: Question
    words: dict[str, str]
    """The folded words that are searched, in order of appearance, with the terms under which they are looked up."""
    known: dict[str, TermEntry]
    """Those of its terms that some note contains."""
    statistics: CollectionStatistics
    """Totals, and document frequencies of its known terms."""
    synonyms: dict[str, frozenset[str]]
    """Terms that may replace one of its own."""
    corrections: dict[str, str]
    """Words as typed that no note contains, with those searched instead, which are in `words`."""
    names: frozenset[str]
    """Those of its words that are written as names, in the spelling searched; without 's."""
    inherited: frozenset[str]
    """Those of its terms that come from the question before it and weigh less."""
    kind: str | None
    """The kind of answer asked for (see `question.kind`)."""
    known_names: tuple[NamedSpan, ...] = ()
    """The names in it that the notes say, in order, whatever their capitals; no two overlap."""

    def weight(self, term: str) -> float:
        """Return the weight of a term: 1 for one of the question's own, less for an inherited one."""
        return INHERITED_WEIGHT if term in self.inherited else 1.0

    @property
    def unknown(self) -> tuple[str, ...]:
        """Its words that no note contains and that resemble none."""
        return tuple(word for word, term in self.words.items() if term not in self.known)


def resolve(
    index: IndexReader,
    question: Question,
    *,
    exact: bool = False,
    inherited: Sequence[str] = (),
    kind: str | None = None,
) -> Query:
    """Look up the words of a question.

    Args:
        index: The index to search.
        question: The question, parsed.
        exact: Whether to search unknown words as they are spelt.
        inherited: Words that the question takes from the one before it (see `question.followup`).
        kind: The kind of answer that the question before asked for; *and the other?* asks for the same.
    """
    words: dict[str, str] = {}
    known: dict[str, TermEntry] = {}
    corrections: dict[str, str] = {}
    own = _without_seams(index, question.searched)
    weighed = _PROS_AND_CONS if _PROS_AND_CONS.issubset(question.words) else ()
    for typed in dict.fromkeys([*own, *(content_words(" ".join(inherited)) if inherited else ())]):
        literally = exact or any(typed in phrase for phrase in question.phrases)
        word, term, entry = _look_up(
            index, typed, exact=literally, is_name=typed in question.names, is_weighed=typed in weighed
        )
        if entry is None and typed in QUESTION_WORDS:
            continue
        if word != typed:
            corrections[typed] = word
        if word not in STOP_WORDS:
            words[word] = term
            if entry:
                known[term] = entry
    own_terms = {words.get(corrections.get(typed, typed)) for typed in own}
    names = _known_names(index, question, corrections)
    return Query(
        question=question,
        words=words,
        known=known,
        statistics=statistics_of(index, known),
        synonyms=synonyms_of(words.values()),
        corrections=corrections,
        names=frozenset(corrections.get(name, name) for name in question.names),
        inherited=frozenset(words.values()) - own_terms,
        kind=DEFINITION if _asks_who_somebody_is(question, names) else question.kind or kind,
        known_names=names,
    )


def _asks_who_somebody_is(question: Question, names: Sequence[NamedSpan]) -> bool:
    """Return whether a question names a person and nothing else: *who is Jensen Huang* is not answered by a name."""
    return (
        question.kind == PERSON
        and len(names) == 1
        and STOP_WORDS.issuperset(question.words[: names[0].start])
        and STOP_WORDS.issuperset(question.words[names[0].end :])
    )


def _known_names(index: IndexReader, question: Question, corrections: Mapping[str, str]) -> tuple[NamedSpan, ...]:
    """Look up the names in a question; of two that overlap the longer one is meant, or the first."""
    # As `proper_names.name_key` makes them; that module takes 1 ms to import.
    words = [corrections.get(word, word).removesuffix("'s") for word in question.words]
    asking = asking_words(question.relations)
    keys = {
        (start, end): " ".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 1, min(start + _LONGEST_NAME, len(words)) + 1)
        if words[start] not in STOP_WORDS and words[end - 1] not in STOP_WORDS
    }
    names = names_at(index, [key for key in keys.values() if key not in asking])
    found: list[NamedSpan] = []
    for start, end in sorted(keys, key=lambda span: (span[0] - span[1], span)):
        name = names.get(keys[start, end])
        overlaps = any(start < other.end and other.start < end for other in found)
        if name and name.share >= _CAPITAL_SHARE and not overlaps:
            found.append(NamedSpan(name, start, end))
    return tuple(sorted(found, key=lambda span: span.start))


def _look_up(
    index: IndexReader, typed: str, *, exact: bool, is_name: bool, is_weighed: bool
) -> tuple[str, str, TermEntry | None]:
    """Return the word to search for a word as typed, its term, and the entry of that; None if no note contains it."""
    term = term_of(typed)
    entry = index.term(term)
    if exact or typed in QUESTION_WORDS or (entry and not is_weighed):
        return typed, term, entry
    from askcloud.search.substitutes import substitute  # only for an unknown word, or pros and cons

    other = None if is_name else substitute(index, typed)
    if other or entry:
        return typed, other or term, index.term(other) if other else entry
    from askcloud.search.spelling import corrected  # only for an unknown word

    word = corrected(index, typed) or typed
    return word, term_of(word), index.term(term_of(word))


def _without_seams(index: IndexReader, words: list[str]) -> list[str]:
    """Return words without the bigrams that only join two words of a script without spaces.

    谁发现 asks for 发现, and no note need contain 谁发: a bigram that no note contains is dropped where it overlaps one
    that some note contains.
    """
    bigrams = [word for word in words if is_bigram(word)]
    if not bigrams:
        return words
    known = {word for word in bigrams if index.term(term_of(word))}
    seams = {
        one if other in known else other
        for one, other in pairwise(bigrams)
        if one[1] == other[0] and (one in known) != (other in known)
    }
    return [word for word in words if word not in seams]
