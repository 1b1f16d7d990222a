"""Laws of an answer as JSON: schema 1, in ASCII, on one line."""

from __future__ import annotations

import json

import pytest
from samples import (
    ANSWER,
    ANSWERS,
    COMPARISON,
    EVIDENCE,
    FOLLOWED_ANSWER,
    HOSTILE,
    HOSTILE_ANSWERS,
    HOSTILE_PARTS,
    LIST,
    LIST_ANSWER,
    TOPIC,
)

from askcloud.answering.answer import Correction
from askcloud.output.serialize import to_json
from askcloud.record import replace


@pytest.mark.parametrize("answer", [*HOSTILE_ANSWERS.values(), *ANSWERS.values()], ids=[*HOSTILE_ANSWERS, *ANSWERS])
def test_to_json_is_one_line_of_ascii(answer):
    """JSON holds no control character, no line break and no letter that a pipe could mistake."""
    shown = to_json(answer, 1.5)

    assert shown.isascii()
    assert shown.isprintable()


@pytest.mark.parametrize(("answer", "changes"), HOSTILE_PARTS.values(), ids=HOSTILE_PARTS)
def test_to_json_of_hostile_parts_is_one_line_of_ascii(answer, changes):
    """Items and following sentences are escaped as everything else is."""
    shown = to_json(replace(answer, evidence=(replace(answer.evidence[0], **changes),)), 1.5)

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
        *("seconds", "time_trust", "url", "score", "also_in", "agreeing", "following"),
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
        "following": [],
    }
    assert (found["evidence"][1]["seconds"], found["evidence"][1]["time_trust"]) == (None, "none")
    assert found["evidence"][2]["url"] is None


def test_to_json_gives_what_follows_a_quote():
    """Each following sentence is an object with its words, context, line, second and link."""
    found = json.loads(to_json(FOLLOWED_ANSWER, 0.0))["evidence"][0]

    assert found["following"] == [
        {
            "quote": "Its lake filled within one wet spring.",
            "context": "",
            "line": 12,
            "seconds": 3730,
            "time_trust": "exact",
            "url": "https://www.youtube.com/watch?v=aB3_dE6-hI9&t=3730s",
        },
        {
            "quote": "A keeper lives below the wall.",
            "context": "",
            "line": 13,
            "seconds": None,
            "time_trust": "none",
            "url": "https://www.youtube.com/watch?v=aB3_dE6-hI9",
        },
    ]
    assert not {"items", "more_items", "side"} & set(found)


def test_to_json_gives_the_items_of_a_list():
    """A list has its items in order, the quoted one among them, besides all keys of its best item."""
    first, second = json.loads(to_json(LIST_ANSWER, 0.0))["evidence"]

    assert set(first) - set(second) == {"items", "more_items"}
    assert (first["quote"], first["context"], first["more_items"]) == (LIST.quote, LIST.context, 2)
    assert [item["quote"] for item in first["items"]] == [item.quote for item in LIST.items]
    assert first["items"][1] == {
        **{name: first[name] for name in ("quote", "line", "seconds", "time_trust", "url", "score")},
        "context": "",
    }
    assert (first["items"][2]["context"], first["items"][2]["score"]) == (LIST.quote, 0.0)


def test_to_json_gives_the_sides_of_a_comparison_only():
    """If any result is about one side, each says which, and what is about both says none."""
    sides = [each["side"] for each in json.loads(to_json(COMPARISON, 0.0))["evidence"]]

    assert sides == ["", "the dam", "the dam", "mill"]


def test_to_json_gives_the_coverage_of_a_topic_only():
    """How much the notes say is reported if a topic was asked for."""
    found = json.loads(to_json(TOPIC, 0.0))

    assert found["coverage"] == {"notes": 34, "media": 6, "main": "Dams of the world", "main_notes": 20}
    assert "coverage" not in json.loads(to_json(ANSWER, 0.0))


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
