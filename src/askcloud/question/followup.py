"""Elliptic question + the one before it -> the full question that was meant, by rules that a reader can check.

*and what about TSMC?* after *who founded nvidia* is *who founded TSMC*; *when did they go public?* is *when did nvidia
go public*; *why?* after *did visa buy plaid* is *why did visa buy plaid*. A question that says enough is left alone.
"""

from __future__ import annotations

import re

from askcloud.question import grammar
from askcloud.question.clause import (
    COPULA,
    INVERTED,
    SUBJECT,
    TERSE,
    YES_NO,
    Clause,
    clause_of,
    corrected,
    join_words,
    split_words,
)
from askcloud.question.pronouns import PRONOUNS, Referents, phrase_end, pointers, topic, with_referents
from askcloud.text.analyzer import fold
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from askcloud.question.clause import NameLookup, Span

MAX_FRAGMENT = 8
"""Words of a follow-up without a verb at most: *and the author of …*."""

_COURTESY = frozenset(
    "ok okay so well hmm oh ah cool thanks great nice alright yes no please hey right good und".split()
)
_ALSO = frozenset("and but so or also then plus und aber oder y pero o et mais ou e".split())
_SWAPS = tuple(
    phrase.split()
    for phrase in (
        "what about", "how about", "what of", "whats about", "same for", "same question for", "and for", "wie sieht es mit",
        "was ist mit", "wie steht es mit", "que hay de", "que tal", "que pasa con", "qu'en est-il de", "et pour",
    )
)  # fmt: skip
_AGAIN = frozenset(("really", "are you sure", "is that true", "is that right", "true", "say again", "again", "sure"))
_MORE = re.compile(
    r"(?:please )?(?:can you |could you )?(?:tell me|give me|say|show me)?\s*(?:some |a bit )?(?:more|details)"
    r"(?: details)?(?: (?:about|on) (?:it|that|this|him|her|them))?(?: please)?|go on|elaborate|continue"
)
_EXAMPLE = re.compile(
    r"(?:(?:can|could) you )?(?:give |show |tell |name )?(?:me )?(?:an?|some|any|for|the)? ?examples?(?: please)?|like what|such as"
)
_WHICH_OF_BOTH = re.compile(r"which(?: one| side| of them| of the two| of these)? (?!of\b)(?:is|was|are|has|had|does|should|would|came|won)\b.*")
_BOTH = re.compile(
    r"(?:between|compare) (?P<one>.+?) (?:and|with|to) (?P<other>.+)|(?P<a>(?:\S+ ){1,4}?)(?:vs\.?|versus|or) (?P<b>.+)"
    r"|(?P<joined>\w+ and \w+(?: \w+)?)$"
)
_BARE = re.compile(
    r"(?P<ask>why|when|where|who|whom|how|how much|how many|how long|how often|how come|since when|until when|by whom|to whom|from whom|von wem|an wen|por quien|par qui|for how"
    r" much|for how long|how so|how soon|(?:at|in|on|for|from|to|by|with) (?:what|which) \w+|(?:what|which) (?:year|month|day|date|city|country|place|century|decade)"
    r"|warum|wieso|weshalb|wann|wo|wie|seit wann|wer|por que|cuando|donde|como|quien|pourquoi|quand|ou|comment|qui)"
    r"(?P<not> not)?(?: exactly| though| then| that| so)?"
    r"(?: (?:is|was|were|are)(?: that| this)| (?:war|ist) das| fue eso| (?:did|does|do) (?:that|this|it) happen| did (?:he|she|they|it) do (?:it|that))?"
    r"(?: exactly| then| so)?"
)
_MAX_NAME_ALONE = 2  # words of a name with a question mark and nothing else: *saturn?*
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_TIMES = frozenset("now today currently then nowadays yesterday afterwards heute ahora hoy".split())
_POPULATIONS = frozenset(
    """
    newborns babies infants toddlers children kids teens teenagers adults women men seniors elderly patients beginners
    students athletes dogs cats pets mothers pregnant girls boys smokers runners
    """.split()
)
_NEXT = ("what happened", "what happened next", "what happened then", "what happened afterwards")
_ENGLISH_FORMS = grammar.ENGLISH_ASKING | grammar.AUXILIARIES
_DEFINITE = re.compile(
    rf"(?:who|what|when|where|how \w+) (?:is|was|'s|are|were) the (?:{'|'.join(sorted(grammar.ROLES | grammar.ATTRIBUTES))})"
)
_ELSE = {"other", "others", "else"}
_FOR_MONEY = frozenset("buy sell pay acquire purchase invest bought sold acquired paid".split())


