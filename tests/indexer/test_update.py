"""Laws of bringing an index up to date."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing

import pytest

from askcloud.answering.ask import ask
from askcloud.corpus.corpus import Corpus
from askcloud.errors import (
    AskcloudError,
    CorpusEmptyError,
    CorpusNotFoundError,
    IndexCorpusMismatchError,
    IndexCorruptError,
    IndexWriteError,
)
from askcloud.index.reader import open_index
from askcloud.indexer import merge, update
from askcloud.indexer import workers as reading
from askcloud.indexer.changes import changed_notes

NOTES = {
    "bees/hive.md": "Bees dance to show the way to flowers [00:01:05]. A hive keeps its brood warm [00:01:20].",
    "bees/honey.md": "Honey keeps for years in a closed jar [00:02:00]. Bees thicken nectar by fanning [00:02:31].",
    "rivers/delta.md": "A river drops its sand where it slows [00:03:10]. Deltas grow grain by grain [00:03:44].",
    "rivers/hub.md": "---\ntitle: All rivers\n---\n\n### [Rivers of sand](https://youtu.be/zY8_xW5-vU2)\n[[delta]]\n",
    "stone.md": "Granite cools slowly under the ground [00:04:09]. Slow cooling grows large crystals [00:04:30].",
}
NEW = "Salt marshes hold the shore together [00:05:01]. Grass slows every wave that passes [00:05:20]."
BROKEN = b"\xff\xfe no text at all"


def _add(vault):
    vault.write({"rivers/marsh.md": NEW})


def _add_first(vault):
    vault.write({"a/first.md": NEW})


def _edit(vault):
    vault.write({"bees/honey.md": NEW})


def _edit_one_sentence(vault):
    vault.write({"stone.md": NOTES["stone.md"].replace("large", "tiny")})


def _rename(vault):
    vault.rename("stone.md", "a/granite.md")


def _delete(vault):
    vault.remove("bees/hive.md")


def _touch(vault):
    vault.touch("rivers/delta.md")


def _add_first_and_edit(vault):
    vault.write({"a/first.md": NEW, "stone.md": NEW + " Reeds clean the water as well [00:05:45]."})


def _swap(vault):
    vault.write({"bees/hive.md": NOTES["stone.md"], "stone.md": NOTES["bees/hive.md"]})


def _lose_the_video(vault):
    vault.write({"bees/hive.md": "---\ntitle: A hive\n---\n" + NOTES["bees/hive.md"]})


def _gain_a_video(vault):
    vault.write({"rivers/hub.md": NEW})


def _replace_all(vault):
    for path in NOTES:
        vault.remove(path)
    vault.write({"b/new.md": NEW, "a/new.md": NOTES["stone.md"]})


def files_in(folder):
    return {each.name for each in folder.iterdir()}


EDITS = {
    "add": (_add, (1, 0, 0)),
    "add first": (_add_first, (1, 0, 0)),
    "edit": (_edit, (0, 1, 0)),
    "edit one sentence": (_edit_one_sentence, (0, 1, 0)),
    "rename": (_rename, (1, 0, 1)),
    "delete": (_delete, (0, 0, 1)),
    "touch": (_touch, (0, 0, 0)),
    "add first and edit last": (_add_first_and_edit, (1, 1, 0)),
    "swap": (_swap, (0, 2, 0)),
    "lose the video": (_lose_the_video, (0, 1, 0)),
    "gain a video": (_gain_a_video, (0, 1, 0)),
    "replace all": (_replace_all, (2, 0, 5)),
}


def _rows_of(vault):
    """Every row of an index as it is stored, but when it was built and when its folders changed."""
    with closing(sqlite3.connect(vault.database)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        rows = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
    return rows | {"meta": [row for row in rows["meta"] if row[0] != "built"], "folders": []}


@pytest.fixture
def indexed(make_vault):
    """A vault of a few notes with its index."""
    vault = make_vault(NOTES)
    vault.update()
    return vault


@pytest.mark.parametrize("edit", [edit for edit, _ in EDITS.values()], ids=EDITS)
def test_update_gives_what_a_full_build_gives(indexed, edit):
    """After any edit the updated index holds exactly what one built from nothing holds."""
    edit(indexed)

    indexed.update()

    assert indexed.contents() == indexed.rebuilt()


@pytest.mark.parametrize(("edit", "expected"), EDITS.values(), ids=EDITS)
def test_update_counts_what_it_did(indexed, edit, expected):
    """The summary says how many notes were added, changed and removed, and what the index holds now."""
    edit(indexed)

    summary = indexed.update()

    with indexed.index() as index:
        assert summary.counts == index.counts
    assert (summary.added, summary.changed, summary.removed) == expected


def test_update_of_terms_by_note_gives_what_a_full_build_gives(make_vault, monkeypatch):
    """Terms in many notes are updated to exactly what is stored of them in an index built from nothing."""
    monkeypatch.setattr(merge, "_LONG", 0)
    vault = make_vault(NOTES)
    vault.update()
    _add_first_and_edit(vault)

    vault.update()

    assert vault.contents() == vault.rebuilt()
    assert any(row[-1] for row in _rows_of(vault)["terms"])


@pytest.mark.parametrize("edit", [edit for edit, _ in EDITS.values()], ids=EDITS)
def test_update_keeps_posting_ids_ascending(indexed, edit):
    """Every stored posting list ascends, which is how readers and merges may take it."""
    edit(indexed)

    indexed.update()

    with indexed.index() as index:
        entries = [index.term(term) for term in indexed.contents()["terms"]]
    lists = [list(postings.ids) for each in entries for postings in (each.passages, each.notes, each.titles)]
    assert lists == [sorted(ids) for ids in lists]


def test_update_leaves_answers_in_the_order_of_a_full_build(make_vault):
    """Claims that tie are quoted in the same order whether a note came first or last into the index."""
    text = "A lighthouse warns ships of the rocks [00:00:40]."
    vault = make_vault().write({"m.md": text}, "mmmmmmmmmmm")
    vault.update()
    vault.write({"a.md": text}, "aaaaaaaaaaa").write({"z.md": text}, "zzzzzzzzzzz")
    vault.update()

    updated = vault.ask("lighthouse")
    vault.update(full=True)
    rebuilt = vault.ask("lighthouse")

    assert [each.citation.note for each in updated.evidence] == [each.citation.note for each in rebuilt.evidence]


def test_update_counts_alike_in_batches_of_any_size(indexed, monkeypatch):
    """How many notes are counted at a time changes nothing of the index."""
    whole = indexed.contents()
    monkeypatch.setattr(update, "MERGE_SIZE", 2)

    indexed.update(full=True)

    assert indexed.contents() == whole


@pytest.mark.parametrize("edit", [edit for edit, _ in EDITS.values()], ids=EDITS)
def test_update_merges_alike_what_it_sets_aside(indexed, monkeypatch, edit):
    """After any edit an update that sets postings aside after each note holds what one built from nothing holds."""
    edit(indexed)
    expected = indexed.rebuilt()
    monkeypatch.setattr(update, "MERGE_SIZE", 1)
    monkeypatch.setattr(
        update,
        "read_files",
        lambda corpus, jobs, **_: (batch for job in jobs for batch in reading.read_files(corpus, [job])),
    )

    indexed.update()

    assert indexed.contents() == expected


def test_update_reads_alike_in_one_process_and_in_several(indexed, monkeypatch):
    """Every row of an index is the same, ids and all, however many processes read the notes."""
    alone = _rows_of(indexed)
    monkeypatch.setattr(reading, "BATCH_SIZE", 2)

    indexed.update(full=True)

    assert _rows_of(indexed) == alone


def test_update_writes_nothing_when_nothing_changed(indexed):
    """An index that is up to date is not touched."""
    before = indexed.database.stat()

    summary = indexed.update()

    after = indexed.database.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert (summary.added, summary.changed, summary.removed) == (0, 0, 0)


def test_update_sees_no_change_after_a_touch(indexed):
    """A file written again with the same text is read once, then known by its new fingerprint."""
    indexed.touch("stone.md")
    indexed.update()
    before = indexed.database.stat()

    indexed.update()

    after = indexed.database.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_update_skips_a_note_that_fails_and_lists_it(make_vault):
    """One bad note is left out with its reason, while every other note is indexed."""
    vault = make_vault({**NOTES, "bad.md": BROKEN})

    summary = vault.update()

    assert [(each.path, each.reason) for each in summary.skipped] == [("bad.md", "not UTF-8 at byte 0")]
    assert (summary.added, summary.counts.skipped) == (len(NOTES), 1)


def test_update_tries_a_failed_note_again_only_when_its_file_changed(make_vault):
    """A failed note is not read again at every update, but is as soon as its fingerprint differs."""
    good = b"---\nvideoId: aB3_dE6-hI9\n---\nA failed note that has been mended. [00:00:10]"
    vault = make_vault({**NOTES, "bad.md": good.replace(b"mended", b"mend\xff\xff")})
    vault.update()
    path = vault.corpus / "bad.md"
    before = path.stat()
    path.write_bytes(good)
    vault.touch("bad.md")
    _restore_times(path, before)

    untried = vault.update()
    vault.touch("bad.md")
    tried = vault.update()

    assert [each.path for each in untried.skipped] == ["bad.md"]
    assert (tried.skipped, tried.added) == ((), 1)
    assert vault.contents() == vault.rebuilt()


def _restore_times(path, before):
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("change", ["mended", "deleted"])
def test_update_forgets_a_failure_that_is_over(make_vault, change):
    """A note that no longer fails, or is gone, is no longer listed as left out."""
    vault = make_vault({**NOTES, "bad.md": BROKEN})
    vault.update()
    if change == "mended":
        vault.write({"bad.md": NEW})
    else:
        vault.remove("bad.md")

    summary = vault.update()

    assert summary.skipped == ()
    assert vault.contents() == vault.rebuilt()


@pytest.mark.parametrize("failure", [RuntimeError, KeyboardInterrupt])
@pytest.mark.parametrize("full", [False, True], ids=["update", "full"])
def test_update_that_breaks_off_leaves_the_old_index(indexed, failure, full):
    """Whatever stops a build before it is whole, the old index answers and nothing else is left in the folder."""
    before = indexed.database.read_bytes()
    indexed.write({"new.md": NEW, "newer.md": NEW})

    def stop(done, _total):
        if done:
            raise failure

    with pytest.raises(failure):
        indexed.update(full=full, progress=stop)

    assert indexed.database.read_bytes() == before
    assert files_in(indexed.folder) <= {"askcloud.db", "askcloud.lock", "askcloud.turn"}


def test_update_continues_after_one_that_broke_off(indexed):
    """A build that was stopped takes nothing from the next one."""
    indexed.write({"new.md": NEW})

    def stop(_done, _total):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        indexed.update(progress=stop)

    summary = indexed.update()

    assert summary.added == 1
    assert indexed.contents() == indexed.rebuilt()


def test_update_does_not_disturb_an_open_index(indexed):
    """A reader that opened the index before an update still sees the state it opened."""
    with indexed.index() as index:
        indexed.write({"stone.md": NEW})
        indexed.update()

        answer = ask(index, "how does granite cool")

    assert answer.evidence[0].quote == "Granite cools slowly under the ground."
    assert not indexed.ask("how does granite cool").answered


@pytest.mark.parametrize("place", ["folder", "parent", "database"])
def test_update_says_that_the_index_cannot_be_written(make_vault, place):
    """Where something stands in the way of the index the error names the folder and leaves nothing behind."""
    vault = make_vault(NOTES)
    folder = vault.folder / "below" if place == "parent" else vault.folder
    if place == "database":
        vault.database.mkdir(parents=True)
        (vault.database / "kept").touch()
    else:
        vault.folder.write_text("a file")

    with pytest.raises(IndexWriteError) as caught:
        vault.update(folder)

    assert str(folder) in caught.value.message
    assert caught.value.hint
    assert place != "database" or files_in(vault.folder) == {"askcloud.db", "askcloud.lock", "askcloud.turn"}


@pytest.mark.parametrize(
    ("change", "steps"),
    [
        ("first build", [(at, 5) for at in range(6)]),
        ("one edit", [(0, 1), (1, 1)]),
        ("one deletion", [(0, 0)]),
        ("none", []),
    ],
    ids=lambda value: value.replace(" ", "-") if isinstance(value, str) else "",
)
def test_update_reports_progress_to_the_end(make_vault, change, steps):
    """Progress counts the notes read one by one and ends with all of them."""
    vault = make_vault(NOTES)
    if change != "first build":
        vault.update()
    if change == "one edit":
        vault.write({"stone.md": NEW})
    if change == "one deletion":
        vault.remove("stone.md")
    seen = []

    vault.update(progress=lambda done, total: seen.append((done, total)))

    assert seen == steps


@pytest.mark.parametrize(("corpus", "error"), [("gone", CorpusNotFoundError), ("empty", CorpusEmptyError)])
def test_update_keeps_the_index_when_the_corpus_is_away(indexed, corpus, error):
    """A vault that is not mounted, or empty, is an error and never an empty index."""
    before = indexed.database.read_bytes()
    indexed.corpus.rename(indexed.root / "elsewhere")
    if corpus == "empty":
        indexed.corpus.mkdir()

    with pytest.raises(error) as caught:
        indexed.update()

    assert caught.value.hint
    assert indexed.database.read_bytes() == before


def test_update_turns_no_index_of_another_corpus_into_this_ones(indexed, make_vault):
    """An index keeps its corpus, unless it is to become another's."""
    other = make_vault({"bees.md": "Bees build the hive of wax [00:01:00]."})
    before = indexed.database.read_bytes()

    with pytest.raises(IndexCorpusMismatchError, match="not from"):
        update.update_index(other.as_corpus, str(indexed.folder))
    kept = indexed.database.read_bytes() == before
    update.update_index(other.as_corpus, str(indexed.folder), adopt=True)

    with indexed.index() as index:
        assert [note.path for note in index.notes().values()] == ["bees.md"]
    assert kept


