"""Laws of what is remembered between runs: private, small, and done without where it cannot be written."""

from __future__ import annotations

import os

import pytest

from askcloud.system.history import MAX_QUESTIONS, History, log_failure, read_text, write_text


@pytest.fixture
def path(tmp_path):
    """A file in a folder that is not there yet."""
    return str(tmp_path / "state" / "askcloud" / "file")


def test_history_is_kept_across_runs(path):
    """Questions of one run are there in the next, oldest first, each on one line and no two alike in a row."""
    for question in ("why is it", "why is it", " what\n\tis  that ", "", "why is it"):
        History(path).add(question)

    with open(path, encoding="utf-8") as file:
        assert file.read() == "why is it\nwhat is that\nwhy is it\n"


def test_history_goes_back_and_forth(path):
    """Going back stops at the oldest; going forth ends with what was typed."""
    history = History(path)
    for question in ("one", "two"):
        history.add(question)

    assert [history.before("ty"), history.before("two"), history.before("one")] == ["two", "one", "one"]
    assert [history.after("one"), history.after("two"), history.after("ty")] == ["two", "ty", "ty"]


def test_history_that_is_empty_changes_nothing():
    """Without questions the arrows leave what is typed."""
    history = History(None)

    assert (history.before("typed"), history.after("typed")) == ("typed", "typed")


def test_history_without_a_file_lasts_a_run(tmp_path, monkeypatch):
    """Without a file questions come back in this run, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    history = History(None)
    history.add("why is it")

    assert history.before("") == "why is it"
    assert list(tmp_path.iterdir()) == []


def test_history_keeps_the_newest(path):
    """A file that has grown long is cut to the newest questions."""
    os.makedirs(os.path.dirname(path))
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(f"question {number}\n" for number in range(2 * MAX_QUESTIONS + 1))

    history = History(path)

    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    assert (len(lines), lines[-1]) == (MAX_QUESTIONS, f"question {2 * MAX_QUESTIONS}")
    assert history.before("") == f"question {2 * MAX_QUESTIONS}"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
def test_files_are_private(path):
    """History, theme and log can be read by their owner alone, also where another program made them."""
    os.makedirs(os.path.dirname(path))
    with open(path, "w", encoding="utf-8"):
        os.chmod(path, 0o644)

    History(path).add("why is it")
    write_text(f"{path}2", "theme")
    log_failure(f"{path}3", ValueError())

    assert [os.stat(each).st_mode & 0o777 for each in (path, f"{path}2", f"{path}3")] == [0o600] * 3


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_files_are_not_written_through_links(path, tmp_path):
    """A link in a file's place is not followed."""
    other = tmp_path / "other"
    other.write_text("mine", encoding="utf-8")
    os.makedirs(os.path.dirname(path))
    os.symlink(other, path)

    write_text(path, "theme")

    assert other.read_text(encoding="utf-8") == "mine"


def test_what_cannot_be_written_is_done_without(tmp_path):
    """A folder that cannot be created is not an error, and nothing is read from it."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    path = str(tmp_path / "file" / "history")

    history = History(path)
    history.add("why is it")
    write_text(path, "theme")
    log_failure(path, ValueError())

    assert history.before("") == "why is it"
    assert read_text(path) == ""


def test_remembered_text_is_the_last(path):
    """What is remembered replaces what was."""
    write_text(path, "a longer theme")
    write_text(path, "short")

    assert read_text(path) == "short"


def _fail(secret: str) -> None:
    raise ValueError(len(secret))


def test_log_holds_the_trace_and_no_values(path):
    """A failure is logged with its trace, without the values of variables, after those before."""
    for secret in ("granite", "by rail"):
        with pytest.raises(ValueError, match="7") as failure:
            _fail(secret)
        log_failure(path, failure.value)

    with open(path, encoding="utf-8") as file:
        logged = file.read()
    assert logged.count("ValueError: 7") == 2
    assert "in _fail" in logged
    assert "granite" not in logged.replace('("granite", "by rail")', "")


def test_log_starts_anew_when_it_is_long(path):
    """A log never grows without end."""
    write_text(path, "x" * 1_000_001)

    log_failure(path, ValueError("new"))

    assert os.path.getsize(path) < 1_000