def completed_question(text: str, previous: str, *, quote: str = "", lookup: NameLookup | None = None) -> str:
    """Return the full question that an elliptic one stands for; empty if it is complete or nobody can know.

    Args:
        text: The question that may be a follow-up, in plain words.
        previous: The question before it, completed.
        quote: The quote that answered it; empty if nothing did.
        lookup: Tells which spans of words are names; None to go by capitals and structure alone.
    """
    if not previous:
        return ""
    typed, swaps, opened = _without_opening(split_words(text))
    words = _folded(typed)
    if not typed or (not (swaps or opened) and not _may_be_elliptic(words, asks=text.rstrip().endswith('?'))):
        return ""
    before = clause_of(previous, lookup)
    if not before.words:
        return ""
    referents = Referents(before, quote, lookup)
    found = _completed(typed, words, before, referents, lookup, swaps=swaps, opened=opened or swaps, text=text)
    return "" if fold(found) == fold(text) else found


def _completed(
    typed: list[str], words: list[str], before: Clause, referents: Referents, lookup: NameLookup | None, *,
    swaps: bool, opened: bool, text: str,
) -> str:  # fmt: skip
    plain = join_words(words)
    if plain in _AGAIN:
        return before.text()
    if _MORE.fullmatch(plain):
        return f"tell me more about {before.span_text(topic(before)) or before.text()}"
    if plain in _NEXT:
        return f"what happened after {referents.event()}" if referents.event() else ""
    if _EXAMPLE.fullmatch(plain):
        return f"examples of {before.span_text(topic(before)) or before.text()}"
    if _WHICH_OF_BOTH.fullmatch(plain) and (both := _both_sides(before)):
        return f"{join_words(typed)}, {both}"
    if not swaps and (bare := _BARE.fullmatch(plain)):
        return _asked_anew(before, typed, bare)
    if _ELSE.intersection(words) and (other := _asked_for_others(before, words)):
        return other
    clause = clause_of(join_words(typed), lookup)
    if swaps and (own := _clause_behind(text, typed, lookup)):
        return own
    if clause.form == TERSE or swaps:
        short = text.rstrip().endswith("?") and len(words) <= 3
        if len(words) > (MAX_FRAGMENT if opened else 4) or not (opened or short or words[0] in grammar.PREPOSITIONS):
            return ""
        return _with_fragment(typed, words, before, clause, referents, opened=opened)
    return _with_clause(typed, words, before, clause, referents, opened=opened)


# --- what a follow-up looks like -------------------------------------------------------------------------------------


def _without_opening(typed: list[str]) -> tuple[list[str], bool, bool]:
    """Return the words behind *and*, *what about* …; whether it asks about another thing, and whether it continues."""
    if len(typed) == 1 and typed[0].lower() in ("y", "wy"):
        return ["why"], False, False
    typed = corrected(typed)
    opened = False
    while len(typed) > 1 and (fold(typed[0]) in _ALSO or (fold(typed[0]) in _COURTESY)):
        opened = opened or fold(typed[0]) in _ALSO
        typed = typed[1:]
    words = _folded(typed)
    for opening in _SWAPS:
        if words[: len(opening)] == opening and len(words) > len(opening):
            return typed[len(opening) :], True, opened
    return typed, False, opened


def _folded(typed: Sequence[str]) -> list[str]:
    return [fold(word).replace("’", "'") for word in typed]


