"""Laws of starting other programs: by lists of arguments, where a person sees them, and without fuss where none is."""

from __future__ import annotations

import subprocess
import sys
import webbrowser

import pytest

from askcloud.system.launch import can_open_browser, editor_command, play, run_editor

PATH = "/vault/Water/-dam.md"


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":10", "SSH_CONNECTION": "1.2.3.4 5 6.7.8.9 22"}, False),
        ("linux", {"DISPLAY": ":10", "SSH_TTY": "/dev/pts/1"}, False),
        ("darwin", {}, True),
        ("win32", {}, True),
        ("darwin", {"SSH_CONNECTION": "1"}, False),
    ],
)
def test_play_only_where_a_browser_is_seen(monkeypatch, platform, environment, expected):
    """Over SSH, or on Linux without a display, no browser would be seen."""
    monkeypatch.setattr(sys, "platform", platform)

    assert can_open_browser(environment) is expected


def test_play_hands_the_link_to_the_browser(monkeypatch):
    """The browser gets the link as it is."""
    opened = []
    monkeypatch.setattr(webbrowser, "open", lambda url: opened.append(url) or True)

    assert play("https://www.youtube.com/watch?v=aB3_dE6-hI9&t=1s", 1)
    assert opened == ["https://www.youtube.com/watch?v=aB3_dE6-hI9&t=1s"]


@pytest.mark.parametrize(("installed", "option"), [("mpv", "--start=63"), ("vlc", "--start-time=63")])
def test_play_hands_a_file_to_the_player_that_is_installed(monkeypatch, installed, option):
    """A file is played from its second by mpv, else by VLC; its name is never an option, and no shell is started."""
    started = []

    def start(command, **options):
        if command[0] != installed:
            raise FileNotFoundError
        assert not options.get("shell")
        started.append(command)

    monkeypatch.setattr(subprocess, "Popen", start)

    assert play("/vault/-film.mp4", 63)
    assert started == [[installed, option, "--", "/vault/-film.mp4"]]


def test_play_says_where_no_player_is_installed(monkeypatch):
    """Without mpv and VLC a file cannot be played."""
    monkeypatch.setenv("PATH", "")

    assert not play("/vault/-film.mp4", 63)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, None),
        ({"EDITOR": " "}, None),
        ({"EDITOR": "vim"}, ["vim", "+12", "--", PATH]),
        ({"EDITOR": "vim", "VISUAL": "/usr/bin/nano -w"}, ["/usr/bin/nano", "-w", "+12", "--", PATH]),
        ({"EDITOR": "emacsclient -t"}, ["emacsclient", "-t", "+12", PATH]),
        ({"EDITOR": "code --wait"}, ["code", "--wait", "--goto", f"{PATH}:12"]),
        ({"EDITOR": "hx"}, ["hx", f"{PATH}:12"]),
        ({"EDITOR": "'my editor' --x"}, ["my editor", "--x", PATH]),
    ],
)
def test_editor_gets_path_and_line(environment, expected):
    """The user's editor is called with the line in its own way, or without one where that is not known."""
    assert editor_command(PATH, 12, environment) == expected


@pytest.mark.parametrize("unreadable", ["vim 'x", '"'])
def test_editor_that_cannot_be_read_is_none(unreadable):
    """A setting whose quotes do not close names no editor."""
    assert editor_command(PATH, 1, {"EDITOR": unreadable}) is None


def test_editor_runs_until_it_is_left(tmp_path):
    """An editor is run with its arguments, and one that is not there says so."""
    left = tmp_path / "left"

    assert run_editor([sys.executable, "-c", f"open({str(left)!r}, 'w').close()"])
    assert left.exists()
    assert not run_editor([str(tmp_path / "no editor")])


@pytest.fixture
def program(tmp_path):
    """Makes a program from the text of a script."""

    def make(name: str, script: str) -> str:
        path, code = tmp_path / name, tmp_path / f"{name}.py"
        # A path with a blank cannot be in the first line of a script.
        code.write_text(script, encoding="utf-8")
        path.write_text(f"#!/bin/sh\nexec '{sys.executable}' '{code}'\n", encoding="utf-8")
        path.chmod(0o700)
        return str(path)

    return make
