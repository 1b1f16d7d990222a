"""Build the address that opens a note: in Obsidian if it is in a vault of Obsidian, else as a file.

An address is built from the path of the note; all characters with a meaning in an address are encoded. It is never read
from a note or from an index. Obsidian opens a note at a heading; it takes no notice of a line, but plugins may.
"""

from __future__ import annotations

import os

from askcloud.media.medium import percent_encoded

_NO_PART_OF_A_HEADING = {ord(sign): " " for sign in "#^|:%[]\\"}  # Obsidian leaves them out of links to headings


def address_of_note(folder: str, path: str, line: int | None = None, heading: str = "") -> str | None:
    """Return the address that opens a note; None for a path that is not below the folder.

    Args:
        folder: The folder of the corpus that contains it.
        path: Its path below that folder, with forward slashes.
        line: The line to open it at in Obsidian, from 1.
        heading: The heading to open it at in Obsidian; empty for its beginning.
    """
    note = _real_path(folder, path)
    if not note:
        return None
    address = address_in_vault(folder, path, line, heading)
    return address or "file:///" + "/".join(map(percent_encoded, note.replace(os.sep, "/").lstrip("/").split("/")))


def address_in_vault(folder: str, path: str, line: int | None = None, heading: str = "") -> str | None:
    """Return the same for a note in a vault of Obsidian; None for any other note."""
    note = _real_path(folder, path)
    vault = note and _vault_of(note)
    if not note or not vault:
        return None
    return obsidian_address(vault, os.path.relpath(note, vault).replace(os.sep, "/"), line, heading)


def obsidian_address(vault: str, path: str, line: int | None = None, heading: str = "") -> str:
    """Return the address that opens a note in Obsidian, which knows a vault by the name of its folder.

    Args:
        vault: The real path of the vault.
        path: The note's path below it, with forward slashes.
        line: The line to open it at, from 1.
        heading: The heading to open it at.
    """
    place = " ".join(heading.translate(_NO_PART_OF_A_HEADING).split())
    file = percent_encoded(f"{path}#{place}" if place else path)
    at = "" if line is None else f"&line={line}"
    return f"obsidian://open?vault={percent_encoded(os.path.basename(vault))}&file={file}{at}"


def _real_path(folder: str, path: str) -> str | None:
    """Return the real path of a note; None for a path that is not below the folder."""
    if path.startswith("/") or ".." in path.split("/"):  # an index may be forged
        return None
    return os.path.join(os.path.realpath(folder), *path.split("/"))


def _vault_of(note: str) -> str | None:
    """Return the vault of Obsidian that contains a note: the nearest folder above it with `.obsidian`; None without."""
    folder = os.path.dirname(note)
    while folder != os.path.dirname(folder):
        if os.path.isdir(os.path.join(folder, ".obsidian")):
            return folder
        folder = os.path.dirname(folder)
    return None
