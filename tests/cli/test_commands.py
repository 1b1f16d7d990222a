"""Laws of the other commands: status, doctor, verify, eval and those that start a server."""

from __future__ import annotations

import gc
import json
import re
import sys
from datetime import UTC, datetime
from queue import Queue
from types import SimpleNamespace

import pytest
from transcripts import GRANITE, GRANITE_NOTES

from askcloud.cli.arguments import DEFAULT_PORT
from askcloud.output.wording import ago
from askcloud.system import launch


def test_cli_status_transcript(run, vault):
    """The status says what the index holds and that nothing has changed since."""
    code, out, err = run("status", vault=vault)

    with vault.index() as index:
        terms, built = index.counts.terms, index.built
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        f"notes       {vault.corpus}",
        f"index       {vault.folder}",
        f"updated     {ago(built, datetime.now(UTC))} ({datetime.fromisoformat(built).astimezone()})",
        f"contents    4 notes, 1 of them index page; 3 sentences, {terms} terms",
        "timestamps  exact in 3 notes, none in 1 note",
        "channels    Stone 2, Water 2",
        "changes     0 notes changed since then",
    ]


def test_cli_status_and_doctor_add_up(run, granite):
    """In JSON the status and the doctor count the same notes: by time trust and by channel they add up to all."""
    status = json.loads(run("status", "--json", vault=granite).out)
    channels = json.loads(run("doctor", "--json", "--quiet", vault=granite).out)["channels"]

    assert status["notes"] == sum(status["time_trust"].values()) == sum(each["notes"] for each in status["channels"])
    assert [sum(each["time_trust"].values()) for each in channels] == [each["notes"] for each in channels]
    assert sum(each["notes"] for each in channels) == status["notes"]


def test_cli_status_names_what_changed_and_what_was_left_out(run, fresh):
    """The status counts changed notes, says how to read them, and lists files that could not be read."""
    fresh.write({"bad.md": b"\xff"}).update()
    fresh.write({"Water/dam.md": "A weir was built beside it later [00:00:50]."}).remove("Stone/quarry.md")

    lines = run("status", vault=fresh).out.splitlines()

    assert lines[-2:] == [
        "changes     2 notes changed since then; update the index: askcloud index",
        "skipped     bad.md: not UTF-8 at byte 0",
    ]


def test_cli_status_and_doctor_name_what_is_kept(run, granite):
    """A note that cannot be read any more is named wherever the state of the index is, with what became of it."""
    granite.write({"Stone/quarry.md": b"\xff\xfe"})
    reason = "Stone/quarry.md: not UTF-8 at byte 0; its last version stays in the index"

    built = run("index", vault=granite)
    status = run("status", vault=granite)
    doctor = run("doctor", vault=granite)

    assert f"Skipped {reason}" in built.err
    assert f"skipped     {reason}" in status.out
    assert "not read: not UTF-8 at byte 0; its last version stays in the index: Stone/quarry.md" in doctor.out
    assert run("show", "quarry", vault=granite).code == 0


def test_cli_doctor_of_a_sound_vault(run, granite):
    """The doctor says what was made of each channel, and exits 0 if nothing needs care."""
    code, out, err = run("doctor", "--quiet", vault=granite)

    assert (code, err) == (0, "")
    assert out.splitlines() == [
        *("Stone: 1 note, 1 sentence", "  timestamps: exact in 1 note", "  written as: bracketed time 1"),
        *("Water: 1 note, 1 sentence", "  timestamps: exact in 1 note", "  written as: bracketed time 1"),
        *("", "No problems found."),
    ]


