"""Why a question is not answered, in a sentence."""

from __future__ import annotations

import re

from askcloud.text.analyzer import fold, join_bigrams

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from askcloud.index.filters import Filters
    from askcloud.search.query import Query


def why_no_match(query: Query, filters: Filters | None) -> str:
    """Return why no passage matches: a phrase, an exclusion or a filter that nothing satisfies, else unknown words."""
    where = f" {filters.described}" if filters else ""
    if query.known and query.question.phrases:
        phrases = (f"“{' '.join(phrase)}”" for phrase in query.question.phrases)
        return f"No note{where} contains the exact phrase {' and '.join(phrases)}."
    if query.known and query.question.excluded:
        return f"Every match{where} contains an excluded word."
    return f"No note{where} contains a word of the question." if query.known and where else why_unanswered(query, [])


def why_unanswered(query: Query, missing_names: list[str]) -> str:
    """Return why the best match is not an answer: the words that no note contains, else the names that it lacks.

    Args:
        query: The question, looked up.
        missing_names: The names that the best match does not mention, folded.
    """
    unknown = [*query.unknown, *query.corrections]
    unknown = [word for word in unknown if query.words.get(word) not in query.synonyms] or unknown
    if unknown:
        return f"No note mentions {_listed(join_bigrams(unknown), query.question.typed)}."
    if missing_names:
        names = _listed(missing_names, query.question.typed)
        return f"No passage matches well enough; the best match does not mention {names}."
    return "No passage matches the question well enough."


def _listed(words: Iterable[str], question: str) -> str:
    """Return folded words in quotation marks, spelt as a question spells them."""
    typed = {
        fold(word).removesuffix("'s"): re.sub("['’]s$", "", word) for word in re.findall(r"\w+(?:['’]\w+)?", question)
    }
    return " or ".join(f"“{typed.get(word.removesuffix(chr(39) + 's'), word)}”" for word in words)
