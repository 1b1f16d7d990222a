"""Laws of an answer as text: the same words in every style, and nothing of a note that a terminal would obey."""

from __future__ import annotations

import re

import pytest
from samples import (
    ABSTENTION,
    ANSWER,
    ANSWERS,
    COMPARISON,
    CORRECTED,
    EVIDENCE,
    FOLLOWED,
    FOLLOWED_ANSWER,
    HOSTILE,
    HOSTILE_ANSWERS,
    HOSTILE_PARTS,
    LIST,
    LIST_ANSWER,
    NEAREST,
    OWN_SEQUENCES,
    QUOTE,
    STYLES,
    TOPIC,
    UNTIMED,
    URL,
    harmless,
)

from askcloud.answering.answer import Correction, Understanding, abstention
from askcloud.corpus.corpus import Corpus
from askcloud.media.note_address import address_of_note
from askcloud.output.text import Style, to_text
from askcloud.record import replace

CORPUS = Corpus(("/notes",))


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("answer", HOSTILE_ANSWERS.values(), ids=HOSTILE_ANSWERS)
def test_to_text_lets_nothing_of_a_note_act_on_the_terminal(answer, style):
    """Whatever a field contains, the text has no sequences but our own, and no more lines than a harmless one."""
    shown = to_text(answer, style, why=True, corpus=CORPUS)

    tame = ABSTENTION if answer.reason else ANSWER
    most = to_text(replace(tame, evidence=tame.evidence[: len(answer.evidence)]), why=True).count("\n")
    assert harmless(shown)
    assert shown.count("\n") <= most + 2 * len(answer.corrections)


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize(("answer", "changes"), HOSTILE_PARTS.values(), ids=HOSTILE_PARTS)
def test_to_text_lets_nothing_of_a_list_or_behind_a_quote_act_on_the_terminal(answer, changes, style):
    """Whatever an item, its list or a following sentence contains, it adds no sequence and no line."""
    first, *others = answer.evidence

    shown = to_text(replace(answer, evidence=(replace(first, **changes), *others)), style)

    assert harmless(shown)
    assert shown.count("\n") == to_text(answer, style).count("\n")


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_to_text_lets_no_side_and_no_topic_act_on_the_terminal(style):
    """The name of a side and the title that a topic is mostly said under are text."""
    sides = replace(COMPARISON, evidence=tuple(replace(each, side=HOSTILE) for each in COMPARISON.evidence[1:3]))
    harmless_sides = replace(sides, evidence=tuple(replace(each, side="dams") for each in sides.evidence))
    topic = replace(TOPIC, coverage=replace(TOPIC.coverage, main=HOSTILE))

    assert harmless(to_text(sides, style))
    assert to_text(sides, style).count("\n") == to_text(harmless_sides, style).count("\n")
    assert harmless(to_text(topic, style))


@pytest.mark.parametrize("why", [False, True], ids=["short", "why"])
@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_to_text_says_the_same_in_every_style(answer, style, why):
    """Colour, bold and links add sequences and change no word; only the address of a time that links is left out."""
    shown = OWN_SEQUENCES.sub("", to_text(answer, style, why=why, corpus=CORPUS)).splitlines()

    lines = to_text(answer, why=why).splitlines()
    addresses = [number for number, line in enumerate(lines) if line.strip().startswith("https://")]
    left_out = [] if style.addresses or not style.links else [at for at in addresses if _is_timed(lines[at - 1])]
    assert shown == [line for number, line in enumerate(lines) if number not in left_out]


def _is_timed(source):
    """Whether the line of a source begins with a time."""
    return re.match(r" *~?\d+:\d\d", source) is not None