@pytest.mark.parametrize(
    ("damage", "error"),
    [
        ("DELETE FROM meta WHERE key = 'claims'", IndexCorruptError),
        ("DROP TABLE terms", IndexCorruptError),
        ("UPDATE terms SET postings = x'ff'", IndexCorruptError),
        ("UPDATE terms SET postings = 'word'", IndexCorruptError),
        ("UPDATE terms SET passages = 1 << 62", IndexCorruptError),
        ("UPDATE terms SET passages = -1", IndexCorruptError),
    ],
    ids=["meta", "table", "postings", "text", "passages", "less than none"],
)
def test_update_builds_on_a_sound_index_only(indexed, damage, error):
    """A damaged index is refused, and rebuilt when asked in full."""
    whole = indexed.contents()
    indexed.execute(damage)
    indexed.write({"new.md": NEW})

    with pytest.raises(error):
        indexed.update()

    indexed.remove("new.md")
    indexed.update(full=True)
    assert indexed.contents() == whole


@pytest.mark.parametrize(
    "change",
    [
        "PRAGMA user_version = 0",
        "UPDATE meta SET value = '0 big' WHERE key = 'analyzer'",
    ],
    ids=["format", "analyzer"],
)
def test_update_builds_anew_over_an_index_of_another_version(indexed, change):
    """What another version wrote is replaced by what the notes say: nothing else was in it."""
    whole = indexed.contents()
    indexed.execute(change)

    summary = indexed.update()

    assert summary.added == len(whole["notes"])
    assert indexed.contents() == whole


