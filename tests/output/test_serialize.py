"""Laws of an answer as JSON: schema 1, in ASCII, on one line."""

from __future__ import annotations

import json

import pytest
from samples import ANSWER, ANSWERS, EVIDENCE, HOSTILE, HOSTILE_ANSWERS

from askcloud.answering.answer import Correction
from askcloud.output.serialize import to_json
from askcloud.record import replace


@pytest.mark.parametrize("answer", [*HOSTILE_ANSWERS.values(), *ANSWERS.values()], ids=[*HOSTILE_ANSWERS, *ANSWERS])
def test_to_json_is_one_line_of_ascii(answer):
    """JSON holds no control character, no line break and no letter that a pipe could mistake."""
    shown = to_json(answer, 1.5)

    assert shown.isascii()
    assert shown.isprintable()


def test_to_json_has_the_keys_of_its_schema():
    """The keys of schema 1 are exactly these, in this order."""
    found = json.loads(to_json(replace(ANSWER, corrections=(Correction("zepelin", "zeppelin"),)), 12.3456))

    assert list(found) == [
        *(
            "schema",
            "question",
            "answered",
            "confidence",
            "likelihood",
            "reason",
            "corrections",
            "evidence",
            "elapsed_ms",
        ),
    ]
    assert list(found["corrections"][0]) == ["from", "to"]
    assert list(found["evidence"][0]) == [
        *("quote", "context", "note", "line", "heading", "title", "channel", "video_id", "video_title"),
        *("seconds", "time_trust", "url", "score", "also_in", "agreeing"),
    ]


def test_to_json_holds_the_answer():
    """Every value is the answer's own, with null for what is not known."""
    found = json.loads(to_json(ANSWER, 12.3456))

    assert (found["schema"], found["question"], found["answered"], found["confidence"]) == (1, "When?", True, 0.75)
    assert found["likelihood"] == "likely"
    assert (found["reason"], found["corrections"], found["elapsed_ms"]) == (None, [], 12.346)
    assert found["evidence"][0] == {
        "quote": EVIDENCE.quote,
        "context": "How it went:",
        "note": "a/note.md",
        "line": 12,
        "heading": ["Dams", "Building"],
        "title": "A note",
        "channel": "a channel",
        "video_id": "aB3_dE6-hI9",
        "video_title": "A video",
        "seconds": 3723,
        "time_trust": "exact",
        "url": "https://www.youtube.com/watch?v=aB3_dE6-hI9&t=3723s",
        "score": 2.5,
        "also_in": ["a/other.md", "b/other.md"],
        "agreeing": [],
    }
    assert (found["evidence"][1]["seconds"], found["evidence"][1]["time_trust"]) == (None, "none")
    assert found["evidence"][2]["url"] is None


@pytest.mark.parametrize(
    ("answer", "likelihood"),
    [(ANSWER, "likely"), (replace(ANSWER, confidence=0.4), "possible"), (replace(ANSWER, confidence=0.1), "weak")],
    ids=["likely", "possible", "weak"],
)
def test_to_json_gives_the_likelihood_beside_the_number(answer, likelihood):
    """The likelihood is a word, the confidence remains a number, and an abstention has no likelihood."""
    found, refused = (json.loads(to_json(each, 0.0)) for each in (answer, replace(answer, answered=False)))

    assert (found["confidence"], found["likelihood"]) == (answer.confidence, likelihood)
    assert refused["likelihood"] is None


@pytest.mark.parametrize("field", ["quote", "context"])
def test_to_json_keeps_what_a_note_says_letter_by_letter(field):
    """A program gets the words of the note as they are, controls included, escaped."""
    answer = replace(ANSWER, evidence=(replace(EVIDENCE, **{field: HOSTILE}),))

    assert json.loads(to_json(answer, 0.0))["evidence"][0][field] == HOSTILE
