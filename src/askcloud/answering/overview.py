"""Overview: what an index is about, and sample questions about the names that its notes mention most."""

from __future__ import annotations

from itertools import islice

from askcloud.index.filters import channel_names
from askcloud.index.lexicon import ORGANISATION, PERSON, most_mentioned
from askcloud.index.statistics import media_count
from askcloud.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from askcloud.index.lexicon import Name
    from askcloud.index.reader import IndexReader

QUESTIONS = 3
"""Questions that are offered."""

_MAX_NAMES = 200  # to consider: persons are mentioned less often than companies
_MAX_ASKED = 5  # for one of them, 40 ms each
_MIN_CAPITAL_SHARE = 0.95  # from which a single word is not a common word


class Overview(Record):
    """What can be asked about."""

    notes: int
    """All notes of the index, with claims or without."""
    media: int
    """Videos, episodes or files that these are about."""
    channels: int
    """Channels that have a name."""
    built: str
    """When the index was updated, as an ISO time in UTC."""
    questions: tuple[str, ...]
    """Questions that the notes answer, at most `QUESTIONS`."""


def overview_of(index: IndexReader, answered: Callable[[str], bool]) -> Overview:
    """Return what an index is about.

    Args:
        index: The index.
        answered: Returns whether the notes answer a question; only such questions are offered.

    Raises:
        IndexUnavailableError: The index is damaged.
    """
    counts = index.counts
    channels = sum(map(bool, channel_names(index)))
    questions = tuple(islice(_questions(most_mentioned(index, _MAX_NAMES), answered), QUESTIONS))
    return Overview(counts.notes + counts.hubs, media_count(index), channels, index.built, questions)


def _questions(names: list[Name], answered: Callable[[str], bool]) -> Iterator[str]:
    """Yield a question about a person, one about an organisation, and one that is only a name, if there are any."""
    names = list(filter(_is_unambiguous_name, names))
    by_kind = {kind: [name for name in names if name.kind == kind] for kind in (PERSON, ORGANISATION)}
    by_kind[PERSON].sort(key=lambda name: " " not in name.words)  # a person is better known by the full name
    either = [name for name in names if name.kind in by_kind]
    others = [name for name in names if name.kind not in by_kind]
    alone = ("{}", [*either, *others])
    used: set[str] = set()
    tried: set[str] = set()
    for form, candidates in (("who is {}", by_kind[PERSON]), ("what is {}", by_kind[ORGANISATION]), *(alone,) * 3):
        fresh = ((form.format(name.form), name) for name in candidates if used.isdisjoint(name.words.split()))
        for question, name in islice((each for each in fresh if each[0] not in tried), _MAX_ASKED):
            tried.add(question)
            if answered(question):
                used.update(name.words.split())
                yield question
                break


def _is_unambiguous_name(name: Name) -> bool:
    """Return whether a name is not also a common word, such as *University*, and is spelt without a full stop."""
    return name.share >= _MIN_CAPITAL_SHARE and name.form[-1].isalnum()
