"""What the screen looks like at three sizes, and that no size, theme or key breaks it."""

from __future__ import annotations

import pytest
from scripted import ASKED, QUOTE, answer, said

from askcloud.state import History, recall
from askcloud.tui.app import ChatApp
from askcloud.tui.widgets import Links, Prompt, Reading

SIZES = {"wide": (160, 50), "narrow": (80, 24), "tiny": (38, 12)}
ROOF = "Its turbines are older than its roof."
FOLLOW_UP = "and the roof?"


@pytest.mark.parametrize("name", SIZES)
async def test_screen_looks_like_its_snapshot(chat, script, snapshot, name):
    """A short conversation looks as the snapshot of its size says."""
    roof = said(ROOF, 80, context="Repairs are due:", also_in=("Water/weir.md", "Water/mill.md"))
    script.answers[ASKED] = answer(said(), roof)
    script.answers[FOLLOW_UP] = answer(roof, said(), question=FOLLOW_UP, about=("dam", "finished"))

    async with chat(SIZES[name]) as opened:
        await opened.ask(ASKED)
        await opened.ask(FOLLOW_UP)

        snapshot(opened.text(), name)


async def test_screen_survives_every_size(chat):
    """No size of the terminal, however small, and no order of sizes ends the chat."""
    async with chat() as opened:
        await opened.ask(ASKED)
        for size in [(1, 1), (200, 60), (4, 40), (40, 4), (12, 12), (99, 19), (3, 3), (101, 9), (130, 40)]:
            await opened.pilot.resize_terminal(*size)
            await opened.pilot.pause()
        await opened.settle()

        assert QUOTE in opened.said()
        assert "Work began upstream" in opened.words(opened.app.source)


async def test_theme_is_remembered(chat, tmp_path):
    """A theme chosen in one run is the theme of the next; one that is not known any more is not."""
    state = tmp_path / "state"

    async with chat(state=str(state)) as opened:
        opened.app.theme = "gruvbox"
        await opened.settle()
    remembered = recall(str(state / "theme"))
    async with chat(state=str(state)) as opened:
        second = opened.app.theme
    (state / "theme").write_text("a theme of long ago", encoding="utf-8")
    async with chat(state=str(state)) as opened:
        third = opened.app.theme

    assert (remembered, second) == ("gruvbox", "gruvbox")
    assert third == "textual-dark"


async def test_no_color_keeps_the_chosen_theme(chat, monkeypatch, tmp_path):
    """With NO_COLOR a theme without colours is used, and the one of coloured runs is kept for them."""
    monkeypatch.setenv("NO_COLOR", "1")
    (tmp_path / "theme").write_text("gruvbox", encoding="utf-8")

    async with chat(state=str(tmp_path)) as opened:
        assert opened.app.theme == "ansi-dark"
    assert recall(str(tmp_path / "theme")) == "gruvbox"


async def test_keys_can_be_chosen(script):
    """A keymap by the ids of the bindings replaces their keys."""
    app = ChatApp(script, History(None))
    app.set_keymap({"save": "f5"})

    async with app.run_test() as pilot:
        await pilot.press("f5")
        await pilot.press("ctrl+s")

        assert [each.message for each in app._notifications] == ["There is nothing to save yet."]


def test_every_binding_has_an_id():
    """Every key of the chat can be chosen by an id, each of which is one binding's."""
    ids = [binding.id for owner in (ChatApp, Prompt, Reading) for binding in owner.BINDINGS]

    assert all(ids)
    assert len(ids) == len(set(ids))
    assert [binding.id for binding in Links.BINDINGS] == ["back"]
