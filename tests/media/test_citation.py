"""Citations: times as people write them, and links built only from a checked id and a number."""

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
    ("seconds", "formatted"),
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
def test_formatted_time_is_as_people_write_it(seconds, formatted):
    """Hours are shown only if there are any; a time that is not exact is marked."""
    assert Timestamp(seconds).formatted == formatted
    assert {Timestamp(seconds, trust).formatted for trust in (REPAIRED, APPROXIMATE)} == {f"~{formatted}"}


def test_formatted_time_without_a_second_is_empty():
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
    """The link names the video and, if it is known, the second."""
    assert replace(CITATION, time=time).url == url


@pytest.mark.parametrize("medium", ["file:rivers.mp4", "odd id"])
def test_citation_without_a_valid_medium_has_no_url(medium):
    """A file, or an id that is not valid, has no link."""
    assert replace(CITATION, medium=medium).url is None


def test_citation_shows_the_title_of_the_video_if_it_is_known():
    """The title of the note is shown only if no note gives that of the video."""
    assert CITATION.shown_title == "A note"
    assert replace(CITATION, video_title="Rivers").shown_title == "Rivers"


@pytest.mark.parametrize(("medium", "video_id"), [("aB3_-678901", "aB3_-678901"), ("vimeo:76979871", "")])
def test_citation_video_id_is_that_of_youtube(medium, video_id):
    """Only a YouTube video has an id."""
    assert replace(CITATION, medium=medium).video_id == video_id
