"""Laws of an index opened for reading: what is refused, and what is read."""

from __future__ import annotations

import os
import random
import re
import shutil
import sqlite3
import zlib
from contextlib import closing

import pytest

from askcloud.answering.ask import ask
from askcloud.errors import (
    AskcloudError,
    IndexCorruptError,
    IndexNotFoundError,
    IndexVersionError,
)
from askcloud.index import passages as content
from askcloud.index import reader, schema
from askcloud.index import statistics as survey
from askcloud.index.note_lookup import find_note
from askcloud.index.reader import open_index
from askcloud.media.citation import EXACT, NONE
from askcloud.output import text as render

NOTES = {
    "Bees/hive.md": "Bees dance to show the way to flowers. [00:01:05] That saves the others a search. [00:01:20] "
    "Old bees fly farthest. [00:01:44]",
    "Bees/honey.markdown": "---\ntitle: Sweet stores\nvideoId: zY8_xW5-vU2\n---\n\nHoney keeps for years in a jar.",
    "Rivers/hive.md": "A hive of streams feeds every large river [00:02:00].",
    "Rivers/Rivers.md": "---\ntitle: Rivers\n---\n\n### [How hives work](https://youtu.be/aB3_dE6-hI9)\n\n[[hive]]\n",
    "loose.md": "---\ntitle: Bees/hive.md\nvideoId: kJ7_lM4-nO1\n---\n\nA loose note stands in no folder [00:03:00].",
}


@pytest.fixture(scope="module")
def built(make_vault):
    """A vault of a few notes with its index; no test changes it."""
    vault = make_vault(NOTES)
    vault.update()
    return vault


@pytest.fixture
def index(built):
    """That index, open."""
    with built.index() as index:
        yield index


@pytest.fixture
def copy(built, make_vault):
    """A copy of that index for tests that damage it."""
    vault = make_vault()
    vault.folder.mkdir()
    shutil.copy2(built.database, vault.database)
    return vault


def _change(*statements):
    return lambda vault: vault.execute(*statements)


def _overwrite(start, content):
    def damage(vault):
        whole = bytearray(vault.database.read_bytes())
        whole[start : start + len(content)] = content
        vault.database.write_bytes(whole)

    return damage


def _truncate(share):
    return lambda vault: os.truncate(vault.database, int(vault.database.stat().st_size * share))


def _replace_by_a_folder(vault):
    vault.database.unlink()
    vault.database.mkdir()


UNUSABLE = {
    "no file": (lambda vault: vault.database.unlink(), IndexNotFoundError),
    "a folder": (_replace_by_a_folder, IndexNotFoundError),
    "empty": (_truncate(0), IndexCorruptError),
    "text": (lambda vault: vault.database.write_text("Not a database. " * 500), IndexCorruptError),
    "another application's": (_change("PRAGMA application_id = 7"), IndexCorruptError),
    "nobody's": (_change("PRAGMA application_id = 0"), IndexCorruptError),
    "older format": (_change(f"PRAGMA user_version = {schema.FORMAT_VERSION - 1}"), IndexVersionError),
    "newer format": (_change(f"PRAGMA user_version = {schema.FORMAT_VERSION + 1}"), IndexVersionError),
    "other analyzer": (_change("UPDATE meta SET value = '0 little' WHERE key = 'analyzer'"), IndexVersionError),
    "other byte order": (_change("UPDATE meta SET value = '1 middle' WHERE key = 'analyzer'"), IndexVersionError),
    "no analyzer": (_change("DELETE FROM meta WHERE key = 'analyzer'"), IndexVersionError),
    "no counts": (_change("DELETE FROM meta WHERE key = 'claims'"), IndexCorruptError),
    "counts that are none": (_change("UPDATE meta SET value = 'many' WHERE key = 'claims'"), IndexCorruptError),
    "counts below 0": (_change("UPDATE meta SET value = '-5' WHERE key = 'passages'"), IndexCorruptError),
    "too many notes": (_change("UPDATE notes SET id = 1 << 60 WHERE id = 1"), IndexCorruptError),
    "no meta": (_change("DROP TABLE meta"), IndexCorruptError),
    "half a file": (_truncate(0.5), IndexCorruptError),
    "half a page": (_truncate(0.03), IndexCorruptError),
    "magic": (_overwrite(0, b"sqlite"), IndexCorruptError),
    "page size": (_overwrite(16, b"\x03\x03"), IndexCorruptError),
    "file format": (_overwrite(18, b"\x09\x09"), IndexCorruptError),
    "schema format": (_overwrite(44, b"\xff\xff\xff\xff"), IndexCorruptError),
    "schema page": (_overwrite(100, b"\xff" * 60), IndexCorruptError),
    "trigger": (
        _change("CREATE TRIGGER greed AFTER INSERT ON notes BEGIN DELETE FROM contents; END"),
        IndexCorruptError,
    ),
    "view": (_change("CREATE VIEW extra AS SELECT * FROM contents"), IndexCorruptError),
    "view for a table": (
        _change("ALTER TABLE notes RENAME TO old", "CREATE VIEW notes AS SELECT * FROM old"),
        IndexCorruptError,
    ),
    "another table": (_change("CREATE TABLE more (a)"), IndexCorruptError),
    "expression": (_change("CREATE INDEX lure ON notes (abs(id))"), IndexCorruptError),
    "virtual table": (_change("CREATE VIRTUAL TABLE lure USING fts5 (a)"), IndexCorruptError),
    "generated column": (
        _change("DROP TABLE links", "CREATE TABLE links (note INTEGER, slug TEXT AS (hex(note)))"),
        IndexCorruptError,
    ),
    "no contents table": (_change("DROP TABLE contents"), IndexCorruptError),
}


