"""Title, video id, tags and dates from the head of a note."""

from __future__ import annotations

import re
from typing import Any

import yaml

from askcloud.notes.markup import visible
from askcloud.record import record

MAX_FRONT_MATTER = 16_384
"""Characters; a longer head is text. The longest of a real vault has 128."""

_RE_FENCED = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_RE_LINE = re.compile(r"^([A-Za-z][\w -]{0,40}):[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_RE_VIDEO_ID = re.compile(
    r"""(?:youtu\.be/ | youtube(?:-nocookie)?\.com/(?:watch\?(?:[^\s#]*&)?v= | embed/ | shorts/ | live/))
        ([A-Za-z0-9_-]{11})(?![A-Za-z0-9_-])""",
    re.VERBOSE,
)
_ID_FIELDS = ("videoid", "video_id", "video-id", "youtube_id", "youtubeid")
_URL_FIELDS = ("source", "url", "media", "video", "link", "youtube")


@record
class FrontMatter:
    """What the head of a note says of it."""

    title: str = ""
    """As written; empty if absent."""
    video_id: str = ""
    """The video the note is about; empty for a hub."""
    channel: str = ""
    """Author or channel; empty if absent."""
    end: int = 0
    """Characters the head takes up in the note, its fences included."""


def read_front_matter(source: str) -> FrontMatter:
    """The front matter of a note; one without any is empty. Text that is not YAML is read line by line."""
    head = source[:MAX_FRONT_MATTER]
    match = _RE_FENCED.match(head)
    if not match:
        return FrontMatter()
    fields = _fields_of(match.group(1))
    return FrontMatter(
        title=visible(fields.get("title", "")),
        video_id=_video_id_of(fields),
        channel=visible(fields.get("channel") or fields.get("author", "")),
        end=match.end(),
    )


def video_id_in(text: str) -> str:
    """The id of the first YouTube link in a text; empty if there is none."""
    match = _RE_VIDEO_ID.search(text)
    return match.group(1) if match else ""


def _video_id_of(fields: dict[str, str]) -> str:
    named = next((fields[name] for name in _ID_FIELDS if fields.get(name)), "")
    linked = (video_id_in(fields[name]) for name in _URL_FIELDS if name in fields)
    return video_id_in(named) or named or next(filter(None, linked), "")


class _StringLoader(yaml.BaseLoader):
    """YAML with strings for scalars (an all-digit id stays text) and without aliases (no expansion bombs)."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """The next node.

        Raises:
            yaml.YAMLError: It is an alias.
        """
        if self.check_event(yaml.AliasEvent):
            message = "aliases are not read"
            raise yaml.YAMLError(message)
        return super().compose_node(parent, index)


def _fields_of(text: str) -> dict[str, str]:
    """Field names in lower case with their text; a list is joined by commas."""
    try:
        found = yaml.load(text, _StringLoader)  # noqa: S506  # a BaseLoader: strings, lists and maps only
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError):  # the last two: impossible escapes
        found = None
    if not isinstance(found, dict):
        found = dict(_RE_LINE.findall(text))
    return {str(name).lower(): _text_of(value) for name, value in found.items()}


def _text_of(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(item for item in value if isinstance(item, str))
    return value.strip().strip("\"'") if isinstance(value, str) else ""
