"""Laws of who is answered: nobody but the user who started the server, and no page of others in the user's browser."""

from __future__ import annotations

import pytest

from askcloud.web import guard
from askcloud.web.guard import HEADERS, MAX_BODY_BYTES, MAX_WAITING_REQUESTS, Guard, Site

PLACES = ("/", "/note/mills.md", "/assets/page.js", "/api/ask?q=grain", "/api/status", "/media/a.mp3", "/nowhere")


@pytest.fixture(scope="module")
def server(make_vault, serving):
    """A server that no test changes."""
    vault = make_vault({"mills.md": "A water mill grinds the grain of three villages [00:00:40]."})
    vault.update()
    with serving(vault) as server:
        yield server


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:{port}", ""]
)
def test_a_request_that_names_another_host_is_refused(server, host):
    """A page of a site whose name was made to lead to this machine gets nothing, also with the cookie."""
    refused = server.get("/api/ask?q=grain", Host=host.format(port=server.port))

    assert refused.status == 421
    assert refused.json["detail"] == "This server has another address."


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}", "[::1]:{port}"])
def test_every_name_of_this_machine_is_answered(server, host):
    """The server answers by each name that only this machine has."""
    assert server.get("/api/ask?q=what+grinds+the+grain", Host=host.format(port=server.port)).status == 200


@pytest.mark.parametrize("target", PLACES)
@pytest.mark.parametrize(
    "cookie", ["", "askcloud-{port}=", "askcloud-{port}={short}", "other={token}", "askcloud-1={token}"]
)
def test_nothing_is_answered_without_the_token(server, target, cookie):
    """Whoever lacks the cookie is told nothing, not even what there is; a person reads a sentence."""
    sent = cookie.format(port=server.port, token=server.token, short=server.token[:-1])
    refused = server.send(target, **({"Cookie": sent} if cookie else {}))

    assert refused.status == 401
    assert b"Open the address that askcloud serve printed" in refused.body
    assert refused.headers["content-type"].partition(";")[0] in ("application/problem+json", "text/html")


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/?token={}", "/"),
        ("/?q=a%26b&token={}&tag=c%20d", "/?q=a%26b&tag=c%20d"),
        ("/note/a%20b/c.md?token={}", "/note/a%20b/c.md"),
        ("//evil.example/?token={}", "/evil.example/"),
        ("/%2Fevil.example/?token={}", "/evil.example/"),
        ("/%5Cevil.example/?token={}", "/%5Cevil.example/"),
    ],
)
def test_the_printed_address_leads_to_the_page_without_the_token(server, target, location):
    """The token goes into a cookie that no script and no page of others gets, and is in no address that is kept."""
    entered = server.send(target.format(server.token))

    assert (entered.status, entered.headers["location"]) == (303, location)
    cookie = entered.headers["set-cookie"]
    assert cookie == f"askcloud-{server.port}={server.token}; HttpOnly; Path=/; SameSite=strict"


def test_a_link_elsewhere_to_the_printed_address_leads_to_the_page_too(server):
    """A browser that comes from another site sends no strict cookie along a redirect, so a page leads on."""
    entered = server.send(
        f"/?q=%22%3E%3Cb%3E&token={server.token}", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate"
    )

    assert entered.status == 200
    assert b'content="0;url=/?q=%22%3E%3Cb%3E"' in entered.body
    assert "set-cookie" in entered.headers


def test_a_wrong_token_opens_nothing(server):
    """A token that is nearly right gives no cookie."""
    refused = server.send(f"/?token={server.token[:-1]}")

    assert (refused.status, refused.headers["set-cookie"]) == (401, None)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Origin": ""},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
    ids=str,
)
def test_nothing_is_changed_for_pages_of_others(server, headers):
    """Whatever changes something has to come from the page itself; no update begins."""
    refused = server.post("/api/update", **{name: value.format(port=server.port) for name, value in headers.items()})

    assert refused.status == 403
    assert server.get("/api/update/events").status == 204


@pytest.mark.parametrize("target", [place for place in PLACES if place.startswith(("/api/", "/media/", "/assets/"))])
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_nothing_is_read_by_pages_of_others(server, target, site):
    """A page on another port of this machine, which the cookie goes along with, reads no answer and embeds no file."""
    assert server.get(target, Sec_Fetch_Site=site, Sec_Fetch_Mode="no-cors").status == 403
    assert server.get(target, Sec_Fetch_Site=site, Sec_Fetch_Mode="navigate").status == 403


@pytest.mark.parametrize("target", PLACES)
@pytest.mark.parametrize("with_cookie", [True, False], ids=["own", "foreign"])
def test_every_answer_forbids_what_the_page_does_not_need(server, target, with_cookie):
    """Scripts in line, frames but the player's, requests elsewhere, guessed types and stored copies are forbidden."""
    answer = server.get(target) if with_cookie else server.send(target)

    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]
    assert answer.headers["server"] is None
    assert "unsafe" not in HEADERS["Content-Security-Policy"]


def test_bodies_are_not_read(server):
    """A request with more than a short body is refused before the body has arrived, whatever its form."""
    long = str(MAX_BODY_BYTES + 1)
    for name, value in (("Content-Length", long), ("Content-Length", f"{long:0>20}"), ("Transfer-Encoding", "chunked")):
        connection = server.connection()
        connection.putrequest("POST", "/api/update")
        for header in {**server.cookie, "Origin": server.origin, name: value}.items():
            connection.putheader(*header)
        connection.endheaders()
        assert connection.getresponse().status == 413
        connection.close()


async def _told(guarded, **headers):
    """The status that an application of ASGI answers."""
    sent = []

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/api/status",
        "query_string": headers.pop("query", "").encode(),
        "headers": [(name.encode(), value.encode()) for name, value in {"host": "localhost:9", **headers}.items()],
    }
    await guarded(scope, None, send)
    return sent[0]["status"]


async def test_more_requests_than_can_wait_are_asked_to_try_again():
    """While the most requests wait, one more is refused at once; when they are answered, it is not."""
    told = []

    async def nested(_scope, _receive, send):
        told.append(await _told(guarded, cookie=cookie))
        await send({"type": "http.response.start", "status": 200, "headers": []})

    guarded = Guard(nested, Site("http", ("localhost",), 9))
    cookie = f"askcloud-9={guarded.address.partition('token=')[2]}"

    outermost = await _told(guarded, cookie=cookie)

    assert [*told, outermost] == [503] + [200] * MAX_WAITING_REQUESTS


async def test_the_code_for_the_browser_opens_the_page_once_and_soon(monkeypatch):
    """Other users see the code when the browser starts; it opens nothing a second time, and nothing after a minute."""
    now = [100.0]
    monkeypatch.setattr(guard, "monotonic", lambda: now[0])
    used, late = (Guard(None, Site("http", ("localhost",), 9)) for _ in range(2))
    codes = [each.address_once.partition("?")[2] for each in (used, late)]

    first, second = await _told(used, query=codes[0]), await _told(used, query=codes[0])
    now[0] += guard.CODE_SECONDS
    third = await _told(late, query=codes[1])

    assert (first, second, third) == (303, 401, 401)


def test_a_site_of_a_standard_port_is_named_without_it():
    """Browsers leave out the port that goes without saying."""
    assert Site("https", ("box.example",), 443).origin == "https://box.example"
    assert Site("http", ("127.0.0.1",), 8000).origin == "http://127.0.0.1:8000"
