"""The analyzer: which words give the same term, and which give none."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from askcloud.text.analyzer import (
    TERM_LETTERS,
    content_words,
    fold,
    is_bigram,
    join_bigrams,
    term_of,
    terms_in,
    terms_of,
    word_spans,
    words_of,
)
from askcloud.text.stopwords import STOP_WORDS

LATIN = [chr(code) for code in (*range(0x20, 0x250), *range(0x1E00, 0x1F00)) if chr(code).isprintable()]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Rivers carry SAND", ["river", "carri", "sand"]),
        ("the river's, the rivers' and the river’s, riverʼs", ["river", "river", "river", "river"]),
        ("migration migrations migrate migrated", ["migrat"] * 4),
        ("chips ship shipping shipped price prices pricing", ["chip", "ship", "ship", "ship", "pric", "pric", "pric"]),
        ("city cities movie movies day days", ["citi", "citi", "movi", "movi", "day", "day"]),
        ("gas class analysis thing bed feed bus", ["gas", "class", "analys", "thing", "bed", "feed", "bus"]),
        ("75,000 and 1,234,567.5 and 3.5 and 2,5", ["75000", "1234567.5", "3.5", "25"]),
        ("1234567890 and v1234567", ["1234567890", "v12345"]),
        ("2nd 3d 1980s", ["2nd", "3d", "1980s"]),
        ("GPT-4, C++ & node.js; snake_case", ["gpt", "4", "c", "node", "js", "snak", "case"]),
        ("co-operate—quickly…now", ["co", "operat", "quickl", "now"]),
        ("l'industrie d'Angelo all'opera O'Neill", ["indust", "angelo", "allope", "neill"]),
        ("data\u00a0gravity \u201cpull\u201d", ["data", "gravit", "pull"]),
        ("", []),
        (" \n\t.,;:!?'\"-_()[]", []),
    ],
    ids=[
        "case",
        "possessive",
        "ending",
        "plural, past and progressive",
        "y and i",
        "what only looks like an ending",
        "numbers",
        "digits are never cut",
        "digits with letters",
        "signs",
        "dashes",
        "elision",
        "typography",
        "empty",
        "only signs",
    ],
)
def test_terms_of_english(text, terms):
    """Words are folded and stemmed, numbers retain their digits, signs and stop words give no terms."""
    assert terms_of(text) == terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("naïve CAFÉ Ünïcödé", ["naiv", "cafe", "unicod"]),
        ("cafe\u0301 A\u030angstro\u0308m", ["cafe", "angstr"]),
        ("Łódź IŞIK ışık İstanbul", ["lodz", "isik", "isik", "istanb"]),
        ("Øre Æsir œuvre Đà Þór Straße ħ", ["ore", "aesir", "oeuvr", "da", "thor", "strass", "h"]),
        ("Ǽsir ǿre", ["aesir", "ore"]),
        ("ﬁle ＡＷＳ x² ㎏", ["file", "aws", "x2", "kg"]),
        ("Ёлка кот", ["елка", "кот"]),
        ("Αθήνα ΣΊΣΥΦΟΣ", ["αθηνα", "σισυφο"]),
        ("كِتَابٌ كتـاب", ["كتاب", "كتاب"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("٣٤ १२३", ["٣٤", "१२३"]),
    ],
    ids=[
        "accents",
        "combining accents",
        "letters without a decomposition",
        "ligatures",
        "accented ligatures",
        "compatibility forms",
        "Cyrillic",
        "Greek",
        "Arabic vowel signs",
        "Devanagari stays whole",
        "digits of other scripts",
    ],
)
def test_terms_of_other_languages(text, terms):
    """Accents and typographic forms do not distinguish words; vowel signs do not split them."""
    assert terms_of(text) == terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("云计算", ["云计", "计算"]),
        ("云", ["云"]),
        ("데이터 중력", ["데이", "이터", "중력"]),
        ("เมฆ", ["เม", "มฆ"]),
        ("数据。重力", ["数据", "重力"]),
        ("使用AWS服务", ["使用", "aws", "服务"]),
        ("AWS的2023年营收", ["aws", "的", "2023", "年营", "营收"]),
    ],
    ids=["run", "one character", "Korean", "Thai", "a full stop between", "Latin inside", "Latin and digits first"],
)
def test_terms_of_unspaced_scripts(text, terms):
    """A run without blanks becomes bigrams; a Latin word or a number in it is a word of its own."""
    assert terms_of(text) == terms


def test_stop_words_give_no_terms():
    """A stop word is dropped however it is cased and its apostrophe typed."""
    forms = [form for word in sorted(STOP_WORDS) for form in (word, word.upper(), word.replace("'", "’"))]

    assert [form for form in forms if terms_of(form)] == []


@pytest.mark.parametrize("word", "it's that's there's here's where's when's why's who's what's".split())
def test_contractions_of_stop_words_give_no_terms(word):
    """A stop word followed by 's gives no term either."""
    assert terms_of(word) == []


