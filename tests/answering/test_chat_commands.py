"""Laws of what is typed in a chat besides questions."""

from __future__ import annotations

import pytest

from askcloud.answering.chat_commands import (
    COMMANDS,
    chips_of,
    commands_help,
    completed,
    is_question,
    read_command,
    reply,
)
from askcloud.index.filters import NO_FILTERS, Filters

NOTES = {
    "Water/dam.md": "---\nvideoId: aB3_dE6-hI9\ntags: [stone]\ndate: 2025-03-01\n---\n\n"
    "The dam was finished in four years [0:50].",
    "Wind/mill.md": "---\nvideoId: aB3_dE6-hI9\ndate: 2023-03-01\n---\n\nThe mill was finished in two years [0:05:00].",
}


@pytest.fixture
def talk(make_vault):
    """A conversation about two notes."""
    vault = make_vault(NOTES)
    vault.update()
    conversation = vault.conversation()
    conversation.open()
    yield conversation
    conversation.close()


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("/channel Water  works", ("channel", "Water  works")),
        (" /HELP", ("help", "")),
        ("/", ("help", "")),
        ("/etc/hosts is what", ("", "/etc/hosts is what")),
        ("why /help", ("", "why /help")),
    ],
)
def test_command_is_a_word_of_letters_after_a_slash(typed, command):
    """A line is a command by its first word, which a path is not."""
    assert read_command(typed) == command


@pytest.mark.parametrize("typed", ["help", "Quit", "thanks!", " yes ", "Thank you."])
def test_words_to_a_person_or_program_are_not_searched(talk, typed):
    """Such words get a short reply, which says how to search for them."""
    said = typed.strip(" !.").lower()

    assert not is_question(typed)
    assert reply(talk, typed).endswith(f' To search for the word, put it in quotes: "{said}".')
    assert is_question(f'"{said}"')
    assert is_question(f"{said} the mill")


def test_filters_hold_until_they_are_dropped(talk):
    """A filter narrows every question, also a follow-up, until its command is given without a value."""
    first = reply(talk, "/channel wind")
    answers = [talk.ask(question) for question in ("what was finished in years", "the mill finished in two years")]
    dropped = reply(talk, "/channel")

    assert first == "Every question now searches only channel: wind."
    assert [{evidence.citation.note for evidence in found.evidence} for found in answers] == [{"Wind/mill.md"}] * 2
    assert dropped == "Every question now searches all notes."
    assert talk.filters == NO_FILTERS


def test_filters_are_combined(talk):
    """Several filters hold together; those that would leave no note are refused, and change nothing."""
    said = [reply(talk, typed) for typed in ("/since 2025", "/tag stone", "/channel Wind", "/tag")]

    assert said == [
        "Every question now searches only since: 2025.",
        "Every question now searches only tag: stone; since: 2025.",
        "There is no note of the channel Wind tagged stone since 2025. The filters stay as they were.",
        "Every question now searches only since: 2025.",
    ]


def test_unknown_names_get_the_near_ones(talk):
    """A channel or a command that does not exist is answered by the near names."""
    assert reply(talk, "/channel watr") == "There is no channel watr. Did you mean Water? Channels: Water, Wind."
    assert reply(talk, "/chanel x") == "There is no command /chanel. Did you mean /channel? /help lists them all."
    assert reply(talk, "/zzzzzz") == "There is no command /zzzzzz. /help lists them all."
    assert talk.filters == NO_FILTERS


def test_help_lists_every_command(talk):
    """Every command is listed on a line of its own, short enough for a small terminal."""
    lines = reply(talk, "/help").splitlines()

    assert [line.split()[0][1:] for line in lines] == list(COMMANDS)
    assert max(map(len, lines)) <= 74
    assert commands_help().splitlines() == lines


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("/cha", "/channel "),
        ("/q", "/quit"),
        ("/channel wi", "/channel wind"),
        ("/channel WI", "/channel WInd"),
        ("/channel ", "/channel "),
        ("/channel x", "/channel x"),
        ("/since 2", "/since 2"),
        ("/", "/"),
        ("why", "why"),
    ],
)
def test_completion_continues_what_was_typed(typed, line):
    """A command and the name of a channel are completed behind the typed letters; nothing else is."""
    assert completed(typed, lambda name: ["Water", "wind"] if name == "channel" else []) == line


def test_chips_are_the_filters_that_are_set():
    """Each filter that is set has a chip, in the order of the commands."""
    assert list(chips_of(Filters(tags=("a", "b"), video="dam"))) == [("tag", "a, b"), ("video", "dam")]
