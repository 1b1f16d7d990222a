"""Laws of the server of the Model Context Protocol, asked by the SDK's own client over a process of its own."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from contextlib import asynccontextmanager

import anyio
import pytest
from mcp import Client, MCPError, StdioServerParameters, stdio_client

from askcloud.index.reader import open_index
from askcloud.indexer.lock import builder_lock
from askcloud.mcp import server
from askcloud.mcp.library import RESOURCES, Library
from askcloud.mcp.tools import PROMPT, TOOLS
from askcloud.serving.service import Service
from askcloud.settings import Settings
from askcloud.storage import update_index

MILLS = "A water mill grinds the grain of three villages [00:00:40]."
NOTES = {
    "crafts/mills.md": f"# Mills\n\n{MILLS} The miller keeps a sixteenth of the flour [00:01:20].",
    "ships/lights.md": "---\nvideoId: xY3_dE6-hI9\ntags: [sea]\n---\n\nLighthouse warns ships of the rocks [00:00:05].",
}
WATCHED = """
import os, sys

def watch(event, _):
    if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo") and os.name != "nt":
        print(event, file=sys.stderr)

sys.addaudithook(watch)
from askcloud.cli.main import main

sys.exit(main(["mcp"]))
"""  # Windows has no other pairs of sockets, which an event loop wakes itself with
QUESTION = {"question": "what grinds the grain of three villages"}
INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-11-25",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}


@pytest.fixture(scope="module")
def settled(make_vault):
    """A vault with its index; no test changes it."""
    vault = make_vault(NOTES)
    vault.update()
    return vault


def _environment(vault):
    return {
        "ASKCLOUD_CORPUS": str(vault.corpus),
        "ASKCLOUD_INDEX": str(vault.folder),
        "HOME": str(vault.root),
        "XDG_STATE_HOME": str(vault.root / "state"),
    }


def _errors_of(vault):
    return open(vault.root / "stderr", "w", encoding="utf-8")


@asynccontextmanager
async def connected(vault, mode="auto"):
    """The SDK's client of a server in a process of its own."""
    command = StdioServerParameters(
        command=sys.executable, args=["-P", "-c", WATCHED], env=_environment(vault), cwd=vault.root
    )
    with _errors_of(vault) as errors:
        async with Client(stdio_client(command, errlog=errors), mode=mode) as client:
            yield client


def _unknown_keys(value, schema):
    """The keys that are in a value and not in its schema; the client itself validates the rest."""
    if isinstance(value, list):
        return [key for item in value for key in _unknown_keys(item, schema["items"])]
    if not isinstance(value, dict) or "properties" not in schema:
        return []
    known = schema["properties"]
    inner = [key for name in value.keys() & known.keys() for key in _unknown_keys(value[name], known[name])]
    return sorted(value.keys() - known.keys()) + inner


async def _transcript(vault, mode):
    """What a client is told that calls everything."""
    told, progress = {}, []

    async def note_progress(*step):
        progress.append(step)

    async def refused(request):
        with pytest.raises(MCPError) as error:
            await request
        return error.value.message

    async with connected(vault, mode) as client:
        told["tools"] = (await client.list_tools()).tools
        told["answered"] = await client.call_tool("ask", {**QUESTION, "top": 1, "channel": "crafts", "tag": []})
        told["refused"] = await client.call_tool("ask", {"question": "who painted the cathedral of Rouen"})
        told["list"] = await client.call_tool("find_notes", {"tag": ["sea"]})
        told["note"] = await client.call_tool("show_note", {"note": "mills", "from_second": 60})
        told["status"] = await client.call_tool("status")
        told["update"] = await client.call_tool("update_index", {"full": True}, progress_callback=note_progress)
        told["huge"] = await client.call_tool("ask", {"question": "mill " * 200_000})
        told["wrong"] = await client.call_tool("ask", {"question": 7})
        told["nobody"] = await client.call_tool("show_note", {"note": "../../etc/passwd"})
        told["unknown"] = await refused(client.call_tool("write_note", {}))
        told["resources"] = await client.list_resources()
        told["template"] = (await client.list_resource_templates()).resource_templates[0].uri_template
        told["text"] = (await client.read_resource("askcloud://note/crafts/mills.md")).contents[0].text
        told["outside"] = [
            await refused(client.read_resource(address))
            for address in ("file:///etc/passwd", "askcloud://note/../stderr", "askcloud://note/%2Fetc%2Fpasswd")
        ]
        told["prompts"] = (await client.list_prompts()).prompts
        told["prompt"] = (await client.get_prompt(PROMPT, {"question": "why mills"})).messages[0].content.text
        told["no prompt"] = [
            await refused(client.get_prompt("summary", {})),
            await refused(client.get_prompt(PROMPT, {"question": " "})),
        ]
    return {**told, "progress": progress, "stderr": (vault.root / "stderr").read_text(encoding="utf-8")}


@pytest.fixture(scope="module")
def told(settled):
    """What a client of the newest protocol is told."""
    return asyncio.run(_transcript(settled, "auto"))


