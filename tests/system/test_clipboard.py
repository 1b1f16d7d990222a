"""Laws of copying to the clipboard: the first tool that works gets the text, and nothing waits for one that hangs."""

from __future__ import annotations

import sys

import pytest

from askcloud.system import clipboard
from askcloud.system.clipboard import copy


@pytest.fixture
def tool(tmp_path, monkeypatch):
    """Makes a clipboard tool from the text of a script; there are no others."""
    monkeypatch.setenv("PATH", str(tmp_path))

    def make(script: str, name: str = "wl-copy") -> None:
        path, code = tmp_path / name, tmp_path / f"{name}.py"
        # A path with a blank cannot be in the first line of a script.
        code.write_text(script, encoding="utf-8")
        path.write_text(f"#!/bin/sh\nexec '{sys.executable}' '{code}'\n", encoding="utf-8")
        path.chmod(0o700)

    return make


def test_copy_gives_the_text_to_the_first_tool(tool, tmp_path):
    """The text goes to the tool's standard input, byte for byte."""
    tool(f"import sys; open({str(tmp_path / 'got')!r}, 'wb').write(sys.stdin.buffer.read())")

    assert copy("“naïve” — $(date)\n")
    assert (tmp_path / "got").read_text(encoding="utf-8") == "“naïve” — $(date)\n"


def test_copy_tries_every_tool_until_one_takes_the_text(tool, tmp_path):
    """A tool that is installed and fails does not keep the text from one that works."""
    tool("raise SystemExit(1)")
    tool(f"import sys; open({str(tmp_path / 'got')!r}, 'wb').write(sys.stdin.buffer.read())", "xsel")

    assert copy("text")
    assert (tmp_path / "got").read_text(encoding="utf-8") == "text"


@pytest.mark.parametrize("script", ["raise SystemExit(1)", None])
def test_copy_says_when_nothing_took_it(tool, script):
    """Without a tool, or with one that fails, nothing was copied."""
    if script:
        tool(script)

    assert not copy("text")


def test_copy_waits_no_longer_than_a_moment(tool, monkeypatch):
    """A tool that hangs is left."""
    monkeypatch.setattr(clipboard, "_TIMEOUT", 0.1)
    tool("import time; time.sleep(60)")

    assert not copy("text")


def test_copy_to_a_tool_that_is_none(tool, tmp_path):
    """A tool that cannot be run took nothing."""
    tool("")
    (tmp_path / "wl-copy").write_bytes(b"\x7fELF no program")

    assert not copy("text")
