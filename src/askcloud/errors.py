"""Every exception askcloud raises on purpose.

AskcloudError                     a message and a hint; `cli.main` is the only catcher
├── UsageError                    the command line or the config file is not valid
├── QuestionError                 the question contains nothing to search for
├── CorpusError                   the corpus cannot be used
│   ├── CorpusNotFoundError       a folder is not there, or cannot be read
│   └── CorpusEmptyError          the folders contain no Markdown note
├── NoteError                     a note cannot be read; a build lists it and continues
├── NoteNotFoundError             no indexed note, or more than one, has that name
├── IndexUnavailableError         the index cannot be used
│   ├── IndexNotFoundError        there is no index, or it cannot be opened
│   ├── IndexVersionError         it was written by another version of askcloud
│   ├── IndexCorruptError         it is not an askcloud index, or is damaged
│   ├── IndexCorpusMismatchError  it was built from another corpus
│   └── IndexWriteError           its folder cannot be written
│       └── IndexBusyError        another process is building it
└── InternalError                 a bug in askcloud; the details are in a log
"""

from __future__ import annotations

from functools import partial

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Self


class AskcloudError(Exception):
    """An error that a person can do something about."""

    def __init__(self, message: str, *, hint: str) -> None:
        """Store message and hint separately, so that each front end can format them.

        Args:
            message: A sentence that says what is wrong.
            hint: What to do about it; a command where there is one.
        """
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[partial[Self], tuple[str]]:
        """Return how to make the error again with its hint, in the process that a process hands it to."""
        return partial(type(self), hint=self.hint), (self.message,)


class UsageError(AskcloudError):
    """The command line or the config file is not valid."""


class QuestionError(AskcloudError):
    """The question contains nothing to search for."""


class CorpusError(AskcloudError):
    """The corpus cannot be used."""


class CorpusNotFoundError(CorpusError):
    """A folder of the corpus is not there, or cannot be read."""


class CorpusEmptyError(CorpusError):
    """The folders of the corpus contain no Markdown note."""


class NoteError(AskcloudError):
    """A note cannot be read; a build lists it and continues."""


class NoteNotFoundError(AskcloudError):
    """No indexed note, or more than one, has that name."""


class IndexUnavailableError(AskcloudError):
    """The index cannot be used."""


class IndexNotFoundError(IndexUnavailableError):
    """There is no index, or it cannot be opened."""


class IndexVersionError(IndexUnavailableError):
    """The index was written by another version of askcloud."""


class IndexCorruptError(IndexUnavailableError):
    """The file is not an askcloud index, or is damaged."""


class IndexCorpusMismatchError(IndexUnavailableError):
    """The index was built from another corpus."""


class IndexWriteError(IndexUnavailableError):
    """The folder of the index cannot be written."""


class IndexBusyError(IndexWriteError):
    """Another process is building the index."""


class InternalError(AskcloudError):
    """A bug in askcloud; the details are in a log."""
