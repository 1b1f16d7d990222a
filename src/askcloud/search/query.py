"""Question -> Query: its words looked up in an index."""

from __future__ import annotations

from itertools import pairwise

from askcloud.question.answer_type import expected_answer_type
from askcloud.question.parse import QUESTION_WORDS, names_in
from askcloud.question.synonyms import synonyms_of
from askcloud.record import record
from askcloud.search.weights import INHERITED_WEIGHT
from askcloud.text.analyzer import content_words, is_bigram, term_of, words_of
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from askcloud.index.reader import IndexReader, TermEntry
    from askcloud.question.parse import Question


@record
class Query:
    """A question as the index sees it."""

    words: dict[str, str]
    """Its folded words that carry meaning, in order of appearance, with their terms."""
    known: dict[str, TermEntry]
    """Those of its terms that some note says."""
    synonyms: dict[str, frozenset[str]]
    """Terms that may stand for one of its own."""
    corrections: dict[str, str]
    """Words as typed that no note says, with those searched instead, which are in `words`."""
    names: frozenset[str]
    """Those of its words that are written as names, in the spelling searched; without 's."""
    inherited: frozenset[str]
    """Those of its terms that come from the question before it and weigh less."""
    phrases: tuple[tuple[str, ...], ...]
    """Folded words that must be said side by side."""
    excluded: tuple[tuple[str, ...], ...]
    """Folded words that must not be said: one alone in any form, several as they stand."""
    expected_answer_type: str | None
    """The type of answer it asks for (see `answer_type`)."""

    def weight(self, term: str) -> float:
        """What a term counts, 1 for one of the question's own."""
        return INHERITED_WEIGHT if term in self.inherited else 1.0

    @property
    def unknown(self) -> tuple[str, ...]:
        """Its words that no note says, and that resemble none."""
        return tuple(word for word, term in self.words.items() if term not in self.known)


def read_query(
    index: IndexReader, question: Question, *, exact: bool = False, inherited: Sequence[str] = (), before: str = ""
) -> Query:
    """Looks up the words of a question.

    Args:
        index: The index to search.
        question: Taken apart.
        exact: Whether to leave the spelling of unknown words alone.
        inherited: Words of the question before, which it leaves out (see `followup`).
        before: That question, if any was carried: *and the other?* asks for what it asked for.
    """
    words: dict[str, str] = {}
    known: dict[str, TermEntry] = {}
    corrections: dict[str, str] = {}
    asked: set[str] = set()
    own = _without_seams(index, _asked_words(question.text))
    quoted = {word for phrase in question.phrases for word in phrase}
    for typed in dict.fromkeys([*own, *content_words(" ".join(inherited))]):
        word = typed
        entry = index.term(term_of(word))
        if entry is None and typed in QUESTION_WORDS:
            continue
        if entry is None and not exact and typed not in quoted:
            word = _corrected(index, typed)
            entry = index.term(term_of(word))
        if word != typed:
            corrections[typed] = word
        if word not in STOP_WORDS:
            term = words[word] = term_of(word)
            if entry:
                known[term] = entry
            if typed in own:
                asked.add(term)
    return Query(
        words=words,
        known=known,
        synonyms=synonyms_of(words.values()),
        corrections=corrections,
        names=frozenset(corrections.get(name, name) for name in names_in(question.text)),
        inherited=frozenset(words.values()) - asked,
        phrases=question.phrases,
        excluded=question.excluded,
        expected_answer_type=expected_answer_type(question.text) or expected_answer_type(before),
    )


def _asked_words(text: str) -> list[str]:
    """The words of a question that carry meaning, without the verb of *how does … work* and *what does … mean*."""
    words = content_words(text)
    match words_of(text):
        case ["how", "do" | "does" | "did", _, *rest]:
            asking = {"work", "works"}.intersection(rest)
        case ["what", "do" | "does" | "did", _, *rest]:
            asking = {"mean", "means"}.intersection(rest)
        case _:
            return words
    return [word for word in words if word not in asking] or words


def _without_seams(index: IndexReader, words: list[str]) -> list[str]:
    """Words without the pairs of letters that no note says and that lie over one that some note says.

    Where words are not spaced, 谁发现 asks for 发现, and no note need say 谁发.
    """
    pairs = [word for word in words if is_bigram(word)]
    said = {word for word in pairs if index.term(term_of(word))}
    seams = {
        one if other in said else other
        for one, other in pairwise(pairs)
        if one[1] == other[0] and (one in said) != (other in said)
    }
    return [word for word in words if word not in seams]


def _corrected(index: IndexReader, word: str) -> str:
    """The nearest word that some note says; the word itself if none is near or it is a word of English."""
    from askcloud.search.spelling import corrected  # only for an unknown word

    return corrected(index, word) or word
