"""Title, video id, tags and dates from the head of a note."""

from __future__ import annotations

import re
from typing import Any

import yaml

from askcloud.media.addresses import Address, read_address, video_id_in
from askcloud.notes.inline import link_text
from askcloud.notes.plain_text import strip_invisible
from askcloud.record import record

MAX_FRONT_MATTER = 16_384
"""Characters; a longer head is text. The longest of a real vault has 128."""

_RE_FENCED = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_RE_LINE = re.compile(r"^([A-Za-z][\w -]{0,40}):[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_DATE_FIELDS = ("published", "date", "upload_date", "uploaded", "publish_date", "created")
_RE_DATE = re.compile(r"(\d{4})[-/.]?(0[1-9]|1[0-2])[-/.]?(0[1-9]|[12]\d|3[01])(?!\d)", re.ASCII)
_MOST_LABELS = 200
_RE_WIKILINK = re.compile(r"!?\[\[([^\[\]]{1,500})\]\]")
_ID_FIELDS = ("videoid", "video_id", "video-id", "youtube_id", "youtubeid")
_MEDIA_FIELDS = ("media", "video", "audio")
_ADDRESS_FIELDS = ("source", "url", *_MEDIA_FIELDS, "link", "youtube")


@record
class FrontMatter:
    """What the head of a note says of it."""

    title: str = ""
    """As written; empty if absent."""
    medium: str = ""
    """What the note is about (see `media`); empty if the head names none."""
    page: str = ""
    """An address it comes from, which is a medium only if the note writes times; empty if absent."""
    channel: str = ""
    """Author or channel; empty if absent."""
    tags: tuple[str, ...] = ()
    """In lower case, without their sharps, in order."""
    aliases: tuple[str, ...] = ()
    """Other titles the note goes by, in order."""
    date: str = ""
    """The day it was published, else made, as `2025-01-31`; empty if absent or no date."""
    end: int = 0
    """Characters the head takes up in the note, its fences included."""


def read_front_matter(source: str) -> FrontMatter:
    """The front matter of a note; one without any is empty. Text that is not YAML is read line by line."""
    head = source[:MAX_FRONT_MATTER]
    match = _RE_FENCED.match(head)
    if not match:
        return FrontMatter()
    fields = _fields_of(match.group(1))
    medium, page = _media_of(fields)
    return FrontMatter(
        title=_plain(_joined(fields, "title")),
        medium=medium,
        page=page,
        channel=_plain(_joined(fields, "channel") or _joined(fields, "author")),
        tags=tuple(
            dict.fromkeys(tag.lstrip("#").casefold() for tag in _listed(fields, "tags", "tag") if tag.strip("#"))
        ),
        aliases=tuple(dict.fromkeys(_listed(fields, "aliases", "alias"))),
        date=_date_in(fields),
        end=match.end(),
    )


def _media_of(fields: dict[str, list[str]]) -> tuple[str, str]:
    """What is surely a medium, and what may be one: a named id before the links of other fields."""
    named = next((fields[name][0] for name in _ID_FIELDS if fields.get(name)), "")
    if named:
        return video_id_in(named) or named, ""
    found = [(name, _address_in(value)) for name in _ADDRESS_FIELDS for value in fields.get(name, ())]
    sure = (each.medium for name, each in found if each.certain or name in _MEDIA_FIELDS)
    return next(filter(None, sure), ""), next((each.medium for _, each in found if each.medium), "")


def _address_in(value: str) -> Address:
    """What a property names: an address, a wikilink to a file, or text with a link in it."""
    video = video_id_in(value)
    if video:
        return Address(video, (), True)
    linked = _RE_WIKILINK.match(value)
    return read_address(linked.group(1).partition("|")[0] if linked else value)


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


def _fields_of(text: str) -> dict[str, list[str]]:
    """Field names in lower case with their values: one for text, those of a list, none for anything else."""
    try:
        found = yaml.load(text, _StringLoader)  # noqa: S506  # a BaseLoader: strings, lists and maps only
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError):  # the last two: impossible escapes
        found = None
    if not isinstance(found, dict):
        found = dict(_RE_LINE.findall(text))
    return {str(name).lower(): _values_of(value) for name, value in found.items()}


def _values_of(value: Any) -> list[str]:
    value = _link_in(value)
    texts = map(_link_in, value if isinstance(value, list) else [value])
    stripped = [text.strip().strip("\"'") for text in texts if isinstance(text, str)]
    return [text for text in stripped if text]


def _link_in(value: Any) -> Any:
    """The value, as written if it is a wikilink without quotes: to YAML that is a list in a list."""
    match value:
        case [[*words]] if words and all(isinstance(word, str) for word in words):
            return f"[[{', '.join(words)}]]"
    return value


def _plain(text: str) -> str:
    """The text as a reader sees it: on one line, its wikilinks by what they show."""
    return strip_invisible(_RE_WIKILINK.sub(lambda link: link_text(link.group(1)), text))


def _joined(fields: dict[str, list[str]], name: str) -> str:
    return ", ".join(fields.get(name, ()))


def _listed(fields: dict[str, list[str]], *names: str) -> tuple[str, ...]:
    """The values of a list; of one text, its parts between commas, and for tags between blanks, too. Each once."""
    values = next((fields[name] for name in names if fields.get(name)), [])
    if len(values) == 1:
        values = re.split(r"[,\s]+" if names[0] == "tags" else r",\s*", _plain(values[0]).strip("[] "))
    return tuple(dict.fromkeys(filter(None, map(_plain, values))))[:_MOST_LABELS]


def _date_in(fields: dict[str, list[str]]) -> str:
    """The first field that begins with a date."""
    found = (_RE_DATE.match(_joined(fields, name)) for name in _DATE_FIELDS)
    return next(("-".join(match.groups()) for match in found if match), "")
