"""Question -> Query: its words looked up in an index."""

from __future__ import annotations

from functools import cache, partial
from itertools import pairwise

from askcloud.index import lexicon
from askcloud.question.kind import (
    DEFINITION,
    EXPANSION,
    defined_words,
    expected_kind,
    may_define_a_term,
    without_naming_words,
)
from askcloud.question.parse import related
from askcloud.question.synonyms import synonyms_of
from askcloud.question.words import QUESTION_WORDS
from askcloud.record import Record, replace
from askcloud.search.question_names import is_only_a_person, named_spans
from askcloud.search.statistics import statistics_of
from askcloud.search.word_forms import RARE, UNUSED, word_usage
from askcloud.text.analyzer import content_words, is_bigram, term_of, words_of
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from askcloud.index.reader import IndexReader, TermEntry
    from askcloud.question.parse import Question
    from askcloud.search.question_names import NamedSpan
    from askcloud.search.statistics import CollectionStatistics

_PROS_AND_CONS = frozenset({"pros", "cons"})
"""Words that together are searched as advantages and disadvantages; alone, *pro* and *con* mean other things too."""


MAX_TOPIC_WORDS = 3
"""Maximum number of words of a topic that is not a name."""

_QUESTION_WORDS = frozenset("what which whose how".split())  # first words of a question with a verb


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
    kind: str | None
    """The kind of answer asked for (see `question.kind`); a definition for *who is X*, which no other name answers, and
    for *what is opportunity cost*, which names nothing that has a price."""
    literal: tuple[tuple[str, ...], ...]
    """Those of its uncommon words that a passage must contain as typed: most texts with their term only begin alike."""
    known_names: tuple[NamedSpan, ...]
    """The names in the question that occur in the notes, in order, with or without capitals; no two overlap."""

    @property
    def name_words(self) -> frozenset[str]:
        """Its words that belong to names: written as names, or known as such by the lexicon."""
        words = self.question.words
        known = (word for span in self.known_names for word in words[span.start : span.end])
        return self.names | {word.removesuffix("'s") for word in known if word not in STOP_WORDS}

    @property
    def required_names(self) -> frozenset[str]:
        """Those words of names that an answer must mention: of a person's name the last, of others all, with a number.

        Several words that the lexicon knows as a name of no certain kind, *the social network*, may be meant as the
        common words that they are, unless they are typed as a name.
        """
        required = set(self.names)
        typed = [word for word in self.question.text.split() if word[:1].isupper()] if self.names else []
        capitals = {word.removesuffix("'s") for word in words_of(" ".join(typed))}
        for span in self.known_names:
            words = [word.removesuffix("'s") for word in self.question.words[span.start : span.end]]
            kind = span.name.kind
            if kind == lexicon.PERSON:
                required.difference_update(words[:-1])
                required.add(words[-1])
            elif kind in (lexicon.ORGANISATION, lexicon.PLACE) or capitals.issuperset(words):
                required.update(word for word in words if word not in STOP_WORDS)
            required.update(filter(str.isdigit, self.question.words[span.end : span.end + 1]))  # *world war 2*
        return frozenset(required)

    @property
    def field_terms(self) -> frozenset[str]:
        """Its terms for the field of what it asks the definition of: *business* of *what is a moat in business*."""
        if self.kind != DEFINITION:
            return frozenset()
        named = set(defined_words(self.question.words))
        return frozenset(term for word, term in self.words.items() if word not in named)

    @property
    def names_topic(self) -> bool:
        """Whether it only names something: a name that the notes know, or a single word."""
        words, spans = self.question.words, self.known_names
        named = {word.removesuffix("'s") for span in spans for word in words[span.start : span.end]}
        is_name = len(self.words) == 1 or (len(spans) == 1 and named.issuperset(self.words))
        return is_name and self._asks_nothing

    @property
    def may_name_topic(self) -> bool:
        """Whether it is a few words that may together name something: *data gravity*, not *what carries sorghum*."""
        has_verb = not _QUESTION_WORDS.isdisjoint(self.question.words[:1])
        return 1 < len(self.words) <= MAX_TOPIC_WORDS and not has_verb and self._asks_nothing

    @property
    def _asks_nothing(self) -> bool:
        """Whether it contains only words that occur in the notes, and does not ask anything about them."""
        question = self.question
        asks = self.kind or question.relations or question.sides or question.wants_list
        operators = question.phrases or question.excluded
        return bool(self.words) and not (asks or operators or self.unknown)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Its words that neither occur in the notes nor resemble a word that does."""
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
    usage = cache(partial(word_usage, index))  # called again for a known word at the end
    comparing = _comparison_words(question)
    weighed = _PROS_AND_CONS if _PROS_AND_CONS.issubset(question.words) else ()
    for typed in dict.fromkeys((*_without_boundary_bigrams(index, question.searched), *_long_form(index, question))):
        literally = exact or any(typed in phrase for phrase in question.phrases)
        word, term, entry = _look_up(
            index, usage, typed, exact=literally, is_name=typed in question.names, is_weighed=typed in weighed
        )
        if (entry is None and typed in QUESTION_WORDS) or typed in comparing:
            continue
        if word != typed:
            corrections[typed] = word
        if word not in STOP_WORDS:
            words[word] = term
            if entry:
                known[term] = entry
    if corrections:
        respelt = _with_corrections(question, corrections)
        if respelt.kind != question.kind or len(respelt.searched) != len(question.searched):
            return replace(resolve(index, respelt, exact=exact), corrections=corrections)
        question = respelt
    names = named_spans(index, question, corrections)
    bare = {word.removesuffix("'s"): term for word, term in words.items()}
    return Query(
        question=question,
        words=words,
        known=known,
        statistics=statistics_of(index, known),
        synonyms=synonyms_of(words.values()),
        corrections=corrections,
        names=frozenset(corrections.get(name, name) for name in question.names),
        kind=DEFINITION if _asks_for_definition(question, names) else question.kind,
        literal=tuple((word,) for word, term in bare.items() if term in known and usage(word, term) == RARE),
        known_names=names,
    )


def _asks_for_definition(question: Question, names: Sequence[NamedSpan]) -> bool:
    is_term = not names and not question.names and may_define_a_term(question.words, question.kind)
    return is_term or is_only_a_person(question, names)


def _comparison_words(question: Question) -> frozenset[str]:
    """Return the words of a comparison that only express that things are compared."""
    if not question.sides:
        return frozenset()
    from askcloud.question.comparison import COMPARING  # already loaded

    return COMPARING


def _with_corrections(question: Question, corrections: Mapping[str, str]) -> Question:
    """Return a question with corrected words: *who foundd nvidia* also asks about a relation."""
    words = [corrections.get(word, word) for word in question.words]
    kind = expected_kind(words)
    content = [word for word in (corrections.get(word, word) for word in question.searched) if word not in STOP_WORDS]
    searched = without_naming_words(content, kind)
    return replace(question, words=words, searched=searched, kind=kind, relations=related(words, kind))


def _long_form(index: IndexReader, question: Question) -> list[str]:
    """Return the folded words of the long form that most notes give of an abbreviation, where a question asks for it.

    They are searched too: an abbreviation may be in more passages than are read, and few write it out.
    """
    if question.kind != EXPANSION or len(question.searched) != 1:
        return []
    forms = lexicon.long_forms(index, question.searched[0])
    if not forms and question.searched[0].endswith("s"):
        forms = lexicon.long_forms(index, question.searched[0][:-1])
    return content_words(forms[0][0]) if forms else []


def _look_up(  # noqa: PLR0913  # what is known of a word before it is looked up
    index: IndexReader, usage: Callable[[str, str], str], typed: str, *, exact: bool, is_name: bool, is_weighed: bool
) -> tuple[str, str, TermEntry | None]:
    """Return the word to search for a word as typed, its term, and the entry of that; None if no note contains it."""
    term = term_of(typed)
    entry = index.term(term)
    begins_like = term
    if entry and usage(typed.removesuffix("'s"), term) == UNUSED:
        term, entry = typed, None
    if exact or typed in QUESTION_WORDS or (entry and not is_weighed):
        return typed, term, entry
    from askcloud.search.substitutes import substitute  # only for an unknown word, or pros and cons

    other = None if is_name else substitute(index, typed)
    if other or entry:
        return typed, other or term, index.term(other) if other else entry
    from askcloud.search.spelling import corrected  # only for an unknown word

    word = corrected(index, typed.removesuffix("'s"))
    if not word or (term == typed and word.startswith(begins_like)):  # *creatine* is not *creative*
        return typed, term, entry
    return word, term_of(word), index.term(term_of(word))


def _without_boundary_bigrams(index: IndexReader, words: list[str]) -> list[str]:
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
