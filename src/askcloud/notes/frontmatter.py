"""Read title, medium, channel, tags, aliases and date from the front matter of a note."""

from __future__ import annotations

import re
from typing import Any

from askcloud.media.addresses import Address, read_address, video_id_in
from askcloud.media.medium import is_note
from askcloud.notes.inline import link_text
from askcloud.notes.plain_text import strip_invisible
from askcloud.record import Record

MAX_FRONT_MATTER = 16_384
"""Characters of the longest front matter that is read; a longer one is text. The longest of a real vault has 128."""

_RE_FENCED = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_RE_PLAIN_LINE = re.compile(  # a colon within a text is not followed by a blank
    r"""(?P<name>[A-Za-z][A-Za-z0-9_-]{0,40}):[ ]+
        (?:"(?P<double>[^"\\]*)" | '(?P<single>[^']*)'
          | (?P<plain>-?\w(?:[ ]*(?:[\w,.'’&()/!?+$-]|:(?=[\w/])))*))[ ]*""",
    re.VERBOSE,
)
_RE_LINE = re.compile(r"^([A-Za-z][\w -]{0,40}):[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_DATE_FIELDS = ("published", "date", "upload_date", "uploaded", "publish_date", "created")
_RE_DATE = re.compile(r"(\d{4})[-/.]?(0[1-9]|1[0-2])[-/.]?(0[1-9]|[12]\d|3[01])(?!\d)", re.ASCII)
_MAX_BRACKETS = 1_000  # in front matter that is read as YAML; deeper nesting takes PyYAML a second
_MAX_LABELS = 200  # number of tags, and of aliases, that are read
_RE_WIKILINK = re.compile(r"!?\[\[([^\[\]]{1,500})\]\]")
_ID_FIELDS = ("videoid", "video_id", "video-id", "youtube_id", "youtubeid")
_MEDIA_FIELDS = ("media", "video", "audio")
_ADDRESS_FIELDS = ("source", "url", *_MEDIA_FIELDS, "link", "youtube")


class FrontMatter(Record):
    """The front matter of a note."""

    title: str = ""
    """Its title, as written; empty if absent."""
    medium: str = ""
    """The medium that the note is about (see `media.medium`); empty if the front matter names none."""
    page: str = ""
    """The page it comes from, which is its medium only if the note contains times; empty if absent."""
    channel: str = ""
    """Its channel, else its author; empty if absent."""
    tags: tuple[str, ...] = ()
    """Its tags in lower case, without `#`, in order."""
    aliases: tuple[str, ...] = ()
    """Other titles of the note, in order."""
    date: str = ""
    """The day on which it was published, else created, as `2025-01-31`; empty if absent or not a date."""
    end: int = 0
    """Characters of the front matter, with its fences: the offset at which the text begins."""


def read_front_matter(source: str) -> FrontMatter:
    """Return the front matter of a note; an empty one if it has none.

    Text that is not valid YAML is read line by line.

    Args:
        source: The note's text.
    """
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
    """Return (a certain medium, a possible medium); each is empty if there is none.

    A field for the id of a video comes before the fields that contain addresses.
    """
    video = next((fields[name][0] for name in _ID_FIELDS if fields.get(name)), "")
    if video and not is_note(video):  # the address that opens a note is built from its path, never read
        return video_id_in(video) or video, ""
    addresses = [(name, _address_in(value)) for name in _ADDRESS_FIELDS for value in fields.get(name, ())]
    certain = (address.medium for name, address in addresses if address.certain or name in _MEDIA_FIELDS)
    possible = (address.medium for _, address in addresses)
    return next(filter(None, certain), ""), next(filter(None, possible), "")


def _address_in(value: str) -> Address:
    """Return the address in a field: an address alone, a wikilink to a file, or text that contains a link."""
    video = video_id_in(value)
    if video:
        return Address(video, (), True)
    linked = _RE_WIKILINK.match(value)
    return read_address(linked.group(1).partition("|")[0] if linked else value)


def _fields_of(text: str) -> dict[str, list[str]]:
    """Return the values of each field, by its name in lower case: a text is one value, a list several, others none."""
    fields = _plain_fields(text)
    if fields is None and text.count("[") + text.count("{") <= _MAX_BRACKETS:
        from askcloud.notes.yaml_head import read_yaml  # 25 ms: most notes do not need it

        fields = read_yaml(text)
    if not isinstance(fields, dict):
        fields = dict(_RE_LINE.findall(text))
    return {str(name).lower(): _values_of(value) for name, value in fields.items()}


def _plain_fields(text: str) -> Any:
    """Return the fields of front matter in which every line is a name and one plain text, as YAML has them; else None.

    Most notes are like that, and PyYAML would take half as long as everything else for a note.
    """
    fields = {}
    for line in text.removesuffix("\n").split("\n"):
        found = _RE_PLAIN_LINE.fullmatch(line)
        if not found or not line.isprintable():
            return None
        fields[found["name"]] = found[found.lastgroup or 0]
    return fields


def _values_of(value: Any) -> list[str]:
    value = _link_in(value)
    texts = map(_link_in, value if isinstance(value, list) else [value])
    stripped = [text.strip().strip("\"'") for text in texts if isinstance(text, str)]
    return [text for text in stripped if text]


def _link_in(value: Any) -> Any:
    """Return a wikilink without quotes as written, which to YAML is a list in a list; any other value unchanged."""
    match value:
        case [[*words]] if words and all(isinstance(word, str) for word in words):
            return f"[[{', '.join(words)}]]"
    return value


def _plain(text: str) -> str:
    """Return the text as a reader sees it: on one line, with each wikilink replaced by what it shows."""
    return strip_invisible(_RE_WIKILINK.sub(lambda link: link_text(link.group(1)), text))


def _joined(fields: dict[str, list[str]], name: str) -> str:
    return ", ".join(fields.get(name, ()))


def _listed(fields: dict[str, list[str]], *names: str) -> tuple[str, ...]:
    """Return the values of the first of some fields that has any, each once.

    A single text is split at its commas and, for tags, also at its blanks.
    """
    values = next((fields[name] for name in names if fields.get(name)), [])
    if len(values) == 1:
        values = re.split(r"[,\s]+" if names[0] == "tags" else r",\s*", _plain(values[0]).strip("[] "))
    return tuple(dict.fromkeys(filter(None, map(_plain, values))))[:_MAX_LABELS]


def _date_in(fields: dict[str, list[str]]) -> str:
    """Return the date at the start of the first field that begins with one; empty if none does."""
    dates = (date_at_start(_joined(fields, name)) for name in _DATE_FIELDS)
    return next(filter(None, dates), "")


def date_at_start(text: str) -> str:
    """Return the date that a text begins with, as `2025-01-31`; empty if it begins with none."""
    date = _RE_DATE.match(text)
    return "-".join(date.groups()) if date else ""
