"""Laws of making text safe to print."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from samples import BIDI, CONTROLS, SURROGATES

from askcloud.output.sanitize import clean, unsafe_characters


@pytest.mark.parametrize("code", CONTROLS + BIDI + SURROGATES, ids=lambda code: f"U+{code:04X}")
def test_clean_shows_every_control_as_a_mark(code):
    """No character that a terminal obeys, or that cannot be written at all, gets through; blanks stay blanks."""
    shown = clean(f"a{chr(code)}b")

    assert shown == ("a b" if chr(code) in "\t\n" else "a\ufffdb")


def test_no_unsafe_character_is_printable():
    """Text that Python calls printable needs no further look."""
    assert [code for code in unsafe_characters() if chr(code).isprintable()] == []


def test_clean_changes_no_other_character():
    """Text in any script, joiners and signs included, is shown as it is."""
    text = "".join(
        chr(code)
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) not in ("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp")
    )

    assert clean(text) == text
    assert clean("क्\u200dष می\u200cخواهم 👩\u200d🚀") == "क्\u200dष می\u200cخواهم 👩\u200d🚀"
