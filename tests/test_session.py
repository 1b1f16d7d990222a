"""Every quote that is given stands in its note as it is now."""

from __future__ import annotations

import os

import pytest

from askcloud.index.store import open_index
from askcloud.session import CHANGED, GONE, VERIFIED, Session, holds

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
    """A session that brings the index up to date; `session.refreshes` says how often."""
    refreshes = []

    def refresh():
        refreshes.append(vault.update())

    with Session(open_index(str(vault.folder)), str(vault.corpus), str(vault.folder), refresh=refresh) as session:
        session.refreshes = refreshes
        yield session


def quotes(answer) -> list[str]:
    return [each.quote for each in answer.evidence]


def test_unchanged_notes_are_quoted_as_they_are(session):
    """Where no note changed the answer is the index's, and nothing is read again."""
    answer = session.ask(ASKED)

    assert answer.answered
    assert quotes(answer)[0] == "The dam was finished in four years."
    assert session.refreshes == []


def test_touched_note_is_quoted_without_reading_again(vault, session):
    """A file written again with the same text is the same note."""
    vault.touch("dam.md")

    assert quotes(session.ask(ASKED))[0] == "The dam was finished in four years."
    assert session.refreshes == []


def test_changed_note_is_read_again(vault, session):
    """A changed note is read again and the question asked again."""
    vault.write({"dam.md": "The dam was finished in seven years [00:01:00]."})

    answer = session.ask(ASKED)

    assert quotes(answer)[0] == "The dam was finished in seven years."
    assert answer.evidence[0].citation.time.seconds == 60
    assert len(session.refreshes) == 1


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

    with Session(open_index(str(vault.folder)), str(vault.corpus), str(vault.folder)) as session:
        answer = session.ask(ASKED)

    assert not answer.answered
    assert answer.reason == "The note that said it has changed since it was read."
    assert all("dam was" not in quote for quote in quotes(answer))


def test_evidence_behind_the_answer_is_left_out_alone(vault):
    """An answer whose first quote is verified stays one."""
    vault.remove("mill.md")

    with Session(open_index(str(vault.folder)), str(vault.corpus), str(vault.folder)) as session:
        answer = session.ask(ASKED)

    assert answer.answered
    assert all("mill" not in quote for quote in quotes(answer))


def test_states_of_evidence(vault, session):
    """A quote's note is as it was, says something else, or is gone."""
    dam, *_ = session.ask(ASKED).evidence

    states = [session.state_of(dam)]
    vault.write({"dam.md": "Nothing is said here any more [00:01:00]."})
    states.append(session.state_of(dam))
    vault.remove("dam.md")
    states.append(session.state_of(dam))

    assert states == [VERIFIED, CHANGED, GONE]


@pytest.mark.parametrize("moved", [False, True])
def test_index_of_another_corpus_is_never_turned_into_this_ones(vault, make_vault, moved):
    """An index answers from the corpus it was read from, and is not brought up to date with another if that is gone."""
    other = make_vault({"bees.md": "Bees build the hive of wax [00:01:00]."})
    if moved:
        vault.corpus.rename(vault.root / "elsewhere")
    else:
        vault.remove("dam.md")
    refreshed = []

    with Session(
        open_index(str(vault.folder)), str(other.corpus), str(vault.folder), refresh=lambda: refreshed.append(1)
    ) as session:
        answer = session.ask(ASKED)

    assert refreshed == []
    assert all("four years" not in quote for quote in quotes(answer))


@pytest.mark.parametrize(
    ("span", "quote", "held"),
    [
        ("The **dam** was [[a | done]] [0:50]", "The dam was done", True),
        ("The dam\n> was done", "The dam was done", True),
        ("The dam was not", "The dam was done", False),
        ("was dam The", "The dam", False),
        ("", "", True),
    ],
)
def test_span_holds_a_quote(span, quote, held):
    """A span holds a quote if it has its words in order, whatever stands between them."""
    assert holds(span, quote) is held
