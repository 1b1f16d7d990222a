"""The server: takes a port, serves the page on it until the process is asked to stop. The only user of Uvicorn."""

from __future__ import annotations

import errno
import ipaddress
import logging
import os
import socket
from typing import TYPE_CHECKING, cast

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from askcloud.errors import UsageError
from askcloud.record import Record
from askcloud.serving.service import Service
from askcloud.web import app
from askcloud.web.guard import MAX_WAITING_REQUESTS, Guard, Site
from askcloud.web.library import Library

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable
    from types import FrameType

    from uvicorn.protocols.http.h11_impl import RequestResponseCycle

    from askcloud.settings import Settings

LOOPBACK = "127.0.0.1"
_NAMES = (LOOPBACK, "localhost", "[::1]")  # of this machine, by which only its own users reach it
_MAX_CONNECTIONS = 4 * MAX_WAITING_REQUESTS
_MAX_HEADER_BYTES, _HEADER_SECONDS = (
    1 << 16,
    10,
)  # bytes of what stands before the body of a request, and how long it may take


class Place(Record):
    """Where to serve."""

    port: int
    """The port; 0 for any that is free."""
    host: str = LOOPBACK
    """The address or name of this machine."""
    certificate: str | None = None
    """Path of a certificate in PEM format, with which the page is encrypted."""
    key: str | None = None
    """Path of its private key."""


def serve(settings: Settings, place: Place, announce: Callable[[str, str], None]) -> None:
    """Serve the page until the process is interrupted.

    Args:
        settings: Where the notes and the index are.
        place: Where to serve.
        announce: Called when the page can be opened, with its address and with the same to open it once.

    Raises:
        AskcloudError: The notes are not there, or the place cannot be served.
        KeyboardInterrupt: The process was interrupted.
    """
    logging.disable()  # what is logged of requests may hold questions
    settings.corpus.check()
    with _listener(place) as listener:
        _serve(Service(settings, Library), place, listener, announce)


def _serve(
    service: Service[Library], place: Place, listener: socket.socket, announce: Callable[[str, str], None]
) -> None:
    port = listener.getsockname()[1]
    names = dict.fromkeys((_in_url(place.host), *(_NAMES if is_loopback(place.host) else ())))
    site = Site("https" if place.certificate else "http", tuple(names), port)
    guard = Guard(app.Site(service).application(), site)
    config = uvicorn.Config(
        guard,
        loop="asyncio",
        http=_Protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=_MAX_CONNECTIONS,
        h11_max_incomplete_event_size=_MAX_HEADER_BYTES,
        timeout_graceful_shutdown=0,
        ssl_certfile=place.certificate,
        ssl_keyfile=place.key,
    )
    _load(config)
    announce(guard.address, guard.address_once)
    _Server(config, service).run([listener])


class _Server(uvicorn.Server):
    """A server that stops at once."""

    def __init__(self, config: uvicorn.Config, service: Service[Library]) -> None:
        super().__init__(config)
        self._service = service

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop updates, and wait for no request; the signal is raised again when the server has ended."""
        self._service.stop()
        super().handle_exit(sig, frame)


class _Protocol(H11Protocol):
    """A connection that is quick, and closed if no request arrives on it, or only a part of one."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in the base class
        """Turn off the delay of TCP, and wait for a request, but only for some seconds."""
        super().connection_made(transport)
        # Otherwise an answer, which is written in two parts, is delayed by 40 ms. asyncio does this only for its own
        # sockets.
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.loop.call_later(_HEADER_SECONDS, self._check)

    def _check(self) -> None:
        cycle = cast("RequestResponseCycle | None", self.cycle)
        if cycle is None or (cycle.response_complete and self.conn.trailing_data[0]):
            self.transport.close()
        elif not self.transport.is_closing():
            self.loop.call_later(_HEADER_SECONDS, self._check)


def is_loopback(host: str) -> bool:
    """Return whether an address or name is of the machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host.lower()


def _listener(place: Place) -> socket.socket:
    """Return a socket that listens.

    Raises:
        UsageError: The port is taken, or the host is not of this machine.
    """
    own = "Give the address by which others reach this computer."
    try:
        family, *_, address = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)[0]
        if ipaddress.ip_address(str(address[0]).partition("%")[0]).is_unspecified:  # 0.0.0.0, ::, also as 0
            raise UsageError(f"{place.host} is not the address of one computer.", hint=own)
        return socket.create_server(address[:2], family=family, backlog=_MAX_CONNECTIONS)
    except (socket.gaierror, UnicodeError) as error:
        raise UsageError(f"There is no host {place.host}.", hint=own) from error
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL:
            raise UsageError(f"{place.host} is not an address of this computer.", hint=own) from error
        other = 0 if error.errno == errno.EACCES else place.port ^ 1  # the one beside it
        asked = "" if error.errno == errno.EACCES else "Is askcloud serve running already? "
        hint = f"{asked}Choose another port: askcloud serve --port {other}."
        reason = os.strerror(error.errno or 0)  # without the address, which `error.strerror` has in front
        raise UsageError(f"Port {place.port} of {place.host} cannot be used: {reason}.", hint=hint) from error


def _load(config: uvicorn.Config) -> None:
    """Read the certificate.

    Raises:
        UsageError: It cannot be used.
    """
    try:
        config.load()
    except OSError as error:
        hint = "Name a certificate and its private key, both in PEM format."
        of_tls = hasattr(error, "library")  # an error of TLS has one, in the place of a reason that can be read
        reason = "it and its key do not fit" if of_tls else error.strerror or str(error)
        raise UsageError(f"The certificate cannot be used: {reason}.", hint=hint) from error
