"""A follow-up of a few words without a verb, inserted into the previous question: *and tsmc*, *in south korea*."""

from __future__ import annotations

from askcloud.question import grammar
from askcloud.question.clause import COPULA, INVERTED, SUBJECT, TERSE, phrase_end
from askcloud.question.grammar import OWNED, PRONOUNS, ROLES
from askcloud.question.name_spans import join_words
from askcloud.question.pronouns import with_referents
from askcloud.question.referents import topic_of
from askcloud.text.analyzer import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from askcloud.question.clause import Clause
    from askcloud.question.name_spans import Span
    from askcloud.question.referents import Referents

_MAX_ALONE = 2  # words that a question mark alone makes a follow-up: *saturn?*
_MONTHS = frozenset("january february march april june july august september october november december".split())
_TIMES = frozenset("now today currently then nowadays yesterday afterwards heute ahora hoy".split())
_PERIODS = frozenset("year month week decade century quarter time".split())
_PLACES = frozenset("headquarters office location".split())
_OPPOSITES = {"before": ("after", "during"), "after": ("before", "during"), "with": ("without",), "without": ("with",)}
_ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth last next previous current".split()
)
_KINDS = ("one", "ones", "version", "edition", "model")
_POPULATIONS = frozenset(
    """
    newborns babies infants toddlers children kids teens teenagers adults women men seniors elderly patients beginners
    students athletes dogs cats pets mothers pregnant girls boys smokers runners
    """.split()
)
"""Groups that a question can be restricted to: *what about children?* keeps the rest of the question."""


def with_fragment(fragment: Clause, before: Clause, referents: Referents, *, opened: bool) -> str:
    """Return the previous question with some words replaced or added; empty if the follow-up is ambiguous.

    Args:
        fragment: The words of the follow-up, split like a question.
        before: The previous question.
        referents: What pronouns stand for.
        opened: Whether the follow-up began with *and*, *what about* …
    """
    typed, words = fragment.typed, fragment.words
    if words[0] in grammar.PREPOSITIONS or words[0] == "of":
        return _with_phrase(fragment, before)
    if owned := _with_owned(typed, words, referents):
        return owned
    if not opened and len(words) > _MAX_ALONE:
        return ""
    if not grammar.AUXILIARIES.isdisjoint(set(words[1:]) - {"'s"}) and not fragment.names:
        return ""
    return (
        _with_own_relation(typed, words, before, referents)
        or _with_attribute(typed, words, before)
        or _with_time(typed, words, before)
        or _with_ordinal(typed, words, before)
        or _for_population(typed, words, before)
        or _with_modifier(fragment, before)
        or _with_subject_and_phrase(typed, words, before)
        or _with_name(fragment, before)
    )


# --- attributes and roles --------------------------------------------------------------------------------------------


def _with_owned(typed: Sequence[str], words: Sequence[str], referents: Referents) -> str:
    """Return a question for an attribute of the topic: *and the ceo*, *his wife*, *number of stores*."""
    nouns = [word for word in words if word not in grammar.ARTICLES]
    if not nouns:
        return ""
    article = "" if words[0] in grammar.ARTICLES else "the "
    if words[0] in PRONOUNS and nouns[-1] in OWNED:
        named = with_referents(typed, words, [0], referents)
        return f"{_asks_for(nouns[-1])} {named}" if named else ""
    if (OWNED.issuperset(nouns) and len(nouns) <= 3) or nouns[:2] == ["number", "of"]:
        return f"{_asks_for(nouns[-1])} {article}{join_words(typed)} of {referents.topic}"
    return ""


def _with_own_relation(typed: Sequence[str], words: Sequence[str], before: Clause, referents: Referents) -> str:
    """Return a question for *the ceo of alphabet*, which replaces both the relation and the name."""
    noun = _relation(typed, words)
    if not noun:
        return ""
    if noun in _PLACES and before.words[0] == "where":
        return f"where is {join_words(typed)}"
    if before.form == TERSE and before.words[-1] == words[-1]:
        opening = topic_of(before)[0] if before.words[0] in grammar.ORDERS else 0
        return join_words([*before.typed[:opening], *typed])
    asks = referents.asks_for_a_person or before.form in (COPULA, TERSE) or noun in grammar.ATTRIBUTES
    return f"{_asks_for(noun)} {join_words(typed)}" if asks else ""


