"""Every exception askcloud raises on purpose.

AskcloudError                 a sentence and a hint; `cli.main` is the only catcher
├── UsageError                the command line cannot be understood
├── QuestionError             the question holds nothing to search for
├── CorpusError
│   ├── CorpusNotFoundError   no folder there, or it cannot be read
│   └── CorpusEmptyError      the folder holds no Markdown note
├── NoteError                 one note cannot be read; a build counts it and goes on
├── NoteNotFoundError         no indexed note, or several, go by that name
├── IndexUnavailableError
│   ├── IndexNotFoundError    no index there, or it cannot be opened
│   ├── IndexVersionError     written by another version of askcloud
│   ├── IndexCorruptError     not an askcloud index, or damaged
│   ├── IndexCorpusMismatchError  built from another corpus
│   └── IndexWriteError       the index folder cannot be written
│       └── IndexBusyError    another process is building the index
└── InternalError             a mistake of askcloud's; the details are in a log
"""

from __future__ import annotations


class AskcloudError(Exception):
    """Something a person can act on."""

    def __init__(self, message: str, *, hint: str) -> None:
        """Keep both halves apart so that every face can set them its own way.

        Args:
            message: One sentence that says what is wrong.
            hint: What to do about it; a command where there is one.
        """
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(AskcloudError):
    """The command line cannot be understood."""


class QuestionError(AskcloudError):
    """The question holds nothing to search for."""


class CorpusError(AskcloudError):
    """The corpus cannot be used."""


class CorpusNotFoundError(CorpusError):
    """No folder there, or it cannot be read."""


class CorpusEmptyError(CorpusError):
    """The folder holds no Markdown note."""


class NoteError(AskcloudError):
    """One note cannot be read; a build counts it and goes on."""


class NoteNotFoundError(AskcloudError):
    """No indexed note, or several, go by that name."""


class IndexUnavailableError(AskcloudError):
    """The index cannot be used."""


class IndexNotFoundError(IndexUnavailableError):
    """No index there, or it cannot be opened."""


class IndexVersionError(IndexUnavailableError):
    """The index was written by another version of askcloud."""


class IndexCorruptError(IndexUnavailableError):
    """The file is not an askcloud index, or it is damaged."""


class IndexCorpusMismatchError(IndexUnavailableError):
    """The index was built from another corpus."""


class IndexWriteError(IndexUnavailableError):
    """The index folder cannot be written."""


class IndexBusyError(IndexWriteError):
    """Another process is building the index."""


class InternalError(AskcloudError):
    """A mistake of askcloud's; the details are in a log."""
