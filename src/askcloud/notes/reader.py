"""Note -> Passages, each with its Claims: one sentence is one claim, with the second that belongs to it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from askcloud.media.addresses import read_address
from askcloud.notes.blocks import (
    CALLOUT,
    HEADING,
    ITEM,
    PARAGRAPH,
    ROW,
    line_starts,
    map_offset,
    readable_end,
)
from askcloud.notes.inline import link_target, render_inline, slug_of
from askcloud.notes.parse import parse_note
from askcloud.notes.plain_text import strip_invisible
from askcloud.record import record
from askcloud.text.analyzer import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from askcloud.media.citation import Timestamp
    from askcloud.notes.blocks import Block
    from askcloud.notes.parse import ParsedNote
    from askcloud.notes.timeline import Sentence

MIN_CLAIM_WORDS = 4
"""A shorter sentence without a label is a list crumb, not an answer: 1.5 % of a real vault's claims."""

MAX_LETTERS_ABOVE = 500
"""Letters that are taken of a title, a heading or another text that stands above many; real ones have up to 622."""

_LONGEST_WORD = 50  # letters; what has no blank for longer is cut anywhere

MAX_PARENTS = 6
"""Texts, the nearest ones, that a passage is read under besides its headings; in real notes it stands under up to 4."""

GENERIC_HEADINGS = frozenset(
    {
        *("conclusion", "introduction", "intro", "outro", "overview", "summary", "background", "future outlook"),
        *("key takeaways", "key points"),
    }
)
"""Headings that say nothing of what stands below them."""


@record
class Claim:
    """One sentence of a note: the unit that is ranked and quoted."""

    text: str
    """Word for word, as plain text."""
    start: int
    """Offset of its first character in the note's text (see `files.read_source`)."""
    end: int
    """Offset behind its last character; markup and anchors inside it are part of the span."""
    line: int
    """Line on which it begins, from 1."""
    time: Timestamp
    """When it was said."""
    needs_previous: bool
    """Whether it opens with a pronoun or connective that only the sentence before it explains."""


@record
class Passage:
    """One paragraph, list item or table row: the unit that is retrieved."""

    headings: tuple[str, ...]
    """The headings above it, outermost first, without generic ones and the note's own title."""
    context: tuple[str, ...]
    """Callout title, lead-in and parent items it stands under, outermost first."""
    claims: tuple[Claim, ...]
    """Its claims in order, at least one."""


@record
class Note:
    """One Markdown file, read."""

    path: str
    """Below the corpus, with forward slashes."""
    title: str
    """From the front matter, else the first heading, else the file name; its beginning."""
    channel: str
    """The folder it lies in at the top of the corpus, else the channel it names, else empty."""
    medium: str
    """What it is about (see `media`); empty for a hub, which has no passages."""
    passages: tuple[Passage, ...]
    """In order of appearance."""
    links: tuple[str, ...]
    """Slugs its wikilinks point to, in order, each once."""
    video_titles: tuple[tuple[str, str], ...]
    """(medium, title) of each video its headings link to, where its head names none."""
    time_trust: str
    """exact, repaired or approximate: how its stamps had to be read."""
    tags: tuple[str, ...]
    """In lower case, without their sharps, in order."""
    aliases: tuple[str, ...]
    """Other titles it goes by, in order."""
    date: str
    """The day it was published, else made, as `2025-01-31`; empty if it does not say."""
    time_formats: tuple[tuple[str, int], ...]
    """(name, times) of each form of time it writes, most frequent first."""
    unread: int
    """Line from which on it was not read, being far longer than an index holds; 0 if it was read whole."""


