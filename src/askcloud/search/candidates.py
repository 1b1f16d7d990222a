"""Query -> the passages that match it best, through their postings.

Filters, phrases and excluded words are applied here, before the list is cut off, so a filter never loses a result.
"""

from __future__ import annotations

from functools import partial
from itertools import chain, islice

from askcloud.index.bm25 import NOTE, PASSAGE, TITLE, Level
from askcloud.index.database import corruption_error
from askcloud.index.schema import PASSAGE_BITS
from askcloud.record import Record
from askcloud.search.maxscore import LevelScorer, TermScorer, common_ids, ids_in_all, maxscore_candidates, note_scores
from askcloud.search.weights import WEIGHTS, Weights
from askcloud.text.analyzer import fold, term_of, words_of
from askcloud.text.ngrams import pad_words
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from askcloud.index.passages import StoredPassage
    from askcloud.index.postings import ByNote, Postings
    from askcloud.index.reader import IndexReader, StoredNote
    from askcloud.search.query import Query

    Words = tuple[str, ...]

MAX_CANDIDATES = 35
"""Passages whose claims are read and scored."""

MAX_IN_OTHER_WORDS = 10
"""Additional passages that express the relation asked about in other words than the question."""

MAX_TIED = 100
"""Passages that are read where many tie with the last of them; on two real vaults one does."""

PHRASE_BATCH, MAX_PHRASE_BATCH = 35, 10_000
"""Passages that are first read at once to look for phrases in them, and twice as many each time up to the second; they
change only how long that takes."""

MAX_PHRASE_PASSAGES = 50_000
"""Passages in which phrases are looked for, those that score best: six times as many as have the most common word in
the larger of two real vaults."""

_MORE = 4  # times as many passages are taken where the best ones do not suffice
_FEW = 20_000  # passages that are all scored where only these are wanted: to look for the best of them takes longer
_MANY = 2_000  # passages on a subject, of which only the best are compared with other lists, if these suffice
_SOME = 50  # of them show whether they do


class PassageHit(Record):
    """A passage that matches a question."""

    passage: int
    """Its id."""
    by_passage: float
    """The weighted BM25 score of its own terms."""
    by_note: float
    """The weighted BM25 score of its note's terms and title."""

    @property
    def score(self) -> float:
        """The score by which it was selected."""
        return self.by_passage + self.by_note


def find_candidates(
    index: IndexReader, query: Query, notes: Collection[int] | None = None, weights: Weights = WEIGHTS
) -> list[PassageHit]:
    """Return the best passages, unordered, including all that tie with the last one.

    Args:
        index: The index to search.
        query: Its known terms score; its phrases and excluded terms decide which passages match.
        notes: Ids of the only notes to search; None for all.
        weights: The weight of each level.

    Raises:
        IndexCorruptError: A posting belongs to no note.
    """
    if index.shards:
        from askcloud.search.parts import candidates_in_parts  # only where an index is of several files

        return candidates_in_parts(index, query, notes, weights)
    best, others = matching_passages(index, query, notes, weights)
    found = {hit.passage for hit in best}
    return best + [hit for hit in others if hit.passage not in found][:MAX_IN_OTHER_WORDS]


def matching_passages(
    index: IndexReader, query: Query, notes: Collection[int] | None, weights: Weights
) -> tuple[list[PassageHit], list[PassageHit]]:
    """Return the best passages of one file, and those that express the relation in other words, best first.

    A passage may be among both: of the others there are so many more. The arguments are those of `find_candidates`.
    """
    search = _Search(index, query, notes, weights)
    excluded = [words for words in query.question.excluded if len(words) > 1]
    phrases = (*query.question.phrases, *query.literal)
    if phrases or excluded:
        return search.hits(_best_matching(index, phrases, excluded, search)), []
    hits = search.hits(_best(search.scores(search.candidates(MAX_CANDIDATES))))
    if not query.question.relations:
        return hits, []
    return hits, search.hits(_in_other_words(index, query, search, most=MAX_IN_OTHER_WORDS + len(hits)))


