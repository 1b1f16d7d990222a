"""The addresses of the page and of its interface for programs, and the responses to each."""

from __future__ import annotations

import os
from html import escape
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from askcloud.answering.ask import TOP
from askcloud.errors import AskcloudError, IndexNotFoundError, IndexVersionError, UsageError
from askcloud.index.filters import Filters
from askcloud.serving.service import known_error
from askcloud.web.library import Asked
from askcloud.web.plain import answer_html, failure_html
from askcloud.web.problems import RefusalError, is_page, problem, problem_page, status_of
from askcloud.web.updates import Updates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeVar

    from starlette.requests import Request

    from askcloud.serving.service import Service
    from askcloud.web.library import Library

    T = TypeVar("T")

LOG_NAME = "web.log"
"""The log of failures that nobody expected, in the user's folder of state."""

MAX_CHARACTERS = 1_000
"""Characters of a value in an address."""

MAX_RESULTS, MAX_TAGS = 20, 50
"""Results of an answer, and tags of a question."""

PAGE = "index.html"
QUESTION, ANSWER = "<!--question-->", "<!--answer-->"
"""The placeholders in the page for a question and its answer."""

_ASSETS = {"style.css": "text/css", "page.js": "text/javascript", "icon.svg": "image/svg+xml"}
_MEDIA_TYPES = {
    **dict.fromkeys(("mp4", "m4v"), "video/mp4"),
    **dict.fromkeys(("m4a", "m4b"), "audio/mp4"),
    **dict.fromkeys(("ogg", "oga", "opus"), "audio/ogg"),
    "mp3": "audio/mpeg",
    "aac": "audio/aac",
    "wav": "audio/wav",
    "flac": "audio/flac",
    "webm": "video/webm",
    "ogv": "video/ogg",
    "mov": "video/quicktime",
    "mkv": "video/x-matroska",
    "avi": "video/x-msvideo",
    "3gp": "video/3gpp",
}
FILTERS = ("channel", "tag", "since", "before", "video")
"""The filters, of which the page has a field each."""

_TEXTS = ("after", "channel", "since", "before", "video")
_ASKED = ("q", *_TEXTS, "tag", "top", "exact")
_BUILD_IT = "Update the index."


class Site:
    """What is answered."""

    def __init__(self, service: Service[Library]) -> None:
        """Read the page; the service answers its requests."""
        self._service = service
        self._updates = Updates(service, LOG_NAME)
        folder = os.path.join(os.path.dirname(__file__), "page")
        self._files = {name: _content(os.path.join(folder, name)) for name in (PAGE, *_ASSETS)}

    def application(self) -> Starlette:
        """Return the ASGI application."""
        routes = [
            Route("/", self.page),
            Route("/note/{path:path}", self.page),
            Route("/assets/{name}", self.asset),
            Route("/api/ask", self.ask),
            Route("/api/notes/{path:path}", self.note),
            Route("/api/complete", self.complete),
            Route("/api/overview", self.overview),
            Route("/api/status", self.status),
            Route("/api/update", self.update, methods=["POST"]),
            Route("/api/update/events", self.follow),
            Route("/media/{path:path}", self.media),
        ]
        handlers = {HTTPException: _not_found, AskcloudError: _failed, Exception: _failed}
        app = Starlette(routes=routes, exception_handlers=handlers)  # type: ignore[arg-type]  # as its examples do
        app.router.redirect_slashes = False
        return app

    async def page(self, request: Request) -> Response:
        """Return the page; with a question in its address, it contains the answer for browsers without JavaScript."""
        given = request.query_params
        question, answer, status = given.get("q", "").strip()[:MAX_CHARACTERS], "", 200
        if question and request.scope["path"] == "/":
            try:
                asked = _asked(QueryParams(list(_of_form(given))))
                answer = answer_html((await self._service.read(lambda library: library.answer(asked)))[0])
            except (IndexNotFoundError, IndexVersionError):  # the page is shown meanwhile, and its script waits
                self._updates.start()
                answer, status = failure_html("The index is being built.", "Ask again when it has finished."), 503
            except AskcloudError as error:
                answer, status = failure_html(error.message, error.hint), status_of(error)
        page = self._files[PAGE].decode().replace(QUESTION, escape(question)).replace(ANSWER, answer)
        for name in FILTERS:
            page = page.replace(f"<!--{name}-->", escape(", ".join(given.getlist(name))[:MAX_CHARACTERS]))
        return HTMLResponse(page, status)

    async def asset(self, request: Request) -> Response:
        """Return the stylesheet, the script or the icon."""
        name = request.path_params["name"]
        if name not in _ASSETS:
            raise HTTPException(404)
        return Response(self._files[name], media_type=_ASSETS[name])

    async def ask(self, request: Request) -> Response:
        """Return the answer to a question."""
        asked = _asked(request.query_params)
        answer = await self._read(lambda library: library.ask(asked))
        self._updates.look_if_due()
        return JSONResponse(answer)

    async def note(self, request: Request) -> Response:
        """Return a part of a note."""
        given, path = request.query_params, request.path_params["path"]
        line, seconds = (int(given[name]) if _is_count(given.get(name)) else None for name in ("line", "t"))
        quote = given.get("quote", "")
        return JSONResponse(await self._read(lambda library: library.note(path, line, seconds, quote)))

    async def complete(self, request: Request) -> Response:
        """Return the values that a filter may have."""
        field, typed = request.query_params.get("field", ""), request.query_params.get("prefix", "")
        if field not in ("channel", "tag", "video"):
            raise UsageError("The field is not a filter.", hint="Give field=channel, field=tag or field=video.")
        return JSONResponse(
            {"values": await self._read(lambda library: library.complete(field, typed[:MAX_CHARACTERS]))}
        )

    async def overview(self, _: Request) -> Response:
        """Return how much the index contains, and sample questions."""
        return JSONResponse(await self._read(lambda library: library.overview()))

    async def status(self, _: Request) -> Response:
        """Return the state of the index."""
        return JSONResponse(await self._service.status(self._updates.look, _BUILD_IT))

    async def update(self, _: Request) -> Response:
        """Start an update, unless one runs."""
        self._updates.start()
        return JSONResponse({"events": "/api/update/events"}, 202)

    async def follow(self, _: Request) -> Response:
        """Return the progress of an update as server-sent events; nothing if there was no update."""
        if not self._updates.began:
            return Response(status_code=204)
        return StreamingResponse(self._updates.events(), media_type="text/event-stream")

    async def media(self, request: Request) -> Response:
        """Return a file that a note cites, or the range of it that is asked for."""
        name = request.path_params["path"]
        path = await self._read(lambda library: library.media_file(name))
        return FileResponse(path, media_type=_MEDIA_TYPES[path.rpartition(".")[2].lower()])

    async def _read(self, work: Callable[[Library], T]) -> T:
        """Return the result of a function of the library; the index is built first if there is none."""
        try:
            return await self._service.read(work)
        except (IndexNotFoundError, IndexVersionError):
            await self._updates.finish()
        return await self._service.read(work)


