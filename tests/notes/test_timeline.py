"""The timeline: which time and which medium each sentence has."""

from __future__ import annotations

import pytest

from askcloud.notes.parse import parse_note

HEAD = "---\nvideoId: abcdefghijk\n---\n"


def times_of(text: str) -> list[tuple[str, str]]:
    """(sentence, time) of each sentence of a note about a video; `~` marks an approximate time."""
    sentences = parse_note(HEAD + text).timeline.sentences()
    return [(sentence.text, sentence.time.formatted) for block in sentences for sentence in block]


def media_of(source: str) -> list[tuple[str, str]]:
    """(sentence, medium) of each sentence; the medium is empty for the one that the note is about."""
    sentences = parse_note(source).timeline.sentences()
    return [(sentence.text, sentence.time.medium) for block in sentences for sentence in block]


@pytest.mark.parametrize(
    "text",
    ["A river runs [1:03]. A lake stays [2:03].", "A river runs. [1:03] A lake stays. [2:03]"],
    ids=["before the full stop", "after the full stop"],
)
def test_time_after_a_sentence_is_its_own(text):
    """A time before or after a full stop belongs to the sentence that the full stop ends."""
    assert times_of(text) == [("A river runs.", "1:03"), ("A lake stays.", "2:03")]


def test_time_before_a_line_belongs_to_the_line():
    """Where most times open a line, a time belongs to the text after it."""
    assert times_of("[1:03] A river runs.\n\n[2:03] A lake stays.") == [
        ("A river runs.", "1:03"),
        ("A lake stays.", "2:03"),
    ]


def test_sentence_inherits_the_next_time_of_its_block():
    """Where times follow their text, a sentence without one inherits the next, and the last ones the time above."""
    assert times_of("A river runs. It is long [1:03]. A lake stays.") == [
        ("A river runs.", "~1:03"),
        ("It is long.", "1:03"),
        ("A lake stays.", "~1:03"),
    ]


def test_item_inherits_the_time_of_a_later_item():
    """An item without a time inherits the first one below it under the same heading; a paragraph does not."""
    assert times_of("Rivers run.\n\n* A river\n* A lake [1:03]\n\n# Next\n\n* The sea") == [
        ("Rivers run.", ""),
        ("A river", "~1:03"),
        ("A lake", "1:03"),
        ("Next", ""),
        ("The sea", ""),
    ]


def test_sentence_inherits_the_last_time_above_it():
    """Where times precede their text, a sentence without one inherits the last one above it in its block."""
    assert times_of("[1:03] A river runs. It is long.\n\nNo time here.\n\n[2:03] A lake stays.") == [
        ("A river runs.", "1:03"),
        ("It is long.", "~1:03"),
        ("No time here.", ""),
        ("A lake stays.", "2:03"),
    ]


def test_items_inherit_the_time_of_the_block_they_belong_to():
    """Where times precede their text, the time of a block holds for the list that belongs to it."""
    assert times_of("[1:03] Rivers run:\n\n* A river\n* A brook\n\nA lake stays.\n\n[2:03] The end.") == [
        ("Rivers run:", "1:03"),
        ("A river", "~1:03"),
        ("A brook", "~1:03"),
        ("A lake stays.", ""),
        ("The end.", "2:03"),
    ]


def test_time_alone_above_a_text_holds_for_all_below_it():
    """A time on a line of its own is the own time of the next sentence, and is inherited under the same headings."""
    assert times_of("[1:03]\n\nA river runs.\n\nA lake stays.\n\n[2:03]\n\nThe end.") == [
        ("A river runs.", "1:03"),
        ("A lake stays.", "~1:03"),
        ("The end.", "2:03"),
    ]


def test_time_alone_below_a_text_belongs_to_it():
    """Where times follow their text, a time on a line of its own belongs to the last sentence of the block above."""
    assert times_of("A river runs. It is long.\n\n[1:03]\n\nA lake stays.\n\n[2:03]") == [
        ("A river runs.", "~1:03"),
        ("It is long.", "1:03"),
        ("A lake stays.", "2:03"),
    ]


def test_time_in_a_heading_holds_below_it():
    """A time in a heading holds for the text under that heading and no other."""
    rivers = "# [1:03] Rivers\n\nA river runs.\n\n## More\n\nA brook runs.\n\n"

    assert times_of(f"[0:05] It begins here.\n\n{rivers}# [2:03] Lakes\n\nA lake stays.") == [
        ("It begins here.", "0:05"),
        ("Rivers", "1:03"),
        ("A river runs.", "~1:03"),
        ("More", "~1:03"),
        ("A brook runs.", "~1:03"),
        ("Lakes", "2:03"),
        ("A lake stays.", "~2:03"),
    ]


def test_inherited_time_of_a_repaired_note_is_approximate():
    """An inherited time is never trusted more than an approximate one."""
    sentences = parse_note(HEAD + "A river runs. It is long [21:03:00].").timeline.sentences()[0]

    assert [sentence.time.trust for sentence in sentences] == ["approximate", "repaired"]


def test_sentence_after_a_time_is_marked():
    """Only a sentence whose own time is written before it is marked as following a time."""
    sentences = parse_note(HEAD + "[1:03] A river runs. It is long.\n\n[2:03] A lake stays.").timeline.sentences()

    assert [[sentence.follows_time for sentence in block] for block in sentences] == [[True, False], [True]]
    assert not parse_note(HEAD + "A river runs [1:03].").timeline.sentences()[0][0].follows_time


def test_times_in_a_block_have_their_offsets():
    """Every time of a block is given with its offset in the plain text, also those that no sentence has."""
    timeline = parse_note(HEAD + "A river [1:03][1:09] runs [2:03].").timeline

    assert [(offset, time.formatted) for offset, time in timeline.times_in(0)] == [
        (7, "1:03"),
        (7, "1:09"),
        (12, "2:03"),
    ]


FIRST, SECOND = "https://youtu.be/AAAAAAAAAAA", "https://youtu.be/BBBBBBBBBBB"


def test_medium_is_the_first_one_that_the_text_names():
    """A note without a medium in its head is about the first one named in its text, if it contains a time."""
    assert parse_note(f"{FIRST}\n\nA river runs [1:03].\n\n{SECOND}").timeline.medium == "AAAAAAAAAAA"
    assert parse_note(f"{FIRST}\n\nA river runs.").timeline.medium == ""


def test_medium_holds_until_the_next_one():
    """A time is in the nearest medium named above it, or in the one that its own link names."""
    media = media_of(
        f"{FIRST}\n\nA river runs [1:03].\n\n{SECOND}\n\nA lake stays [2:03]. The sea is deep [3:03]({FIRST})."
    )

    assert [pair for pair in media if "youtu" not in pair[0]] == [
        ("A river runs.", ""),
        ("A lake stays.", "BBBBBBBBBBB"),
        ("The sea is deep.", ""),
    ]


@pytest.mark.parametrize(
    ("text", "medium"),
    [(f"See [this]({SECOND}) too.", ""), (f"## [Lakes]({SECOND})", "BBBBBBBBBBB"), (SECOND, "BBBBBBBBBBB")],
    ids=["within a sentence", "in a heading", "on a line of its own"],
)
def test_link_names_another_medium_for_what_is_below_it(text, medium):
    """In a note whose head names its medium, a link within a sentence does not change it for the text below."""
    assert media_of(f"{HEAD}A river runs [1:03].\n\n{text}\n\nA lake stays [2:03].")[-1] == ("A lake stays.", medium)
