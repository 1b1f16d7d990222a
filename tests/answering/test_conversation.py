"""Laws of a conversation: what it opens, the context of a question, what it notices, and how it builds."""

from __future__ import annotations

import os
import shutil
import threading

import pytest

from askcloud.answering import ask
from askcloud.answering.conversation import BROKEN, NO_CORPUS, NO_INDEX, READY
from askcloud.errors import CorpusNotFoundError, IndexNotFoundError, IndexWriteError, NoteError
from askcloud.index.database import file_identity
from askcloud.search.rank import rank

NOTES = {
    "Water/dam.md": "The dam across the valley was finished in four years [0:00:50]. See [[the_mill]], [[nowhere]].",
    "Water/the_mill.md": "The stream drops nine metres at the mill, and granite came by rail [00:05:00].",
}
DAM = "The dam across the valley was finished in four years."


@pytest.fixture
def vault(make_vault):
    """A vault of two notes without an index."""
    return make_vault(NOTES)


@pytest.fixture
def talk(vault):
    """A conversation about it."""
    conversation = vault.conversation()
    yield conversation
    conversation.close()


def silent(_done, _total):
    """Takes no notice of progress."""


def test_open_says_what_there_is(vault, talk):
    """An index is opened and counted; without one the notes are; then the same folder answers."""
    before = talk.open()
    vault.update()
    after = talk.open()

    assert (before.state, before.notes, before.counts) == (NO_INDEX, 2, None)
    assert (after.state, after.counts.claims, after.notes) == (READY, 3, 0)
    assert after.built


def test_open_without_notes_says_why(make_vault, tmp_path):
    """An empty folder, or none, is a sentence and a hint."""
    vault = make_vault()
    empty, missing = vault.corpus, tmp_path / "missing"

    said = [vault.conversation(corpus, tmp_path / "index").open() for corpus in (empty, missing)]

    assert [each.state for each in said] == [NO_CORPUS, NO_CORPUS]
    assert said[0].why.startswith(f"There are no Markdown notes in {empty}. Name the folder")
    assert said[1].why.startswith(f"There is no folder {missing}. Name the folder")


def test_open_of_a_broken_index_says_why(vault, talk):
    """A damaged index and another version's are distinguished from a missing one, by their sentence."""
    vault.update()
    vault.execute("PRAGMA user_version = 999")
    other = talk.open()
    vault.database.write_bytes(b"no database")
    damaged = talk.open()

    assert (other.state, damaged.state) == (BROKEN, BROKEN)
    assert "another version" in other.why
    assert "cannot be used" in damaged.why


def test_index_that_another_program_built_is_still_updated_before_a_question(make_vault):
    """After another program built the index, a conversation that updates it continues to do so."""
    vault = make_vault(NOTES)
    vault.update()
    updates = []
    conversation = vault.conversation(update=lambda: updates.append(vault.update()) or updates[-1])
    conversation.open()
    vault.write({"Water/weir.md": "The weir was finished in eleven days [00:00:20]."})
    vault.update()
    taken_up = conversation.ask("when was the weir finished")
    vault.write({"Water/quay.md": "The quay was finished in three years [00:00:30]."})

    answer = conversation.ask("when was the quay finished")

    conversation.close()
    assert taken_up.evidence[0].quote == "The weir was finished in eleven days."
    assert answer.evidence[0].quote == "The quay was finished in three years."
    assert len(updates) == 1


@pytest.mark.parametrize("damage", ["another corpus", "no database"])
def test_index_that_was_replaced_by_a_useless_one_leaves_the_open_one_in_use(make_vault, damage):
    """Whatever another program puts in the place of the index, the next question is answered from the open one."""
    vault, other = make_vault(NOTES), make_vault({"bees.md": "Bees build the hive of wax [00:01:00]."})
    vault.update()
    other.update()
    conversation = vault.conversation()
    conversation.open()
    replacement = vault.folder / "replacement"
    if damage == "no database":
        replacement.write_bytes(b"no database")
    else:
        replacement.write_bytes(other.database.read_bytes())
    replacement.replace(vault.database)

    answers = [conversation.ask("when was the dam finished") for _ in range(2)]

    conversation.close()
    assert [answer.evidence[0].quote for answer in answers] == [DAM, DAM]


def test_index_that_was_replaced_while_the_corpus_went_away_leaves_the_open_one_in_use(make_vault):
    """Where a foreign index replaced the open one and the notes are gone, an answer says that they are missing."""
    vault, other = make_vault(NOTES), make_vault({"bees.md": "Bees build the hive of wax [00:01:00]."})
    vault.update()
    other.update()
    conversation = vault.conversation()
    conversation.open()
    other.database.replace(vault.database)
    vault.corpus.rename(vault.root / "elsewhere")

    answers = [conversation.ask("when was the dam finished") for _ in range(2)]

    conversation.close()
    assert [answer.answered for answer in answers] == [False, False]
    assert all(str(vault.corpus) in answer.reason for answer in answers)


