"""Find what plays a medium on this computer: a link, or a file with the command of a player."""

from __future__ import annotations

import os

from askcloud.media.medium import AUDIO_AND_VIDEO, NOTE, is_note, is_on_network, link_to, percent_decoded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.corpus.corpus import Corpus


def location_of(medium: str, seconds: int | None, corpus: Corpus) -> str | None:
    """Return the link that plays a medium at a second or opens a note, or the path of an existing file."""
    if is_note(medium):
        from askcloud.media.note_address import address_of_note  # only for such a note

        return address_of_note(*corpus.locate(medium.removeprefix(NOTE)))
    return link_to(medium, seconds) or file_of(medium, corpus)


def stream_of(medium: str, corpus: Corpus) -> str | None:
    """Return the address, or the path of an existing file, with which a player plays a medium from its start."""
    if medium.startswith("obsidian://podnotes?"):
        medium = next(
            (percent_decoded(field[4:]) for field in medium.partition("?")[2].split("&") if field[:4] == "url="), ""
        )
    return file_of(medium, corpus) or (None if medium.startswith("obsidian:") else link_to(medium, None))


def player_commands(path: str, seconds: int | None) -> list[list[str]]:
    """Return the commands that play a file from a second, as lists of arguments: first mpv's, then VLC's."""
    start = seconds or 0
    return [["mpv", f"--start={start}", "--", path], ["vlc", f"--start-time={start}", "--", path]]


def file_of(medium: str, corpus: Corpus) -> str | None:
    """Return the file that a medium names, if it exists: an absolute path to something that can be played.

    A file of the vault is always below the corpus, whatever its path says; a name alone is looked for in all folders.
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
