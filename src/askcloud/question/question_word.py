"""A follow-up of only a question word, combined with the previous question: *why*, *who else*, *for how much*."""

from __future__ import annotations

import re

from askcloud.question import grammar
from askcloud.question.clause import COPULA, INVERTED, NOTHING, SUBJECT, TERSE, YES_NO
from askcloud.question.name_spans import join_words
from askcloud.question.referents import topic_of
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from askcloud.question.clause import Clause

_ASKS = frozenset(
    (
        "why|when|where|who|whom|how|how much|how many|how long|how often|how come|how so|how soon|since when"
        "|until when|for how much|for how long|by whom|to whom|from whom|warum|wieso|weshalb|wann|wo|wie|seit wann|wer"
        "|von wem|an wem|in welchem jahr|por que|cuando|donde|como|quien|por quien|en que ano|pourquoi|quand|ou"
        "|comment|qui|par qui|en quelle annee"
    ).split("|")
)
_OF_TIME_OR_PLACE = frozenset("year month day date city country place century decade".split())
_FILLERS = frozenset("exactly though then so that".split())
_TAILS = frozenset(
    (
        "|is that|was that|were that|are that|is this|was this|was the deal|was the acquisition|was the merger"
        "|was the sale|war das|ist das|fue eso|did that happen|did this happen|did it happen|does that happen"
        "|does it happen|did he do it|did she do it|did they do it|did he do that|did she do that|did they do that"
    ).split("|")
)
"""Words that may follow a question word in such a follow-up."""

_PERSONS = "who|whom|by whom|wer|quien|qui".split("|")
_WITH_PREPOSITION = "to whom|from whom|an wen|von wem|por quien|par qui".split("|")
_SUBJECTS = ("who", "what", "which", "wer", "quien", "quienes", "qui")
_PAID_FOR = frozenset("buy sell acquire purchase invest bought sold acquired".split())
_OTHERS = frozenset("other others else".split())
_ANY = frozenset("one ones anything anyone anybody two".split())
_COMPARING = frozenset("is was are has had does should would came won".split())
_OF_BOTH = tuple(map(str.split, "which of the two|which of them|which of these|which one|which side|which".split("|")))
_BOTH = (
    r"(?:between|compare) (?P<one>.+?) (?:and|with|to) (?P<other>.+)|(?P<a>(?:\S+ ){1,4}?)(?:vs\.?|versus|or) (?P<b>.+)"
    r"|(?P<joined>\w+ and \w+(?: \w+)?)$"
)


def is_question_word(words: Sequence[str]) -> bool:
    """Return whether folded words are a question word alone, or ask for the other ones or for one of both."""
    asks_for_others = not _OTHERS.isdisjoint(words) and len(words) <= 4
    return asks_for_others or _words_alone(words) > 0 or _asks_which_of_both(words)


def asked_anew(typed: Sequence[str], words: Sequence[str], before: Clause) -> str:
    """Return the previous question asked with another question word; empty if the words are not a question word.

    Args:
        typed: The words of the follow-up as typed.
        words: The same, folded.
        before: The previous question.
    """
    if count := _words_alone(words):
        ask = "how" if words[:count] == ["how", "so"] else join_words(typed[:count])
        return _asked_with(ask, before, negated=words[count : count + 1] == ["not"])
    if _asks_which_of_both(words) and (both := _both_sides(before)):
        return f"{join_words(typed)}, {both}"
    return _asked_for_others(before, words)


def _words_alone(words: Sequence[str]) -> int:
    """Return how many words the question word of a follow-up has; 0 if the follow-up has other content."""
    for count in range(min(len(words), 3), 0, -1):
        asks_which = count > 1 and words[count - 2] in ("what", "which")
        asks_time = asks_which and count == 2 and words[1] in _OF_TIME_OR_PLACE
        asks_with = asks_which and count == 3 and words[0] in grammar.PREPOSITIONS
        if " ".join(words[:count]) in _ASKS or asks_time or asks_with:
            rest = list(words[count + (words[count : count + 1] == ["not"]) :])
            while rest and rest[-1] in _FILLERS and " ".join(rest) not in _TAILS:
                rest.pop()
            while rest and rest[0] in _FILLERS and " ".join(rest) not in _TAILS:
                rest.pop(0)
            return count if " ".join(rest) in _TAILS else 0
    return 0


