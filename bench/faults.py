"""What becomes of an index when everything goes wrong: kills, readers beside a writer, damage, a disk that fills up.

usage: python bench/faults.py [--kills N] [--seconds N] [--damages N] [--disks N] [--times N] [--seed N]

A vault of copies of the starter corpus goes back and forth between two states; whatever happens, its index must be that
of one or the other. Then every command that writes meets every fault: its files must be as they were or as they were to
be, or it must have said that they are not. Prints a table; ends with 1 if a line of it is not as promised.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import askcloud.indexer.counting  # noqa: F401  # loaded before processes part: a kill is to hit the work, not the import
from askcloud.answering.session import Session
from askcloud.cli.exit_codes import INTERRUPTED
from askcloud.cli.main import main as askcloud_main
from askcloud.corpus.corpus import Corpus
from askcloud.errors import AskcloudError, IndexUnavailableError
from askcloud.index.postings import postings_of
from askcloud.index.reader import open_index
from askcloud.index.schema import FILE_NAME, MAX_PASSAGES, PASSAGE_BITS
from askcloud.indexer.merge import listed_row
from askcloud.indexer.update import update_index
from askcloud.output.serialize import to_json
from askcloud.settings import starter_corpus, state_folder
from askcloud.system.history import MAX_QUESTIONS, History, read_text, write_text
from askcloud.system.last_answer import read_last_answer
from askcloud.tui.actions import _write_new_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

COPIES = 12
READERS = 4
BLOCKED = 250  # ms
QUESTIONS = (
    "why does data gravity matter",
    "how did the founders meet",
    "what is a heron",
    "what does the cloud cost",
    "why do companies stay with a database",
    "who sells graphics chips",
)
NOTE = "---\nvideoId: aB3_dE6-hI9\n---\n\nA heron waits {} beside the weir for the eels [00:00:{:02}].\n"


class Vault:
    """Notes that go back and forth between two states, and their index."""

    def __init__(self, root: Path) -> None:
        """Copies the starter corpus a few times."""
        self.corpus, self.folder = root / "notes", root / "index"
        for number in range(COPIES):
            shutil.copytree(starter_corpus(), self.corpus / f"copy {number}")
        self.update()

    def turn(self, state: int) -> None:
        """Brings the notes into one of two states, with the same times every time."""
        for number in range(5):
            self._write(f"copy {number}/heron.md", NOTE.format(("long", "a while")[state], 10 * (1 + state)), state)
        coming = self.corpus / "coming.md"
        if state:
            self._write("coming.md", NOTE.format("never", 50), state)
        else:
            coming.unlink(missing_ok=True)

    def _write(self, path: str, text: str, state: int) -> None:
        (self.corpus / path).write_text(text, encoding="utf-8")
        os.utime(self.corpus / path, ns=((1_600_000_000 + state) * 1_000_000_000,) * 2)

    def update(self, *, full: bool = False) -> None:
        """Brings the index up to date."""
        update_index(Corpus.parse(str(self.corpus)), str(self.folder), full=full)

    def contents(self) -> dict[str, Any]:
        """All that the index holds of the notes, in terms of their paths, after a look at every page of it."""
        with closing(sqlite3.connect(f"file:{self.folder / FILE_NAME}?mode=ro&immutable=1", uri=True)) as connection:
            (check,) = connection.execute("PRAGMA integrity_check").fetchone()
            tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            rows = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in tables}
        paths = {row[0]: row[1] for row in rows["notes"]}

        def place(passage: int) -> tuple[str, int]:
            return paths[passage >> PASSAGE_BITS], passage % MAX_PASSAGES

        def said(listed: bytes, name: Callable[[int], Any]) -> list[Any]:
            postings = postings_of(listed)
            return sorted(zip(map(name, postings.ids), postings.impacts, strict=True))

        names = (place, paths.__getitem__, paths.__getitem__)

        counted = ("words", "names", "name_words", "abbreviations", "skipped")
        held: dict[str, Any] = {name: sorted(rows[name]) for name in counted}
        for name in ("labels", "media", "dialects", "links", "videos"):
            held[name] = sorted((paths[row[0]], *row[1:]) for row in rows[name])
        held["contents"] = {(paths[row[0]], *row[1:]) for row in rows["contents"]}
        held["notes"] = {row[1:] for row in rows["notes"]}
        held["terms"] = {
            term: (claims, *map(said, lists, names))
            for term, claims, *lists in (listed_row(term, row) for term, *row in rows["terms"])
        }
        held["meta"] = {key: value for key, value in rows["meta"] if key != "built"}
        return {**held, "check": check}

    def answers(self, folder: Path | None = None) -> list[str]:
        """What the index answers, every quote verified in its note."""
        with Session(partial(open_index, str(folder or self.folder)), Corpus.parse(str(self.corpus))) as session:
            return [to_json(session.ask(question), 0.0) for question in QUESTIONS]

    def states(self) -> list[Any]:
        """(contents, answers) of both states, each built from nothing; the first is the one it is left in."""
        found = []
        for state in (1, 0):
            self.turn(state)
            self.update()
            found.append((self.contents(), self.answers()))
        return found[::-1]


@contextmanager
def child(work: Callable[[], None]) -> Iterator[int]:
    """A copy of this process at work, with the modules it has loaded; killed in the end."""
    sys.stdout.flush()
    process = os.fork()
    if not process:
        try:
            work()
        finally:
            os._exit(0)
    try:
        yield process
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def go_back_and_forth(vault: Vault, *, full_every: int) -> None:
    """Updates without an end; every so many times a build from nothing."""
    number = 0
    while True:
        number += 1
        vault.turn(number % 2)
        vault.update(full=number % full_every == 0)


# --- kill -9 ---------------------------------------------------------------------------------------------------------


def kills(vault: Vault, times: int, choice: random.Random) -> tuple[str, bool]:
    """Kills builds at random moments; the index must be whole, of one state or the other, and the next build works."""
    states = [contents for contents, _ in vault.states()]
    found: Counter[str] = Counter()
    for number in range(times):
        with child(lambda: go_back_and_forth(vault, full_every=2)):
            time.sleep(choice.uniform(0.0, 1.5))
        found["drafts"] += len(list(vault.folder.glob("*.draft"))) > 0
        try:
            open_index(str(vault.folder)).close()
            found["wrong"] += vault.contents() not in states
        except (AskcloudError, sqlite3.Error):
            found["lost"] += 1
        if number % 10 == 9:
            vault.turn(0)
            vault.update()
            found["wrong"] += vault.contents() != states[0]
            found["left"] += len(list(vault.folder.glob("*.draft")))
    good = not (found["wrong"] or found["lost"] or found["left"])
    detail = f"{found['wrong']} wrong, {found['lost']} lost; {found['drafts']} hit a draft, {found['left']} left behind"
    return f"{times} × kill -9 in a build | {detail}", good


# --- readers beside a writer -----------------------------------------------------------------------------------------


def read(vault: Vault, right: set[str], until: float, report: Path) -> None:
    """Opens the index and asks, over and over; writes down how that went."""
    found: Counter[str] = Counter()
    slowest = 0.0
    choice = random.Random(os.getpid())
    while time.monotonic() < until:
        started = time.perf_counter()
        try:
            with Session(partial(open_index, str(vault.folder)), Corpus.parse(str(vault.corpus))) as session:
                said = session.index.term("weir"), [to_json(session.ask(choice.choice(QUESTIONS[:2])), 0.0)]
            found["wrong"] += not said[0] or said[1][0] not in right
        except Exception as error:  # noqa: BLE001  # whatever it is, it is counted
            found["errors"] += 1
            print(f"a reader got {error!r}", file=sys.stderr)
        took = 1000 * (time.perf_counter() - started)
        slowest = max(slowest, took)
        found["asked"] += 1
        found["blocked"] += took > BLOCKED
    report.write_text(json.dumps({**found, "slowest": slowest}), encoding="utf-8")


def readers(vault: Vault, seconds: float) -> tuple[str, bool]:
    """Several readers ask while a writer replaces the index as fast as it can."""
    right = {answer for _, answers in vault.states() for answer in answers[:2]}
    reports = [vault.folder.parent / f"reader {number}.json" for number in range(READERS)]
    with child(lambda: go_back_and_forth(vault, full_every=5)):
        until = time.monotonic() + seconds
        processes = []
        for report in reports:
            process = os.fork()
            if not process:
                read(vault, right, until, report)
                os._exit(0)
            processes.append(process)
        states = set()
        while time.monotonic() < until:
            states.add((vault.folder / FILE_NAME).stat().st_ino)
            time.sleep(0.02)
        for process in processes:
            os.waitpid(process, 0)
    found: Counter[str] = Counter()
    slowest = 0.0
    for report in reports:
        counts = json.loads(report.read_text(encoding="utf-8"))
        slowest = max(slowest, counts.pop("slowest"))
        found.update(counts)
    good = not (found["errors"] or found["wrong"] or found["blocked"])
    detail = (
        f"{found['errors']} errors, {found['wrong']} wrong, {found['blocked']} over {BLOCKED} ms of {found['asked']:,}"
        f" (slowest {slowest:.0f} ms)"
    )
    return f"1 writer + {READERS} readers, {seconds:.0f} s | {detail}", good


# --- damage ----------------------------------------------------------------------------------------------------------


def damaged(whole: bytes, choice: random.Random) -> bytes:
    """A file with something flipped, zeroed, cut off, cut out, put in or moved."""
    at, length = choice.randrange(len(whole)), choice.choice([1, 40, 4096, 100_000])
    kind = choice.choice(["flip", "flip many", "zero", "cut off", "cut out", "put in", "move"])
    content = bytearray(whole)
    if kind == "flip":
        content[at] ^= choice.randrange(1, 256)
    elif kind == "flip many":
        for _ in range(choice.choice([10, 1000])):
            content[choice.randrange(len(content))] ^= choice.randrange(1, 256)
    elif kind == "zero":
        content[at : at + length] = bytes(len(content[at : at + length]))
    elif kind == "cut off":
        del content[at:]
    elif kind == "cut out":
        del content[at : at + length]
    elif kind == "put in":
        content[at:at] = choice.randbytes(length)
    else:
        content[at:] = content[at:][::-1]
    return bytes(content)


def damages(vault: Vault, times: int, choice: random.Random, *, traced: bool) -> tuple[str, bool]:
    """Damages copies of the index and asks them.

    Args:
        vault: Its index.
        times: How often.
        choice: Chooses.
        traced: Whether the file's time tells of the damage, as after any program that wrote it; a disk that forgets
            bits leaves none.
    """
    right, sound = vault.answers(), vault.folder / FILE_NAME
    whole, stamp = sound.read_bytes(), sound.stat().st_mtime_ns
    found: Counter[str] = Counter()
    folder = vault.folder.parent / "damaged"
    folder.mkdir(exist_ok=True)
    for _ in range(times):
        content = damaged(whole, choice)
        (folder / FILE_NAME).write_bytes(content)
        if not traced:
            os.utime(folder / FILE_NAME, ns=(stamp, stamp))
        try:
            said = vault.answers(folder)
            found["right" if said == right else "other" if content != whole else "right"] += 1
        except IndexUnavailableError:
            found["refused"] += 1
        except Exception as error:  # noqa: BLE001  # whatever it is, it is counted
            found["crashed"] += 1
            print(f"damage led to {error!r}", file=sys.stderr)
    how = "" if traced else ", the file's time kept"
    detail = f"{found['refused']} clear errors, {found['right']} right, {found['other']} other answers"
    good = not found["crashed"] and not (traced and found["other"])
    return f"{times:,} damages to an index{how} | {detail}, {found['crashed']} crashes", good


# --- a full disk -----------------------------------------------------------------------------------------------------


def full_disks(vault: Vault, times: int, choice: random.Random) -> tuple[str, bool]:
    """Builds where a file may grow only so far, anywhere from nothing to more than it needs."""
    states = [contents for contents, _ in vault.states()]
    size = (vault.folder / FILE_NAME).stat().st_size
    found: Counter[str] = Counter()
    for _ in range(times):
        vault.turn(1)
        room = choice.randrange(size + size // 3)
        process = os.fork()
        if not process:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
            try:
                vault.update(full=choice.random() < 0.5)
            except AskcloudError as error:
                os._exit(1 if error.hint else 2)
            except BaseException as error:  # noqa: BLE001  # whatever it is, it is counted
                print(f"a full disk led to {error!r}", file=sys.stderr)
                os._exit(2)
            os._exit(0)
        _, status = os.waitpid(process, 0)
        found[("built", "refused", "crashed")[os.waitstatus_to_exitcode(status)]] += 1
        found["wrong"] += vault.contents() not in states or bool(list(vault.folder.glob("*.draft")))
    detail = (
        f"{found['refused']} clear errors, {found['built']} built, {found['crashed']} crashes, {found['wrong']} lost"
    )
    return f"{times} × a disk that fills up in a build | {detail}", not (found["crashed"] or found["wrong"])


# --- every command that writes ---------------------------------------------------------------------------------------

SAVED = "# askcloud\n\n" + 300 * "A heron waits beside the weir.\n"
THEMES = ("nord", "gruvbox" * 20)
KILLED, FULL, READ_ONLY, DAMAGED = "killed", "disk full", "read-only", "damaged"
NOBODY = 65534


class Writers:
    """Every command that writes a file; each method writes, and returns an exit code."""

    def __init__(self, vault: Vault) -> None:
        """Keep all that is written under one folder, and remember what whole files hold."""
        self.vault, self.root = vault, vault.folder.parent / "user"
        for name in ("state", "saved"):
            (self.root / name).mkdir(parents=True)
        os.environ.update(XDG_STATE_HOME=str(self.root / "state"), LOCALAPPDATA=str(self.root / "state"))
        self.output = self.root / "saved" / "output"
        self.index_states = [contents for contents, _ in vault.states()]
        self.printed = {name: self._printed(name) for name in ("export", "playlist")}

    def run(self, *words: str) -> int:
        """Run a command on the vault."""
        return askcloud_main([*words, "--corpus", str(self.vault.corpus), "--index", str(self.vault.folder)])

    def index(self) -> int:
        """Bring the index up to date."""
        return self.run("index", "--quiet")

    def watch(self) -> int:
        """Bring it up to date, and stop before the first look for changes."""
        return self._stopped("askcloud.cli.build.sleep", "index", "--watch", "--quiet")

    def question(self) -> int:
        """Ask, which stores the last answer."""
        return self.run("--quiet", "--no-refresh", QUESTIONS[0])

    def chat(self) -> int:
        """Chat in lines, with notes that have changed."""
        sys.stdin = io.StringIO("\n".join(QUESTIONS[:2]))
        return self.run("chat", "--plain")

    def history(self) -> int:
        """Store questions, after cutting what has grown long."""
        history = History(os.path.join(state_folder(), "history"))
        for number in range(20):
            history.add(f"question {number}")
        return 0

    def theme(self) -> int:
        """Remember a theme."""
        write_text(os.path.join(state_folder(), "theme"), THEMES[1])
        return 0

    def save(self) -> int:
        """Save a conversation."""
        os.chdir(self.root / "saved")
        try:
            _write_new_file(Corpus.parse(str(self.vault.corpus)), SAVED)
        except OSError:
            return 2  # the chat says why
        return 0

    def export(self) -> int:
        """Print an answer as Markdown into a file."""
        return self.run("--quiet", "--no-refresh", "--format", "markdown", QUESTIONS[0])

    def playlist(self) -> int:
        """Print an answer as a playlist into a file."""
        return self.run("--quiet", "--no-refresh", "--playlist", "m3u", QUESTIONS[0])

    def prepare(self) -> None:
        """Bring everything into the state before a fault."""
        self.vault.turn(1)
        folder = Path(state_folder())
        folder.mkdir(exist_ok=True)
        (folder / "history").write_text("an old question\n" * (2 * MAX_QUESTIONS + 1), encoding="utf-8")
        (folder / "theme").write_text(THEMES[0], encoding="utf-8")
        (folder / "last-answer").write_text("question\told\t/notes\n", encoding="utf-8")
        for path in (self.root / "saved").iterdir():
            path.unlink()

    def is_whole(self, name: str, code: int | None) -> bool:
        """Whether all that a command writes is as it was or as it was to be; its exit code is None if it was killed."""
        if name in ("index", "watch", "chat"):
            return self.vault.contents() in self.index_states
        folder = state_folder()
        if name == "question":
            stored = read_last_answer(folder)
            return stored is not None and stored.question in ("old", QUESTIONS[0])
        if name == "history":
            known = {"an old question", *(f"question {number}" for number in range(20))}
            return set((Path(folder) / "history").read_text(encoding="utf-8").split("\n")) - {""} <= known
        if name == "theme":
            return read_text(os.path.join(folder, "theme")) in THEMES
        if name == "save":
            saved = [path.read_text(encoding="utf-8") for path in (self.root / "saved").glob("askcloud-*.md")]
            return all(text == SAVED or (code is None and not text) for text in saved)
        return code != 0 or self.output.read_text(encoding="utf-8") == self.printed[name]

    def _printed(self, name: str) -> str:
        """Return what a command prints where nothing goes wrong."""
        process = os.fork()
        if not process:
            self.attempt(name, "", 0)
        os.waitpid(process, 0)
        return self.output.read_text(encoding="utf-8")

    def _stopped(self, waits: str, *words: str) -> int:
        """Run a command until it waits."""
        with patch(waits, side_effect=KeyboardInterrupt):
            code = self.run(*words)
        return 0 if code == INTERRUPTED else code

    def attempt(self, name: str, fault: str, room: int) -> None:
        """Run a command in this process, which is a copy, and end it: 0 done, 2 refused with a sentence, 3 crashed."""
        sys.stdout = open(self.output, "w", encoding="utf-8")  # noqa: SIM115  # as a shell does
        sys.stderr = io.StringIO()
        if fault == FULL:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        if fault == READ_ONLY and not os.getuid():
            os.setuid(NOBODY)  # nothing is read-only to root
        try:
            code = getattr(self, name)()
        except BaseException as error:  # noqa: BLE001  # whatever it is, it is counted
            os.write(2, f"{name}, {fault}: {error!r}\n".encode())
            code = 3
        os._exit(code if code in (0, 2) else 3)


NAMES = ("index", "watch", "question", "chat", "history", "theme", "save", "export", "playlist")


def commands(vault: Vault, times: int, choice: random.Random, fault: str) -> tuple[str, bool]:
    """Every command that writes meets a fault, so many times each."""
    writers = Writers(vault)
    found: Counter[str] = Counter()
    broken: set[str] = set()
    for name in NAMES:
        for _ in range(times):
            writers.prepare()
            if name not in ("index", "watch", "chat"):
                vault.update()
            if fault == DAMAGED:
                damage_state(choice)
            code = ended(writers, name, fault, choice)
            found["killed" if code is None else ("done", "", "refused", "crashed")[code]] += 1
            if code == 3 or not (fault == DAMAGED or writers.is_whole(name, code)):
                found["broken"] += 1
                broken.add(name)
            vault.turn(0)
            vault.update()
    shutil.rmtree(writers.root)
    detail = ", ".join(f"{found[each]} {each}" for each in ("done", "refused", "killed", "crashed"))
    wrong = f"{found['broken']} not whole{': ' if broken else ''}{', '.join(sorted(broken))}"
    return f"{len(NAMES)} commands × {times}, {fault} | {detail}; {wrong}", not broken


def damage_state(choice: random.Random) -> None:
    """Damages every file of the user's state."""
    for path in Path(state_folder()).iterdir():
        path.write_bytes(damaged(path.read_bytes(), choice))


