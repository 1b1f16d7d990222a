"""Sentences: where they end, in any script, and how long they may be."""

from __future__ import annotations

import re
from random import Random

import pytest
from fixture_cases import cases_of

from askcloud.notes import sentences
from askcloud.notes.sentences import MAX_SENTENCE, closes_sentence, sentences_of


def split(text: str, anchors: set[int] = frozenset(), **options) -> list[str]:
    return [text[start:end] for start, end in sentences_of(text, set(anchors), **options)]


@pytest.mark.parametrize(("text", "expected"), cases_of("sentences.md"))
def test_sentences_end(text, expected):
    """A text is split into the sentences of its fixture."""
    assert split(text.strip()) == expected.splitlines()


def test_sentence_too_long_is_cut_at_a_blank():
    """No sentence is longer than the bound, none is cut inside a word, and no word is lost."""
    words = [f"word{number}" for number in range(1_000)]
    text = " ".join(words)

    sentences = split(text)

    assert len(sentences) > 1
    assert max(map(len, sentences)) <= MAX_SENTENCE
    assert " ".join(sentences).split() == words


def test_sentence_without_a_blank_is_cut_at_the_bound():
    """A run of letters beyond the bound is cut into pieces that make up the run."""
    text = "s" * (2 * MAX_SENTENCE + 5)

    pieces = split(text)

    assert "".join(pieces) == text
    assert max(map(len, pieces)) <= MAX_SENTENCE


@pytest.mark.parametrize(
    ("text", "closed"),
    [("A river.", True), ("A river.”)", True), ("河流。", True), ("A river", False), ("", False), ("(", False)],
)
def test_closes_sentence(text, closed):
    """A text is closed if it ends with a full stop or its like, quotes and brackets aside."""
    assert closes_sentence(text, len(text)) is closed


def test_full_stop_before_an_anchor_ends_a_sentence():
    """An abbreviation before an anchor ends its sentence; without the anchor it does not."""
    text = "It belongs to Acme Inc. Rivers flow."

    assert split(text) == [text]
    assert split(text, {text.index(" Rivers")}) == ["It belongs to Acme Inc.", "Rivers flow."]


def test_anchor_ends_a_sentence_where_anchors_close_sentences():
    """In a note that writes each anchor after its sentence, an anchor ends one even without a full stop."""
    text = "A river runs Lakes stay"
    anchor = {len("A river runs")}

    assert split(text, anchor) == [text]
    assert split(text, anchor, anchors_close=True) == ["A river runs", "Lakes stay"]


@pytest.mark.parametrize("sign", [",", ";", ":"])
def test_anchor_within_a_sentence_does_not_end_it(sign):
    """An anchor before a comma, a semicolon or a colon is within a sentence or after a label."""
    text = f"A river runs{sign} lakes stay"

    assert split(text, {len("A river runs")}, anchors_close=True) == [text]


def test_sentence_ends_at_each_break():
    """A break ends a sentence wherever it is, even within a word."""
    assert split("A river runs", breaks=[2, 9]) == ["A", "river r", "uns"]


@pytest.mark.parametrize("text", ["", " \n "])
def test_text_without_words_has_no_sentences(text):
    """Blanks alone are not a sentence."""
    assert split(text) == []


def test_stops_are_those_of_each_script():
    """The pattern of all stops finds what the patterns of the scripts, tried one after the other, find."""
    each_script = re.compile(
        r"""[.!?…]{1,10}["'”’»)\]*_]{0,4}(?=\s|$) | [。！？｡]["”’」』）]{0,4} | [।॥؟۔።](?=\s|$)""", re.VERBOSE
    )
    random = Random(21)

    for _ in range(500):
        text = "".join(random.choices(".!?…。！？｡।॥؟۔።\"'”’»)]*_」』） \nab", k=random.randrange(1, 30)))
        found, expected = ([stop.span() for stop in each.finditer(text)] for each in (sentences._RE_END, each_script))
        assert found == expected, text


def test_long_words_end_sentences_as_other_words_do(monkeypatch):
    """What is known of a full stop after a long word is what looking at the word tells."""
    random = Random(4)
    words = ("approx", "Approximat", "(approx", "rivers", "1234567", "U.S", "a", "no", "é" * 7, "Sand", "the", "a b")
    texts = ["".join(random.choice(words) + random.choice((". ", ".", " ")) for _ in range(5)) for _ in range(300)]

    found = [split(text) for text in texts]
    monkeypatch.setattr(sentences, "_LONG_WORD", 99)

    assert found == [split(text) for text in texts]
