"""Sentences that only affirm or deny the one before them."""

from __future__ import annotations

import pytest

from askcloud.notes.reader import read_note
from askcloud.notes.verdicts import is_verdict


@pytest.mark.parametrize(
    "text", ["This is false.", "No.", "THAT’S NOT TRUE!", "Das stimmt nicht.", "Não.", "C'est faux."]
)
def test_a_verdict_is_told_by_its_words(text):
    """Capitals, accents and punctuation do not matter."""
    assert is_verdict(text)


@pytest.mark.parametrize("text", ["No mill stands there.", "This is false hope.", "", "…", "The weir is wrong."])
def test_any_other_sentence_is_none(text):
    """A sentence with words of its own says something itself."""
    assert not is_verdict(text)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Raw milk is safe for babies. This is false. Boil it for them first.", 2),
        ("- Is the sea at the mill salty? No! Not true. [5:00]\n- The river there is sweet. [6:00]", 2),
        ("No. The mill stands by the sea.", 1),
        ("> The mill stands by the sea. False.", 1),
    ],
)
def test_a_claim_is_quoted_with_its_verdict(text, claims):
    """A verdict belongs to the sentence before it, so that no quote says the opposite of the note."""
    found = [
        claim.text
        for passage in read_note("a.md", f"---\nvideoId: aB3_dE6-hI9\n---\n\n{text}\n").passages
        for claim in passage.claims
    ]

    assert len(found) == claims
    assert any(claim.endswith(("This is false.", "Not true.", "by the sea.", "by the sea. False.")) for claim in found)


def test_a_verdict_with_a_time_of_its_own_stays_apart():
    """A time before a verdict is its own, and moves no sentence."""
    note = read_note(
        "a.md", "---\nvideoId: aB3_dE6-hI9\n---\n\n1:00 The mill stands by the sea.\n2:00 No.\n3:00 Yes.\n"
    )

    assert next(claim.text for passage in note.passages for claim in passage.claims) == "The mill stands by the sea."
