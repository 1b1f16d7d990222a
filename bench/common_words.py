"""Print the English words that a question may contain although no note of a vault does: `askcloud/search/common.txt`.

usage: python bench/common_words.py CORPUS CORPUS [CORPUS ...] > src/askcloud/search/common.txt

They are the words that several corpora contain, and those of `synonyms.txt`.
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
"""Corpora that must contain a common word."""

TEXTS = 5
"""Texts, of all corpora, that must contain it: a typo is seldom repeated so often."""

LONGEST = 20
"""Letters of a word; anything longer is not one."""

LINE = 120


def words_in(corpus: str) -> Counter[str]:
    """Return the English words of a corpus that spelling could correct, with the number of texts that contain each."""
    counts: Counter[str] = Counter()
    with index_over(corpus) as index:
        for letter in string.ascii_lowercase:
            counts.update(dict(index.words_starting(letter, MIN_LETTERS, LONGEST)))
    return Counter({word: texts for word, texts in counts.items() if word.isascii() and word.isalpha()})


def main() -> None:
    """Print the words in order, wrapped into lines."""
    by_corpus = [words_in(corpus) for corpus in sys.argv[1:]]
    texts = sum(by_corpus, Counter[str]())
    common = {word for word in texts if texts[word] >= TEXTS and sum(word in counts for counts in by_corpus) >= CORPORA}
    listed = {word for word in synonyms.words() if word.isalpha() and len(word) >= MIN_LETTERS}
    print(textwrap.fill(" ".join(sorted((common | listed) - STOP_WORDS)), LINE))


if __name__ == "__main__":
    main()
