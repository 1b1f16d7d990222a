"""Text to terms: the one analyzer, used to build the index and to read a question.

A term is a word folded to what people mean by it: case and accents gone, the ending cut. Nothing here belongs to one
language but the stop list and three endings, so notes in any script are served by the same few rules.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import filterfalse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

ANALYZER_VERSION = 3
"""Stored in every index; raise it with any change to the terms that a text gives."""

TERM_LETTERS = 6
"""Words are cut to this many letters. Within half a point of a Snowball stemmer on four question sets, in any
language and without one (macro claim hit@1 53.5 against 54.0; uncut words 51.8)."""

_STEM_LETTERS = 4
"""An ending is taken only from what keeps about so many letters: *thing*, *bed* and *gas* are no forms of anything."""

_STOP_WORDS = frozenset(
    """
    a about above after again all also am an and any are aren't as at be because been before being below between
    both but by can can't cannot could couldn't did didn't do does doesn't doing don't down during each few for from
    further had hadn't has hasn't have haven't having he he'll he's her here here's hers herself him himself his how
    how's i i'd i'll i'm i've if in into is isn't it it'd it'll it's its itself just let's many me more most much my
    myself no nor not of off on once only or other our ours ourselves out over own please same she she'll she's
    should shouldn't so some such tell than that that'll that's the their theirs them themselves then there there's
    these they they'd they'll they're they've this those through to too under until up very was wasn't we we'd we'll
    we're we've were weren't what what'll what's when when's where where's which while who who'd who'll who's whom
    whose why why's will with won't would wouldn't you you'd you'll you're you've your yours yourself yourselves
    """.split()
)
_OTHERS_WITHOUT_APOSTROPHE = frozenset(("hell", "id", "ill", "shed", "shell", "wed", "well"))  # he'll, I'd …
STOP_WORDS = _STOP_WORDS | {word.replace("'", "") for word in _STOP_WORDS} - _OTHERS_WITHOUT_APOSTROPHE
"""English function and question words, also as they are typed in haste: *whats*, *dont*. Question words pay most: +6
points of hit@1 on questions to tutorials."""

# Typographic signs that stand in otherwise plain English text, so that it takes the short way.
_PLAIN_SIGNS = str.maketrans(
    dict.fromkeys("‘’ʼ", "'") | dict.fromkeys("–—‒−", "-") | dict.fromkeys("“”„‚•…\u00a0\u202f", " ")
)
# Letters that Unicode does not decompose, so that stripping accents leaves them: names are typed without them.
_PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "ı": "i", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ħ": "h"}
)
# Accents of Latin, Greek and Cyrillic letters; Arabic vowel signs and stretchers.
_ACCENTS = dict.fromkeys((*range(0x0300, 0x0370), *range(0x064B, 0x0653), 0x0640))

# Scripts written without spaces between words (or, in Korean, with endings glued to them): runs become bigrams.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
# `\w` leaves out combining marks, which would split Indic words at their vowel signs.
_MARKS = "\u0591-\u05bd\u0610-\u061a\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff\u0f71-\u0f84\u200d"

_RE_ASCII_WORD = re.compile(r"\d+(?:[.,]\d+)+|[a-z0-9]+(?:'[a-z]+)?")


@cache  # compiled on the first text in another script: 5 to 9 ms that a plain question need not pay
def _word_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of a word in any script, and of the first letter of an unspaced script."""
    word = rf"""
      \d+(?:[.,]\d+)+                              # 75,000 and 3.5 are one word
    | [{_UNSPACED}]+                               # a run of an unspaced script
    | [^\W_{_UNSPACED}](?:(?![{_UNSPACED}])[\w{_MARKS}])*(?:'[^\W\d_{_UNSPACED}]+)?  # a word, marks and apostrophe
    """
    return re.compile(word, re.VERBOSE), re.compile(rf"[{_UNSPACED}]")