def test_to_text_links_the_words_of_a_title_to_the_note(tmp_path):
    """On a terminal with hyperlinks each word of a title opens the note, in Obsidian if it is in a vault."""
    corpus = Corpus((str(tmp_path),))
    answer = replace(ANSWER, evidence=(EVIDENCE,))
    note = address_of_note(str(tmp_path), EVIDENCE.citation.note)

    of_file = to_text(answer, Style(links=True), corpus=corpus)
    (tmp_path / ".obsidian").mkdir()
    of_vault = to_text(answer, Style(links=True), corpus=corpus)

    first = EVIDENCE.citation.shown_title.split()[0]
    assert f"\x1b]8;;{note}\x1b\\{first}\x1b]8;;\x1b\\ " in of_file
    assert f"\x1b]8;;obsidian://open?vault={tmp_path.name}&file=" in of_vault
    assert "file://" not in to_text(answer, corpus=corpus)


@pytest.mark.parametrize("width", [20, 60, 80, 120])
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_to_text_is_wrapped_at_words(answer, width):
    """A width changes only where lines end: no line is longer, but for an address, and no word is lost or broken."""
    shown = to_text(answer, Style(width=width), why=True)

    assert all(len(line) <= width or line.strip().startswith("https://") for line in shown.splitlines())
    assert shown.split() == to_text(answer, why=True).split()


def test_to_text_puts_what_is_wrapped_below_its_beginning():
    """Lines of one result are indented by its number, those of an item by its bullet, so that both stand out."""
    lines = to_text(LIST_ANSWER, Style(width=30)).splitlines()

    assert lines[2:7] == [
        "1. The dam has these parts:",
        "   • The wall keeps the lake.",
        "     · 1:03",
        "   • The gates let the melt",
        "     water through. · 1:10",
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"question": "when were the dams finished?"}, ["dam", "finished"]),
        ({"question": "when", "understood": "when was it finished -four"}, ["finished"]),
        ({"question": "what is it"}, []),
        ({"question": "dimm", "corrections": (Correction("dimm", "dam"),)}, ["dam"]),
        ({"question": "it", "understanding": Understanding(added=("year",))}, ["years"]),
    ],
    ids=["forms", "follow-up", "common words", "correction", "added"],
)
def test_to_text_highlights_the_words_of_the_question(changes, expected):
    """In a quote those words are bold that the question says, in any form, as it was searched."""
    shown = to_text(replace(ANSWER, evidence=(EVIDENCE,), **changes), Style(bold=True))

    assert re.findall(r"\x1b\[1m(.*?)\x1b\[0m", shown) == expected


def test_to_text_of_a_refusal_is_shorter_than_an_answer():
    """The closest matches are quotes and sources without what surrounds them, so the same results take less room."""
    evidence = (FOLLOWED, UNTIMED)
    refused, answered = (to_text(replace(answer, evidence=evidence)) for answer in (NEAREST, CORRECTED))

    assert refused.count("\n") < answered.count("\n")
    assert len(refused) < len(answered)


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
        f"1. How it went: ›\n   “{QUOTE}”\n   1:02:03 · A video · a channel · also in 2 other notes\n   {URL}&t=3723s",
        f"2. “{QUOTE}”\n   A video · a channel · also in 1 other note\n   {URL}",
        f"3. How it went: ›\n   “{QUOTE}”\n   1:02:03 · A video · a channel",
        f"4. “{QUOTE}”\n   ~1:03 · A note · also in 2 other notes\n   {URL}&t=63s",
    ]


def test_to_text_shows_what_follows_the_first_quote():
    """Behind the first quote each sentence that follows it has a line with its time; other quotes have none."""
    shown = to_text(replace(FOLLOWED_ANSWER, evidence=(FOLLOWED, replace(FOLLOWED, quote="Mills burn.")))).split("\n\n")

    source = ["   1:02:03 · A video · a channel · also in 2 other notes", f"   {URL}&t=3723s"]
    assert shown[1].splitlines() == [
        "1. How it went: ›",
        f"   “{QUOTE}”",
        "     Its lake filled within one wet spring. · 1:02:10",
        "     A keeper lives below the wall.",
        *source,
    ]
    assert shown[2].splitlines() == ["2. How it went: ›", "   “Mills burn.”", *source]


