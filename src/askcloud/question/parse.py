"""What a person typed -> Question: everything about it that can be known without an index.

It is parsed once; every later stage reads the record, and none reads the text again.
"""

from __future__ import annotations

from askcloud.question.kind import RELATED, asks_for_several, expected_kind, wanted_count, without_naming_words
from askcloud.question.words import searched_words
from askcloud.record import Record
from askcloud.text.analyzer import fold, words_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.question.comparison import Side
    from askcloud.question.operators import Phrases
    from askcloud.question.relations import Relation

MAX_QUESTION = 1_000
"""Characters of a question; a longer one was pasted by mistake."""

COMPARING_SIGNS = (
    *("between", "compar", "zwischen", "entre", "vs", "versus", "differ", " than ", " or ", " oder ", " o ", ":"),
    *("pros", "vanta", "venta", "risk", "side", "ness", "back", "nachteile"),
)
"""Every comparison contains one of these texts; the second row those of pros and cons."""

_OPERATOR_SIGNS = frozenset(':-"“”„')
"""Every operator contains one of these characters."""


class Question(Record):
    """A question, parsed."""

    typed: str
    """As a person typed it."""
    text: str
    """In plain words: phrases without their quotation marks, other operators removed."""
    words: list[str]
    """All folded words of the text, in order."""
    searched: list[str]
    """Those of its words that carry meaning, in order."""
    phrases: Phrases
    """Folded words of each exact phrase."""
    excluded: Phrases
    """Folded words that must not occur: one alone in any form, several as they are written."""
    filters: tuple[tuple[str, str], ...]
    """(name, value) of each filter, in order; the names are those of `operators.FILTERS`."""
    names: frozenset[str]
    """Those of its folded words that are written as names, without 's."""
    kind: str | None
    """The kind of answer it asks for (see `kind`); None if it is not known."""
    relations: tuple[Relation, ...]
    """The relations it asks about (see `relations`); empty if there are none."""
    sides: tuple[Side, ...]
    """The two sides of a comparison; empty if it compares nothing."""
    wants_list: bool
    """Whether it asks for a list."""
    wanted_count: int
    """How many things it asks for, if it asks for a list and gives a number; else 0."""

    @property
    def asking_words(self) -> set[str]:
        """The folded words with which questions ask about its relations: they do not say of what."""
        return {word for relation in self.relations for cue in relation.asked for word in cue.split()}

    @property
    def wants_several(self) -> bool:
        """Whether it asks for more than one claim: a list, or both sides of a comparison."""
        return self.wants_list or bool(self.sides)


def parse_question(typed: str) -> Question:
    """Parse a question. Any text is one."""
    text, phrases, excluded, filters = _without_operators(typed)
    words = words_of(text)
    sides = _sides_in(text)
    kind = expected_kind(words)
    wants_list = not sides and asks_for_several(words, kind)
    return Question(
        typed=typed,
        text=text,
        words=words,
        searched=without_naming_words(searched_words(words), kind),
        phrases=phrases,
        excluded=excluded,
        filters=filters,
        names=_names_in(text),
        kind=kind,
        relations=related(words, kind),
        sides=sides,
        wants_list=wants_list,
        wanted_count=wanted_count(words) if wants_list else 0,
    )


def related(words: list[str], kind: str | None) -> tuple[Relation, ...]:
    """Return the relations that a question asks about (see `relations.relations_of`)."""
    if kind not in RELATED:
        return ()
    from askcloud.question.relations import relations_of  # .5 ms: not for why, how and what is

    return relations_of(words, kind)


def _sides_in(text: str) -> tuple[Side, ...]:
    """Return the two sides of a comparison (see `comparison.sides_of`); empty if the question compares nothing."""
    folded = fold(text)
    if not any(sign in folded for sign in COMPARING_SIGNS):
        return ()
    from askcloud.question.comparison import sides_of  # .3 ms: most questions have none of the signs

    return sides_of(text)


def _names_in(text: str) -> frozenset[str]:
    """Return the words of a question that are written as names (see `names.names_in`)."""
    if not any(map(str.isupper, text)):
        return frozenset()
    from askcloud.question.names import names_in  # .2 ms: not for a question in small letters

    return names_in(text)


def _without_operators(typed: str) -> tuple[str, Phrases, Phrases, tuple[tuple[str, str], ...]]:
    """Separate the operators of a question, if it can have any, from its plain words (see `extract_operators`)."""
    if _OPERATOR_SIGNS.isdisjoint(typed):
        return " ".join(typed.split()), (), (), ()
    from askcloud.question.operators import extract_operators  # most questions are plain words

    return extract_operators(typed)
