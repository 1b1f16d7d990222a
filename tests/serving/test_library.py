"""Laws of an open index that a server asks: its answers are always of the notes as they are now."""

from __future__ import annotations

import pytest
from samples import MILLS

from askcloud.errors import IndexWriteError, NoteNotFoundError
from askcloud.serving import library

LIBRARY = library.Library


def test_a_note_overwritten_in_place_is_noticed_when_it_is_time_to_look(mills, open_library, monkeypatch):
    """The files of all notes are looked at again some seconds after the last look, and not with every question."""
    now = [100.0]
    monkeypatch.setattr(library, "monotonic", lambda: now[0])
    notes = open_library(mills)
    ask = "which polder was pumped dry by engines"
    notes.fresh().ask(ask)

    mills.write({"mills.md": f"{MILLS} The polder was pumped dry by three engines [00:02:00]."})
    too_soon = notes.fresh().ask(ask)
    now[0] += 6
    in_time = notes.fresh().ask(ask)

    assert not too_soon.answered
    assert in_time.evidence[0].quote == "The polder was pumped dry by three engines."


def test_an_index_that_another_process_replaced_is_taken_up(mills, open_library):
    """The next question is answered from it, without an update of one's own."""
    notes = open_library(mills, lambda: pytest.fail("the index is up to date"))
    notes.fresh().ask("what grinds the grain")

    mills.write({"polder.md": "The polder was pumped dry by three engines [00:02:00]."})
    mills.update()

    assert notes.fresh().ask("which polder was pumped dry by engines").answered


def test_an_index_that_cannot_be_written_still_answers(mills, open_library):
    """Where an update fails, questions are answered from the index that is there."""

    def failing():
        raise IndexWriteError("The disk is full.", hint="Make room.")

    notes = open_library(mills, failing)
    mills.write({"wind.md": "A wind mill pumps water [00:02:00]."})

    assert notes.fresh().ask("what grinds the grain").answered


def test_the_text_of_a_note_is_read_inside_the_corpus_only(mills, open_library):
    """A note is read as it is now; a path that leads elsewhere is one of no note."""
    (mills.root / "secret.md").write_text("A secret [00:00:01].", encoding="utf-8")
    notes = open_library(mills)

    assert MILLS in notes.source("mills.md")
    for path in ("../secret.md", "gone.md", "/etc/passwd"):
        with pytest.raises(NoteNotFoundError):
            notes.source(path)
