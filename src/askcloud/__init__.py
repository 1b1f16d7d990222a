"""Answer questions from a folder of Markdown video notes: quote the sentence that answers, with the second it was said.

    import askcloud

    with askcloud.open("~/notes") as notes:
        answer = notes.ask("why does data gravity matter")
        for result in answer.evidence:
            print(result.quote, result.citation.url)

The names in `__all__` are the public API; everything else may change. They are resolved on first use, so that
`import askcloud` loads nothing.
"""

from __future__ import annotations

__version__ = "0.1.0"
__all__ = [
    "Answer",
    "AskcloudError",
    "Citation",
    "CorpusEmptyError",
    "CorpusError",
    "CorpusNotFoundError",
    "Correction",
    "Evidence",
    "Filters",
    "IndexBusyError",
    "IndexCorpusMismatchError",
    "IndexCorruptError",
    "IndexNotFoundError",
    "IndexUnavailableError",
    "IndexVersionError",
    "IndexWriteError",
    "QuestionError",
    "Session",
    "Timestamp",
    "UpdateSummary",
    "UsageError",
    "open",
]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    from askcloud.answering.answer import Answer, Correction, Evidence
    from askcloud.answering.session import Session
    from askcloud.errors import (
        AskcloudError,
        CorpusEmptyError,
        CorpusError,
        CorpusNotFoundError,
        IndexBusyError,
        IndexCorpusMismatchError,
        IndexCorruptError,
        IndexNotFoundError,
        IndexUnavailableError,
        IndexVersionError,
        IndexWriteError,
        QuestionError,
        UsageError,
    )
    from askcloud.index.filters import Filters
    from askcloud.indexer.update import UpdateSummary
    from askcloud.media.citation import Citation, Timestamp

    Path = str | PathLike[str]
else:
    _MODULES = {
        "Answer": "answering.answer",
        "Citation": "media.citation",
        "Correction": "answering.answer",
        "Evidence": "answering.answer",
        "Filters": "index.filters",
        "Session": "answering.session",
        "Timestamp": "media.citation",
        "UpdateSummary": "indexer.update",
    }

    def __getattr__(name: str) -> object:
        """Return a public name from its module (PEP 562)."""
        if name not in __all__:
            raise AttributeError(f"module 'askcloud' has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(f"askcloud.{_MODULES.get(name, 'errors')}"), name)


def open(  # noqa: A001  # `askcloud.open` reads as what it does
    corpus: Path | Sequence[Path] | None = None, index: Path | None = None
) -> Session:
    """Open the index over a corpus for questions; build it first if there is none, or one of another version.

    Args:
        corpus: The folder of the notes, or several; chosen as on the command line if not given (see `settings`).
        index: The folder of the index; chosen as on the command line if not given.

    Raises:
        CorpusError: The corpus does not exist, cannot be read or contains no note.
        IndexUnavailableError: The index is damaged, belongs to another corpus, or cannot be written.
        UsageError: A path is empty, or the configuration file is invalid.
    """
    from functools import partial
    from os import PathLike, fspath

    from askcloud.answering.session import Session
    from askcloud.errors import IndexNotFoundError, IndexVersionError
    from askcloud.settings import read_settings
    from askcloud.storage import open_index, update_index

    folders = [corpus] if isinstance(corpus, str | PathLike) else corpus or ()
    lines = "\n".join(fspath(folder) for folder in folders) if folders else None
    settings = read_settings(lines, None if index is None else fspath(index))

    def update() -> UpdateSummary:
        return update_index(settings.corpus, settings.index)

    open_reader = partial(open_index, settings.index, settings.cluster)
    try:
        return Session(open_reader, settings.corpus, update=update)
    except (IndexNotFoundError, IndexVersionError):
        update()
        return Session(open_reader, settings.corpus, update=update)
