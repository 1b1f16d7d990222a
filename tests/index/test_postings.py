"""Laws of posting lists and of how those of a term are stored."""

from __future__ import annotations

import random
import zlib
from array import array

import pytest

from askcloud.errors import IndexCorruptError
from askcloud.index import postings
from askcloud.index.postings import POSTING, ByNote, pack_lists, postings_of, unpack_lists, unpack_term


def _list(*postings: tuple[int, int]) -> bytes:
    return array("I", [text for text, _ in postings]).tobytes() + bytes(impact for _, impact in postings)


LISTS = [_list((1, 9), (70_000, 255)), b"", _list((0, 1))]
SIZES = [2, 0, 1]


def test_list_is_ids_and_impacts():
    """A stored list gives its ids and impacts in order, and the highest impact."""
    postings = postings_of(LISTS[0])

    assert (list(postings.ids), list(postings.impacts)) == ([1, 70_000], [9, 255])
    assert [postings_of(listed).max_impact for listed in LISTS] == [255, 0, 1]


@pytest.mark.parametrize("length", [0, 1, 3, 1000, 20_000])
def test_lists_are_given_back(length):
    """Short lists, compressible ones and long ones come back as they were."""
    numbers = random.Random(length)
    listed = _list(*((number * 3, numbers.randrange(1, 256)) for number in range(length)))

    blob = pack_lists([listed, *LISTS])

    assert list(unpack_lists(blob, [length, *SIZES])) == [listed, *LISTS]
    assert len(blob) <= POSTING * (length + sum(SIZES))


@pytest.mark.parametrize(
    "row",
    [
        (1, *SIZES, "text", b""),
        (1, *SIZES, pack_lists(LISTS), "text"),
        (None, *SIZES, pack_lists(LISTS), b""),
        (1, 3, 0, 1, pack_lists(LISTS), b""),
        (1, *SIZES, pack_lists(LISTS) + b"x", b""),
        (1, *SIZES, b"", b""),
        (1, 2, 2, 1, pack_lists(LISTS), b"\0\4\0\1\4\2"),
        (1, 2, 1, 1, pack_lists(LISTS), b"\0\4\0\1\4"),
    ],
    ids=["no blob", "no bytes", "no number", "other sizes", "longer", "empty", "other notes", "lost a byte"],
)
def test_damaged_term_is_refused(row):
    """A term's row with other types or another length of its lists is an error of the index."""
    with pytest.raises(IndexCorruptError):
        unpack_term(row)


def test_term_is_unpacked():
    """A term's row gives its claims and its three lists, or two and what it has by note."""
    by_note = ByNote(b"\0\4\0", b"\1\4\2", 1)

    assert unpack_term((7, *SIZES, pack_lists(LISTS), b"")) == (7, *LISTS, None)
    assert unpack_term((7, 2, 1, 1, pack_lists(LISTS), b"\0\4\0\1\4\2")) == (7, *LISTS, by_note)
    assert by_note.max_impact == 4


def test_short_lists_would_not_become_shorter():
    """Lists that are not compressed, as they are short, would take no fewer bytes if they were."""
    for length in range(postings._SHORT + 1):
        assert {len(zlib.compress(bytes([byte]) * length, 1)) >= length for byte in range(256)} == {True}
    assert len(pack_lists([b"", bytes(2 * POSTING)])) == 2 * POSTING
