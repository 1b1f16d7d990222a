"""What SECURITY.md promises, tried on a vault and an index that somebody else made to do harm."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from time import process_time

import pytest
from samples import BIDI, CONTROLS, harmless

from askcloud.answering.ask import ask
from askcloud.answering.verify import GONE, verified
from askcloud.notes.reader import MAX_LETTERS_ABOVE, MAX_PARENTS, read_note

VIDEO = "ifA0ZRiOmx0"
SIGNS = "".join(map(chr, CONTROLS[1:] + BIDI))  # a name and an SQL text hold no NUL
ATTACKS = "\x1b]52;c;UFdORUQ=\x07\x1b]0;owned\x07\x1b[2J\x9b31m\x1b]8;;https://evil.example\x1b\\"
LURE = f"{ATTACKS}{SIGNS}"
CHANNEL = f"Wa{LURE.replace('/', '')[:100]}ter"  # file systems take 255 bytes
NOTES = {
    f"{CHANNEL}/dam.md": (
        f"---\ntitle: The dam {LURE}\nvideoId: {VIDEO}\ntags: [building, 'b{LURE}']\naliases: ['wall {LURE}']\n---\n\n"
        f"# High {LURE}\n\n> [!info] Wall {LURE}\n> The dam {LURE} was finished in four years [21:03:00].\n\n"
        f"It stands on [[granite {LURE} | rock {LURE}]] and holds the whole river back [0:02:00].\n"
    ),
    f"{CHANNEL}/broken.md": b"\xff" + LURE.encode(),
    "hub.md": f"---\ntitle: Hub {LURE}\n---\n\n### [All dams {LURE}](https://youtu.be/{VIDEO})\n\n[[../../etc/passwd]]\n",
}
ASKED = "when was the dam finished"
SEPARATORS = "\x1d-\x1f"
"""Between the texts that an index holds of a note: an index with more of them is damaged, and refused."""


@pytest.fixture(scope="module")
def vault(make_vault):
    """A vault of hostile notes with its index."""
    vault = make_vault(NOTES)
    vault.update()
    return vault


@pytest.fixture(scope="module")
def forged(make_vault):
    """A vault whose index was forged: every text in it holds what no reading of a note lets through."""
    vault = make_vault(NOTES)
    vault.update()
    text = "||".join(f"char({ord(each)})" for each in LURE)
    said = (
        re.sub(rf"[{SEPARATORS}\0]", "", LURE).replace("\\", r"\\").replace("'", "''")
    )  # behind every claim and heading
    columns = {
        "notes": ("title", "channel"),
        "videos": ("title",),
        "labels": ("label",),
        "links": ("slug",),
        "dialects": ("name",),
        "skipped": ("reason",),
    }
    vault.execute(
        *(f"UPDATE {table} SET {name} = {name}||{text}" for table, names in columns.items() for name in names),
        f"UPDATE meta SET value = value||{text} WHERE key = 'built'",
        f"UPDATE contents SET content = forged(content, '(?<=[^{SEPARATORS}]{{9}})(?=[{SEPARATORS}])', '{said}')",
    )
    return vault


# --- the terminal ----------------------------------------------------------------------------------------------------

FACES = {
    "answer": [ASKED],
    "why": ["--why", ASKED],
    "no answer": [f"zeppelin {LURE}"],
    "corrected": [f"when was the damm {LURE} finishd"],
    "markdown": ["--format", "markdown", ASKED],
    "m3u": ["--playlist", "m3u", ASKED],
    "edl": ["--playlist", "edl", ASKED],
    "links": ["--playlist", "md", ASKED],
    "channel": ["--channel", LURE, ASKED],
    "tag": ["--tag", LURE, ASKED],
    "video": ["--video", LURE, ASKED],
    "json": ["--json", ASKED],
    "show": ["show", "hub"],
    "show what is not there": ["show", LURE],
    "status": ["status"],
    "index": ["index"],
    "index json": ["index", "--json"],
    "doctor": ["doctor"],
    "doctor json": ["doctor", "--json"],
    "eval": ["eval", "--make", "3"],
    "no command": ["index", LURE],
    "no option": [f"--{LURE}"],
    "no number": ["--top", LURE, ASKED],
    "no file": ["verify", LURE],
    "no folder": ["--corpus", LURE, "--index", LURE, ASKED],
}


@pytest.mark.parametrize("argv", FACES.values(), ids=FACES)
@pytest.mark.parametrize("made", ["vault", "forged"])
def test_no_front_end_lets_a_note_act_on_the_terminal(request, run, made, argv):
    """Every C0, C1 and bidi character in every field, through every command: none but our own sequences come out."""
    hostile = request.getfixturevalue(made)

    said = run(*argv, vault=hostile, terminal=True)

    assert harmless(re.sub(r"\r[█·]* *[\d,/ ]*(?:notes)? *\r?", "", said.err))  # the bar is drawn over itself
    assert harmless(said.out)
    assert "evil.example\x1b" not in said.out
    assert "Traceback" not in said.err


def test_plain_chat_lets_a_note_act_on_no_terminal(run, forged):
    """The conversation in lines, with what is typed in it, lets nothing through either."""
    said = run("chat", "--plain", vault=forged, stdin=f"{ASKED}\nand {LURE}\n")

    assert "Answer: " in said.out
    assert harmless(said.out)


def test_saved_answers_act_on_no_terminal(run, vault, tmp_path):
    """What a file of saved answers or of judgments holds is shown as harmlessly as what a note says."""
    lured = {"quote": LURE, "line": LURE, "seconds": LURE}
    saved = {"question": LURE, "evidence": [{"note": LURE, **lured, "items": [lured], "following": [lured]}]}
    (tmp_path / "saved.json").write_text(json.dumps(saved))
    (tmp_path / "judged.jsonl").write_text(json.dumps({"question": LURE, "kind": LURE, "items": [LURE]}))

    told = [
        run(command, str(tmp_path / name), vault=vault, terminal=True)
        for command, name in (("verify", "saved.json"), ("eval", "judged.jsonl"))
    ]

    assert [each for each in told if not harmless(each.out) or not harmless(each.err)] == []


@pytest.mark.parametrize("argv", [[ASKED], ["--why", ASKED], ["show", "dam"], ["status"], ["doctor"], [f"--{LURE}"]])
def test_no_command_writes_an_escape_of_a_note_to_a_terminal(forged, nowhere, argv):
    """On a real terminal the bytes of a command hold no sequence but askcloud's own."""
    own, other = pty.openpty()
    folders = {"ASKCLOUD_CORPUS": str(forged.corpus), "ASKCLOUD_INDEX": str(forged.folder)}
    command = [sys.executable, "-m", "askcloud", *argv]
    with subprocess.Popen(
        command, cwd=nowhere, env={**os.environ, **folders}, stdin=subprocess.DEVNULL, stdout=other, stderr=other
    ) as process:
        os.close(other)
        written = b""
        with suppress(OSError):  # the program has ended
            while chunk := os.read(own, 1 << 16):
                written += chunk
    os.close(own)

    assert process.returncode in (0, 1, 2)
    assert b"\x1b[2m" in written or process.returncode != 0 or argv == ["status"]
    assert harmless(written.decode().replace("\r\n", "\n"))


