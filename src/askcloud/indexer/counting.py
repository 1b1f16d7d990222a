"""Notes -> the postings of their terms, and their words.

Every word of every text is an occurrence: a pair of numbers, one of the text and one of the word. All that is stored
are sums over occurrences, whose texts and words are replaced by the passages, notes and terms that they belong to.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from askcloud.index.bm25 import NOTE, PASSAGE, TITLE, Level
from askcloud.index.schema import PASSAGE_BITS
from askcloud.text.analyzer import term_of, words_of
from askcloud.text.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from askcloud.indexer.texts import NoteTexts, TermRow

    Occurrences = tuple[np.ndarray, np.ndarray]
    """(number of the text, number of the word or term) of each occurrence: two arrays of one length."""

_ID = np.dtype(np.uint32)
_ASCII = "".join(map(chr, range(128)))
_LETTERS = "".join(sign.lower() if sign.isalnum() else " " for sign in _ASCII).encode().ljust(256)
_DIGITS = "".join("0" if sign.isdigit() else "." if sign in ".," else " " for sign in _ASCII).encode().ljust(256)
_STOP_NUMBERS = {word: number for number, word in enumerate(sorted(STOP_WORDS))}


def count_notes(
    notes: Sequence[NoteTexts], *, vectorized: bool = False
) -> tuple[dict[str, TermRow], Counter[str], Counter[str]]:
    """Return what notes add to an index: by term, its row; by word, in how many texts and in how many claims it occurs.

    The text of a passage is its claims with the title, headings and context above it, as a note may name its subject
    only in its title. The text of a note is its claims and its title.

    Args:
        notes: The texts of the notes.
        vectorized: Whether scikit-learn counts the words; the result is the same.
    """
    notes = sorted(notes, key=lambda texts: texts.note)
    above, claims = _documents(notes)
    kinds = [text for _, text in claims], [text for _, text in above], [note.title for note in notes]
    words, (claim_words, above_words, title_words) = (
        _occurrences_by_sklearn(kinds) if vectorized else _occurrences(kinds)
    )
    claims_with = _texts_with(claim_words, len(words))
    texts_with = claims_with + _texts_with(above_words, len(words)) + _texts_with(title_words, len(words))
    terms, term_of_word = _terms_of(words)
    in_claims, in_above, in_titles = (
        (texts, term_of_word[numbers]) for texts, numbers in (claim_words, above_words, title_words)
    )

    passage_ids = np.array([passage for passage, _ in above], dtype=_ID)
    note_ids = np.array([note.note for note in notes], dtype=_ID)
    passage_of_claim = np.searchsorted(passage_ids, np.array([passage for passage, _ in claims], dtype=_ID))
    note_of_passage = np.searchsorted(note_ids, passage_ids >> PASSAGE_BITS)
    in_passages = passage_of_claim[in_claims[0]], in_claims[1]
    in_notes = note_of_passage[in_passages[0]], in_claims[1]

    columns = zip(
        terms,
        _texts_with(in_claims, len(terms)).tolist(),
        _postings(
            [in_passages, in_above, _in_each_passage(in_titles, note_of_passage)], len(terms), passage_ids, PASSAGE
        ),
        _postings([in_notes, in_titles], len(terms), note_ids, NOTE),
        _postings([in_titles], len(terms), note_ids, TITLE),
        strict=True,
    )
    texts_of_word, claims_of_word = (
        Counter(dict(zip(words, counts.tolist(), strict=True))) for counts in (texts_with, claims_with)
    )
    return {row[0]: row for row in columns}, texts_of_word, claims_of_word


def _documents(notes: Iterable[NoteTexts]) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Return (passage id, text above it) of every passage and (passage id, claim) of every claim, in order."""
    above, claims = [], []
    for note in notes:
        for passage, (context, texts) in enumerate(note.passages, note.note << PASSAGE_BITS):
            above.append((passage, context))
            claims += [(passage, text) for text in texts]
    return above, claims


