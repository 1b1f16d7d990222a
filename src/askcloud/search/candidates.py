"""Query -> the passages that say most of it, through their postings.

What a question insists on is settled here, before anything is cut off: a filter never costs a result.
"""

from __future__ import annotations

from functools import partial
from math import inf

from askcloud.index.bm25 import NOTE, PASSAGE, TITLE, Level, idf
from askcloud.index.database import corruption_error
from askcloud.index.schema import PASSAGE_BITS
from askcloud.record import record
from askcloud.search.maxscore import TermScorer, maxscore_candidates
from askcloud.search.weights import WEIGHTS, Weights
from askcloud.text.analyzer import term_of, words_of
from askcloud.text.ngrams import pad_words
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from askcloud.index.passages import StoredPassage
    from askcloud.index.postings import Postings
    from askcloud.index.reader import IndexReader
    from askcloud.search.query import Query

    Words = tuple[str, ...]

MAX_CANDIDATES = 35
"""Passages whose claims are read and scored."""


@record
class PassageHit:
    """A passage that says something of the question."""

    passage: int
    by_passage: float
    """B(passage), weighted."""
    by_note: float
    """B(note) and B(title), weighted."""

    @property
    def score(self) -> float:
        """What it is chosen by."""
        return self.by_passage + self.by_note


def find_candidates(
    index: IndexReader, query: Query, notes: Collection[int] | None = None, weights: Weights = WEIGHTS
) -> list[PassageHit]:
    """The best passages, in no order; all that tie with the last one are among them.

    Args:
        index: The index to search.
        query: Its known terms score; its phrases and excluded terms decide which passages count.
        notes: Ids of the only notes to look at; None for all.
        weights: What each level counts.

    Raises:
        IndexCorruptError: A posting is of no note.
    """
    try:
        return _found(index, query, notes, weights)
    except IndexError as error:
        raise corruption_error("a posting is of no note") from error


def _found(index: IndexReader, query: Query, notes: Collection[int] | None, weights: Weights) -> list[PassageHit]:
    by_note = _note_scores(index, query, notes, weights)
    unwanted = [words for words in query.excluded if len(words) > 1]
    to_read = bool(query.phrases or unwanted)
    own = _passage_scores(index, query, notes, by_note, weights, to_read=to_read)
    scores = {passage: earned + by_note[passage >> PASSAGE_BITS] for passage, earned in own.items()}
    best = _best_saying(index, query.phrases, unwanted, scores) if to_read else _best(scores)
    return [PassageHit(passage, own[passage], by_note[passage >> PASSAGE_BITS]) for passage in best]


def _note_scores(index: IndexReader, query: Query, notes: Collection[int] | None, weights: Weights) -> list[float]:
    """By note id: what each note earns, so little that none of its passages will do for one that may not be found.

    A list: a dictionary takes twice as long.
    """
    total = index.counts.notes
    scores = [0.0] * (index.last_note + 1)
    for term, entry in query.known.items():
        weight = query.weight(term)
        _add(scores, entry.notes, _step(entry.notes, NOTE, weight * weights.note, total))
        _add(scores, entry.titles, _step(entry.titles, TITLE, weight * weights.title, total))
    return scores if notes is None else [score if at in notes else -inf for at, score in enumerate(scores)]


def _passage_scores(  # noqa: PLR0913  # what is asked, where, and how it counts
    index: IndexReader,
    query: Query,
    notes: Collection[int] | None,
    by_note: Sequence[float],
    weights: Weights,
    *,
    to_read: bool,
) -> dict[int, float]:
    """What each passage earns by itself; only of those that can be among the best, unless their texts will tell.

    It is summed in the order of the question's words, so that it does not depend on how a passage was found.
    """
    scorers = list(_scorers(index, query, weights))
    allowed = partial(_allowed, index, query, notes)
    if to_read:
        passages = allowed(set().union(*(scorer.postings.ids for scorer in scorers)))
    else:
        passages = maxscore_candidates(scorers, by_note, allowed, MAX_CANDIDATES)
    scores = dict.fromkeys(passages, 0.0)
    for scorer in scorers:
        for passage, added in scorer.scores_for(scores):
            scores[passage] += added
    return scores


def _scorers(index: IndexReader, query: Query, weights: Weights) -> Iterator[TermScorer]:
    """What each known term adds, in the order of the question's words."""
    for term, entry in query.known.items():
        step = _step(entry.passages, PASSAGE, query.weight(term) * weights.passage, index.counts.passages)
        yield TermScorer(entry.passages, step, step * entry.passages.max_impact)


def _allowed(
    index: IndexReader, query: Query, notes: Collection[int] | None, passages: Collection[int]
) -> Collection[int]:
    """The passages that a filter, an excluded word and the words of a phrase leave."""
    if notes is not None:
        passages = [passage for passage in passages if passage >> PASSAGE_BITS in notes]
    for word in (words[0] for words in query.excluded if len(words) == 1):
        banned = _holding(index, word)
        passages = [passage for passage in passages if passage not in banned]
    for word in {word for phrase in query.phrases for word in phrase} - STOP_WORDS:
        needed = _holding(index, word)
        passages = [passage for passage in passages if passage in needed]
    return passages


def _holding(index: IndexReader, word: str) -> set[int]:
    """The passages that say a word in some form."""
    entry = index.term(term_of(word))
    return set(entry.passages.ids) if entry else set()


def _best(scores: dict[int, float]) -> list[int]:
    bar = sorted(scores.values(), reverse=True)[:MAX_CANDIDATES][-1:] or [0.0]
    return [passage for passage, score in scores.items() if score >= bar[0]]


def _best_saying(
    index: IndexReader, phrases: Iterable[Words], unwanted: Iterable[Words], scores: dict[int, float]
) -> list[int]:
    """The best of the passages that say every phrase and none that is unwanted, read from the best down."""
    wanted, banned = ([pad_words(words) for words in each] for each in (phrases, unwanted))
    ordered = sorted(scores, key=scores.__getitem__, reverse=True)
    found: list[int] = []
    for start in range(0, len(ordered), MAX_CANDIDATES):
        batch = ordered[start : start + MAX_CANDIDATES]
        if len(found) >= MAX_CANDIDATES and scores[batch[0]] < scores[found[MAX_CANDIDATES - 1]]:
            break
        says = _reader_of(index, batch)
        found += [
            passage
            for passage in batch
            if all(says(passage, each) for each in wanted) and not any(says(passage, each) for each in banned)
        ]
    return found


def _reader_of(index: IndexReader, passages: Collection[int]) -> Callable[[int, str], bool]:
    """Tells whether one of some passages, its title or what stands above it, says padded words side by side."""
    said = {
        passage.id: [pad_words(words_of(text)) for text in _texts_of(index, passage)]
        for passage in index.passages(passages).values()
    }
    return lambda passage, phrase: any(phrase in piece for piece in said[passage])


def _texts_of(index: IndexReader, passage: StoredPassage) -> tuple[str, ...]:
    """The title of a passage's note, what stands above it, and its claims."""
    title = index.note(passage.id >> PASSAGE_BITS).title
    return title, *passage.headings, *passage.context, *(claim.text for claim in passage.claims)


def _step(postings: Postings, level: Level, weight: float, total: int) -> float:
    """What an impact of 1 earns."""
    return weight * idf(len(postings.ids), total) * (level.k1 + 1) / 255


def _add(scores: list[float], postings: Postings, step: float) -> None:
    """Adds one term's scorer of a level's BM25 to the scores of the notes that hold it."""
    for note, impact in zip(postings.ids, postings.impacts, strict=True):
        scores[note] += step * impact
