"""The instructions of one cold question, compared with another installed version: repeatable where times are not.

`python bench/instructions.py OTHER_PYTHON [CORPUS]`: OTHER_PYTHON is the interpreter of an environment in which the
other version is installed. Both should be installed in the same way, and have answered a question before, so that their
modules are compiled. Needs valgrind.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

QUESTION = "why does data gravity matter"


def instructions(python: str, corpus: str) -> int:
    """Return how many instructions `python -m askcloud QUESTION` executes, its index being there."""
    kept = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": ""}
    with tempfile.TemporaryDirectory() as folder:
        ask = [python, "-m", "askcloud", "--corpus", corpus, "--index", f"{folder}/index"]
        subprocess.run([*ask, "index", "--quiet"], check=True, env=kept, cwd=folder)
        subprocess.run([*ask, QUESTION], check=True, env=kept, cwd=folder, stdout=subprocess.DEVNULL)
        counted = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/counted"]
        subprocess.run([*counted, *ask, QUESTION], check=True, env=kept, cwd=folder, capture_output=True)
        with open(f"{folder}/counted", encoding="utf-8") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("summary:"))


def main() -> None:
    """Count both and print the ratio."""
    other = sys.argv[1]
    corpus = os.path.abspath(sys.argv[2] if len(sys.argv) > 2 else "corpus")
    ours, theirs = instructions(sys.executable, corpus), instructions(other, corpus)
    print(f"{ours:,} instructions, {theirs:,} of the other version: {ours / theirs:.3f}")


if __name__ == "__main__":
    main()
