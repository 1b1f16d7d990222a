"""Laws of an answer as short lines: one for each result, which a program can take apart and an editor can open."""

from __future__ import annotations

import os

from samples import ABSTENTION, ANSWER, EVIDENCE, HOSTILE, LIST_ANSWER, NEAREST, QUOTE, harmless

from askcloud.corpus.corpus import Corpus
from askcloud.output.short import to_short
from askcloud.record import replace

CORPUS = Corpus((os.path.abspath("/vault"),))
NOTE = os.path.join(os.path.abspath("/vault"), "a/note.md")


def test_to_short_is_a_line_for_each_result():
    """A line is path, line, time and quote; without a time its place is empty."""
    assert to_short(ANSWER, CORPUS).splitlines() == [
        f"{NOTE}:12:1:02:03: {QUOTE}",
        f"{NOTE}:12:: {QUOTE}",
        f"{NOTE}:12:1:02:03: {QUOTE}",
        f"{NOTE}:12:~1:03: {QUOTE}",
    ]
    assert to_short(LIST_ANSWER, CORPUS).count("\n") + 1 == len(LIST_ANSWER.evidence)


def test_to_short_names_notes_as_the_working_directory_sees_them(tmp_path, monkeypatch):
    """A path opens where the command was run: relative below the working directory, else absolute."""
    corpus = Corpus((str(tmp_path / "vault"),))
    monkeypatch.chdir(tmp_path)

    assert to_short(ANSWER, corpus).startswith(f"{os.path.join('vault', 'a/note.md')}:12:")


def test_to_short_says_nothing_of_an_abstention():
    """What does not answer is no result: a program that reads lines gets none."""
    assert to_short(ABSTENTION, CORPUS) == to_short(NEAREST, CORPUS) == ""


def test_to_short_lets_nothing_of_a_note_act_on_the_terminal():
    """Whatever a path or a quote contains, a result is one line of text."""
    hostile = replace(EVIDENCE, quote=HOSTILE, citation=replace(EVIDENCE.citation, note=HOSTILE.replace("/", "")))

    shown = to_short(replace(ANSWER, evidence=(hostile,)), CORPUS)

    assert harmless(shown)
    assert "\n" not in shown
