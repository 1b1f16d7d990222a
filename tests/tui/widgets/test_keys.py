"""Laws of the line that names the keys: those that do something now, composed only when they change."""

from __future__ import annotations

from scripted import ASKED
from textual.widgets import Footer

from askcloud.tui.widgets.keys import Keys


def _named(opened):
    return [key.description for key in opened.app.screen.query_one(Keys).children]


async def test_keys_are_those_of_what_has_the_focus(chat):
    """Results have other keys than the prompt, and a screen of its own has its own."""
    async with chat() as opened:
        of_prompt = _named(opened)
        await opened.ask(ASKED)
        await opened.press("tab")
        of_results = _named(opened)
        await opened.press("shift+tab")

        assert of_results != of_prompt
        assert _named(opened) == of_prompt


async def test_same_keys_are_not_composed_again(chat, monkeypatch):
    """Asking moves nothing in the line of keys, so it is left as it is."""
    async with chat() as opened:
        composed = []

        async def recompose(footer):
            composed.append(footer)

        monkeypatch.setattr(Footer, "recompose", recompose)
        opened.app.screen.refresh_bindings()
        await opened.settle()
        unchanged = len(composed)
        await opened.ask(ASKED)
        await opened.press("tab")

        assert unchanged == 0
        assert composed
