"""Replies of a chat to `/list`, `/outline` and questions that are answered with videos."""

from __future__ import annotations

from askcloud.answering.answer import Answer
from askcloud.answering.browse import video_to_outline, videos_asked_for
from askcloud.answering.outline import outline_of, shortened, verified_outline
from askcloud.errors import AskcloudError
from askcloud.index import listing
from askcloud.index.filters import matching_notes
from askcloud.index.videos import find_video
from askcloud.output import browse
from askcloud.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.answering.session import Session
    from askcloud.index.filters import Filters
    from askcloud.index.videos import Video

LIST, OUTLINE = "/list", "/outline"
"""The commands of a chat that list notes, videos, channels and tags, and that show an outline."""

MAX_SHOWN = 30
"""Lines of a list, and sections of an outline, that a chat shows."""

_VIDEOS = 10  # that answer a question


class Shown(Record):
    """A reply that is shown instead of an answer."""

    text: str
    answer: Answer | None = None
    """The quotes of an outline as results, which can be played; None where nothing is quoted."""


def look_around(session: Session, typed: str, filters: Filters | None = None) -> Shown | None:
    """Return the list, outline or videos that a line of a chat asks for; None for any other line.

    Args:
        session: The open index.
        typed: The line.
        filters: Which notes to count and to search; all of them if not given.
    """
    command, _, words = typed.strip().partition(" ")
    try:
        if command == LIST:
            return Shown(_list(session, words, filters))
        if command == OUTLINE:
            return _outline(session, find_video(session.index, words.strip(" \"'")), typed)
        return _answer_with_videos(session, typed, filters)
    except AskcloudError as error:
        if command not in (LIST, OUTLINE):  # it is said of the question
            return None
        return Shown(f"{error.message} {error.hint}")


def _list(session: Session, words: str, filters: Filters | None) -> str:
    index = session.index
    notes = matching_notes(index, filters) if filters else None
    kind, _, wanted = words.strip().partition(" ")
    if kind not in listing.LISTS:
        return browse.totals_text(listing.totals(index, notes), browse.CHAT)
    found = listing.LISTS[kind](index, notes, wanted)
    near = [] if found or kind != listing.VIDEOS else listing.near_videos(index, notes, wanted)
    lines = browse.list_text(kind, found, wanted, near).split("\n")
    more = len(lines) - MAX_SHOWN
    left_out = [f"… and {more:,} more; those with a word in the title: {LIST} {kind} WORD"] if more > 0 else []
    return "\n".join((*lines[:MAX_SHOWN], *left_out))


def _answer_with_videos(session: Session, question: str, filters: Filters | None) -> Shown | None:
    found = videos_asked_for(session.index, question, filters)
    if found:
        return Shown(browse.found_text(found, _VIDEOS, program=browse.CHAT))
    videos = video_to_outline(session.index, question)
    if len(videos) > 1:
        return Shown(browse.several_text(videos, program=browse.CHAT))
    return _outline(session, videos[0], question) if videos else None


def _outline(session: Session, video: Video, typed: str) -> Shown:
    outline = verified_outline(outline_of(session.index, video), session.index, session.corpus)
    short = shortened(outline, MAX_SHOWN)
    sections = short.sections
    answer = Answer(typed, True, 1.0, None, (), (), sections, several=True) if sections else None
    return Shown(browse.outline_text(short, program=browse.CHAT), answer)