def _may_be_elliptic(words: Sequence[str], *, asks: bool) -> bool:
    """Return whether a question without an opening may lean on the one before: it is very short, or has a pronoun."""
    if not PRONOUNS.isdisjoint(words) or words[-1] == "one":
        return True
    plain = join_words(words)
    return (
        plain in _AGAIN
        or plain in _NEXT
        or _MORE.fullmatch(plain) is not None
        or _EXAMPLE.fullmatch(plain) is not None
        or _WHICH_OF_BOTH.fullmatch(plain) is not None
        or _BARE.fullmatch(plain) is not None
        or (bool(_ELSE.intersection(words)) and len(words) <= 4)
        or _DEFINITE.fullmatch(plain) is not None
        or (asks and len(words) <= _MAX_NAME_ALONE)
        or (len(words) <= 4 and words[0] in grammar.PREPOSITIONS and grammar.ASKING.isdisjoint(words))
    )


# --- a question word, or a few words, alone --------------------------------------------------------------------------


def _asked_anew(before: Clause, typed: Sequence[str], bare: re.Match[str]) -> str:
    """Return what the question before says, asked with another question word: *why* did visa buy plaid."""
    ask = join_words(typed[: len(bare["ask"].split())])
    if bare["ask"] == "how so":
        ask = "how"
    if bare["ask"] in ("who", "whom", "by whom", "wer", "quien", "qui") and before.words[0] in _ENGLISH_FORMS:
        return _by_whom(before)
    if bare["ask"] in ("to whom", "from whom", "an wen", "von wem", "por quien", "par qui"):
        return f"{ask} {before.text(before.asking)}"
    if before.words[0] == "wer" and before.form == INVERTED and before.verb > 0:
        return f"{ask} wurde {before.text(before.auxiliary + 1)}"
    if before.form == SUBJECT and before.words[0] not in ("who", "what", "which", "wer", "quien", "quienes", "qui"):
        return f"{ask} {before.text(before.asking)}"
    if before.form == SUBJECT:
        return _passive(before, ask)
    if before.form == TERSE:
        start, end = topic(before)
        return f"{ask} {before.text()}" if end > start else ""
    body = before.text(before.asking)
    if bare["not"] and before.form in (INVERTED, YES_NO):
        start = before.subject[1]
        rest = before.typed[start + (before.words[start : start + 1] == ["ever"]) :]
        body = join_words([*before.typed[before.asking : start], "not", *rest])
    money = before.verb >= 0 and before.words[before.verb] in _FOR_MONEY and bare["ask"] == "how much"
    return f"{ask} {body}" + (" for" if money and before.words[before.verb] != "pay" else "")


def _both_sides(before: Clause) -> str:
    """Return the two things that the question before compares or joins: *east or west pakistan*."""
    text = join_words(before.words)
    if not (found := _BOTH.search(text)):
        return ""
    if found["joined"]:
        return found["joined"].replace(" and ", " or ")
    return f"{(found['one'] or found['a']).strip()} or {found['other'] or found['b']}"


def _passive(before: Clause, ask: str) -> str:
    """Return *who founded nvidia* asked with another question word: *when was nvidia founded*."""
    if before.verb < 0 or before.object == (0, 0):
        return f"{ask} {before.text(before.asking)}"
    start, end = before.object
    verb, first = before.words[before.verb], before.words[0]
    if first in ("wer",):
        return f"{ask} {before.text(before.verb, start)} man {before.text(start)}"
    if first in ("quien", "quienes"):
        return f"{ask} se {before.text(before.verb)}"
    if first == "qui":
        return f"{ask} a-t-on {before.text(before.verb)}"
    particles = before.text(before.verb + 1, start)
    being = "is" if grammar.is_present(verb) else "was"
    return " ".join(
        f"{ask} {being} {before.text(start, end)} {grammar.participle_of(verb)} {particles} {before.text(end)}".split()
    )


def _by_whom(before: Clause) -> str:
    """Return who did what the question before tells in the passive: *who founded nvidia*."""
    if (
        before.form not in (INVERTED, YES_NO)
        or before.verb < 0
        or before.words[before.auxiliary] not in grammar.PASSIVE
    ):
        return ""
    participle = before.words[before.verb]
    if not grammar.is_participle(participle) or participle == "born":
        return ""
    return f"who {grammar.PAST_OF.get(participle, participle)} {before.span_text(before.subject)}"


