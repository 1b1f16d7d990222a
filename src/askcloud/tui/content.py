"""What the panes of the chat share: `Content`, text with separate styles, in which nothing is ever read as markup."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style

LINE = "\n"

DIM = "dim"
TIME = "bold $accent"
WARNING = "$text-warning"


def clickable(text: str, action: str, url: str | None = None) -> Content:
    """Return a text that runs an action when clicked, and is a hyperlink in terminals that support them.

    Args:
        text: What to show, cleaned already.
        action: An action of the app; no text of a note may be part of it.
        url: A link that `citation` built.
    """
    return Content(text).stylize(TIME).stylize(Style(link=url) + Style.from_meta({"@click": action}))
