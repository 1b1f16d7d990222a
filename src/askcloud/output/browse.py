"""Lists of notes and videos, outlines of videos, and videos as answers, as text and JSON."""

from __future__ import annotations

import json

from askcloud.media.citation import NONE
from askcloud.media.medium import link_to, youtube_id_of
from askcloud.output.sanitize import clean
from askcloud.output.serialize import SCHEMA
from askcloud.output.text import PLAIN, Style
from askcloud.output.wording import join_parts, pluralize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from askcloud.answering.answer import Evidence
    from askcloud.answering.browse import FoundVideos
    from askcloud.answering.outline import Outline
    from askcloud.index.listing import ListedName, ListedNote
    from askcloud.index.videos import Video
    from askcloud.media.citation import Citation

SHELL, CHAT = "askcloud ", "/"
"""The prefix of a command, on a command line and in a chat."""

_COUNT_WIDTH = 7  # columns of a count in a list
_TIME_WIDTH = 8  # columns of `1:02:03`, and one more
_COLUMNS = {
    "notes": ("sentences", "title · path · video · date"),
    "videos": ("notes", "title · channel · date · link"),
    "channels": ("notes", "channel · videos"),
    "tags": ("notes", "tag · videos"),
}
"""By kind, what the number at the beginning of each line counts, and the columns after it."""

OUTLINE_NOTE = "An outline made of quotes, not a summary: the first sentence below each heading, in order of time."
"""The line above every outline."""


# --- lists -----------------------------------------------------------------------------------------------------------


def totals_text(totals: dict[str, int], program: str = SHELL) -> str:
    """Return the number of notes, videos, channels and tags, each with the command that lists them.

    Args:
        totals: How much there is, by kind.
        program: What stands before a command: `SHELL` or `CHAT`.
    """
    rows = ((pluralize(count, kind[:-1]), f"{program}list {kind}") for kind, count in totals.items())
    return "\n".join(f"{count:16}{command}" for count, command in rows)


def totals_json(totals: dict[str, int]) -> str:
    """Return the number of notes, videos, channels and tags as one line of JSON."""
    return json.dumps({"schema": SCHEMA, "totals": totals})


def list_text(
    kind: str,
    found: Sequence[ListedNote | Video | ListedName],
    words: str = "",
    near: Sequence[Video] = (),
    style: Style = PLAIN,
) -> str:
    """Return a list, one line each below the heading of its columns, without a final newline.

    Args:
        kind: What is listed, one of `index.listing.KINDS`.
        found: The list.
        words: The words that were searched in titles; empty if none were.
        near: Videos with a title like these words, where nothing was found.
        style: What the terminal can show.
    """
    where = f" with “{clean(words)}” in the {'title' if kind in ('notes', 'videos') else 'name'}" if words else ""
    if not found:
        titles = " or ".join(f"“{clean(video.title)}”" for video in near)
        none = f"There is no {kind[:-1]}{where}."
        return f"{none} Did you mean {titles}?" if titles else none
    counted, columns = _COLUMNS[kind]
    width = max(_COUNT_WIDTH, len(counted))
    rows = [f"{count:>{width},}  {line}" for count, line in map(_row, found)]
    heading = f"{counted:>{width}}  {columns}"
    return "\n".join((pluralize(len(found), kind[:-1]) + where, style.dim(heading), *rows))


def list_json(kind: str, found: Sequence[ListedNote | Video | ListedName]) -> str:
    """Return a list as one line of JSON."""
    return json.dumps(list_fields(kind, found))


def list_fields(kind: str, found: Sequence[ListedNote | Video | ListedName]) -> dict[str, Any]:
    """Return the fields that `list_json` prints."""
    return {"schema": SCHEMA, "listed": kind, "items": [_item(each) for each in found]}


def _row(each: Any) -> tuple[int, str]:
    """Return the count and the line of an entry."""
    if hasattr(each, "path"):
        return each.sentences, join_parts(each.title, each.path, each.video_title or "", each.date)
    if hasattr(each, "medium"):
        return each.notes, _about_video(each)
    return each.notes, join_parts(each.name or "(none)", pluralize(each.videos, "video"))


def _about_video(video: Video) -> str:
    return join_parts(video.title, video.channel, video.date, link_to(video.medium, None) or video.medium)


def _item(each: Any) -> dict[str, Any]:
    """Return the fields of an entry; `media` is the address or file of a medium that is not a YouTube video."""
    fields = {name: getattr(each, name) for name in each.__match_args__ if name not in ("medium", "path")}
    if not hasattr(each, "medium"):
        return fields
    return {**({"note": each.path} if hasattr(each, "path") else {}), **fields, **_medium_fields(each.medium)}


def _medium_fields(medium: str) -> dict[str, Any]:
    video_id = youtube_id_of(medium)
    media = {} if video_id or not medium else {"media": medium}
    return {"video_id": video_id, **media, "url": link_to(medium, None)}


# --- outlines --------------------------------------------------------------------------------------------------------


