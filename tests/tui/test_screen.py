"""What the screen looks like at three sizes, and that no size, theme or key breaks it."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

import pytest
from scripted import ASKED, QUOTE, answer, said

from askcloud.corpus.corpus import Corpus
from askcloud.errors import InternalError, UsageError
from askcloud.settings import KEYS, Settings, config_file, state_folder
from askcloud.system.history import History, read_text
from askcloud.tui import index_monitor as upkeep
from askcloud.tui.app import ChatApp, run_chat
from askcloud.tui.widgets import Links, Prompt, Reading

SIZES = {"wide": (160, 50), "narrow": (80, 24), "tiny": (38, 12)}
ROOF = "Its turbines are older than its roof."
FOLLOW_UP = "and the roof?"


@pytest.mark.parametrize("name", SIZES)
async def test_screen_looks_like_its_snapshot(chat, script, snapshot, name):
    """A short conversation looks as the snapshot of its size says."""
    roof = said(ROOF, 80, context="Repairs are due:", also_in=("Water/weir.md", "Water/mill.md"))
    script.answers[ASKED] = answer(said(), roof)
    script.answers[FOLLOW_UP] = answer(roof, said(), question=FOLLOW_UP, inherited=("dam", "finished"))

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
    remembered = read_text(str(state / "theme"))
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
    assert read_text(str(tmp_path / "theme")) == "gruvbox"


async def test_keys_can_be_chosen(script):
    """A keymap by the ids of the bindings replaces their keys."""
    app = ChatApp(script, History(None))
    app.set_keymap({"save": "f5"})

    async with app.run_test() as pilot:
        await pilot.press("f5")
        await pilot.press("ctrl+s")

        assert [each.message for each in app._notifications] == ["There is nothing to save yet."]


def test_every_binding_has_an_id_that_the_readme_names():
    """Every key of the chat can be chosen by a name that the settings know, and which stands in the README."""
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    names = [binding.id for owner in (ChatApp, Prompt, Reading, Links) for binding in owner.BINDINGS]

    assert sorted(KEYS) == sorted(dict.fromkeys(names))
    assert [name for name in names if f"`{name}`" not in readme] == [f"pick_{number}" for number in range(2, 9)]


@pytest.fixture
def opened(nowhere, monkeypatch):  # noqa: ARG001  # sets the environment
    """The apps that were run, without running them."""
    opened = []
    monkeypatch.setattr("askcloud.tui.app.defer_collection", lambda: None)  # it would hold for all tests
    monkeypatch.setattr(ChatApp, "run", lambda app: opened.append(app))  # noqa: PLW0108  # a method
    return opened


def test_run_chat_takes_the_keys_of_the_config_file(opened, tmp_path):
    """The user's keys are used, an unknown name is told with those there are, and history lies in the state folder."""
    settings = Settings(Corpus.parse(str(tmp_path)), str(tmp_path / "index"))
    config = Path(config_file())
    config.parent.mkdir(parents=True)

    config.write_text('[keys]\nplay = "f5"\n', encoding="utf-8")
    run_chat(settings, remembering=True)
    config.write_text('[keys]\nplya = "f5"\n', encoding="utf-8")
    with pytest.raises(UsageError, match="plya is not an action of the chat") as refused:
        run_chat(settings, remembering=False)

    assert opened[0]._keymap == {"play": "f5"}
    assert "ask, earlier," in refused.value.hint


def test_run_chat_takes_an_empty_no_color_for_none(opened, monkeypatch, tmp_path):
    """NO_COLOR without a value means colour, as its specification says."""
    settings = Settings(Corpus.parse(str(tmp_path)), str(tmp_path / "index"))
    for value in ("", "1"):
        monkeypatch.setenv("NO_COLOR", value)
        run_chat(settings, remembering=False)

    assert [app.no_color for app in opened] == [False, True]


def test_run_chat_raises_what_it_ended_of(nowhere, monkeypatch, tmp_path):  # noqa: ARG001  # sets the environment
    """A failure that ended the chat is an error with the place of its log, which `cli.main` shows."""

    def fail(app):
        app._handle_exception(ValueError("Granite came by rail"))

    monkeypatch.setattr("askcloud.tui.app.defer_collection", lambda: None)
    monkeypatch.setattr(ChatApp, "run", fail)

    with pytest.raises(InternalError) as failure:
        run_chat(Settings(Corpus.parse(str(tmp_path)), str(tmp_path / "index")), remembering=False)

    log = Path(state_folder()) / "chat.log"
    assert failure.value.hint == f"Details are in {log}."
    assert "ValueError" in log.read_text(encoding="utf-8")


async def test_failure_of_a_key_prints_no_trace(chat, monkeypatch, tmp_path):
    """What fails behind a key ends the chat; nothing of it is left to print."""

    def fail():
        raise ValueError("Granite came by rail")

    apps = []

    async def press():
        async with chat(state=str(tmp_path)) as opened:
            apps.append(opened.app)
            monkeypatch.setattr(opened.app, "action_save", fail)
            await opened.press("ctrl+s")

    with pytest.raises(ValueError, match="Granite"):  # the pilot raises what the chat ended of
        await press()

    assert apps[0]._exit_renderables == []
    assert apps[0].failure.message == "Something went wrong."
    assert "ValueError" in (tmp_path / "chat.log").read_text(encoding="utf-8")


async def test_garbage_is_collected_while_nobody_types(chat, monkeypatch):
    """All objects are looked through when there may be garbage and no key was pressed for a while."""
    collected = []
    monkeypatch.setattr(upkeep.gc, "collect", lambda: collected.append(True))

    async with chat() as opened:
        opened.app.last_key = monotonic()
        monkeypatch.setattr(upkeep.gc, "get_count", lambda: (0, 0, 10))
        await opened.app.look_for_changes()
        typing = len(collected)
        opened.app.last_key = monotonic() - 60
        await opened.app.look_for_changes()
        pausing = len(collected)
        monkeypatch.setattr(upkeep.gc, "get_count", lambda: (0, 0, 0))
        await opened.app.look_for_changes()

        assert (typing, pausing, len(collected)) == (0, 1, 1)


def test_collection_is_deferred(process):
    """The program keeps Python from looking through all objects by itself, and what is loaded from ever being."""
    script = """
import gc
from askcloud.tui.index_monitor import defer_collection
defer_collection()
print(gc.get_threshold()[2], gc.get_freeze_count())
"""

    threshold, frozen = map(int, process(script=script).stdout.split())

    assert threshold > 1_000_000
    assert frozen > 10_000
