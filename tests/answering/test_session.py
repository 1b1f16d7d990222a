"""Every quote that is given stands in its note as it is now."""

from __future__ import annotations

import os

import pytest
from samples import forbid

from askcloud.answering import ask
from askcloud.answering.verify import UNREAD, verified
from askcloud.errors import CorpusNotFoundError, IndexCorpusMismatchError, IndexCorruptError, IndexWriteError
from askcloud.indexer.freshness import MANY
from askcloud.search.rank import rank

NOTES = {
    "dam.md": "The dam was **finished** in four [[years_of_work | years]] [00:00:50].",
    "mill.md": "A mill near the dam grinds the grain [00:05:00].",
    "quay.md": "A quay was finished in winter [00:07:00].",
}
ASKED = "when was the dam finished"


@pytest.fixture
def vault(make_vault):
    """A vault of three notes with its index."""
    vault = make_vault(NOTES)
    vault.update()
    return vault


@pytest.fixture
def session(vault):
    """A session that updates its index; `session.updates` counts how often."""
    updates = []

    def update():
        updates.append(vault.update())
        return updates[-1]

    with vault.session(update=update) as session:
        session.updates = updates
        yield session


def quotes(answer) -> list[str]:
    return [each.quote for each in answer.evidence]


def test_unchanged_notes_are_quoted_as_they_are(session):
    """Where no note changed the answer is the index's, and nothing is read again."""
    answer = session.ask(ASKED)

    assert answer.answered
    assert quotes(answer)[0] == "The dam was finished in four years."
    assert session.updates == []


def test_touched_note_is_quoted_without_reading_again(vault, session):
    """A file written again with the same text is the same note."""
    vault.touch("dam.md")

    assert quotes(session.ask(ASKED))[0] == "The dam was finished in four years."
    assert session.updates == []


def test_changed_note_is_read_again(vault, session):
    """A changed note is read again and the question asked again."""
    vault.write({"dam.md": "The dam was finished in seven years [00:01:00]."})

    answer = session.ask(ASKED)

    assert quotes(answer)[0] == "The dam was finished in seven years."
    assert answer.evidence[0].citation.time.seconds == 60
    assert len(session.updates) == 1


def test_change_behind_the_clock_is_seen(vault, session):
    """A note rewritten with its size and time kept is not quoted as it was: its span is compared."""
    path = vault.corpus / "dam.md"
    stamp = path.stat().st_mtime_ns
    path.write_bytes(path.read_bytes().replace(b"four", b"nine"))
    vault.touch("dam.md")
    os.utime(path, ns=(stamp, stamp))

    assert "The dam was finished in four years." not in quotes(session.ask(ASKED))


def test_vanished_note_is_dropped(vault, session):
    """What only a vanished note said is neither the answer nor near it."""
    vault.remove("dam.md")

    assert all("four years" not in quote for quote in quotes(session.ask(ASKED)))


@pytest.mark.parametrize("change", ["remove", "write"])
def test_without_a_refresh_what_changed_is_left_out(vault, change):
    """Where the index may not be brought up to date, an unverified quote is left out, and the reason is said."""
    if change == "remove":
        vault.remove("dam.md")
    else:
        vault.write({"dam.md": "The dam was finished in seven years [00:01:00]."})

    with vault.session() as session:
        answer = session.ask(ASKED)

    assert not answer.answered
    assert answer.reason == "The cited note changed after it was indexed."
    assert all("dam was" not in quote for quote in quotes(answer))


def test_evidence_behind_the_answer_is_left_out_alone(vault):
    """An answer whose first quote is verified stays one."""
    vault.remove("mill.md")

    with vault.session() as session:
        answer = session.ask(ASKED)

    assert answer.answered
    assert all("mill" not in quote for quote in quotes(answer))


def test_note_that_may_not_be_read_is_named(vault, session, monkeypatch):
    """A quote whose note cannot be read is not shown, and what is in the way is said instead of a change."""
    dam, *_ = session.ask(ASKED).evidence
    forbid(monkeypatch, vault.corpus / "dam.md")
    updates = []

    with vault.session(update=lambda: updates.append(vault.update())) as refreshing:
        answers = [session.ask(ASKED), refreshing.ask(ASKED), refreshing.ask(ASKED)]

    assert verified(dam, session.index, session.corpus) == (UNREAD, dam)
    for answer in answers:
        assert answer.reason == "The cited note cannot be read: dam.md."
        assert all("dam was" not in quote for quote in quotes(answer))
    assert len(updates) == 1  # then it is known


