"""Laws of showing an answer: the same words in every face, and nothing of a note that a terminal would obey."""

from __future__ import annotations

import json
import sys
import unicodedata

import pytest
from samples import (
    ABSTENTION,
    ANSWER,
    ANSWERS,
    BIDI,
    CONTROLS,
    CORRECTED,
    EVIDENCE,
    HOSTILE,
    HOSTILE_ANSWERS,
    NEAREST,
    OWN_SEQUENCES,
    QUOTE,
    STYLES,
    SURROGATES,
    UNTIMED,
    URL,
    WITHOUT_VIDEO,
    harmless,
)

from askcloud.answering.answer import Correction, abstention
from askcloud.output.text import Style, clean, corrected, corroboration, followup_note, status_line, to_json, to_text
from askcloud.record import replace
from askcloud.search.weights import Weights

# --- safe ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CONTROLS + BIDI + SURROGATES, ids=lambda code: f"U+{code:04X}")
def test_clean_shows_every_control_as_a_mark(code):
    """No character that a terminal obeys, or that cannot be written at all, gets through; blanks stay blanks."""
    shown = clean(f"a{chr(code)}b")

    assert shown == ("a b" if chr(code) in "\t\n" else "a\ufffdb")


def test_clean_changes_no_other_character():
    """Text in any script, joiners and signs included, is shown as it is."""
    text = "".join(
        chr(code)
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) not in ("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp")
    )

    assert clean(text) == text
    assert clean("क्\u200dष می\u200cخواهم 👩\u200d🚀") == "क्\u200dष می\u200cخواهم 👩\u200d🚀"


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("answer", HOSTILE_ANSWERS.values(), ids=HOSTILE_ANSWERS)
def test_to_text_lets_nothing_of_a_note_act_on_the_terminal(answer, style):
    """Whatever stands in a field, the text holds no sequences but our own, and no more lines than a tame one."""
    shown = to_text(answer, style, why=True)

    tame = ABSTENTION if answer.reason else ANSWER
    most = to_text(replace(tame, evidence=tame.evidence[: len(answer.evidence)]), why=True).count("\n")
    assert harmless(shown)
    assert shown.count("\n") <= most + 2 * len(answer.corrections)


@pytest.mark.parametrize("answer", [*HOSTILE_ANSWERS.values(), *ANSWERS.values()], ids=[*HOSTILE_ANSWERS, *ANSWERS])
def test_to_json_is_one_line_of_ascii(answer):
    """JSON holds no control character, no line break and no letter that a pipe could mistake."""
    shown = to_json(answer, 1.5)

    assert shown.isascii()
    assert shown.isprintable()


# --- the same words ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("why", [False, True], ids=["short", "why"])
@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_to_text_says_the_same_in_every_style(answer, style, why):
    """Colour and links add sequences and change no word."""
    assert OWN_SEQUENCES.sub("", to_text(answer, style, why=why)) == to_text(answer, why=why)


def test_style_shows_what_the_terminal_can():
    """Dim text is closed behind itself, and a time is linked to where it plays."""
    shown = to_text(replace(ANSWER, evidence=(EVIDENCE,)), Style(color=True, links=True))

    assert shown.count("\x1b[2m") == shown.count("\x1b[0m") > 0
    assert "\x1b]8;;https://www.youtube.com/watch?v=aB3_dE6-hI9&t=3723s\x1b\\1:02:03\x1b]8;;\x1b\\" in shown


