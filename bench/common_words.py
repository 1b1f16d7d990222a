"""Prints the words of English that a question may hold although no note of a vault does: `askcloud/search/common.txt`.

usage: python bench/common_words.py CORPUS CORPUS [CORPUS ...] > src/askcloud/search/common.txt

They are the words that several corpora say, and those of `synonyms.txt`.
"""

from __future__ import annotations

import string
import sys
import textwrap
from collections import Counter

from judged import index_over

from askcloud.question import synonyms
from askcloud.search.spelling import MIN_LETTERS
from askcloud.text.stopwords import STOP_WORDS

CORPORA = 2
"""Corpora that say a common word at least."""

TEXTS = 5
"""Texts of all corpora together that say it at least: a slip is seldom repeated so often."""

LONGEST = 20
"""Letters of a word; what has more is none."""

LINE = 120


def words_said(corpus: str) -> Counter[str]:
    """The English words that a corpus says and spelling could correct, with the texts that say them."""
    found: Counter[str] = Counter()
    with index_over(corpus) as index:
        for letter in string.ascii_lowercase:
            found.update(dict(index.words_starting(letter, MIN_LETTERS, LONGEST)))
    return Counter({word: texts for word, texts in found.items() if word.isascii() and word.isalpha()})


def main() -> None:
    """Prints the words in order, many a line."""
    said = [words_said(corpus) for corpus in sys.argv[1:]]
    texts = sum(said, Counter[str]())
    common = {word for word in texts if texts[word] >= TEXTS and sum(word in each for each in said) >= CORPORA}
    listed = {word for word in synonyms.words() if word.isalpha() and len(word) >= MIN_LETTERS}
    print(textwrap.fill(" ".join(sorted((common | listed) - STOP_WORDS)), LINE))


if __name__ == "__main__":
    main()
