"""Laws of a server's life: how it begins, what it takes up meanwhile, and that it ends at once."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import ssl
import subprocess

import pytest
import uvicorn
from uvicorn.server import ServerState

from askcloud.index.reader import open_index
from askcloud.indexer.lock import builder_lock
from askcloud.storage import update_index
from askcloud.web import server as module
from askcloud.web.server import Place, is_loopback

NOTES = {"mills.md": "A mill grinds the grain of three villages [00:00:40]."}
QUESTION = "/api/ask?q=what+grinds+the+grain"


@pytest.fixture(scope="module")
def vault(make_vault):
    """A vault whose index is two shards, which the first question builds."""
    vault = make_vault(NOTES)
    update_index(vault.as_corpus, str(vault.folder), shards=2)
    return vault


@pytest.fixture(scope="module")
def server(vault, serving):
    """A server of this vault."""
    with serving(vault) as server:
        yield server


@pytest.fixture
def quiet(monkeypatch):
    """Leaves the log of this process as it is."""
    monkeypatch.setattr(module.logging, "disable", lambda: None)


def _quote(server, question):
    answer = server.get(f"/api/ask?q={question.replace(' ', '+')}").json
    return answer["evidence"][0]["quote"] if answer["answered"] else ""


def test_notes_that_change_are_answered_from(server, vault):
    """The next answer is from a note that was just added, and from an index that another process has put there."""
    before = _quote(server, "what grinds the grain")
    server.get("/api/status")  # ends the look at all notes that the question began: it would update the index itself
    vault.write({"bells.md": "A bell founder casts bronze in a pit of clay [00:00:10]."})
    added = _quote(server, "what does a bell founder cast in a pit")
    vault.write({"salt.md": "A salter boils brine in pans of lead [00:00:10]."})
    update_index(vault.as_corpus, str(vault.folder))
    replaced = _quote(server, "what does a salter boil in pans")

    assert before == "A mill grinds the grain of three villages."
    assert added == "A bell founder casts bronze in a pit of clay."
    assert replaced == "A salter boils brine in pans of lead."


def test_a_note_overwritten_in_place_is_taken_up_when_somebody_looks(server, vault):
    """Looking at the state of the index updates it where a few notes have changed, and questions do not wait."""
    vault.write({"mills.md": "A mill grinds the grain of three villages [00:00:40]. It saws planks of elm [00:01:00]."})

    seen = server.get("/api/status").json
    updated = list(server.events())

    assert seen["changed"] == 1
    assert updated[-1][0] == "done"
    assert _quote(server, "what saws planks of elm") == "It saws planks of elm."


def test_an_update_is_followed_by_whoever_wants_to(server, vault):
    """An update reports how far it is and what it did, to each page; it keeps the shards of the index."""
    with builder_lock(str(vault.folder)):  # so that the update cannot end
        started = [server.post("/api/update") for _ in range(2)]
        followed = [server.events() for _ in range(2)]
        first = [next(each) for each in followed]
        building = server.get("/api/status").json["building"]
        meanwhile = _quote(server, "what grinds the grain")
    rest = [list(each) for each in followed]
    again = list(server.events())

    assert [each.status for each in started] == [202, 202]
    assert {event for event, _ in first} == {"progress"}
    assert building == {"read": 0, "of": 0}
    assert meanwhile == "A mill grinds the grain of three villages."
    for events in (*rest, again):
        assert events[-1][0] == "done"
        assert events[-1][1]["changed"] == 0
    assert server.get("/api/status").json["building"] is None
    with open_index(str(vault.folder)) as catalog:
        assert len(catalog.shards) == 2


@pytest.mark.usefixtures("quiet")
def test_a_port_that_is_taken_is_reported_with_another_one(server, run, vault):
    """A second server on a port ends with a sentence and a hint, and prints no address."""
    code, out, err = run("serve", "--no-browser", "--port", str(server.port), vault=vault)

    assert (code, out) == (2, "")
    said, hint = err.splitlines()
    assert said.startswith(f"askcloud: Port {server.port} of 127.0.0.1 cannot be used: ")
    assert hint == f"Is askcloud serve running already? Choose another port: askcloud serve --port {server.port ^ 1}."
    assert server.get(QUESTION).status == 200


@pytest.fixture(scope="module")
def life(make_vault, serving, tmp_path_factory):
    """What is told by a server that begins without an index, and is interrupted while it updates one.

    It is asked over TLS where openssl can make a certificate.
    """
    vault, told = make_vault(NOTES), {}
    options, trusted = _certified(tmp_path_factory.mktemp("certificate")) if shutil.which("openssl") else ((), None)
    with serving(vault, *options, trusted=trusted) as server:
        told["entered"] = server.send(f"/?token={server.token}")
        told["missing"] = server.get("/api/status")
        told["page"] = server.get("/?q=what+grinds+the+grain")
        told["quote"] = _quote(server, "what grinds the grain")
        told["built"] = list(server.events())
        with builder_lock(str(vault.folder)):  # so that the update cannot end
            idle = server.connection()
            idle.connect()
            server.post("/api/update")
            following = server.events()
            next(following)
            server.process.send_signal(signal.SIGINT)
            told["code"] = server.process.wait(10)
        told["followed"] = list(following)
        idle.close()
        told["stderr"] = server.process.stderr.read()
    return {**told, "address": server.address, "logs": list((vault.root / "state").rglob("*.log"))}


def _certified(folder):
    """The options that name a new certificate for localhost, and what trusts it."""
    files = [str(folder / name) for name in ("cert.pem", "key.pem")]
    make = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    named = [*make, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-out", files[0]]
    subprocess.run([*named, "-keyout", files[1]], check=True, capture_output=True)
    options = ("--host", "localhost", "--certificate", files[0], "--key", files[1])
    return options, ssl.create_default_context(cafile=files[0])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT that is sent to one process")
def test_a_server_stops_at_once(life):
    """Interrupted, it waits neither for pages that follow an update, nor for the update, nor for idle connections."""
    assert life["code"] == 130
    assert life["stderr"].splitlines() == ["Open this address in your browser. Stop with ctrl+c.", "Stopped."]
    assert "done" not in dict(life["followed"])
    assert life["logs"] == []


@pytest.mark.skipif(os.name == "nt", reason="see above")
def test_the_first_question_builds_a_missing_index(life):
    """A question before there is an index waits for it; a page is shown at once, and can follow the build."""
    assert (life["missing"].status, life["missing"].json["hint"]) == (503, "Update the index.")
    assert (life["page"].status, b"The index is being built." in life["page"].body) == (503, True)
    assert life["quote"] == "A mill grinds the grain of three villages."
    assert life["built"][-1][0] == "done"


@pytest.mark.skipif(os.name == "nt" or not shutil.which("openssl"), reason="openssl makes the certificate of this test")
def test_with_a_certificate_the_page_is_encrypted(life):
    """The address begins with https and the cookie is sent nowhere else."""
    assert life["address"].startswith("https://localhost:")
    assert life["entered"].status == 303
    assert life["entered"].headers["set-cookie"].endswith("SameSite=strict; Secure")


CERTIFIED = ("--certificate", "a", "--key", "b")


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--host", "192.0.2.1"], "A host other than this computer needs a certificate and its key."),
        (["--certificate", "cert.pem"], "A certificate and its private key are given together."),
        (["--host", "0.0.0.0", *CERTIFIED], "0.0.0.0 is not the address of one computer."),
        (["--host", "0", *CERTIFIED], "0 is not the address of one computer."),
        (
            ["--host", "192.0.2.1", *CERTIFIED],
            "192.0.2.1 is not an address of this computer.",
        ),
        (["--host", "a" * 64, *CERTIFIED], f"There is no host {'a' * 64}."),
        (["--port", "0", *CERTIFIED], "The certificate cannot be used: No such file"),
        (
            ["--port", "0", "--certificate", __file__, "--key", __file__],
            "The certificate cannot be used: it and its key",
        ),
        (["--port", "70000"], "--port takes a number from 0 to 65535, not '70000'."),
        (["--corpus", "nowhere"], "There is no folder "),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_served_is_reported_before_anything_is(run, vault, options, message):
    """A place without a certificate that needs one, an address that is not one, and missing notes are errors."""
    given = [] if "--port" in options else ["--port", "0"]

    code, out, err = run("serve", "--no-browser", "--quiet", *given, *options, vault=vault)

    assert (code, out) == (2, "")
    assert err.startswith(f"askcloud: {message}")
    assert len(err.splitlines()) == 2


@pytest.mark.parametrize("sent", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HT"])
async def test_a_connection_without_a_request_is_closed(monkeypatch, sent):
    """Nobody keeps a connection by sending no request, or only the beginning of one; an answer is sent at once."""
    monkeypatch.setattr(module, "_HEADER_SECONDS", 0.01)
    options = []

    async def application(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})

    class Observed(module._Protocol):
        def connection_made(self, transport):
            super().connection_made(transport)
            options.append(transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))

    config = uvicorn.Config(application, log_config=None, access_log=False, lifespan="off")
    config.load()
    loop = asyncio.get_running_loop()
    with module._listener(Place(0)) as listener:
        listening = await loop.create_server(lambda: Observed(config, ServerState(), {}), sock=listener)
        reader, writer = await asyncio.open_connection(*listener.getsockname())
        writer.write(sent)
        answered = await asyncio.wait_for(reader.read(), 10)
        writer.close()
        listening.close()

    assert answered.count(b"204") == sent.count(b"\r\n\r\n")
    assert options[0] != 0


def test_only_loopback_is_this_machine():
    """An address or name that others may reach is not taken for one of this machine alone."""
    assert all(map(is_loopback, ("127.0.0.1", "127.8.8.8", "::1", "localhost", "LOCALHOST")))
    assert not any(map(is_loopback, ("192.0.2.1", "0.0.0.0", "::", "box.example", "localhost.example")))


def test_a_place_is_loopback_unless_another_is_named():
    """Nothing is served to other machines by default."""
    assert is_loopback(Place(0).host)
