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
    root = os.path.realpath(folder)
    if os.path.isdir(os.path.join(root, ".obsidian")):
        return obsidian_address(root, path)
    absolute = os.path.join(root, path).replace(os.sep, "/")
    return f"file:///{_encoded(absolute.lstrip('/'))}"


def obsidian_address(root: str, path: str) -> str:
    """Return the address that opens a note in Obsidian, which knows a vault by the name of its folder.

    Args:
        root: The real path of the vault, which contains `.obsidian`.
        path: The note's path below it, with forward slashes.
    """
    return f"obsidian://open?vault={percent_encoded(os.path.basename(root))}&file={_encoded(path)}"


def _encoded(path: str) -> str:
    return "/".join(map(percent_encoded, path.split("/")))
