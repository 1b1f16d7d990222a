"""Laws of reading an index of shards: whatever is read from it is what one file has."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing

import pytest
from sharded import QUESTIONS, said

from askcloud.answering.ask import ask
from askcloud.answering.browse import videos_asked_for
from askcloud.answering.outline import outline_of
from askcloud.answering.overview import overview_of
from askcloud.errors import IndexCorruptError, IndexNotFoundError
from askcloud.index import listing, statistics
from askcloud.index.filters import Filters, matching_notes
from askcloud.index.footer import strip_footer, write_footer
from askcloud.index.note_lookup import find_note, linked_notes
from askcloud.index.schema import is_shard_name
from askcloud.index.videos import videos_of
from askcloud.indexer.diagnose import diagnose
from askcloud.shards.reader import new_shard_name


def test_answers_are_those_of_one_file(both):
    """Every answer has the same quotes, scores and parts, whatever kind of question is asked."""
    shards, one = both

    assert len(shards.parts) == 3
    assert {question: said(shards, question) for question in QUESTIONS} == {
        question: said(one, question) for question in QUESTIONS
    }
    assert sum(answer.answered for answer in (ask(one, question) for question in QUESTIONS[:8])) > 5


def test_follow_ups_and_filters_are_those_of_one_file(both):
    """A follow-up is completed alike, and a filter leaves the same notes."""
    shards, one = both
    filters = Filters(tags=("ships",))

    for question, options in (
        ("and wheat", {"after": "what is barley"}),
        ("when did he found it", {"after": "who founded the Rye Institute"}),
        ("what is a lighthouse", {"filters": filters}),
        ("Bergen", {"filters": Filters(since="2024-05", channel="sea")}),
        ("Bergen", {"filters": Filters(video="Tides")}),
        ("Bergen", {"filters": Filters(channel="seas")}),
    ):
        assert said(shards, question, **options) == said(one, question, **options)
    paths = [{index.note(note).path for note in matching_notes(index, filters)} for index in both]
    assert paths[0] == paths[1] != set()


def test_everything_else_is_that_of_one_file(both):
    """Lists, videos, outlines, notes, statistics, diagnoses and overviews do not tell shards from one file."""
    shards, one = both

    def look_around(index) -> list[object]:
        note, stored = find_note(index, "lighthouse")
        return [
            *(lister(index, None, "") for lister in listing.LISTS.values()),
            listing.totals(index),
            [outline_of(index, video) for video in videos_of(index)],
            (stored, [claim.text for claim in index.claims_of(note)], linked_notes(index, note)),
            statistics.time_trusts(index),
            statistics.claims_by_channel(index),
            statistics.time_formats_by_channel(index),
            index.counts,
            index.corpus,
            index.skipped(),
            videos_asked_for(index, "which episode mentions Bergen", None),
            overview_of(index, lambda _: True).questions,
            index.words_starting("l", 1, 20),
            diagnose(index.corpus, index),
        ]

    assert look_around(shards) == look_around(one)


def test_best_passages_of_all_shards_are_among_the_best_of_each(both, monkeypatch):
    """Where only some passages are read, they are those that one file would read."""
    monkeypatch.setattr("askcloud.search.candidates.MAX_CANDIDATES", 2)
    shards, one = both

    for question in QUESTIONS:
        assert said(shards, question) == said(one, question)


def test_missing_shard_is_reported(sharded):
    """Without one of its shards an index is not opened, and the error says which is missing."""
    name = sharded.names[1]
    shutil.rmtree(sharded.folder / name)

    with pytest.raises(IndexNotFoundError, match=name):
        sharded.open()


def test_damaged_shard_is_reported(sharded):
    """A shard that is not as it was written is not opened."""
    os.truncate(sharded.folder / sharded.names[2] / "askcloud.db", 5000)

    with pytest.raises(IndexCorruptError, match=sharded.names[2]):
        sharded.open()


def test_nothing_stays_open_after_a_failure(sharded, left_open):
    """An index that cannot be opened leaves no file open."""
    shutil.rmtree(sharded.folder / sharded.names[2])

    with pytest.raises(IndexNotFoundError):
        sharded.open()

    assert left_open()[0] == 0


def test_index_opens_the_shards_of_the_catalog_that_replaced_it(sharded, monkeypatch):
    """Where a builder is faster than a reader, the reader opens what the builder wrote."""
    from askcloud.index import reader

    opened = reader.open_index

    def slow(folder, *kinds):
        if not slow.updated:
            slow.updated = True
            index = opened(folder, *kinds)
            sharded.vault.write({"sea/new.md": "Herring come in May [00:00:01]."})
            sharded.update()
            return index
        return opened(folder, *kinds)

    slow.updated = False
    monkeypatch.setattr("askcloud.storage.open_file", slow)

    with sharded.open() as index:
        assert ask(index, "when do herring come").answered


@pytest.mark.parametrize("name", ["../elsewhere", "shard-../../etc", "/etc", "shard-x", "shard-"])
def test_catalog_names_no_folder_outside_its_own(sharded, name):
    """A forged catalog cannot make its reader open another folder."""
    database = str(sharded.folder / "askcloud.db")
    strip_footer(database)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'shards'", (f"{name}\n{name}\n{name}",))
        connection.commit()
    write_footer(database)

    with pytest.raises(IndexCorruptError):
        sharded.open()


@pytest.mark.parametrize("forged", ["claims = -1", "passages = 10000", "notes = 10000", "titles = 10000"])
def test_forged_frequencies_are_an_error(sharded, forged):
    """A catalog that says a term is in more texts than the index has is damaged, and no question computes with it."""
    database = str(sharded.folder / "askcloud.db")
    strip_footer(database)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(f"UPDATE terms SET {forged}")
        connection.commit()
    write_footer(database)

    with sharded.open() as index, pytest.raises(IndexCorruptError):
        ask(index, "what is a lighthouse")


def test_names_of_shards_are_new():
    """No two shards get the same name, and each is one that a catalog may name."""
    names = {new_shard_name() for _ in range(100)}

    assert len(names) == 100
    assert all(map(is_shard_name, names))