def test_cli_doctor_of_a_vault_with_faults(run, granite):
    """What needs care is listed, and the exit code is 1; in JSON too."""
    granite.write({"Stone/copy.md": GRANITE_NOTES["Stone/quarry.md"], "Stone/broken.md": b"\xff"})
    granite.write({"Water/mill.md": "A mill [[no_such | grinds]] the grain of the valley [21:03:00]."})

    code, out, _ = run("doctor", "--quiet", vault=granite)
    found = json.loads(run("doctor", "--json", "--quiet", vault=granite).out)

    assert code == 1
    assert "2 problems:" in out
    assert "  repaired timestamps: 1 note, 1 sentence: 21:03:00 is ~21:03 in Water/mill.md" in out
    assert "1 link to 1 note that does not exist:\n  no_such (1)\n" in out
    assert [finding["paths"] for finding in found["findings"]] == [
        ["Stone/broken.md"],
        ["Stone/copy.md", "Stone/quarry.md"],
    ]
    assert [channel["channel"] for channel in found["channels"]] == ["Stone", "Water"]


def test_cli_verify_saved_answers(run, granite, tmp_path):
    """Saved quotes are unchanged until their note has another text."""
    saved = tmp_path / "saved.json"
    saved.write_text(run("--json", GRANITE, vault=granite).out)

    before = run("verify", str(saved), vault=granite)
    granite.write({"Water/dam.md": GRANITE_NOTES["Water/dam.md"].replace("granite", "concrete")})
    after = run("verify", str(saved), vault=granite)
    found = json.loads(run("verify", "--json", str(saved), vault=granite).out)

    assert (before.code, before.out) == (0, "2 of 2 quotes are unchanged.\n")
    assert after.code == 1
    assert "changed  Water/dam.md:7: The dam was built of granite." in after.out
    assert {quote["state"] for quote in found["quotes"]} == {"stands", "changed"}


def test_cli_measures_judged_questions(run, granite, tmp_path):
    """Figures are given for each kind and all, with a dash or null where there is nothing to measure."""
    judged = tmp_path / "judged.jsonl"
    judged.write_text(
        '{"question": "granite dam", "kind": "what", "gold": [{"video": "damVIDEO001", "t": 50}]}\n'
        '{"question": "zeppelins", "kind": "none"}\n'
    )
    granite.database.unlink()

    code, out, err = run("eval", str(judged), vault=granite)
    measures = json.loads(run("eval", "--json", str(judged), vault=granite).out)["measures"]

    head, none, what, total = (re.sub(r"[\d.]+$", "", line).split() for line in out.splitlines())
    assert (code, err.count("Indexing the notes in")) == (0, 1)
    assert head == "questions hit@1 shown@1 hit@5 MRR abstention precision abstention recall ms".split()
    assert none == ["none", "1", "–", "–", "–", "–", "100.0%", "100.0%"]
    assert what == ["what", "1", *["100.0%"] * 4, "–", "–"]
    assert total == ["all", "2", *["100.0%"] * 6]
    assert measures["what"]["hit_at_1"] == 1.0
    assert (measures["what"]["abstention_recall"], measures["none"]["mrr"]) == (None, None)


def test_cli_draws_questions_to_start_with(run, granite):
    """Drawn questions are lines of a file of judgments, and no more than the notes give."""
    lines = run("eval", "--make", "9", vault=granite).out.splitlines()

    assert sorted(json.loads(line)["gold"][0]["t"] for line in lines) == [50, 120]


def test_mcp_without_its_package_says_how_to_install_it(run, vault, monkeypatch):
    """Without the SDK of the protocol, which only an extra installs, the error has the command that installs it."""
    for name in [name for name in sys.modules if name.split(".")[0] in ("mcp", "mcp_types")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "askcloud.mcp.server", raising=False)
    monkeypatch.setitem(sys.modules, "mcp", None)
    monkeypatch.setitem(sys.modules, "mcp_types", None)

    code, out, err = run("mcp", vault=vault)

    assert (code, out) == (2, "")
    assert err.splitlines() == [
        "askcloud: askcloud mcp needs the package mcp, version 2 or newer.",
        'Install it in a checkout: pip install ".[mcp]". docs/mcp.md has the commands for uv and pipx.',
    ]
    assert gc.isenabled()


