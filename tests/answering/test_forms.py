"""Laws of answers in a form of their own."""

from __future__ import annotations

import pytest

from askcloud.answering.answer import LIKELY, Coverage
from askcloud.answering.ask import ask
from askcloud.answering.forms import MIN_TOPIC_CLAIMS

VIDEOS = {"history.md": "orfordVID01", "sea.md": "orfordVID01", "mills.md": "millsVIDE02", "hull.md": "hullVIDEO03"}
NOTES = {
    "history.md": """
Orford is a harbour town on the east coast that lives off herring [00:00:10].

In the storm of 1897 the harbour of Orford silted up [00:02:00].
""",
    "sea.md": "Fishermen of Orford mend their nets of tarred hemp in winter [00:07:00].\n",
    "mills.md": """
Twelve windmills of Orford ground barley for the garrison [00:01:00].

The signs of a weak dam are:

* Water behind the wall [00:03:00]
* Cracks [00:03:20]
* A sound of running water at night [00:03:40]

Dams of oak last longer than dams of elm [00:05:00].
""",
    "hull.md": """
Hull is a city on a wide river, with docks for whalers [00:00:20].

Whalers of Hull sail to the ice in spring [00:01:20].

Tar is boiled in kettles behind the docks [00:02:20]. Kettles for tar are made of iron [00:03:20].
""",
}


@pytest.fixture(scope="module")
def index(make_vault):
    """The index over four notes about three videos."""
    vault = make_vault()
    for path, text in NOTES.items():
        vault.write({path: text}, VIDEOS[path])
    vault.update()
    with vault.index() as index:
        yield index


def test_a_topic_is_introduced_and_tells_how_much_there_is(index):
    """The first claim says what it is, the answer is likely, and the notes on it are counted."""
    answer = ask(index, "tell me about orford")

    assert answer.evidence[0].quote.startswith("Orford is a harbour town")
    assert (answer.answered, answer.likelihood, answer.several) == (True, LIKELY, True)
    assert answer.coverage == Coverage(notes=3, media=2, main="", main_notes=2)


def test_a_topic_with_little_about_it_is_a_question_like_any_other(index):
    """With fewer claims than the fewest of a topic, those that contain the word are shown."""
    answer = ask(index, "kettles")

    assert len(answer.evidence) < MIN_TOPIC_CLAIMS
    assert (answer.answered, answer.coverage) == (True, None)


@pytest.mark.parametrize("top", [1, 2, 5])
def test_the_form_does_not_depend_on_how_many_results_are_wanted(index, top):
    """With room for one result it is the first of more."""
    answers = {question: ask(index, question, top=top) for question in ("orford", "signs of a weak dam")}

    assert all(len(answer.evidence) <= top for answer in answers.values())
    assert answers["orford"].coverage
    assert answers["signs of a weak dam"].evidence[0].items


def test_a_list_leads_and_its_items_are_no_results_of_their_own(index):
    """It is likely, whole, and what is in it is not repeated below it."""
    answer = ask(index, "what are the signs of a weak dam")
    first, *others = answer.evidence

    assert (first.context, first.side) == ("The signs of a weak dam are:", "")
    assert [item.quote for item in first.items] == [
        "Water behind the wall",
        "Cracks",
        "A sound of running water at night",
    ]
    assert answer.likelihood == LIKELY
    assert not {item.quote for item in first.items} & {evidence.quote for evidence in others}


def test_both_sides_of_a_comparison_are_shown_though_no_claim_says_both(index):
    """It is not likely then, and each result stands under the name of its side as the notes spell it."""
    answer = ask(index, "orford vs hull")

    assert answer.answered
    assert answer.likelihood != LIKELY
    assert [evidence.side for evidence in answer.evidence] == ["Orford", "Orford", "Hull", "Hull"]
    assert answer.coverage is None


def test_a_comparison_in_a_respect_that_nobody_mentions_is_refused(index):
    """To show both sides does not answer which of them is cheaper."""
    answer = ask(index, "is a flight from orford cheaper than one from hull")

    assert not answer.answered
    assert {evidence.side for evidence in answer.evidence} <= {""}


def test_words_that_only_compare_need_not_be_in_the_notes(index):
    """No note contains *versus*, and none need."""
    assert "versus" not in (ask(index, "orford versus hull").reason or "")


def test_a_question_that_asks_for_a_claim_has_no_form(index):
    """Neither items, sides nor coverage."""
    answer = ask(index, "when did the harbour silt up")

    assert answer.evidence[0].quote == "In the storm of 1897 the harbour of Orford silted up."
    assert (answer.coverage, answer.evidence[0].items, answer.evidence[0].side) == (None, (), "")


def test_the_closest_matches_of_a_refusal_show_nothing_that_follows(index):
    """What follows an answer may be the answer; what follows no answer is none either."""
    answer = ask(index, "who painted the harbour of orford in oil")

    assert not answer.answered
    assert [evidence.following for evidence in answer.evidence] == [()] * len(answer.evidence)


@pytest.mark.parametrize("question", ["orford vs hull -whalers", 'signs of a "weak dam"'])
def test_a_question_with_a_phrase_or_an_excluded_word_has_no_form(index, question):
    """They decide which passages match, and a form reads others."""
    answer = ask(index, question)

    assert not any(evidence.items or evidence.side for evidence in answer.evidence)
    assert not any("halers" in evidence.quote for evidence in answer.evidence)