def _asked_for_others(before: Clause, words: Sequence[str]) -> str:
    """Return the question before, asked for what it has not named yet: *who else founded nvidia*."""
    if words[0] == "else" or (
        words[1:] == ["else"] and words[0] not in (*before.words[:1], "anything", "anyone", "anybody")
    ):
        return ""
    if (
        not _ELSE.issuperset(set(words) - STOP_WORDS - {"one", "ones", "anything", "anyone", "anybody", "two"})
        or not before.asking
    ):
        return ""
    first = before.words[0]
    if first in ("who", "where", "when", "why", "how", "what") and before.asking == 1:
        return f"{before.text(0, 1)} else {before.text(1)}"
    if first in ("which", "what"):
        return f"{before.text(0, 1)} other {before.text(1)}"
    return ""


def _clause_behind(text: str, typed: Sequence[str], lookup: NameLookup | None) -> str:
    """Return the clause behind a name, about it: *what about basecamp, why did they leave the cloud*."""
    name, comma, rest = text.partition(",")
    rest_typed = split_words(rest)
    count = len(split_words(name)) - (len(split_words(text)) - len(typed))
    if not comma or count < 1 or not rest_typed or fold(rest_typed[0]) not in grammar.ASKING | grammar.AUXILIARIES:
        return ""
    clause = clause_of(rest, lookup)
    places = [index for index, word in enumerate(clause.words) if word in PRONOUNS and word != "there"]
    about = Referents(clause_of(f"who is {join_words(typed[:count])}"), "", lookup)
    return with_referents(clause.typed, clause.words, places[:1], about) or rest.strip(" ?")


# --- words without a verb --------------------------------------------------------------------------------------------


def _with_fragment(
    typed: list[str], words: list[str], before: Clause, clause: Clause, referents: Referents, *, opened: bool
) -> str:
    """Return the question before with some words put in the place of others, or added."""
    nouns = [word for word in words if word not in grammar.ARTICLES]
    owned = grammar.ROLES | grammar.ATTRIBUTES
    if before.form == TERSE and before.names == () and len(before.words) > MAX_FRAGMENT:
        return ""
    if words[0] in grammar.PREPOSITIONS | {"of"}:
        return _with_phrase(typed, words, before, clause)
    if words[0] in PRONOUNS and nouns[-1] in owned:
        return f"{_asks_for(nouns[-1])} {with_referents(typed, words, [0], referents)}"
    if nouns and set(nouns) <= owned and len(nouns) <= 3:
        about = before.span_text(topic(before))
        return f"{_asks_for(nouns[-1])} {'' if words[0] in grammar.ARTICLES else 'the '}{join_words(typed)} of {about}"
    if not opened and len(words) > _MAX_NAME_ALONE:
        return ""
    if before.form == TERSE and before.words[-1] == words[-1] and words[-1] in owned:
        opening = topic(before)[0]
        return join_words([*before.typed[: opening if before.words[0] in ("explain", "define", "describe") else 0], *typed])
    if (relation := _own_relation(typed, words)) and (
        referents.asks_for_a_person or before.form in (COPULA, TERSE) or relation in grammar.ATTRIBUTES
    ):
        return f"{_asks_for(relation)} {join_words(typed)}"
    if len(words) == 1 and (words[0] in _TIMES or _YEAR.fullmatch(words[0])):
        return _at_time(typed[0], before)
    if not _POPULATIONS.isdisjoint(words) and _POPULATIONS.isdisjoint(before.words):
        return f"{before.text()} for {join_words(typed)}"
    names_none = grammar.PREPOSITIONS.isdisjoint(words) and not any(name.end == len(words) for name in clause.names)
    if words[-1] in ("one", "ones", "version", "edition", "model") and len(words) > 1 and names_none:
        return _with_modifier(typed, words, before)
    if gapped := _with_two(typed, words, before):
        return gapped
    if before.form == TERSE and topic(before) == (0, len(before.words)) and len(before.words) > 1:
        return ""
    return _with_span(before, _swapped(before, clause), _without_owner(typed, words, before))