class _Search:
    """Finds and scores passages of one file for one question."""

    def __init__(self, index: IndexReader, query: Query, notes: Collection[int] | None, weights: Weights) -> None:
        self._terms = list(_term_scorers(query, weights))
        self._notes = notes
        self._last_note = index.last_note
        question = query.question
        self._excluded = [_with_word(index, words[0]) for words in question.excluded if len(words) == 1]
        in_phrases = {word for phrase in question.phrases for word in phrase} - STOP_WORDS
        wanted = [_with_word(index, word) for word in in_phrases]
        wanted += [_near_word(index, word) for words in query.literal for word in words]
        self.among = ids_in_all(wanted) if wanted else None
        """The passages that contain all words of the phrases in some form, and in or near which all words occur that
        are searched as typed; None if there are neither."""
        self._of_passages: dict[int, float] = {}
        self._of_notes: dict[int, float] = {}

    def candidates(self, count: int, among: set[int] | None = None) -> Collection[int]:
        """Return at least `count` of the best passages, with all that tie with the last, and a few more."""
        if among is not None and len(among) <= _FEW:
            return self._allowed(among, among)
        allowed = partial(self._allowed, among)
        try:
            return maxscore_candidates(self._terms, self._last_note, self._notes, allowed, count)
        except IndexError as error:
            raise corruption_error("a posting belongs to no note") from error

    def _allowed(self, among: set[int] | None, passages: Collection[int]) -> Collection[int]:
        """Return those of some passages that pass the filters and excluded words and are in `among`."""
        if self._notes is not None:
            passages = [passage for passage in passages if passage >> PASSAGE_BITS in self._notes]
        if among is not None:
            passages = among.intersection(passages)
        for ids in self._excluded:
            passages = set(passages).difference(common_ids(ids, set(passages)))
        return passages

    def best_first(self, count: int, among: set[int] | None = None) -> Iterator[list[int]]:
        """Yield all passages that contain a term, or those among some: best first, equal ones by id, a list at a time.

        Args:
            count: How many passages the first list has, if none tie with the last; the next ones have more. If few are
                wanted, it has all.
            among: The only passages that are wanted; None for all.
        """
        is_whole = among is not None and len(among) <= _FEW  # then the first list has all: they are scored anyway
        done = 0
        while True:
            scores = self.scores(self.candidates(count, among))
            is_last = is_whole or len(scores) < count
            threshold = 0.0 if is_last else sorted(scores.values(), reverse=True)[count - 1]
            sure = sorted((-score, passage) for passage, score in scores.items() if score >= threshold)
            yield [passage for _, passage in sure[done:]]
            if is_last:
                return
            done, count = len(sure), count * _MORE

    def scores(self, passages: Collection[int]) -> dict[int, float]:
        """Return the score of each of some passages that contains a term.

        It is summed in the order of the question's words, so that it does not depend on how a passage was found.
        """
        own: dict[int, float] = {}
        wanted = set(passages)
        for term in self._terms:
            for passage, added in term.passages.scores_for(wanted):
                own[passage] = own.get(passage, 0.0) + added
        self._of_passages = own
        self._of_notes = note_scores(self._terms, {passage >> PASSAGE_BITS for passage in own})
        return {passage: score + self._of_notes[passage >> PASSAGE_BITS] for passage, score in own.items()}

    def score(self, passage: int) -> float:
        """Return the score of one of the passages whose scores were asked for last."""
        return self._of_passages[passage] + self._of_notes[passage >> PASSAGE_BITS]

    def hits(self, passages: Iterable[int]) -> list[PassageHit]:
        """Return passages with their scores, which were just asked for."""
        of_passages, of_notes = self._of_passages, self._of_notes
        return [PassageHit(passage, of_passages[passage], of_notes[passage >> PASSAGE_BITS]) for passage in passages]


def _in_other_words(index: IndexReader, query: Query, search: _Search, most: int) -> list[int]:
    """Return the best passages that name the subject and express the relation in other words, best first.

    *Who founded Nvidia* is answered by *established by Jensen Huang*, which lacks one of the two words: a hundred
    passages in which something else was *founded* have higher scores for their words.
    """
    asking = query.question.asking_words
    names = query.name_words
    of_subject = [
        entry.passages.ids
        for word, term in query.words.items()
        if (entry := query.known.get(term)) and word not in asking and (not names or word in names)
    ]
    if not of_subject:
        return []
    words = {term_of(cue) for relation in query.question.relations for cue in relation.said if cue.isalpha()}
    saying = [entry.passages.ids for entry in map(index.term, sorted(words - query.known.keys())) if entry]
    subject = ids_in_all(of_subject)
    count, some = most * _MORE, set(islice(subject, _SOME))
    if len(subject) > _MANY and len(_in_any(saying, some)) * count >= most * len(some):
        best = next(search.best_first(count, subject))[:count]
        said = _in_any(saying, set(best))
        if len(said) >= most:
            return [passage for passage in best if passage in said][:most]
    return next(search.best_first(most, _in_any(saying, subject)))[:most]