def words_of(text: str) -> list[str]:
    """The words of a text in order, folded but whole, stop words included.

    A run of an unspaced script counts as one word for every two of its characters.
    """
    folded = fold(text)
    if folded.isascii():
        return _RE_ASCII_WORD.findall(folded)
    any_word, unspaced = _word_patterns()
    words: list[str] = []
    for word in any_word.findall(folded):
        if unspaced.match(word):
            words += [word[at : at + 2] for at in range(max(1, len(word) - 1))]
        else:
            words.append(word)
    return words


def is_bigram(word: str) -> bool:
    """Whether a folded word is two letters out of a run of an unspaced script."""
    return len(word) == 2 and not word.isascii() and _word_patterns()[1].match(word) is not None


def join_bigrams(words: Iterable[str]) -> list[str]:
    """Words with the pairs of a run put together again: `雷克, 克雅` becomes `雷克雅`."""
    joined: list[str] = []
    for word in words:
        if joined and is_bigram(word) and is_bigram(joined[-1][-2:]) and joined[-1][-1] == word[0]:
            joined[-1] += word[1]
        else:
            joined.append(word)
    return joined


def terms_of(text: str) -> list[str]:
    """The terms of a text in order: its words without stop words, possessives and endings."""
    return terms_in(words_of(text))


def content_words(text: str) -> list[str]:
    """The folded words of a text that are no stop words, in order."""
    return [word for word in words_of(text) if word not in STOP_WORDS]


def terms_in(words: list[str]) -> list[str]:
    """The terms of folded words, in order."""
    return list(map(term_of, filterfalse(STOP_WORDS.__contains__, words)))


@cache  # a text repeats its words: half the time of ranking
def term_of(word: str) -> str:
    """The term of one folded word: `amazon's`, `amazons` and `amazon` are one; numbers keep all their digits."""
    if word[0].isdigit():
        return word.replace(",", "")
    stem, _, ending = word.partition("'")
    if ending and ending != "s":
        stem = ending if len(stem) <= 2 else stem + ending  # l'industrie, d'Angelo
    return _without_ending(stem)[:TERM_LETTERS]


def _without_ending(word: str) -> str:
    """The word without a plural s, -ed, -ing and a last e, its last y an i: six letters alone keep *chips* from *chip*.

    Worth 1 point of right first answers on SQuAD and XQuAD, which is in German and Spanish, and never below 0.
    """
    if len(word) >= _STEM_LETTERS and word[-1] == "s" and word[-2] not in "sui":
        word = word[:-1]
    bare = word.removesuffix("ing") if len(word) > _STEM_LETTERS + 1 else word
    if bare == word and len(word) > _STEM_LETTERS:
        bare = word.removesuffix("ed")
    if bare != word and len(bare) >= _STEM_LETTERS and bare[-1] == bare[-2] and bare[-1] not in "lsz":
        bare = bare[:-1]  # shipping, planned
    if len(bare) > _STEM_LETTERS:
        bare = bare.removesuffix("e")
    return f"{bare[:-1]}i" if bare[-1:] == "y" and len(bare) >= _STEM_LETTERS else bare  # city, cities


def fold(text: str) -> str:
    """The text without case and accents; the length may change."""
    return text.lower() if text.isascii() else " ".join(map(_folded, text.split(" ")))


@lru_cache(1 << 16)  # folding is most of what a German question costs, and nothing in it reaches over a blank
def _folded(text: str) -> str:
    plain = text if text.isascii() else text.translate(_PLAIN_SIGNS)
    if plain.isascii():
        return plain.lower()
    import unicodedata  # .3 ms: only for other letters

    folded = unicodedata.normalize("NFKC", plain).casefold()
    bare = unicodedata.normalize("NFD", folded).translate(_ACCENTS)
    return unicodedata.normalize("NFC", bare).translate(_PLAIN_LETTERS).translate(_PLAIN_SIGNS)
