"""Laws of the files of notes: their text, their fingerprint, and what is inside the corpus."""

from __future__ import annotations

import os

import pytest

from askcloud.corpus import files
from askcloud.corpus.corpus import Corpus
from askcloud.corpus.files import current_fingerprint, digest_of, folder_time, note_file, read_input, read_source
from askcloud.errors import NoteError


def write(folder, path: str, content: bytes = b"A river carries sand.\n"):
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return target


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"\xef\xbb\xbfsand\n", "sand\n"),
        (b"sand\xef\xbb\xbf\n", "sand\ufeff\n"),
        (b"a\r\nb\rc\n\r\n", "a\nb\nc\n\n"),
        (b"a\0b", "a\ufffdb"),
        ("søl\u2028\u0085".encode(), "søl\u2028\u0085"),
        (b"", ""),
    ],
    ids=["byte order mark", "a mark that is no first character", "line ends", "NUL", "other separators", "empty"],
)
def test_source_is_normalised(tmp_path, content, text):
    """A note's text has no byte order mark, no NUL, and one newline at the end of each line."""
    write(tmp_path, "a.md", content)

    assert read_source(Corpus.parse(str(tmp_path)), "a.md") == text


@pytest.mark.parametrize(
    ("content", "place"), [(b"caf\xe9 sand", 3), (b"\xff\xfea\0", 0), (b"sand \xed\xa0\x80", 5), (b"sand \xc3", 5)]
)
def test_source_that_is_not_utf8_is_an_error(tmp_path, content, place):
    """A note in another encoding is an error that names the first wrong byte."""
    write(tmp_path, "a.md", content)

    with pytest.raises(NoteError, match=rf"^not UTF-8 at byte {place}$"):
        read_source(Corpus.parse(str(tmp_path)), "a.md")


@pytest.mark.parametrize("path", ["missing.md", "folder"])
def test_source_that_cannot_be_opened_is_an_error(tmp_path, path):
    """A note that went away, or became a folder, is an error of that note."""
    write(tmp_path, "folder/a.md")

    with pytest.raises(NoteError, match=r"^cannot be read: "):
        read_source(Corpus.parse(str(tmp_path)), path)


@pytest.mark.parametrize("path", ["linked/a.md", "../outside/a.md", "b/../../outside/a.md", "link.md", "b//a.md", ""])
@pytest.mark.parametrize("at_once", [True, False], ids=["step by step", "as on Windows"])
def test_source_is_inside_the_corpus(tmp_path, monkeypatch, path, at_once):
    """What a link leads to, or a path out of the corpus, is not opened; the same file inside is read."""
    write(tmp_path, "outside/a.md", b"secret")
    write(tmp_path, "corpus/b/a.md", b"sand")
    (tmp_path / "corpus/linked").symlink_to(tmp_path / "outside")
    (tmp_path / "corpus/link.md").symlink_to(tmp_path / "corpus/b/a.md")
    (tmp_path / "named").symlink_to(tmp_path / "corpus")
    corpus = Corpus((str(tmp_path / "named"),))
    if not at_once:
        monkeypatch.setattr(os, "supports_dir_fd", set())
        monkeypatch.setattr(files, "_NO_LINK", 0)

    with pytest.raises(NoteError, match=r"^cannot be read: "):
        read_source(corpus, path)
    assert current_fingerprint(corpus, path) == ""
    assert read_source(corpus, "b/a.md") == "sand"
    assert current_fingerprint(corpus, "b/a.md")


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="counts open files where Linux lists them")
def test_files_are_closed_whatever_comes_of_them(tmp_path):
    """Neither a note that is read nor one that cannot be leaves a file open."""
    write(tmp_path, "b/c/a.md")
    os.mkfifo(tmp_path / "fifo")
    before = os.listdir("/proc/self/fd")

    for path in ("b/c/a.md", "b/c", "fifo", "b/none/a.md", "b/c/none.md"):
        try:
            read_source(Corpus((str(tmp_path),)), path)
        except NoteError:
            current_fingerprint(Corpus((str(tmp_path),)), path)

    assert os.listdir("/proc/self/fd") == before


def test_input_is_a_regular_file_of_bounded_size(tmp_path):
    """A file that never ends, a FIFO that nobody writes to, a folder and a large file are refused without waiting."""
    large = write(tmp_path, "large", b"four")
    os.mkfifo(tmp_path / "fifo")

    assert read_input(str(large), 4) == b"four"
    for path, reason in (("/dev/zero", "not a regular"), ("fifo", "not a regular"), (".", "not a regular")):
        with pytest.raises(OSError, match=reason):
            read_input(str(tmp_path / path))
    with pytest.raises(OSError, match="it is larger than 0 MB"):
        read_input(str(large), 3)


def test_digest_changes_with_the_text():
    """Texts have a digest of 32 hexadecimal digits each, the same for the same text."""
    digests = {digest_of(text) for text in ("", "sand", "sand ", "Sand", "s\u0065\u0301nd", "s\u00e9nd", "sand")}

    assert len(digests) == 6
    assert all(len(digest) == 32 and int(digest, 16) >= 0 for digest in digests)


def test_source_with_wrong_bytes_is_read_as_far_as_it_goes(tmp_path):
    """Asked to, reading puts marks for bytes that are no text."""
    write(tmp_path, "a.md", b"caf\xe9 sand")

    assert read_source(Corpus.parse(str(tmp_path)), "a.md", "replace") == "caf\ufffd sand"


def test_note_file_is_inside_the_corpus(tmp_path):
    """A note's file is found below the corpus; what leads out of it, or is not a file there, is an error."""
    (tmp_path / "outside.md").write_text("Not a note.")
    note = write(tmp_path, "corpus/a.md")
    (tmp_path / "corpus/link.md").symlink_to(tmp_path / "outside.md")
    corpus = Corpus((str(tmp_path / "corpus"),))

    assert note_file(corpus, "a.md") == os.path.realpath(note)
    for path in ("../outside.md", str(tmp_path / "outside.md"), "link.md", "missing.md", "a\0.md", ""):
        with pytest.raises(NoteError, match="not in the corpus"):
            note_file(corpus, path)


def test_current_fingerprint_is_of_regular_files_inside_the_corpus(tmp_path):
    """A note has the fingerprint of its size and time; a link, a missing file or one outside has none."""
    (tmp_path / "outside.md").write_text("Not a note.")
    note = write(tmp_path, "corpus/a.md", b"sand")
    os.utime(note, ns=(1000, 1000))
    (tmp_path / "corpus/link.md").symlink_to(note)
    corpus = Corpus((str(tmp_path / "corpus"),))

    assert current_fingerprint(corpus, "a.md") == "4:1000"
    for path in ("../outside.md", str(note), "link.md", "missing.md", "a\0.md", ""):
        assert current_fingerprint(corpus, path) == ""


def test_folder_time_is_that_of_its_last_entry(tmp_path):
    """A folder has the time at which an entry was last added or removed; a missing one has -1."""
    os.utime(write(tmp_path, "a/b.md").parent, ns=(1000, 1000))
    corpus = Corpus((str(tmp_path),))

    assert (folder_time(corpus, "a"), folder_time(corpus, "b")) == (1000, -1)
