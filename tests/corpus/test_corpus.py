"""Laws of the type Corpus: how its folders are stored, named, found and checked."""

from __future__ import annotations

import os

import pytest

from askcloud.corpus.corpus import Corpus, shown_path
from askcloud.errors import CorpusNotFoundError


@pytest.mark.parametrize("lines", ["/a", "/a\n/b", "relative", ""])
def test_corpus_is_stored_as_lines(lines):
    """Parsing the stored text of a corpus gives the corpus again."""
    corpus = Corpus.parse(lines)

    assert corpus.lines == lines
    assert Corpus.parse(corpus.lines) == corpus


def test_corpus_has_each_folder_once():
    """A folder that is named twice is in the corpus once, where it was named first."""
    assert Corpus.parse("/b\n/a\n/b") == Corpus.of(["/b", "/a"]) == Corpus(("/b", "/a"))


def test_listing_names_every_folder():
    """A message shows one folder as it is, several joined by words."""
    assert (Corpus(("/a",)).listing, Corpus(("/a", "/b")).listing) == ("/a", "/a and /b")


@pytest.mark.parametrize(
    ("folders", "names"),
    [
        (["/x/notes"], [""]),
        (["/x/notes", "/y/talks/"], ["notes", "talks"]),
        (["/x/notes", "/y/notes", "/z/notes"], ["notes", "notes-2", "notes-3"]),
        (["/x/notes-2", "/x/notes", "/y/notes"], ["notes-2", "notes", "notes-3"]),
        (["/", "/x/corpus"], ["corpus", "corpus-2"]),
    ],
    ids=str,
)
def test_named_folders_have_names_of_their_own(folders, names):
    """A single folder needs no name; of several each has its own last part, numbered where that is taken."""
    assert Corpus.of(folders).named_folders == list(zip(names, folders, strict=True))


@pytest.mark.parametrize(
    ("folders", "path", "located"),
    [
        (["/x/notes"], "notes/a.md", ("/x/notes", "notes/a.md")),
        (["/x/notes", "/y/talks"], "talks/b/a.md", ("/y/talks", "b/a.md")),
        (["/x/notes", "/y/talks"], "talks", ("/y/talks", "")),
        (["/x/notes", "/y/notes"], "notes-2/a.md", ("/y/notes", "a.md")),
        (["/x/notes", "/y/talks"], "unknown/a.md", ("/x/notes", "unknown/a.md")),
    ],
)
def test_locate_finds_the_folder_of_a_note(folders, path, located):
    """A note is located in the folder that its path begins with; one of no known folder in the first."""
    assert Corpus.of(folders).locate(path) == located


def test_real_corpus_does_not_depend_on_how_it_was_named(tmp_path):
    """A corpus reached through a link and through its own path is the same one, and one folder."""
    (tmp_path / "vault").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "vault")
    named = Corpus.of(str(tmp_path / name) for name in ("link", "vault", "link/../vault"))

    assert named.real() == Corpus((os.path.realpath(tmp_path / "vault"),))


def test_shown_path_can_be_stored():
    """Bytes of a path that are not UTF-8 become escapes; any other path stays as it is."""
    assert shown_path(os.fsdecode(b"/a/\xff.md")) == "/a/\\xff.md"
    assert shown_path("/a/é.md") == "/a/é.md"


def test_check_takes_folders_that_are_there(tmp_path):
    """A corpus whose folders are all there passes."""
    (tmp_path / "one").mkdir()

    Corpus.of([str(tmp_path), str(tmp_path / "one")]).check()


@pytest.mark.parametrize("wrong", ["missing", "a.md"])
def test_check_names_the_folder_that_is_not_there(tmp_path, wrong):
    """Of several folders the one that is missing, or is a file, is named."""
    (tmp_path / "a.md").write_text("A note.")

    with pytest.raises(CorpusNotFoundError, match=wrong):
        Corpus.of([str(tmp_path), str(tmp_path / wrong)]).check()
