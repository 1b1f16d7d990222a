"""Laws of what tools and resources read: always of the notes as they are now."""

from __future__ import annotations

import pytest
from samples import MILLS

from askcloud.errors import AskcloudError, NoteNotFoundError
from askcloud.mcp.library import LISTED, SENTENCES, Library, address_of

LIBRARY = Library


def _quotes(found):
    return [each["quote"] for each in found.fields["sentences"]]


def test_a_note_is_shown_as_it_is_now_by_page_and_range(make_vault, open_library):
    """All pages together are the sentences of the note; a range leaves out what is on other lines or at other times."""
    lines = [f"- Sentence number {n} has its own line [00:{n // 60:02}:{n % 60:02}]." for n in range(SENTENCES + 5)]
    vault = make_vault({"long.md": "\n".join(lines)})
    vault.update()
    notes = open_library(vault)
    notes.ask({"question": "which sentence has its own line"})  # the next look is not due
    vault.write({"long.md": "\n".join(["- A new first sentence stands here.", *lines])})

    pages = [notes.show_note({"note": "long", "page": page}) for page in (1, 2, 3)]
    first = pages[0].fields["sentences"][0]
    lines_shown = notes.show_note({"note": "long.md", "from_line": first["line"], "to_line": first["line"] + 1})
    seconds_shown = notes.show_note({"note": "long", "from_second": 7, "to_second": 8})

    assert _quotes(pages[0])[:2] == [
        "A new first sentence stands here.",
        "Sentence number 0 has its own line.",
    ]
    assert [len(_quotes(page)) for page in pages] == [SENTENCES, 6, 0]
    assert (pages[0].fields["total"], pages[0].fields["pages"]) == (SENTENCES + 6, 2)
    assert pages[0].text.endswith("\n\nPage 1 of 2.")
    assert len(_quotes(lines_shown)) == 2
    assert [each["seconds"] for each in seconds_shown.fields["sentences"]] == [7, 8]


def test_notes_are_found_by_words_and_filters(make_vault, open_library):
    """Words are looked for in titles, filters leave out other notes, and pages are all notes, each once."""
    vault = make_vault({f"c{n % 2}/note {n:03}.md": MILLS for n in range(2 * LISTED + 2)})
    vault.update()
    notes = open_library(vault)

    pages = [notes.find_notes({"channel": "c1", "page": page}).fields for page in (1, 2)]
    one = notes.find_notes({"words": "note 007"}).fields

    listed = [item["note"] for page in pages for item in page["items"]]
    assert listed == [f"c1/note {n:03}.md" for n in range(1, 2 * LISTED + 2, 2)]
    assert [item["note"] for item in one["items"]] == ["c1/note 007.md"]


def test_nothing_outside_the_corpus_is_read(mills, open_library):
    """A path that a forged index holds is not read, nor is one behind a link that leads out of the corpus."""
    (mills.root / "secret.md").write_text("A secret [00:00:01].", encoding="utf-8")
    mills.execute("UPDATE notes SET path = '../secret.md'")
    notes = open_library(mills, lambda: None)

    for read in (lambda: notes.read(address_of("../secret.md")), lambda: notes.show_note({"note": "secret"})):
        with pytest.raises(NoteNotFoundError):
            read()


def test_the_status_tells_of_a_running_update(mills, open_library):
    """How far an update is is told beside what the index contains."""
    found = open_library(mills).status((3, 9))

    assert found.fields["building"] == {"read": 3, "of": 9}
    assert found.text.endswith("The index is being updated: 3 of 9 notes are read.")


def test_an_address_holds_any_path(make_vault, open_library):
    """A note is read by its address whatever signs are in its path."""
    path = "a b/50 % “off” #1?.md"
    vault = make_vault({path: MILLS})
    vault.update()
    notes = open_library(vault)

    assert address_of(path).isascii()
    assert MILLS in notes.read(address_of(path))
    with pytest.raises(AskcloudError):
        notes.read(address_of("a b"))
