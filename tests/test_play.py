"""What is started to play an answer: a browser on a link, a player on a file, and never through a shell."""

from __future__ import annotations

import os
import shutil
import webbrowser

import pytest

from askcloud.answer import Answer, Evidence, abstention
from askcloud.citation import Citation, Timestamp
from askcloud.play import play


def answer_of(medium: str) -> Answer:
    citation = Citation("a/note.md", 12, "A note", "", medium, None, Timestamp(63))
    return Answer("When?", True, 0.75, None, (), (), (Evidence("It was.", "", (), citation, 2.5, {}, ()),))


@pytest.fixture
def started(monkeypatch):
    """What was started: programs with their arguments, links opened."""
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    found = []
    monkeypatch.setattr(webbrowser, "open", found.append)
    monkeypatch.setattr(os, "spawnv", lambda _mode, program, arguments: found.append((program, arguments)))
    return found


@pytest.fixture
def film(tmp_path):
    """A film of the vault."""
    path = tmp_path.resolve() / "-film.mp4"
    path.write_bytes(b"")
    return path


def test_link_is_opened_in_the_browser(started, tmp_path):
    """A video's link at its second goes to the browser."""
    assert play(answer_of("aB3_dE6-hI9"), str(tmp_path)) == ""
    assert started == ["https://www.youtube.com/watch?v=aB3_dE6-hI9&t=63s"]


@pytest.mark.parametrize(("installed", "option"), [("mpv", "--start=63"), ("vlc", "--start-time=63")])
def test_file_is_played_by_what_is_installed(started, film, monkeypatch, installed, option):
    """A file of the vault is played from its second by mpv, else by VLC; its name is no option."""
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}" if name == installed else None)

    assert play(answer_of("file:-film.mp4"), str(film.parent)) == ""
    assert started == [(f"/bin/{installed}", [installed, option, "--", str(film)])]


def test_file_without_a_player_is_named(started, film, monkeypatch):
    """Where no player is installed a person is told the path."""
    monkeypatch.setattr(shutil, "which", lambda _name: None)

    assert play(answer_of("file:-film.mp4"), str(film.parent)) == f"Open it yourself: {film}"
    assert started == []


def test_over_a_remote_shell_nothing_is_started(started, film, monkeypatch):
    """Where nothing can be seen or heard, a person is told what to open."""
    monkeypatch.setenv("SSH_CONNECTION", "1.2.3.4")

    assert play(answer_of("file:-film.mp4"), str(film.parent)) == f"Open it yourself: {film}"
    assert play(answer_of("vimeo:1"), str(film.parent)) == "Open it yourself: https://vimeo.com/1#t=63s"
    assert started == []


@pytest.mark.parametrize("answer", [answer_of("no id"), answer_of("file:none.mp4"), abstention("When?", "")])
def test_what_cannot_be_played_is_said(started, tmp_path, answer):
    """Without a valid medium, or an answer, there is nothing to play."""
    assert play(answer, str(tmp_path)) == "There is nothing to play."
    assert started == []