def outline_text(outline: Outline, style: Style = PLAIN, program: str = SHELL) -> str:
    """Return the outline of a video, without a final newline: each section by its time, its headings and its quote.

    Args:
        outline: The outline.
        style: What the terminal can show.
        program: What stands before a command: `SHELL` or `CHAT`.
    """
    video = outline.video
    notes = pluralize(video.notes, "note")
    head = [join_parts(video.title, video.channel, notes, link_to(video.medium, None) or video.medium)]
    lines = [*head, style.dim(OUTLINE_NOTE if outline.sections else "Its notes have no sentence to quote.")]
    has_times = False
    for section in outline.sections:
        timed = section.citation.time.trust != NONE
        lines += ["", *(["Without a time:"] if has_times and not timed else [])]
        lines += _section_lines(section, style)
        has_times = timed
    if outline.more:
        more = pluralize(outline.more, "more section")
        left_out = f"{more}; all of them: {_outline_command(video)}" if program == SHELL else more
        lines += ["", style.dim(left_out)]
    return "\n".join(lines)


def _section_lines(section: Evidence, style: Style) -> Iterator[str]:
    cited = section.citation
    time = cited.time.formatted
    above = " › ".join(map(clean, (cited.title, *section.headings)))
    address = "" if style.links and not style.addresses else cited.url if time else ""
    place = style.dim(join_parts(also=(above, address)))
    yield f"{' ' * (_TIME_WIDTH - len(time))}{style.link(time, cited.url)}  {place}"
    context = style.dim(f"{clean(section.context)} › ") if section.context else ""
    yield f"{' ' * _TIME_WIDTH}  {context}{clean(section.quote)}"


def outline_json(outline: Outline) -> str:
    """Return the outline of a video as one line of JSON."""
    sections = [
        {
            "note": section.citation.note,
            "title": section.citation.title,
            "heading": list(section.headings),
            "quote": section.quote,
            "context": section.context,
            "line": section.citation.line,
            "seconds": section.citation.time.seconds,
            "time_trust": section.citation.time.trust,
            "url": section.citation.url,
        }
        for section in outline.sections
    ]
    return json.dumps({"schema": SCHEMA, **_item(outline.video), "sections": sections, "more": outline.more})


# --- videos as answers -----------------------------------------------------------------------------------------------


def found_text(found: FoundVideos, most: int, style: Style = PLAIN, program: str = SHELL) -> str:
    """Return the videos that a question asks for, without a final newline.

    Args:
        found: The videos.
        most: How many to show.
        style: What the terminal can show.
        program: Where it is shown: `SHELL` or `CHAT`.
    """
    topic = clean(found.searched or found.topic)
    count = pluralize(len(found.videos), "video")
    head = f"{count} with “{topic}” in title or notes, most notes first."
    if found.channel:
        order = "the latest first" if found.videos[0].video.date else "most notes first"
        head = f"{count} of the channel {clean(found.channel)}, {order}."
    if found.searched:
        head += "\n" + style.dim(f"Showing results for “{topic}” instead of “{clean(found.topic)}”.")
    blocks = []
    for each in found.videos[:most]:
        video = each.video
        notes = pluralize(video.notes, "note")
        about = (video.date, notes) if found.channel else (video.channel, f"{each.saying} of {notes}")
        url = link_to(video.medium, None) or video.medium
        lines = [clean(video.title), "  " + style.dim(join_parts(*about, url))]
        blocks.append("\n".join((*lines, *([_best_line(each.best, style)] if each.best else []))))
    more = len(found.videos) - most
    if more > 0:
        hint = f": ask with --top {len(found.videos)}" if program == SHELL else ""
        blocks.append(style.dim(f"… and {pluralize(more, 'more video')}{hint}"))
    return "\n\n".join((head, *blocks))


def _best_line(best: Citation, style: Style) -> str:
    time = style.link(best.time.formatted, best.url)
    url = "" if (style.links and not style.addresses) or not time else best.url
    return "  " + style.dim("best note: " + join_parts(best.title, also=(time, url)))


def several_text(videos: Sequence[Video], style: Style = PLAIN, program: str = SHELL) -> str:
    """Return which videos a question may mean, each with the command that prints its outline.

    Args:
        videos: The videos.
        style: What the terminal can show.
        program: What stands before a command: `SHELL` or `CHAT`.
    """
    rows = [
        f"{clean(video.title)}\n  "
        + style.dim(f"{pluralize(video.notes, 'note')} · {_outline_command(video, program)}")
        for video in videos
    ]
    return "\n\n".join((f"{pluralize(len(videos), 'video')} may be meant. For the outline of one:", *rows))


def _outline_command(video: Video, program: str = SHELL) -> str:
    """Return the command that prints the outline of a video; for a shell, its id may begin with a dash."""
    if program == CHAT:
        return clean(f"{CHAT}outline {video.medium}")
    from shlex import quote  # 1 ms: only for some lists

    return clean(f"askcloud outline {'-- ' * video.medium.startswith('-')}{quote(video.medium)}")
