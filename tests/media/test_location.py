"""Laws of what plays a medium: files of the vault alone, never one of another computer."""

from __future__ import annotations

import os

import pytest

from askcloud.corpus.corpus import Corpus
from askcloud.media.location import file_of, location_of, player_commands, stream_of
from askcloud.media.medium import is_note, is_playable, link_to, percent_encoded, youtube_id_of
from askcloud.media.note_address import address_of_note


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


def test_note_is_opened_not_played(tmp_path):
    """Nothing plays a note: it has no stream and no link to a second; it is opened where the corpus is."""
    (tmp_path / "a.md").write_text("text")
    corpus = Corpus((str(tmp_path),))

    assert is_note("note:a.md")
    assert is_playable("note:a.md")
    assert (stream_of("note:a.md", corpus), file_of("note:a.md", corpus), link_to("note:a.md", 63)) == (None,) * 3
    assert location_of("note:a.md", 63, corpus) == address_of_note(str(tmp_path), "a.md")
    assert youtube_id_of("note:a.md") == ""
