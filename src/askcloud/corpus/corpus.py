"""The type Corpus: the folders of notes to search, and the names of their notes."""

from __future__ import annotations

import os
from itertools import chain, count

from askcloud.errors import CorpusNotFoundError
from askcloud.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self

NAME_THE_FOLDER = (
    "Name the folder of your notes: askcloud --corpus DIR. If it is on another disk, check that it is connected."
)


class Corpus(Record):
    """One folder of notes or several."""

    folders: tuple[str, ...]
    """Paths of the folders, at least one and each once."""

    @classmethod
    def of(cls, folders: Iterable[str]) -> Self:
        """Return the corpus of some folders; one that is named twice counts once."""
        return cls(tuple(dict.fromkeys(folders)))

    @classmethod
    def parse(cls, lines: str) -> Self:
        """Return the corpus of the folders in a text, one per line."""
        return cls.of(lines.split("\n"))

    @property
    def lines(self) -> str:
        """The folders one per line, as an index stores them and `parse` reads them."""
        return "\n".join(self.folders)

    @property
    def listing(self) -> str:
        """The folders as a message shows them: `one`, or `one and two`."""
        return " and ".join(self.folders)

    @property
    def named_folders(self) -> list[tuple[str, str]]:
        """(name, folder) of each folder, names being unique.

        The notes of a single folder are named by their paths below it, so its name is empty. The notes of several are
        named by their folder's name and their paths below it.
        """
        if len(self.folders) == 1:
            return [("", self.folders[0])]
        named: dict[str, str] = {}
        for folder in self.folders:
            base = os.path.basename(os.path.normpath(folder)) or "corpus"
            numbered = (f"{base}-{number}" for number in count(2))
            name = next(name for name in chain([base], numbered) if name not in named)
            named[name] = folder
        return list(named.items())

    def locate(self, path: str) -> tuple[str, str]:
        """Return the folder that contains a note, and the note's path below it.

        A path that begins with no folder's name is located in the first folder.
        """
        name, _, below = path.partition("/")
        folders = self.named_folders
        return next(((folder, below) for known, folder in folders if known == name), (folders[0][1], path))

    def real(self) -> Corpus:
        """Return the same corpus by its real paths, which do not depend on how its folders were named."""
        return Corpus.of(shown_path(os.path.realpath(folder)) for folder in self.folders)

    def check(self) -> None:
        """Make sure that every folder is there and can be listed.

        Raises:
            CorpusNotFoundError: One is not there, or cannot be listed.
        """
        for folder in self.folders:
            _check_folder(folder)


def is_below(path: str) -> bool:
    """Return whether a path stays below its folder, without regard to links; a path in an index may be forged."""
    if os.name == "nt" and ":" in path:
        return False
    return not path or ("\0" not in path and {"", ".", ".."}.isdisjoint(path.replace(os.sep, "/").split("/")))


def shown_path(path: str) -> str:
    """Return the path with bytes that are not UTF-8 written as escapes."""
    return path if path.isascii() else os.fsencode(path).decode(errors="backslashreplace")


def _check_folder(folder: str) -> None:
    if os.path.isfile(folder):
        hint = f"Name the folder that contains it: askcloud --corpus {os.path.dirname(folder)}."
        raise CorpusNotFoundError(f"{folder} is a file, not a folder of notes.", hint=hint)
    if not os.path.isdir(folder):
        raise CorpusNotFoundError(f"There is no folder {folder}.", hint=NAME_THE_FOLDER)
    try:
        os.scandir(folder).close()
    except OSError as error:
        raise CorpusNotFoundError(
            f"The folder {folder} cannot be read: {error.strerror}.", hint="Check its permissions."
        ) from error