def _relation(typed: Sequence[str], words: Sequence[str]) -> str:
    """Return the noun of *the ceo of alphabet* and *alphabet's ceo*; empty if the words are no such thing."""
    if "of" in words[1:-1]:
        noun = words[words.index("of") - 1]
        return noun if noun in OWNED else ""
    is_terse = len(words) > 1 and words[0] not in grammar.ARTICLES and typed[-1].islower()
    return words[-1] if words[-1] in OWNED and ("'s" in words[:-1] or is_terse) else ""


def _with_attribute(typed: Sequence[str], words: Sequence[str], before: Clause) -> str:
    """Return the previous question for another attribute of its topic: *and the range*, after *the cost of*."""
    start = before.subject[0]
    is_alike = (
        before.form == COPULA
        and before.words[0] != "who"
        and before.words[start : start + 1] == list(words[:1]) == ["the"]
    )
    if not is_alike or len(words) != len(("the", "range")) or before.words[start + 2 : start + 3] != ["of"]:
        return ""
    return _replaced(before, (start, start + 2), typed)


def _asks_for(noun: str) -> str:
    return "who is" if noun in ROLES else "what is"


# --- another name, or another of the same things ---------------------------------------------------------------------


def _span_to_replace(before: Clause, fragment: Clause) -> Span:
    """Return the span that a new name replaces: a name of its kind, else what the question is about.

    *And the walkman* after *why did sony build the playstation* is about the thing that has an article, too.
    """
    kinds = {name.kind for name in fragment.names} - {"", "other"}
    start, end = topic_of(before)
    made = before.object[0]
    if fragment.words[0] == "the" and before.words[made : made + 1] == ["the"] and before.words[start] != "the":
        return before.object
    alike = [name for name in before.names if name.kind in kinds]
    within = [name for name in alike if start <= name.start and name.end <= end]
    is_name = any((start, end) == (name.start, name.end) for name in before.names)
    if alike and not within and is_name and before.form != TERSE:
        return alike[-1].start, alike[-1].end
    return (within[0].start, within[0].end) if len(within) == 1 else (start, end)


def _replaced(before: Clause, span: Span, words: Sequence[str], *, keeps_article: bool = False) -> str:
    """Return the previous question with other words in place of a span, and of the article before it if not kept."""
    start, end = span
    if end <= start:
        return ""
    has_article = start > 0 and before.words[start - 1] in ("the", "a", "an") and before.words[end : end + 1] != ["of"]
    return join_words([*before.typed[: start - (has_article and not keeps_article)], *words, *before.typed[end:]])


def _with_name(fragment: Clause, before: Clause) -> str:
    """Return the previous question with another name; empty if nothing shows what the name replaces."""
    is_unclear = before.form == TERSE and topic_of(before) == (0, len(before.words)) and len(before.words) > 1
    name = fragment.typed[:-1] if fragment.words[-1] == "'s" else fragment.typed  # the question before has its own 's
    return "" if is_unclear else _replaced(before, _span_to_replace(before, fragment), name)


def _with_modifier(fragment: Clause, before: Clause) -> str:
    """Return the previous question about another of the same things: *the wii u one*, *the metal one*."""
    typed, words = fragment.typed, fragment.words
    is_name = any(name.end == len(words) for name in fragment.names)
    if words[-1] not in _KINDS or len(words) == 1 or is_name or not grammar.PREPOSITIONS.isdisjoint(words):
        return ""
    first = int(words[0] in grammar.ARTICLES)
    modifier = typed[first:-1] if words[-1] in ("one", "ones") else typed[first:]
    start, end = before.object if before.form == SUBJECT else before.subject
    if before.form == TERSE:
        start, end = 0, len(before.words)
    kind = next((index for index in range(start + 1, end) if before.words[index] in _KINDS), -1)
    if kind > 0 and words[-1] in ("one", "ones"):
        return _replaced(
            before, (start + (before.words[start] in grammar.ARTICLES), kind), modifier, keeps_article=True
        )
    for index in range(start + 1, end - 1):
        if before.words[index] in ("for", "in", "on", "of", "with", "from"):
            return _replaced(before, (index + 1, phrase_end(before, index + 1)), modifier)
    for name in before.names:
        if start <= name.start and name.end < end and before.words[name.end] != "'s":
            return join_words([*before.typed[: name.start], *modifier, *before.typed[name.end :]])
    if end - start > 1:
        kept = end - 2 + (before.words[start] in grammar.ARTICLES and end - start == 2)
        return join_words([*before.typed[:kept], *modifier, *before.typed[end - 1 :]])
    return _replaced(before, (start, end), modifier)


