"""Feed everything that takes input with random input: `python bench/fuzz.py [--minutes N] [--target NAME]`.

Each target may return a result or raise an error of askcloud's own; anything else is printed with its input, and the
run exits with 1. Atheris makes the input, guided by coverage, where it is installed (`pip install atheris`), else
Hypothesis. What it found is among the examples in `tests/property/test_hostile.py`. `tests/test_fuzz.py` feeds the same
targets a few inputs each, always the same; an hour of others is `python bench/fuzz.py --minutes 60`.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from askcloud.corpus.corpus import Corpus

try:
    import atheris
except ImportError:
    atheris = None

feeding = "--target" in sys.argv  # else this process only starts others, which feed one target each
instrumented = atheris.instrument_imports(include=["askcloud"], enable_loader_override=False) if atheris else None
with instrumented if instrumented and feeding else nullcontext():
    from askcloud.answering.ask import ask
    from askcloud.answering.saved import read_saved, verify_saved
    from askcloud.cli.arguments import read_arguments
    from askcloud.errors import AskcloudError
    from askcloud.evaluation.judgments import read_judgments
    from askcloud.index.footer import strip_footer, write_footer
    from askcloud.index.reader import open_index
    from askcloud.indexer.update import update_index
    from askcloud.notes.reader import read_note
    from askcloud.output.serialize import to_json
    from askcloud.output.text import to_text
    from askcloud.settings import config_file, keeps_history, read_keymap, read_settings
    from askcloud.system.last_answer import read_last_answer, write_last_answer

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
HEAD = "---\nvideoId: aB3_dE6-hI9\n---\n"
NOTES = {
    "dam.md": f"{HEAD}The dam was finished in four years [00:01:00]. It has 1,200 steps [00:02:00].\n",
    "hive.md": f"{HEAD}Bees dance to show the way to flowers [00:01:05].\n",
}
QUESTIONS = (
    "when was the dam finished",
    '"the dam" -hive',
    "and how do bees dance",
    "tag:a since:2025 channel:b dam",
    "zeppelin",
)
SAVED = (
    b'{"question": "q", "evidence": [{"note": "dam.md", "quote": "The dam was finished in four years.", "line": 5}]}'
)
CONFIG = b'corpus = ["~/a", "b"]\nhistory = false\n[keys]\nplay = "f5"\n'
STORED = b"question\twhy%09is it\ndam.md\t5\t60\thttps://www.youtube.com/watch?v=aB3_dE6-hI9&t=60s\n"
JUDGED = b'{"question": "dam", "gold": [{"video": "v", "t": 1}], "answer_keys": [["dam"]], "tolerance": 2, "kind": "a"}'


class Targets:
    """Everything that takes input, a method each, which takes bytes."""

    def __init__(self, root: Path) -> None:
        """Write two notes and build their index."""
        self._root, self._corpus, self._folder, self._forged = root, root / "notes", root / "index", root / "forged"
        self._corpus.mkdir()
        self._forged.mkdir()
        for name, text in NOTES.items():
            (self._corpus / name).write_text(text, encoding="utf-8")
        update_index(Corpus.parse(str(self._corpus)), str(self._folder))
        self._index = open_index(str(self._folder))
        self._whole = self._folder / "askcloud.db"
        self._file = root / "file"

    def note(self, data: bytes) -> None:
        """Read any text as a note, with front matter and without."""
        text = data.decode(errors="replace").replace("\r", "\n").replace("\0", "\ufffd")
        read_note("a/b.md", text)
        read_note("a/b.md", HEAD + text)

    def question(self, data: bytes) -> None:
        """Ask any text as a question, and as a follow-up."""
        question, _, before = data.decode(errors="surrogateescape").partition("\n")
        answer = ask(self._index, question, after=before)
        to_text(answer, why=True)
        to_json(answer, 0.0)

    def arguments(self, data: bytes) -> None:
        """Parse any words as a command line."""
        read_arguments(data.decode(errors="surrogateescape").split("\n"))

    def saved(self, data: bytes) -> None:
        """Verify any file as saved answers."""
        self._file.write_bytes(data)
        list(verify_saved(Corpus.parse(str(self._corpus)), read_saved(str(self._file))))

    def judged(self, data: bytes) -> None:
        """Read any file as judgments."""
        self._file.write_bytes(data)
        read_judgments(str(self._file))

    def config(self, data: bytes) -> None:
        """Read any file as the user's configuration."""
        user = {"XDG_CONFIG_HOME": str(self._root), "APPDATA": str(self._root), "HOME": str(self._root)}
        path = Path(config_file(user))
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        keeps_history(user)
        for read in (lambda: read_settings(None, None, user), lambda: read_keymap(user)):
            with suppress(AskcloudError):
                read()

    def stored(self, data: bytes) -> None:
        """Read any file as the last answer, and store what was read."""
        (self._root / "last-answer").write_bytes(data)
        if found := read_last_answer(str(self._root)):
            write_last_answer(str(self._root), found)
            again = read_last_answer(str(self._root))
            assert again == found, f"{found} was stored as {again}"

    def index(self, data: bytes) -> None:
        """Ask any index with a valid checksum: of five bytes, four are the offset of a byte and one its value."""
        path = self._forged / "askcloud.db"
        path.write_bytes(self._whole.read_bytes())
        strip_footer(str(path))
        content = bytearray(path.read_bytes())
        for start in range(0, len(data) - 4, 5):
            content[int.from_bytes(data[start : start + 4], "little") % len(content)] = data[start + 4]
        path.write_bytes(content)
        write_footer(str(path))
        with open_index(str(self._forged)) as index:
            for question in QUESTIONS:
                to_text(ask(index, question), why=True)
            index.notes(), index.channels(), index.folders(), index.skipped(), index.tags(), index.links()

    def beginnings(self, name: str) -> list[bytes]:
        """Return the inputs of a target to begin with."""
        fixtures = [path.read_bytes() for path in (ROOT / "tests" / "fixtures").glob("*.md")]
        return {
            "note": [case for text in fixtures for case in re.split(rb"\n\.\n", text)],
            "question": [question.encode() for question in QUESTIONS],
            "arguments": [b"--top\n3\nwhy", b"index\n--watch", b"--json\n--tag\na\n-"],
            "saved": [SAVED, b"[" + SAVED + b"]", SAVED + b"\n" + SAVED],
            "judged": [JUDGED],
            "config": [CONFIG],
            "stored": [STORED],
            "index": [bytes([0, 0, 0, 0, 83]), bytes([24, 16, 0, 0, 1, 99, 32, 0, 0, 7])],
        }[name]