def _asks_which_of_both(words: Sequence[str]) -> bool:
    for opening in _OF_BOTH:
        if list(words[: len(opening)]) == opening:
            return not _COMPARING.isdisjoint(words[len(opening) : len(opening) + 1])
    return False


def _asked_with(ask: str, before: Clause, *, negated: bool) -> str:
    first, said = before.words[0], before.text(before.asking)
    if ask.lower() in _PERSONS and (first in grammar.ENGLISH_ASKING or first in grammar.AUXILIARIES):
        return _by_whom(before)
    if ask.lower() in _WITH_PREPOSITION or (before.form == SUBJECT and first not in _SUBJECTS):
        return f"{ask} {said}"
    if before.form == TERSE and ask.lower() in ("when", "where"):
        return f"{ask} was {before.text(*topic_of(before))}"
    if first == "wer" and before.form == INVERTED and before.verb > 0:
        return f"{ask} wurde {before.text(before.auxiliary + 1)}"
    if before.form == SUBJECT:
        return _passive(before, ask)
    if negated and before.form in (INVERTED, YES_NO):
        end = before.subject[1]
        rest = before.typed[end + (before.words[end : end + 1] == ["ever"]) :]
        said = join_words([*before.typed[before.asking : end], "not", *rest])
    is_paid = ask.lower() == "how much" and before.verb >= 0 and before.words[before.verb] in _PAID_FOR
    return f"{ask} {said} for" if is_paid else f"{ask} {said}"


def _passive(before: Clause, ask: str) -> str:
    """Return *who founded nvidia* asked with another question word: *when was nvidia founded*."""
    start, end = before.object
    if before.verb >= 0 and before.words[before.verb] == "happened":
        return f"{ask} did it happen {before.text(before.verb + 1)}"
    if before.verb < 0 or before.object == NOTHING:
        return f"{ask} {before.text(before.asking)}"
    verb, first = before.words[before.verb], before.words[0]
    if first == "wer":
        return f"{ask} {before.text(before.verb, start)} man {before.text(start)}"
    if first in ("quien", "quienes", "qui"):
        return f"{ask} {'a-t-on' if first == 'qui' else 'se'} {before.text(before.verb)}"
    being = "is" if grammar.is_present(verb) else "was"
    parts = (ask, being, before.text(start, end), grammar.participle_of(verb), before.text(before.verb + 1, start))
    return " ".join(filter(None, (*parts, before.text(end))))


def _by_whom(before: Clause) -> str:
    """Return the question for the agent of a previous question in the passive: *who founded nvidia*."""
    if before.form not in (INVERTED, YES_NO) or before.verb < 0:
        return ""
    participle = before.words[before.verb]
    is_passive = before.words[before.auxiliary] in grammar.PASSIVE and grammar.is_participle(participle)
    if not is_passive or participle == "born":
        return ""
    return f"who {grammar.PAST_OF.get(participle, participle)} {before.text(*before.subject)}"


def _asked_for_others(before: Clause, words: Sequence[str]) -> str:
    """Return the previous question, asked for others than those already named: *who else founded nvidia*."""
    is_other = not _OTHERS.isdisjoint(words) and _OTHERS.issuperset(set(words) - STOP_WORDS - _ANY)
    if not is_other or not before.asking or before.form == TERSE:
        return ""
    first = before.words[0]
    if "else" in words and words[0] not in (first, "anything", "anyone", "anybody"):
        return ""
    if before.asking == 1 and first in grammar.ENGLISH_ASKING and first != "which":
        return f"{before.text(0, 1)} else {before.text(1)}"
    return f"{before.text(0, 1)} other {before.text(1)}" if first in ("which", "what") else ""


def _both_sides(before: Clause) -> str:
    """Return the two things that the previous question compares or joins: *east or west pakistan*."""
    can_be = before.form != COPULA or "between" in before.words
    found = re.search(_BOTH, join_words(before.words)) if can_be else None
    if not found:
        return ""
    if found["joined"]:
        return found["joined"].replace(" and ", " or ")
    return f"{(found['one'] or found['a']).strip()} or {found['other'] or found['b']}"
