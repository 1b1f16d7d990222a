"""How far a claim defines what a question asks the meaning of."""

from __future__ import annotations

from askcloud.text.analyzer import term_of, words_of
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
_SUBORDINATE = frozenset(
    "although as because but despite however if once since though unless when whereas while".split()
)
_OF_ANOTHER = frozenset(
    "about against around behind between by for from in into like of on over to with without".split()
)
"""Words before the name with which a sentence is about something else: *the risk of X is …*, *approaches like X*."""
_BE = frozenset("is are was were".split())
_DEFINING_PARTICIPLES = frozenset(
    """
    defined described called termed named considered characterized characterised classified composed used designed
    based caused formed intended produced derived understood
    """.split()
)
"""Participles with which a sentence may say what something is: *it is used to grind grain*."""
_IRREGULAR_PARTICIPLES = frozenset("built brought held taken given sold bought lost".split())
_NAMES_IT = frozenset("called termed known as".split())
_WEAK_SIGNS = CueTable(
    """
    means, meaning, refers to, referring to, defined as, definition, describes, is when, in which, indicating,
    known as, called, involves, involved, where, allows, characterized by, essentially, term
    """
)
_POINTERS = frozenset("this it that these they".split())
_LONGEST_LABEL = 80  # characters
_LONGEST_ASIDE = 8  # words between a name and its verb
_IS = frozenset(("is", "was"))
_ARTICLES = frozenset("a an the one any".split())
_CLAUSES = frozenset("when where what how".split())
_BY_A_QUALITY = 0.8
"""Worth of *it is ready*, which says how something is, where *it is a wheel* says what."""
_BY_AN_EVENT = 0.4
"""Worth of *it was discarded*, which says what happened to something."""
_AFTER_VERB = 12  # words after a part of the subject among which the rest of it follows
_BY_A_PART = 0.9
"""Worth of a definition that names only a part of its subject before the verb: the rest after it may say of what kind
it is, as in *a chronograph is a watch*, or something else."""


def definition(claim: ClaimWords, subject: Collection[str]) -> float:
    """Return how far a claim says what something is, 0 to 1.

    It is 1 if the claim begins with the whole subject and a verb such as *is* or *means*, and less if they come later;
    0.9 of that if it names a part of the subject again after the verb: *a quarry is a pit for rock*; 0.7 if it begins
    with *this means* and its context names the subject; 0.5 and below for weaker evidence. What stands in brackets may
    be left out. *While moats are easier to lose …* says something about moats, not what they are.

    Args:
        claim: The claim.
        subject: The terms of what is to be defined, at least one.
    """
    value = _definition(claim, claim.words, subject)
    opening, _, aside = claim.text[:_LONGEST_LABEL].partition("(")
    if not aside or value == 1.0:
        return value
    after = claim.text[len(opening) :].partition(")")[2]
    return max(value, _definition(claim, words_of(f"{opening} {after}"), subject))


def _definition(claim: ClaimWords, claim_words: Sequence[str], subject: Collection[str]) -> float:
    """Return how far a claim with these words says what something is."""
    words = claim_words[:_OPENING]
    if words and words[0] in _SUBORDINATE:
        return 0.0
    terms = ["" if word in STOP_WORDS else term_of(word) for word in words]
    if all(term in terms for term in subject):
        return _of_named(claim, claim_words, sorted(terms.index(term) for term in subject))
    mentioned = all(term in claim.terms or term in claim.context for term in subject)
    if mentioned and words and words[0] in _POINTERS and not _DEFINING.isdisjoint(words[1:4]):
        return 0.7
    return 0.35 if mentioned and _WEAK_SIGNS.count_in(claim_words, 1) else 0.0


def _of_named(claim: ClaimWords, words: Sequence[str], places: Sequence[int]) -> float:
    """Return how far a claim defines what it names, given its words and the places of the subject's in them, ascending.

    Each place is among the first words.
    """
    first, last = places[0], places[-1]
    lead = [word for word in words[:first] if word not in _BEFORE_NAME]
    if any(word in _SUBORDINATE and word != "as" for word in lead):  # *if a mill is slow*, not *known as a mill*
        return 0.1
    rest = words[last + 1 :]
    if not (lead and _belongs_to_another(words[:first])):
        opening = 1.0 if len(lead) <= 2 else 0.8 if len(lead) <= 5 else 0.5
        if last - first <= len(places) + 2 and _defines(rest):
            return opening * (_BY_AN_EVENT if _tells_an_event(rest) else 1 if _names_a_kind(rest) else _BY_A_QUALITY)
        parts = (end for count, end in enumerate(places[:-1], 1) if end - first < count and last - end <= _AFTER_VERB)
        if any(_defines(words[end + 1 :]) for end in parts):
            return _BY_A_PART * opening
    if not lead and ":" in claim.text[:_LONGEST_LABEL]:
        return 0.6
    if not _NAMES_IT.isdisjoint(words[max(0, first - 2) : first]):
        return 0.6
    return 0.5 if _WEAK_SIGNS.count_in(rest[:_AFTER], 1) else 0.1


def _belongs_to_another(before: Sequence[str]) -> bool:
    """Return whether the words before a name make the sentence one about something of it or done to it.

    *The risk of X*, *approaches like X* and *evaluating X* do, *the general concept of X* does not.
    """
    if before[0].endswith("ing") or before[-1].endswith("ing"):
        return True
    # The preposition is the last word but for an article, or the one before another word: *of basic X*.
    words = [word for word in before if word not in _ARTICLES]
    is_last = before[-1] in _ARTICLES or before[-1] in _OF_ANOTHER
    place = len(words) - (1 if is_last else 2)
    return place > 0 and words[place] in _OF_ANOTHER and words[place - 1] not in _BEFORE_NAME


def _tells_an_event(rest: Sequence[str]) -> bool:
    """Return whether a form of *be* is followed by a participle, with or without an adverb: *was soon discarded*."""
    verb = next((place for place, word in enumerate(rest[:_LONGEST_ASIDE]) if word in _DEFINING), 0)
    after = rest[verb + 1 : verb + 3] if rest[verb] in _BE else ()
    participle = next((word for word in after if word.endswith("ed") or word in _IRREGULAR_PARTICIPLES), "")
    if not participle or participle in _DEFINING_PARTICIPLES or not _ARTICLES.isdisjoint(after):
        return False
    return "as" not in rest[verb + 2 : verb + 4]  # *is widely seen as …*


def _names_a_kind(rest: Sequence[str]) -> bool:
    """Return whether *is* is followed by a noun with an article or by a clause: *is a wheel*, *is when …*.

    What another verb than *is* and *was* says always counts: *water mills are wheels*, *a mill means flour*.
    """
    verb = next((place for place, word in enumerate(rest[:_LONGEST_ASIDE]) if word in _DEFINING), 0)
    after = rest[verb + 1 : verb + 3]
    return rest[verb] not in _IS or not _ARTICLES.isdisjoint(after) or not _CLAUSES.isdisjoint(after[:1])


def _defines(rest: Sequence[str]) -> bool:
    """Return whether a defining verb, or the role of a person, follows directly or after an aside."""
    if not rest or rest[0] in _DEFINING or rest[0] in _ROLES:
        return bool(rest)
    if rest[0] in _BETWEEN:
        return not _DEFINING.isdisjoint(rest[:_LONGEST_ASIDE])
    return rest[0].endswith("ly") and not _DEFINING.isdisjoint(rest[1:2])
