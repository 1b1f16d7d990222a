"""scikit-learn as the oracle: scores worked out from its count matrix are those an index gives."""

from __future__ import annotations

from itertools import chain
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askcloud.index.bm25 import CLAIM, NOTE, PASSAGE, TITLE, idf
from askcloud.index.schema import PASSAGE_BITS
from askcloud.indexer.counting import count_notes
from askcloud.indexer.texts import NoteTexts
from askcloud.question.parse import parse_question
from askcloud.search import candidates as hits
from askcloud.search import rank
from askcloud.search.query import resolve
from askcloud.search.weights import WEIGHTS
from askcloud.text.analyzer import terms_of

WORDS = st.sampled_from("river stone honey bee glass cedar harbor lantern 1,200 Łódź".split())
PHRASES = st.lists(WORDS, min_size=4, max_size=12).map(" ".join)
PARAGRAPHS = st.lists(PHRASES.map(lambda words: f"{words} [00:00:10]."), min_size=1, max_size=3).map(" ".join)
SECTIONS = st.tuples(st.sampled_from(["", "## River\n\n", "## Glass and cedar\n\n"]), PARAGRAPHS).map("".join)
NOTES = st.tuples(PHRASES, st.lists(SECTIONS, min_size=1, max_size=4).map("\n\n".join)).map(
    lambda parts: f"---\ntitle: {parts[0]}\nvideoId: aB3_dE6-hI9\n---\n\n{parts[1]}\n"
)
VAULTS = st.lists(NOTES, min_size=1, max_size=6)
QUESTIONS = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)


class Oracle:
    """The BM25 of every text of an index, from its texts, the constants of the levels and scikit-learn's counts."""

    def __init__(self, index):
        self.claims = {(each.passage, each.position): each for note in index.notes() for each in index.claims_of(note)}
        said = {}
        for (passage, _), claim in self.claims.items():
            said.setdefault(passage, []).append(claim.text)
        above = index.passages(said)
        self.titles = {at: note.title for at, note in index.notes().items()}
        self.passages = {
            at: " ".join(chain([self.titles[at >> PASSAGE_BITS]], above[at].headings, above[at].context, texts))
            for at, texts in said.items()
        }
        self.notes = {
            note: " ".join([title, *(claim.text for claim in index.claims_of(note))])
            for note, title in self.titles.items()
        }

    def scores(self, texts, level, question, *, quantised=True):
        """Text id -> BM25; impacts are rounded to 255 steps as the index stores them."""
        # Here, because every process that runs tests loads this module, and one or two run its tests.
        from sklearn.feature_extraction.text import CountVectorizer

        terms = list(dict.fromkeys(terms_of(question)))
        counter = CountVectorizer(analyzer=terms_of).fit([*texts.values(), question])
        counts = counter.transform(texts.values()).toarray().astype(float)
        lengths = counts.sum(axis=1, keepdims=True)
        counts = counts[:, [counter.vocabulary_[term] for term in terms]]
        df = (counts > 0).sum(axis=0)
        rarity = np.log(1 + (len(texts) - df + 0.5) / (df + 0.5))
        saturation = counts + level.k1 * (1 - level.b + level.b * lengths / level.reference)
        impacts = (level.k1 + 1) * counts / saturation
        if quantised:
            steps = np.clip(np.rint(impacts * 255 / (level.k1 + 1)), 1, 255) * (counts > 0)
            impacts = steps * (level.k1 + 1) / 255
        return dict(zip(texts, (impacts @ rarity).tolist(), strict=True))

    def passage_scores(self, question, *, quantised=True):
        """Passage id -> its BM25, its note's and its title's, each weighted; of the passages that hold a term."""
        own = self.scores(self.passages, PASSAGE, question, quantised=quantised)
        notes = self.scores(self.notes, NOTE, question, quantised=quantised)
        titles = self.scores(self.titles, TITLE, question, quantised=quantised)
        return {
            at: WEIGHTS.passage * score
            + WEIGHTS.note * notes[at >> PASSAGE_BITS]
            + WEIGHTS.title * titles[at >> PASSAGE_BITS]
            for at, score in own.items()
            if score
        }

    def claim_scores(self, question):
        """(passage id, place) -> the claim's own BM25."""
        texts = {at: claim.text for at, claim in self.claims.items()}
        return self.scores(texts, CLAIM, question, quantised=False)


def _indexed(make_vault, notes):
    vault = make_vault({f"note{at}.md": text for at, text in enumerate(notes)})
    vault.update()
    return vault