def test_a_follow_up_asks_nothing_twice(vault, talk, monkeypatch):
    """A follow-up in a conversation and its preview search once each: the previous question was answered already."""
    vault.update()
    talk.open()
    talk.ask("when was the dam finished")
    asked = []
    monkeypatch.setattr(ask, "rank", lambda *given: asked.append(given[1].question.typed) or rank(*given))

    talk.preview("and who built it?")
    talk.ask("and who built it?")

    assert asked == ["and who built it?", "and who built it?"]


def test_index_that_another_program_built_answers_next(vault, talk):
    """An index that was replaced behind an open conversation is taken up with the next question."""
    vault.update()
    talk.open()
    vault.write({"Water/weir.md": "The weir was finished in eleven days [0:00:20]."})
    vault.update()

    assert talk.ask("when was the weir finished").evidence[0].quote == "The weir was finished in eleven days."


@pytest.mark.parametrize("damage", ["broken", "gone"])
def test_open_index_outlives_its_file(vault, talk, damage):
    """Where the index's file is damaged or deleted behind an open conversation, what was opened continues to answer."""
    vault.update()
    talk.open()
    vault.database.unlink()
    if damage == "broken":
        vault.database.write_bytes(b"no database")

    assert [talk.ask("when was the dam finished").evidence[0].quote for _ in range(2)] == [DAM, DAM]


def test_ask_without_an_index_is_refused(talk):
    """There is nothing to ask before an index is open."""
    with pytest.raises(IndexNotFoundError):
        talk.ask("when was the dam finished")


def test_ask_follows_up_the_previous_question_and_its_context(vault, talk):
    """A topic is carried through several follow-ups, and as typed, or after forgetting, nothing is."""
    vault.update()
    talk.open()

    first, second = talk.ask("when was the dam finished"), talk.ask("and the granite?")
    third = talk.ask("what about rail?")
    by_itself = talk.ask("what about rail?", alone=True)
    plain = talk.ask("what about rail?", as_typed=True)
    talk.ask("when was the dam finished")
    talk.forget()
    alone = talk.ask("what about rail?")

    assert (first.evidence[0].quote, first.inherited) == (DAM, ())
    assert (second.understood, second.inherited) == ("when was the granite finished", ("finished",))
    assert (third.understood, third.inherited) == ("when was rail finished", ("finished",))
    assert {each.understood for each in (first, by_itself, plain, alone)} == {""}


def test_ask_as_typed_leaves_spelling_alone(vault, talk):
    """A word is corrected unless the question is asked as typed."""
    vault.update()
    talk.open()

    assert [each.searched for each in talk.ask("how far drops the strem").corrections] == ["stream"]
    assert talk.ask("how far drops the strem", as_typed=True).corrections == ()


def test_ask_answers_what_cannot_be_searched(vault, talk):
    """A question without a word to search for is an answer that says so."""
    vault.update()
    talk.open()

    found = talk.ask("what is it")

    assert not found.answered
    assert found.reason == (
        "The question contains only common words. Name what it is about: a person, a thing, a topic."
    )


@pytest.mark.parametrize(
    ("typed", "previewed"),
    [("how high is the stre", 1), ("when was the dam fini", 0), ("what did the mi", 1), ("Gran", 1)],
)
def test_preview_takes_a_begun_word_for_a_whole_one(vault, talk, typed, previewed):
    """A word that is still being typed finds what the most common one that begins so would."""
    vault.update()
    talk.open()

    preview = talk.preview(typed)

    assert preview.evidence[0].citation.note == list(NOTES)[previewed]
    assert preview.corrections == ()


@pytest.mark.parametrize(
    "typed", ["dam", "dam ", "d", "dam th", "dam -fini", "channel:wat", "dam zeppel", "dam granite"]
)
def test_preview_leaves_alone_what_is_no_begun_word(vault, talk, typed):
    """Whole words, single letters, words that may become empty ones, operators and unknown words stay as typed."""
    vault.update()
    talk.open()

    assert talk.preview(typed).question == typed


def test_preview_is_not_remembered(vault, talk):
    """A preview follows up the previous question and leaves it the one before."""
    vault.update()
    talk.open()
    talk.ask("when was the dam finished")

    previewed = talk.preview("and the granite?")
    asked = talk.ask("and the rail?")

    assert previewed.understood == "when was the granite finished"
    assert asked.understood == "when was the rail finished"