def test_to_text_dims_what_follows_a_quote_and_links_its_time():
    """What follows is quiet text beside the quote, and its time plays its second."""
    lines = to_text(FOLLOWED_ANSWER, Style(color=True, links=True)).splitlines()

    assert lines[3] == f"   “{QUOTE}”"
    assert lines[4] == (
        f"     \x1b[2mIts lake filled within one wet spring. · \x1b]8;;{URL}&t=3730s\x1b\\1:02:10\x1b]8;;\x1b\\\x1b[0m"
    )


@pytest.mark.parametrize(
    "other",
    [
        replace(EVIDENCE, quote="Within one wet spring, its lake filled up."),
        replace(LIST, items=(replace(LIST.items[0], quote="Its lake filled within one wet spring."), *LIST.items[1:])),
    ],
    ids=["quote", "item"],
)
def test_to_text_leaves_out_what_another_result_says(other):
    """A sentence that follows the first quote and repeats another result is shown once, as that result."""
    shown = to_text(replace(FOLLOWED_ANSWER, evidence=(FOLLOWED, other))).split("\n\n")

    assert "lake filled" not in shown[1]
    assert "lake filled" in shown[2]
    assert "  A keeper lives below the wall.\n" in shown[1]


def test_to_text_shows_a_list_as_bullets():
    """A list is its lead-in, its items with their times below what they belong to, what is not shown, its source."""
    assert to_text(LIST_ANSWER).split("\n\n")[1].splitlines() == [
        "1. The dam has these parts:",
        "   • The wall keeps the lake. · 1:03",
        "   • The gates let the melt water through. · 1:10",
        "     • Oak gates are older. · 1:15",
        "   • Ladders:",
        "     • Fish",
        "     • Eels · ~1:30",
        "   … and 2 more items",
        "   1:10 · A video · a channel · also in 1 other note",
        f"   {URL}&t=70s",
    ]


def test_to_text_dims_all_of_a_list_but_its_words():
    """Times, parents and remarks of a list are dim, and each time plays its second."""
    lines = to_text(LIST_ANSWER, Style(color=True, links=True)).splitlines()

    assert lines[3] == f"   • The wall keeps the lake. \x1b[2m· \x1b]8;;{URL}&t=63s\x1b\\1:03\x1b]8;;\x1b\\\x1b[0m"
    assert lines[6] == "   • \x1b[2mLadders:\x1b[0m"


def test_to_text_names_each_side_of_a_comparison_once():
    """Above the results of a side its name is a line of its own; what is about both has none."""
    blocks = to_text(COMPARISON).split("\n\n")

    assert [block[:8] for block in blocks[1:]] == [
        *("1. How i", "the dam:", "2. “The ", "3. How i", "mill:", "4. “The "),
    ]
    assert to_text(replace(COMPARISON, evidence=COMPARISON.evidence[:1])) == to_text(
        replace(ANSWER, evidence=(EVIDENCE,))
    )


def test_to_text_says_how_much_the_notes_say_about_a_topic():
    """Below the status of a topic stands how many notes and videos are about it."""
    lines = to_text(TOPIC).splitlines()

    assert lines[1] == "34 notes about 6 videos, 20 of them about “Dams of the world”"
    assert [lines[0], *lines[2:]] == to_text(ANSWER).splitlines()


def test_to_text_explains_the_score_of_a_list_whose_items_are_not_ranked():
    """A score that is the sum of nothing is a score without parts."""
    unranked = replace(LIST, score=0.0, parts={})

    assert to_text(replace(ANSWER, evidence=(unranked,)), why=True).splitlines()[-1] == "   score 0.00"


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
        f"Closest matches (none of them answers the question):\n\n1. “{QUOTE}”\n   1:02:03 · A video"
    )


def test_to_text_explains_scores_when_asked():
    """Why a claim was quoted is its score and the parts it is the sum of."""
    assert (
        "   score 2.50 = words of the sentence 1.50 + words of the passage 1.00"
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
