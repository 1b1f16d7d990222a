"""The line at the bottom of a screen that names the keys which do something now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Footer

if TYPE_CHECKING:
    from textual.screen import Screen


class Keys(Footer):
    """Textual's footer, composed again only where its keys have become others.

    Textual composes it whenever the focus moves. Two times of three the keys stay the same.
    """

    _shown: tuple[bool, list[tuple[str, str, bool]]] | None = None
    """Whether the application had the focus, and each key with its description and whether it is enabled."""

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Compose the keys of a screen, if they are others than before."""
        active = [each for each in screen.active_bindings.values() if each.binding.show]
        keys = [(each.binding.key, each.binding.description, each.enabled) for each in active]
        if self._shown != (screen.app.app_focus, keys):
            self._shown = screen.app.app_focus, keys
            super().bindings_changed(screen)
