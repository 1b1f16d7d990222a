"""Laws of the walk through a corpus: what is a note, and what is left out and why."""

from __future__ import annotations

import inspect
import os
import sys
import time

import pytest

from askcloud.corpus import walk
from askcloud.corpus.corpus import Corpus
from askcloud.corpus.files import MAX_NOTE_BYTES, folder_time, read_source
from askcloud.corpus.walk import UNKNOWN, CorpusFolder, NoteFile, Skipped, walk_corpus, walk_folder
from askcloud.errors import CorpusNotFoundError, NoteError, UsageError


def write(folder, path: str, content: bytes = b"A river carries sand.\n"):
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return target


def files_in(folder, *excluded: str) -> list[NoteFile | Skipped]:
    return [found for found in walk_corpus(Corpus.parse(str(folder)), excluded) if not isinstance(found, CorpusFolder)]


def paths_in(folder) -> list[str]:
    return [found.path for found in walk_corpus(Corpus.parse(str(folder))) if isinstance(found, NoteFile)]


def skipped_in(folder) -> dict[str, str]:
    return {found.path: found.reason for found in walk_corpus(Corpus.parse(str(folder))) if isinstance(found, Skipped)}


def test_walk_is_sorted_by_path(tmp_path):
    """Notes come in the order of their paths, whatever order the file system keeps."""
    names = ["b/z.md", "b/a.md", "b.md", "a b/a.md", "a/b/c/d.md", "C.md", "é.md", "a-b.md", "a/b.md", "Z/1.md"]
    for name in names:
        write(tmp_path, name)

    assert paths_in(tmp_path) == sorted(names)


def test_walk_takes_markdown_only(tmp_path):
    """A note is a file with a Markdown ending in any case; every other file is skipped without a word."""
    for name in ("a.md", "b.MD", "c.markdown", "d.txt", "e.md.bak", "f", "md", "g.mdx"):
        write(tmp_path, name)

    assert paths_in(tmp_path) == ["a.md", "b.MD", "c.markdown"]
    assert skipped_in(tmp_path) == {}


def test_walk_skips_hidden_files_and_folders(tmp_path):
    """Nothing below a hidden folder and no hidden file is a note."""
    for name in (".a.md", ".git/a.md", "b/.trash/c/a.md", "b/.b.md", "b/a.md"):
        write(tmp_path, name)

    assert files_in(tmp_path) == [NoteFile("b/a.md", fingerprint_of(tmp_path / "b/a.md"))]


def fingerprint_of(path) -> str:
    found = path.stat()
    return f"{found.st_size}:{found.st_mtime_ns}"


def test_walk_does_not_follow_links_to_files(tmp_path):
    """A link that passes for a note is skipped and reported, so that nothing outside the corpus is read."""
    outside = write(tmp_path, "outside/secret.md")
    corpus = tmp_path / "corpus"
    write(corpus, "a.md")
    (corpus / "b.md").symlink_to(outside)
    (corpus / "c.md").symlink_to("a.md")
    (corpus / "d.md").symlink_to("nowhere.md")

    assert paths_in(corpus) == ["a.md"]
    assert skipped_in(corpus) == dict.fromkeys(("b.md", "c.md", "d.md"), "a symbolic link, which is not followed")


def test_walk_does_not_follow_links_to_folders(tmp_path):
    """A linked folder is not entered, not even one that leads back into the corpus."""
    write(tmp_path, "outside/secret.md")
    corpus = tmp_path / "corpus"
    write(corpus, "a/a.md")
    (corpus / "b").symlink_to(tmp_path / "outside")
    (corpus / "a" / "up").symlink_to(corpus)
    (corpus / "c.md").symlink_to(tmp_path / "outside")

    assert paths_in(corpus) == ["a/a.md"]
    assert list(skipped_in(corpus)) == ["c.md"]


