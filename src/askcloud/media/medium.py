"""Represent what a time belongs to, a medium, and build the link or command that plays it.

Links and commands are built from checked parts, never copied from a note.

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

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.corpus.corpus import Corpus

AUDIO_AND_VIDEO = "mp3 m4a m4b aac ogg oga opus wav flac mp4 m4v webm ogv mov mkv avi 3gp".split()
"""Extensions of the files that are played; no other file is ever passed to a player."""

NOTE = "note:"
"""The beginning of the medium of a note that names none. No note can claim it: see `StoredNote.source`."""

_OTHER_MEDIA = ("vimeo:", "file:", "http:", "https:", "obsidian:", NOTE)
"""What a medium begins with that is no YouTube id."""

_ID_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
_SAFE = "A-Za-z0-9._~/:@,+=&%-"
_WEB = rf"https?://[A-Za-z0-9][A-Za-z0-9.-]{{0,252}}(?::[0-9]{{1,5}})?(?:/[{_SAFE}]{{0,2000}})?(?:\?[{_SAFE}/?]{{0,2000}})?"
_OBSIDIAN = rf"obsidian://(?:podnotes|vlcBridge)\?[{_SAFE}]{{1,3000}}"
_TIME_FIELDS = {"podnotes": "time", "vlcBridge": "timestamp"}


def link_to(medium: str, seconds: int | None) -> str | None:
    """Return the link that plays a medium at a second; None for a file or if any part of the medium is not valid.

    There is no link to a file of another computer either, which a plugin of Obsidian would fetch.
    """
    if len(medium) == 11 and not medium.strip(_ID_SIGNS):  # a pattern would take 0.2 ms to compile
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

    Even to look whether such a file is there tells that computer of it, and Windows would send it the user's password
    in a form that can be broken.
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


def file_of(medium: str, corpus: Corpus) -> str | None:
    """The file that a medium is, if it is there: an absolute path to something that can be played.

    A file of the vault lies below the corpus, whatever its path says; a name alone is looked for in all its folders.
    None for a file of another computer.
    """
    if medium.startswith("obsidian://vlcBridge?mediaPath="):
        medium = percent_decoded(medium.partition("=")[2])
    if is_on_network(medium):
        return None
    if not medium.startswith("file:") or medium.rpartition(".")[2].lower() not in AUDIO_AND_VIDEO:
        return None
    if medium.startswith("file:///"):
        path = percent_decoded(medium[7:])
        return path if os.path.isfile(path) else None
    return next(filter(None, (_file_in(folder, medium[5:]) for folder in corpus.folders)), None)


def is_playable(medium: str) -> bool:
    """Return whether a medium has a link, or is a file or a note, whether or not that exists."""
    return medium.startswith(("file:", NOTE)) or link_to(medium, None) is not None


def location_of(medium: str, seconds: int | None, corpus: Corpus) -> str | None:
    """What plays a medium at a second: its link, or the path of its file if that is there; of a note what opens it."""
    if is_note(medium):
        from askcloud.media.note_address import address_of_note  # only for such a note

        return address_of_note(*corpus.locate(medium.removeprefix(NOTE)))
    return link_to(medium, seconds) or file_of(medium, corpus)


def stream_of(medium: str, corpus: Corpus) -> str | None:
    """What a player opens to play a medium from its start: an address, or the path of a file that is there."""
    if medium.startswith("obsidian://podnotes?"):
        medium = next(
            (percent_decoded(field[4:]) for field in medium.partition("?")[2].split("&") if field[:4] == "url="), ""
        )
    return file_of(medium, corpus) or (None if medium.startswith("obsidian:") else link_to(medium, None))


def player_commands(path: str, seconds: int | None) -> list[list[str]]:
    """Return the commands that play a file from a second, as lists of arguments: first mpv's, then VLC's."""
    start = seconds or 0
    return [["mpv", f"--start={start}", "--", path], ["vlc", f"--start-time={start}", "--", path]]


def percent_encoded(text: str) -> str:
    """Return the text encoded for the value of a query: letters, digits, `-._~` and `%XX`."""
    return "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in text.encode(errors="replace"))


def percent_decoded(text: str) -> str:
    """Return the text with every `%XX` decoded; bytes that are not UTF-8 become replacement characters."""
    import re  # 4 ms: only for a file, and for what was stored

    pattern = re.compile(rb"%([0-9A-Fa-f]{2})")
    raw = text.encode(errors="replace")
    return pattern.sub(lambda code: bytes([int(code.group(1), 16)]), raw).decode(errors="replace")


_PLAIN = frozenset(f"{_ID_SIGNS}.~".encode())


def _file_in(corpus: str, path: str) -> str | None:
    """Return the file of a path below a folder, else the first one of its name; links out of the folder are ignored."""
    root = os.path.realpath(corpus)
    try:
        named = os.path.realpath(os.path.join(root, path))
    except ValueError:  # a NUL, or a letter that file names of this system cannot contain
        return None
    if os.path.isfile(named) and named.startswith(root + os.sep):
        return named
    return _file_named(root, path.rpartition("/")[2])


def _file_named(root: str, name: str) -> str | None:
    """Return the first file of a name in a folder and those below it, in order of name and outermost first."""
    pending = [root]
    while pending:  # and not `os.walk`, which is a recursion in Python 3.11: folders may be nested too deep for it
        try:
            entries = sorted(os.scandir(pending.pop()), key=lambda entry: entry.name)
        except OSError:
            continue
        found = [each for each in entries if each.name == name and each.is_file(follow_symlinks=False)]
        if found:
            return found[0].path
        folders = (each for each in reversed(entries) if each.is_dir(follow_symlinks=False))
        pending += [each.path for each in folders if not each.name.startswith(".")]
    return None