NAMES = ("note", "question", "arguments", "saved", "judged", "config", "stored", "index")
"""The targets."""


def tried(target: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """Return the target without the errors of askcloud's own, which it may raise."""

    def one(data: bytes) -> None:
        with suppress(AskcloudError):
            target(data)

    return one


def with_atheris(one: Callable[[bytes], None], beginnings: list[bytes], seconds: float, folder: Path) -> None:
    """Run one target and exit the process, with the number of inputs on standard error."""
    for number, content in enumerate(beginnings):
        (folder / f"{number}").write_bytes(content)
    options = (
        f"-max_total_time={max(1, round(seconds))}",
        "-print_final_stats=1",
        "-max_len=4096",
        f"-artifact_prefix={folder.parent}/",
    )
    atheris.Setup([sys.argv[0], *options, str(folder)], one)
    atheris.Fuzz()


def with_hypothesis(one: Callable[[bytes], None], beginnings: list[bytes], *, cases: int, seed: int) -> int:
    """Run one target with so many inputs, the same ones for the same seed; return how many there were."""
    import hypothesis  # only without Atheris
    from hypothesis import strategies as st

    parts = st.one_of(st.binary(max_size=8), st.sampled_from(beginnings), st.text(max_size=8).map(str.encode))
    inputs = 0

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=cases,
        derandomize=False,
        deadline=None,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(st.lists(parts, max_size=20).map(b"".join))
    def feed(data: bytes) -> None:
        nonlocal inputs
        inputs += 1
        one(data)

    feed()
    return inputs


def run(name: str, seconds: float, seed: int) -> None:
    """Run one target in this process, and write the number of inputs to standard error as Atheris does."""
    with tempfile.TemporaryDirectory() as root:
        targets = Targets(Path(root))
        one, beginnings = tried(getattr(targets, name)), targets.beginnings(name)
        if atheris:
            folder = Path(root) / "inputs"
            folder.mkdir()
            with_atheris(one, beginnings, seconds, folder)
            return
        until, inputs = time.monotonic() + seconds, 0
        while time.monotonic() < until:
            print(f"seed {seed}", file=sys.stderr)
            inputs += with_hypothesis(one, beginnings, cases=1000, seed=seed)
            seed += 1
        print(f"stat::number_of_executed_units: {inputs}", file=sys.stderr)


def main() -> int:
    """Run the targets one after the other, each in a process of its own, and print the number of inputs of each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=4, help="minutes for all targets together")
    parser.add_argument("--seed", type=int, default=0, help="where to begin, without Atheris")
    parser.add_argument("--target", choices=NAMES, help="run one target, in this process")
    given: Any = parser.parse_args()
    seconds = given.minutes * 60
    if given.target:
        run(given.target, seconds, given.seed)
        return 0
    failed = 0
    for name in NAMES:
        minutes = str(given.minutes / len(NAMES))
        command = [sys.executable, __file__, "--target", name, "--minutes", minutes, "--seed", str(given.seed)]
        done = subprocess.run(command, stderr=subprocess.PIPE, check=False)
        log = done.stderr.decode(errors="replace")
        inputs = re.search(r"number_of_executed_units: *(\d+)", log)
        print(
            f"{name:10} {int(inputs[1]) if inputs else 0:10,} inputs  {'FAILED' if done.returncode else 'no failure'}",
            flush=True,
        )
        if done.returncode:
            print(log[-3000:])
        failed += done.returncode != 0
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
