"""The screen at three sizes, themes and keys, and starting and ending the chat."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from scripted import ASKED, QUOTE, ROOF, URL, answer, beside, listed, result

from askcloud.answering.answer import Coverage
from askcloud.answering.conversation import Conversation
from askcloud.corpus.corpus import Corpus
from askcloud.errors import InternalError, UsageError
from askcloud.index.reader import open_index
from askcloud.settings import KEYS, Settings, config_file, state_folder
from askcloud.system.history import History, read_text
from askcloud.tui.app import ChatApp, run_chat
from askcloud.tui.widgets.links import LinksScreen
from askcloud.tui.widgets.prompt import Prompt
from askcloud.tui.widgets.source import SourceScreen
from askcloud.tui.widgets.text_screen import TextScreen

SIZES = {"wide": (160, 50), "narrow": (80, 24), "tiny": (38, 12)}
FOLLOW_UP = "and the roof?"


@pytest.mark.parametrize("name", SIZES)
async def test_screen_looks_like_its_snapshot(chat, script, snapshot, name):
    """A short conversation looks as the snapshot of its size says."""
    roof = result(f"{ROOF}.", 80, context="Repairs are due:", also_in=("Water/weir.md", "Water/mill.md"))
    script.answers[ASKED] = answer(result(following=(beside(f"{ROOF}."), beside("It has held since.", None))), roof)
    script.answers[FOLLOW_UP] = answer(roof, result(), question=FOLLOW_UP, understood="when was the roof finished")

    async with chat(SIZES[name]) as opened:
        await opened.ask(ASKED)
        await opened.ask(FOLLOW_UP)

        snapshot(opened.text(), name)


@pytest.mark.parametrize("name", ["wide", "narrow"])
async def test_forms_of_answers_look_like_their_snapshot(chat, script, snapshot, name):
    """A topic, a comparison and a list look as the snapshot of their size says."""
    sides = (
        result("Dams are higher than weirs.", 10),
        result(f"{ROOF}.", side="dams"),
        result("They leak.", side="weirs"),
    )
    script.answers["dam"] = answer(question="dam", coverage=Coverage(34, 6, "The dam", 20))
    script.answers["dams or weirs"] = answer(*sides, question="dams or weirs", several=True)
    script.answers["weirs"] = answer(listed(7, more_items=2), result(), question="weirs", several=True)

    async with chat(SIZES[name]) as opened:
        for question in ("dam", "dams or weirs", "weirs"):
            await opened.ask(question)
        await opened.press("tab", "j", "j")

        snapshot(opened.text(), f"forms-{name}")


async def test_screen_survives_every_size(chat):
    """No size of the terminal, however small, and no order of sizes ends the chat."""
    async with chat() as opened:
        await opened.ask(ASKED)
        for size in [(1, 1), (200, 60), (4, 40), (40, 4), (12, 12), (99, 19), (3, 3), (101, 9), (130, 40)]:
            await opened.pilot.resize_terminal(*size)
            await opened.pilot.pause()
        await opened.settle()

        assert QUOTE in opened.transcript_text()
        assert "Work began upstream" in opened.words(opened.app.source)


async def test_theme_is_remembered(chat, tmp_path):
    """A theme chosen in one run is the theme of the next; an unknown one is ignored."""
    state = tmp_path / "state"

    async with chat(state=str(state)) as opened:
        opened.app.theme = "gruvbox"
        await opened.settle()
    remembered = read_text(str(state / "theme"))
    async with chat(state=str(state)) as opened:
        second = opened.app.theme
    (state / "theme").write_text("a theme of long ago", encoding="utf-8")
    async with chat(state=str(state)) as opened:
        third = opened.app.theme

    assert (remembered, second) == ("gruvbox", "gruvbox")
    assert third == "textual-dark"


async def test_no_color_keeps_the_chosen_theme(chat, monkeypatch, tmp_path):
    """With NO_COLOR a theme without colours is used, and the chosen one stays stored for coloured runs."""
    monkeypatch.setenv("NO_COLOR", "1")
    (tmp_path / "theme").write_text("gruvbox", encoding="utf-8")

    async with chat(state=str(tmp_path)) as opened:
        assert opened.app.theme == "ansi-dark"
    assert read_text(str(tmp_path / "theme")) == "gruvbox"


async def test_keys_can_be_chosen(script):
    """A keymap by the ids of the bindings replaces their keys."""
    app = ChatApp(script, History(None))
    app.set_keymap({"save": "f5"})

    async with app.run_test() as pilot:
        await pilot.press("f5")
        await pilot.press("ctrl+s")

        assert [message for _, message in app.messages.shown] == ["There are no answers to save yet."]


def test_every_binding_has_an_id_that_the_documents_name():
    """Every key of the chat has a name that the settings know and docs/chat.md lists."""
    documented = (Path(__file__).parents[2] / "docs" / "chat.md").read_text(encoding="utf-8")
    names = [
        binding.id for owner in (ChatApp, Prompt, SourceScreen, LinksScreen, TextScreen) for binding in owner.BINDINGS
    ]

    assert sorted(KEYS) == sorted(dict.fromkeys(names))
    assert [name for name in names if f"`{name}`" not in documented] == [f"pick_{number}" for number in range(2, 9)]


@pytest.fixture
def opened(nowhere, monkeypatch):  # noqa: ARG001  # sets the environment
    """The apps that were run, without running them."""
    opened = []
    monkeypatch.setattr("askcloud.tui.app.defer_collection", lambda: None)  # it would affect all tests
    monkeypatch.setattr(ChatApp, "run", lambda app: opened.append(app))  # noqa: PLW0108  # a method
    return opened


def test_run_chat_takes_the_keys_of_the_config_file(opened, tmp_path):
    """The user's keys are used, an unknown name is reported with the known ones."""
    settings = Settings(str(tmp_path), str(tmp_path / "index"))
    config = Path(config_file())
    config.parent.mkdir(parents=True)

    config.write_text('[keys]\nplay = "f5"\n', encoding="utf-8")
    run_chat(Conversation(settings, partial(open_index, settings.index)), remembering=True)
    config.write_text('[keys]\nplya = "f5"\n', encoding="utf-8")
    with pytest.raises(UsageError, match="plya is not an action of the chat") as refused:
        run_chat(Conversation(settings, partial(open_index, settings.index)), remembering=False)

    assert opened[0]._keymap == {"play": "f5"}
    assert "ask, earlier," in refused.value.hint


