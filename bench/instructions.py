"""The instructions of cold questions, compared with another installed version: repeatable where times are not.

`python bench/instructions.py OTHER_PYTHON [CORPUS [QUESTION ...]]`: OTHER_PYTHON is the interpreter of an environment
in which the other version is installed. Both should be installed in the same way, and have answered a question before,
so that their modules are compiled. Needs valgrind.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

QUESTION = "why does data gravity matter"


def instructions(python: str, corpus: str, questions: list[str]) -> list[int]:
    """Return how many instructions `python -m askcloud QUESTION` executes for each question, its index being there."""
    kept = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": ""}
    with tempfile.TemporaryDirectory() as folder:
        ask = [python, "-m", "askcloud", "--corpus", corpus, "--index", f"{folder}/index"]
        subprocess.run([*ask, "index", "--quiet"], check=True, env=kept, cwd=folder)
        return [_counted([*ask, "--no-refresh", question], folder, kept) for question in questions]


def _counted(command: list[str], folder: str, environment: dict[str, str]) -> int:
    """Return how many instructions a command executes the second time."""
    subprocess.run(command, check=False, env=environment, cwd=folder, stdout=subprocess.DEVNULL)
    counted = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/counted"]
    subprocess.run([*counted, *command], check=False, env=environment, cwd=folder, capture_output=True)
    with open(f"{folder}/counted", encoding="utf-8") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("summary:"))


def main() -> None:
    """Count both and print the ratio for each question."""
    other = sys.argv[1]
    corpus = os.path.abspath(sys.argv[2] if len(sys.argv) > 2 else "corpus")
    questions = sys.argv[3:] or [QUESTION]
    ours, theirs = (instructions(python, corpus, questions) for python in (sys.executable, other))
    for question, mine, others in zip(questions, ours, theirs, strict=True):
        print(f"{mine:13,} instructions, {others:13,} of the other version: {mine / others:.3f}  {question}")


if __name__ == "__main__":
    main()
