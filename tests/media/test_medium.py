"""Links and commands that play a medium: built from checked parts, so that a note cannot add anything to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askcloud.media.medium import (
    is_note,
    is_playable,
    link_to,
    percent_decoded,
    percent_encoded,
    youtube_id_of,
)


@pytest.mark.parametrize(
    ("medium", "at_63", "whole"),
    [
        (
            "aB3_-678901",
            "https://www.youtube.com/watch?v=aB3_-678901&t=63s",
            "https://www.youtube.com/watch?v=aB3_-678901",
        ),
        ("vimeo:76979871", "https://vimeo.com/76979871#t=63s", "https://vimeo.com/76979871"),
        (
            "https://example.com/ep%201.mp3?x=1",
            "https://example.com/ep%201.mp3?x=1#t=63",
            "https://example.com/ep%201.mp3?x=1",
        ),
        (
            "obsidian://podnotes?episodeName=On%20rivers&url=https%3A%2F%2Fexample.com%2Fa.mp3",
            "obsidian://podnotes?episodeName=On%20rivers&url=https%3A%2F%2Fexample.com%2Fa.mp3&time=63",
            "obsidian://podnotes?episodeName=On%20rivers&url=https%3A%2F%2Fexample.com%2Fa.mp3",
        ),
        (
            "obsidian://vlcBridge?mediaPath=file%3A%2F%2F%2Fa.mp4",
            "obsidian://vlcBridge?mediaPath=file%3A%2F%2F%2Fa.mp4&timestamp=63",
            "obsidian://vlcBridge?mediaPath=file%3A%2F%2F%2Fa.mp4",
        ),
        ("file:talks/rivers.mp4", None, None),
    ],
    ids=["YouTube", "Vimeo", "address", "PodNotes", "VLC Bridge", "file"],
)
def test_link_plays_at_the_second(medium, at_63, whole):
    """The link names the medium and, if it is known, the second; a file has no link."""
    assert (link_to(medium, 63), link_to(medium, None)) == (at_63, whole)


@pytest.mark.parametrize(
    "medium",
    [
        *("", "short", "aB3_-6789012", "aB3_-67890\n", "aB3_-678901\n", "\naB3_-678901", "aB3_-67890&"),
        *("aB3_-6789\x1b[", "aB3_-67890é", "aB3_-67890٣", '"><a href="', "../../aB3_-", "javascript:"),
        *(
            "javascript:alert(1)",
            "vimeo:1/../x",
            "vimeo:٧٦٩٧٩٨٧١",
            "https://a.example:٨٠/",
            "vimeo:",
            "vimeo:12\n",
            "ftp://example.com/a.mp3",
            "https://",
        ),
        *("https://user@example.com/", "https://example.com/\x1b]8;;", "https://example.com/a b", "https://é.com/"),
        *("https://example.com/a'b", "https://example.com/$(x)", "https://example.com/`x`", "https://-x.com/"),
        *("obsidian://open?vault=a", "obsidian://podnotes?url=a b", "obsidian://podnotes?url=\x07", "file:///etc/x"),
    ],
    ids=ascii,
)
def test_invalid_medium_has_no_link(medium):
    """Anything but an id or an address of safe characters has no link."""
    assert link_to(medium, 63) is None


@given(st.text())
def test_percent_encoded_text_is_safe_and_can_be_decoded(text):
    """An encoded value contains only letters, digits and a few signs, and decodes to the same text."""
    safe = percent_encoded(text.encode(errors="replace").decode())

    assert set(safe) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%")
    assert percent_decoded(safe) == text.encode(errors="replace").decode()


@pytest.mark.parametrize(
    ("medium", "video_id"),
    [("aB3_-678901", "aB3_-678901"), ("odd id", "odd id"), ("vimeo:1", ""), ("https://a.com", ""), ("file:a.mp3", "")],
)
def test_youtube_id_of(medium, video_id):
    """A medium without the prefix of another kind is a YouTube id, as the note gives it."""
    assert youtube_id_of(medium) == video_id


@pytest.mark.parametrize(
    ("medium", "playable"),
    [("aB3_-678901", True), ("vimeo:1", True), ("file:missing.mp4", True), ("odd id", False), ("javascript:x", False)],
)
def test_medium_is_playable_with_a_link_or_as_a_file(medium, playable):
    """A medium can be played if it has a link or is a file, whether or not that file exists."""
    assert is_playable(medium) is playable


def test_percent_codes_that_are_not_utf8_become_replacement_characters():
    """Text that nobody encoded is decoded without an error."""
    assert percent_decoded("100% %FF %C3%A9 %zz") == "100% \ufffd é %zz"


@pytest.mark.parametrize("medium", ["aB3_-678901", "vimeo:1", "file:a.md", "https://example.com/a.md", ""])
def test_other_media_are_no_notes(medium):
    """Only the media that stand for notes are notes."""
    assert not is_note(medium)
