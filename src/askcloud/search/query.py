"""Question -> Query: its words looked up in an index."""

from __future__ import annotations

from itertools import pairwise

from askcloud.question.synonyms import synonyms_of
from askcloud.question.words import QUESTION_WORDS
from askcloud.record import Record
from askcloud.search.statistics import statistics_of
from askcloud.text.analyzer import is_bigram, term_of
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.index.reader import IndexReader, TermEntry
    from askcloud.question.parse import Question
    from askcloud.search.statistics import CollectionStatistics


class Query(Record):
    """A question as an index sees it."""

    question: Question
    words: dict[str, str]
    """The folded words that are searched, in order of appearance, with their terms."""
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
    answer_type: str | None
    """The type of answer asked for (see `question.answer_type`)."""

    @property
    def unknown(self) -> tuple[str, ...]:
        """Its words that no note contains and that resemble none."""
        return tuple(word for word, term in self.words.items() if term not in self.known)


def resolve(index: IndexReader, question: Question, *, exact: bool = False) -> Query:
    """Look up the words of a question.

    Args:
        index: The index to search.
        question: The question, parsed.
        exact: Whether to search unknown words as they are spelt.
    """
    words: dict[str, str] = {}
    known: dict[str, TermEntry] = {}
    corrections: dict[str, str] = {}
    for typed in dict.fromkeys(_without_seams(index, question.searched)):
        word, entry = _look_up(index, typed, exact=exact or any(typed in phrase for phrase in question.phrases))
        if entry is None and typed in QUESTION_WORDS:
            continue
        if word != typed:
            corrections[typed] = word
        if word not in STOP_WORDS:
            term = words[word] = term_of(word)
            if entry:
                known[term] = entry
    return Query(
        question=question,
        words=words,
        known=known,
        statistics=statistics_of(index, known),
        synonyms=synonyms_of(words.values()),
        corrections=corrections,
        names=frozenset(corrections.get(name, name) for name in question.names),
        answer_type=question.answer_type,
    )


def _look_up(index: IndexReader, typed: str, *, exact: bool) -> tuple[str, TermEntry | None]:
    """Return the word to search for a word as typed, and the entry of its term; None if no note contains it."""
    entry = index.term(term_of(typed))
    if entry is None and not exact and typed not in QUESTION_WORDS:
        from askcloud.search.spelling import corrected  # only for an unknown word

        word = corrected(index, typed) or typed
        return word, index.term(term_of(word))
    return typed, entry


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
