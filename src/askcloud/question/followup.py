"""Elliptic question + the previous one -> the full question that was meant, by rules that a reader can check.

*and what about TSMC?* after *who founded nvidia* is *who founded TSMC*; *when did they go public?* is *when did nvidia
go public*; *why?* after *did visa buy plaid* is *why did visa buy plaid*. A question that is complete is not changed.
"""

from __future__ import annotations

from askcloud.question import grammar
from askcloud.question.clause import COPULA, INVERTED, TERSE, clause_of
from askcloud.question.fragments import with_fragment
from askcloud.question.grammar import PRONOUNS
from askcloud.question.name_spans import corrected, folded_words, join_words, split_words
from askcloud.question.pronouns import pointers, with_referents
from askcloud.question.question_word import asked_anew, is_question_word
from askcloud.question.referents import Referents
from askcloud.text.analyzer import fold
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from askcloud.question.clause import Clause
    from askcloud.question.name_spans import NameLookup

MAX_FRAGMENT = 8
"""Maximum number of words without a verb after *and* or *what about*: *and the author of …*."""

_MAX_UNOPENED = 4  # the same without such an opening: *in south korea*
_MAX_ALONE = 2  # words that are a follow-up only because of a question mark: *saturn?*
_MAX_ABOUT = 3  # content words of a question that is a follow-up only because of *and*: *and who led the round*
_COURTESY = frozenset("ok okay so well hmm oh ah cool thanks great nice alright yes no please hey right good".split())
_ALSO = frozenset("and but so or also then plus und aber oder y pero o et mais e".split())
_SWAPS = tuple(
    map(
        str.split,
        (
            "what about|how about|what of|same for|same question for|wie sieht es mit|was ist mit|wie steht es mit"
            "|que hay de|que tal|que pasa con|qu'en est-il de"
        ).split("|"),
    )
)
_AGAIN = frozenset("really|are you sure|is that true|is that right|true|say again|again|sure".split("|"))
_NEXT = frozenset("what happened|what happened next|what happened then|what happened afterwards".split("|"))
_POLITE = frozenset("please can could you tell me give say show name".split())
_MORE = _POLITE | frozenset("more details some a bit about on it that this him her them".split())
_EXAMPLE = _POLITE | frozenset("example examples an a some any for the".split())
_ON = frozenset(("go on", "elaborate", "continue"))


def completed_question(text: str, previous: str, *, quote: str = "", lookup: NameLookup | None = None) -> str:
    """Return the full question that an elliptic one stands for; empty if it is complete or ambiguous.

    Args:
        text: The question that may be a follow-up, in plain words.
        previous: The previous question it, completed.
        quote: The quote that answered it; empty if nothing did.
        lookup: Tells which spans of words are names; None to go by capitals and structure alone.
    """
    typed, swaps, opened = _without_opening(split_words(text))
    words = folded_words(typed)
    asks = text.rstrip().endswith("?")
    if not typed or _says_what_before(text) or not (opened or _may_be_elliptic(words, asks=asks)):
        return ""
    before = clause_of(previous, lookup)
    if not before.words:
        return ""
    referents = Referents(before, quote, lookup)
    found = "" if swaps else _asked_again(typed, words, before, referents)
    if not found and swaps:
        found = _clause_behind_name(text, typed, lookup)
    if not found and (swaps or not is_question_word(words)):
        clause = clause_of(join_words(typed), lookup)
        if clause.form == TERSE or swaps:
            fits = len(words) <= (MAX_FRAGMENT if opened else _MAX_UNOPENED)
            found = with_fragment(clause, before, referents, opened=opened) if fits and before.text() else ""
        else:
            found = _completed_clause(clause, before, referents, opened=opened)
    return "" if fold(found) == fold(text) else found


# --- what a follow-up looks like -------------------------------------------------------------------------------------


