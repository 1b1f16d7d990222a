"""What is wrong, as `application/problem+json` (RFC 9457) or as a plain page."""

from __future__ import annotations

import re
from html import escape
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, JSONResponse, Response

from askcloud.errors import (
    AskcloudError,
    CorpusError,
    IndexUnavailableError,
    NoteNotFoundError,
    QuestionError,
    UsageError,
)

if TYPE_CHECKING:
    from typing import Any

_STATUS = (
    (QuestionError, HTTPStatus.BAD_REQUEST),
    (UsageError, HTTPStatus.BAD_REQUEST),
    (NoteNotFoundError, HTTPStatus.NOT_FOUND),
    (CorpusError, HTTPStatus.SERVICE_UNAVAILABLE),
    (IndexUnavailableError, HTTPStatus.SERVICE_UNAVAILABLE),
)


class Refusal(AskcloudError):
    """A request that is not answered, with the status of HTTP that says so."""

    def __init__(self, status: HTTPStatus, message: str, *, hint: str) -> None:
        """Store the status with the message and the hint."""
        super().__init__(message, hint=hint)
        self.status = status


def status_of(error: AskcloudError) -> HTTPStatus:
    """Return the status of HTTP for an error."""
    if isinstance(error, Refusal):
        return error.status
    found = (status for kind, status in _STATUS if isinstance(error, kind))
    return next(found, HTTPStatus.INTERNAL_SERVER_ERROR)


def problem_fields(error: AskcloudError) -> dict[str, Any]:
    """Return an error as the members of a problem; `hint` is what to do about it."""
    status = status_of(error)
    name = status.phrase if isinstance(error, Refusal) else type(error).__name__.removesuffix("Error")
    kind = re.sub(r"[ -]|(?<=[a-z])(?=[A-Z])", "-", name).lower()
    title = kind.replace("-", " ").capitalize()
    about = {"type": f"urn:askcloud:{kind}", "title": title, "status": status.value}
    return {**about, "detail": error.message, "hint": error.hint}


def problem(error: AskcloudError) -> Response:
    """Return an error as an answer to a program."""
    fields = problem_fields(error)
    return JSONResponse(fields, fields["status"], media_type="application/problem+json")


def problem_page(error: AskcloudError) -> Response:
    """Return an error as an answer to a person."""
    return plain_page(f"<p>{escape(error.message)}</p><p>{escape(error.hint)}</p>", status_of(error))


def plain_page(body: str, status: HTTPStatus = HTTPStatus.OK, head: str = "") -> Response:
    """Return a page without style or script that holds some HTML."""
    page = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>askcloud</title>{head}{body}</html>'
    return HTMLResponse(page, status)
