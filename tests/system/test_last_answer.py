"""Laws of the stored answer: what was written is read, by its owner alone, and a failure is never noticed."""

from __future__ import annotations

import os

import pytest

from askcloud.system.last_answer import LastAnswer, StoredResult, read_last_answer, write_last_answer

RESULTS = (
    StoredResult("a/note.md", 12, 63, "https://www.youtube.com/watch?v=aB3_dE6-hI9&t=63s"),
    StoredResult("b\t\r\n%20é\u2028.md", 1, None, "file:talk.mp4"),
)


@pytest.fixture
def folder(tmp_path):
    """A folder that is not there yet."""
    return str(tmp_path / "state" / "askcloud")


@pytest.mark.parametrize("results", [RESULTS, ()], ids=["results", "none"])
def test_last_answer_is_read_as_it_was_written(folder, results):
    """Whatever a question or a path contains, it comes back; the newest answer replaces the one before."""
    write_last_answer(folder, LastAnswer("before", "/notes", RESULTS))
    answer = LastAnswer("why\tis\nit 100%?", "/my\tnotes\n/more", results)
    write_last_answer(folder, answer)

    assert read_last_answer(folder) == answer
    assert os.listdir(folder) == ["last-answer"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
def test_last_answer_is_private(folder, tmp_path):
    """Only its owner can read it, also where another program made the file; a link in its place is not followed."""
    other = tmp_path / "other"
    other.write_text("mine", encoding="utf-8")
    os.makedirs(folder)
    os.symlink(other, os.path.join(folder, "last-answer"))

    write_last_answer(folder, LastAnswer("why is it", "/notes", RESULTS))

    assert os.lstat(os.path.join(folder, "last-answer")).st_mode & 0o777 == 0o600
    assert other.read_text(encoding="utf-8") == "mine"
    assert not os.path.islink(os.path.join(folder, "last-answer"))


def test_last_answer_that_cannot_be_written_is_done_without(tmp_path):
    """Where the folder cannot be created nothing is stored, and nothing fails."""
    (tmp_path / "file").write_text("", encoding="utf-8")

    write_last_answer(str(tmp_path / "file"), LastAnswer("why is it", "/notes", RESULTS))

    assert read_last_answer(str(tmp_path / "file")) is None


@pytest.mark.parametrize(
    "text",
    [
        *("", "question", "question\twhy\n", "\ufeff\t\t\t\n", "a\tb\tc\td"),
        *("question\twhy\t/a\na.md\t1\n", "question\twhy\t/a\na.md\tx\t1\tl\n"),
    ],
)
def test_last_answer_that_is_something_else_is_none(folder, text):
    """A file that another program wrote is no answer."""
    os.makedirs(folder)
    with open(os.path.join(folder, "last-answer"), "w", encoding="utf-8") as file:
        file.write(text)

    assert read_last_answer(folder) is None
