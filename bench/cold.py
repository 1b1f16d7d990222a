"""The cost of one cold question as a whole process, against a bare Python: `python bench/cold.py [CORPUS] [RUNS]`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from statistics import median

QUESTION = "why does data gravity matter"


def run(command: list[str]) -> tuple[float, float]:
    """CPU milliseconds and peak megabytes of a process, by the operating system's own account."""
    # Compiled modules are kept, as they are for every installed package.
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""})
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    scale = 1_000_000 if sys.platform == "darwin" else 1_000
    return 1000 * (usage.ru_utime + usage.ru_stime), usage.ru_maxrss / scale


def main() -> None:
    """Measures in turn, A B A B, so that a drifting machine drifts for both."""
    corpus = sys.argv[1] if len(sys.argv) > 1 else "corpus"
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 31
    with tempfile.TemporaryDirectory() as index:
        ask = [os.path.join(os.path.dirname(sys.executable), "askcloud"), "--corpus", corpus, "--index", index]
        subprocess.run([*ask, "index", "--quiet"], check=True)
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "askcloud QUESTION": [*ask, QUESTION],
            "askcloud --json QUESTION": [*ask, "--json", QUESTION],
        }
        seen: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for _ in range(runs):
            for name, command in commands.items():
                seen[name].append(run(command))
    bare = [cpu for cpu, _ in seen["python -c pass"]]
    print(f"{'':26}{'CPU ms':>8}{'÷ bare':>8}{'peak MB':>9}")
    for name, samples in seen.items():
        ratio = median(cpu / base for (cpu, _), base in zip(samples, bare, strict=True))
        print(f"{name:26}{median(cpu for cpu, _ in samples):8.1f}{ratio:8.2f}{max(mb for _, mb in samples):9.1f}")


if __name__ == "__main__":
    main()
