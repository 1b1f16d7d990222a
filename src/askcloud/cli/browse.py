"""The commands `list` and `outline`, and questions that are answered with videos."""

from __future__ import annotations

from askcloud.answering.ask import TOP
from askcloud.cli.exit_codes import DONE, NEEDS_ATTENTION
from askcloud.cli.session import filters_of, open_or_build, open_session
from askcloud.cli.terminal import style
from askcloud.index.videos import find_video
from askcloud.output import browse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.answering.outline import Outline
    from askcloud.answering.session import Session
    from askcloud.cli.arguments import Arguments
    from askcloud.index.videos import Video
    from askcloud.settings import Settings

SECTIONS = 30
"""Sections of an outline that answers a question, unless another number is asked for; the command prints all."""


def list_contents(arguments: Arguments, settings: Settings) -> int:
    """Print the totals, or all notes, videos, channels or tags; the exit code is 1 if there are none."""
    from askcloud.index import listing
    from askcloud.index.filters import matching_notes

    kind, words = (*arguments.words, "", "")[:2]
    filters = filters_of(arguments)
    with open_or_build(arguments, settings) as index:
        notes = matching_notes(index, filters) if filters else None
        if not kind:
            totals = listing.totals(index, notes)
            print(browse.totals_json(totals) if arguments.has("json") else browse.totals_text(totals))
            return DONE
        found = listing.LISTS[kind](index, notes, words)
        near = [] if found or kind != listing.VIDEOS else listing.near_videos(index, notes, words)
    if arguments.has("json"):
        print(browse.list_json(kind, found))
    else:
        print(browse.list_text(kind, found, words, near, style()))
    return DONE if found else NEEDS_ATTENTION


def outline(arguments: Arguments, settings: Settings) -> int:
    """Print the outline of a video; the exit code is 1 if its notes have no sentence to quote."""
    with open_session(arguments, settings) as session:
        found = _outline(session, find_video(session.index, arguments.words[0]), arguments.number("top", 0))
    print(browse.outline_json(found) if arguments.has("json") else browse.outline_text(found, style()))
    return DONE if found.sections else NEEDS_ATTENTION


def answer_with_videos(session: Session, question: str, arguments: Arguments) -> int | None:
    """Print the videos or the outline that a question asks for, or which videos it may mean; return the exit code.

    None if it asks for neither, or nothing is found; then it is asked like any other question.
    """
    from askcloud.answering.browse import video_to_outline, videos_asked_for

    found = videos_asked_for(session.index, question, filters_of(arguments), exact=arguments.has("exact"))
    if found:
        print(browse.found_text(found, arguments.number("top", TOP), style()))
        return DONE
    videos = video_to_outline(session.index, question)
    if not videos:
        return None
    if len(videos) > 1:
        print(browse.several_text(videos, style()))
        return NEEDS_ATTENTION
    print(browse.outline_text(_outline(session, videos[0], arguments.number("top", SECTIONS)), style()))
    return DONE


def _outline(session: Session, video: Video, most: int) -> Outline:
    """Return the outline of a video, each quote verified, of at most so many sections; 0 for all.

    If one cannot be verified, the index is updated once, where it may be.
    """
    from askcloud.answering.outline import outline_of, shortened, verified_outline

    drafted = outline_of(session.index, video)
    found = verified_outline(drafted, session.index, session.corpus)
    if len(found.sections) < len(drafted.sections) and session.try_update():
        found = verified_outline(outline_of(session.index, video), session.index, session.corpus)
    return shortened(found, most) if most else found