def test_every_tool_says_what_it_is_for_and_what_it_changes(told):
    """A tool has a title, a description, both schemas and annotations; only what updates the index changes anything."""
    tools = {tool.name: tool for tool in told["tools"]}

    assert tools.keys() == TOOLS.keys()
    for tool in tools.values():
        assert tool.title
        assert len(tool.description) > 80
        assert tool.output_schema["type"] == "object"
        assert tool.annotations.idempotent_hint
        assert not tool.annotations.open_world_hint
        assert not tool.annotations.destructive_hint
        assert tool.annotations.read_only_hint == (tool.name != "update_index")
        assert all(about["description"] for about in tool.input_schema["properties"].values())


@pytest.mark.parametrize(
    ("told_of", "tool"),
    [
        ("answered", "ask"),
        ("refused", "ask"),
        ("list", "find_notes"),
        ("note", "show_note"),
        ("status", "status"),
        ("update", "update_index"),
    ],
)
def test_what_a_tool_gives_has_the_form_of_its_schema(told, told_of, tool):
    """Each output has a text beside it and exactly the keys of its schema, which the client validates besides."""
    result = told[told_of]

    assert not result.is_error
    assert result.content[0].text
    assert _unknown_keys(result.structured_content, TOOLS[tool].gives) == []


def test_tools_say_what_the_command_line_says(told):
    """An answer quotes and links; a refusal is a success that says so; a range of seconds leaves the others out."""
    answered, refused = told["answered"].structured_content, told["refused"].structured_content

    assert answered["answered"]
    assert answered["evidence"][0]["quote"] == "A water mill grinds the grain of three villages."
    assert answered["evidence"][0]["url"].endswith("&t=40s")
    assert answered["evidence"][0]["url"] in told["answered"].content[0].text
    assert (refused["answered"], bool(refused["reason"])) == (False, True)
    assert told["refused"].content[0].text.startswith("No answer found.")
    assert [item["note"] for item in told["list"].structured_content["items"]] == ["ships/lights.md"]
    assert [each["seconds"] for each in told["note"].structured_content["sentences"]] == [80]
    assert (told["status"].structured_content["notes"], told["status"].structured_content["building"]) == (2, None)


def test_an_update_reports_progress(told):
    """Updating the index says how many notes were read, up to all of them, and what was done."""
    assert told["progress"][-1] == (2, 2, "2 of 2 notes read")
    assert told["update"].structured_content["notes"] == 2


def test_what_is_wrong_is_said_with_a_hint_and_never_by_a_trace(told):
    """A wrong argument is an error of the tool with a hint; an unknown tool one of the protocol; nothing is logged."""
    errors = [told[name].content[0].text for name in ("huge", "wrong", "nobody")]

    assert all(told[name].is_error for name in ("huge", "wrong", "nobody"))
    assert errors[0].startswith("The argument question takes a text of at most 1,000 characters, not 'mill mill")
    assert len(errors[0]) < 300
    assert errors[1].splitlines()[1] == 'For example: {"question": "why does data gravity matter"}.'
    assert errors[2].startswith("There is no note named")
    assert told["unknown"].startswith("There is no tool write_note. Call one of: ask,")
    assert told["stderr"] == ""


def test_a_server_speaks_to_no_network(told):
    """Whatever a client calls, the server connects to nothing and looks up no name."""
    assert "socket" not in told["stderr"]


def test_notes_are_resources_and_nothing_else_is(told):
    """Each note is listed and can be read by its address; an address of anything else is refused."""
    assert [each.uri for each in told["resources"].resources] == [
        "askcloud://note/crafts/mills.md",
        "askcloud://note/ships/lights.md",
    ]
    assert told["template"] == "askcloud://note/{+path}"
    assert MILLS in told["text"]
    assert {message.partition(".")[0] for message in told["outside"]} == {"There is no note with this address"}


def test_the_prompt_holds_the_question(told):
    """The prompt tells a model how to answer a question with citations; without a question there is none."""
    assert [each.name for each in told["prompts"]] == [PROMPT]
    assert "Answer this question from my notes: why mills" in told["prompt"]
    assert all(told["no prompt"])


async def test_notes_and_indexes_that_change_are_taken_up(make_vault):
    """A server answers from a note that was just added, and from an index that another process has just put there."""
    vault = make_vault(NOTES)
    vault.update()

    async with connected(vault, "legacy") as client:

        async def quote(question):
            answer = (await client.call_tool("ask", {"question": question})).structured_content
            return answer["evidence"][0]["quote"] if answer["answered"] else ""

        first = await quote(QUESTION["question"])
        vault.write({"crafts/bells.md": "A bell founder casts bronze in a pit of clay [00:00:10]."})
        added = await quote("what does a bell founder cast in a pit")
        vault.write({"crafts/salt.md": "A salter boils brine in pans of lead [00:00:10]."})
        vault.update()
        built = vault.database.stat().st_ino
        replaced = await quote("what does a salter boil in pans")

    assert first == "A water mill grinds the grain of three villages."
    assert added == "A bell founder casts bronze in a pit of clay."
    assert replaced == "A salter boils brine in pans of lead."
    assert vault.database.stat().st_ino == built


