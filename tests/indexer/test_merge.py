"""Laws of merging and removing the postings of a term."""

from __future__ import annotations

from array import array

from askcloud.index.postings import postings_of
from askcloud.index.schema import PASSAGE_BITS
from askcloud.indexer import merge
from askcloud.indexer.merge import listed_row, merge_rows, remove_notes, stored_row


def _list(*postings: tuple[int, int]) -> bytes:
    return array("I", [text for text, _ in postings]).tobytes() + bytes(impact for _, impact in postings)


def _pairs(listed: bytes) -> list[tuple[int, int]]:
    postings = postings_of(listed)
    return list(zip(postings.ids, postings.impacts, strict=True))


def _passage(note: int, position: int) -> int:
    return (note << PASSAGE_BITS) + position


FIRST = ("dam", 3, _list((_passage(1, 0), 7), (_passage(4, 2), 9)), _list((1, 5), (4, 6)), _list((4, 8)))
SECOND = ("dam", 1, _list((_passage(2, 1), 3)), _list((2, 2)), b"")


def test_merged_rows_are_in_order_of_id():
    """Rows of other notes are merged with their ids ascending, each with its impact, and their claims added up."""
    term, claims, passages, notes, titles = merge_rows([FIRST, SECOND])

    assert (term, claims) == ("dam", 4)
    assert _pairs(passages) == [(_passage(1, 0), 7), (_passage(2, 1), 3), (_passage(4, 2), 9)]
    assert _pairs(notes) == [(1, 5), (2, 2), (4, 6)]
    assert _pairs(titles) == [(4, 8)]


def test_rows_that_are_known_to_be_in_order_are_not_sorted():
    """Rows whose ids ascend from one to the next give the same row with and without sorting."""
    above = ("dam", 2, _list((_passage(5, 0), 1), (_passage(6, 3), 2)), _list((5, 3), (6, 4)), _list((6, 1)))

    for rows in ([FIRST, above], [SECOND, above], [above], [SECOND, above, ("dam", 0, b"", b"", _list((7, 2)))]):
        assert merge_rows(rows, in_order=True) == merge_rows(rows)


def test_removed_notes_take_their_postings_with_them():
    """Removing the notes that were merged in gives the row of before; removing all leaves empty lists."""
    merged = merge_rows([FIRST, SECOND])

    assert remove_notes(merged, 1, [2]) == FIRST
    assert remove_notes(merged, 4, [1, 2, 4]) == ("dam", 0, b"", b"", b"")


def test_a_term_in_many_notes_is_stored_by_note(monkeypatch):
    """What it has by note is the impact of each note and the highest one of its passages, wherever there is one."""
    monkeypatch.setattr(merge, "_LONG", 0)
    row = ("dam", 3, _list((_passage(1, 0), 7), (_passage(1, 4), 9), (_passage(3, 2), 2)), _list((1, 5), (2, 6)), b"")

    *_, postings, by_note = stored_row(row)

    assert by_note == bytes([0, 5, 6, 0, 0, 9, 0, 2])
    assert _pairs(postings) == _pairs(row[2])


def test_stored_rows_are_listed_again(monkeypatch):
    """A row comes back as it was, however it is stored: short, long, in few of many notes, in a title alone."""
    few = ("dam", 1, _list((_passage(100, 1), 3)), _list((100, 2)), b"")
    hub = ("dam", 0, b"", _list((4, 3)), _list((4, 8)))
    by_note = []
    for long in (0, 1 << 16):
        monkeypatch.setattr(merge, "_LONG", long)
        for row in (FIRST, SECOND, few, hub):
            term, *stored = stored_row(row)
            by_note.append(bool(stored[-1]))

            assert listed_row(term, stored) == row

    assert by_note == [True, True, False, True, False, False, False, False]
