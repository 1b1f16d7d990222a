"""Short sentences that affirm or deny the one before them.

*Raw milk is safe for babies. This is false.* Quoted without its verdict, a sentence says the opposite of what the note
says, or only asks: *Is coffee a fruit? Yes.*
"""

from __future__ import annotations

from itertools import product

from askcloud.text.analyzer import words_of
from askcloud.text.cues import cues_in

_LONGEST = 40  # characters
_SUBJECTS = ("", *cues_in("this is, that is, that's, it is, it's, completely, totally"))
_JUDGMENTS = cues_in(
    """
    true, correct, false, untrue, wrong, incorrect, nonsense, debunked, myth, lie, not true, not correct, not so,
    a myth, a lie, not the case
    """
)
_ANSWERS = cues_in(
    """
    no, nope, not at all, not really, not quite, yes, yes it is, yes it does, yes they do, yes you should,
    no it is not, no it isn't, no it does not, no it doesn't, no they do not, no they don't, no you should not,
    no you shouldn't, it is not, it isn't, it does not, it doesn't, they do not, they don't, this isn't true,
    that isn't true, nein, ja, falsch, das ist falsch, stimmt nicht, das stimmt nicht, das ist nicht wahr, ein mythos,
    das ist ein mythos, si, no es cierto, no es verdad, falso, es falso, eso es falso, esto es falso, eso no es cierto,
    es un mito, non, oui, faux, c'est faux, ce n'est pas vrai, c'est un mythe, nao, sim, e falso, isso e falso
    """
)
_VERDICTS = frozenset(
    (*(f"{subject} {judgment}".strip() for subject, judgment in product(_SUBJECTS, _JUDGMENTS)), *_ANSWERS)
)


def is_verdict(text: str) -> bool:
    """Return whether a sentence only affirms or denies the one before it."""
    return len(text) <= _LONGEST and " ".join(words_of(text)) in _VERDICTS
