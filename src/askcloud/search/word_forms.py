"""Whether the words that share a term with a word of a question are forms of it, or only begin alike.

A term is the first six letters of a word (see `text.analyzer`), so *creatine* and *creative* share one. Where the notes
say only the other, a question about the one has no answer in them; where they mostly say the other, the word is looked
for as it is typed. Only English is judged: of other languages the endings are not known here.
"""

from __future__ import annotations

from askcloud.text.analyzer import TERM_LETTERS, term_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.index.reader import IndexReader

SAID, RARE, UNSAID = "said", "rare", "unsaid"
"""How the notes say a word: in some form, seldom in passages that mostly begin alike, or not at all."""

_LONGEST = 40  # letters of a word that is compared


def how_said(index: IndexReader, word: str, term: str) -> str:
    """Return how the notes say a word whose term some of them contain: `SAID`, `RARE` or `UNSAID`.

    Words that share more letters than the term has are taken for forms of one; of those that part where it ends, both
    must go on with an ending. A slip of one letter too many or too few is a form, too. A short word is its term.

    Args:
        index: The index.
        word: The folded word, without 's.
        term: Its term.
    """
    if len(word) <= TERM_LETTERS or not word.startswith(term) or not word.isalpha():
        return SAID
    from askcloud.text.inflection import are_forms  # .3 ms: only for a word that is longer than its term

    of_forms, others = 0, []
    for other, texts in index.words_starting(term, TERM_LETTERS, _LONGEST):
        if term_of(other) != term:
            continue
        if are_forms(word, other):
            of_forms += texts
        else:
            others.append((texts, other))
    if of_forms >= sum(texts for texts, _ in others):
        return SAID
    from askcloud.search.spelling import is_common  # .5 ms: only where most texts say something else

    if not is_common(max(others)[1]):
        return SAID
    if not of_forms:
        return UNSAID
    return RARE if index.texts_with(word) and not is_common(word) else SAID
