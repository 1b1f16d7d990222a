"""Opening an index for questions; it is built first where there is none."""

from __future__ import annotations

from askcloud.errors import IndexNotFoundError, IndexVersionError
from askcloud.index.reader import open_index

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from askcloud.index.reader import IndexReader


def open_or_build(folder: str, build: Callable[[str], object] | None) -> IndexReader:
    """Open the index in a folder; build it first if there is none, or one of another version.

    Args:
        folder: Folder of the index.
        build: Builds it, given a sentence that says why; None to open only what is there.

    Raises:
        IndexUnavailableError: It cannot be opened.
    """
    try:
        return open_index(folder)
    except (IndexNotFoundError, IndexVersionError) as error:
        if not build:
            raise
        build(error.message)
    return open_index(folder)
