"""Laws of the states of a quote."""

from __future__ import annotations

import pytest

from askcloud.answering.verify import CHANGED, GONE, UNREAD, VERIFIED, contains_words, quote_state


@pytest.fixture
def vault(make_vault):
    """A vault of one note with its index."""
    vault = make_vault({"dam.md": "The dam was **finished** in four years [00:00:50]."})
    vault.update()
    return vault


def test_a_quote_is_verified_changed_or_gone(vault):
    """The note of a quote has the text that was indexed, another text, or is not there."""
    with vault.session() as session:
        (dam,) = session.ask("when was the dam finished").evidence

        def state():
            return quote_state(dam, session.index, session.corpus)

        states = [state()]
        vault.touch("dam.md")
        states.append(state())
        vault.write({"dam.md": "Nothing is said here any more [00:01:00]."})
        states.append(state())
        vault.remove("dam.md")
        states.append(state())

    assert states == [VERIFIED, VERIFIED, CHANGED, GONE]


def test_a_quote_in_a_note_that_is_not_text_is_unread(vault):
    """A note that can no longer be read, and was not indexed so, has the state unread."""
    with vault.session() as session:
        (dam,) = session.ask("when was the dam finished").evidence
        vault.write({"dam.md": b"\xff\xfe"})

        assert quote_state(dam, session.index, session.corpus) == UNREAD


@pytest.mark.parametrize(
    ("span", "quote", "held"),
    [
        ("The **dam** was [[a | done]] [0:50]", "The dam was done", True),
        ("The dam [[a | ([[was]] (long [ago]))]] done", "The dam (was (long [ago])) done", True),
        ("The dam\n> was done", "The dam was done", True),
        ("The dam was not", "The dam was done", False),
        ("was dam The", "The dam", False),
        ("", "", True),
    ],
)
def test_a_span_contains_the_words_of_a_quote(span, quote, held):
    """The words of a quote must be in its span in order, whatever markup is between them."""
    assert contains_words(span, quote) is held
