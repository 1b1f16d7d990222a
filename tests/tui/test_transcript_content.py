"""What answers look like in the transcript."""

from __future__ import annotations

import pytest
from scripted import ASKED, QUOTE, ROOF, answer, beside, listed, result

from askcloud.answering.answer import Coverage, Understanding
from askcloud.tui.transcript_content import message_content, turn_content

MILL = "The mill stands below it."
HELD = "It has held since."


def lines_of(*evidence, expanded=False, **changes):
    """The lines that a turn shows below the line on how likely the answer is."""
    return turn_content(0, answer(*evidence, **changes), expanded=expanded).plain.splitlines()[2:]


def clicks_of(content):
    """What each text runs when it is clicked."""
    spans = [span for span in content.spans if getattr(span.style, "meta", {})]
    return {content.plain[span.start : span.end]: span.style.meta["@click"] for span in spans}


def test_message_keeps_its_lines():
    """A list in place of an answer has a line for each entry."""
    assert message_content("list", "one\ntwo").plain.splitlines() == ["❯ list", "one", "two"]


async def test_answer_shows_quote_citation_and_count(chat, script):
    """An answer shows context, quote, citation and the number of other results, next to their list and the source."""
    second = result(f"{ROOF}.", 80, also_in=("Water/weir.md",))
    script.answers[ASKED] = answer(result(context="The dam is old:"), second)

    async with chat() as opened:
        await opened.ask(ASKED)
        source = opened.words(opened.app.source)

        assert opened.transcript_text() == (
            f"❯ {ASKED} Likely answer. The dam is old: › “{QUOTE}” ▶1:03 The dam · Water + 1 more result · x shows them"
        )
        assert "Work began upstream" in source
        assert f"• {ROOF}" in source
        rows = [str(option.prompt).split()[:2] for option in opened.app.claims.options]
        assert rows == [["▌1", "1:03"], ["2", "1:20"]]


async def test_agreement_is_shown_in_words(chat, script):
    """A result that other notes agree with says so."""
    script.answers[ASKED] = answer(result(also_in=("a.md", "b.md")))

    async with chat() as opened:
        await opened.ask(ASKED)

        assert "also in 2 other notes" in opened.words()


@pytest.mark.parametrize(
    ("confidence", "words", "style"),
    [
        (0.9, "Likely answer.", "dim"),
        (0.4, "Possible answer: check the source.", "dim"),
        (0.1, "Weak match: this may not answer your question.", "$text-warning"),
    ],
)
def test_answer_says_how_likely_it_is(confidence, words, style):
    """The line below the question says how likely the answer is, dim unless it is a warning."""
    content = turn_content(0, answer(confidence=confidence), expanded=False)

    lines = content.plain.splitlines()
    start = content.plain.index(words)
    assert lines[1:3] == [words, f"“{QUOTE}” ▶1:03"]
    assert [span.style for span in content.spans if span.start == start] == [style]


def test_answer_tells_what_was_understood_where_that_changed_the_search():
    """A dim line says which words of a question were not searched, and which others were."""
    changed = answer(understanding=Understanding("date", left_out=("year",)))

    assert "Understood: asks for a date · not searching for “year”" in turn_content(0, changed, expanded=False).plain
    assert "Understood" not in turn_content(0, answer(), expanded=False).plain


async def test_no_answer_names_the_word_and_what_is_nearest(chat, script):
    """Without an answer the chat says so, names the missing word, and says that the nearest result is not an answer."""
    script.answers["zqx"] = answer(question="zqx", answered=False, confidence=0.1, reason="No note mentions zqx.")

    async with chat() as opened:
        await opened.ask("zqx")

        assert (
            f"No answer found. No note mentions zqx. Closest matches (none of them answers the question): “{QUOTE}”"
            in opened.transcript_text()
        )


def test_what_follows_a_quote_is_quiet_and_plays_its_own_second():
    """What follows a quote stands behind it, dim unlike the quote, each sentence with a time that is clicked."""
    content = turn_content(2, answer(result(following=(beside(MILL, 80), beside(HELD, 95)))), expanded=False)

    lines = content.plain.splitlines()
    start = content.plain.index(MILL)
    assert lines[2:] == [f"“{QUOTE}” ▶1:03", f"{MILL} ▶1:20 {HELD} ▶1:35", "The dam · Water"]
    assert (start, start + len(lines[3]), "dim") in content.spans
    assert not [span for span in content.spans if span.start <= content.plain.index(QUOTE) < span.end]
    assert clicks_of(content) == {
        "▶1:03": "app.play_result(2, 0)",
        "▶1:20": "app.play_result(2, 0, 0)",
        "▶1:35": "app.play_result(2, 0, 1)",
    }


def test_time_is_shown_where_there_is_one_and_clicked_where_it_plays():
    """A quote without a time plays its video; what follows shows a time only if it has one, and plays only media."""
    untimed = turn_content(0, answer(result(second=None, following=(beside(MILL, None),))), expanded=False)
    without_medium = beside(MILL, 80, medium="no id")
    unplayable = turn_content(0, answer(result(medium="no id", following=(without_medium,))), expanded=False)

    assert untimed.plain.splitlines()[2:4] == [f"“{QUOTE}” ▶video", MILL]
    assert unplayable.plain.splitlines()[2:4] == [f"“{QUOTE}” 1:03", f"{MILL} 1:20"]
    assert clicks_of(unplayable) == {}


