"""Laws of the passages of a note as an index stores them."""

from __future__ import annotations

import tracemalloc

import pytest

from askcloud.index.compression import compress
from askcloud.index.passages import pack_passages, split_passages, unpack_outline, unpack_passages
from askcloud.index.schema import MAX_ABOVE, MAX_CLAIMS, MAX_NOTE_CLAIMS, MAX_NOTE_LETTERS, MAX_PASSAGES, PASSAGE_BITS
from askcloud.notes.reader import read_note

SOURCE = """---
videoId: aB3_dE6-hI9
---

## Building

The dam was finished in four years [00:00:50]. It holds back a lake of snow melt [00:01:10].

## Leaks

The old wall lets the water through in spring.

* The gates are opened when the lake is full.
* A fish ladder
"""
NOTE = 7


def _stored(wanted=None):
    return list(unpack_passages(NOTE, split_passages(pack_passages(read_note("dam.md", SOURCE).passages)), wanted))


def test_passages_are_given_back():
    """Every passage comes back with its headings, and every claim with its text, time, line and span."""
    passages, stored = read_note("dam.md", SOURCE).passages, _stored()

    assert [passage.id - (NOTE << PASSAGE_BITS) for passage in stored] == list(range(len(passages)))
    assert [(passage.headings, passage.context, passage.is_item) for passage in stored] == [
        (passage.headings, passage.context, passage.is_item) for passage in passages
    ]
    assert [
        (claim.text, claim.time, claim.line, claim.span, claim.needs_previous, claim.is_fragment, claim.note)
        for passage in stored
        for claim in passage.claims
    ] == [
        (claim.text, claim.time, claim.line, (claim.start, claim.end), claim.needs_previous, claim.is_fragment, NOTE)
        for passage in passages
        for claim in passage.claims
    ]


def test_wanted_passages_are_read_alone():
    """Passages asked for by id are the same as among all of them, with the sentence before them."""
    whole = _stored()

    assert _stored([whole[-1].id]) == whole[-1:]
    assert whole[-1].before == whole[-2].claims[-1].text


def test_an_outline_has_the_headings_above_each_passage():
    """It agrees with the passages."""
    packed = pack_passages(read_note("dam.md", SOURCE).passages)

    assert [(each.headings, each.context, each.is_item) for each in unpack_outline(split_passages(packed))] == [
        (passage.headings, passage.context, passage.is_item) for passage in _stored()
    ]


@pytest.mark.parametrize("passage", [(NOTE << PASSAGE_BITS) - 1, (NOTE + 1) << PASSAGE_BITS])
def test_missing_passage_is_an_error(passage):
    """An id that is not a passage of the note is an error."""
    with pytest.raises(ValueError, match="missing"):
        _stored([passage])


@pytest.mark.parametrize("text", ["", "\x1e\x1e\x1etext", "\x1e\x1e\x1etext\x1f\x1f1\x1f2\x1f3\x1fx\x1f0\x1f0"])
def test_damaged_passages_are_an_error(text):
    """Fields that are missing, or numbers that are not, are an error."""
    with pytest.raises((ValueError, KeyError)):
        list(unpack_passages(NOTE, split_passages(compress(text.encode()))))


MANY = 4 * MAX_NOTE_LETTERS - 10


@pytest.mark.parametrize(
    "text",
    [
        "\x1d" * MANY,
        "\x1e" * MANY,
        "\x1f" * MANY + "\x1e\x1e\x1e",
        "\x1e" + "\x1f" * MANY + "\x1e\x1e",
        "\x1e\x1e\x1e" + "\x1f" * MANY,
        "a" * (MANY + 11),
    ],
    ids=["passages", "claims", "headings", "context", "fields", "letters"],
)
def test_a_few_bytes_never_become_millions_of_parts(text):
    """A blob that unpacks to more parts than a note has is an error within 100 MB, before its parts are made."""
    blob = compress(text.encode(), 1)
    del text

    tracemalloc.start()
    try:
        with pytest.raises(ValueError, match=r"than a note has|too large|too many values"):
            list(unpack_passages(NOTE, split_passages(blob)))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert len(blob) < 100_000
    assert peak < 100_000_000


CLAIM = "text\x1f\x1f0\x1f1\x1f1\x1f\x1f0\x1f0"


@pytest.mark.parametrize(
    ("passages", "claims", "above", "refused"),
    [
        (1, MAX_CLAIMS, MAX_ABOVE, False),
        (1, MAX_CLAIMS + 1, 1, True),
        (1, 1, MAX_ABOVE + 1, True),
        (MAX_NOTE_CLAIMS // MAX_CLAIMS, MAX_CLAIMS, 1, False),
        (MAX_NOTE_CLAIMS // MAX_CLAIMS + 1, MAX_CLAIMS, 1, True),
        (MAX_PASSAGES, 1, 1, False),
        (MAX_PASSAGES + 1, 1, 1, True),
    ],
)
def test_a_note_has_no_more_than_is_indexed(passages, claims, above, refused):
    """As many passages, claims and headings as an index stores of a note are read, and one more is damage."""
    passage = "\x1e".join(("\x1f".join(["above"] * above), "", "", *[CLAIM] * claims))
    blob = compress("\x1d".join([passage] * passages).encode())

    if refused:
        with pytest.raises(ValueError, match="more"):
            list(unpack_passages(NOTE, split_passages(blob)))
    else:
        assert sum(len(each.claims) for each in unpack_passages(NOTE, split_passages(blob))) == passages * claims