@pytest.mark.parametrize(("damage", "error"), UNUSABLE.values(), ids=UNUSABLE)
def test_open_index_refuses_what_is_no_index_of_this_version(copy, damage, error):
    """Whatever stands in the index's place is refused with its own error, the path and a command that helps."""
    damage(copy)

    with pytest.raises(error) as caught:
        open_index(str(copy.folder)).close()

    assert type(caught.value) is error
    assert str(copy.folder) in caught.value.message
    assert caught.value.message.endswith(".")
    assert "askcloud index" in caught.value.hint


@pytest.mark.parametrize("seed", range(40))
def test_open_index_with_any_bytes_flipped_answers_or_refuses(copy, seed):
    """Damage that leaves no trace in the file's time ends in an answer or in an error of askcloud's own."""
    choice = random.Random(seed)
    stamp = copy.database.stat().st_mtime_ns
    whole = bytearray(copy.database.read_bytes())
    for _ in range(choice.choice([1, 30, 3000])):
        whole[choice.randrange(len(whole))] ^= choice.randrange(1, 256)
    copy.database.write_bytes(whole)
    os.utime(copy.database, ns=(stamp, stamp))

    try:
        with copy.index() as index:
            for question in ("bees flowers", "hive river", "loose note"):
                ask(index, question)
            index.notes(), index.channels(), survey.time_trusts(index), list(index.skipped())
            refused = None
    except AskcloudError as error:
        refused = error

    assert refused is None or refused.hint


TABLES = re.findall(r"CREATE TABLE (\w+)", schema.SCHEMA)


@pytest.mark.parametrize("table", sorted(set(TABLES) - {"meta"}))
def test_open_index_with_rows_missing_answers_or_refuses(copy, table):
    """An index in which one table lost its rows answers, or is refused with an error of askcloud's own."""
    copy.execute(f"DELETE FROM {table}")

    try:
        with copy.index() as index:
            answers = [
                ask(index, question) for question in ("bees dance", "hive river", "how do old bees fly", "zebra")
            ]
    except AskcloudError as error:
        answers = [error]

    assert answers


def test_open_index_whose_claims_say_what_no_posting_knows_answers(copy):
    """Claims and postings that do not agree are ranked by what is known."""
    copy.execute("UPDATE contents SET content = forged(content, 'flowers', 'flowers. Zebras graze quietly')")

    with copy.index() as index:
        assert ask(index, "bees zebras graze quietly").evidence


COLUMNS = {
    "terms": ["claims", "passages", "notes", "titles", "postings"],
    "contents": ["passages", "claims", "content"],
    "notes": ["medium", "title", "channel", "date", "unread"],
}


@pytest.mark.parametrize("value", ["'word'", "x'010203040506'", "x'ff'", "-1", "99999999999", "1 << 62", "1.5"])
@pytest.mark.parametrize("column", [f"{table}.{name}" for table, names in COLUMNS.items() for name in names])
def test_open_index_with_damaged_rows_answers_or_refuses(copy, column, value):
    """Values of another type or range than a column means are refused, by the schema or by their reader."""
    table, name = column.split(".")

    try:
        copy.execute(f"UPDATE {table} SET {name} = {value}")
        with copy.index() as index:
            render.to_text(ask(index, "bees flowers hive"))
            refused = None
    except (AskcloudError, sqlite3.IntegrityError) as error:
        refused = error

    assert refused is None or str(refused)


