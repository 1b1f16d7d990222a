"""Access control: the host that a request names, the page that sends it, and the token that only its user has seen.

A server on this machine can be reached by every user of it, and by every page that its user opens in a browser. So each
request must name this server, and no other host name (which prevents DNS rebinding), it must contain the token, and,
unless a person opens a page, it must come from this server's own page.
"""

from __future__ import annotations

import secrets
from html import escape
from time import monotonic
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from askcloud.media.medium import percent_encoded
from askcloud.record import Record
from askcloud.web.problems import RefusalError, is_page, plain_page, problem, problem_page

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_WAITING_REQUESTS = 128
"""Requests that are answered or wait at the same time; further ones are refused."""

MAX_BODY_BYTES = 1_000
"""Bytes of the body of a request, of which none is read."""

CODE_SECONDS = 60
"""How long the code that is handed to the browser can be used, which is once."""

_PLAYER = "https://www.youtube-nocookie.com"
_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self'",
    "frame-src": _PLAYER,
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in _POLICY.items()),
    "Referrer-Policy": "strict-origin-when-cross-origin",  # YouTube's player needs to know which site embeds it
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""What goes with every answer."""

_OWN = ("same-origin", "none")  # from this server's page, or typed by a person; absent if the client is not a browser


class Site(Record):
    """The addresses under which this server can be reached."""

    scheme: str
    """http or https."""
    names: tuple[str, ...]
    """Names of hosts, as an address writes them; the first one is shown."""
    port: int

    @property
    def hosts(self) -> tuple[str, ...]:
        """The allowed values of the header Host."""
        standard = {"http": 80, "https": 443}[self.scheme]
        return tuple(name if self.port == standard else f"{name}:{self.port}" for name in self.names)

    @property
    def origin(self) -> str:
        """The beginning of the address that is shown."""
        return f"{self.scheme}://{self.hosts[0]}"


class Guard:
    """Passes only requests of its user to an application."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        """Create a token and a code.

        Args:
            app: Answers what is let through.
            site: Where this server is.
        """
        self._app = app
        self._site = site
        self._cookie = f"askcloud-{site.port}"  # cookies are shared by all ports of a host
        self._token = secrets.token_urlsafe(32)
        self._code = secrets.token_urlsafe(32)
        self._code_ends = monotonic() + CODE_SECONDS
        self._active = 0

    @property
    def address(self) -> str:
        """The address with the token, which only the user may see."""
        return f"{self._site.origin}/?token={self._token}"

    @property
    def address_once(self) -> str:
        """The address that opens the page once, because other users can see it in the list of processes."""
        return f"{self._site.origin}/?token={self._code}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer an ASGI request."""
        if scope["type"] != "http":
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        request = Request(scope)
        answer: ASGIApp
        try:
            answer = self._checked(request)
        except RefusalError as refusal:
            answer = problem_page(refusal) if is_page(request) else problem(refusal)
            answer.headers["Connection"] = "close"  # a body that is too long is not read
        self._active += 1
        try:
            await answer(scope, receive, send_guarded)
        finally:
            self._active -= 1

    def _checked(self, request: Request) -> ASGIApp:
        """Return what answers a request.

        Raises:
            RefusalError: It is not answered.
        """
        headers = request.headers
        if headers.get("host", "").lower() not in self._site.hosts:
            hint = f"Open {self._site.origin}."
            raise RefusalError(421, "This server has another address.", hint=hint)
        if self._active >= MAX_WAITING_REQUESTS:
            raise RefusalError(503, "Too many requests are waiting.", hint="Ask again.")
        length = headers.get("content-length", "0")
        if "transfer-encoding" in headers or not length.isdecimal() or len(length) > 9 or int(length) > MAX_BODY_BYTES:
            hint = "Send the request without a body."
            raise RefusalError(413, "The body of the request is too long.", hint=hint)
        self._check_origin(request)
        given = request.query_params.get("token")
        if given is not None and request.method == "GET" and self._opens(given):
            return self._log_in(request)
        if not _same(request.cookies.get(self._cookie, ""), self._token):
            hint = "Open the address that askcloud serve printed when it was started."
            raise RefusalError(401, "This page is for the user who started it.", hint=hint)
        return self._app

    def _check_origin(self, request: Request) -> None:
        """Refuse requests from other pages that change something, or that are not made to open a page.

        Raises:
            RefusalError: It comes from another page.
        """
        headers = request.headers
        own = headers.get("sec-fetch-site", "none") in _OWN
        if request.method in ("GET", "HEAD"):
            allowed = own or (headers.get("sec-fetch-mode") == "navigate" and is_page(request))
        else:
            origin = f"{self._site.scheme}://{headers['host'].lower()}"
            allowed = own and headers.get("origin", "").lower() == origin
        if not allowed:
            hint = f"Send it from {self._site.origin}, with this address as the header Origin."
            raise RefusalError(403, "The request comes from another page.", hint=hint)

    def _opens(self, given: str) -> bool:
        """Return whether a token is right; the code is right once."""
        if _same(given, self._code) and monotonic() < self._code_ends:
            self._code_ends = 0.0
            return True
        return _same(given, self._token)

    def _log_in(self, request: Request) -> Response:
        """Return a redirect to the same page without the token, which is in the cookie from now on."""
        kept = [(name, value) for name, value in request.query_params.multi_items() if name != "token"]
        # One slash, as two would lead to another site.
        path = "/" + "/".join(map(percent_encoded, request.scope["path"].lstrip("/").split("/")))
        query = "&".join(f"{percent_encoded(name)}={percent_encoded(value)}" for name, value in kept)
        target = f"{path}?{query}" if kept else path
        answer: Response
        if request.headers.get("sec-fetch-site", "none") in _OWN:
            answer = RedirectResponse(target, 303)
        else:  # from a page of another site, whose browser would not send the cookie along with a redirect
            answer = plain_page("", head=f'<meta http-equiv="refresh" content="0;url={escape(target)}">')
        secure = self._site.scheme == "https"
        answer.set_cookie(self._cookie, self._token, httponly=True, samesite="strict", secure=secure)
        return answer


def _same(given: str, secret: str) -> bool:
    return secrets.compare_digest(given.encode(), secret.encode())
