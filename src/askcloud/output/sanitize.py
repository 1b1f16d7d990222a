"""Make text from notes, indexes, file names and questions safe to print, so that it cannot control a terminal."""

from __future__ import annotations

from functools import cache

# Characters that move a cursor, hide text or change its direction: C0 and C1 controls, bidirectional controls,
# invisible formats; and halves of surrogate pairs, which cannot be encoded. Python regards none of them as printable.
_UNSAFE = (
    (0x00, 0x20),
    (0x7F, 0xA0),
    (0x061C, 0x061D),
    (0x200B, 0x200C),
    (0x200E, 0x2010),
    (0x2028, 0x202F),
    (0x2060, 0x2070),
    (0xD800, 0xE000),
    (0xFEFF, 0xFF00),
)


@cache  # building it takes as long as importing four modules, and most text is printable
def unsafe_characters() -> dict[int, str]:
    """Return by code point the replacement of each unsafe character: a blank for a tab or a line break, else U+FFFD."""
    return {code: "\ufffd" for span in _UNSAFE for code in range(*span)} | {0x09: " ", 0x0A: " "}


def clean(text: str) -> str:
    """Return the text on one line, with every control character replaced by U+FFFD."""
    return text if text.isprintable() else text.translate(unsafe_characters())