def test_walk_says_that_linked_patterns_are_not_read(tmp_path):
    """Patterns that only a link leads to hide nothing, and that is reported: what they were to hide is indexed."""
    write(tmp_path, "outside/patterns", b"*.md")
    write(tmp_path, "corpus/a.md")
    (tmp_path / "corpus/.askcloudignore").symlink_to(tmp_path / "outside/patterns")

    assert paths_in(tmp_path / "corpus") == ["a.md"]
    assert skipped_in(tmp_path / "corpus") == {".askcloudignore": "a symbolic link, which is not followed"}


def test_walk_of_a_folder_that_became_a_link_is_empty(tmp_path):
    """A folder that an index knows is not listed any more once a link took its place, nor is one outside."""
    write(tmp_path, "outside/a.md")
    write(tmp_path, "corpus/b.md")
    (tmp_path / "corpus/linked").symlink_to(tmp_path / "outside")
    corpus = Corpus((str(tmp_path / "corpus"),))

    for path in ("linked", "../outside", str(tmp_path / "outside"), "b.md", "none"):
        assert list(walk_folder(corpus, path)) == []
        assert folder_time(corpus, path) == -1


def test_walk_may_begin_at_a_link(tmp_path):
    """The corpus itself may be a link: it is what the user named."""
    write(tmp_path, "real/a.md")
    (tmp_path / "corpus").symlink_to(tmp_path / "real")

    assert paths_in(tmp_path / "corpus") == ["a.md"]


def test_fifo_is_skipped_and_never_waited_for(tmp_path):
    """A FIFO is reported, and one put in a note's place later is an error at once."""
    os.mkfifo(tmp_path / "a.md")

    assert skipped_in(tmp_path) == {"a.md": "not a regular file"}
    with pytest.raises(NoteError, match="it is not a regular file"):
        read_source(Corpus.parse(str(tmp_path)), "a.md")


def test_folders_may_be_nested_deeper_than_the_stack(tmp_path):
    """A note below more folders than Python has calls left is found like any other."""
    deep = "/".join("d" * 100)
    write(tmp_path, f"{deep}/a.md")
    limit = sys.getrecursionlimit()

    sys.setrecursionlimit(len(inspect.stack(0)) + 80)
    try:
        found = paths_in(tmp_path)
    finally:
        sys.setrecursionlimit(limit)

    assert found == [f"{deep}/a.md"]


def test_folder_named_like_a_note_is_entered(tmp_path):
    """A folder is a folder, whatever its ending."""
    write(tmp_path, "a.md/b.md")

    assert paths_in(tmp_path) == ["a.md/b.md"]


def test_note_over_the_size_bound_is_skipped(tmp_path):
    """A file one byte over the bound is reported with the bound, one at the bound is a note."""
    write(tmp_path, "large.md", b"x" * (MAX_NOTE_BYTES + 1))
    write(tmp_path, "largest.md", b"x" * MAX_NOTE_BYTES)

    assert paths_in(tmp_path) == ["largest.md"]
    assert skipped_in(tmp_path) == {"large.md": "larger than 2 MB"}


@pytest.mark.parametrize(
    ("name", "shown"), [(b"caf\xe9.md", r"caf\xe9.md"), (b"\xff/a.md", r"\xff/a.md")], ids=["file", "folder"]
)
def test_name_that_is_not_utf8_is_skipped(tmp_path, name, shown):
    """A name that cannot be stored as text is reported with its bytes spelt out."""
    target = os.path.join(os.fsencode(tmp_path), name)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(target, "wb") as file:
        file.write(b"A river carries sand.\n")

    assert files_in(tmp_path) == [Skipped(shown, "its name is not UTF-8")]
    shown.encode()