def read_note(path: str, source: str) -> Note:
    """A note from its text. Any text is a note: what is not understood is plain text."""
    parsed = parse_note(source)
    front, medium = parsed.front, parsed.timeline.medium
    reader = _Reader(source, parsed)
    headings = (
        prose.text for prose, block in zip(parsed.plain_texts, parsed.blocks, strict=True) if block.kind == HEADING
    )
    heading = next(headings, "")
    stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return Note(
        path=path,
        title=_beginning_of(front.title or heading or strip_invisible(stem.replace("_", " "))),
        channel=strip_invisible(path.partition("/")[0]) if "/" in path else front.channel or _origin_of(source),
        medium=medium,
        passages=tuple(reader.passages()) if medium else (),
        links=tuple(dict.fromkeys(slug_of(link_target(link)) for prose in parsed.plain_texts for link in prose.links)),
        video_titles=() if front.medium else tuple(_video_titles(source)),
        time_trust=parsed.clock.trust,
        tags=front.tags,
        aliases=front.aliases,
        date=front.date,
        time_formats=tuple(Counter(_time_formats_in(parsed)).most_common()),
        unread=_unread(source),
    )


class _Reader:
    """Turns the blocks of one note into passages."""

    def __init__(self, source: str, parsed: ParsedNote) -> None:
        self._blocks = parsed.blocks
        self._proses = parsed.plain_texts
        self._title = parsed.front.title.casefold()
        self._line_starts = line_starts(source)
        self._sentences: list[list[Sentence]] = parsed.timeline.sentences()
        self._children = {parent for block in self._blocks for parent in block.parents}

    def passages(self) -> Iterator[Passage]:
        """The passages of the note, in order; those without a claim left out."""
        for index, block in enumerate(self._blocks):
            claims = tuple(self._claims_of(index))
            if claims:
                yield Passage(self._headings_of(block), self._context_of(block), claims)

    def _claims_of(self, index: int) -> Iterator[Claim]:
        if not self._is_quotable(index):
            return
        sentences = self._sentences[index]
        if self._announces(index):
            sentences = sentences[:-1]
        for sentence in sentences:
            crumb = _is_crumb(sentence) and self._blocks[index].kind != ROW
            if not crumb and not _is_refusal(sentence.text):
                yield self._claim(index, sentence)

    def _is_quotable(self, index: int) -> bool:
        """Headings are context; so are a callout's title over its body and an unstamped item over its own items."""
        kind = self._blocks[index].kind
        if kind == CALLOUT or (kind == ITEM and not self._proses[index].anchors):
            return index not in self._children
        return kind != HEADING and not self._names_medium(index)

    def _names_medium(self, index: int) -> bool:
        """Whether a block does nothing but name a medium for those below it."""
        prose = self._proses[index]
        return not prose.anchors and any(mention.alone and mention.certain for mention in prose.mentions)

    def _announces(self, index: int) -> bool:
        """Whether a block's last sentence only says that something follows: a list, a table, code, a quotation."""
        kind, prose = self._blocks[index].kind, self._proses[index]
        may = kind == PARAGRAPH or (kind == ITEM and (index in self._children or not prose.anchors))
        return may and prose.text.endswith((":", "："))

    def _leads(self, index: int) -> bool:
        """Whether a paragraph's or item's last sentence introduces the list behind it."""
        return index in self._children and self._announces(index)

    def _claim(self, index: int, sentence: Sentence) -> Claim:
        block, prose = self._blocks[index], self._proses[index]
        start = map_offset(block.offsets, map_offset(prose.pieces, sentence.start))
        end = map_offset(block.offsets, map_offset(prose.pieces, sentence.end - 1)) + 1
        line = bisect_right(self._line_starts, start)
        return Claim(sentence.text, start, end, line, sentence.time, bool(_RE_DEPENDENT.match(sentence.text)))

    def _headings_of(self, block: Block) -> tuple[str, ...]:
        texts = (self._proses[index].text.strip(" :") for index in block.headings)
        told = (text for text in texts if text and text.casefold() not in {*GENERIC_HEADINGS, self._title})
        return tuple(map(_beginning_of, told))

    def _context_of(self, block: Block) -> tuple[str, ...]:
        leads = filter(None, map(self._lead_of, block.parents[-MAX_PARENTS:]))
        return tuple(map(_beginning_of, leads))

    def _lead_of(self, index: int) -> str:
        """What a block says for those below it: a paragraph its lead-in, a callout title or item all of it."""
        if self._blocks[index].kind != PARAGRAPH:
            return self._proses[index].text
        return self._sentences[index][-1].text if self._leads(index) else ""


