"""What an index stores is what it gives back, and what was not stored so is refused."""

from __future__ import annotations

import os
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askcloud.index import postings
from askcloud.index.compression import compress, decompress
from askcloud.index.passages import StoredClaim, StoredPassage, pack_passages, split_passages, unpack_passages
from askcloud.index.postings import POSTING, pack_lists, postings_of, unpack_lists
from askcloud.index.schema import PASSAGE_BITS
from askcloud.notes.reader import read_note

LISTS = st.dictionaries(st.integers(0, 2**32 - 1), st.integers(1, 255), max_size=40)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    ["a%1Fb", "a%1D", "\x1e", "%1e"]
)
LINES = st.sampled_from(
    [
        *("## {}", "- {} and more of it [0:07]", "  - {} below", "{} is what they say [00:01:02]. It is so."),
        *("> [!note] {}", "{}:", "[1:05]({}.mp3#t=65) is when it was said", "[[{}.mp4#t=65|1:05]] is when it was said"),
    ]
)
NOTES = st.lists(st.tuples(LINES, WORDS), max_size=12).map(
    lambda lines: "\n\n".join(["---\nvideoId: aB3_dE6-hI9\n---", *(line.format(word) for line, word in lines)])
)


def _listed(impacts):
    ids = sorted(impacts)
    return array("I", ids).tobytes() + bytes(impacts[each] for each in ids)


@given(st.lists(LISTS, max_size=4), st.sampled_from([0, 100, 1 << 16]))
def test_unpack_lists_undoes_pack_lists(lists, long):
    """Posting lists, long or not, come back from their blob as they were, and it is never longer than they are."""
    listed = [_listed(each) for each in lists]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "_LONG", long)
        blob = pack_lists(listed)

    assert list(unpack_lists(blob, [len(each) for each in lists])) == listed
    assert len(blob) <= sum(map(len, listed))
    assert [dict(zip(found.ids, found.impacts, strict=True)) for found in map(postings_of, listed)] == [
        dict(sorted(each.items())) for each in lists
    ]


@given(LISTS.filter(bool))
def test_unpack_lists_refuses_a_blob_that_lost_a_byte(impacts):
    """A blob gives as many postings as its row says, or none."""
    blob = pack_lists([_listed(impacts)])

    with pytest.raises(ValueError, match=r".+"):
        list(unpack_lists(blob[:-1], [len(impacts)]))


@given(LISTS.filter(bool))
def test_most_is_the_highest_impact(impacts):
    """The highest impact is looked for, not compared."""
    assert postings_of(_listed(impacts)).max_impact == max(impacts.values())


@given(NOTES, st.integers(0, 1000))
def test_unpack_passages_undoes_pack_passages(source, note):
    """Every note comes back from its blob as it was read, whatever signs it holds, and any passage of it alone."""
    passages = read_note("a.md", source).passages
    first = note << PASSAGE_BITS
    expected, before = [], ""
    for at, passage in enumerate(passages, first):
        claims = tuple(
            StoredClaim(
                at,
                place,
                each.text,
                each.time,
                each.line,
                (each.start, each.end),
                each.needs_previous,
                each.is_fragment,
            )
            for place, each in enumerate(passage.claims)
        )
        expected.append(StoredPassage(at, passage.headings, passage.context, claims, before, passage.is_item))
        before = claims[-1].text

    blob = pack_passages(passages)

    if passages:
        assert list(unpack_passages(note, split_passages(blob))) == expected
        assert list(unpack_passages(note, split_passages(blob), [expected[-1].id])) == expected[-1:]
        with pytest.raises(ValueError, match="missing"):
            list(unpack_passages(note, split_passages(blob), [first + len(passages)]))


@given(st.binary(max_size=200), st.integers(0, 300))
def test_inflated_gives_all_or_refuses(whole, most):
    """What was compressed comes back whole, or is refused as longer than it may be; a part of it never comes."""
    blob = compress(whole)

    if len(whole) <= most:
        assert decompress(blob, most) == whole
    else:
        with pytest.raises(ValueError, match="too large"):
            decompress(blob, most)
    with pytest.raises(ValueError, match=r".+"):
        decompress(blob[:-1], most)


def test_deflated_lists_are_shorter_where_ids_follow_each_other():
    """A common word's list takes less than half of its room: that is what the compression is for."""
    listed = _listed({at << PASSAGE_BITS: 1 + at % 200 for at in range(5000)})

    assert len(pack_lists([listed])) < len(listed) // 2
    assert len(pack_lists([os.urandom(POSTING)])) == POSTING
