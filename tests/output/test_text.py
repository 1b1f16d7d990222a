"""Laws of an answer as text: the same words in every style, and nothing of a note that a terminal would obey."""

from __future__ import annotations

import pytest
from samples import (
    ABSTENTION,
    ANSWER,
    ANSWERS,
    CORRECTED,
    EVIDENCE,
    HOSTILE_ANSWERS,
    NEAREST,
    OWN_SEQUENCES,
    QUOTE,
    STYLES,
    URL,
    harmless,
)

from askcloud.answering.answer import Understanding, abstention
from askcloud.output.text import Style, to_text
from askcloud.record import replace


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("answer", HOSTILE_ANSWERS.values(), ids=HOSTILE_ANSWERS)
def test_to_text_lets_nothing_of_a_note_act_on_the_terminal(answer, style):
    """Whatever a field contains, the text has no sequences but our own, and no more lines than a harmless one."""
    shown = to_text(answer, style, why=True)

    tame = ABSTENTION if answer.reason else ANSWER
    most = to_text(replace(tame, evidence=tame.evidence[: len(answer.evidence)]), why=True).count("\n")
    assert harmless(shown)
    assert shown.count("\n") <= most + 2 * len(answer.corrections)


@pytest.mark.parametrize("why", [False, True], ids=["short", "why"])
@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_to_text_says_the_same_in_every_style(answer, style, why):
    """Colour and links add sequences and change no word."""
    assert OWN_SEQUENCES.sub("", to_text(answer, style, why=why)) == to_text(answer, why=why)


def test_style_shows_what_the_terminal_can():
    """Dim text ends with a reset, and a time is linked to where it plays."""
    shown = to_text(replace(ANSWER, evidence=(EVIDENCE,)), Style(color=True, links=True))

    assert shown.count("\x1b[2m") == shown.count("\x1b[0m") > 0
    assert "\x1b]8;;https://www.youtube.com/watch?v=aB3_dE6-hI9&t=3723s\x1b\\1:02:03\x1b]8;;\x1b\\" in shown


def test_to_text_shows_quote_context_and_source():
    """A person reads what was said, what it hangs on, where and when, and how many others say it.

    The video's title comes before the note's.
    """
    shown = to_text(ANSWER).split("\n\n")

    assert shown == [
        "Likely answer.",
        f"How it went: ›\n{QUOTE}\n  A video · a channel · 1:02:03 · {URL}&t=3723s · also in 2 other notes",
        f"{QUOTE}\n  A video · a channel · {URL} · also in 1 other note",
        f"How it went: ›\n{QUOTE}\n  A video · a channel · 1:02:03",
        f"{QUOTE}\n  A note · ~1:03 · {URL}&t=63s · also in 2 other notes",
    ]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (ABSTENTION, "No answer found. No note mentions zeppelins."),
        (abstention("When?", ""), "No answer found."),
    ],
    ids=["reason", "no reason"],
)
def test_to_text_says_that_the_notes_do_not(answer, expected):
    """An abstention says so, and why."""
    assert to_text(answer) == expected


def test_to_text_dims_all_but_warnings():
    """A likely and a possible answer are dim remarks; a weak match and an abstention stand out."""
    answers = [*(replace(ANSWER, confidence=confidence) for confidence in (0.9, 0.4, 0.1)), ABSTENTION]

    first_lines = [to_text(answer, Style(color=True)).splitlines()[0] for answer in answers]

    assert first_lines == [
        "\x1b[2mLikely answer.\x1b[0m",
        "\x1b[2mPossible answer: check the source.\x1b[0m",
        "Weak match: this may not answer your question.",
        "No answer found. No note mentions zeppelins.",
    ]


def test_to_text_names_the_spelling_it_searched():
    """A corrected spelling is named above the evidence."""
    shown = to_text(CORRECTED).splitlines()

    assert shown[1] == (
        "Showing results for “dam” instead of “dimm”, “when” instead of “whan”; use --exact to search as typed."
    )
    assert [shown[0], *shown[2:]] == to_text(ANSWER).splitlines()


def test_to_text_marks_what_is_nearest_as_no_answer():
    """Evidence of an abstention is never shown as an answer."""
    assert to_text(NEAREST).startswith(
        "No answer found. Only copies.\n"
        "Showing results for “dam” instead of “dimm”; use --exact to search as typed.\n"
        "Closest matches (none of them answers the question):\n\nHow it went"
    )


def test_to_text_explains_scores_when_asked():
    """Why a claim was quoted is its score and the parts it is the sum of."""
    assert (
        "  score 2.50 = words of the sentence 1.50 + words of the passage 1.00"
        in to_text(ANSWER, why=True).splitlines()
    )
    assert "score" not in to_text(ANSWER)


def test_to_text_says_what_was_understood_when_asked():
    """What the question was taken to ask stands above the evidence, below what was searched, and only when asked."""
    understood = replace(CORRECTED, understanding=Understanding("date", ("go public",), ("Nvidia",)))

    shown = to_text(understood, why=True).splitlines()

    assert shown[2:4] == ["Understood: asks for a date · relation: go public · name: Nvidia", ""]
    assert "Understood" not in to_text(understood)


def test_to_text_names_no_option_where_there_is_none():
    """In a chat, which has no options, a corrected spelling comes without the hint to one."""
    shown = to_text(CORRECTED, exact_hint=False).splitlines()

    assert shown[1] == "Showing results for “dam” instead of “dimm”, “when” instead of “whan”"
    assert shown[2:] == to_text(CORRECTED).splitlines()[2:]