async def test_an_index_of_two_shards_is_asked_like_one_file(make_vault):
    """Every tool works where the index is a folder of shards; an update keeps their number."""
    vault = make_vault(NOTES)
    update_index(vault.as_corpus, str(vault.folder), shards=2)

    async with connected(vault) as client:
        vault.write({"crafts/looms.md": "A loom weaves the wool of forty sheep [00:00:50]."})
        updated = (await client.call_tool("update_index", {})).structured_content
        answer = (await client.call_tool("ask", {"question": "what weaves the wool of forty sheep"})).structured_content
        found = (await client.call_tool("find_notes", {"words": "mills"})).structured_content
        note = (await client.call_tool("show_note", {"note": "crafts/mills.md"})).structured_content

    assert updated["added"] == 1
    assert answer["evidence"][0]["note"] == "crafts/looms.md"
    assert "A water mill grinds the grain of three villages." in json.dumps(note)
    assert "crafts/mills.md" in json.dumps(found)
    with open_index(str(vault.folder)) as catalog:
        assert len(catalog.shards) == 2


@pytest.mark.filterwarnings("ignore:ping is removed")  # from the newest protocol, which has nothing in its place
async def test_a_running_update_blocks_nothing_and_can_be_cancelled(make_vault):
    """While an update waits for its turn, questions at once are each answered; cancelled, it leaves the index alone."""
    vault = make_vault(NOTES)
    vault.update()
    before = vault.database.read_bytes()

    async with connected(vault, "legacy") as client:
        with builder_lock(str(vault.folder)):  # so that the update cannot end
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(client.call_tool, "update_index", {"full": True})
                while not (await client.call_tool("status")).structured_content["building"]:
                    pass
                answers = await asyncio.gather(*(client.call_tool("ask", QUESTION) for _ in range(5)))
                await client.send_ping()
                tasks.cancel_scope.cancel()
            while (await client.call_tool("status")).structured_content["building"]:
                pass
        unchanged = vault.database.read_bytes() == before

    assert [answer.structured_content["answered"] for answer in answers] == [True] * 5
    assert unchanged


def _service(vault):
    return Service(Settings(vault.as_corpus, str(vault.folder)), Library)


def _started(vault):
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "askcloud", "mcp"],
        cwd=vault.root,
        env={**os.environ, **_environment(vault)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_lines_that_are_no_json_and_the_end_of_input_end_in_order(make_vault):
    """What is no message is skipped, an empty corpus is an error with a hint, and the end of input ends it."""
    empty = make_vault()
    ask = {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "ask", "arguments": QUESTION}}
    with _started(empty) as process:
        for line in ("{", "\x00\xff", "[" * 1_000, json.dumps(INITIALIZE), "null", json.dumps(ask)):
            process.stdin.write(line.encode("latin-1") + b"\n")
        process.stdin.flush()
        said = [json.loads(process.stdout.readline()) for _ in range(2)]
        process.stdin.close()
        rest, errors = process.stdout.read(), process.stderr.read()

    assert (process.returncode, rest, errors) == (0, b"", b"")
    assert [each["id"] for each in said] == [1, 2]
    assert said[1]["result"]["isError"]
    assert said[1]["result"]["content"][0]["text"].startswith(f"There are no Markdown notes in {empty.corpus}.\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM that a process can handle")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_signals_stop_the_server(settled, number, code):
    """A server that is asked to stop, or interrupted, does so while it waits for input."""
    with _started(settled) as process:
        process.stdin.write(json.dumps(INITIALIZE).encode() + b"\n")
        process.stdin.flush()
        process.stdout.readline()

        process.send_signal(number)

        assert process.wait() == code
        assert process.stderr.read() == b""


async def test_resources_are_listed_by_page(make_vault):
    """The pages of resources are all notes, each once, in order of path."""
    vault = make_vault({f"{number:03} %20.md": "Bees dance." for number in range(RESOURCES + 1)})
    vault.update()
    listed, cursor = [], None

    async with Client(server.server_for(_service(vault))) as client:
        while True:
            page = await client.list_resources(cursor=cursor)
            listed += [each.name for each in page.resources]
            cursor = page.next_cursor
            if not cursor:
                break

    assert listed == sorted(path.name for path in vault.corpus.iterdir())


async def test_what_nobody_expected_is_logged_and_told_without_a_trace(settled, nowhere, monkeypatch):
    """An error of askcloud's own making is a sentence with the path of the log, which holds the trace."""
    monkeypatch.setattr(server.Library, "ask", lambda *_: 1 / 0)

    async with Client(server.server_for(_service(settled))) as client:
        result = await client.call_tool("ask", QUESTION)

    log = nowhere / "XDG_STATE_HOME" / "askcloud" / server.LOG_NAME
    assert result.is_error
    assert result.content[0].text == f"Something went wrong.\nDetails are in {log}."
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