def _asked(given: QueryParams) -> Asked:
    """Return the question in an address; an empty parameter is ignored.

    Raises:
        UsageError: A value is not known, too long, or not of its form.
    """
    for name, value in given.multi_items():
        if name not in _ASKED:
            raise UsageError(f"There is no value {name[:40]}.", hint=f"Give only: {', '.join(_ASKED)}.")
        if len(value) > MAX_CHARACTERS:
            raise UsageError(f"The value of {name} is too long.", hint=f"Give at most {MAX_CHARACTERS:,} characters.")
    texts = {name: given[name] for name in _TEXTS if given.get(name)}
    tags = tuple(filter(None, given.getlist("tag")))
    top = given.get("top") or str(TOP)
    if not _is_count(top) or not 0 < int(top) <= MAX_RESULTS:
        raise UsageError("top takes the number of results.", hint=f"Give a number from 1 to {MAX_RESULTS}.")
    if len(tags) > MAX_TAGS:
        raise UsageError("These are too many tags.", hint=f"Give at most {MAX_TAGS}.")
    if given.get("exact", "") not in ("", "0", "1", "false", "true"):
        raise UsageError("exact takes true or false.", hint="For example: exact=true.")
    after = texts.pop("after", "")
    filters = Filters(tags=tags, **texts) if tags or texts else None
    return Asked(given.get("q", ""), int(top), filters, given.get("exact") in ("1", "true"), after)


def _of_form(given: QueryParams) -> Iterator[tuple[str, str]]:
    """Yield the values of the page's form in an address; several tags are separated by commas in their field."""
    for name, value in given.multi_items():
        if name in _ASKED:
            yield from ((name, each.strip()) for each in (value.split(",") if name == "tag" else (value,)))


def _is_count(text: str | None) -> bool:
    return text is not None and text.isdecimal() and len(text) <= 9


def _content(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _answer_to(request: Request, error: AskcloudError) -> Response:
    return problem_page(error) if is_page(request) else problem(error)


async def _not_found(request: Request, error: HTTPException) -> Response:
    status = error.status_code
    message = {
        404: "There is nothing at this address.",
        405: "This address does not take this kind of request.",
    }.get(status, "The request cannot be answered.")
    return _answer_to(request, RefusalError(status, message, hint="docs/web.md lists the addresses."))


async def _failed(request: Request, error: Exception) -> Response:
    return _answer_to(request, known_error(error, LOG_NAME))
