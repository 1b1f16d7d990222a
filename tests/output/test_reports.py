"""Laws of what is said of a note and an index: nothing in them is obeyed by a terminal."""

from __future__ import annotations

import pytest
from samples import (
    CLAIMS,
    HOSTILE,
    NOTE,
    OWN_SEQUENCES,
    STYLES,
    harmless,
)

from askcloud.corpus.corpus import Corpus
from askcloud.output.reports import note_text, status_text
from askcloud.record import replace

CORPUS = Corpus.parse("corpus")


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("field", ["path", "title", "channel", "medium", "time_trust", "text"])
def test_note_text_lets_nothing_of_a_note_act_on_the_terminal(field, style):
    """Whatever stands in a note or its claims, showing it emits no sequences but our own, and no more lines."""
    note = NOTE if field == "text" else replace(NOTE, **{field: HOSTILE})
    claims = [replace(CLAIMS[0], text=HOSTILE)] if field == "text" else CLAIMS[:1]

    shown = note_text(note, claims, style)

    assert harmless(shown)
    assert shown.count("\n") == note_text(NOTE, CLAIMS[:1]).count("\n")


@pytest.mark.parametrize("where", ["corpus", "folder"])
def test_status_text_lets_no_folder_act_on_the_terminal(make_vault, where):
    """The folders of corpus and index may have any name."""
    vault = make_vault({"a.md": "A lighthouse warns ships of rocks [00:00:10]."})
    vault.update()

    with vault.index() as index:
        shown = status_text(*((Corpus.parse(HOSTILE), "folder") if where == "corpus" else (CORPUS, HOSTILE)), index, 0)

    assert harmless(shown)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE notes SET channel = char({})",
        "UPDATE notes SET time_trust = char({})",
        "UPDATE meta SET value = char({}) WHERE key = 'built'",
        "INSERT INTO skipped VALUES (char({0}), char({0}), '')",
    ],
    ids=["channel", "time trust", "built", "skipped"],
)
def test_status_text_lets_nothing_of_an_index_act_on_the_terminal(make_vault, statement):
    """An index that came with somebody else's notes is trusted as little as they are."""
    vault = make_vault({"a.md": "A lighthouse warns ships of rocks [00:00:10]."})
    vault.update()
    with vault.index() as index:
        tame = status_text(CORPUS, "folder", index, 0).count("\n")
    codes = [str(code) for code in map(ord, HOSTILE) if code]
    vault.execute(statement.format(", ".join(codes[:90])))

    with vault.index() as index:
        shown = status_text(CORPUS, "folder", index, 0)

    assert harmless(shown)
    assert shown.count("\n") == tame + ("skipped" in statement)


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_note_text_says_the_same_in_every_style(style):
    """Colour and links add sequences to a note and change no word."""
    assert OWN_SEQUENCES.sub("", note_text(NOTE, CLAIMS, style)) == note_text(NOTE, CLAIMS)


def test_note_text_shows_each_claim_with_its_second():
    """A note is its title, where it lies, and its claims with their times in a column."""
    assert note_text(NOTE, CLAIMS).splitlines() == [
        "A note",
        "a/note.md · a channel · https://www.youtube.com/watch?v=aB3_dE6-hI9 · times exact",
        "",
        " 1:02:03  The first claim of all.",
        "          The second one.",
    ]


def test_note_text_says_when_there_are_no_claims():
    """A page without a video has no claims, and says so."""
    assert note_text(replace(NOTE, medium=""), []).splitlines()[-1] == "No claims: it is about no video."
