"""A program that uses the public API with full annotations; `mypy` checks it, and a test runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import askcloud
from askcloud import Answer, AskcloudError, Citation, Evidence, Filters, Session, Timestamp, UpdateSummary

if TYPE_CHECKING:
    from pathlib import Path


def ask(folder: Path, question: str) -> list[str]:
    """Return what the notes of a folder answer, a line for each quote, or the error and its hint."""
    try:
        with askcloud.open(folder, index=folder / "index") as session:
            answer: Answer = session.ask(question, top=3, filters=Filters(tags=("dams",)), exact=True, after="why")
            summary: UpdateSummary = session.update()
            assert not summary.added
            assert answer.answered is (answer.reason is None)
            return [shown(evidence) for evidence in answer.evidence]
    except AskcloudError as error:
        return [error.message, error.hint]


def shown(evidence: Evidence) -> str:
    """Return a quote, its time and its address."""
    citation: Citation = evidence.citation
    time: Timestamp = citation.time
    url: str | None = citation.url
    return f"{evidence.quote} {time.formatted} {url}"


def several(folders: list[str]) -> Session:
    """Return a session over several folders."""
    return askcloud.open(folders)