def _with_ordinal(typed: Sequence[str], words: Sequence[str], before: Clause) -> str:
    """Return the previous question about another in a row: *and the second*."""
    said = [index for index, word in enumerate(words) if word not in grammar.ARTICLES and word not in _KINDS]
    like = [index for index, word in enumerate(before.words) if word in _ORDINALS]
    if len(said) != 1 or not like or words[said[0]] not in _ORDINALS:
        return ""
    return _replaced(before, (like[0], like[0] + 1), [typed[said[0]]], keeps_article=True)


def _with_subject_and_phrase(typed: Sequence[str], words: Sequence[str], before: Clause) -> str:
    """Return the previous question with its subject and a phrase replaced: *and facebook for instagram*."""
    start, end = before.subject
    if before.form != INVERTED:
        return ""
    for index in range(1, len(words) - 1):
        if words[index] in grammar.PREPOSITIONS and words[index] in before.words[end:]:
            other = before.words.index(words[index], end)
            rest = before.typed[phrase_end(before, other + 1) :]
            return join_words([*before.typed[:start], *typed[:index], *before.typed[end:other], *typed[index:], *rest])
    return ""


# --- another place, time or purpose ----------------------------------------------------------------------------------


def _with_phrase(fragment: Clause, before: Clause) -> str:
    """Return the previous question with a phrase in place of one like it, or added."""
    typed, words = fragment.typed, fragment.words
    preposition, is_time = words[0], _is_time(words[1:])
    if len(words) == 1:
        other = next((i for i, word in enumerate(before.words) if word in _OPPOSITES.get(preposition, ())), -1)
        return _replaced(before, (other, other + 1), typed, keeps_article=True) if other >= 0 else ""
    if preposition in ("of", "von", "de"):
        return _replaced(before, topic_of(before), typed[1:])
    for index in range(before.asking, len(before.words) - 1):
        end = phrase_end(before, index + 1)
        alike = before.words[index] == preposition or {before.words[index], preposition} <= {"in", "at", "on"}
        if alike and _is_time(before.words[index + 1 : end]) == is_time and words[1:] != ["that"]:
            return join_words([*before.typed[:index], *typed, *before.typed[end:]])
    if is_time and len(words) == 2 and any(map(_is_year, before.words)):
        return _with_time(typed[1:], words[1:], before)
    if preposition in ("for", "with", "at") and fragment.names and before.form != TERSE and not is_time:
        return _replaced(before, _span_to_replace(before, fragment), typed[1:])
    return f"{before.text()} {join_words(typed)}"


def _for_population(typed: Sequence[str], words: Sequence[str], before: Clause) -> str:
    """Return the previous question restricted to a group: *what about children*."""
    is_restricted = not _POPULATIONS.isdisjoint(words) and _POPULATIONS.isdisjoint(before.words)
    return f"{before.text()} for {join_words(typed)}" if is_restricted else ""


def _is_year(word: str) -> bool:
    return len(word) == len("2020") and word.isdigit() and word[:2] in ("15", "16", "17", "18", "19", "20")


def _is_time(words: Sequence[str]) -> bool:
    return any(_is_year(word) or word in _MONTHS or word.endswith("0s") for word in words)


def _with_time(typed: Sequence[str], words: Sequence[str], before: Clause) -> str:
    """Return the previous question about another year, or about *now*; empty if the words are no time."""
    said = [index for index, word in enumerate(words) if word not in grammar.ARTICLES and word not in _KINDS]
    if words[-1] in ("ago", "earlier", "later") or (words[0] in ("last", "next") and words[-1] in _PERIODS):
        return f"{before.text()} {join_words(typed)}"
    if len(said) != 1 or not (words[said[0]] in _TIMES or _is_year(words[said[0]])):
        return ""
    word = typed[said[0]]
    is_year = fold(word) not in _TIMES
    like = [i for i, w in enumerate(before.words) if (_is_year(w) if is_year else w in _TIMES)]
    if like:
        return _replaced(before, (like[-1], like[-1] + 1), [word], keeps_article=True)
    return f"{before.text()} {'in ' if is_year else ''}{word}"