def test_linked_notes_are_found_by_their_titles(vault, talk):
    """Wikilinks lead to notes of the index alone; a dead link to nothing."""
    vault.update()
    talk.open()

    assert [note.path for note in talk.linked("Water/dam.md")] == ["Water/the_mill.md"]
    assert talk.linked("Water/the_mill.md") == []


def test_page_is_the_note_as_it_is_now(vault, talk):
    """The page around a claim is read from the file, whatever the index holds."""
    page = talk.page("Water/dam.md", 5, DAM)
    vault.write({"Water/dam.md": "Another text [0:01:00]."})
    changed = talk.page("Water/dam.md", 5, DAM)

    assert page.paragraphs[page.claim[0]].text[page.claim[1] : page.claim[2]] == DAM
    assert changed.claim is None
    assert changed.paragraphs[0].text == "Another text."


@pytest.mark.parametrize(
    "path", ["../outside.md", "Water/../../outside.md", "/etc/hostname", "link.md", "Water", "a\0b"]
)
def test_file_outside_the_corpus_is_refused(vault, talk, path):
    """A path of a forged index never leads out of the corpus, nor through a link."""
    (vault.root / "outside.md").write_text("secret", encoding="utf-8")
    (vault.corpus / "link.md").symlink_to(vault.root / "outside.md")

    with pytest.raises(NoteError):
        talk.file(path)
    with pytest.raises(NoteError):
        talk.page(path)


def test_changes_are_distinguished_by_their_state(vault, talk):
    """A note written, added or removed is a change, and one written again another; without an index nothing is."""
    changed = talk.changes()
    vault.update()
    none = talk.changes()
    vault.write({"Water/dam.md": "Another text [0:01:00].", "new.md": "One more text stands here."})
    vault.remove("Water/the_mill.md")
    first = talk.changes()
    vault.touch("new.md")
    second = talk.changes()

    assert (changed, none) == (frozenset(), frozenset())
    assert {path for path, _ in first} == {"Water/dam.md", "new.md", "Water/the_mill.md"}
    assert ("Water/the_mill.md", "") in first
    assert {path for path, _ in first ^ second} == {"new.md"}


def test_changes_of_a_corpus_that_went_away_are_an_error(vault, talk):
    """A corpus that cannot be read is told."""
    vault.update()
    shutil.rmtree(vault.corpus)

    with pytest.raises(CorpusNotFoundError):
        talk.changes()


def test_build_runs_beside_the_open_index(vault, talk):
    """A build in its own process tells its progress and replaces the index, which answers once it is opened again."""
    steps = []

    finished = talk.build(lambda *step: steps.append(step))
    opened = talk.open()
    vault.write({"Water/weir.md": "A weir was built beside it later [00:00:50]."})
    meanwhile = talk.ask("when was the weir built").answered
    talk.build(silent)
    talk.open()

    assert finished
    assert steps == [(0, 2), (1, 2), (2, 2)]
    assert opened.counts.notes == 2
    assert not meanwhile
    assert talk.ask("when was the weir built").evidence[0].quote == "A weir was built beside it later."


def test_build_full_replaces_a_broken_index(vault, talk):
    """A full build needs nothing of the index that is there."""
    vault.folder.mkdir()
    vault.database.write_bytes(b"no database")
    with pytest.raises(IndexWriteError, match="cannot be used"):
        talk.build(silent)

    assert talk.build(silent, full=True)
    assert talk.open().state == READY


def test_build_that_fails_says_why(make_vault, tmp_path):
    """The sentence and hint of the process that failed are those of the error."""
    empty = make_vault().conversation(folder=tmp_path / "index")

    with pytest.raises(IndexWriteError) as failure:
        empty.build(silent)

    assert failure.value.message.startswith("There are no Markdown notes in")
    assert failure.value.hint.startswith("Name the folder of your notes")


def test_build_can_be_cancelled(vault, talk):
    """A cancelled build leaves the index as it was, and no other file; the result says whether it was in time."""
    vault.write({f"Water/{number}.md": f"The number of this note is {number} [0:00:10]." for number in range(300)})
    vault.update()
    before = file_identity(str(vault.database))
    begun = threading.Event()
    outcome = []

    def build():
        outcome.append(talk.build(lambda *_: begun.set(), full=True))

    building = threading.Thread(target=build)
    building.start()
    assert begun.wait(30)
    talk.cancel()
    building.join(30)

    replaced = (
        file_identity(str(vault.database)) != before
    )  # on a busy machine the build may end before it is cancelled
    assert outcome == [replaced]
    assert sorted(os.listdir(vault.folder)) == [vault.database.name, "askcloud.lock", "askcloud.turn"]


def test_cancel_without_a_build_does_nothing(talk):
    """There may be nothing to cancel."""
    talk.cancel()
    talk.close()
