"""The cases of the fixture files: pieces of Markdown with what is expected of each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parent / "fixtures"


def cases_of(name: str) -> list:
    """Return the (input, expected) cases of a fixture file as parameters, each named by the line above it.

    `<U+200B>` in the file is the character of that number.
    """
    text = (FIXTURES / name).read_text(encoding="utf-8")
    text = re.sub(r"<U\+([0-9A-F]{4,5})>", lambda code: chr(int(code.group(1), 16)), text)
    parts = re.split(r"^\.\n", text, flags=re.MULTILINE)
    assert len(parts) % 3 == 1, f"{name}: a case is a title, an input and an output, each ended by a full stop"
    return [
        pytest.param(source, expected.strip(), id=title.strip().splitlines()[-1])
        for title, source, expected in zip(parts[:-1:3], parts[1::3], parts[2::3], strict=True)
    ]


def lines_of(name: str) -> list[str]:
    """Return the lines of a fixture file in which each line is a case, without its heading."""
    return (FIXTURES / name).read_text(encoding="utf-8").splitlines()[2:]