def test_run_chat_takes_an_empty_no_color_for_none(opened, monkeypatch, tmp_path):
    """NO_COLOR without a value means colour, as its specification says."""
    settings = Settings(Corpus.parse(str(tmp_path)), str(tmp_path / "index"))
    for value in ("", "1"):
        monkeypatch.setenv("NO_COLOR", value)
        run_chat(Conversation(settings, partial(open_index, settings.index)), remembering=False)

    assert [app.no_color for app in opened] == [False, True]


def test_run_chat_raises_what_ended_it(nowhere, monkeypatch, vault):  # noqa: ARG001  # sets the environment
    """A failure that ended the chat is raised as an error that names the log, for `cli.main` to show."""

    def fail(app):
        app._handle_exception(ValueError("Granite came by rail"))

    monkeypatch.setattr("askcloud.tui.app.defer_collection", lambda: None)
    monkeypatch.setattr(ChatApp, "run", fail)

    with pytest.raises(InternalError) as failure:
        run_chat(vault.conversation(), remembering=False)

    log = Path(state_folder()) / "chat.log"
    assert failure.value.hint == f"Details are in {log}."
    assert "ValueError" in log.read_text(encoding="utf-8")


async def test_failure_of_a_key_prints_no_trace(chat, monkeypatch, tmp_path):
    """An action that fails ends the chat without printing a traceback."""

    def fail():
        raise ValueError("Granite came by rail")

    apps = []

    async def press():
        async with chat(state=str(tmp_path)) as opened:
            apps.append(opened.app)
            monkeypatch.setattr(opened.app, "action_save", fail)
            await opened.press("ctrl+s")

    with pytest.raises(ValueError, match="Granite"):  # the pilot raises what ended the chat
        await press()

    assert apps[0]._exit_renderables == []
    assert apps[0].failure.message == "Something went wrong."
    assert "ValueError" in (tmp_path / "chat.log").read_text(encoding="utf-8")


async def test_garbage_is_collected_again_and_again(chat, monkeypatch):
    """The chat collects garbage regularly, and says when a key was last typed."""
    last_keys = []
    monkeypatch.setattr("askcloud.tui.app.COLLECT_EVERY", 0.01)
    monkeypatch.setattr("askcloud.tui.app.collect_when_idle", last_keys.append)

    async with chat() as opened:
        opened.app.asking.last_key = 12.5
        while 12.5 not in last_keys:
            await opened.pilot.pause()


@pytest.mark.parametrize("key", ["f1", "question_mark"])
async def test_help_shows_every_key_and_command(chat, key):
    """F1 anywhere, and ? outside the prompt, show all keys, also those that the prompt takes, and hide them again."""
    async with chat((160, 70)) as opened:
        opened.app.set_keymap({"save": "f5"})
        await opened.ask(ASKED)
        await opened.press("tab")
        await opened.press(key)
        shown = opened.words()
        await opened.press(key)

        told = [binding.tooltip or binding.description for binding in (*ChatApp.BINDINGS, *Prompt.BINDINGS)]
        assert [text for text in told if not text.startswith("Result ") and text not in shown] == []
        assert "o Open the video at this moment" in shown
        assert "^o Open the video at this moment" in shown
        assert "f5 Save the conversation" in shown
        assert "/channel NAME search only this channel" in shown
        assert "Keys and commands" not in opened.words()


async def test_palette_holds_every_action(chat, started):
    """Every action with a tooltip is in the command palette."""
    async with chat() as opened:
        await opened.ask(ASKED)
        commands = {command.title: command for command in opened.app.get_system_commands(opened.app.screen)}
        commands["Play"].callback()
        await opened.settle()

        assert {"Play", "Copy", "Edit", "More", "Links", "Save", "As typed", "Update index", "Theme"} <= set(commands)
        assert started == [("play", URL)]


async def test_escape_closes_the_help_first(chat, script):
    """Esc closes the help if it is open, and asks nothing again."""
    script.answers[FOLLOW_UP] = answer(result(f"{ROOF}."), question=FOLLOW_UP, understood="when was the roof finished")

    async with chat() as opened:
        await opened.ask(FOLLOW_UP)
        await opened.press("f1")
        shown = opened.words()
        await opened.press("escape")

        assert "Keys and commands" in shown
        assert "Keys and commands" not in opened.words()
        assert script.asked == [(FOLLOW_UP, False)]


async def test_first_frame_does_not_wait_for_an_index(chat, script):
    """The screen is drawn and the prompt takes keys while the index is still being opened."""
    script.hold("open")

    async with chat(wait=False) as opened:
        await opened.pilot.pause()
        await opened.pilot.press("w", "h", "y")
        waiting = opened.text()
        script.release("open")
        await opened.settle()

        assert "askcloud · rivers" in waiting
        assert "why" in waiting
        assert "12 sentences" not in waiting
        assert "12 sentences · built 2 hours ago" in opened.text()