@settings(max_examples=40, deadline=None)
@given(notes=VAULTS, question=QUESTIONS)
def test_find_hits_scores_passages_as_scikit_learn_counts_them(make_vault, notes, question):
    """Every passage that holds a term of the question is found with the score of the oracle, and no other is."""
    with _indexed(make_vault, notes).index() as index:
        expected = Oracle(index).passage_scores(question)

        found = hits.find_candidates(index, resolve(index, parse_question(question)))

    assert {hit.passage: hit.score for hit in found} == pytest.approx(expected, rel=1e-9)


@settings(max_examples=20, deadline=None)
@given(notes=VAULTS, question=QUESTIONS)
def test_find_hits_loses_at_most_a_step_to_quantisation(make_vault, notes, question):
    """Storing an impact in one byte moves a term's score by less than one of 255 steps a level."""
    with _indexed(make_vault, notes).index() as index:
        exact = Oracle(index).passage_scores(question, quantised=False)
        query = resolve(index, parse_question(question))
        weights = {WEIGHTS.passage: PASSAGE, WEIGHTS.note: NOTE, WEIGHTS.title: TITLE}
        step = sum(weight * (level.k1 + 1) / 255 for weight, level in weights.items())
        most = step * len(query.known) * np.log(1 + len(Oracle(index).passages))

        found = hits.find_candidates(index, query)

    assert {hit.passage: hit.score for hit in found} == pytest.approx(exact, abs=most)


@settings(max_examples=20, deadline=None)
@given(notes=VAULTS, question=QUESTIONS, most=st.integers(1, 4))
def test_find_hits_keeps_the_best_passages_and_all_that_tie(make_vault, notes, question, most):
    """Cutting the list of passages keeps those of the oracle's best scores, and every one that ties with the last."""
    with _indexed(make_vault, notes).index() as index, pytest.MonkeyPatch.context() as patch:
        patch.setattr(hits, "MAX_CANDIDATES", most)
        scores = Oracle(index).passage_scores(question)
        bar = sorted(scores.values(), reverse=True)[:most][-1:]

        found = hits.find_candidates(index, resolve(index, parse_question(question)))

    assert {hit.passage for hit in found} == {at for at, score in scores.items() if score >= bar[0] - 1e-9}


@settings(max_examples=40, deadline=None)
@given(notes=VAULTS, question=QUESTIONS)
def test_claim_score_is_what_scikit_learn_counts(make_vault, notes, question):
    """A claim read from its text scores what the oracle gives it, with the idf that the index has counted."""
    with _indexed(make_vault, notes).index() as index:
        oracle = Oracle(index)
        known = resolve(index, parse_question(question)).known
        weights = {term: idf(entry.claims, index.counts.claims) for term, entry in known.items()}

        found = {at: rank.claim_score(terms_of(claim.text), weights) for at, claim in oracle.claims.items()}

    assert found == pytest.approx(oracle.claim_scores(question), rel=1e-9)


@settings(max_examples=30, deadline=None)
@given(notes=VAULTS, question=QUESTIONS)
def test_rank_orders_by_score_then_place(make_vault, notes, question):
    """Claims of the passages found come best first, each the sum of its parts; equal ones in order of their place."""
    vault = make_vault({f"note{at}.md": text for at, text in enumerate(notes + notes[:1])})
    vault.update()

    with vault.index() as index:
        query = resolve(index, parse_question(question))

        ranked = rank.rank(index, query)

        passages = {hit.passage for hit in hits.find_candidates(index, query)}

    order = [(-each.score, each.claim.passage, each.claim.position) for each in ranked]
    assert order == sorted(order)
    assert {each.claim.passage for each in ranked} <= passages
    assert bool(ranked) == bool(passages)
    assert [each.score for each in ranked] == pytest.approx([sum(each.parts.values()) for each in ranked])


def test_count_notes_count_what_scikit_learn_counts():
    """Every row and every count is that of scikit-learn, for words of any script, however often they occur."""
    words = ("bee", "bees", "the", "of", "hive's", "1,200", "Łódź", "ŁÓDŹ", "河水流", "a_b", "don't", "St.", "-", "")
    words += ("rock'n'roll", "'tis", "A1's", "3.5.", "v.2", "Bees'", "(Bee)", "be,es", "\x7f")
    random = Random(21)

    def text() -> str:
        return " ".join(random.choices(words, k=random.randrange(8)))

    for size in (0, 1, 2, 7, 30):
        notes = [
            NoteTexts(3 * number, text(), tuple((text(), (text(), text())[: random.randrange(3)]) for _ in range(3)))
            for number in range(size)
        ]
        rows, *counts = count_notes(notes)
        oracle_rows, *oracle_counts = count_notes(notes, vectorized=True)

        stored, oracle = ([row for row in each.values() if any(row[1:])] for each in (rows, oracle_rows))
        assert stored == oracle
        assert counts == oracle_counts