def _in_any(lists: Iterable[Sequence[int]], wanted: set[int]) -> set[int]:
    """Return those of some ids that are in one of some ascending lists."""
    return set[int]().union(*(common_ids(ids, wanted) for ids in lists))


def _with_word(index: IndexReader, word: str) -> Sequence[int]:
    """Return the passages that contain a word in some form, ascending."""
    entry = index.term(term_of(word))
    return entry.passages.ids if entry else ()


def _near_word(index: IndexReader, word: str) -> Sequence[int]:
    """Return the passages that contain a word in some form, and those of notes whose title has it, ascending."""
    entry = index.term(term_of(word))
    if not entry:
        return ()
    titles = ((note, stored.title) for note, stored in index.notes_by_id(entry.titles.ids).items())
    titled = [note for note, title in titles if word in fold(title)]
    return sorted({*entry.passages.ids, *(each.id for note in titled for each in index.passages_of(note))})


def _term_scorers(query: Query, weights: Weights) -> Iterator[TermScorer]:
    """Return what each known term adds to a passage, in the order of the question's words."""
    statistics = query.statistics
    for term, entry in query.known.items():
        yield TermScorer(
            _level_scorer(entry.passages, _unit_score(PASSAGE, weights.passage, statistics.passage_idf(term))),
            _level_scorer(entry.notes, _unit_score(NOTE, weights.note, statistics.note_idf(term)), entry.by_note),
            _level_scorer(entry.titles, _unit_score(TITLE, weights.title, statistics.title_idf(term))),
            entry.by_note,
        )


def _level_scorer(postings: Postings, unit: float, by_note: ByNote | None = None) -> LevelScorer:
    return LevelScorer(postings, unit, unit * (by_note or postings).max_impact)


def _best(scores: dict[int, float]) -> list[int]:
    threshold = last_of_best(scores.values())
    best = [passage for passage, score in scores.items() if score >= threshold]
    return best if len(best) <= MAX_TIED else sorted(best, key=lambda passage: (-scores[passage], passage))[:MAX_TIED]


def last_of_best(scores: Iterable[float]) -> float:
    """Return the score that the last of the best passages has; 0 without any."""
    return (sorted(scores, reverse=True)[:MAX_CANDIDATES][-1:] or [0.0])[0]


def _best_matching(
    index: IndexReader, phrases: Iterable[Words], excluded: Iterable[Words], search: _Search
) -> list[int]:
    """Return the best passages that contain every phrase and no excluded one, reading them in order of score.

    All that tie with the last one are included, and none below it, wherever a batch ends.
    """
    wanted, unwanted = ([pad_words(words) for words in each] for each in (phrases, excluded))
    spoken = {word for words in phrases for word in words}
    ordered = chain.from_iterable(search.best_first(PHRASE_BATCH, search.among))
    best: list[int] = []
    size, read = PHRASE_BATCH, 0
    while read < MAX_PHRASE_PASSAGES and (batch := list(islice(ordered, size))):
        if len(best) >= MAX_CANDIDATES and search.score(batch[0]) < search.score(best[MAX_CANDIDATES - 1]):
            break
        texts = _padded_texts(index, index.passages_saying(spoken, batch))
        best += [
            passage
            for passage in batch
            if all(any(phrase in text for text in texts.get(passage, ())) for phrase in wanted)
            and not any(phrase in text for phrase in unwanted for text in texts.get(passage, ()))
        ]
        read += len(batch)
        size = min(2 * size, MAX_PHRASE_BATCH)
    return _best({passage: search.score(passage) for passage in best})


def _padded_texts(index: IndexReader, passages: Collection[int]) -> dict[int, list[str]]:
    """Return, by passage, its claims, its title, its headings and lead-ins, as phrases are looked for in them."""
    notes = index.notes_by_id({passage >> PASSAGE_BITS for passage in passages})
    return {
        passage.id: [pad_words(words_of(text)) for text in _texts_of(notes[passage.id >> PASSAGE_BITS], passage)]
        for passage in index.passages(passages).values()
    }


def _texts_of(note: StoredNote, passage: StoredPassage) -> tuple[str, ...]:
    """Return the title of a passage's note, its headings and lead-ins, and its claims."""
    return note.title, *passage.headings, *passage.context, *(claim.text for claim in passage.claims)


def _unit_score(level: Level, weight: float, idf: float) -> float:
    """Return the score of an impact of 1; impacts are stored in 255 steps (see `index.postings`)."""
    return weight * idf * (level.k1 + 1) / 255
