"""Query -> the passages that match it best, through their postings.

Filters, phrases and excluded words are applied here, before the list is cut off: a filter never costs a result.
"""

from __future__ import annotations

from functools import partial
from math import inf

from askcloud.index.bm25 import NOTE, PASSAGE, TITLE, Level
from askcloud.index.database import corruption_error
from askcloud.index.schema import PASSAGE_BITS
from askcloud.question.relations import asking_words
from askcloud.record import Record
from askcloud.search.maxscore import TermScorer, common_ids, maxscore_candidates
from askcloud.search.weights import WEIGHTS, Weights
from askcloud.text.analyzer import term_of, words_of
from askcloud.text.ngrams import pad_words
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from askcloud.index.passages import StoredPassage
    from askcloud.index.postings import Postings
    from askcloud.index.reader import IndexReader
    from askcloud.search.query import Query

    Words = tuple[str, ...]

MAX_CANDIDATES = 35
"""Passages whose claims are read and scored."""

MAX_IN_OTHER_WORDS = 10
"""Passages more that say the relation asked about in other words than the question."""

MAX_TIED = 100
"""Passages that are read where many tie with the last of them; on two real vaults one does."""

PHRASE_BATCH, MAX_PHRASE_BATCH = 35, 10_000
"""Passages that are first read at once to look for phrases in them, and twice as many each time up to the second; they
change only how long that takes."""

MAX_PHRASE_CLAIMS = 200_000
"""Claims that are read to look for phrases, those of the best passages: six times what the most common word makes it
in the larger of two real vaults."""


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
    """Return the best passages, in no order; all that tie with the last one are among them.

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
    """Return the best passages of one file, and those that say the relation in other words, of these the best first.

    A passage may be among both: of the others there are so many more. The arguments are those of `find_candidates`.

    Raises:
        IndexCorruptError: A posting belongs to no note.
    """
    try:
        return _matching(index, query, notes, weights)
    except IndexError as error:
        raise corruption_error("a posting is of no note") from error


def _matching(
    index: IndexReader, query: Query, notes: Collection[int] | None, weights: Weights
) -> tuple[list[PassageHit], list[PassageHit]]:
    by_note = _note_scores(index, query, notes, weights)
    excluded_phrases = [words for words in query.question.excluded if len(words) > 1]
    phrases = (*query.question.phrases, *query.literal)
    reads_texts = bool(phrases or excluded_phrases)
    own = _passage_scores(index, query, notes, by_note, weights, all_passages=reads_texts)
    scores = {passage: score + by_note[passage >> PASSAGE_BITS] for passage, score in own.items()}
    best = _best_matching(index, phrases, excluded_phrases, scores) if reads_texts else _best(scores)
    hits = [PassageHit(passage, own[passage], by_note[passage >> PASSAGE_BITS]) for passage in best]
    if not query.question.relations or reads_texts:
        return hits, []
    return hits, _in_other_words(index, query, notes, by_note, weights, most=MAX_IN_OTHER_WORDS + len(hits))


def _in_other_words(  # noqa: PLR0913  # what is asked, where, and how it is weighted
    index: IndexReader,
    query: Query,
    notes: Collection[int] | None,
    by_note: Sequence[float],
    weights: Weights,
    *,
    most: int,
) -> list[PassageHit]:
    """Return the best passages that name the subject and say the relation in other words, best first, at most so many.

    *Who founded Nvidia* is answered by *established by Jensen Huang*, which lacks one word of two: a hundred passages
    that say *founded* of something else are better by their words.
    """
    asking = asking_words(query.question.relations)
    names = query.name_words
    of_subject = [
        entry
        for word, term in query.words.items()
        if (entry := query.known.get(term)) and word not in asking and (not names or word in names)
    ]
    if not of_subject:
        return []
    rarest, *others = sorted((entry.passages.ids for entry in of_subject), key=len)
    subject = set(rarest)
    for ids in others:
        subject = common_ids(ids, subject)
    words = {term_of(cue) for relation in query.question.relations for cue in relation.said if cue.isalpha()}
    entries = filter(None, map(index.term, sorted(words - query.known.keys())))
    passages = set[int]().union(*(common_ids(entry.passages.ids, subject) for entry in entries))
    scores = dict.fromkeys(_allowed(index, query, notes, passages), 0.0)
    for scorer in _term_scorers(query, weights):
        for passage, added in scorer.scores_for(scores):
            scores[passage] += added
    ordered = sorted((-score - by_note[passage >> PASSAGE_BITS], passage) for passage, score in scores.items())
    return [PassageHit(passage, scores[passage], by_note[passage >> PASSAGE_BITS]) for _, passage in ordered[:most]]


def _note_scores(index: IndexReader, query: Query, notes: Collection[int] | None, weights: Weights) -> list[float]:
    """Return the score of each note by its id; minus infinity for a note that a filter excludes.

    A list: a dictionary takes twice as long.
    """
    statistics = query.statistics
    scores = [0.0] * (index.last_note + 1)
    for term, entry in query.known.items():
        note_unit = _unit_score(NOTE, weights.note, statistics.note_idf(term))
        title_unit = _unit_score(TITLE, weights.title, statistics.title_idf(term))
        _add(scores, entry.notes, note_unit)
        _add(scores, entry.titles, title_unit)
    return scores if notes is None else [score if note in notes else -inf for note, score in enumerate(scores)]


def _passage_scores(  # noqa: PLR0913  # what is asked, where, and how it is weighted
    index: IndexReader,
    query: Query,
    notes: Collection[int] | None,
    by_note: Sequence[float],
    weights: Weights,
    *,
    all_passages: bool,
) -> dict[int, float]:
    """Return the score of each passage by its own terms; of those only that can be among the best, if that is enough.

    The score is summed in the order of the question's words, so that it does not depend on how a passage was found.
    """
    scorers = list(_term_scorers(query, weights))
    allowed = partial(_allowed, index, query, notes)
    if all_passages:
        passages = allowed(set().union(*(scorer.postings.ids for scorer in scorers)))
    else:
        passages = maxscore_candidates(scorers, by_note, allowed, MAX_CANDIDATES)
    scores = dict.fromkeys(passages, 0.0)
    for scorer in scorers:
        for passage, added in scorer.scores_for(scores):
            scores[passage] += added
    return scores


def _term_scorers(query: Query, weights: Weights) -> Iterator[TermScorer]:
    """Return what each known term adds to a passage, in the order of the question's words."""
    for term, entry in query.known.items():
        unit = _unit_score(PASSAGE, weights.passage, query.statistics.passage_idf(term))
        yield TermScorer(entry.passages, unit, unit * entry.passages.max_impact)


