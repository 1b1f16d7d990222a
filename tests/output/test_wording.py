"""Laws of the phrases that all front ends share."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from samples import ABSTENTION, ANSWER, ANSWERS, CORRECTED, EVIDENCE, HOSTILE, LIST, UNTIMED, WITHOUT_VIDEO

from askcloud.answering.answer import LIKELY_THRESHOLD, POSSIBLE_THRESHOLD, Coverage, Understanding
from askcloud.output.wording import (
    KINDS,
    LIKELIHOODS,
    SCORE_PARTS,
    ago,
    correction_note,
    corroboration,
    coverage_note,
    followup_note,
    is_warning,
    join_parts,
    more_items_note,
    pluralize,
    search_change_note,
    status_line,
    understanding_note,
)
from askcloud.question import kind
from askcloud.record import replace
from askcloud.search.weights import Weights


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (replace(ANSWER, confidence=LIKELY_THRESHOLD), "Likely answer."),
        (replace(ANSWER, confidence=POSSIBLE_THRESHOLD), "Possible answer: check the source."),
        (replace(ANSWER, confidence=0.0), "Weak match: this may not answer your question."),
        (ABSTENTION, "No answer found. No note mentions zeppelins."),
        (ANSWERS["no reason"], "No answer found."),
    ],
)
def test_status_line_says_how_good_an_answer_is(answer, expected):
    """Every answer says how likely it is, and an abstention that it is none, and why."""
    assert status_line(answer) == expected


def test_every_likelihood_has_its_words():
    """Each likelihood is named in words of its own, and only a weak match and an abstention are warnings."""
    answers = [replace(ANSWER, confidence=confidence) for confidence in (1.0, POSSIBLE_THRESHOLD, 0.0)]

    assert [answer.likelihood for answer in answers] == list(LIKELIHOODS)
    assert len(set(LIKELIHOODS.values())) == len(LIKELIHOODS)
    assert [is_warning(answer) for answer in (*answers, ABSTENTION)] == [False, False, True, True]


@pytest.mark.parametrize(
    ("understanding", "expected"),
    [
        (Understanding(), "asks for any kind of answer"),
        (Understanding(kind.EXPANSION), "asks what an abbreviation stands for"),
        (Understanding(None, (), ("Nvidia",)), "asks for any kind of answer · name: Nvidia"),
        (
            Understanding(kind.PERSON, ("found", "invent"), ("Nvidia", "a\x1bb")),
            "asks for a person · relations: found, invent · names: Nvidia, a\ufffdb",
        ),
    ],
)
def test_what_was_understood_is_in_words(understanding, expected):
    """The kind of answer, the relations and the names of a question are in one line, made safe."""
    assert understanding_note(understanding) == f"Understood: {expected}"


@pytest.mark.parametrize(
    ("understanding", "expected"),
    [
        (Understanding(kind.DATE, ("launch",), ("CUDA",)), ""),
        (
            Understanding(kind.EXPANSION, left_out=("stand",), added=("network", "a\x1bb")),
            (
                "Understood: asks what an abbreviation stands for · also searching for “network”, “a\ufffdb” "
                "· not searching for “stand”"
            ),
        ),
        (Understanding(kind.DATE, left_out=("year",)), "Understood: asks for a date · not searching for “year”"),
    ],
)
def test_what_was_understood_is_reported_where_it_changed_the_search(understanding, expected):
    """Nothing is reported if the words are searched as they were typed."""
    assert search_change_note(understanding) == expected


def test_every_kind_of_answer_has_words():
    """No kind of answer is without words, and no two have the same."""
    kinds = {value for name, value in vars(kind).items() if name[0].isupper() and isinstance(value, str)}

    assert set(KINDS) == kinds - {kind.NUMBER_WORDS} | {None}
    assert len(set(KINDS.values())) == len(KINDS)


def test_notes_are_in_words():
    """How a question was completed, corrected and agreed on is in words, or empty."""
    follow_up = replace(CORRECTED, understood="when was the dam a\x1bb")

    assert (followup_note(follow_up), followup_note(ANSWER)) == ("Understood as: when was the dam a\ufffdb", "")
    assert (correction_note(follow_up), correction_note(ANSWER)) == (
        "Showing results for “dam” instead of “dimm”, “when” instead of “whan”",
        "",
    )
    assert [corroboration(each) for each in (EVIDENCE, UNTIMED, WITHOUT_VIDEO)] == [
        "also in 2 other notes",
        "also in 1 other note",
        "",
    ]


def test_corroboration_counts_the_video_itself():
    """Other videos that say the same are counted with the one that is quoted."""
    agreeing = replace(EVIDENCE, agreeing=(EVIDENCE.citation, EVIDENCE.citation))

    assert corroboration(agreeing) == "also in 2 other notes, 3 videos say this"


@pytest.mark.parametrize(
    ("coverage", "expected"),
    [
        (Coverage(34, 6, "Costco\x1b", 20), "34 notes about 6 videos, 20 of them about “Costco\ufffd”"),
        (Coverage(1, 1, "", 1), "1 note about 1 video"),
    ],
)
def test_coverage_is_in_words(coverage, expected):
    """How much the notes say about a topic is counted, and what most of them are about is named if it has a name."""
    assert coverage_note(coverage) == expected


@pytest.mark.parametrize(("count", "expected"), [(0, ""), (1, "… and 1 more item"), (1200, "… and 1,200 more items")])
def test_items_that_are_not_shown_are_counted(count, expected):
    """A list that is not shown whole says how many items are missing."""
    assert more_items_note(replace(LIST, more_items=count)) == expected


def test_score_parts_have_a_name_each():
    """Whatever may add to a score can be explained, and no two parts have the same name."""
    parts = set(Weights.__match_args__) - {"title"}  # part of the note's

    assert set(SCORE_PARTS) == parts
    assert len(set(SCORE_PARTS.values())) == len(parts)


@pytest.mark.parametrize(("count", "expected"), [(0, "0 notes"), (1, "1 note"), (1378, "1,378 notes")])
def test_pluralize_counts_in_words(count, expected):
    """A count comes with separated thousands and the noun in the right number."""
    assert pluralize(count, "note") == expected


def test_join_parts_leaves_out_what_is_empty():
    """Empty parts leave no separator, and parts of a note are made safe."""
    assert join_parts("a", "", "b", also=(None, "c", "")) == "a · b · c"
    assert join_parts("a\x1bb") == "a\ufffdb"
    assert "\x1b" not in join_parts(HOSTILE)


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("2025-03-01T12:00:00+00:00", "just now"),
        ("2025-03-01T11:59:01+00:00", "just now"),
        ("2025-03-01T11:59:00+00:00", "1 minute ago"),
        ("2025-03-01T11:48:40+00:00", "11 minutes ago"),
        ("2025-03-01T12:58:00+02:00", "1 hour ago"),
        ("2025-02-28T13:00:00+00:00", "23 hours ago"),
        ("2025-02-27T12:00:00+00:00", "2 days ago"),
        ("2025-03-01T13:00:00+00:00", "just now"),
        ("2025-03-01T11:00:00", "at an unknown time"),
        ("soon", "at an unknown time"),
        ("", "at an unknown time"),
    ],
)
def test_ago_says_roughly_how_long_ago_a_time_was(time, expected):
    """A time is so many whole minutes, hours or days ago; what is not a time with its zone is unknown."""
    assert ago(time, datetime(2025, 3, 1, 12, tzinfo=UTC)) == expected
