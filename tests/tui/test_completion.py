"""Laws of the completion of commands."""

from __future__ import annotations

from askcloud.errors import IndexNotFoundError


async def test_completion_is_taken_by_the_right_arrow(chat):
    """A command and then its channel are completed by the right arrow; a question never is."""
    async with chat() as opened:
        await opened.type("/chan")
        await opened.press("right")
        command = opened.app.prompt.value
        await opened.type("/channel Wi")
        await opened.press("end", "right")
        channel = opened.app.prompt.value
        await opened.type("chan")
        await opened.press("end", "right")

        assert (command, channel, opened.app.prompt.value) == ("/channel ", "/channel Wind", "chan")


async def test_completion_without_an_index_has_no_names(chat, script, monkeypatch):
    """Without an index no channel is known, and the prompt works all the same."""

    def fail(_):
        raise IndexNotFoundError("There is no index yet.")

    monkeypatch.setattr(script, "filter_values", fail)

    async with chat() as opened:
        await opened.type("/channel Wi")
        await opened.press("right")

        assert opened.app.prompt.value == "/channel Wi"