def test_quote_whose_words_markup_parts_is_verified(vault):
    """A quote stands in its note though markup stands within its words, or letters are written as entities."""
    vault.write({"dam.md": "The **d**am of [[stone | stone]]s &amp; clay was finished in nine years [00:01:00]."})
    vault.update()

    with vault.session() as session:
        assert quotes(session.ask(ASKED))[0] == "The dam of stones & clay was finished in nine years."


def test_forged_quote_is_not_shown(vault):
    """A quote that an index holds and its note does not say is never given, though the note was not touched."""
    vault.execute("UPDATE contents SET content = forged(content, 'four', 'five')")

    with vault.session() as session:
        answer = session.ask(ASKED)

    assert not answer.answered
    assert answer.out_of_date
    assert all("five" not in quote for quote in quotes(answer))


def test_index_of_another_corpus_answers_nothing(vault, make_vault, left_open):
    """An index of other notes than those asked for is an error, and so are notes that are not there."""
    other = make_vault({"bees.md": "Bees build the hive of wax [00:01:00]."})
    missing = str(vault.root / "nowhere")

    with pytest.raises(IndexCorpusMismatchError, match=str(vault.corpus)):
        vault.session(other.corpus)
    with pytest.raises(CorpusNotFoundError, match=missing):
        vault.session(missing)
    assert left_open() == (0, 2)


def test_index_whose_corpus_is_missing_is_never_turned_into_another_ones(vault, make_vault):
    """An index whose corpus was moved answers what still stands in the notes named, and is not brought up to date."""
    other = make_vault({"bees.md": "Bees build the hive of wax [00:01:00]."})
    vault.corpus.rename(vault.root / "elsewhere")
    updates = []

    with vault.session(other.corpus, update=lambda: updates.append(1)) as session:
        answer = session.ask(ASKED)

    assert updates == []
    assert all("four years" not in quote for quote in quotes(answer))


def test_new_note_is_brought_in_before_the_first_question(vault, session):
    """A note that came since the index was built answers at once."""
    vault.write({"weir.md": "The weir was finished in eleven days [00:00:20]."})

    fresh = session.refresh_if_changed()

    assert fresh
    assert quotes(session.ask("when was the weir finished"))[0] == "The weir was finished in eleven days."
    assert len(session.updates) == 1


def test_unchanged_corpus_is_not_read_again(session):
    """Where no folder shows a change nothing is brought in."""
    assert session.refresh_if_changed()
    assert session.updates == []


def test_many_new_notes_are_not_waited_for(vault, session):
    """Above a bound nothing is read before the answer, not even for a note that changed: that would read all."""
    vault.write({f"new/{number}.md": "Nothing to see [00:00:20]." for number in range(MANY + 1)})
    vault.write({"dam.md": "The dam was finished in seven years [00:01:00]."})

    fresh = session.refresh_if_changed()
    answer = session.ask(ASKED)

    assert not fresh
    assert session.updates == []
    assert all("four years" not in quote for quote in quotes(answer))


def test_without_a_refresh_nothing_is_looked_at(vault):
    """Where the index may not be brought up to date nobody looks whether it is."""
    vault.write({"weir.md": "The weir was finished in eleven days [00:00:20]."})

    with vault.session() as session:
        assert session.refresh_if_changed()
        assert "weir" not in " ".join(quotes(session.ask("when was the weir finished")))


def test_index_that_cannot_be_written_answers_from_what_it_has(vault):
    """Where the index cannot be brought up to date it answers as it is, and it is tried once, not for each question."""
    tried = []

    def refuse():
        tried.append(1)
        raise IndexWriteError("The index cannot be written.", hint="Free some space.")

    vault.write({"weir.md": "The weir was finished in eleven days [00:00:20]."})
    vault.remove("mill.md")
    with vault.session(update=refuse) as session:
        session.refresh_if_changed()
        answers = [session.ask(ASKED), session.ask("what grinds the grain")]

    assert [answer.answered for answer in answers] == [True, False]
    assert tried == [1]


