"""What becomes of an index when everything goes wrong: kills, readers beside a writer, damage, a disk that fills up.

usage: python bench/faults.py [--kills N] [--seconds N] [--damages N] [--seed N]

A vault of copies of the starter corpus goes back and forth between two states; whatever happens, its index must be that
of one or the other. Prints a table; ends with 1 if a line of it is not as promised.
"""

from __future__ import annotations

import argparse
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

import askcloud.indexer.counting  # noqa: F401  # loaded before processes part: a kill is to hit the work, not the import
from askcloud.answering.session import Session
from askcloud.corpus.corpus import Corpus
from askcloud.errors import AskcloudError, IndexUnavailableError
from askcloud.index.postings import postings_of, unpack_lists
from askcloud.index.reader import open_index
from askcloud.index.schema import FILE_NAME, MAX_PASSAGES, PASSAGE_BITS
from askcloud.indexer.update import update_index
from askcloud.output.serialize import to_json
from askcloud.settings import starter_corpus

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
            term: (claims, *map(said, unpack_lists(blob, sizes), names)) for term, claims, *sizes, blob in rows["terms"]
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


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in (("kills", 200), ("seconds", 60), ("damages", 1000), ("disks", 40), ("seed", 0)):
        parser.add_argument(f"--{name}", type=int, default=value)
    given = parser.parse_args()
    choice = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as root:
        vault = Vault(Path(root))
        works: list[Callable[[], tuple[str, bool]]] = [
            lambda: kills(vault, given.kills, choice),
            lambda: readers(vault, given.seconds),
            lambda: damages(vault, given.damages, choice, traced=True),
            lambda: damages(vault, given.damages, choice, traced=False),
            lambda: full_disks(vault, given.disks, choice),
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
