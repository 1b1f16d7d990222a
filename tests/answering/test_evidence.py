"""Laws of evidence: what is quoted behind a claim, and of a list."""

from __future__ import annotations

import pytest

from askcloud.answering.evidence import (
    AS_GOOD,
    MAX_FOLLOWING,
    MAX_FOLLOWING_LETTERS,
    MAX_ITEMS,
    evidence_of,
    evidence_of_list,
)
from askcloud.media.citation import APPROXIMATE
from askcloud.question.parse import parse_question
from askcloud.record import replace
from askcloud.search.lists import find_lists
from askcloud.search.query import resolve
from askcloud.search.rank import rank
from askcloud.search.statements import Statement, group_statements

ASKED = "granite dam valley"
DAM = "The granite dam closes the valley."


@pytest.fixture
def following(make_vault):
    """Tells what follows the claim about the dam in a note of some text."""

    def following(text: str) -> list[str]:
        vault = make_vault({"dam.md": text})
        vault.update()
        with vault.index() as index:
            statements = group_statements(rank(index, resolve(index, parse_question(ASKED))), 5)
            found = next(each for each in (evidence_of(index, each) for each in statements) if each.quote == DAM)
            return [claim.quote for claim in found.following]

    return following


@pytest.fixture
def quoted_list(make_vault):
    """Returns the list that answers a question in a note of some text, as evidence."""

    def quoted_list(text: str, question: str):
        vault = make_vault({"dam.md": text})
        vault.update()
        with vault.index() as index:
            query = resolve(index, parse_question(question))
            ranked = rank(index, query)
            return evidence_of_list(index, find_lists(index, query, ranked)[0], ranked)

    return quoted_list


def test_a_copy_with_a_better_time_is_quoted_only_if_it_answers_as_well(make_vault):
    """A more reliable time decides between copies that are nearly as good, and never for one that answers worse."""
    vault = make_vault({"dam.md": f"{DAM} [0:10]"})
    vault.update()
    with vault.index() as index:
        (best, *_) = rank(index, resolve(index, parse_question(ASKED)))

        def quoted(score: float) -> str:
            rough = replace(best, claim=replace(best.claim, time=replace(best.claim.time, trust=APPROXIMATE)))
            exact = replace(best, claim=replace(best.claim, text="It closes the valley."), score=score)
            return evidence_of(index, Statement((rough, exact))).quote

        assert quoted(best.score) == quoted(AS_GOOD * best.score) == "It closes the valley."
        assert quoted(0.99 * AS_GOOD * best.score) == DAM


# --- what follows a quote --------------------------------------------------------------------------------------------


def test_following_sentences_are_those_behind_the_quote_in_order(following):
    """What follows a quote is the rest of its paragraph, then the next one; what stands before it is not."""
    text = f"Rain falls in March here. {DAM} Eels climb a ladder beside it.\n\nSalt is sold in the old town."

    assert following(text) == ["Eels climb a ladder beside it.", "Salt is sold in the old town."]


def test_following_sentences_end_at_a_heading(following):
    """Nothing of the next section follows a quote, be it one below its own."""
    for heading in ("## Mills", "### Mills"):
        assert following(
            f"## Dams\n\n{DAM}\n\nEels climb a ladder beside it.\n\n{heading}\n\nMills grind the rye."
        ) == ["Eels climb a ladder beside it."]


def test_following_sentences_are_of_the_same_video(following):
    """What another video says does not follow a quote, as its times are those of that video."""
    links = [f"Talk: https://youtu.be/aB3_dE6-hI{number}" for number in (1, 2)]
    text = (
        f"{links[0]}\n\n{DAM} [0:10]\n\nEels climb a ladder there. [0:20]\n\n{links[1]}\n\nSalt is sold in town. [0:30]"
    )

    assert following(text) == ["Eels climb a ladder there."]


def test_sub_items_follow_an_item_first(following):
    """What belongs to an item stands before the next item; short items follow as they are."""
    text = f"* {DAM} [0:10]\n    * Built by forty masons in June.\n    * Eels\n* Salt is sold in the old town."

    assert following(text) == ["Built by forty masons in June.", "Eels", "Salt is sold in the old town."]


def test_at_most_so_many_sentences_follow(following):
    """However much follows, only the first sentences are quoted."""
    rest = [f"Word{number} says what nobody knew." for number in range(MAX_FOLLOWING + 2)]

    assert following(" ".join((DAM, *rest))) == rest[:MAX_FOLLOWING]
    assert following("\n\n".join((DAM, *rest))) == rest[:MAX_FOLLOWING]