def _allowed(
    index: IndexReader, query: Query, notes: Collection[int] | None, passages: Collection[int]
) -> Collection[int]:
    """Return the passages that the filters, the excluded words and the words of phrases leave."""
    if notes is not None:
        passages = [passage for passage in passages if passage >> PASSAGE_BITS in notes]
    for word in (words[0] for words in query.question.excluded if len(words) == 1):
        excluded = _passages_with(index, word)
        passages = [passage for passage in passages if passage not in excluded]
    for word in {word for phrase in query.question.phrases for word in phrase} - STOP_WORDS:
        required = _passages_with(index, word)
        passages = [passage for passage in passages if passage in required]
    return passages


def _passages_with(index: IndexReader, word: str) -> set[int]:
    """Return the passages that contain a word in some form."""
    entry = index.term(term_of(word))
    return set(entry.passages.ids) if entry else set()


def _best(scores: dict[int, float]) -> list[int]:
    threshold = last_of_best(scores.values())
    best = [passage for passage, score in scores.items() if score >= threshold]
    return best if len(best) <= MAX_TIED else sorted(best, key=lambda passage: (-scores[passage], passage))[:MAX_TIED]


def last_of_best(scores: Iterable[float]) -> float:
    """Return the score that the last of the best passages has; 0 without any."""
    return (sorted(scores, reverse=True)[:MAX_CANDIDATES][-1:] or [0.0])[0]


def _best_matching(
    index: IndexReader, phrases: Iterable[Words], excluded: Iterable[Words], scores: dict[int, float]
) -> list[int]:
    """Return the best passages that contain every phrase and no excluded one, reading them from the best down.

    All that tie with the last one are among them, and none below it, wherever a batch ends.
    """
    wanted, unwanted = ([pad_words(words) for words in each] for each in (phrases, excluded))
    ordered = sorted(scores, key=scores.__getitem__, reverse=True)
    best: list[int] = []
    start, size, read = 0, PHRASE_BATCH, 0
    while start < len(ordered) and read < MAX_PHRASE_CLAIMS:
        batch = ordered[start : start + size]
        if len(best) >= MAX_CANDIDATES and scores[batch[0]] < scores[best[MAX_CANDIDATES - 1]]:
            break
        texts = _padded_texts(index, batch)
        best += [
            passage
            for passage in batch
            if all(any(phrase in text for text in texts[passage]) for phrase in wanted)
            and not any(phrase in text for phrase in unwanted for text in texts[passage])
        ]
        read += sum(map(len, texts.values()))
        start, size = start + size, min(2 * size, MAX_PHRASE_BATCH)
    return _best({passage: scores[passage] for passage in best})


def _padded_texts(index: IndexReader, passages: Collection[int]) -> dict[int, list[str]]:
    """Return, by passage, its claims, its title, its headings and lead-ins, as phrases are looked for in them."""
    return {
        passage.id: [pad_words(words_of(text)) for text in _texts_of(index, passage)]
        for passage in index.passages(passages).values()
    }


def _texts_of(index: IndexReader, passage: StoredPassage) -> tuple[str, ...]:
    """Return the title of a passage's note, its headings and lead-ins, and its claims."""
    title = index.note(passage.id >> PASSAGE_BITS).title
    return title, *passage.headings, *passage.context, *(claim.text for claim in passage.claims)


def _unit_score(level: Level, weight: float, idf: float) -> float:
    """Return the score of an impact of 1; impacts are stored in 255 steps (see `index.postings`)."""
    return weight * idf * (level.k1 + 1) / 255


def _add(scores: list[float], postings: Postings, unit: float) -> None:
    """Add the BM25 scores of one term to the notes that contain it."""
    for note, impact in zip(postings.ids, postings.impacts, strict=True):
        scores[note] += unit * impact
