"""Analyse text: tokenise it into words, normalise and stem them into terms, and leave out stop words.

This is the only analyzer: the index is built with it and questions are read with it, so that their terms match. A term
is a normalised, stemmed word: case and accents are folded, and the ending is cut. Only the stop words (`stopwords`) and
three endings are those of one language, so the same few rules serve notes in any script.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import filterfalse

from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator

ANALYZER_VERSION = 3
"""Version of the analyzer, stored in every index; raise it with any change to the terms that a text gives."""

TERM_LETTERS = 6
"""Letters to which a word is cut after its ending is removed. This truncation is within half a point of a Snowball
stemmer on four question sets and needs no language (macro claim hit@1 53.5 against 54.0; uncut words 51.8)."""

_STEM_LETTERS = 4
"""Letters, at least about so many, that must be left when an ending is removed: *thing*, *bed* and *gas* have none."""

_LAST_OF_ENDINGS = "sdgey"

# Typographic characters that occur in otherwise plain English text, which is normalised on the fast path.
_TYPOGRAPHIC = str.maketrans(
    dict.fromkeys("‘’ʼ", "'") | dict.fromkeys("–—‒−", "-") | dict.fromkeys("“”„‚•…\u00a0\u202f", " ")
)
# Letters that Unicode does not decompose, so removing accents does not change them; people type plain ones instead.
_PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "ı": "i", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ħ": "h"}
)
# Accents of Latin, Greek and Cyrillic letters; Arabic vowel marks and elongation characters.
_ACCENTS = dict.fromkeys((*range(0x0300, 0x0370), *range(0x064B, 0x0653), 0x0640))

# Scripts written without blanks between words (or, in Korean, with endings attached to them): runs become bigrams.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
# `\w` does not match combining marks; without these, Indic words would be split at their vowel signs.
_MARKS = "\u0591-\u05bd\u0610-\u061a\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff\u0f71-\u0f84\u200d"

# Characters between words in ASCII become blanks, except those that may be inside a word: don't, 75,000.
_INSIDE = ".,'"
_TO_BLANKS = bytes(sign if chr(sign).isalnum() or chr(sign) in _INSIDE else ord(" ") for sign in range(128)).ljust(256)


@cache
def _ascii_pattern() -> re.Pattern[str]:
    """Return the pattern of a word in ASCII; `_ascii_words` finds the same words without it."""
    import re  # 4 ms: not for a question in plain ASCII

    return re.compile(r"\d+(?:[.,]\d+)+|[a-z0-9]+(?:'[a-z]+)?")


@cache  # compiling takes 5 to 9 ms, which a question in plain ASCII does not need
def _word_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the pattern of a word in any script, and that of a letter of an unspaced script."""
    import re

    word = rf"""
      \d+(?:[.,]\d+)+                              # 75,000 and 3.5 are one word
    | [{_UNSPACED}]+                               # a run of an unspaced script
    | [^\W_{_UNSPACED}](?:(?![{_UNSPACED}])[\w{_MARKS}])*(?:'[^\W\d_{_UNSPACED}]+)?  # a word, marks and apostrophe
    """
    return re.compile(word, re.VERBOSE), re.compile(rf"[{_UNSPACED}]")


def words_of(text: str) -> list[str]:
    """Tokenise a text: return its words in order, folded but not stemmed, stop words included.

    A run of an unspaced script gives its overlapping pairs of characters (bigrams) as words.
    """
    folded = fold(text)
    if folded.isascii():
        return _ascii_words(folded)
    any_word, unspaced = _word_patterns()
    words: list[str] = []
    for word in any_word.findall(folded):
        if unspaced.match(word):
            words += [word[start : start + 2] for start in range(max(1, len(word) - 1))]
        else:
            words.append(word)
    return words


def _ascii_words(text: str) -> list[str]:
    """Return the words of a text in ASCII and small letters: those that `_ascii_pattern` finds, in half of its time."""
    plain = text.encode().translate(_TO_BLANKS).decode().replace(". ", " ").replace(", ", " ").rstrip(_INSIDE)
    if plain.replace(" ", "").isalnum():
        return plain.split()
    words: list[str] = []
    for word in plain.split():
        if word.isalnum() or _has_apostrophe_inside(word):
            words.append(word)
        else:
            words += _words_around_punctuation(word)
    return words


def _has_apostrophe_inside(text: str) -> bool:
    """Return whether a text without blanks is one word with its ending behind an apostrophe: `don't`, `amazon's`."""
    stem, _, ending = text.partition("'")
    return stem.isalnum() and ending.isalpha()


def _words_around_punctuation(text: str) -> Iterator[str]:
    """Yield the words of a text without blanks that has punctuation: `don't`, `75,000`, `node.js`, `'quoted`."""
    start, size = 0, len(text)
    while start < size:
        end = _end_of(str.isalnum, text, start)
        sign = text[end : end + 1]
        if start == end:
            end += 1
        elif sign == "'":
            behind = _end_of(str.isalpha, text, end + 1)
            end = behind if behind > end + 1 else end
        elif text[start:end].isdigit():
            while text[end : end + 1] in (".", ",") and text[end + 1 : end + 2].isdigit():
                end = _end_of(str.isdigit, text, end + 1)
        if text[start].isalnum():
            yield text[start:end]
        start = end


