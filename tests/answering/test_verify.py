"""Laws of the states of a quote."""

from __future__ import annotations

import pytest

from askcloud.answering.ask import ask
from askcloud.answering.verify import CHANGED, GONE, UNREAD, VERIFIED, contains_words, verified
from askcloud.notes import parse
from askcloud.record import replace


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
            return verified(dam, session.index, session.corpus)[0]

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

        assert verified(dam, session.index, session.corpus) == (UNREAD, dam)


LIST = """The dam was finished in four years [00:00:50]. The keeper lives below it. Fish climb a ladder beside it.

The parts of the dam are:

* The **w**all of stone is the part of the dam that keeps the lake [00:01:00].
* The gates are the part of the dam that lets water through in spring [00:02:00].
* The tower watches over the lake [00:03:00]."""


@pytest.fixture
def listed(make_vault):
    """A vault of one note with a list and a paragraph."""
    vault = make_vault({"dam.md": LIST})
    vault.update()
    return vault


def test_items_and_following_sentences_are_verified_with_the_quote(listed):
    """Evidence whose every part is in its note comes back as it is, also where markup splits a word."""
    with listed.session() as session:
        (parts, *_) = session.ask("what are the parts of the dam").evidence
        (dam, *_) = session.ask("when was the dam finished").evidence

        assert [verified(each, session.index, session.corpus) for each in (parts, dam)] == [
            (VERIFIED, parts),
            (VERIFIED, dam),
        ]
    assert len(parts.items) == 3
    assert [claim.quote for claim in dam.following[:2]] == [
        "The keeper lives below it.",
        "Fish climb a ladder beside it.",
    ]


def test_a_following_sentence_that_is_not_in_its_span_is_dropped(listed):
    """A sentence that an index forges behind a quote is never shown; the quote and the true sentences are."""
    listed.execute("UPDATE contents SET content = forged(content, 'keeper lives', 'devil lives')")

    with listed.session() as session:
        (dam, *_) = session.ask("when was the dam finished").evidence

    assert dam.quote == "The dam was finished in four years."
    assert dam.following[0].quote == "Fish climb a ladder beside it."


def test_an_item_that_is_not_in_its_span_is_dropped(listed):
    """Of a list with a forged item the others are shown, and one item that remains is no list."""
    with listed.index() as index:
        (parts, *_) = ask(index, "what are the parts of the dam").evidence
        quoted = [item.quote for item in parts.items].index(parts.quote)
        others = [place for place in range(3) if place != quoted]

        def without(*places):
            items = tuple(
                replace(item, span=(0, item.span[1] - item.span[0]), quote=f"Never {item.quote}")
                if place in places
                else item
                for place, item in enumerate(parts.items)
            )
            return verified(replace(parts, items=items, more_items=4), index, listed.as_corpus)

        one, both = without(others[0]), without(*others)

    assert (one[0], both[0]) == (VERIFIED, VERIFIED)
    assert [item.quote for item in one[1].items] == [parts.items[place].quote for place in sorted((quoted, others[1]))]
    assert (one[1].more_items, both[1].items, both[1].more_items) == (4, (), 0)


def test_a_list_whose_quoted_item_is_not_in_its_span_has_changed(listed):
    """The quote of a list is one of its items: without it nothing of the list is verified."""
    with listed.index() as index:
        (parts, *_) = ask(index, "what are the parts of the dam").evidence

        assert verified(replace(parts, quote="Never said."), index, listed.as_corpus)[0] == CHANGED


def test_a_forged_index_makes_a_note_parsed_once(listed, monkeypatch):
    """However many parts are not in their span, the note is parsed once to look for all of them."""
    parsed = []
    monkeypatch.setattr(parse, "parse_note", lambda source, really=parse.parse_note: parsed.append(1) or really(source))
    with listed.index() as index:
        (parts, *_) = ask(index, "what are the parts of the dam").evidence
        moved = tuple(replace(item, span=(0, 0)) for item in parts.items)

        state, found = verified(replace(parts, items=moved), index, listed.as_corpus)

    assert (state, found.items, len(parsed)) == (VERIFIED, moved, 1)


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
