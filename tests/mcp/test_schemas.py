"""Laws of the check of arguments: what a schema does not allow is refused in a sentence with a hint."""

from __future__ import annotations

import pytest

from askcloud.errors import UsageError
from askcloud.mcp.schemas import (
    MAX_CHARACTERS,
    check_arguments,
    input_schema,
    takes_number,
    takes_switch,
    takes_text,
    takes_texts,
)

SCHEMA = input_schema(
    {
        "question": takes_text("The question.", "why"),
        "tag": takes_texts("Tags.", "sea"),
        "top": takes_number("How many.", 1, 20, 5, 3),
        "exact": takes_switch("As typed."),
    },
    "question",
)


@pytest.mark.parametrize(
    ("given", "message", "hint"),
    [
        ({}, "ask needs the argument question.", 'For example: {"question": "why"}.'),
        ({"question": "a", "limit": 3}, "ask has no argument limit.", "Give only: question, tag, top, exact."),
        ({"question": None}, "The argument question takes a text, not None.", 'For example: {"question": "why"}.'),
        (
            {"question": "a", "tag": "sea"},
            "The argument tag takes a list of texts, not 'sea'.",
            'For example: {"tag": ["sea"]}.',
        ),
        ({"question": "a", "tag": ["a", 1]}, "The argument tag takes a list of texts, not ['a', 1].", None),
        ({"question": "a", "tag": ["a"] * 51}, "The argument tag takes at most 50 texts, not ['a', 'a',", None),
        ({"question": "a", "top": 21}, "The argument top takes a number from 1 to 20, not 21.", None),
        ({"question": "a", "top": True}, "The argument top takes a whole number, not True.", None),
        ({"question": "a", "top": 2.5}, "The argument top takes a whole number, not 2.5.", None),
        (
            {"question": "a", "exact": "yes"},
            "The argument exact takes true or false, not 'yes'.",
            'For example: {"exact": true}.',
        ),
        (
            {"question": "b" * (MAX_CHARACTERS + 1)},
            "The argument question takes a text of at most 1,000 characters, not",
            None,
        ),
    ],
)
def test_wrong_arguments_are_refused(given, message, hint):
    """The message names the argument and what it takes, never at length what was given; the hint is an example."""
    with pytest.raises(UsageError) as error:
        check_arguments("ask", SCHEMA, given)

    assert error.value.message.startswith(message)
    assert len(error.value.message) < 200
    assert error.value.hint == (hint or error.value.hint)
    assert error.value.hint


def test_right_arguments_pass():
    """What the schema allows is not refused, up to its bounds."""
    check_arguments("ask", SCHEMA, {"question": "b" * MAX_CHARACTERS, "tag": [], "top": 20, "exact": False})
    check_arguments("status", input_schema({}), {})
