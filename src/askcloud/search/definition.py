"""How far a claim defines what a question asks the meaning of."""

from __future__ import annotations

from askcloud.text.analyzer import term_of
from askcloud.text.cues import CueTable
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from askcloud.search.answer_evidence import ClaimWords

_OPENING = 30  # words of a claim among which it names what it defines
_AFTER = 20  # words after the name among which a weak sign of a definition counts
_BEFORE_NAME = frozenset(
    """
    the a an this that these those of concept term terms phrase word idea notion process principle called essentially
    basically simply simple at its heart core in
    """.split()
)
"""Words that may precede the name of what is defined: *the concept of X*, *at its heart, X*."""
_DEFINING = frozenset(
    """
    is are was were means mean meant refers refer describes describe involves involve involved denotes represents stands
    consists occurs happens combines entails signifies ist sind bedeutet bezeichnet es son significa est sont
    """.split()
)
_ROLES = frozenset(
    """
    founder cofounder co ceo president chairman chief head director author writer inventor investor entrepreneur
    professor economist scientist host
    """.split()
)
"""Words for the role of a person after the name: *X, co-founder and CEO of Y, …*."""
_BETWEEN = frozenset(
    "also or known often commonly typically usually generally essentially sometimes short called".split()
)
"""Words with which an aside begins between a name and its verb: *X, also known as Y, is …*."""
_SUBORDINATE = frozenset("although as because but despite however if since though unless when whereas while".split())
_NAMES_IT = frozenset("called termed known as".split())
_WEAK_SIGNS = CueTable(
    """
    means, meaning, refers to, referring to, defined as, definition, describes, is when, in which, indicating,
    known as, called, involves, involved, where, allows, characterized by, essentially, term
    """
)
_POINTERS = frozenset("this it that these they".split())
_LONGEST_LABEL = 80  # characters


def definition(claim: ClaimWords, subject: Collection[str]) -> float:
    """Return how far a claim says what something is, 0 to 1.

    It is 1 if the claim begins with the whole subject and a verb such as *is* or *means*, and less if they come later;
    0.7 if it begins with *this means* and its context names the subject; 0.5 and below for weaker evidence. *While
    moats are easier to lose …* says something about moats, not what they are.

    Args:
        claim: The claim.
        subject: The terms of what is to be defined, at least one.
    """
    words = claim.words[:_OPENING]
    if words and words[0] in _SUBORDINATE:
        return 0.0
    terms = ["" if word in STOP_WORDS else term_of(word) for word in words]
    if all(term in terms for term in subject):
        places = [terms.index(term) for term in subject]
        return _of_named(claim, words, min(places), max(places), len(subject))
    mentioned = all(term in claim.terms or term in claim.context for term in subject)
    if mentioned and words and words[0] in _POINTERS and not _DEFINING.isdisjoint(words[1:4]):
        return 0.7
    return 0.35 if mentioned and _WEAK_SIGNS.count_in(claim.words, 1) else 0.0


def _of_named(claim: ClaimWords, words: Sequence[str], first: int, last: int, size: int) -> float:
    """Return how far a claim defines what it names from one word to another."""
    lead = [word for word in words[:first] if word not in _BEFORE_NAME]
    rest = claim.words[last + 1 :]
    if last - first <= size + 2 and _defines(rest):
        return 1.0 if len(lead) <= 2 else 0.8 if len(lead) <= 5 else 0.5
    if not lead and ":" in claim.text[:_LONGEST_LABEL]:
        return 0.6
    if not _NAMES_IT.isdisjoint(words[max(0, first - 2) : first]):
        return 0.6
    return 0.5 if _WEAK_SIGNS.count_in(rest[:_AFTER], 1) else 0.1


def _defines(rest: Sequence[str]) -> bool:
    """Return whether a defining verb, or the role of a person, follows directly or after an aside."""
    if not _DEFINING.isdisjoint(rest[:2]) or not _ROLES.isdisjoint(rest[:1]):
        return True
    return bool(rest) and rest[0] in _BETWEEN and not _DEFINING.isdisjoint(rest[:8])
