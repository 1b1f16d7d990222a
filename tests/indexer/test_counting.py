"""Laws of the postings that are counted; `property/test_oracle.py` compares them with those of scikit-learn."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from askcloud.index.bm25 import CLAIM, NOTE, PASSAGE, TITLE, Level, idf
from askcloud.index.postings import postings_of
from askcloud.index.schema import MAX_NOTE_ID, MAX_PASSAGES, PASSAGE_BITS
from askcloud.indexer import counting
from askcloud.indexer.counting import count_notes
from askcloud.indexer.merge import merge_rows, remove_notes
from askcloud.indexer.texts import NoteTexts
from askcloud.text.analyzer import words_of

LEVELS = {"claim": CLAIM, "passage": PASSAGE, "note": NOTE, "title": TITLE}
BEES = NoteTexts(
    0, "Bees and honey", (("The hive", ("Bees guard the hive.", "Honey feeds bees.")), ("", ("A hive hums.",)))
)
STONES = NoteTexts(1, "Stones", (("", ("Stones outlast bees.",)),))
TITLE_ONLY = NoteTexts(2, "Honey", ())


def _read(blob):
    postings = postings_of(blob)
    return dict(zip(postings.ids, postings.impacts, strict=True))


def _rows(notes):
    return count_notes(notes)[0]


def _step(level, tf, length):
    return round(level.impact(tf, length) * 255 / (level.k1 + 1))


def test_count_notes_hold_each_level_of_a_small_corpus():
    """A term's row counts its claims and holds its impact on each passage, note and title, worked out by hand."""
    rows = _rows([BEES, STONES, TITLE_ONLY])

    term, claims, passages, notes, titles = rows["bee"]
    assert (term, claims) == ("bee", 3)
    assert _read(passages) == {
        0: _step(PASSAGE, 3, 9),
        1: _step(PASSAGE, 1, 4),
        1 << PASSAGE_BITS: _step(PASSAGE, 1, 4),
    }
    assert _read(notes) == {0: _step(NOTE, 3, 10), 1: _step(NOTE, 1, 4)}
    assert _read(titles) == {0: _step(TITLE, 1, 2)}


def test_count_notes_hold_terms_of_titles_and_headings_alone():
    """A word that no claim says still finds the passages below its heading and the notes it titles."""
    heading = NoteTexts(3, "", (("Waggle dances", ("Bees point to flowers.",)),))

    rows = _rows([TITLE_ONLY, heading])

    assert rows["waggl"][1] == 0
    assert _read(rows["waggl"][2]) == {3 << PASSAGE_BITS: _step(PASSAGE, 1, 5)}
    assert _read(rows["waggl"][3]) == {}
    assert _read(rows["honei"][4]) == {2: _step(TITLE, 1, 1)}


def test_count_notes_counts_the_texts_a_word_occurs_in():
    """Words are counted whole, once for each claim, title and heading over a passage that holds them, and in claims."""
    _, texts, claims = count_notes([BEES, STONES, TITLE_ONLY])

    assert [texts[word] for word in ("bees", "hive", "honey", "stones", "zeppelin")] == [4, 3, 3, 2, 0]
    assert [claims[word] for word in ("bees", "hive", "honey", "stones", "zeppelin")] == [3, 2, 1, 1, 0]


def test_count_notes_leave_out_words_that_every_text_holds():
    """Stop words have no row, and the word that keeps scikit-learn from an empty vocabulary adds nothing."""
    rows = _rows([NoteTexts(0, "The and of", (("", ("It is what it is.",)),))])

    assert [row for row in rows.values() if any(row[1:])] == []


def test_count_notes_take_the_largest_ids():
    """The last note and its last passage keep their ids: 32 bits are enough for both."""
    passages = (*[("", ())] * (MAX_PASSAGES - 1), ("", ("Honey keeps.",)))

    rows = _rows([NoteTexts(MAX_NOTE_ID, "", passages)])

    assert list(_read(rows["honei"][2])) == [(MAX_NOTE_ID << PASSAGE_BITS) + MAX_PASSAGES - 1]
    assert list(_read(rows["honei"][3])) == [MAX_NOTE_ID]


def test_merged_rows_are_those_of_both_corpora():
    """Rows of two sets of notes, merged, are the rows of all of them, whichever came first."""
    whole = _rows([BEES, STONES, TITLE_ONLY])
    ends, middle = _rows([BEES, TITLE_ONLY]), _rows([STONES])

    assert merge_rows([ends["bee"], middle["bee"]]) == whole["bee"]
    assert merge_rows([middle["bee"], ends["bee"]]) == whole["bee"]


@pytest.mark.parametrize("term", ["bee", "hive", "honei"])
def test_without_undoes_merged(term):
    """Taking a note out of a row leaves the row of the others."""
    whole, rest = _rows([BEES, STONES, TITLE_ONLY]), _rows([STONES, TITLE_ONLY])
    claims_of_bees = {"bee": 2, "hive": 2, "honei": 1}

    left = remove_notes(whole[term], claims_of_bees[term], [0])

    assert left == rest.get(term, (term, 0, b"", b"", b""))


@pytest.mark.parametrize("level", LEVELS.values(), ids=LEVELS)
def test_impact_grows_with_repetition_and_never_passes_its_bound(level):
    """More of a word counts more, ever less so, and at most k1 + 1."""
    impacts = [level.impact(tf, 20) for tf in range(1, 200)]
    gains = [after - before for before, after in pairwise(impacts)]

    assert gains == sorted(gains, reverse=True)
    assert gains[-1] > 0
    assert impacts[-1] < level.k1 + 1


@pytest.mark.parametrize("level", LEVELS.values(), ids=LEVELS)
def test_impact_shrinks_with_length(level):
    """A word says less in a longer text; one that stands once in a text of the reference length counts 1."""
    impacts = [level.impact(1, length) for length in range(1, 2000)]

    assert impacts == sorted(impacts, reverse=True)
    assert level.impact(1, level.reference) == pytest.approx(1)


def test_impact_is_the_published_formula():
    """The weighting agrees with the formula on numbers worked out by hand."""
    assert Level(1.0, 0.5, 10.0).impact(2, 30) == pytest.approx(4 / (2 + 0.5 + 0.5 * 3))


def test_idf_falls_with_df_and_stays_above_zero():
    """A rarer term says more, and even one that every text holds says something."""
    values = [idf(df, 50) for df in range(51)]

    assert values == sorted(set(values), reverse=True)
    assert values[-1] > 0


def test_words_that_are_counted_are_those_of_the_analyzer():
    """Texts of plain letters have a short way to their words, which gives what the analyzer gives for any signs."""
    random = Random(7)
    signs = [*map(chr, range(128)), *"aeZ09.,'’é \u00a0"]
    texts = ["".join(random.choices(signs, k=random.randrange(12))) for _ in range(5_000)]

    assert [counting._words_of(text) for text in texts] == [words_of(text) for text in texts]
    assert counting._words_of("In 1,024 B.C. 3.5 mules, 2 asses") == "in 1,024 b c 3.5 mules 2 asses".split()
