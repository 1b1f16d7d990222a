"""Laws of finding the lists that answer a question for several things."""

from __future__ import annotations

import pytest

from askcloud.question.parse import parse_question
from askcloud.search.lists import MAX_LISTS, find_lists, lists_in
from askcloud.search.query import resolve
from askcloud.search.rank import rank

VIDEOS = ("aaaaaaaaaaa", "bbbbbbbbbbb", "ccccccccccc", "ddddddddddd")
SIGNS = (
    "The signs of a weak dam are:\n\n* Cracks in the wall [0:10]\n* Wet stones below it [0:20]\n* A lower lake [0:30]"
)
WEAK = "what are the signs of a weak dam"


@pytest.fixture
def found(make_vault):
    """Finds lists: `found(question, *texts, videos=)`, a note for each text."""

    def found(question: str, *texts: str, videos=VIDEOS):
        vault = make_vault()
        for number, text in enumerate(texts):
            vault.write({f"{number}.md": text}, videos[number])
        vault.update()
        with vault.index() as index:
            query = resolve(index, parse_question(question))
            return find_lists(index, query, rank(index, query))

    return found


def texts_of(each):
    """The first sentences of the items of a list."""
    return [item.claim.text for item in each.items]


# --- the lists of a note ---------------------------------------------------------------------------------------------


@pytest.fixture
def lists_of(make_vault):
    """Gives the lists of a note: lead-in and items of each."""

    def lists_of(text: str):
        vault = make_vault({"a.md": text})
        vault.update()
        with vault.index() as index:
            ((note_id, note),) = index.notes().items()
            return [(each.lead, texts_of(each)) for each in lists_in(note, index.passages_of(note_id))]

    return lists_of


def test_a_list_is_the_items_under_a_lead_in(lists_of):
    """The sentence that announces items leads them; what stands around them is not of the list."""
    assert lists_of(f"A dam may break in spring.\n\n{SIGNS}\n\nThen run to the hills.") == [
        ("The signs of a weak dam are:", ["Cracks in the wall", "Wet stones below it", "A lower lake"])
    ]


def test_a_list_without_a_lead_in_is_led_by_its_heading(lists_of):
    """Items under a heading alone have it as their lead, and without one the title of the note."""
    items = "* Cracks in the wall\n* Wet stones below it"

    assert lists_of(f"## Signs of a weak dam\n\n{items}") == [
        ("Signs of a weak dam", ["Cracks in the wall", "Wet stones below it"])
    ]
    assert [lead for lead, _ in lists_of(f"---\ntitle: Weak dams\nvideoId: aaaaaaaaaaa\n---\n\n{items}")] == [
        "Weak dams"
    ]


def test_a_list_ends_at_a_heading(lists_of):
    """Items under two headings are two lists."""
    assert lists_of("## Oak\n\n* One of oak\n* Two of oak\n\n## Elm\n\n* One of elm\n* Two of elm") == [
        ("Oak", ["One of oak", "Two of oak"]),
        ("Elm", ["One of elm", "Two of elm"]),
    ]


def test_one_item_is_no_list(lists_of):
    """A single item announces nothing."""
    assert lists_of("The signs of a weak dam are:\n\n* Cracks in the wall") == []


def test_nested_items_are_of_both_lists(lists_of):
    """An item's own items are a list of their own, and of the list around it."""
    text = "The dam has:\n\n* Gates of wood:\n    * Two of oak\n    * One of elm\n* Towers of stone"

    assert lists_of(text) == [
        ("The dam has:", ["Two of oak", "One of elm", "Towers of stone"]),
        ("Gates of wood:", ["Two of oak", "One of elm"]),
    ]


def test_the_length_of_a_list_counts_its_own_items(found):
    """Items of items do not count, and an item that is only above others counts once."""
    (each,) = found(
        "what are the parts of the dam",
        "The parts of the dam are:\n\n* Gates of the dam:\n    * Two of oak\n    * One of elm\n"
        "* Towers of the dam\n* Lakes above the dam [0:10]\n    * Deep all year",
    )

    assert (len(each.items), each.length) == (5, 3)
    assert [item.parents for item in each.items] == [("Gates of the dam:",)] * 2 + [(), (), ("Lakes above the dam",)]


# --- the lists that answer -------------------------------------------------------------------------------------------


def test_the_list_whose_lead_in_says_what_is_asked_answers(found):
    """Of the lists of all notes the one that is announced by the words of the question comes first."""
    lists = found(
        WEAK,
        "The parts of a dam are:\n\n* A wall of a weak stone\n* Gates of oak for the dam",
        SIGNS,
        "A weak dam is a sign of poor masons in the valley.",
    )

    assert [each.lead for each in lists] == ["The signs of a weak dam are:"]
    assert lists[0].note.path == "1.md"