@pytest.mark.parametrize(
    ("content", "quoted"),
    [
        (b"The dam was finished in four years [00:00:50]. \xff", True),
        (b"The dam was finished in nine years [00:00:50]. \xff", False),
        (b"\xff" * 200, False),
    ],
    ids=["still there", "changed", "nothing left"],
)
def test_note_that_cannot_be_read_is_quoted_as_far_as_it_still_says_so(vault, content, quoted):
    """What was read of a note before it broke is quoted if its words still stand where they stood."""
    vault.write({"dam.md": b"---\nvideoId: aB3_dE6-hI9\n---\n\nThe dam was finished in four years [00:00:50].\n"})
    vault.update()
    vault.write({"dam.md": b"---\nvideoId: aB3_dE6-hI9\n---\n\n" + content})
    vault.update()

    with vault.session() as session:
        said = quotes(session.ask(ASKED))

    assert ("The dam was finished in four years." in said) is quoted


def test_deleted_corpus_is_named(vault):
    """Where the notes are not there no quote can be checked, and the reason says so."""
    vault.corpus.rename(vault.root / "elsewhere")

    with vault.session() as session:
        answer = session.ask(ASKED)

    assert answer.reason == f"The folder {vault.corpus} is missing, so the quote cannot be verified."


def test_many_changes_are_not_waited_for_only_as_long_as_there_are_many(vault, session):
    """A session that lives for days updates its index again once few notes differ from it."""
    vault.write({f"new/{number}.md": "Nothing to see [00:00:20]." for number in range(MANY + 1)})
    waited = session.refresh_if_changed()
    vault.update()
    session.reopen()
    vault.write({"weir.md": "The weir was finished in eleven days [00:00:20]."})

    assert (waited, session.refresh_if_changed()) == (False, True)
    assert quotes(session.ask("when was the weir finished"))[0] == "The weir was finished in eleven days."


def test_update_returns_what_changed_and_answers_from_it(vault, session):
    """A session brings its index up to date when asked to, and answers from the new one at once."""
    vault.write({"dam.md": "The dam was finished in seven years [00:01:00].", "weir.md": "A weir is low [0:00:20]."})

    summary = session.update()

    assert (summary.added, summary.changed) == (1, 1)
    assert quotes(session.ask(ASKED))[0] == "The dam was finished in seven years."


def test_a_session_that_only_reads_refuses_to_update(vault):
    """Without a function that updates the index, `update` is an error."""
    with vault.session() as session, pytest.raises(IndexWriteError, match="only reads"):
        session.update()


def test_the_previous_question_is_asked_once(vault, session, monkeypatch):
    """A follow-up asks the previous question one time, however often the index is updated for it."""
    asked = []
    monkeypatch.setattr(ask, "rank", lambda *given: asked.append(given[1].question.typed) or rank(*given))
    vault.write({"dam.md": "The dam was finished in seven years [00:01:00]."})

    session.ask("and when was it finished?", after="who built the dam")

    assert asked.count("who built the dam") == 1
    assert asked.count("and when was it finished?") == 2
    assert len(session.updates) == 1


def test_reopening_keeps_the_open_index_where_the_new_one_is_useless(vault, session):
    """An index that was damaged after it was opened leaves the one that is open in use."""
    vault.database.unlink()
    vault.database.write_bytes(b"no database")

    with pytest.raises(IndexCorruptError):
        session.reopen()

    assert session.index.counts.claims == 3


def test_a_session_updates_only_what_it_may(make_vault):
    """A session without a function that updates its index says that it could not; one with it reads the changes."""
    vault = make_vault({"dam.md": "The dam was finished in four years [00:00:50]."})
    vault.update()
    with vault.session() as reading:
        assert not reading.try_update()

    with vault.session(update=vault.update) as updating:
        vault.write({"mill.md": "The mill was finished in two years [00:00:50]."})

        assert updating.try_update()
        assert updating.index.counts.notes == 2