# --- files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..", "hub/../../../etc/passwd", "\0"])
def test_name_of_a_note_is_no_path(run, vault, name):
    """A note is found by its name in the index; no name leads to a file outside."""
    shown = run("show", name, vault=vault)

    assert (shown.code, shown.out) == (2, "")
    assert "There is no note named" in shown.err


def test_link_out_of_the_vault_leads_nowhere(run, vault):
    """A wikilink with a path in it is a name like any other, and no such note is there."""
    shown = run("show", "hub", vault=vault)

    assert "root:" not in shown.out
    assert "(no such note)" in shown.out


def test_forged_path_of_a_note_is_not_opened(make_vault, monkeypatch):
    """An index that names a file outside the vault gets no quote verified in it: that file is not even opened."""
    vault = make_vault({"dam.md": "The dam was finished in four years [0:01:00]."})
    vault.update()
    (vault.root / "secret.md").write_text((vault.corpus / "dam.md").read_text())
    vault.execute("UPDATE notes SET path = '../secret.md'")
    opened, really = [], os.open

    with vault.index() as index:
        (evidence, *_) = ask(index, ASKED).evidence
        monkeypatch.setattr(os, "open", lambda *given, **at: opened.append(given) or really(*given, **at))
        state, _ = verified(evidence, index, vault.as_corpus)

    assert state == GONE
    assert opened == []


WATCHED = """
import json, os, sys

touched, started = set(), []

def watch(event, args):
    if event.startswith(("socket.connect", "socket.bind", "socket.get", "socket.send", "urllib.", "http.", "ftplib.")):
        os.write(2, f"network: {event} {args}".encode())
        os._exit(9)
    if event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "pickle.find_class"):
        started.append(event)
    if event == "open" and isinstance(args[0], (str, bytes)):
        touched.add(os.fsdecode(args[0]))

sys.addaudithook(watch)
from askcloud.cli.main import main
for argv in json.loads(sys.argv[1]):
    main(argv)
    assert not started, (argv, started)
print(json.dumps(sorted(touched)), file=sys.stderr)
"""
LURES = ("pyproject.toml", "askcloud.toml", "config.toml", ".env", "sitecustomize.py", "conftest.py", "a.pkl", "a.npy")