def test_mcp_serves_and_tells_a_person_who_starts_it_how_to_stop_it(run, vault, monkeypatch):
    """Started from a terminal, it says that it waits for an assistant; started by one, it says nothing."""
    served = []
    monkeypatch.setitem(sys.modules, "askcloud.mcp.server", SimpleNamespace(serve=served.append))

    by_person, by_assistant = run("mcp", vault=vault, terminal=True), run("mcp", vault=vault)

    assert [settings.corpus for settings in served] == [vault.as_corpus] * 2
    assert (by_person.code, by_person.out) == (0, "")
    assert "Stop it with ctrl+c." in by_person.err
    assert by_assistant == (0, "", "")


def _leave_out(monkeypatch, *packages):
    """Lets none of some packages, and no module that needs them, be imported."""
    for name in [name for name in sys.modules if name.partition(".")[0] in packages or name.startswith("askcloud.web")]:
        monkeypatch.delitem(sys.modules, name)
    for package in packages:
        monkeypatch.setitem(sys.modules, package, None)


@pytest.mark.parametrize("package", ["starlette", "uvicorn"])
def test_serve_without_its_packages_says_how_to_install_them(run, vault, monkeypatch, package):
    """Without a package that only an extra installs, the error has the command that installs it."""
    _leave_out(monkeypatch, package)

    code, out, err = run("serve", vault=vault)

    assert (code, out) == (2, "")
    assert err.splitlines() == [
        "askcloud: askcloud serve needs the packages starlette and uvicorn.",
        'Install them in a checkout: pip install ".[web]". docs/web.md has the commands for uv and pipx.',
    ]
    assert gc.isenabled()


@pytest.fixture
def served(monkeypatch):
    """What the server was started with, which announces its addresses and ends; and what the browser is given."""
    served, opened = [], Queue()

    def serve(settings, place, announce):
        served.append((settings.corpus, place))
        announce("http://127.0.0.1:9/?token=kept", "http://127.0.0.1:9/?token=once")

    module = SimpleNamespace(
        serve=serve, Place=lambda *place: place, LOOPBACK="127.0.0.1", is_loopback=lambda host: host == "127.0.0.1"
    )
    monkeypatch.setitem(sys.modules, "askcloud.web.server", module)
    monkeypatch.setattr(launch, "can_open_browser", lambda: True)
    monkeypatch.setattr(launch, "play", lambda address, _: opened.put(address))
    return SimpleNamespace(served=served, opened=opened)


def test_serve_prints_the_address_and_opens_it(run, vault, served):
    """The address is all that is printed; the browser is given one that other users may see."""
    code, out, err = run("serve", vault=vault)

    assert (code, out) == (0, "http://127.0.0.1:9/?token=kept\n")
    assert err == "Open this address in your browser. Stop with ctrl+c.\n"
    assert served.served == [(vault.as_corpus, (DEFAULT_PORT, "127.0.0.1", None, None))]
    assert served.opened.get(timeout=10) == "http://127.0.0.1:9/?token=once"


def test_serve_opens_no_browser_where_that_is_not_wanted(run, vault, served):
    """Without browser and notices nothing but the address is printed."""
    code, out, err = run("serve", "--no-browser", "--quiet", "--port", "0", vault=vault)

    assert (code, out, err) == (0, "http://127.0.0.1:9/?token=kept\n", "")
    assert served.served[0][1][0] == 0
    assert served.opened.empty()


def test_serve_says_what_it_means_to_serve_others(run, vault, served):
    """Who lets other computers open the page is told what they can read."""
    options = ("--host", "192.0.2.1", "--certificate", "cert.pem", "--key", "key.pem")

    err = run("serve", "--no-browser", *options, vault=vault).err

    assert err.startswith("Every computer that reaches 192.0.2.1 can open this page, and whoever has its address ")
    assert served.served[0][1] == (DEFAULT_PORT, "192.0.2.1", "cert.pem", "key.pem")