def _with_two(typed: list[str], words: Sequence[str], before: Clause) -> str:
    """Return the question before with its subject and a phrase replaced: *and facebook for instagram*."""
    for index in range(1, len(words) - 1):
        if words[index] in grammar.PREPOSITIONS and words[index] in before.words[before.subject[1] :] and before.form == INVERTED:
            other = before.words.index(words[index], before.subject[1])
            end = phrase_end(before, other + 1)
            whole = [*before.typed[:other], *typed[index:], *before.typed[end:]]
            return join_words([*whole[: before.subject[0]], *typed[:index], *whole[before.subject[1] :]])
    return ""


def _asks_for(noun: str) -> str:
    return "who is" if noun in grammar.ROLES else "what is"


def _own_relation(typed: Sequence[str], words: Sequence[str]) -> str:
    """Return the noun of *the ceo of alphabet* and *alphabet's ceo*; empty if the words are no such thing."""
    owned = grammar.ROLES | grammar.ATTRIBUTES
    if "of" in words[1:-1]:
        noun = words[words.index("of") - 1]
        return noun if noun in owned else ""
    if "'s" in words[:-1] and words[-1] in owned:
        return words[-1]
    is_terse = len(words) > 1 and words[-1] in owned and words[0] not in grammar.ARTICLES
    return words[-1] if is_terse and typed[-1].islower() else ""


def _swapped(before: Clause, clause: Clause) -> Span:
    """Return the span that a new name replaces: a name of its kind, else what the question is about."""
    kinds = {name.kind for name in clause.names if name.kind}
    span = topic(before)
    alike = [name for name in before.names if name.kind in kinds]
    within = [name for name in alike if span[0] <= name.start and name.end <= span[1]]
    if alike and not within and before.form != TERSE and any(span == (name.start, name.end) for name in before.names):
        return alike[-1].start, alike[-1].end
    if within and len(within) == 1:
        return within[0].start, within[0].end
    return span


def _with_span(before: Clause, span: Span, words: Sequence[str]) -> str:
    """Return the question before with other words in place of a span, and of the article before it."""
    start, end = span
    if end <= start:
        return ""
    article = (
        start
        and before.words[start - 1] in ("the", "a", "an")
        and end - start
        and before.words[end : end + 1] != ["of"]
    )
    return join_words([*before.typed[: start - bool(article)], *words, *before.typed[end:]])


def _without_owner(typed: list[str], words: Sequence[str], before: Clause) -> list[str]:
    """Return the words without a final 's, which the question before has itself where it needs one."""
    return typed[:-1] if words[-1] == "'s" and len(words) > 1 else typed


def _with_modifier(typed: list[str], words: Sequence[str], before: Clause) -> str:
    """Return the question before about another of the same things: *the wii u one*, *the metal one*."""
    first = words[0] in grammar.ARTICLES
    modifier = typed[first:-1] if words[-1] in ("one", "ones") else typed[first:]
    start, end = before.subject if before.form in (INVERTED, YES_NO, COPULA) else before.object
    if before.form == TERSE:
        start, end = 0, len(before.words)
    for index in range(start + 1, end - 1):
        if before.words[index] in ("for", "in", "on", "of", "with", "from"):
            return _with_span(before, (index + 1, phrase_end(before, index + 1)), modifier)
    for name in before.names:
        if start <= name.start and name.end < end and before.words[name.end] != "'s":
            return join_words([*before.typed[: name.start], *modifier, *before.typed[name.end :]])
    if end - start > 1 and before.words[end - 1] not in grammar.ARTICLES:
        kept = end - 2 + (before.words[start] in grammar.ARTICLES and end - start == 2)
        return join_words([*before.typed[:kept], *modifier, *before.typed[end - 1 :]])
    return _with_span(before, (start, end), modifier)