def _occurrences(kinds: Sequence[Sequence[str]]) -> tuple[list[str], list[Occurrences]]:
    """Return the content words of several lists of texts, by number, and their occurrences in each list."""
    numbers: defaultdict[str, int] = defaultdict(None, _STOP_NUMBERS)
    numbers.default_factory = numbers.__len__  # a new word gets the next number
    occurrences = []
    for texts in kinds:
        listed: list[int] = []
        ends = []
        before, found = "", []
        for text in texts:
            if text != before:  # what is above a passage mostly is above the next one, too
                before, found = text, _words_of(text)
            listed.extend(map(numbers.__getitem__, found))
            ends.append(len(listed))
        of_words = np.array(listed, dtype=np.int32) - len(_STOP_NUMBERS)
        lengths = np.diff(np.array(ends, dtype=np.int64), prepend=0)
        of_texts = np.repeat(np.arange(len(texts), dtype=np.int32), lengths.astype(np.int64))
        counted = of_words >= 0
        occurrences.append((of_texts[counted], of_words[counted]))
    return list(numbers)[len(_STOP_NUMBERS) :], occurrences


def _words_of(text: str) -> list[str]:
    """Return the same as `words_of`; of a text of plain letters in half the time, as bytes are translated fast."""
    if "'" in text or not text.isascii():
        return words_of(text)
    letters = text.encode()
    if b"0.0" in letters.translate(_DIGITS):  # 75,000 is one word
        return words_of(text)
    return letters.translate(_LETTERS).decode().split()


def _occurrences_by_sklearn(kinds: Sequence[Sequence[str]]) -> tuple[list[str], list[Occurrences]]:
    """Return the same as `_occurrences`, counted by scikit-learn, with the words in alphabetical order."""
    from askcloud.indexer.vectorizer import count_words  # 1.3 s and 115 MB: only for many notes

    words, counts = count_words([text for texts in kinds for text in texts])
    occurrences = []
    start = 0
    for texts in kinds:
        of_kind = counts[start : start + len(texts)].tocoo()
        occurrences.append((np.repeat(of_kind.row, of_kind.data), np.repeat(of_kind.col, of_kind.data)))
        start += len(texts)
    return words, occurrences


def _terms_of(words: list[str]) -> tuple[list[str], np.ndarray]:
    """Return the terms of some words in order, and by the number of each word the number of its term."""
    of_word = list(map(term_of, words))
    terms = sorted(set(of_word))
    number = {term: at for at, term in enumerate(terms)}
    return terms, np.array([number[term] for term in of_word], dtype=np.int32)


def _texts_with(occurrences: Occurrences, total: int) -> np.ndarray:
    """Return in how many texts each of `total` words or terms occurs."""
    return np.bincount(_counted(*occurrences)[0], minlength=total)


def _counted(texts: np.ndarray, words: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return each word with each text that contains it, by word and then by text, and how often it occurs there."""
    width = int(texts.max(initial=0)) + 1
    fits = (int(words.max(initial=0)) + 1) * width < 1 << 32  # numbers of 32 bits are sorted in half the time
    keys = np.sort((words.astype(np.int64) * width + texts).astype(np.uint32 if fits else np.uint64))
    firsts = np.flatnonzero(np.diff(keys, prepend=keys[:1] + 1))
    of_words, of_texts = np.divmod(keys[firsts], width)
    return of_words, of_texts, np.diff(firsts, append=len(keys))


def _in_each_passage(titles: Occurrences, note_of_passage: np.ndarray) -> Occurrences:
    """Return the occurrences in titles as those in each passage of their notes; the notes of passages ascend."""
    of_notes, words = titles
    first, end = (np.searchsorted(note_of_passage, of_notes, side) for side in ("left", "right"))
    passages = end - first
    position = np.arange(passages.sum()) - np.repeat(passages.cumsum() - passages, passages)
    return np.repeat(first, passages) + position, np.repeat(words, passages)


def _postings(occurrences: Sequence[Occurrences], total: int, ids: np.ndarray, level: Level) -> Iterator[bytes]:
    """Return the posting list of each of `total` terms, as `postings_of` reads it, given occurrences to add up."""
    texts, words = (np.concatenate(arrays) for arrays in zip(*occurrences, strict=True))
    of_words, of_texts, counts = _counted(texts, words)
    lengths = np.bincount(texts, minlength=len(ids))
    impacts = level.impact(counts.astype(float), lengths[of_texts])  # type: ignore[arg-type]  # arrays, one element after the other
    steps = np.clip(np.rint(impacts * (255 / (level.k1 + 1))), 1, 255).astype(np.uint8).tobytes()
    holders = ids[of_texts].tobytes()
    ends = np.searchsorted(of_words, np.arange(total + 1)).tolist()
    for start, end in pairwise(ends):
        yield b"" if start == end else holders[_ID.itemsize * start : _ID.itemsize * end] + steps[start:end]
