"""Timestamps as people write them, and links built from nothing but a checked id and a number."""

from __future__ import annotations

import pytest
from samples import NO_TIME

from askcloud.media.citation import APPROXIMATE, EXACT, NONE, REPAIRED, TRUST, Citation, Timestamp
from askcloud.record import replace

CITATION = Citation(
    note="riverfm/a_note.md",
    line=7,
    title="A note",
    channel="riverfm",
    medium="aB3_-678901",
    video_title=None,
    time=Timestamp(63),
)


@pytest.mark.parametrize(
    ("seconds", "clock"),
    [
        (0, "0:00"),
        (9, "0:09"),
        (63, "1:03"),
        (600, "10:00"),
        (3599, "59:59"),
        (3600, "1:00:00"),
        (3663, "1:01:03"),
        (36000, "10:00:00"),
        (360000, "100:00:00"),
    ],
)
def test_clock_is_as_people_write_it(seconds, clock):
    """Hours stand only where there are any; what is not exact is marked so."""
    assert Timestamp(seconds).formatted == clock
    assert {Timestamp(seconds, trust).formatted for trust in (REPAIRED, APPROXIMATE)} == {f"~{clock}"}


def test_clock_without_a_second_is_empty():
    """An unknown time shows nothing."""
    assert (NO_TIME.formatted, Timestamp(None, APPROXIMATE).formatted) == ("", "")


def test_trust_is_ordered_best_first():
    """The order of trust is stored in every index and must not change."""
    assert TRUST == (EXACT, REPAIRED, APPROXIMATE, NONE) == ("exact", "repaired", "approximate", "none")


@pytest.mark.parametrize(
    ("time", "url"),
    [
        (Timestamp(63), "https://www.youtube.com/watch?v=aB3_-678901&t=63s"),
        (Timestamp(0, APPROXIMATE), "https://www.youtube.com/watch?v=aB3_-678901&t=0s"),
        (NO_TIME, "https://www.youtube.com/watch?v=aB3_-678901"),
    ],
    ids=["second", "second zero", "no second"],
)
def test_citation_url_plays_at_the_second(time, url):
    """The link names the video and, where it is known, the second."""
    assert replace(CITATION, time=time).url == url