def _with_phrase(typed: list[str], words: Sequence[str], before: Clause, clause: Clause) -> str:
    """Return the question before with a phrase of place, time or purpose in place of one like it, or added."""
    preposition, when = words[0], _is_time(words[1:])
    if preposition in ("of", "von", "de"):
        return _with_span(before, topic(before), typed[1:])
    if preposition in ("before", "after") and words[1:] in (["that"], []):
        return f"{before.text()} {join_words(typed)}"
    for index in range(before.asking, len(before.words) - 1):
        end = phrase_end(before, index + 1)
        alike = before.words[index] == preposition or {before.words[index], preposition} <= {"in", "at", "on"}
        if alike and _is_time(before.words[index + 1 : end]) == when:
            return join_words([*before.typed[:index], *typed, *before.typed[end:]])
    if preposition in ("for", "with", "at") and clause.names and before.form != TERSE and not when:
        return _with_span(before, _swapped(before, clause), typed[1:])
    return f"{before.text()} {join_words(typed)}"


def _is_time(words: Sequence[str]) -> bool:
    months = "january february march april may june july august september october november december"
    return any(_YEAR.fullmatch(word) or word in months.split() or word.endswith("0s") for word in words)


def _at_time(typed: str, before: Clause) -> str:
    years = [index for index, word in enumerate(before.words) if _YEAR.fullmatch(word) or word in _TIMES]
    if years and (fold(typed) in _TIMES) == (before.words[years[-1]] in _TIMES):
        return _with_span(before, (years[-1], years[-1] + 1), [typed])
    return f"{before.text()} {'' if fold(typed) in _TIMES else 'in '}{typed}"


# --- a question of its own that lacks something ----------------------------------------------------------------------


def _with_clause(
    typed: list[str], words: list[str], before: Clause, clause: Clause, referents: Referents, *, opened: bool
) -> str:
    """Return a question with its pronouns replaced, and with the thing that it counts where it names none."""
    named = frozenset(index for name in clause.names for index in range(name.start, name.end))
    typed, words = clause.typed, clause.words
    counted = before.text(2, before.asking) if before.words[0] in ("how", "which") else ""
    if words[2:4] == ["of", "them"] and counted:
        owner = before.span_text(before.subject) if before.form == INVERTED else ""
        return join_words([*typed[:3], f"{owner}'s {counted}" if owner else f"the {counted}", *typed[4:]])
    same = words[:2] == before.words[:2] and clause.asking == before.asking
    if same and words[clause.asking + 1 : clause.asking + 2] == ["that"] and words[clause.asking] in grammar.BEING:
        return f"{before.text()} {join_words(typed[clause.asking + 2 :])}"
    if clause.asking == 2 and words[0] == "how" and clause.auxiliary == 2 and words[1] in ("many", "much"):
        if counted and words[:2] == before.words[:2] or (counted := _plural_object(before, words)):
            typed = [*typed[:2], *counted.split(), *typed[2:]]
            clause = clause_of(join_words(typed))
            words = clause.words
            places = pointers(words, clause.asking, clause.auxiliary, named)
            return with_referents(typed, words, places, referents) if places else join_words(typed)
    if places := pointers(words, clause.asking, clause.auxiliary, named):
        return with_referents(typed, words, places, referents)
    if (opened or _DEFINITE.fullmatch(join_words(words).replace("'s", " 's"))) and not named:
        return _about_topic(typed, words, before, clause)
    return ""


def _plural_object(before: Clause, words: Sequence[str]) -> str:
    """Return the plural noun that ends the object of the question before: how many *users* did they have."""
    start, end = before.object
    last = before.words[end - 1] if end > start else ""
    return last if words[1] == "many" and last.endswith("s") and not last.endswith("ss") and words[3] in PRONOUNS else ""


def _about_topic(typed: list[str], words: list[str], before: Clause, clause: Clause) -> str:
    """Return a short question that only its opening makes a follow-up, with what the one before is about."""
    about = before.span_text(topic(before))
    content = [word for word in words if word not in STOP_WORDS and word not in ("much", "many")]
    if not about or not content or len(content) > 3:
        return ""
    if clause.asking == len(words) and words[0] == "how":  # how many employees, how old
        if len(words) > 2:
            return f"{join_words(typed)} does {about} have"
        return f"{join_words(typed)} is {about}"
    of = clause.form == COPULA or (clause.subject[1] == len(words) and words[clause.subject[0]] == "the")
    return f"{join_words(typed)} {'of' if of else 'for'} {about}"
