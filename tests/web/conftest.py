"""A server in a process of its own, and a client that sends exactly what a test says."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import pytest


class Answer:
    """What a server answered."""

    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def json(self):
        """The body, which is JSON."""
        return json.loads(self.body)


class Server:
    """A server that runs, with the address that it printed."""

    def __init__(self, process, address, trusted):
        self._trusted = trusted
        self.process = process
        self.address = address
        self.port = urlsplit(address).port
        self.token = parse_qs(urlsplit(address).query)["token"][0]
        self.origin = address.partition("/?")[0]
        self.cookie = {"Cookie": f"askcloud-{self.port}={self.token}"}

    def connection(self):
        """A new connection."""
        if self._trusted:
            return http.client.HTTPSConnection("localhost", self.port, timeout=20, context=self._trusted)
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)

    def send(self, target, method="GET", **headers):
        """What is answered to a request that brings just these headers; `Host` is the right one unless given."""
        connection = self.connection()
        try:
            connection.request(method, target, headers={name.replace("_", "-"): headers[name] for name in headers})
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def get(self, target, **headers):
        """What is answered to the user of the page."""
        return self.send(target, **self.cookie, **headers)

    def post(self, target, **headers):
        """What is answered to the page itself."""
        own = {"Origin": self.origin, "Sec_Fetch_Site": "same-origin", "Content_Length": "0"}
        return self.send(target, "POST", **{**self.cookie, **own, **headers})

    def events(self):
        """Yields (event, fields) of the update that runs, until its end."""
        connection = self.connection()
        connection.request("GET", "/api/update/events", headers=self.cookie)
        lines = iter(connection.getresponse().readline, b"")
        for line in lines:
            if line.startswith(b"event: "):
                yield line[7:-1].decode(), json.loads(next(lines)[6:])
        connection.close()


def environment(vault):
    """The environment in which a server of a vault runs."""
    return {
        **os.environ,
        "ASKCLOUD_CORPUS": str(vault.corpus),
        "ASKCLOUD_INDEX": str(vault.folder),
        "HOME": str(vault.root),
        "XDG_STATE_HOME": str(vault.root / "state"),
    }


@contextmanager
def _serving(vault, *options, trusted=None):
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "askcloud", "serve", "--no-browser", "--port", "0", *options],
        cwd=vault.root,
        env=environment(vault),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield Server(process, process.stdout.readline().strip(), trusted)
        finally:
            process.kill()


@pytest.fixture(scope="session")
def serving():
    """Runs a server as long as a block: `with serving(vault) as server`."""
    return _serving


@pytest.fixture(scope="module")
def server(vault, serving):
    """One server of the module's vault for all its tests."""
    with serving(vault) as server:
        yield server
