"""The cost of building an index, against importing scikit-learn: `python bench/build.py [CORPUS]`."""

from __future__ import annotations

import os
import sys
import tempfile

from cold import run


def main() -> None:
    """Builds from nothing, then again with nothing changed."""
    corpus = sys.argv[1] if len(sys.argv) > 1 else "corpus"
    askcloud = os.path.join(os.path.dirname(sys.executable), "askcloud")
    notes = sum(
        os.path.getsize(os.path.join(folder, name))
        for folder, _, names in os.walk(corpus)
        for name in names
        if name.endswith(".md")
    )
    with tempfile.TemporaryDirectory() as index:
        command = [askcloud, "index", "--quiet", "--corpus", corpus, "--index", index]
        imported, _ = run([sys.executable, "-c", "import sklearn.feature_extraction.text"])
        print(f"{'':26}{'CPU s':>8}{'÷ import':>10}{'peak MB':>9}")
        for name in ("full build", "nothing changed"):
            cpu, peak = run(command)
            print(f"{name:26}{cpu / 1000:8.2f}{cpu / imported:10.2f}{peak:9.1f}")
        size = os.path.getsize(os.path.join(index, "askcloud.db"))
        print(f"index {size / 1e6:.1f} MB, {size / notes:.2f} of the notes' {notes / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