def test_a_lead_in_that_says_nothing_else_comes_first(found):
    """Of two lists that say what is asked the one about nothing else answers best."""
    wide = SIGNS.replace("a weak dam", "a weak dam, of poor masons, of cheap mortar and of idle keepers")

    lists = found(WEAK, wide.replace("the wall", "the dam"), SIGNS)

    assert lists[0].note.path == "1.md"


def test_a_list_whose_lead_in_does_not_say_what_is_asked_does_not_answer(found):
    """Items with the words of the question make no list an answer that is announced as another."""
    assert found(WEAK, "The tools of a miller are:\n\n* The signs of a weak dam\n* Signs of weak dams on a map") == []


def test_a_list_that_lacks_a_part_of_what_is_asked_does_not_answer(found):
    """A list that says the subject and not all that is asked of it is another list."""
    norway = "A museum in Norway keeps old maps of the coast."

    assert found(f"{WEAK} of a museum in norway", SIGNS, norway) == []
    assert found(f"{WEAK} of a museum in norway", f"## A museum in Norway\n\n{SIGNS}", norway) != []


def test_a_lead_in_about_something_else_does_not_answer(found):
    """The heading alone makes no list an answer whose lead-in announces something else."""
    heading = "## The signs of a weak dam\n\n"

    assert found(WEAK, f"{heading}The tools of a miller are:\n\n* A hammer of the best iron\n* Chalk") == []
    assert found(WEAK, f"{heading}* Cracks in the wall of it\n* Wet stones") != []


def test_a_lead_in_is_completed_by_headings_and_title(found):
    """The lead-in says most of what is asked; what it leaves to the heading above it counts too."""
    (each,) = found(WEAK, f"## Dam\n\n{SIGNS.replace(' of a weak dam', ' that it is weak')}")

    assert each.lead == "The signs that it is weak are:"


def test_a_list_of_the_number_asked_for_comes_first(found):
    """Asked for three, a list of three leads, whatever else is better said above another."""
    of_three = f"## Two or three\n\n{SIGNS.replace('The signs of a', 'All masons know these signs of a')}"
    of_two = f"## Two or three\n\n{SIGNS}".rpartition("\n")[0]

    three, two = (
        found(f"what are the {number} signs of a weak dam", of_two, of_three)[0] for number in ("three", "two")
    )

    assert (three.length, two.length) == (3, 2)
    assert found(WEAK, of_two, of_three)[0].length == 2


def test_one_list_in_two_notes_of_a_video_is_one(found):
    """What two notes list of one video, in the same words or at the same seconds, is one list with both notes."""
    by_words = (
        "Signs of a weak dam:\n\n* Cracks in a wall [5:10]\n* Wet stones below the wall [5:20]\n* A lower lake [5:30]"
    )
    by_time = "Signs of a weak dam:\n\n* Masonry that breaks off [0:10]\n* Damp [0:20]\n* Less water [0:30]"

    for again in (by_words, by_time):
        (each,) = found(WEAK, SIGNS, again, videos=VIDEOS[:1] * 2)

        assert {each.note.path, *each.also_in} == {"0.md", "1.md"}


def test_lists_of_two_videos_are_two(found):
    """What another video lists is another list, and no more than a few answer."""
    lists = found(WEAK, *[SIGNS] * 4)

    assert len(lists) == MAX_LISTS == 2
    assert [each.also_in for each in lists] == [(), ()]


@pytest.mark.parametrize("operator", ['"wet stones"', "-lake"])
def test_phrases_and_exclusions_choose_no_list(found, operator):
    """A phrase or an excluded word decides which passages match; a list is many, of which some may not."""
    assert found(WEAK, SIGNS)
    assert found(f"{WEAK} {operator}", SIGNS) == []


def test_lists_come_from_the_notes_that_are_searched(make_vault):
    """A filter holds back the lists of all other notes."""
    vault = make_vault({"a.md": SIGNS, "b.md": "A weak dam is a sign of poor masons in the valley."})
    vault.update()
    with vault.index() as index:
        query = resolve(index, parse_question(WEAK))
        notes = {note_id for note_id, note in index.notes().items() if note.path == "b.md"}

        assert find_lists(index, query, rank(index, query))
        assert find_lists(index, query, rank(index, query, notes)) == []


def test_a_title_alone_does_not_tell_what_a_list_is_of(found):
    """Below a title with *signs* not every list is one of signs: the lead-in or the heading above it must say so."""
    head = "---\ntitle: The signs of a weak dam\nvideoId: abcdefghijk\n---\n\n"

    assert found(WEAK, f"{head}## What to do about a weak dam\n\n* Empty the lake of it\n* Call the masons again") == []
    assert found(WEAK, f"{head}## Signs of it\n\n* Water behind the wall\n* A crack in the wall") != []
