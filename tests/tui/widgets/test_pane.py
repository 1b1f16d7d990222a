"""Panes that scroll to a part."""

from __future__ import annotations

import pytest
from textual.app import App

from askcloud.tui.widgets.pane import Pane, Part

HEIGHT = 10
"""Rows of the screen."""


def lines(count: int) -> str:
    """Return a text of so many lines."""
    return "\n".join(f"line {number}" for number in range(count))


@pytest.fixture
async def pane():
    """A pane of three parts of four lines each, in a terminal of ten rows."""
    parts = [Part(lines(4)) for _ in range(3)]
    pane = Pane(*parts, id="pane")

    class Shown(App[None]):
        CSS = "Part { height: auto; }"

        def compose(self):
            yield pane

    async with Shown().run_test(size=(40, HEIGHT)) as pilot:
        pane.pilot = pilot
        pane.parts = parts
        yield pane


async def later(pane, change):
    """Change a part when it was scrolled to already, as happens on a busy machine."""
    await settled(pane)
    change()
    await settled(pane)


async def settled(pane):
    """Wait until the pane is laid out and has scrolled."""
    for _ in range(20):
        pane.screen._on_timer_update()
        await pane.pilot.pause(0)


async def test_part_that_grows_after_it_was_scrolled_to_is_at_the_top(pane):
    """What is scrolled to the top is there also when its text comes after the scrolling."""
    pane.scroll_to_part(pane.parts[2], top=True)

    await later(pane, lambda: pane.parts[2].update(lines(30)))

    assert pane.scroll_y == 8


async def test_part_is_in_view_after_one_above_it_has_changed(pane):
    """A part is in the middle also when one above it, which moves it, changes after the scrolling."""
    pane.scroll_to_part(pane.parts[1], above=pane.parts[:1])

    await later(pane, lambda: pane.parts[0].update(lines(30)))

    assert pane.scroll_y == 30 + 2 - HEIGHT // 2


async def test_pane_stays_at_the_end_when_it_gets_smaller(pane):
    """A pane that was at its end is at it also with fewer rows."""
    pane.scroll_end(animate=False)
    await settled(pane)
    pane.stay_at_end()

    await later(pane, lambda: pane.styles.__setattr__("height", HEIGHT - 4))

    assert pane.scroll_y == pane.max_scroll_y == 12 - (HEIGHT - 4)


async def test_person_who_scrolled_stays_there(pane):
    """Nothing scrolls back what a person has scrolled."""
    pane.scroll_to_part(pane.parts[2], top=True)
    await settled(pane)
    pane.scroll_to(y=1, animate=False)

    await later(pane, lambda: pane.parts[2].update(lines(30)))

    assert pane.scroll_y == 1
