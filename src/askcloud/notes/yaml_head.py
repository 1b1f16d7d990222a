"""Read front matter as YAML. PyYAML takes 25 ms to load, so it is loaded only if there are more than plain lines."""

from __future__ import annotations

from typing import Any

import yaml


class _StringLoader(yaml.BaseLoader):
    """Loads YAML with strings for scalars, so that an id of digits is text, and without aliases, which can expand."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Return the next node.

        Raises:
            yaml.YAMLError: If it is an alias.
        """
        if self.check_event(yaml.AliasEvent):
            message = "YAML aliases are not supported in front matter."
            raise yaml.YAMLError(message)
        return super().compose_node(parent, index)


def read_yaml(text: str) -> Any:
    """Return a YAML text as strings, lists and dictionaries only; None if it is not valid."""
    try:
        return yaml.load(text, _StringLoader)  # noqa: S506  # a BaseLoader: it makes strings, lists and maps only
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError):  # the last two are raised by impossible escapes
        return None
