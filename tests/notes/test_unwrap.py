"""What surrounds the text of a note: it is blanked, and nothing else is changed."""

from __future__ import annotations

import pytest

from askcloud.notes.unwrap import blank_wrapping

TEXT = "A river carries sand."


def words_left(source: str, start: int = 0) -> list[str]:
    """The lines of a note that are not blank after what surrounds its text was blanked."""
    return [line.strip() for line in blank_wrapping(source, start).split("\n") if line.strip()]


@pytest.mark.parametrize(
    "wrapping",
    [
        "From: [[riverfm]]\n{}",
        "From: [[riverfm]] <br/>\n{}",
        "From: [[riverfm]] <br/> {}",
        "\n\nFrom: [[riverfm]]\n\n{}",
        "Here is the article:\n{}",
        "Here's the note with links:\n\n{}",
        "From: [[riverfm]]\nBelow is the article:\n{}",
        "```markdown\n{}\n```",
        "```md\n{}\n```\n",
        "From: [[riverfm]]\n\nHere is the note:\n\n```\n{}\n```\n",
        "```ad-note\n{}\n```",
        "```ad-tip\ntitle: A tip\ncollapse: open\n{}\n```",
        "```audio-note\naudio: a.mp3#t=1:20\ntitle: Rivers\n---\n{}\n```",
    ],
    ids=[
        "origin line",
        "origin line with a break",
        "text after the origin line",
        "origin line after blank lines",
        "preamble",
        "another preamble",
        "origin line and preamble",
        "fence",
        "short fence",
        "all of these",
        "admonition",
        "admonition with fields",
        "audio note",
    ],
)
def test_wrapping_is_blanked(wrapping):
    """Origin line, preamble and the fences of prose are blanked; the text and the address of an audio note remain."""
    left = words_left(wrapping.format(TEXT))

    assert [line for line in left if not line.startswith("audio:")] == [TEXT]


@pytest.mark.parametrize(
    "source",
    [
        TEXT,
        f"{TEXT}\n\nHere is the article:\n",
        f"```python\n{TEXT}\n```",
        f"{TEXT}\n\n```\ncode\n```\n",
        f"He wrote to: [[riverfm]]\n{TEXT}",
        f"<!-- {TEXT} -->",
        f"{'sand ' * 120}\nFrom: [[riverfm]]\n",
    ],
    ids=["plain", "late preamble", "code", "code below", "link in a line", "comment", "late origin line"],
)
def test_other_text_is_unchanged(source):
    """Code, comments, and lines that only resemble what surrounds a text are not touched."""
    assert blank_wrapping(source, 0) == source


def test_fence_around_a_note_with_code_is_blanked():
    """A fence around a whole note is blanked, the fences of the code in it are not."""
    assert words_left(f"```markdown\n{TEXT}\n```python\ncode\n```\n```") == [TEXT, "```python", "code", "```"]


def test_fence_that_is_never_closed_is_blanked_alone():
    """Only the first line of an unclosed fence around a note is blanked; the fences of code are pairs."""
    assert words_left(f"```markdown\n{TEXT}\n```python\ncode\n```") == [TEXT, "```python", "code", "```"]


def test_front_matter_is_blanked():
    """Everything before the start is blanked, in place."""
    head = "---\ntitle: Rivers\n---\n"

    assert blank_wrapping(head + TEXT, len(head)) == "   \n             \n   \n" + TEXT


def test_markers_of_timed_comments_are_blanked():
    """A heading with a link that a comment hides is a heading."""
    heading = "## [1:03](https://youtu.be/abcdefghijk?t=63)"

    assert words_left(f"<!-- {heading} -->") == [heading]
    assert words_left("<!-- ## hidden -->") == ["<!-- ## hidden -->"]


def test_address_of_an_audio_note_remains():
    """The line that names the file and the time of an audio note is part of its text."""
    assert words_left(f"```audio-note\naudio: a.mp3#t=1:20\ntitle: Rivers\n---\n{TEXT}\n```") == [
        "audio: a.mp3#t=1:20",
        TEXT,
    ]


@pytest.mark.parametrize("source", ["a\r\nb", "a\rb", "a\n\rb"], ids=ascii)
def test_line_ends_become_newlines_in_place(source):
    """Every line end is a newline afterwards, and no offset changes."""
    blanked = blank_wrapping(source, 0)

    assert "\r" not in blanked
    assert (len(blanked), blanked.index("b")) == (len(source), source.index("b"))
