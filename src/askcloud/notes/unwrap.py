"""Replace wrappers around the text of a note by blanks, so that only the text itself is parsed as Markdown.

Around the text there may be front matter, a line that names its origin, a preamble such as "Here is the article:", a
fence around the whole note, fences of admonitions, and comments that contain timed headings. Each is replaced by blanks
of the same length, so that every offset in the result is an offset in the note.
"""

from __future__ import annotations

import re

_MAX_ORIGIN_OFFSET = 500  # characters after the front matter within which an origin line begins

_RE_ORIGIN_LINE = re.compile(r"^From:[ ]{0,3}\[\[[^\[\]\n]{0,200}\]\][ ]{0,3}(?:<br[ ]?/?>)?", re.MULTILINE)
_RE_PREAMBLE = re.compile(r"\s*(?:Here is|Here's|Below is) the (?:article|note)\b[^\n]{0,120}:[ ]*(?=\n)")
_RE_FENCE_LINE = re.compile(r"^[ ]{0,3}(?:```|~~~)[^\n]*$", re.MULTILINE)
_RE_MARKDOWN_FENCE = re.compile(r"\s*```(?:markdown|md)?[ ]*\n")
_RE_ADMONITION = re.compile(
    r"^```(?:ad-[a-z]+|audio-note)[ ]*\n(?:(?:title|collapse|icon|color):[^\n]*\n)*",
    re.MULTILINE,
)
_RE_AUDIO_HEAD = re.compile(
    r"(?:audio:[^\n]*\n)?((?:(?:title|author|speed|start|end|[a-z]{1,20}):[^\n]*\n){0,9}---[ ]*\n)"
)
_RE_TIMED_COMMENT = re.compile(r"<!--(?=[ \t]*#{1,6}[ ]\[[^\n]{1,300}\]\([^()\s]{1,1000}\)[ \t]*-->)")


def blank_wrapping(source: str, start: int) -> str:
    """Return the note with everything around its text blanked; its length and its line numbers are unchanged.

    Args:
        source: The note's text.
        start: Offset after the front matter.
    """
    # Line ends become single newlines, each in its place, as the parser would have it anyway.
    text = _blank(source, 0, start).replace("\r\n", " \n").replace("\r", "\n").replace("\0", "\ufffd")
    origin = _RE_ORIGIN_LINE.search(text, start, start + _MAX_ORIGIN_OFFSET)
    if origin:
        text = _blank(text, *origin.span())
        start = origin.end()
    preamble = _RE_PREAMBLE.match(text, start)
    if preamble:
        text = _blank(text, *preamble.span())
        start = preamble.end()
    if "```" in text:
        text = _open_admonitions(_open_markdown_fence(text, start))
    return _open_timed_comments(text) if "<!--" in text else text


def _open_markdown_fence(text: str, start: int) -> str:
    """Blank the two lines of a fence that wraps the whole note, as 162 notes of a real vault have it."""
    opening = _RE_MARKDOWN_FENCE.match(text, start)
    if not opening:
        return text
    text = _blank(text, *opening.span())
    later_fences = list(_RE_FENCE_LINE.finditer(text, opening.end()))
    # An even number of later fences are pairs around code: the wrapping fence was never closed.
    return _blank(text, *later_fences[-1].span()) if len(later_fences) % 2 else text


def _open_admonitions(text: str) -> str:
    """Blank the fence lines of admonitions, such as ```` ```ad-note ````: they contain prose, not code."""
    parts: list[str] = []
    position = copied = 0
    while opening := _RE_ADMONITION.search(text, position):
        position = opening.end()
        closing = _RE_FENCE_LINE.search(text, position)
        audio_head = _RE_AUDIO_HEAD.match(text, position) if "audio-note" in opening.group() else None
        spans = (opening.span(), audio_head.span(1) if audio_head else None, closing.span() if closing else None)
        for begin, end in filter(None, spans):
            parts += [text[copied:begin], _blanks(text[begin:end])]
            copied = end
        position = copied
    return "".join((*parts, text[copied:]))


def _open_timed_comments(text: str) -> str:
    """Blank the markers of the comments in which YiNote writes its headings: a link to the video or to a second."""
    parts: list[str] = []
    copied = 0
    for opening in _RE_TIMED_COMMENT.finditer(text):
        closing = text.index("-->", opening.end())
        parts += [text[copied : opening.start()], "    ", text[opening.end() : closing], "   "]
        copied = closing + 3
    return "".join((*parts, text[copied:]))


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + _blanks(text[start:end]) + text[end:]


def _blanks(text: str) -> str:
    """Return a text of the same length with blanks in place of all characters but newlines."""
    return "\n".join([" " * len(line) for line in text.split("\n")])