def ended(writers: Writers, name: str, fault: str, choice: random.Random) -> int | None:
    """Runs a command with a fault; its exit code, or None if it was killed."""
    room = choice.choice([0, 10, 500, 5_000, 100_000, 1_000_000])
    folders = [writers.root, *(path for path in writers.root.rglob("*") if path.is_dir()), writers.vault.folder]
    if fault == READ_ONLY:
        writers.output.touch()
        writers.output.chmod(0o666)
        for folder in folders:
            folder.chmod(0o555)
    process = os.fork()
    if not process:
        writers.attempt(name, fault, room)
    if fault == KILLED:
        time.sleep(choice.uniform(0.0, 0.3))
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    for folder in folders:
        folder.chmod(0o755)
    code = os.waitstatus_to_exitcode(status)
    return None if code < 0 else code


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in (("kills", 200), ("seconds", 60), ("damages", 1000), ("disks", 40), ("times", 20), ("seed", 0)):
        parser.add_argument(f"--{name}", type=int, default=value)
    given = parser.parse_args()
    choice = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as root:
        Path(root).chmod(0o755)  # for those to whom it is read-only
        vault = Vault(Path(root))
        works: list[Callable[[], tuple[str, bool]]] = [
            lambda: kills(vault, given.kills, choice),
            lambda: readers(vault, given.seconds),
            lambda: damages(vault, given.damages, choice, traced=True),
            lambda: damages(vault, given.damages, choice, traced=False),
            lambda: full_disks(vault, given.disks, choice),
            *(partial(commands, vault, given.times, choice, each) for each in (KILLED, FULL, READ_ONLY, DAMAGED)),
        ]
        all_good = True
        for work in works:
            vault.states()
            line, good = work()
            all_good = all_good and good
            print(f"{line}{'' if good else '  NOT AS PROMISED'}", flush=True)
    return int(not all_good)


if __name__ == "__main__":
    sys.exit(main())
