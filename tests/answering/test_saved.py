"""Saved answers, checked against the notes as they are now."""

from __future__ import annotations

import json

import pytest
from samples import forbid

from askcloud.answering.saved import CHANGED, GONE, MOVED, RETIMED, STANDS, UNREAD, read_saved, verify_saved
from askcloud.errors import UsageError

QUOTE = "The dam was finished in four years."
SAID = {"quote": QUOTE, "note": "Water/dam.md", "line": 5, "seconds": 50}
ANSWER = {"question": "When?", "evidence": [SAID]}


@pytest.fixture
def vault(make_vault):
    """A vault of one note."""
    return make_vault({"Water/dam.md": "The dam was **finished** in four years [00:00:50]."})


def states(vault, *evidence: dict) -> list[str]:
    answers = [{"question": "When?", "evidence": list(evidence)}]
    return [quote.state for quote in verify_saved(vault.as_corpus, answers)]


def test_quote_that_stands(vault):
    """A quote that its note still makes at its line and second stands."""
    (quote,) = verify_saved(vault.as_corpus, [ANSWER])

    assert (quote.question, quote.quote, quote.note, quote.line) == ("When?", QUOTE, "Water/dam.md", 5)
    assert quote.state == STANDS


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("More.\n\nThe dam was finished in four years [00:00:50].", MOVED),
        ("The dam was finished in four years [00:01:50].", RETIMED),
        ("The dam was finished in five years [00:00:50].", CHANGED),
    ],
)
def test_quote_of_a_note_that_changed(vault, text, state):
    """A changed note says it elsewhere, at another second, or no more."""
    vault.write({"Water/dam.md": text})

    assert states(vault, SAID) == [state]


def test_quotes_that_a_note_makes_twice(vault):
    """Of a sentence that a note says twice each copy is found at its own line and second, whichever comes first."""
    twice = "The dam was finished in four years [00:00:50].\n\nThe dam was finished in four years [00:01:50]."
    vault.write({"Water/dam.md": twice})

    assert states(vault, SAID, {**SAID, "line": 7, "seconds": 110}) == [STANDS, STANDS]
    assert states(vault, {**SAID, "line": 9}, {**SAID, "seconds": 70}) == [MOVED, RETIMED]


def test_items_and_following_sentences_are_verified_too(vault):
    """Each item and following sentence has the note of its evidence; the quoted item of a list is given once."""
    vault.write({"Water/dam.md": "* The wall [00:00:50].\n* The gates [00:01:10].\n\nIt is very old indeed."})
    items = [
        {"quote": "The wall.", "line": 5, "seconds": 50},
        {"quote": "The gates.", "line": 5, "seconds": 70},
        {"quote": "The moat.", "line": 9},
    ]
    following = [{"quote": "It is very old indeed.", "line": 8, "seconds": None}, items[1], 7]
    evidence = {**items[0], "note": "Water/dam.md", "items": items, "following": following}

    found = list(verify_saved(vault.as_corpus, [{"question": "What?", "evidence": [evidence]}]))

    assert [(quote.quote, quote.line, quote.state) for quote in found] == [
        ("The wall.", 5, STANDS),
        ("The gates.", 6, MOVED),
        ("The moat.", 9, CHANGED),
        ("It is very old indeed.", 8, STANDS),
    ]
    assert {(quote.question, quote.note) for quote in found} == {("What?", "Water/dam.md")}


@pytest.mark.parametrize("items", [7, "text", [[]], {"quote": []}, [{"quote": {}, "line": [], "seconds": {}}]], ids=str)
def test_saved_items_of_another_kind_are_no_error(vault, items):
    """Whatever stands where items should be, the quote itself is checked."""
    assert states(vault, {**SAID, "items": items, "following": items})[0] == STANDS


@pytest.mark.parametrize("note", ["Water/gone.md", "../corpus/Water/dam.md", "/etc/passwd", "", "a\0b"], ids=ascii)
def test_quote_of_no_note(vault, note):
    """A note that is not there, or not below the corpus, is gone."""
    assert states(vault, {**SAID, "note": note}) == [GONE]


def test_quote_of_a_note_that_may_not_be_read(vault, monkeypatch):
    """A note that is there and cannot be read is not called gone."""
    forbid(monkeypatch, vault.corpus / "Water/dam.md")

    assert states(vault, SAID) == [UNREAD]


def test_saved_fields_of_another_kind_are_skipped(vault):
    """What is no evidence is none; fields that miss say nothing."""
    assert states(vault, {"quote": QUOTE, "note": "Water/dam.md"}, {"note": 7}) == [STANDS, GONE]
    assert list(verify_saved(vault.as_corpus, [{"evidence": ["text"]}])) == []


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(ANSWER),
        json.dumps([ANSWER]),
        f"{json.dumps(ANSWER)}\n\n",
        f"{json.dumps(ANSWER)}\n{json.dumps(ANSWER)}\n",
    ],
    ids=["object", "list", "line", "lines"],
)
def test_read_saved_answers(tmp_path, text):
    """A file holds one answer, a list of them, or one a line."""
    path = tmp_path / "saved.json"
    path.write_text(text, encoding="utf-8")

    assert {json.dumps(answer) for answer in read_saved(str(path))} == {json.dumps(ANSWER)}


@pytest.mark.parametrize("text", ["{", "7", '{"evidence": 7}', "[[]]", '{"a": 1}\n{', "\udcff"], ids=ascii)
def test_read_saved_refuses_what_is_no_answer(tmp_path, text):
    """Anything else is an error that says how to save answers."""
    path = tmp_path / "saved.json"
    path.write_bytes(text.encode(errors="surrogateescape"))

    with pytest.raises(UsageError) as caught:
        read_saved(str(path))

    assert "--json" in caught.value.hint


def test_read_saved_refuses_a_file_that_is_not_there(tmp_path):
    """A missing file is named."""
    with pytest.raises(UsageError, match="nowhere"):
        read_saved(str(tmp_path / "nowhere.json"))