def test_commands_open_no_socket_and_only_the_notes_and_the_index(process, make_vault, tmp_path):
    """No command speaks to a network, and none opens a file of the vault or the index folder that is not one of theirs.

    Among them are what other programs would take for configuration, for code, or for stored objects.
    """
    vault = make_vault({"dam.md": f"---\nvideoId: {VIDEO}\n---\n\nThe dam was finished in four years [0:01:00].\n"})
    vault.folder.mkdir()
    for folder in (vault.corpus, vault.folder):
        for lure in LURES:
            (folder / lure).write_bytes(b"cos\nsystem\n(S'touch owned'\ntR.")
    (tmp_path / "saved.json").write_text('{"evidence": [{"note": "dam.md", "quote": "The dam was finished."}]}')
    (tmp_path / "judged.jsonl").write_text('{"question": "dam", "answers": ["dam"]}\n')
    commands = [
        *(["index"], [ASKED], ["--json", ASKED], ["zeppelins"], ["status"], ["show", "dam"], ["doctor"]),
        *(["verify", str(tmp_path / "saved.json")], ["eval", str(tmp_path / "judged.jsonl")], ["eval", "--make", "1"]),
        *(["--playlist", "m3u", ASKED], ["--tag", "a", ASKED], ["chat", "--plain"], ["index", "--full"], ["--help"]),
    ]

    done = process(json.dumps(commands), vault=vault, script=WATCHED)

    assert done.returncode == 0, done.stderr
    touched = {Path(path) for path in json.loads(done.stderr.splitlines()[-1])}
    # A note is opened by its name below the folder that is open.
    mine = {path.name for path in touched if vault.root in path.parents or not path.is_absolute()}
    assert {name for name in mine if not name.endswith(".draft")} == {
        *("corpus", "dam.md", "index", "askcloud.db", "askcloud.lock", "askcloud.turn"),
    }
    assert not list(vault.root.rglob("owned"))


# --- what reading costs ----------------------------------------------------------------------------------------------

DELIMITERS = (
    *(" ", "[", "[[", "<a", ">", "|", "`", "(", "*", "*a", "_a ", "~~a", "](", "<!--", "%%a", "&a", "\\*", "-", "="),
    *("{{", "![", "http://", "#t=", ". ", "Ab cd. ", "0:0", "00:", "1", "[1:03]", '<a data-t="1:03">', "[[a]] "),
    *("[a](b) ", "[1:03](b) ", "https://youtu.be/abcdefghijk?t=9 ", "```\n", "* a\n", "1. a\n", "| a |\n", "# a\n"),
    *("> ", "> a\n", "a\n", "a\n\n", "1:03 a\n", "---\n", "a: b\n", "$", "\\", '"', "'", "{", "}", "~", "^", "@", ":"),
)
SMALL, TIMES = 4_000, 4


@pytest.mark.parametrize("sign", DELIMITERS, ids=repr)
def test_reading_grows_with_the_length_of_a_note_and_not_faster(sign):
    """Four times as much of any sign takes about four times as long to read: nothing in a note makes reading quadratic.

    Both sizes are measured in turn, and the least of each counts; a quadratic reading would take sixteen times as long.
    """
    head = f"---\nvideoId: {VIDEO}\n---\n"
    small, large = (head + sign * (size // len(sign)) for size in (SMALL, SMALL * TIMES))

    costs = [(_cost(small), _cost(large)) for _ in range(3)]
    growth = min(large for _, large in costs) / min(small for small, _ in costs)

    assert growth < 2.5 * TIMES


def _cost(source):
    """CPU seconds to read a note; never so little that the clock's own steps matter."""
    started = process_time()
    read_note("a.md", source)
    return max(process_time() - started, 0.002)


MUCH = "a word " * 40_000
REPEATED = {
    "heading": f"---\nvideoId: {VIDEO}\n---\n\n# {MUCH}\n\n" + "It stands below the heading.\n\n" * 1_000,
    "item": f"---\nvideoId: {VIDEO}\n---\n\n- {MUCH}\n" + "  - It stands below the item.\n" * 1_000,
    "lead-in": f"---\nvideoId: {VIDEO}\n---\n\n{MUCH}:\n\n" + "- It stands below the lead-in.\n" * 1_000,
    "callout": f"---\nvideoId: {VIDEO}\n---\n\n> [!info] {MUCH}\n" + "> It stands below the title.\n>\n" * 1_000,
    "items": f"---\nvideoId: {VIDEO}\n---\n\n"
    + "".join(f"{'  ' * depth}- {MUCH[:500]}\n" for depth in range(8))
    + "".join(f"{'  ' * 8}- It stands below all of them.\n" for _ in range(1_000)),
}


@pytest.mark.parametrize("source", REPEATED.values(), ids=REPEATED)
def test_text_above_many_passages_is_shortened(source):
    """A text is indexed with all that stands below it: were it taken whole, half a megabyte would give gigabytes."""
    note = read_note("a.md", source)

    above = [[note.title, *passage.headings, *passage.context] for passage in note.passages]
    assert len(note.passages) >= 100
    assert max(len(text) for texts in above for text in texts) <= MAX_LETTERS_ABOVE + len(" …")
    assert max(map(len, above)) <= 1 + 6 + MAX_PARENTS


@pytest.mark.parametrize("size", [1_000, 100_000])
def test_nested_markup_is_no_deeper_than_the_reader(size):
    """Lists, quotes and brackets nested without an end are read without running out of stack."""
    limit = sys.getrecursionlimit()

    for sign in ("> ", "* ", "1. ", "[", "**a", "<b>", "{{", "[[a|"):
        read_note("a.md", f"---\nvideoId: {VIDEO}\n---\n{sign * size}text of some words here")

    assert sys.getrecursionlimit() == limit