def test_following_sentences_have_at_most_so_many_letters(following):
    """A sentence with which it would be too much ends it, and the first is there whatever its length."""
    short = "Eels climb a ladder beside it."
    long = f"Salt {'and rye ' * (MAX_FOLLOWING_LETTERS // 8)}are sold."

    assert len(short) + len(long) > MAX_FOLLOWING_LETTERS
    assert following(f"{DAM} {short} {long} Bees dance at noon.") == [short]
    assert following(f"{DAM} {long} {short}") == [long]


def test_a_sentence_that_repeats_the_quote_does_not_follow_it(following):
    """What says the same as the quote is skipped, and takes no place of another."""
    rest = [f"Word{number} says what nobody knew." for number in range(MAX_FOLLOWING)]

    assert following(" ".join((DAM, "A dam of granite closes the valley.", *rest))) == rest


def test_following_sentences_have_their_own_place(make_vault):
    """Each following sentence is cited with its own line and second, and its span is where the note says it."""
    vault = make_vault({"dam.md": f"{DAM} [0:10]\n\nEels climb a **ladder** beside it [0:20]."})
    vault.update()
    with vault.index() as index:
        (found, *_) = group_statements(rank(index, resolve(index, parse_question(ASKED))), 1)
        (eels,) = evidence_of(index, found).following

    source = (vault.corpus / "dam.md").read_text()
    assert (eels.citation.line, eels.citation.time.seconds, eels.context, eels.score) == (7, 20, "", 0.0)
    assert source[slice(*eels.span)].startswith("Eels climb a **ladder** beside it")


# --- lists -----------------------------------------------------------------------------------------------------------

PARTS = "what are the parts of the dam"


def test_a_list_is_quoted_by_its_items_in_order(quoted_list):
    """A list has the lead-in as its context, its items in order, and the place of the best of them as its own."""
    found = quoted_list(
        "## Dams\n\nThe parts of the dam are:\n\n* Wall [0:10]\n* The gate is the part of the dam that opens [0:20].\n"
        "* Tower [0:30]\n",
        PARTS,
    )

    gate = found.items[1]
    assert [item.quote for item in found.items] == [
        "Wall",
        "The gate is the part of the dam that opens.",
        "Tower",
    ]
    assert (found.context, found.headings, found.more_items) == ("The parts of the dam are:", ("Dams",), 0)
    assert (found.quote, found.citation, found.score, found.span) == (gate.quote, gate.citation, gate.score, gate.span)
    assert found.citation.time.seconds == 20
    assert found.score == pytest.approx(sum(found.parts.values()))
    assert [item.score for item in found.items if item is not gate] == [0.0, 0.0]


def test_a_list_of_which_no_item_is_ranked_is_quoted_by_its_first(quoted_list):
    """Where no item says a word of the question, the first is quoted, with a score of nothing."""
    found = quoted_list(
        "The parts of the dam are known to all who live at the dam.\n\nThe parts of the dam are:\n\n* Wall\n* Gate\n",
        PARTS,
    )

    assert (found.quote, found.score, found.parts) == ("Wall", 0.0, {})


def test_of_a_long_list_the_first_items_are_quoted(quoted_list):
    """A list longer than is shown says how many items it has besides, and quotes one of those shown."""
    items = [f"* Word{number} is one of many stones" for number in range(MAX_ITEMS + 3)]
    best = "* The last part of the dam is the part of the dam that is the dam"

    found = quoted_list("\n".join(("The parts of the dam are:", "", *items, best)), PARTS)

    assert [f"* {item.quote}" for item in found.items] == items[:MAX_ITEMS]
    assert found.more_items == 4
    assert found.quote in [item.quote for item in found.items]


def test_an_item_says_what_it_belongs_to(quoted_list):
    """The context of an item is the items above it, without the lead-in of the list."""
    found = quoted_list(
        "The parts of the dam are:\n\n* Gates of the dam:\n    * Oak doors\n    * Iron:\n        * A sluice\n"
        "* Tower of the dam",
        PARTS,
    )

    assert [(item.context, item.quote) for item in found.items] == [
        ("Gates of the dam:", "Oak doors"),
        ("Gates of the dam: › Iron:", "A sluice"),
        ("", "Tower of the dam"),
    ]
