"""The first screen."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from scripted import ASKED, QUOTE

from askcloud.answering.overview import Overview
from askcloud.errors import IndexNotFoundError

SIZES = {"welcome-wide": (160, 50), "welcome-narrow": (80, 24)}


@pytest.fixture
def told(script):
    """What the notes are about."""
    script.told = Overview(1_378, 102, 1, datetime.now(UTC).isoformat(timespec="seconds"), (ASKED, "[b]mill[/b]"))


@pytest.mark.parametrize("name", SIZES)
async def test_first_screen_looks_like_its_snapshot(chat, told, snapshot, name):  # noqa: ARG001  # sets the overview
    """The first screen says what is here, how to begin, and what can be asked."""
    async with chat(SIZES[name]) as opened:
        snapshot(opened.text(), name)


async def test_question_is_picked_by_keys(chat, told):  # noqa: ARG001  # sets the overview
    """Tab and enter ask the first question, and the prompt has the focus again."""
    async with chat() as opened:
        await opened.press("tab", "enter")

        assert QUOTE in opened.transcript_text()
        assert opened.app.focused is opened.app.prompt


async def test_question_is_picked_by_a_click(chat, told, script):  # noqa: ARG001  # sets the overview
    """A click asks a question, whose text is never read as markup."""
    async with chat() as opened:
        await opened.click("[b]mill[/b]")

        assert script.asked == [("[b]mill[/b]", False)]


async def test_first_screen_without_an_index_says_how_to_begin(chat, script, monkeypatch):
    """Without an index, or without questions to offer, there is nothing to pick."""

    def fail():
        raise IndexNotFoundError("There is no index yet.")

    monkeypatch.setattr(script, "overview", fail)

    async with chat() as opened:
        shown = opened.transcript_text()

        assert "Type a question." in shown
        assert "pick one" not in shown