def _end_of(is_one: Callable[[str], bool], text: str, start: int) -> int:
    """Return the end of the run of characters of a kind that begins at an offset."""
    while start < len(text) and is_one(text[start]):
        start += 1
    return start


def word_spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and folded word of each word of a text as it is written; of an unspaced run each bigram."""
    plain = text if text.isascii() else text.translate(_TYPOGRAPHIC)  # each character gives one letter
    if plain.isascii():
        for found in _ascii_pattern().finditer(plain.lower()):
            yield found.start(), found.end(), found.group()
        return
    any_word, unspaced = _word_patterns()
    for found in any_word.finditer(plain):
        start, end = found.span()
        if not unspaced.match(found.group()):
            yield start, end, fold(found.group())
            continue
        for first in range(start, max(start + 1, end - 1)):
            last = min(first + 2, end)
            yield first, last, fold(plain[first:last])


def is_bigram(word: str) -> bool:
    """Return whether a folded word is a bigram of an unspaced script."""
    return len(word) == 2 and not word.isascii() and _word_patterns()[1].match(word) is not None


def join_bigrams(words: Iterable[str]) -> list[str]:
    """Return the words with overlapping bigrams joined into the run they come from: `雷克, 克雅` becomes `雷克雅`."""
    joined: list[str] = []
    for word in words:
        if joined and is_bigram(word) and is_bigram(joined[-1][-2:]) and joined[-1][-1] == word[0]:
            joined[-1] += word[1]
        else:
            joined.append(word)
    return joined


def terms_of(text: str) -> list[str]:
    """Return the terms of a text in order: its words, stemmed, without stop words."""
    return terms_in(words_of(text))


def content_words(text: str) -> list[str]:
    """Return the folded words of a text in order, without stop words."""
    return [word for word in words_of(text) if word not in STOP_WORDS]


def terms_in(words: list[str]) -> list[str]:
    """Return the terms of folded words in order, without those of stop words."""
    return list(map(term_of, filterfalse(STOP_WORDS.__contains__, words)))


@lru_cache(1 << 15)  # texts repeat their words: without a cache, ranking takes twice as long
def term_of(word: str) -> str:
    """Stem one folded word: `amazon's`, `amazons` and `amazon` give one term; numbers retain all their digits."""
    if not word.isalpha():
        if word[0].isdigit():
            return word.replace(",", "")
        stem, sign, ending = word.partition("'")
        if sign:
            word = stem if ending in ("", "s") else ending if len(stem) <= 2 else stem + ending  # l'industrie, d'Angelo
    if len(word) < _STEM_LETTERS or word[-1] not in _LAST_OF_ENDINGS:  # as most words are
        return word[:TERM_LETTERS]
    return _strip_ending(word)[:TERM_LETTERS]


def _strip_ending(word: str) -> str:
    """Return the word without a plural s, -ed, -ing or a last e, and with a last y as i.

    Truncation to six letters alone would leave *chips* and *chip* different terms. Removing endings gains 1 point of
    hit@1 on SQuAD and on XQuAD, which is in German and Spanish, and never loses any.

    Args:
        word: At least four letters.
    """
    if word[-1] == "s" and word[-2] not in "sui":
        word = word[:-1]
    length = len(word)
    if word[-1] in "gd":
        cut = 3 if length > _STEM_LETTERS + 1 and word[-3:] == "ing" else 2 if word[-2:] == "ed" else 0
        if cut and length > _STEM_LETTERS:
            word, length = word[:-cut], length - cut
            if length >= _STEM_LETTERS and word[-1] == word[-2] and word[-1] not in "lsz":
                word, length = word[:-1], length - 1  # shipping, planned
    if word[-1] == "e" and length > _STEM_LETTERS:
        return word[:-1] if word[-2] != "y" else f"{word[:-2]}i"
    return f"{word[:-1]}i" if word[-1] == "y" and length >= _STEM_LETTERS else word  # city, cities


def fold(text: str) -> str:
    """Normalise a text: fold its case, accents and compatibility forms. The length may change."""
    return text.lower() if text.isascii() else " ".join(map(_folded, text.split(" ")))


@lru_cache(1 << 15)  # folding is most of what a German question costs; no rule of it looks past a blank
def _folded(text: str) -> str:
    plain = text if text.isascii() else text.translate(_TYPOGRAPHIC)
    if plain.isascii():
        return plain.lower()
    import unicodedata  # 0.3 ms, paid only for letters beyond ASCII

    folded = unicodedata.normalize("NFKC", plain).casefold()
    bare = unicodedata.normalize("NFD", folded).translate(_ACCENTS)
    return unicodedata.normalize("NFC", bare).translate(_PLAIN_LETTERS).translate(_TYPOGRAPHIC)


def normalise_name(name: str) -> str:
    """Return a name without case, accents and invisible characters, so that it is found however people type it."""
    if name.isascii():
        return name.lower()
    from unicodedata import category  # .3 ms: only for other letters

    return fold("".join(sign for sign in name if category(sign) != "Cf"))
