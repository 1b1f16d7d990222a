"""The cost of building an index: `python bench/build.py [CORPUS] [--against PYTHON ...] [--pairs N]`.

PYTHON is the interpreter of an environment in which another version is installed; this one and the others are measured
in turn, A B A B, so that a drifting machine drifts for all, and each figure is the median over the pairs. CPU and wall
are those of all processes of a build together. So is the memory: the proportional set sizes of all of them, sampled, of
which the largest sum counts. It is known on Linux only.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from glob import glob
from statistics import median
from threading import Event, Thread
from time import monotonic

from askcloud.corpus.walk import NoteFile, walk_corpus
from askcloud.settings import read_settings

FULL, NOTHING, EDIT = "full build", "nothing changed", "one note edited"
IMPORT = "import sklearn.feature_extraction.text"
INTERVAL = 0.1  # seconds between samples of the memory

Cost = tuple[float, float, float]
"""(CPU seconds, wall seconds, peak megabytes) of a command and all processes that it starts."""


def cost_of(command: list[str]) -> Cost:
    """Run a command and return what it costs."""
    # Compiled modules are kept, as they are for every installed package.
    kept = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    started = monotonic()
    process = os.posix_spawn(command[0], command, kept, file_actions=quiet)
    ended = Event()
    samples: list[float] = [0.0]
    sampler = Thread(target=_sample, args=(process, samples, ended))
    sampler.start()
    _, status, usage = os.wait4(process, 0)
    wall = monotonic() - started
    ended.set()
    sampler.join()
    if status:
        raise subprocess.CalledProcessError(status, command)
    return usage.ru_utime + usage.ru_stime, wall, max(samples)


def _sample(process: int, samples: list[float], ended: Event) -> None:
    while not ended.wait(INTERVAL):
        samples.append(sum(map(_megabytes_of, _family_of(process))))


def _family_of(process: int) -> list[int]:
    """Return a process and all that it started; the process alone where the system does not tell."""
    family = [process]
    for each in family:
        for listed in glob(f"/proc/{each}/task/*/children"):
            with suppress(OSError), open(listed, encoding="utf-8") as file:
                family += map(int, file.read().split())
    return family


def _megabytes_of(process: int) -> float:
    try:
        with open(f"/proc/{process}/smaps_rollup", encoding="utf-8") as file:
            return next((int(line.split()[1]) / 1_000 for line in file if line.startswith("Pss:")), 0.0)
    except OSError:  # it has ended
        return 0.0


class Build:
    """Builds of one version, each with its cost."""

    def __init__(self, python: str, corpus: str, index: str) -> None:
        """Start with none.

        Args:
            python: The interpreter that the version is installed for.
            corpus: A copy of a corpus, of which notes are edited.
            index: Folder for the index.
        """
        self.costs: dict[str, list[Cost]] = {FULL: [], NOTHING: [], EDIT: []}
        self._index = index
        self._command = [python, "-m", "askcloud", "index", "--quiet", "--corpus", corpus, "--index", index]

    def measure(self, note: str, *, full: bool) -> None:
        """Build from nothing, if asked, then with nothing changed, then with one note edited, which is restored."""
        if full:
            shutil.rmtree(self._index, ignore_errors=True)
            self.costs[FULL].append(cost_of(self._command))
        self.costs[NOTHING].append(cost_of(self._command))
        with open(note, "rb") as file:
            text = file.read()
        with open(note, "ab") as file:
            file.write(b"\n\nThe zyzzyva of this note is measured when it is edited.\n")
        self.costs[EDIT].append(cost_of(self._command))
        with open(note, "wb") as file:
            file.write(text)
        cost_of(self._command)


def middle_note(corpus: str) -> str:
    """Return the path of the note of the middle size."""
    folder = read_settings(corpus, None).corpus
    paths = [os.path.join(corpus, entry.path) for entry in walk_corpus(folder) if isinstance(entry, NoteFile)]
    return sorted(paths, key=os.path.getsize)[len(paths) // 2]


def main() -> None:
    """Measure every version and print the costs, each also as a share of that of the first other version."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", default="corpus")
    parser.add_argument("--against", nargs="*", default=[], metavar="PYTHON")
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--edits", type=int, default=3, help="edits for each full build")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = os.path.join(folder, "corpus")
        shutil.copytree(options.corpus, corpus)
        note = middle_note(corpus)
        pythons = [*options.against, sys.executable]
        builds = {python: Build(python, corpus, f"{folder}/index{at}") for at, python in enumerate(pythons)}
        for number in range(options.pairs * options.edits):
            for build in builds.values():
                build.measure(note, full=number % options.edits == 0)
        imported = median(cost_of([sys.executable, "-c", IMPORT])[0] for _ in range(3))
        print(f"importing scikit-learn: {imported:.2f} s of CPU")
        print(f"{'':18}{'CPU s':>8}{'÷':>6}{'wall s':>9}{'÷':>6}{'peak MB':>9}{'÷':>6}")
        for name in (FULL, NOTHING, EDIT):
            first = builds[pythons[0]].costs[name]
            for python, build in builds.items():
                print(f"{name:18}{_figures(build.costs[name], first)}  {python}")
        size = os.path.getsize(f"{folder}/index{len(builds) - 1}/askcloud.db")
        notes = sum(os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(corpus) for name in names)
        print(f"index {size / 1e6:.1f} MB, {size / notes:.2f} of the notes' {notes / 1e6:.1f} MB")


def _figures(costs: list[Cost], first: list[Cost]) -> str:
    """Return the median of each kind of cost, and of its ratio to that of the first version in the same pair."""
    written = []
    for at, decimals in enumerate((2, 2, 0)):
        ratios = [mine[at] / (theirs[at] or 1) for mine, theirs in zip(costs, first, strict=True)]
        written.append(f"{median(cost[at] for cost in costs):8.{decimals}f}{median(ratios):6.2f} ")
    return "".join(written)


if __name__ == "__main__":
    main()