def test_unreadable_folder_is_skipped(tmp_path, monkeypatch):
    """A folder that cannot be listed is reported, the others are read."""
    write(tmp_path, "a/a.md")
    write(tmp_path, "b/b.md")
    scandir = os.scandir

    def refuse(folder):  # permissions do not bind root, so the refusal is made here
        if str(folder).endswith("a"):
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)

    found = files_in(tmp_path)

    assert found[0] == Skipped("a", "folder cannot be read: Permission denied", UNKNOWN)
    assert [entry.path for entry in found[1:]] == ["b/b.md"]


def test_unreadable_corpus_is_an_error(tmp_path, monkeypatch):
    """A corpus that cannot be listed is an error of its own, not an empty corpus."""

    def refuse(_folder):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)

    with pytest.raises(CorpusNotFoundError, match=r"cannot be read: Permission denied\.$"):
        list(walk_corpus(Corpus.parse(str(tmp_path))))


@pytest.mark.parametrize(
    ("name", "said", "hint"),
    [
        ("missing", "There is no folder {}.", "Name the folder of"),
        ("a.md", "{} is a file, not a folder", "that contains it"),
    ],
)
def test_corpus_that_is_no_folder_is_an_error(tmp_path, name, said, hint):
    """A corpus that is not there, or is a file, is an error that names it."""
    write(tmp_path, "a.md")

    with pytest.raises(CorpusNotFoundError) as raised:
        list(walk_corpus(Corpus.parse(str(tmp_path / name))))

    assert raised.value.message.startswith(said.format(tmp_path / name))
    assert hint in raised.value.hint
    assert "--corpus" in raised.value.hint


def test_fingerprint_differs_when_a_note_is_written_again(tmp_path):
    """The same bytes written at another time, or other bytes at the same time, change the fingerprint."""
    note = write(tmp_path, "a.md", b"sand")
    moments = [(b"sand", 1_000), (b"sand", 2_000), (b"sands", 2_000)]

    seen = []
    for content, moment in moments:
        note.write_bytes(content)
        os.utime(note, ns=(moment, moment))
        seen += [found.fingerprint for found in files_in(tmp_path)]

    assert seen == ["4:1000", "4:2000", "5:2000"]


def walked(corpus, *excluded: str) -> list[str]:
    return [found.path for found in files_in(corpus, *excluded)]


@pytest.fixture
def tree(tmp_path):
    """A folder of notes in folders."""
    for path in ("a.md", "drafts/a.md", "drafts/keep.md", "talks/drafts/a.md", "talks/b.tmp.md", "talks/b.md"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("text")
    return tmp_path


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        (
            ["# a comment", ""],
            ["a.md", "drafts/a.md", "drafts/keep.md", "talks/b.md", "talks/b.tmp.md", "talks/drafts/a.md"],
        ),
        (["/drafts/"], ["a.md", "talks/b.md", "talks/b.tmp.md", "talks/drafts/a.md"]),
        (["drafts/"], ["a.md", "talks/b.md", "talks/b.tmp.md"]),
        (
            ["drafts/*", "!drafts/keep.md"],
            ["a.md", "drafts/keep.md", "talks/b.md", "talks/b.tmp.md", "talks/drafts/a.md"],
        ),
        (["*.tmp.md", "**/drafts"], ["a.md", "talks/b.md"]),
    ],
    ids=str,
)
def test_walk_skips_what_is_ignored(tree, patterns, left):
    """Patterns mean what they mean in a .gitignore, in the folder's own file and on the command line alike."""
    given = walked(tree, *patterns)
    (tree / ".askcloudignore").write_text("\n".join(patterns))

    assert given == walked(tree) == left


def test_walk_takes_an_ignore_file_that_is_no_text_for_none(tree):
    """A file of patterns that cannot be read ignores nothing."""
    (tree / ".askcloudignore").write_bytes(b"\xff\xfe")

    assert len(walked(tree)) == 6


def test_walk_refuses_a_pattern_that_is_none(tree):
    """A pattern that cannot be understood is an error that says where patterns stand."""
    with pytest.raises(UsageError) as caught:
        walked(tree, "!")

    assert "--exclude" in caught.value.hint


