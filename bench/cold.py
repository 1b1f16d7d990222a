"""The cost of cold questions as processes, against a bare Python: `python bench/cold.py [CORPUS [QUESTION ...]]`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from statistics import median

QUESTION = "why does data gravity matter"

RUNS = 31


MEASURED = """
import os, sys
quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
_, _, usage = os.wait4(process, 0)
print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
"""


def run(command: list[str]) -> tuple[float, float]:
    """CPU milliseconds and peak megabytes of a process, by the operating system's own account.

    A small process starts it: the peak of a process is at least what the one that starts it has.
    """
    # Compiled modules are kept, as they are for every installed package.
    kept = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    said = subprocess.check_output([sys.executable, "-I", "-S", "-c", MEASURED, *command], env=kept, text=True)
    seconds, peak = said.split()
    return 1000 * float(seconds), float(peak) / (1_000_000 if sys.platform == "darwin" else 1_000)


def main() -> None:
    """Measures in turn, A B A B, so that a drifting machine drifts for both."""
    corpus = sys.argv[1] if len(sys.argv) > 1 else "corpus"
    questions = sys.argv[2:] or [QUESTION]
    with tempfile.TemporaryDirectory() as index:
        ask = [os.path.join(os.path.dirname(sys.executable), "askcloud"), "--corpus", corpus, "--index", index]
        subprocess.run([*ask, "index", "--quiet"], check=True)
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            **{f"askcloud {question!r}": [*ask, question] for question in questions},
            f"askcloud --json {questions[0]!r}": [*ask, "--json", questions[0]],
        }
        seen: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for _ in range(RUNS):
            for name, command in commands.items():
                seen[name].append(run(command))
    bare = [cpu for cpu, _ in seen["python -c pass"]]
    print(f"{'':50}{'CPU ms':>8}{'÷ bare':>8}{'peak MB':>9}")
    for name, samples in seen.items():
        ratio = median(cpu / base for (cpu, _), base in zip(samples, bare, strict=True))
        print(f"{name:50}{median(cpu for cpu, _ in samples):8.1f}{ratio:8.2f}{max(mb for _, mb in samples):9.1f}")


if __name__ == "__main__":
    main()