def _beginning_of(text: str) -> str:
    """What is kept of a text with each passage below it: were it all, half a megabyte could make an index of 1.5 GB."""
    if len(text) <= MAX_LETTERS_ABOVE:
        return text
    end = text.rfind(" ", MAX_LETTERS_ABOVE - _LONGEST_WORD, MAX_LETTERS_ABOVE + 1)
    return f"{text[: end if end > 0 else MAX_LETTERS_ABOVE]} …"


_RE_LABEL = re.compile(r"[^\s:][^:]{0,80}:\s+\S")
_REFUSAL_WORDS = ("transcript", "excerpt", "context", "provided", "text")
_RE_REFUSAL = re.compile(
    r"""\b(?:(?:provided|given|available)[ ](?:context|text)|(?:provided|given|available|this|the)[ ](?:video[ ])?
        (?:transcript|excerpt))s?\b.{0,60}
        \b(?:does[ ]not|do[ ]not|did[ ]not|doesn['’]t|don['’]t|is[ ]not|contains?[ ]no|has[ ]no|lacks?)\b
      | \bno[ ]information\b.{0,80}\b(?:transcript|excerpt|provided)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_RE_DEPENDENT = re.compile(
    r"""(?:this|that|these|those|it|they|he|she|his|her|their|its|such|both|however|another|also|additionally
        |furthermore|moreover|instead|consequently|therefore|thus|hence|as[ ]a[ ]result|similarly|but|and|so|yet
        |then|otherwise|the[ ](?:speaker|company|strategy|former|latter|same))\b""",
    re.VERBOSE | re.IGNORECASE,
)
_RE_ORIGIN = re.compile(r"^From:[ ]{0,3}\[\[([^\[\]\n|]{1,200})", re.MULTILINE)
_RE_VIDEO_HEADING = re.compile(
    r"^(?:<!--[ ])?#{1,6}[ ]+\[([^\n]{1,300})\]\(([^()\s]{1,300})\)[ \t]*(?:-->)?$", re.MULTILINE
)


def _is_refusal(text: str) -> bool:
    """Whether a sentence says what the notes' source lacks. Looking for its words first takes a tenth of the time."""
    lower = text.lower()
    return any(word in lower for word in _REFUSAL_WORDS) and bool(_RE_REFUSAL.search(text))


def _is_crumb(sentence: Sentence) -> bool:
    """Whether a sentence is too short to say anything; a label, or a time as one, says what it is about."""
    if sentence.opened:
        return sentence.text.casefold().strip(" .:") in GENERIC_HEADINGS
    return len(words_of(sentence.text)) < MIN_CLAIM_WORDS and not _RE_LABEL.match(sentence.text)


def _unread(source: str) -> int:
    end = readable_end(source)
    return source.count("\n", 0, end) + 2 if end < len(source) else 0


def _time_formats_in(parsed: ParsedNote) -> Iterator[str]:
    """The name of the form of each time."""
    for prose in parsed.plain_texts:
        for group in prose.anchors:
            yield from (dialect.name for dialect in group.time_formats)


def _origin_of(source: str) -> str:
    found = _RE_ORIGIN.search(source)
    return found.group(1).strip() if found else ""


def _video_titles(source: str) -> Iterator[tuple[str, str]]:
    """(medium, title) of each `### [title](…watch?v=ID)`, as hubs list them."""
    for title, url in _RE_VIDEO_HEADING.findall(source):
        address = read_address(url)
        shown = render_inline(title).text
        if address.certain and not address.times and shown:
            yield address.medium, shown