def test_several_folders_are_one_corpus(tree, tmp_path_factory):
    """Notes of several folders go by their folder's name; two folders of one name are distinguished."""
    other = tmp_path_factory.mktemp("other") / tree.name
    other.mkdir()
    (other / "z.md").write_text("far away")
    corpus = Corpus.parse(f"{tree}\n{other}\n{tree}")

    paths = walked(corpus.lines)

    assert paths[0] == f"{tree.name}/a.md"
    assert paths[-1] == f"{tree.name}-2/z.md"
    assert read_source(corpus, paths[-1]) == "far away"
    assert read_source(corpus, paths[0]) == "text"
    assert len(paths) == 7


def test_walk_names_every_folder_with_its_time(tmp_path):
    """Each folder comes with when something last came or went in it; one that changed just now comes without."""
    write(tmp_path, "a/b/c.md")
    write(tmp_path, ".hidden/d.md")
    ahead = time.time_ns() + 60_000_000_000
    for folder, changed in (("a", 7), ("a/b", ahead), ("", ahead)):
        os.utime(tmp_path / folder, ns=(changed, changed))

    found = {
        each.path: each.changed for each in walk_corpus(Corpus.parse(str(tmp_path))) if isinstance(each, CorpusFolder)
    }

    assert found == {"": 0, "a": 7, "a/b": 0}
    assert folder_time(Corpus.parse(str(tmp_path)), "a") == 7
    assert folder_time(Corpus.parse(str(tmp_path)), "none") == -1


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (10_000_000_000, False),
        (10_000_000_001, True),
        (9_960_000_001, True),
        (8_000_000_000, True),
        (11_000_000_000, False),
    ],
)
def test_folder_time_is_stored_if_the_next_change_will_differ(tmp_path, monkeypatch, changed, told):
    """A time in whole seconds may be that of the next two seconds' changes too, any other of a twentieth of one."""
    os.utime(tmp_path, ns=(changed, changed))
    monkeypatch.setattr(walk, "time_ns", lambda: 10_060_000_000)

    (folder,) = walk_corpus(Corpus.parse(str(tmp_path)))

    assert folder == CorpusFolder("", changed if told else 0)


def test_folder_whose_name_is_not_utf8_is_not_named(tmp_path):
    """A name that cannot be stored is left out; what lies in that folder is left out anyway."""
    os.makedirs(os.path.join(os.fsencode(tmp_path), b"\xff"))

    assert [each.path for each in walk_corpus(Corpus.parse(str(tmp_path))) if isinstance(each, CorpusFolder)] == [""]


@pytest.mark.parametrize(
    ("path", "known", "found"),
    [
        ("", ("a",), ["", "z.md"]),
        ("", (), ["", "a", "a/b", "a/b/c.md", "a/d.md", "z.md"]),
        ("a", ("", "a", "a/b"), ["a", "a/d.md"]),
        ("a/b", (), ["a/b", "a/b/c.md"]),
    ],
)
def test_walk_of_one_folder_leaves_out_those_that_are_known(tmp_path, path, known, found):
    """One folder gives what lies in it, and what lies in the folders below it that are new."""
    for name in ("a/b/c.md", "a/d.md", "z.md"):
        write(tmp_path, name)

    assert sorted(each.path for each in walk_folder(Corpus.parse(str(tmp_path)), path, (), known)) == found


def test_walk_of_one_folder_of_several(tmp_path):
    """In a corpus of several folders paths begin with the folder's name."""
    for name in ("one/a/b.md", "two/a/c.md", "two/d.md"):
        write(tmp_path, name)
    both = Corpus.parse(f"{tmp_path / 'one'}\n{tmp_path / 'two'}")

    assert sorted(each.path for each in walk_folder(both, "two", (), {"two/a"})) == ["two", "two/d.md"]
    assert sorted(each.path for each in walk_folder(both, "two/a")) == ["two/a", "two/a/c.md"]