def _without_opening(typed: list[str]) -> tuple[list[str], bool, bool]:
    """Return the words behind *and*, *what about* …; whether it asks about another thing, and whether it continues."""
    if len(typed) == 1 and typed[0].lower() in ("y", "wy"):
        return ["why"], False, False
    typed = corrected(typed)
    opened = False
    while len(typed) > 1 and (fold(typed[0]) in _ALSO or fold(typed[0]) in _COURTESY):
        opened = opened or fold(typed[0]) in _ALSO
        typed = typed[1:]
    while len(typed) > 1 and fold(typed[-1]) in ("too", "tho"):
        typed = typed[:-1]
    words = folded_words(typed)
    for opening in _SWAPS:
        if words[: len(opening)] == opening and len(words) > len(opening):
            return typed[len(opening) :], True, True
    return typed, False, opened


def _may_be_elliptic(words: Sequence[str], *, asks: bool) -> bool:
    """Return whether a question without an opening may be a follow-up, because it is very short or has a pronoun."""
    if not PRONOUNS.isdisjoint(words) or words[-1] == "one" or is_question_word(words) or _is_request(words):
        return True
    if _asks_for_owned(words) or (asks and len(words) <= _MAX_ALONE):
        return True
    is_phrase = words[0] in grammar.PREPOSITIONS and grammar.ASKING.isdisjoint(words)
    return is_phrase and len(words) <= _MAX_UNOPENED


def _asks_for_more(words: Sequence[str]) -> bool:
    return join_words(words) in _ON or (_MORE.issuperset(words) and not {"more", "details"}.isdisjoint(words))


def _asks_for_example(words: Sequence[str]) -> bool:
    if join_words(words) in ("like what", "such as"):
        return True
    return _EXAMPLE.issuperset(words) and not {"example", "examples"}.isdisjoint(words)


def _asks_for_owned(words: Sequence[str]) -> bool:
    """Return whether folded words ask for an attribute without saying of what: *what was the price*."""
    asks = words[:1] and words[0] in ("who", "what", "when", "where", "how")
    is_short = len(words) == len(("what", "was", "the", "price")) + (words[:1] == ["how"])
    return bool(asks) and is_short and words[-1] in grammar.OWNED and words[-2] == "the" and words[-3] in grammar.BEING


def _says_what_before(text: str) -> bool:
    """Return whether a clause before a comma names what a later pronoun refers to: *when i have a layer, how …*."""
    before, comma, _ = text.partition(", ")
    words = folded_words(split_words(before))
    joins = words[:1] and words[0] in grammar.CONJUNCTIONS | {"once", "after", "before", "while", "since", "as"}
    return bool(comma and joins) and any(word not in STOP_WORDS and word not in PRONOUNS for word in words[1:])


def _is_request(words: Sequence[str]) -> bool:
    """Return whether folded words ask to repeat or to continue: *really?*, *tell me more*, *an example*."""
    plain = join_words(words)
    return plain in _AGAIN or plain in _NEXT or _asks_for_more(words) or _asks_for_example(words)


# --- the previous question, asked again ------------------------------------------------------------------------------


def _asked_again(typed: Sequence[str], words: Sequence[str], before: Clause, referents: Referents) -> str:
    """Return the previous question, or another one about its topic; empty if the follow-up has content of its own."""
    plain = join_words(words)
    if is_question_word(words):
        return asked_anew(typed, words, before)
    if plain in _AGAIN:
        return before.text()
    if plain in _NEXT:
        return f"what happened after {referents.event()}" if referents.event() else ""
    about = referents.topic or before.text()
    if _asks_for_more(words):
        return f"tell me more about {about}"
    return f"examples of {about}" if _asks_for_example(words) else ""


