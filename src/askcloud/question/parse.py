"""A question as typed -> its plain words, and what it insists on.

`"data gravity"` must be said as it stands, `-word` must not be said in any form, `channel:name` says where to look.
"""

from __future__ import annotations

import re
from functools import cache

from askcloud.record import record
from askcloud.text.analyzer import words_of
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

FILTERS = ("channel", "tag", "since", "before", "video")
"""Words that, before a colon, say where to look."""

_ALSO = {"after": "since"}
"""Other words for them that people know from elsewhere."""

QUESTION_WORDS = frozenset(
    """
    wer wen wem wessen was wann wo woher wohin warum weshalb wieso wozu wofur womit woran worauf woraus worin woruber
    wovon wodurch wogegen wie wieviel wieviele welche welcher welches welchen welchem
    wat waar waarom wanneer hoeveel welk welke wiens waarvoor waarmee
    qui que quoi quand ou comment pourquoi combien quel quelle quels quelles lequel laquelle lesquels lesquelles
    quien quienes cual cuales cuando donde adonde cuanto cuanta cuantos cuantas como
    quem qual quais quando onde quanto quanta quantos quantas porque
    chi che cosa dove perche quanti quante quale quali
    vem vad nar varfor hur vilken vilket vilka hvem hvad hva hvornar hvor hvorfor hvordan hvilken hvilket hvilke
    kuka mika missa milloin miksi miten kuinka
    kto co kiedy gdzie dlaczego jak ile ktory ktora ktore czy kdo kdy kde proc kolik ktery
    cand unde cati mikor hol miert hogyan hany melyik neden nicin nasil nerede kac hangi
    siapa apa kapan mengapa kenapa bagaimana berapa
    кто что когда где куда откуда почему зачем как сколько какои какая какое какие которыи которая чеи
    хто що коли де чому скільки якии яка яке які
    ποιοσ ποια ποιο ποιοι ποιεσ τι ποτε που γιατι πωσ ποσο ποσα ποσοι ποσεσ
    من ما ماذا متى أين كيف لماذا كم أي هل
    什么 什麼 甚么 为什 為什 怎么 怎麼 怎样 怎樣 哪里 哪裡 哪个 哪個 哪些 多少 多长 多長 多大 多久 多高 多远 多遠 有多
    几个 幾個 何时 何時 谁的 だれ どこ いつ なに なぜ どの どう いく くつ 누가 누구 언제 어디 무엇 얼마 어떻 떻게 왜
    कौन क्या कब कहाँ कहां क्यों कैसे कितना कितने कितनी किस किसने
    """.split()
)
"""Question words of other languages, folded. Notes in German need not say *wozu*: where none does, nothing is lacking.
English ones are stop words; left out here are those that are also English words: *come*, *hoe*, *cat*."""

_GERMAN = frozenset(
    """
    der das den dem und ist ein eine von für sich wie wer wann wurde wurden werden welche welcher welches welchen
    """.split()
)
"""Words that tell a question in German, which writes every noun with a capital."""

_OPENING_SIGNS = "\"'(“‘„¿¡["
_SHORTEST_NAME = 4  # letters; shorter ones are mostly abbreviations: *US*, *SC*

_SIGNS = frozenset(':-"“”„')
"""No operator is without one of them."""
_QUOTED = r'["“„]([^"“”„]+)["“”]'


@record
class Question:
    """What a person typed, taken apart."""

    text: str
    """The question in plain words: phrases without their quotes, operators gone."""
    phrases: tuple[tuple[str, ...], ...]
    """Folded words of each phrase that must be said as it stands."""
    excluded: tuple[tuple[str, ...], ...]
    """Folded words that must not be said: one alone in any form, several as they stand."""
    filters: tuple[tuple[str, str], ...]
    """Where to look: names of `FILTERS` with their values, in order."""


def read_question(typed: str) -> Question:
    """The question in a text; any text is one."""
    found = [] if _SIGNS.isdisjoint(typed) else list(_operators().finditer(typed))
    plain = _operators().sub(lambda match: f" {match['phrase'] or ''} ", typed) if found else typed
    return Question(
        text=" ".join(plain.split()),
        phrases=_worded(match["phrase"] for match in found),
        excluded=_worded(match["excluded_phrase"] or match["excluded"] for match in found),
        filters=tuple(_filter(match) for match in found if match["filter"]),
    )


def names_in(question: str) -> frozenset[str]:
    """The folded words of a question that are written as names: with a capital, which tells nothing on the first."""
    typed = [word.lstrip(_OPENING_SIGNS) for word in question.split()]
    capital = [word for word in typed[1:] if word[:1].isupper()]
    if len(capital) == len(typed) - 1 or _is_titled(capital) or not _GERMAN.isdisjoint(map(str.lower, typed)):
        return frozenset()
    names = (name.removesuffix("'s") for word in capital for name in words_of(word)[:1])
    return frozenset(name for name in names if len(name) >= _SHORTEST_NAME)


def _is_titled(capital: list[str]) -> bool:
    """Whether a question is written like a title, by its words with a capital: *What Is the Best Way*."""
    return any(word.isalpha() and word[1:].islower() and word.lower() in STOP_WORDS for word in capital)


def _filter(match: re.Match[str]) -> tuple[str, str]:
    name = match["filter"].lower()
    return _ALSO.get(name, name), match["quoted"] or match["value"]


@cache  # .3 ms, and most questions are plain words
def _operators() -> re.Pattern[str]:
    pattern = rf"""
         (?<!\S)(?P<filter>{"|".join((*FILTERS, *_ALSO))}):(?:{_QUOTED.replace("(", "(?P<quoted>", 1)}|(?P<value>\S+))
       | (?<!\S)-{_QUOTED.replace("(", "(?P<excluded_phrase>", 1)}
       | (?<!\S)-(?P<excluded>[^\W\d_]\S*)       # a minus before a figure is a sign
       | {_QUOTED.replace("(", "(?P<phrase>", 1)}
    """
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


def _worded(texts: Iterable[str | None]) -> tuple[tuple[str, ...], ...]:
    """The words of those texts that hold any."""
    return tuple(filter(None, (tuple(words_of(text)) for text in texts if text)))
