"""Whether the words that share a term with a word of a question are forms of it, or only share its beginning.

A term is the first six letters of a word (see `text.analyzer`), so *creatine* and *creative* share one. If the notes
contain only the other word, they have no answer; if they mostly contain the other one, the word is searched as typed.
This works for English only, because the endings of other languages are not known here.
"""

from __future__ import annotations

from askcloud.text.analyzer import TERM_LETTERS, term_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.index.reader import IndexReader

USED, RARE, UNUSED = "said", "rare", "unsaid"
"""How the notes use a word: in some form, seldom compared with words of the same beginning, or not at all."""

_MAX_LETTERS = 40  # of a word that is compared


def word_usage(index: IndexReader, word: str, term: str) -> str:
    """Return how the notes use a word whose term some of them contain: `USED`, `RARE` or `UNUSED`.

    Words that share more letters than the term are forms of each other. If they differ after the term, both rests must
    be endings. A word with one letter too many or too few counts as a form, too. A short word equals its term.

    Args:
        index: The index.
        word: The folded word, without 's.
        term: Its term.
    """
    if len(word) <= TERM_LETTERS or not word.startswith(term) or not word.isalpha():
        return USED
    from askcloud.text.inflection import are_forms  # .3 ms: only for a word that is longer than its term

    of_forms, others = 0, []
    for other, texts in index.words_starting(term, TERM_LETTERS, _MAX_LETTERS):
        if term_of(other) != term:
            continue
        if are_forms(word, other):
            of_forms += texts
        else:
            others.append((texts, other))
    if of_forms >= sum(texts for texts, _ in others):
        return USED
    from askcloud.search.spelling import is_common  # .5 ms: only where most texts say something else

    if not is_common(max(others)[1]):
        return USED
    if not of_forms:
        return UNUSED
    return RARE if index.texts_with(word) and not is_common(word) else USED
