"""Links and commands that play a medium: built from checked parts, so that a note cannot add anything to them."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askcloud.corpus.corpus import Corpus
from askcloud.media.medium import (
    file_of,
    is_note,
    is_playable,
    link_to,
    location_of,
    percent_decoded,
    percent_encoded,
    player_commands,
    stream_of,
    youtube_id_of,
)
from askcloud.media.note_address import address_of_note


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


@pytest.fixture
def corpus(tmp_path):
    """A vault with a talk in a folder, and a talk outside the vault."""
    (tmp_path / "corpus" / "talks").mkdir(parents=True)
    (tmp_path / "corpus" / "talks" / "rivers.mp4").write_bytes(b"")
    (tmp_path / "outside.mp4").write_bytes(b"")
    (tmp_path / "corpus" / "link.mp4").symlink_to(tmp_path / "outside.mp4")
    return tmp_path / "corpus"


@pytest.mark.parametrize("path", ["talks/rivers.mp4", "rivers.mp4", "elsewhere/rivers.mp4"])
def test_file_of_the_vault_is_found_by_path_or_name(corpus, path):
    """A file is found by its path, else by its name."""
    assert file_of(f"file:{path}", Corpus((str(corpus),))) == str(corpus.resolve() / "talks" / "rivers.mp4")


def test_file_elsewhere_is_found_by_its_address(corpus):
    """A file outside the vault is found by its absolute address, or by a plugin's link to it."""
    outside = corpus.parent / "outside.mp4"
    vault = Corpus((str(corpus),))

    assert file_of(f"file://{outside}", vault) == str(outside)
    assert file_of(f"obsidian://vlcBridge?mediaPath={percent_encoded(f'file://{outside}')}", vault) == str(outside)


@pytest.mark.parametrize(
    "medium",
    [
        *("file:../outside.mp4", "file:link.mp4", "file:missing.mp4", "file:///etc/passwd", "file:a_note.md", "x"),
        *("file:a\0.mp4", "file:talks\0/rivers.mp4", "file:///a\0.mp4", "file:a\udcff.mp4", f"file:{'a' * 5000}.mp4"),
    ],
    ids=ascii,
)
def test_file_outside_or_of_another_kind_is_not_found(corpus, medium):
    """No path leads out of the vault, only audio and video files are played, and an impossible name finds nothing."""
    assert file_of(medium, Corpus((str(corpus),))) is None


ON_NETWORK = [
    *("file://host/share/a.mp4", "file:////host/share/a.mp4", "file:\\\\host\\share\\a.mp4", "file:/\\host/a.mp4"),
    *("file:///%2Fhost/a.mp4", "file:///\\host\\a.mp4", "file:%5C%5Chost/a.mp4", "file:\\\\?\\UNC\\host\\a.mp4"),
    *("obsidian://vlcBridge?mediaPath=file%3A%2F%2Fhost%2Fa.mp4", "obsidian://vlcBridge?mediaPath=%5C%5Chost%5Ca.mp4"),
    *("obsidian://vlcBridge?mediaPath=smb%3A%2F%2Fhost%2Fa.mp4&timestamp=63", "obsidian://podnotes?url=%2F%2Fhost%2Fa"),
]


@pytest.mark.parametrize("medium", ON_NETWORK)
def test_file_of_another_computer_is_never_looked_for(corpus, monkeypatch, medium):
    """A path that names a host has neither a link nor a file, and the system is not even asked whether it is there."""
    for module, name in ((os, "stat"), (os, "lstat"), (os, "scandir"), (os.path, "isfile"), (os.path, "realpath")):
        monkeypatch.setattr(module, name, lambda *given, **_: pytest.fail(f"asked for {given}"))

    found = [find(medium, Corpus((str(corpus),))) for find in (file_of, stream_of)]
    place = location_of(medium, 63, Corpus((str(corpus),)))
    monkeypatch.undo()

    assert (found, place, link_to(medium, 63)) == ([None, None], None, None)


def test_file_of_a_name_is_the_outermost(corpus):
    """Of several files of one name the outermost is found, then the first by the names of their folders."""
    for folder in ("b/a", "a/b", "a/.hidden", "a/a/a"):
        (corpus / folder).mkdir(parents=True)
        (corpus / folder / "sea.mp4").write_bytes(b"")
    found = [file_of("file:sea.mp4", Corpus((str(corpus),)))]
    (corpus / "b" / "sea.mp4").write_bytes(b"")
    (corpus / "sea.mp4").mkdir()
    (corpus / "a" / "a" / "a" / "sea.mp4").unlink()
    found += [file_of("file:sea.mp4", Corpus((str(corpus),)))]
    (corpus / "a" / "b" / "sea.mp4").unlink()
    found += [file_of("file:sea.mp4", Corpus((str(corpus),)))]

    assert [os.path.relpath(each, corpus.resolve()) for each in found] == [
        *("a/a/a/sea.mp4", "a/b/sea.mp4", "b/sea.mp4"),
    ]


def test_player_commands_end_their_options():
    """A file name is never taken for an option, because options end before it."""
    assert player_commands("/a/-b.mp4", 63) == [
        ["mpv", "--start=63", "--", "/a/-b.mp4"],
        ["vlc", "--start-time=63", "--", "/a/-b.mp4"],
    ]


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


def test_note_is_opened_not_played(tmp_path):
    """Nothing plays a note: it has no stream and no link to a second; it is opened where the corpus is."""
    (tmp_path / "a.md").write_text("text")
    corpus = Corpus((str(tmp_path),))

    assert is_note("note:a.md")
    assert is_playable("note:a.md")
    assert (stream_of("note:a.md", corpus), file_of("note:a.md", corpus), link_to("note:a.md", 63)) == (None,) * 3
    assert location_of("note:a.md", 63, corpus) == address_of_note(str(tmp_path), "a.md")
    assert youtube_id_of("note:a.md") == ""


@pytest.mark.parametrize("medium", ["aB3_-678901", "vimeo:1", "file:a.md", "https://example.com/a.md", ""])
def test_other_media_are_no_notes(medium):
    """Only the media that stand for notes are notes."""
    assert not is_note(medium)
