"""Whatever happens to a vault, an index kept up to date is the index built from nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from askcloud.errors import CorpusEmptyError

PATHS = st.sampled_from(["a.md", "b/one.md", "b/two.markdown", "c/one.md", "d.md"])
WORDS = st.sampled_from("river stone honey bee glass cedar harbor 1,200 Łódź 川の水 the".split())
SENTENCES = st.lists(WORDS, min_size=4, max_size=7).map(" ".join)


def _note(title, heading, sentences):
    text = "\n\n".join(f"{sentence} [00:00:{second:02}]." for second, sentence in enumerate(sentences, 10))
    return f"---\ntitle: {title}\nvideoId: aB3_dE6-hI9\n---\n\n## {heading}\n\n{text}\n"


def _hub(title, sentence):
    return f"---\ntitle: {title}\n---\n\n### [{sentence}](https://youtu.be/zY8_xW5-vU2)\n\n[[{title}]]\n"


TEXTS = st.one_of(
    st.builds(_note, WORDS, WORDS, st.lists(SENTENCES, max_size=3)),
    st.builds(_hub, WORDS, SENTENCES),
    st.just(b"\xff no text"),
)
EDITS = st.one_of(
    st.tuples(st.just("write"), PATHS, TEXTS),
    st.tuples(st.just("remove"), PATHS),
    st.tuples(st.just("rename"), PATHS, PATHS),
    st.tuples(st.just("touch"), PATHS),
)


def _apply(vault, edit):
    """Carries out an edit; one of a note that is not there does nothing."""
    kind, path, *values = edit
    if kind == "write":
        vault.write({path: values[0]})
    elif (vault.corpus / path).exists():
        getattr(vault, kind)(path, *values)


@settings(max_examples=60, deadline=None)
@given(rounds=st.lists(st.lists(EDITS, min_size=2, max_size=6), min_size=1, max_size=4))
def test_update_after_any_edits_equals_a_full_build(make_vault, rounds):
    """Random rounds of writing, renaming, touching and deleting leave nothing behind and miss nothing."""
    kept = {"b/kept.md": _note("Kept", "Still here", ["one note is always there"])}
    vault = make_vault({**kept, "d.md": _note("Stone", "River", ["glass stone harbor bee"])})
    vault.update()

    for edits in rounds:
        for edit in edits:
            _apply(vault, edit)
        vault.update()

    assert vault.contents() == vault.rebuilt()


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
    in_passages = {path for path, _ in held["passages"]}
    assert counts.notes == len(in_passages)
    assert counts.hubs == len(held["notes"]) - len(in_passages)
    assert (counts.passages, counts.claims) == (len(held["passages"]), len(held["claims"]))
    assert (counts.terms, counts.skipped) == (len(held["terms"]), len(held["skipped"]))
    assert all(claims <= counts.claims for claims, *_ in held["terms"].values())
    assert all(len(passages) <= counts.passages for _, passages, *_ in held["terms"].values())
