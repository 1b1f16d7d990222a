"""The filters above the prompt."""

from __future__ import annotations

from askcloud.index.filters import NO_FILTERS, Filters


async def test_chips_take_room_only_with_filters(chat):
    """Without filters nothing is shown; the text of a filter cannot control the terminal."""
    async with chat() as opened:
        none = opened.app.chips.display
        opened.app.chips.show(Filters(channel="Wa\x1b[2J\x9b2J\u202eter", since="2025"))
        await opened.settle()
        some = opened.words(opened.app.chips)
        opened.app.chips.show(NO_FILTERS)

        assert not none
        assert some.startswith("only channel: ")
        assert some.endswith("since: 2025 ✕")
        assert not set(some) & set("\x1b\x07\x9b\u202e")
        assert not opened.app.chips.display