def test_to_text_shows_quote_context_and_source():
    """A person reads what was said, what it hangs on, where and when, and how many others say it.

    The video's title comes before the note's.
    """
    shown = to_text(ANSWER).split("\n\n")

    assert shown == [
        f"How it went: ›\n{QUOTE}\n  A video · a channel · 1:02:03 · {URL}&t=3723s · also in 2 other notes",
        f"{QUOTE}\n  A video · a channel · {URL} · also in 1 other note",
        f"How it went: ›\n{QUOTE}\n  A video · a channel · 1:02:03",
        f"{QUOTE}\n  A note · ~1:03 · {URL}&t=63s · also in 2 other notes",
    ]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (ABSTENTION, "The notes do not say. No note mentions zeppelins."),
        (abstention("When?", ""), "The notes do not say."),
    ],
    ids=["reason", "no reason"],
)
def test_to_text_says_that_the_notes_do_not(answer, expected):
    """An abstention says so, and why."""
    assert to_text(answer) == expected


def test_to_text_begins_with_the_spelling_it_searched():
    """What was searched in place of what was typed stands before the evidence."""
    shown = to_text(CORRECTED).splitlines()

    assert shown[0] == "Searched dam for dimm, when for whan; --exact keeps the spelling."
    assert shown[2:] == to_text(ANSWER).splitlines()


def test_to_text_marks_what_is_nearest_as_no_answer():
    """Evidence of an abstention is never shown as an answer."""
    assert to_text(NEAREST).startswith(
        "The notes do not say. Only copies.\nSearched dam for dimm; --exact keeps the spelling.\n"
        "Nearest, though no answer:\n\nHow it went"
    )


def test_to_text_explains_scores_when_asked():
    """Why a claim was quoted is its score and the parts it is the sum of."""
    assert "  score 2.50 = its words 1.50 + its passage 1.00" in to_text(ANSWER, why=True).splitlines()
    assert "score" not in to_text(ANSWER)


def test_to_text_has_words_for_every_part_of_a_score():
    """Whatever may earn a claim its score can be explained, and is told apart from the rest."""
    names = set(Weights.__match_args__) - {"title"}  # part of the note's

    lines = to_text(replace(ANSWER, evidence=(replace(EVIDENCE, parts=dict.fromkeys(names, 1.0)),)), why=True)

    assert len(set(lines.splitlines()[-1].partition(" = ")[2].split(" + "))) == len(names)


# --- JSON ----------------------------------------------------------------------------------------------------------


def test_to_json_has_the_keys_of_its_schema():
    """The keys of schema 1 are exactly these, in this order."""
    found = json.loads(to_json(replace(ANSWER, corrections=(Correction("zepelin", "zeppelin"),)), 12.3456))

    assert list(found) == [
        *("schema", "question", "answered", "confidence", "reason", "corrections", "evidence", "elapsed_ms"),
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


@pytest.mark.parametrize("field", ["quote", "context"])
def test_to_json_keeps_what_a_note_says_letter_by_letter(field):
    """A program gets the words of the note as they are, controls included, escaped."""
    answer = replace(ANSWER, evidence=(replace(EVIDENCE, **{field: HOSTILE}),))

    assert json.loads(to_json(answer, 0.0))["evidence"][0][field] == HOSTILE


# --- the chat's words ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (ANSWER, ""),
        (replace(ANSWER, confidence=0.49), "Weak match: the closest claim, which may not be the answer."),
        (ABSTENTION, "The notes do not say. No note mentions zeppelins."),
        (ANSWERS["no reason"], "The notes do not say."),
    ],
)
def test_verdict_says_how_good_an_answer_is(answer, said):
    """A good answer needs no word; one more likely wrong than right, and none, say so."""
    assert status_line(answer) == said


def test_remarks_are_in_words():
    """What was taken over, corrected and agreed on is said in words, or not at all."""
    follow_up = replace(CORRECTED, inherited=("dam", "a\x1bb"))

    assert (followup_note(follow_up), followup_note(ANSWER)) == ("with dam, a\ufffdb from before", "")
    assert (corrected(follow_up), corrected(ANSWER)) == ("Searched dam for dimm, when for whan", "")
    assert [corroboration(each) for each in (EVIDENCE, UNTIMED, WITHOUT_VIDEO)] == [
        "also in 2 other notes",
        "also in 1 other note",
        "",
    ]
