"""Notices for a question that may have been meant as a command, or that names several videos."""

from __future__ import annotations

from askcloud.cli.arguments import FOLLOWED_BY, near_command
from askcloud.index.listing import KINDS
from askcloud.index.videos import videos_searched, which_one

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from askcloud.index.reader import IndexReader

_SEARCHING = frozenset("search find query grep".split())  # what people type before what they look for


def command_note(words: Sequence[str]) -> str:
    """Return a notice for a question without an answer that was probably meant as a command; else an empty text."""
    first, *others = words
    if first.lower() in _SEARCHING and len(others) == 1:
        return f'There is no command `{first}`: ask without it, askcloud "{others[0]}".'
    if first == "list" and len(others) == 1 and f"{others[0]}s" in KINDS:
        return f"Did you mean the command `askcloud list {others[0]}s`?"
    meant = near_command(first)
    if not meant or not FOLLOWED_BY.get(meant, _is_nothing)(others):
        return ""
    return f"Did you mean the command `askcloud {meant}`?"


def videos_note(index: IndexReader, video: str) -> str:
    """Return a notice with the videos that the filter for videos matches, if there are several; else an empty text."""
    found = videos_searched(index, video)
    return f"{len(found):,} videos match {video}, all are searched. {which_one(found)}" if len(found) > 1 else ""


def _is_nothing(words: Sequence[str]) -> bool:
    return not words
