"""An answer as short lines for programs that read `path:line: text`, as grep, fzf and editors do."""

from __future__ import annotations

import os

from askcloud.output.sanitize import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.answering.answer import Answer, Evidence
    from askcloud.corpus.corpus import Corpus


def to_short(answer: Answer, corpus: Corpus) -> str:
    """Return one line for each result of an answer, `path:line:time: quote`, without a final newline.

    The time is empty if there is none. Nothing is returned for an abstention, because its closest matches are no
    answer.

    Args:
        answer: The answer.
        corpus: The folders of the notes, for the paths.
    """
    return "\n".join(_line_of(evidence, corpus) for evidence in answer.evidence) if answer.answered else ""


def _line_of(evidence: Evidence, corpus: Corpus) -> str:
    cited = evidence.citation
    return f"{clean(_path_of(cited.note, corpus))}:{cited.line}:{cited.time.formatted}: {clean(evidence.quote)}"


def _path_of(note: str, corpus: Corpus) -> str:
    """Return a path that opens from the working directory: below it a relative one, else the absolute one."""
    path = os.path.join(*corpus.locate(note))
    try:
        here = os.path.join(os.getcwd(), "")
    except OSError:  # the folder is gone
        return path
    return path.removeprefix(here)