def test_following_items_without_full_stops_have_lines_of_their_own():
    """Steps are not run together as one; sentences are."""
    following = (beside("run git reset"), beside("rm the lock"), beside(MILL), beside(HELD))

    lines = lines_of(result(following=following))

    assert [line.partition(" ▶")[0] for line in lines[1:5]] == ["run git reset", "rm the lock", MILL, "The dam · Water"]
    assert HELD in lines[3]


def test_what_follows_is_not_said_twice():
    """A sentence that is shown as a result, an item or behind another quote is left out where it follows a quote."""
    first = result(following=(beside(f"{ROOF}."), beside(MILL), beside("Weir 2.")))
    others = (result(f"{ROOF}.", 80, following=(beside(MILL), beside(HELD))), listed(2))

    folded, expanded = lines_of(first, *others), "\n".join(lines_of(first, *others, expanded=True))

    assert folded[1] == f"{ROOF}. ▶1:20 {MILL} ▶1:20 Weir 2. ▶1:20"
    assert [expanded.count(text) for text in (f"{ROOF}.", MILL, HELD, "Weir 2.")] == [1, 1, 1, 1]
    assert f"▶1:03\n{MILL} ▶1:20\nThe dam · Water\n\n“{ROOF}.” ▶1:20\n{HELD} ▶1:20" in expanded


def test_place_of_what_follows_is_its_place_in_the_answer():
    """Where a sentence is left out, a click on the next one still plays that."""
    first = result(following=(beside(f"{ROOF}.", 80), beside(MILL, 90)))

    content = turn_content(0, answer(first, result(f"{ROOF}.", 80)), expanded=True)

    assert clicks_of(content)["▶1:30"] == "app.play_result(0, 0, 1)"


def test_list_is_its_lead_in_and_its_items():
    """A list is shown as its lead-in, its items with their times, how many more there are, and where they are from."""
    content = turn_content(1, answer(listed(2, best=1, following=(beside(MILL),), more_items=3)), expanded=False)

    assert content.plain.splitlines()[2:] == [
        "The weirs are:",
        "• Weir 1. ▶1:41",
        "• Weir 2. ▶1:42",
        "… and 3 more items",
        "The dam · Water",
    ]
    assert clicks_of(content) == {"▶1:41": "app.play_result(1, 0, 0)", "▶1:42": "app.play_result(1, 0, 1)"}


def test_items_stand_below_the_items_above_them():
    """What is above an item is said once, dim, and what belongs to it is indented."""
    items = (
        beside("It has gates.", context="The weir"),
        beside("They are of oak.", context="The weir › It has gates."),
        beside("It leaks.", context="The weir"),
        beside("The mill grinds."),
        beside("It grinds rye.", context="The mill grinds."),
    )

    content = turn_content(0, answer(result(items=items)), expanded=False)

    shown = [line.removesuffix(" ▶1:20") for line in content.plain.splitlines()[2:7]]
    start = content.plain.index("• The weir")
    assert shown == ["• The weir", "  • It has gates.", "  • They are of oak.", "  • It leaks.", "• The mill grinds."]
    assert content.plain.splitlines()[7] == "  • It grinds rye. ▶1:20"
    assert (start, start + len("• The weir"), "dim") in content.spans


@pytest.mark.parametrize(
    ("count", "expanded", "shown", "labels"),
    [
        (6, False, 6, ["… and 1 more item"]),
        (7, False, 5, ["+ 2 more items · x shows them"]),
        (7, True, 7, ["… and 1 more item", "− fewer items · x"]),
        (3, True, 3, ["… and 1 more item"]),
    ],
)
def test_long_list_is_folded(count, expanded, shown, labels):
    """A turn that is not expanded shows five items of a list with more than six, and says what a click shows."""
    lines = lines_of(listed(count, more_items=1), expanded=expanded)

    assert sum(line.startswith("• ") for line in lines) == shown
    assert [line for line in lines if "item" in line] == labels


def test_topic_says_how_much_the_notes_say():
    """Under the line on how likely the answer is, a dim line says how many notes and videos there are on a topic."""
    content = turn_content(0, answer(coverage=Coverage(34, 6, "Costco", 20)), expanded=False)

    note = "34 notes about 6 videos, 20 of them about “Costco”"
    start = content.plain.index(note)
    assert content.plain.splitlines()[1:3] == ["Likely answer.", note]
    assert (start, start + len(note), "dim") in content.spans


def test_comparison_names_its_sides():
    """What is about both sides comes without a name, then the results of each side below its name in bold."""
    both, dams = result(), (result(f"{ROOF}.", side="dams"), result(MILL, side="dams"))

    content = turn_content(0, answer(both, *dams, result(HELD, side="weirs")), expanded=True)

    results = content.plain.split("\n\n")
    start = content.plain.index("weirs")
    assert [part.splitlines()[0] for part in results[1:]] == ["dams", f"“{MILL}” ▶1:03", "weirs"]
    assert results[1].splitlines()[1] == f"“{ROOF}.” ▶1:03"
    assert (start, start + len("weirs"), "bold") in content.spans
