"""Laws of the texts of a note that are counted."""

from __future__ import annotations

from askcloud.indexer.texts import texts_of
from askcloud.notes.reader import read_note


def test_texts_are_the_same_when_read_and_when_stored(make_vault):
    """A note taken out of an index has the texts it had when it was read: its postings can be removed."""
    source = (
        "---\nvideoId: aB3_dE6-hI9\ntitle: The dam\n---\n\n## Building\n\n"
        "The dam was finished in four years [00:00:50]. It holds back a lake of snow melt [00:01:10]."
    )
    vault = make_vault({"dam.md": source})
    vault.update()
    note = read_note("dam.md", f"{source}\n")

    with vault.index() as index:
        (note_id,) = index.notes()
        stored = texts_of(note_id, index.note(note_id).title, index.passages_of(note_id))

    assert stored == texts_of(note_id, note.title, note.passages)
    assert stored.title == "The dam"
    assert "Building" in stored.passages[0][0]
