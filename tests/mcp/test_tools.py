"""Laws of the descriptions of tools, which a model reads."""

from __future__ import annotations

import pytest

from askcloud.mcp.schemas import check_arguments
from askcloud.mcp.tools import PROMPT_TEXT, TOOLS


@pytest.mark.parametrize("name", TOOLS)
def test_every_example_of_an_argument_is_allowed(name):
    """What a description gives as an example or a default passes the check of arguments."""
    schema = TOOLS[name].takes
    needed = {needed: schema["properties"][needed]["examples"][0] for needed in schema["required"]}

    for argument, about in schema["properties"].items():
        for value in [*about.get("examples", []), *([about["default"]] if "default" in about else [])]:
            check_arguments(name, schema, {**needed, argument: value})


def test_descriptions_name_only_tools_that_exist():
    """A tool that a description or the prompt speaks of by its name is one of the tools."""
    texts = [PROMPT_TEXT, *(tool.description for tool in TOOLS.values())]
    named = {word.strip(".,:`") for text in texts for word in text.split() if "_" in word}

    assert named <= TOOLS.keys()
