"""Read an address as notes write it: the medium that it names and the times in it."""

from __future__ import annotations

import re

from askcloud.media.medium import AUDIO_AND_VIDEO, percent_decoded, percent_encoded
from askcloud.record import Record

RawTime = tuple[int, ...]
"""The numbers of a time as written, from left to right: (0, 1, 3) for `00:01:03`, (63,) for plain seconds."""

_RE_MEDIA_FILE = re.compile(rf"[^\n\[\]<>|#?\"]{{0,300}}\.(?:{'|'.join(AUDIO_AND_VIDEO)})", re.IGNORECASE)
_RE_SCHEME = re.compile(r"[A-Za-z][\w+.-]*:")
_RE_YOUTUBE = re.compile(
    r"""(?:youtu\.be/ | youtube(?:-nocookie)?\.com/(?:watch\?(?:[^\s\#]{0,300}&)?v= | embed/ | shorts/ | live/))
        ([A-Za-z0-9_-]{11})(?![A-Za-z0-9_-])""",
    re.VERBOSE,
)
_RE_YOUTUBE_SITE = re.compile(r"(?:^|\.)(?:youtu\.be|youtube(?:-nocookie)?\.com)$")  # not a video without an id
_RE_VIMEO = re.compile(r"vimeo\.com/(?:video/|channels/[\w-]{1,60}/)?([0-9]{1,12})(?![\w-])")
_RE_PAGE = re.compile(r"share\.snipd\.com/(?:snip|episode)/")
_RE_WEB = re.compile(r"(https?)://([A-Za-z0-9][A-Za-z0-9.-]{0,252}(?::[0-9]{1,5})?)(?=[/?#]|$)(/[^?#]*)?(?:\?([^#]*))?")
_RE_TIME_FIELDS = re.compile(r"(?:^|&)(?:t|start|time_continue|yinotetimestamp)=([^&]*)")
_RE_CLOCK = re.compile(r"(\d{1,3}(?::\d{1,2}){1,2})(?:\.\d{1,6})?", re.ASCII)
_RE_UNITS = re.compile(r"(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,6})(?:\.\d{1,6})?s?)?", re.ASCII)
_MAX_BYTES = 1_000  # of a medium, which is stored with every claim about it


class Address(Record):
    """The medium and the times that an address names."""

    medium: str
    """The medium (see `media.medium`); empty if it names none."""
    times: tuple[RawTime, ...]
    """The time at which to start and, if there is one, the time at which to end; empty without a time."""
    certain: bool
    """Whether it can only be that of a medium, such as a site of videos or a file that is played, not of any page."""


NOTHING = Address("", (), False)
"""The address of no medium."""


def read_address(address: str) -> Address:
    """Return what the target of a link, the value of a property or a bare link names; `NOTHING` if it is not a medium.

    A medium that is too long, or that contains a control character (written as `%1F`), is not accepted.
    """
    result = _read(address.strip().strip("<>"))
    is_plain = min(result.medium, default=" ") >= " " and len(result.medium.encode("utf-8", "replace")) <= _MAX_BYTES
    return result if is_plain else NOTHING


def _read(address: str) -> Address:
    if address.startswith("obsidian://"):
        return _read_plugin_link(address)
    place, _, fragment = address.partition("#")
    times = _times_in(re.findall(r"(?:^|&)t=([^&]*)", fragment)) or _times_in(
        _RE_TIME_FIELDS.findall(place.partition("?")[2])
    )
    video = video_id_in(place)
    if video:
        return Address(video, times, True)
    if place.startswith(("http://", "https://")):
        return _read_web(place, times)
    path = place.removeprefix("file://")
    if _RE_MEDIA_FILE.fullmatch(path) and not _RE_SCHEME.match(path):
        return Address(f"file:{'//' * (path != place)}{percent_decoded(path.removeprefix('./'))}", times, True)
    return NOTHING


def video_id_in(text: str) -> str:
    """Return the id of the first YouTube link in a text; empty if there is none."""
    match = _RE_YOUTUBE.search(text) if "youtu" in text else None
    return match.group(1) if match else ""


def times_of(value: str) -> tuple[RawTime, ...]:
    """Return the times in a value such as `90`, `90.5s`, `1h2m3s`, `01:30`, `5,10`, `,02:00` or `npt:5,e`."""
    start, _, end = value.removeprefix("npt:").partition(",")
    ends = _time_of(end)
    starts = (0,) if ends and not start else _time_of(start)
    return () if starts is None else (starts, ends) if ends else (starts,)


def _time_of(text: str) -> RawTime | None:
    clock = _RE_CLOCK.fullmatch(text)
    if clock:
        return tuple(map(int, clock.group(1).split(":")))
    units = _RE_UNITS.fullmatch(text) if text else None
    if not units:
        return None
    hours, minutes, seconds = (int(number or 0) for number in units.groups())
    return (hours * 3600 + minutes * 60 + seconds,)


def _times_in(values: list[str]) -> tuple[RawTime, ...]:
    """Return the times of the first value that contains one."""
    return next(filter(None, (times_of(percent_decoded(value)) for value in values)), ())


def _read_web(url: str, times: tuple[RawTime, ...]) -> Address:
    vimeo = _RE_VIMEO.search(url)
    if vimeo:
        return Address(f"vimeo:{vimeo.group(1)}", times, True)
    web = _RE_WEB.match(url)
    if not web or _RE_YOUTUBE_SITE.search(web.group(2)):
        return NOTHING
    scheme, host, path, query = web.groups()
    fields = [field for field in (query or "").split("&") if field and not _RE_TIME_FIELDS.match(field)]
    medium = f"{scheme}://{host}{_encoded(path or '')}" + ("?" + _encoded("&".join(fields)) if fields else "")
    certain = bool(_RE_MEDIA_FILE.fullmatch(path or "") or _RE_PAGE.match(url.partition("//")[2]))
    return Address(medium, times, certain)


def _read_plugin_link(address: str) -> Address:
    """Return what a link to a plugin of Obsidian plays: the medium in it, or the link itself without its time."""
    action, _, query = address[11:].partition("?")
    if action.startswith("mx-open/"):
        return _read_inner(percent_decoded(address[19:]))
    fields = {
        name: percent_decoded(value.replace("+", " "))
        for name, _, value in (field.partition("=") for field in query.split("&"))
    }
    if action == "mx-open":
        return _read_inner(fields.get("url", ""))
    if action == "podnotes" and fields.get("url"):
        episode = "&".join(
            f"{name}={percent_encoded(fields[name])}" for name in ("episodeName", "url") if name in fields
        )
        times = _times_in([f"{fields.get('time', '')},{fields.get('endTime', '')}"])
        return Address(f"obsidian://podnotes?{episode}", times, True)
    if action == "vlcBridge" and fields.get("mediaPath"):
        times = _times_in([fields.get("timestamp", "")])
        return Address(f"obsidian://vlcBridge?mediaPath={percent_encoded(fields['mediaPath'])}", times, True)
    return NOTHING


def _read_inner(address: str) -> Address:
    """Return the medium in a link to a plugin; a link to a plugin within it is not followed."""
    return NOTHING if address.startswith("obsidian:") else read_address(address)


def _encoded(text: str) -> str:
    """Return a path or query with every character percent-encoded that is not safe in a terminal."""
    return re.sub(r"[^A-Za-z0-9._~/:@,+=&%?-]", lambda unsafe: percent_encoded(unsafe.group()), text)
