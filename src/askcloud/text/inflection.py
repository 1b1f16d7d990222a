"""Whether two words that begin with the same six letters, and so share a term, are forms of one word."""

from __future__ import annotations

from askcloud.text.analyzer import TERM_LETTERS

_ENDINGS = frozenset(
    """
    a able ably age al ally ance ancy ant ants ar ary ate ated ates ating ation ations ative d e ed ee en ence ency ent
    ents er ers ery es ess est ful g ial ian ians ible ic ical ically ics ied ier ies ify ing ings ion ional ions ish
    ism isms ist ists ity ive ively ize ized izing ly ment ments ness on ons or ors ory ous r rs s ship th ts ty ve y
    """.split()
) | {""}
"""English endings, as they remain of a word after its first six letters."""


def are_forms(word: str, other: str) -> bool:
    """Return whether two words of one term are forms of one word: *creative* and *creation*, but not *creatine*.

    Words that share more letters than the term has are taken for forms of one; of those that part where it ends, both
    must continue with an ending. A typo of one letter too many or too few is a form, too.
    """
    ending, other_ending = word[TERM_LETTERS:], other[TERM_LETTERS:]
    if ending[:1] == other_ending[:1] or (ending in _ENDINGS and other_ending in _ENDINGS):
        return True
    shorter, longer = sorted((word, other), key=len)
    without_one = (longer[:at] + longer[at + 1 :] for at in range(len(longer)))
    return len(longer) == len(shorter) + 1 and shorter in without_one