def test_update_of_an_index_with_a_damaged_page_says_so(indexed):
    """Damage that shows only while the index is changed is an error of askcloud's own, and the file stays."""
    content = bytearray(indexed.database.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    indexed.database.write_bytes(content)
    indexed.write({"stone.md": NEW})

    with pytest.raises(AskcloudError):
        indexed.update()

    assert indexed.database.read_bytes() == bytes(content)
    assert files_in(indexed.folder) <= {"askcloud.db", "askcloud.lock", "askcloud.turn"}


def test_update_says_that_the_disk_is_full(indexed, monkeypatch):
    """A disk that fills up while notes are written is an error of askcloud's own, and the old index stays."""
    before = indexed.database.read_bytes()
    indexed.write({"new.md": " ".join(f"Sentence {n} tells of word{n} in full [00:00:10]." for n in range(500))})
    monkeypatch.setattr(sqlite3, "connect", _on_a_full_disk(sqlite3.connect))

    with pytest.raises(IndexWriteError):
        indexed.update()

    assert indexed.database.read_bytes() == before


def _on_a_full_disk(connect):
    """`connect` with room for a few more pages than the file has."""

    def limited(*args, **options):
        connection = connect(*args, **options)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        return connection

    return limited


def test_update_closes_every_connection(indexed, left_open):
    """No connection is left open: an open file can be neither replaced nor deleted on Windows."""
    indexed.write({"new.md": NEW})

    indexed.update()
    indexed.update()

    still_open, opened = left_open()
    assert opened >= 3
    assert still_open == 0


def test_update_remembers_the_corpus_and_the_time(indexed):
    """An index says which folder it was built from and when, in UTC."""
    with indexed.index() as index:
        corpus, built = index.corpus, index.built

    assert corpus.folders == (str(indexed.corpus.resolve()),)
    assert built.endswith("+00:00")


@pytest.mark.parametrize("name", [name for name in EDITS if name != "touch"])
def test_pending_changes_are_those_an_update_finds(indexed, name):
    """What an update would read or forget is pending before it, and nothing is after it."""
    EDITS[name][0](indexed)

    with indexed.index() as index:
        before = len(changed_notes(indexed.as_corpus, index))
    summary = indexed.update()
    with indexed.index() as index:
        after = len(changed_notes(indexed.as_corpus, index))

    assert (before, after) == (summary.added + summary.changed + summary.removed, 0)


def test_pending_changes_count_a_touched_file(indexed):
    """A file written again is pending until it has been read: its text is not compared before."""
    indexed.touch("stone.md")

    with indexed.index() as index:
        pending = len(changed_notes(indexed.as_corpus, index))

    assert pending == 1


@pytest.mark.parametrize("limit", [0, 2])
def test_update_leaves_out_notes_beyond_the_last_id(make_vault, monkeypatch, limit):
    """Notes for which no id is left are listed as left out; those before them answer."""
    monkeypatch.setattr(update, "MAX_NOTE_ID", limit)
    vault = make_vault(NOTES)

    summary = vault.update()

    assert summary.added == limit + 1
    assert [each.path for each in summary.skipped] == sorted(NOTES)[limit + 1 :]


def test_update_leaves_out_passages_beyond_the_last_place(make_vault):
    """A note with more passages than ids can name loses the last ones, in every table alike."""
    long = "\n\n".join(f"Paragraph number{n} stands on its own [00:00:10]." for n in range(4100))
    vault = make_vault({"long.md": long, "stone.md": NOTES["stone.md"]})
    vault.update()
    vault.write({"long.md": NEW})

    vault.update()

    assert vault.contents() == vault.rebuilt()


def test_update_takes_a_corpus_folder_of_any_name(make_vault):
    """A corpus whose folder has a name that is not UTF-8 is indexed like any other."""
    vault = make_vault(NOTES)
    corpus = vault.root / UNUSUAL_NAME
    vault.corpus.rename(corpus)

    summary = update.update_index(Corpus.parse(str(corpus)), str(vault.folder))

    assert summary.added == len(NOTES)


# Only Linux takes any byte in a name.
UNUSUAL_NAME = b"not \xff UTF-8".decode(errors="surrogateescape") if sys.platform == "linux" else "not ASCII: é"


def test_update_makes_the_folder_of_the_index(make_vault):
    """The folder of the index is made where it is missing, with the folders above it."""
    vault = make_vault(NOTES)
    folder = vault.root / "cache" / "askcloud" / "own"

    vault.update(folder)

    open_index(str(folder)).close()
