"""Errors as `application/problem+json` (RFC 9457) or as a plain page."""

from __future__ import annotations

import re
from html import escape
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

    from starlette.requests import Request

_STATUS = (
    (QuestionError, 400),
    (UsageError, 400),
    (NoteNotFoundError, 404),
    (CorpusError, 503),
    (IndexUnavailableError, 503),
)
_KINDS = {
    401: "unauthorized",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    413: "too-large",
    421: "other-address",
    503: "busy",
}
"""The kinds of refused requests, by HTTP status."""


class RefusalError(AskcloudError):
    """A request that is refused, with the HTTP status."""

    def __init__(self, status: int, message: str, *, hint: str) -> None:
        """Store the status with the message and the hint."""
        super().__init__(message, hint=hint)
        self.status = status


def status_of(error: AskcloudError) -> int:
    """Return the HTTP status of an error."""
    if isinstance(error, RefusalError):
        return error.status
    found = (status for kind, status in _STATUS if isinstance(error, kind))
    return next(found, 500)


def problem_fields(error: AskcloudError) -> dict[str, Any]:
    """Return an error as the members of a problem; `hint` is what to do about it."""
    status = status_of(error)
    kind = _KINDS.get(status, "")
    if not isinstance(error, RefusalError):  # IndexNotFoundError is index-not-found
        kind = re.sub(r"(?<=.)(?=[A-Z])", "-", type(error).__name__.removesuffix("Error")).lower()
    about = {"type": f"urn:askcloud:{kind}", "title": kind.replace("-", " ").capitalize(), "status": status}
    return {**about, "detail": error.message, "hint": error.hint}


def is_page(request: Request) -> bool:
    """Return whether a person, not a program, gets the response to a request."""
    return not request.scope["path"].startswith(("/api/", "/media/", "/assets/"))


def problem(error: AskcloudError) -> Response:
    """Return an error as an answer to a program."""
    fields = problem_fields(error)
    return JSONResponse(fields, fields["status"], media_type="application/problem+json")


def problem_page(error: AskcloudError) -> Response:
    """Return an error as an answer to a person."""
    return plain_page(f"<p>{escape(error.message)}</p><p>{escape(error.hint)}</p>", status_of(error))


def plain_page(body: str, status: int = 200, head: str = "") -> Response:
    """Return a page without style or script that holds some HTML."""
    head = f'<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">{head}'
    page = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>askcloud</title>{head}{body}</html>'
    return HTMLResponse(page, status)
