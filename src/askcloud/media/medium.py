"""Represent what a time belongs to, a medium, and build the link that plays it.

Links are built from checked parts, never copied from a note.

A medium is one string:

    ifA0ZRiOmx0                      a YouTube id, as the note gives it; so is any text without one of these prefixes
    vimeo:76979871                   a Vimeo id
    https://example.com/talk.mp3     an address, without its fragment and time
    file:talks/rivers.mp4            a file of the vault, by its path or its name
    file:///home/me/rivers.mp4       a file elsewhere
    obsidian://podnotes?…            a link of a plugin that plays it, without its time
    note:meetings/monday.md          the note itself, by its path below the corpus, where it names nothing else
"""

from __future__ import annotations

AUDIO_AND_VIDEO = "mp3 m4a m4b aac ogg oga opus wav flac mp4 m4v webm ogv mov mkv avi 3gp".split()
"""Extensions of the files that are played; no other file is ever passed to a player."""

NOTE = "note:"
"""The beginning of the medium of a note that names none. No note can claim it: see `StoredNote.source`."""

_OTHER_MEDIA = ("vimeo:", "file:", "http:", "https:", "obsidian:", NOTE)
"""The prefixes of media that are not YouTube ids."""

_ID_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
_SAFE = "A-Za-z0-9._~/:@,+=&%-"
_WEB = rf"https?://[A-Za-z0-9][A-Za-z0-9.-]{{0,252}}(?::[0-9]{{1,5}})?(?:/[{_SAFE}]{{0,2000}})?(?:\?[{_SAFE}/?]{{0,2000}})?"
_OBSIDIAN = rf"obsidian://(?:podnotes|vlcBridge)\?[{_SAFE}]{{1,3000}}"
_TIME_FIELDS = {"podnotes": "time", "vlcBridge": "timestamp"}


def link_to(medium: str, seconds: int | None) -> str | None:
    """Return the link that plays a medium at a second; None for a file or if any part of the medium is not valid.

    There is no link to a file of another computer either, which a plugin of Obsidian would fetch.
    """
    if len(medium) == 11 and not medium.strip(_ID_CHARACTERS):  # a pattern would take 0.2 ms to compile
        return f"https://www.youtube.com/watch?v={medium}" + ("" if seconds is None else f"&t={seconds}s")
    import re  # 4 ms: only for another medium than a video of YouTube

    if re.fullmatch(r"vimeo:[0-9]{1,12}", medium):
        return f"https://vimeo.com/{medium[6:]}" + ("" if seconds is None else f"#t={seconds}s")
    if re.fullmatch(_WEB, medium):
        return medium + ("" if seconds is None else f"#t={seconds}")
    if re.fullmatch(_OBSIDIAN, medium) and not is_on_network(medium):
        field = _TIME_FIELDS[medium[11:].partition("?")[0]]
        return medium + ("" if seconds is None else f"&{field}={seconds}")
    return None


def youtube_id_of(medium: str) -> str:
    """Return a medium that is a YouTube id, valid or not; empty for any other medium."""
    return "" if medium.startswith(_OTHER_MEDIA) else medium


def is_note(medium: str) -> bool:
    """Return whether a medium is the note itself, which is opened at a line, not played at a second."""
    return medium.startswith(NOTE)


def is_on_network(medium: str) -> bool:
    r"""Return whether a medium is a file of another computer: `//host/a.mp4`, `\\host\a.mp4` or `file://host/a.mp4`.

    Even checking whether such a file exists would contact that computer, and Windows would send it a hash of the user's
    password.
    """
    if medium.startswith("file:"):
        return _names_host(medium)
    fields = medium.partition("?")[2].split("&") if medium.startswith("obsidian:") else ()
    return any(_names_host(percent_decoded(field.partition("=")[2])) for field in fields)


def _names_host(path: str) -> bool:
    """Return whether a path, with or without `file:`, is on another computer; an address of the web is none."""
    scheme, sign, _ = path.lower().partition("://")
    plain = percent_decoded(path[5:] if path[:5].lower() == "file:" else path).replace("\\", "/")
    other_scheme = bool(sign) and scheme not in ("file", "http", "https")
    return other_scheme or plain.startswith("////") or (plain.startswith("//") and not plain.startswith("///"))


def is_playable(medium: str) -> bool:
    """Return whether a medium has a link, or is a file or a note, whether or not that exists."""
    return medium.startswith(("file:", NOTE)) or link_to(medium, None) is not None


def percent_encoded(text: str) -> str:
    """Return the text encoded for the value of a query: letters, digits, `-._~` and `%XX`."""
    return "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in text.encode(errors="replace"))


def percent_decoded(text: str) -> str:
    """Return the text with every `%XX` decoded; bytes that are not UTF-8 become replacement characters."""
    import re  # 4 ms: only for a file, and for what was stored

    pattern = re.compile(rb"%([0-9A-Fa-f]{2})")
    raw = text.encode(errors="replace")
    return pattern.sub(lambda code: bytes([int(code.group(1), 16)]), raw).decode(errors="replace")


_PLAIN = frozenset(f"{_ID_CHARACTERS}.~".encode())
