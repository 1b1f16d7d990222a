"""How much one or two typos a question cost.

usage: python bench/typos.py CORPUS QUESTIONS.jsonl [CORPUS QUESTIONS.jsonl ...]

Right first answers of 100, without refusals: as asked, with typos, and as asked but with spelling left alone, which
shows whether correction harms a question without typos.
"""

from __future__ import annotations

import random
import re
import string
from typing import TYPE_CHECKING

from judged import index_over, judged_corpora

from askcloud.answering.ask import ask
from askcloud.errors import QuestionError
from askcloud.evaluation.judgments import Judgment, is_right

if TYPE_CHECKING:
    from askcloud.index.reader import IndexReader

SEED = 1
_RE_WORD = re.compile(r"\b[a-zA-Z]{4,}\b")


def slipped(question: str, rng: random.Random) -> str:
    """The question with one or two of its words of four letters or more misspelt by one letter."""
    places = list(_RE_WORD.finditer(question))
    for match in sorted(rng.sample(places, min(len(places), rng.choice((1, 2)))), key=lambda each: -each.start()):
        question = question[: match.start()] + _slip(match.group(), rng) + question[match.end() :]
    return question


def _slip(word: str, rng: random.Random) -> str:
    """The word with a letter dropped, doubled by another, replaced or swapped with the next; never its first."""
    at = rng.randrange(1, len(word) - 1)
    letter = rng.choice(string.ascii_lowercase)
    return rng.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )


def right_first(index: IndexReader, judged: list[tuple[Judgment, str]], *, exact: bool = False) -> float:
    """Of 100 questions, those whose first claim is right."""
    right = 0
    for judgment, question in judged:
        try:
            evidence = ask(index, question, top=1, exact=exact).evidence
        except QuestionError:
            continue
        right += any(is_right(judgment, e.quote, e.citation.medium, e.citation.time.seconds) for e in evidence)
    return 100 * right / (len(judged) or 1)


def main() -> None:
    """Prints a line for each corpus."""
    print(f"{'':32}{'clean':>8}{'slips':>8}{'kept':>8}{'clean, exact':>14}")
    for corpus, judgments in judged_corpora().items():
        rng = random.Random(SEED)
        alone = [each for each in judgments if each.answerable and not each.context]
        clean = [(each, each.question) for each in alone]
        slips = [(each, slipped(each.question, rng)) for each in alone]
        with index_over(corpus) as index:
            as_asked, with_slips = right_first(index, clean), right_first(index, slips)
            exact = right_first(index, clean, exact=True)
        print(f"{corpus[-32:]:32}{as_asked:8.1f}{with_slips:8.1f}{with_slips / (as_asked or 1):8.1%}{exact:14.1f}")


if __name__ == "__main__":
    main()