@pytest.mark.parametrize(
    ("bigrams", "runs"),
    [
        (["雷克", "克雅", "雅未"], ["雷克雅未"]),
        (["发现", "青霉", "霉素"], ["发现", "青霉素"]),
        (["ab", "bc", "克雅"], ["ab", "bc", "克雅"]),
        ([], []),
    ],
)
def test_joined_bigrams_are_runs_again(bigrams, runs):
    """Bigrams that share a letter are joined into one run; other words stay as they are."""
    assert join_bigrams(bigrams) == runs


def test_words_include_stop_words_and_endings():
    """Words are the text's own, folded: nothing is dropped or cut."""
    assert words_of("The River's migrations aren’t 75,000") == ["the", "river's", "migrations", "aren't", "75,000"]


@pytest.mark.parametrize("letter", ["a", "é", "я", "न"])
def test_term_is_cut_to_its_length(letter):
    """No word gives a term longer than the bound, and a word of that length stays whole."""
    assert [term_of(letter * TERM_LETTERS), term_of(letter * (TERM_LETTERS + 1))] == [letter * TERM_LETTERS] * 2


@pytest.mark.parametrize("form", ["{}", "{}ab", "ab{}", "ab{}cd", "7{}5", "one {} two", "ab'{}"])
def test_fold_is_idempotent_over_the_latin_alphabet(form):
    """Folding folded text changes nothing, so that a stored term and a typed one are equal."""
    texts = [form.format(letter) for letter in LATIN]

    assert [text for text in texts if fold(fold(text)) != fold(text)] == []
    assert [text for text in texts if terms_of(fold(text)) != terms_of(text)] == []


def test_terms_do_not_depend_on_the_unicode_form():
    """Composed and decomposed text, as different keyboards and file systems give it, have the same terms."""
    letters = [letter for letter in LATIN if letter.isalpha()]

    differing = [letter for letter in letters if terms_of(unicodedata.normalize("NFD", letter)) != terms_of(letter)]

    assert differing == []


def test_content_words_are_whole_words_without_stop_words():
    """Content words are the text's own words, folded and not stemmed, without stop words."""
    assert content_words("How do the River's migrations begin?") == ["river's", "migrations", "begin"]


def test_terms_of_words_are_those_of_their_text():
    """The terms of a text are the terms of its words."""
    text = "How do the River's migrations begin? 云计算"

    assert terms_in(words_of(text)) == terms_of(text) == ["river", "migrat", "begin", "云计", "计算"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("云计", True), ("데이", True), ("云", False), ("云计算", False), ("ab", False), ("éa", False), ("", False)],
)
def test_bigrams_are_pairs_of_an_unspaced_script(word, expected):
    """Only two letters of a script without blanks are a bigram."""
    assert is_bigram(word) is expected


@given(st.text("aB é’ßÉ雷克雅-'1,.…", max_size=40))
def test_word_spans_are_the_words_and_where_they_are(text):
    """A text has the same words with their places as without, and each is what is written there."""
    spans = list(word_spans(text))

    assert [word for _, _, word in spans] == words_of(text)
    assert all(words_of(text[start:end]) == [word] for start, end, word in spans)


@given(st.text(st.sampled_from("abz19'., -_\n\x1cXé"), max_size=16))
@example("node.js, 75,000.5 and don't5.6 'twas 1.5m's O'Neill's")
def test_words_are_those_of_the_pattern(text):
    """The words of a plain text are the figures with their signs, and the letters with one apostrophe inside."""
    folded = fold(text)

    if folded.isascii():
        assert words_of(text) == re.findall(r"\d+(?:[.,]\d+)+|[a-z0-9]+(?:'[a-z]+)?", folded)
