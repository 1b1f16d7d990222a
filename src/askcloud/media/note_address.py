"""Build the address that opens a note: in Obsidian where its folder is a vault of Obsidian, else as a file.

An address is built from where the note is, with everything encoded that has a meaning in an address. It is never read
from a note or from an index.
"""

from __future__ import annotations

import os

from askcloud.media.medium import percent_encoded


def address_of_note(folder: str, path: str) -> str | None:
    """Return the address that opens a note; None for a path that is not below the folder.

    Args:
        folder: The folder of the corpus that contains it.
        path: Its path below that folder, with forward slashes.
    """
    if path.startswith("/") or ".." in path.split("/"):  # an index may be forged
        return None
    note = os.path.join(os.path.realpath(folder), *path.split("/"))
    vault = _vault_of(note)
    if vault:
        return obsidian_address(vault, os.path.relpath(note, vault).replace(os.sep, "/"))
    return "file:///" + "/".join(map(percent_encoded, note.replace(os.sep, "/").lstrip("/").split("/")))


def obsidian_address(vault: str, path: str) -> str:
    """Return the address that opens a note in Obsidian, which knows a vault by the name of its folder.

    Args:
        vault: The real path of the vault.
        path: The note's path below it, with forward slashes.
    """
    return f"obsidian://open?vault={percent_encoded(os.path.basename(vault))}&file={percent_encoded(path)}"


def _vault_of(note: str) -> str | None:
    """Return the vault of Obsidian that contains a note: the nearest folder above it with `.obsidian`; None without."""
    folder = os.path.dirname(note)
    while folder != os.path.dirname(folder):
        if os.path.isdir(os.path.join(folder, ".obsidian")):
            return folder
        folder = os.path.dirname(folder)
    return None
