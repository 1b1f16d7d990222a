"""Whatever happens to a vault, an index kept up to date is the index built from nothing."""

from __future__ import annotations

import os

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from askcloud.errors import CorpusEmptyError

BROKEN = b"\xff no text"
PATHS = st.sampled_from(["a.md", "b/one.md", "b/two.markdown", "c/one.md", "d.md"])
PLAIN = "river stone honey bee glass cedar harbor 1,200 Łódź 川の水 the".split()
NAMES = ("Bee", "HONEY", "CEO Ada Bee", "honey bee (HB)")
WORDS = st.sampled_from([*PLAIN, *NAMES])
SENTENCES = st.lists(WORDS, min_size=4, max_size=7).map(" ".join)


def _note(title, heading, sentences):
    text = "\n\n".join(f"{sentence} [00:00:{second:02}]." for second, sentence in enumerate(sentences, 10))
    return f"---\ntitle: {title}\nvideoId: aB3_dE6-hI9\n---\n\n## {heading}\n\n{text}\n"


def _hub(title, sentence):
    return f"---\ntitle: {title}\n---\n\n### [{sentence}](https://youtu.be/zY8_xW5-vU2)\n\n[[{title}]]\n"


TEXTS = st.one_of(
    st.builds(_note, WORDS, WORDS, st.lists(SENTENCES, max_size=3)),
    st.builds(_hub, WORDS, SENTENCES),
    st.just(BROKEN),
)
QUESTIONS = ("river stone", "where is honey", "harbor -glass", "bee of 1,200")
KEPT = "b/kept.md"


class Edits(RuleBasedStateMachine):
    """A person edits a vault in any way; after every update its index is the one built from nothing."""

    make_vault = None

    def __init__(self):
        super().__init__()
        notes = ("river stone and honey bee", "glass stone harbor bee", "cedar harbor of 1,200 bee")
        texts = {
            path: _note(path, "River", [said]) for path, said in zip(("a.md", "b/one.md", "d.md"), notes, strict=True)
        }
        self.vault = type(self).make_vault({KEPT: _note("Kept", "Still here", ["one note is always there"]), **texts})
        self.readable = {}
        """By path: content and time of each note as it could last be read by an update."""
        self.update()

    @rule(path=PATHS, text=TEXTS)
    def write(self, path, text):
        """Writes a note or a hub, or what is no text."""
        self.vault.write({path: text})

    @rule(path=PATHS)
    def spoil(self, path):
        """Writes what is no text over a note."""
        if (self.vault.corpus / path).exists():
            self.vault.write({path: BROKEN})

    @rule(path=PATHS)
    def remove(self, path):
        """Deletes a note."""
        if (self.vault.corpus / path).exists():
            self.vault.remove(path)

    @rule(path=PATHS, to=PATHS)
    def rename(self, path, to):
        """Moves a note, over another if there is one."""
        if (self.vault.corpus / path).exists():
            self.vault.rename(path, to)

    @rule(path=PATHS)
    def touch(self, path):
        """Writes a note again as it is."""
        if (self.vault.corpus / path).exists():
            self.vault.touch(path)

    @rule(path=PATHS)
    def undo(self, path):
        """Brings back a note as it could last be read, with its time."""
        if path in self.readable:
            self.vault.write({path: self.readable[path][0]})
            os.utime(self.vault.corpus / path, ns=(self.readable[path][1],) * 2)

    @rule()
    def update(self):
        """Brings the index up to date."""
        self.vault.update()
        files = {path.relative_to(self.vault.corpus).as_posix(): path for path in self.vault.corpus.rglob("*.m*")}
        self.readable = {path: kept for path, kept in self.readable.items() if path in files}
        for path, file in files.items():
            if file.read_bytes() != BROKEN:
                self.readable[path] = (file.read_bytes(), file.stat().st_mtime_ns)

    @rule()
    def compare(self):
        """Brings the index up to date and compares it, and its answers, with one built from nothing.

        A note that cannot be read any more is there as it last could be, marked.
        """
        self.update()
        rebuilt = self.rebuilt_of_what_was_readable()
        kept = [row[0] for row in self.vault.contents()["skipped"] if row[0] in self.readable]

        assert _without(self.vault.contents(), kept) == _without(rebuilt.contents(), [])
        assert [self.vault.ask(each) for each in QUESTIONS] == [rebuilt.ask(each) for each in QUESTIONS]
        assert all("its last version stays" in row[1] for row in self.vault.contents()["skipped"] if row[0] in kept)

    def rebuilt_of_what_was_readable(self):
        """A vault of the notes as they could last be read, with the others as they are, and its index."""
        shadow = type(self).make_vault()
        for path in self.vault.corpus.rglob("*.m*"):
            name = path.relative_to(self.vault.corpus).as_posix()
            content, time = self.readable.get(name, (path.read_bytes(), path.stat().st_mtime_ns))
            shadow.write({name: content})
            os.utime(shadow.corpus / name, ns=(time, time))
        shadow.update()
        return shadow

    def teardown(self):
        """Compares once more."""
        self.compare()


def _without(contents, kept):
    """What an index holds, without where it lies and which files were left out though something of them is kept."""
    meta = {key: value for key, value in contents["meta"].items() if key not in ("corpus", "skipped")}
    return contents | {"meta": meta, "skipped": [row for row in contents["skipped"] if row[0] not in kept]}


def test_update_after_any_edits_equals_a_full_build(make_vault):
    """Whatever is written, renamed, touched, broken, undone and deleted, nothing is left behind and nothing missed."""
    Edits.make_vault = staticmethod(make_vault)

    run_state_machine_as_test(Edits, settings=settings(max_examples=15, stateful_step_count=12, deadline=None))


@settings(max_examples=20, deadline=None)
@given(text=TEXTS)
def test_update_there_and_back_again_changes_nothing(make_vault, text):
    """A note that comes and goes leaves the index as it was before."""
    vault = make_vault({"b.md": _note("Kept", "Still here", ["river stone and honey bee"])})
    vault.update()
    before = vault.contents()

    vault.write({"a.md": text})
    vault.update()
    vault.remove("a.md")
    vault.update()

    assert vault.contents() == before


@settings(max_examples=20, deadline=None)
@given(texts=st.dictionaries(PATHS, TEXTS, max_size=4))
def test_update_counts_are_the_rows_there_are(make_vault, texts):
    """The counts behind every idf are those of the rows, and no list is longer than its count."""
    vault = make_vault(texts)

    try:
        counts = vault.update().counts
    except CorpusEmptyError:
        assert not texts
        return

    held = vault.contents()
    passages = [passage for *_, its in held["contents"].values() for passage in its]
    assert counts.notes == len(held["contents"])
    assert counts.hubs == len(held["notes"]) - counts.notes
    assert (counts.passages, counts.claims) == (len(passages), sum(len(passage.claims) for passage in passages))
    assert (counts.terms, counts.skipped) == (len(held["terms"]), len(held["skipped"]))
    assert all(claims <= counts.claims for claims, *_ in held["terms"].values())
    assert all(len(passages) <= counts.passages for _, passages, *_ in held["terms"].values())