def _clause_behind_name(text: str, typed: Sequence[str], lookup: NameLookup | None) -> str:
    """Return the clause behind a name, about it: *what about basecamp, why did they leave the cloud*."""
    name, comma, rest = text.partition(",")
    behind = split_words(rest)
    count = len(split_words(name)) - (len(split_words(text)) - len(typed))
    if not comma or count < 1 or not behind or fold(behind[0]) not in grammar.ASKING | grammar.AUXILIARIES:
        return ""
    clause = clause_of(rest, lookup)
    places = [index for index, word in enumerate(clause.words) if word in PRONOUNS and word != "there"]
    about = Referents(clause_of(f"who is {join_words(typed[:count])}"), "", lookup)
    return with_referents(clause.typed, clause.words, places[:1], about) or join_words(behind)


# --- a new question with a missing part ------------------------------------------------------------------------------


def _completed_clause(clause: Clause, before: Clause, referents: Referents, *, opened: bool) -> str:
    """Return a question with its pronouns replaced, and with the thing to count if it names none."""
    named = frozenset(index for name in clause.names for index in range(name.start, name.end))
    typed, words = clause.typed, clause.words
    if counted := _counted_again(clause, before):
        return counted
    if noun := _counted_noun(clause, before):
        clause = clause_of(join_words([*typed[:2], noun, *typed[2:]]))
        places = pointers(clause, named)
        return with_referents(clause.typed, clause.words, places, referents) or clause.text()
    if places := pointers(clause, named):
        found = with_referents(typed, words, places, referents)
        lacks_verb = clause.asking == len(words) and before.verb > 0 and before.form == INVERTED
        return join_words([found, before.typed[before.verb]]) if found and lacks_verb else found
    if not named and (opened or _asks_for_owned(words)):
        return _about_topic(clause, referents)
    return ""


def _counted_again(clause: Clause, before: Clause) -> str:
    """Return a question for the same amount: *how much was that per share*, *how many of them work in warehouses*."""
    typed, words, asking = clause.typed, clause.words, clause.asking
    if words[2:4] == ["of", "them"] and before.asking > 2:
        counted = before.text(2, before.asking)
        owned = f"{before.text(*before.subject)}'s {counted}" if before.form == INVERTED else f"the {counted}"
        return join_words([*typed[:3], owned, *typed[4:]])
    is_same = words[:2] == before.words[:2] and asking == before.asking
    if is_same and words[asking + 1 : asking + 2] == ["that"] and words[asking] in grammar.BEING:
        return f"{before.text()} {clause.text(asking + 2)}"
    return ""


def _counted_noun(clause: Clause, before: Clause) -> str:
    """Return the noun that *how many are left* leaves out, from the previous question; empty if it leaves out none."""
    words = clause.words
    if clause.asking != 2 or clause.auxiliary != 2 or words[:2] not in (["how", "many"], ["how", "much"]):
        return ""
    is_of_pronoun = not PRONOUNS.isdisjoint(words[3:4])
    if words[:2] == before.words[:2]:
        lacks_noun = words[1] == "many" or words[2] in grammar.BEING or is_of_pronoun
        return before.text(2, before.asking) if lacks_noun else ""
    start, end = before.object
    last = before.words[end - 1] if end > start else ""
    is_plural = words[1] == "many" and last.endswith("s") and not last.endswith("ss")
    return last if is_plural and is_of_pronoun else ""


def _about_topic(clause: Clause, referents: Referents) -> str:
    """Return a short question that is a follow-up only because of its opening, with the topic of the previous one."""
    about, words = referents.topic, clause.words
    content = [word for word in words if word not in STOP_WORDS and word not in ("much", "many")]
    if not about or not content or len(content) > _MAX_ABOUT:
        return ""
    if clause.asking == len(words) and words[0] == "how":
        return f"{clause.text()} does {about} have" if len(words) > 2 else f"{clause.text()} is {about}"
    start, end = clause.subject
    is_noun = clause.form == COPULA or (end == len(words) and words[start : start + 1] == ["the"])
    return f"{clause.text()} {'of' if is_noun else 'for'} {about}"