@pytest.mark.parametrize("new", ["", "word", "-1", "99999999999", "7", "\x1d", "\x1e", "\x1f"])
@pytest.mark.parametrize("pattern", ["\x1d", "\x1e", "\x1f", "[0-9]+", "[a-z]+", "\x1f[^\x1f]*$", "^.*"])
def test_open_index_with_damaged_contents_answers_or_refuses(copy, pattern, new):
    """What is stored of a note may be anything under a right checksum: an answer, or an error of askcloud's own."""
    copy.execute(f"UPDATE contents SET content = forged(content, '{pattern}', '{new}')")

    try:
        with copy.index() as index:
            render.to_text(ask(index, "bees flowers hive"))
            refused = None
    except AskcloudError as error:
        refused = error

    assert refused is None or "damaged" in refused.message or "missing" in refused.message


@pytest.mark.parametrize(
    "fields", ["-65\x1f0", "65\x1f9", "65\x1f-1", "x\x1f0"], ids=["second", "trust", "below", "word"]
)
def test_open_index_refuses_a_time_that_is_none(copy, fields):
    """A second before the first, or a trust that there is not, never becomes a citation."""
    copy.execute(f"UPDATE contents SET content = forged(content, '\x1f65\x1f0', '\x1f{fields}')")

    with copy.index() as index, pytest.raises(IndexCorruptError, match="damaged"):
        ask(index, "bees flowers")


def test_open_index_unpacks_no_more_than_a_note_can_hold(copy, monkeypatch):
    """A few bytes that would unpack to more than any note gives are damage, not a reason to fill the memory."""
    monkeypatch.setattr(content, "_MAX_BYTES", 1 << 16)
    bomb = zlib.compress(bytes(5 << 16)).hex()
    copy.execute(
        f"UPDATE contents SET content = x'{bomb}'",
        f"UPDATE terms SET passages = 1 << 16, notes = 0, titles = 0, postings = x'{bomb}'",
    )

    with copy.index() as index, pytest.raises(IndexCorruptError):
        index.claims_of(1)
    with copy.index() as index, pytest.raises(IndexCorruptError):
        index.term("bee")


@pytest.mark.parametrize(
    "name", ["a b", "what?", "c#d", "100%", "%41", "a&b=c;d", "naïve", "蜂の巣", "it's", "+", "file:x", "🐝"]
)
def test_open_index_takes_a_folder_of_any_name(built, make_vault, name):
    """The path of an index may hold every character that means something in a URI."""
    folder = make_vault().root / name
    folder.mkdir()
    (folder / schema.FILE_NAME).write_bytes(built.database.read_bytes())

    with closing(open_index(str(folder))) as index:
        assert index.counts.notes == 4


def test_open_index_changes_nothing_on_disk(built):
    """Answering leaves the file as it was and makes no other beside it."""
    before = (built.database.read_bytes(), built.database.stat().st_mtime_ns, os.listdir(built.folder))

    built.ask("how do bees show the way")

    assert (built.database.read_bytes(), built.database.stat().st_mtime_ns, os.listdir(built.folder)) == before


def test_open_index_lets_sqlite_trust_nothing(index):
    """An open index runs under the limits and settings that SQLite advises for files from elsewhere."""
    connection = index._database._connection
    asked = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("trusted_schema", "query_only")}

    with pytest.raises(sqlite3.DatabaseError, match="too many attached"):
        connection.execute("ATTACH ':memory:' AS other")

    assert asked == {"trusted_schema": 0, "query_only": 1}
    assert connection.getlimit(sqlite3.SQLITE_LIMIT_LENGTH) <= 1 << 28


@pytest.mark.parametrize("statement", ["DELETE FROM notes", "CREATE TABLE more (a)", "PRAGMA user_version = 9"])
def test_open_index_opens_for_reading_only(index, statement):
    """No statement can change an index that was opened to answer, not even behind the connection's own guard."""
    index._database._connection.execute("PRAGMA query_only = 0")

    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        index._database._connection.execute(statement)


def test_close_lets_go_of_the_file(built):
    """A closed index reads no more."""
    index = open_index(str(built.folder))

    index.close()

    with pytest.raises((sqlite3.ProgrammingError, AskcloudError)):
        index.notes()


