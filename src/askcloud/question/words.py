"""The words of a question that are searched, and those that only ask."""

from __future__ import annotations

from itertools import takewhile

from askcloud.text.cues import cues_in
from askcloud.text.stopwords import STOP_WORDS

QUESTION_WORDS = frozenset(
    """
    make makes need needs
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
"""Question words of other languages, folded, and verbs that only ask: *how do I make*, *what do I need for*.

A note in German need not contain *wozu*: where no note does, the word is ignored. English question words are stop
words. Other words that are also English are left out here: *come*, *hoe*, *cat*.
"""


_PLAIN_WORDS = cues_in(
    """
    in simple words, in simple terms, in plain words, in plain english, in plain terms, in easy words, in a few words,
    in laymans terms, in layman's terms, in layman terms, in a nutshell, like i'm five, like im five, like i'm 5,
    like im 5, for dummies
    """
)
"""Ends of a question that only say how the answer is to be told, which quotes cannot follow."""

_ADVERBS = STOP_WORDS | frozenset("best well exactly actually really internally together today".split())
"""Words that may stand after the verb of a question: *how does it work exactly*."""

_BEFORE_CIRCUMSTANCES = frozenset(("in", "during", "under"))
"""Words that may begin another part of the question after its verb: *how do mills work in winter*."""


def searched_words(words: list[str]) -> list[str]:
    """Return the words of a question that carry meaning, in order, without those that only ask.

    *How does a heat pump work* asks about a heat pump, *how does remote work affect sleep* about remote work,
    *what does the word karst mean* about karst, *explain TMR in simple words* about TMR.

    Args:
        words: All folded words of the question, in order.
    """
    asked = _without_plain_words(words)
    bare = (word.removesuffix("'s") if word[0].isdigit() else word for word in asked)  # Apollo 13's cost
    content = [word for word in bare if word not in STOP_WORDS]
    match asked:
        case ["how", "do" | "does" | "did", _, *rest]:
            clause = list(takewhile(lambda word: word not in _BEFORE_CIRCUMSTANCES, rest))
            asking = {"work", "works"}.intersection([word for word in clause if word not in _ADVERBS][-1:])
        case ["what", "do" | "does" | "did", "the", "word" | "term" | "phrase" as noun, _, *rest] if "mean" in rest:
            asking = {noun, "mean"}
        case ["what", "do" | "does" | "did", _, *rest]:
            asking = {"mean", "means"}.intersection(rest)
        case _:
            return content
    return [word for word in content if word not in asking] or content


def _without_plain_words(words: list[str]) -> list[str]:
    """Return the words of a question without an end that only says how the answer is to be told."""
    text = " ".join(words)
    end = next((end for end in _PLAIN_WORDS if text.endswith(f" {end}")), "")
    return words[: len(words) - len(end.split())]