def test_counts_tell_notes_hubs_and_what_they_hold(index):
    """Notes with claims and those without are counted apart."""
    counts = index.counts

    assert (counts.notes, counts.hubs, counts.passages, counts.claims, counts.skipped) == (4, 1, 4, 6, 0)


def test_term_finds_a_term_and_nothing_for_another(index):
    """A term that notes say comes with its lists; one that nobody says is None."""
    entry = index.term("bee")

    assert (entry.claims, len(entry.passages.ids), list(entry.titles.ids)) == (2, 2, [4])
    assert index.term("zeppel") is None


def test_claims_come_with_time_line_and_span(built, index):
    """A stored claim points at its words in the note, at their line, and at the second they were said."""
    note, stored = find_note(index, "Bees/hive.md")
    source = (built.corpus / stored.path).read_text()

    first, second, third = index.claims_of(note)

    assert source[slice(*first.span)] == first.text == "Bees dance to show the way to flowers."
    assert (first.time.seconds, first.time.trust, first.line) == (65, EXACT, 5)
    assert (second.time.seconds, second.needs_previous, second.note) == (80, True, note)
    assert index.passages([first.passage])[first.passage].claims == (first, second, third)


def test_claims_without_a_second_say_so(index):
    """A claim without a stamp has no time at all."""
    note, _ = find_note(index, "honey")

    (claim,) = index.claims_of(note)

    assert (claim.time.seconds, claim.time.trust) == (None, NONE)


def test_sentence_before_stays_in_the_note(index):
    """The sentence before a claim is one of the same note, of its passage or the one before; the first has none."""
    note, _ = find_note(index, "Rivers/hive.md")
    bees, _ = find_note(index, "Bees/hive.md")

    (dance,) = index.passages_of(bees)
    (stream,) = index.passages_of(note)

    first, second, _ = dance.claims
    assert [dance.sentence_before(place) for place in range(3)] == ["", first.text, second.text]
    assert stream.sentence_before(0) == ""


def test_passages_after_are_the_next_ones_of_the_note(make_vault):
    """The passages behind one come in order, no more than wanted, and none of another note."""
    vault = make_vault(
        {f"{name}.md": f"The mill {name} stands.\n\nThe mill {name} falls.\n\nThe mill {name} burns." for name in "abc"}
    )
    vault.update()

    with vault.index() as index:
        for note in index.notes():
            first, second, third = index.passages_of(note)

            assert index.passages_after(first.id, 5) == [second, third]
            assert index.passages_after(first.id, 1) == [second]
            assert index.passages_after(second.id, 5) == [third]
            assert index.passages_after(third.id, 5) == index.passages_after(first.id, 0) == []


def test_citation_holds_what_a_reader_needs(index):
    """A citation names note, line, title, channel, video and second, and the title that a hub gives the video."""
    note, stored = find_note(index, "Bees/hive.md")

    citation = index.citation(index.claims_of(note)[0], stored)

    assert (citation.note, citation.title, citation.channel) == ("Bees/hive.md", "hive", "Bees")
    assert (citation.video_id, citation.video_title) == ("aB3_dE6-hI9", "How hives work")
    assert citation.url == "https://www.youtube.com/watch?v=aB3_dE6-hI9&t=65s"


def test_channels_and_hubs_are_listed(index):
    """Channels come with their notes, in order of name; hubs give video titles and links."""
    hub, _ = find_note(index, "Rivers/Rivers.md")

    assert index.channels() == [("", 1), ("Bees", 2), ("Rivers", 2)]
    assert index.notes_of_channel("Rivers") == {at for at, note in index.notes().items() if "Rivers/" in note.path}
    assert index.notes_of_channel("Wasps") == set()
    assert index.video_title("aB3_dE6-hI9") == "How hives work"
    assert index.video_title("zY8_xW5-vU2") is None
    assert index.links_of(hub) == ["hive"]


def test_ids_are_looked_up_in_as_many_statements_as_it_takes(index, monkeypatch):
    """More ids than a statement may have give what one statement with all of them gives."""
    notes = list(index.notes())
    found = (index.notes_by_id(notes), index.media_of_notes(notes), dict(index.contents(notes)))

    monkeypatch.setattr(reader, "MAX_LISTED", 2)

    assert (index.notes_by_id(notes), index.media_of_notes(notes), dict(index.contents(notes))) == found
    assert len(notes) > 2
