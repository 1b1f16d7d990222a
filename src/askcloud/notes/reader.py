"""Read a note: turn its text into passages and their claims. One sentence is one claim, with the second it belongs to.

Start reading this package here. A note's text passes through these modules in order; `parse` calls all but the last:

1. `frontmatter` reads title, medium, tags and dates from the front matter.
2. `unwrap` blanks what surrounds the text, such as fences and preambles.
3. `blocks` parses the Markdown into paragraphs, items, headings, callout titles and table rows.
4. `inline` renders each block as plain text, which `plain_text` collects; `time_formats` finds the times in it.
5. `clock` infers from all times how the note writes them, and converts each into seconds.
6. `timeline` splits the text of each block with `sentences`, and assigns a time and a medium to each sentence.
7. `reader` makes a passage of each block, and a claim of each sentence that can be quoted.

`page` shows the result of the first six steps as a reader sees it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from askcloud.media.addresses import read_address
from askcloud.notes.blocks import (
    CALLOUT,
    HEADING,
    ITEM,
    PARAGRAPH,
    ROW,
    first_unread_line,
    is_labels,
    line_starts,
    map_offset,
)
from askcloud.notes.frontmatter import date_at_start
from askcloud.notes.inline import link_target, render_inline, slug_of
from askcloud.notes.parse import parse_note
from askcloud.notes.plain_text import strip_invisible
from askcloud.notes.verdicts import is_verdict
from askcloud.record import Record, replace
from askcloud.text.analyzer import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from askcloud.media.citation import Timestamp
    from askcloud.notes.blocks import Block
    from askcloud.notes.parse import ParsedNote
    from askcloud.notes.timeline import Sentence

MIN_CLAIM_WORDS = 4
"""Words of the shortest claim. A shorter sentence without a label is a fragment of a list, not an answer: 1.5 % of the
sentences of a real vault."""

MIN_CLAIM_WORDS_WITHOUT_MEDIUM = 2
"""The same in a note that names no medium, where short items are what people note down: *150 g almonds*."""

MAX_LETTERS_ABOVE = 500
"""Letters that are stored of a title, a heading or another text that is context of many passages; real ones have up to
622."""

_LONGEST_WORD = 50  # letters; a longer text without a blank is cut anywhere

MAX_PARENTS = 6
"""Parents, the nearest ones, that are the context of a passage besides its headings; real passages have up to 4."""

METADATA = "metadata"
"""The heading, in lower case, below which Readwise and Snipd write what they know of an episode or a book."""

GENERIC_HEADINGS = frozenset(
    {
        *("conclusion", "introduction", "intro", "outro", "overview", "summary", "background", "future outlook"),
        *("key takeaways", "key points"),
    }
)
"""Headings without information about the text below them, in lower case."""


class Claim(Record):
    """One sentence of a note: the unit that is ranked and quoted."""

    text: str
    """Its plain text, word for word."""
    start: int
    """Offset of its first character in the note's text (see `corpus.files.read_source`)."""
    end: int
    """Offset after its last character; markup and anchors within it are part of the span."""
    line: int
    """Line of the note on which it begins, from 1."""
    time: Timestamp
    """The second at which it was said."""
    needs_previous: bool
    """Whether it begins with a pronoun or connective that only the sentence before it explains."""
    is_fragment: bool = False
    """Whether it is an item of a list that is too short to answer by itself; it is quoted as a part of its list."""


class Passage(Record):
    """One paragraph, list item or table row: the unit that is retrieved."""

    headings: tuple[str, ...]
    """The headings above it, outermost first, without generic ones and the note's own title."""
    context: tuple[str, ...]
    """The callout title, lead-in and parent items it belongs to, outermost first."""
    claims: tuple[Claim, ...]
    """Its claims in order, at least one."""
    is_item: bool
    """Whether it is an item of a list."""


class Note(Record):
    """The content of one Markdown file."""

    path: str
    """Its path below the corpus, with forward slashes."""
    title: str
    """The title of its front matter, else its first heading of level 1, else its file name; shortened if very long."""
    channel: str
    """Its folder at the top of the corpus, else the channel it names, else empty."""
    medium: str
    """What it is about (see `media.medium`); empty if it is about none."""
    passages: tuple[Passage, ...]
    """Its passages in order of appearance; none of a hub, a page that lists videos and is about none itself."""
    links: tuple[str, ...]
    """Slugs its wikilinks point to, in order, each once."""
    video_titles: tuple[tuple[str, str], ...]
    """(medium, title) of each video to which its headings link, if its front matter names no medium."""
    time_trust: str
    """How its times had to be read: exact, repaired or approximate (see `clock.TimeNotation`)."""
    tags: tuple[str, ...]
    """Its tags in lower case, without `#`, in order."""
    aliases: tuple[str, ...]
    """Its other titles, in order."""
    date: str
    """The day on which it was published, else created, as `2025-01-31`, else that in its file name; empty without."""
    time_formats: tuple[tuple[str, int], ...]
    """(name, count) of each format in which it writes times, most frequent first."""
    unread: int
    """First line that was not read, or not to its end, as it or the note is far longer than any real one; else 0."""


def read_note(path: str, source: str) -> Note:
    """Return the note in a text. Any text is a note: markup that is not recognised is plain text.

    Args:
        path: The note's path below the corpus, with forward slashes.
        source: Its text (see `corpus.files.read_source`).
    """
    parsed = parse_note(source)
    front, medium = parsed.front, parsed.timeline.medium
    headings = sum(block.kind == HEADING for block in parsed.blocks)
    video_titles = () if front.medium else tuple(_video_titles(source))
    is_hub = not medium and len(video_titles) * 2 > headings
    stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return Note(
        path=path,
        title=_shortened(front.title or _first_heading(source, parsed) or strip_invisible(stem.replace("_", " "))),
        channel=strip_invisible(path.partition("/")[0]) if "/" in path else front.channel or _origin_of(source),
        medium=medium,
        passages=tuple(_PassageBuilder(source, parsed).passages()) if not is_hub else (),
        links=tuple(dict.fromkeys(slug_of(link_target(link)) for plain in parsed.plain_texts for link in plain.links)),
        video_titles=video_titles,
        time_trust=parsed.notation.trust,
        tags=front.tags,
        aliases=front.aliases,
        date=front.date or date_at_start(stem),
        time_formats=tuple(parsed.time_formats.most_common()),
        unread=first_unread_line(source),
    )


class _PassageBuilder:
    """Builds the passages of one note from its blocks."""

    def __init__(self, source: str, parsed: ParsedNote) -> None:
        self._blocks = parsed.blocks
        self._plain_texts = parsed.plain_texts
        self._omitted_headings = {"", parsed.front.title.casefold(), *GENERIC_HEADINGS}
        self._known_headings: dict[tuple[int, ...], tuple[str, ...]] = {}
        self._line_starts = line_starts(source)
        self._sentences: list[list[Sentence]] = parsed.timeline.sentences()
        self._parents = {parent for block in self._blocks for parent in block.parents}
        self._metadata = {
            index
            for index, (plain, block) in enumerate(zip(parsed.plain_texts, self._blocks, strict=True))
            if block.kind == HEADING and plain.text.casefold() == METADATA
        }
        """Headings of what an export says of the note itself: its author, its title, its address."""
        self._has_medium = bool(parsed.timeline.medium)
        self._min_words = MIN_CLAIM_WORDS if self._has_medium else MIN_CLAIM_WORDS_WITHOUT_MEDIUM

    def passages(self) -> Iterator[Passage]:
        """Yield the passages of the note in order; a block without a claim gives none."""
        for index, block in enumerate(self._blocks):
            claims = tuple(self._claims_of(index))
            if claims:
                yield Passage(self._headings_of(block), self._context_of(block), claims, block.kind == ITEM)

    def _claims_of(self, index: int) -> Iterator[Claim]:
        if not self._is_quotable(index):
            return
        sentences = self._sentences[index]
        if self._announces(index):
            sentences = sentences[:-1]
        kind = self._blocks[index].kind
        for sentence in self._with_verdicts(index, sentences):
            is_fragment = _is_fragment(sentence, self._min_words) and kind != ROW
            is_item = kind == ITEM and len(sentences) == 1 and not _is_generic(sentence.text)
            if (is_item or not is_fragment) and not _reports_missing_information(sentence.text):
                yield self._claim(index, sentence, is_fragment=is_fragment)

    def _with_verdicts(self, index: int, sentences: list[Sentence]) -> list[Sentence]:
        """Return the sentences of a block, each joined with one after it that only affirms or denies it."""
        if not any(is_verdict(sentence.text) for sentence in sentences[1:]):
            return sentences
        text, joined = self._plain_texts[index].text, sentences[:1]
        for sentence in sentences[1:]:
            judged = joined[-1]
            if is_verdict(sentence.text) and not sentence.follows_time:
                joined[-1] = replace(judged, text=text[judged.start : sentence.end], end=sentence.end)
            else:
                joined.append(sentence)
        return joined

    def _is_quotable(self, index: int) -> bool:
        """Return whether a block may have claims.

        Headings are context; so are a callout's title with a body, and an item without a time with items of its own,
        unless there are no times in the note that could tell a title from a sentence. What is below *Metadata* only
        describes the note.
        """
        kind = self._blocks[index].kind
        if not self._metadata.isdisjoint(self._blocks[index].headings):
            return False
        if kind == CALLOUT or (kind == ITEM and self._has_medium and not self._plain_texts[index].anchors):
            return index not in self._parents
        return kind != HEADING and not self._only_names_medium(index) and not is_labels(self._blocks[index].content)

    def _only_names_medium(self, index: int) -> bool:
        """Return whether a block only names a medium for the blocks below it."""
        plain = self._plain_texts[index]
        if plain.anchors or not plain.mentions:
            return False
        return any(mention.alone and mention.certain for mention in plain.mentions)

    def _announces(self, index: int) -> bool:
        """Return whether the last sentence of a block only introduces a list, a table, code or a quotation."""
        kind, plain = self._blocks[index].kind, self._plain_texts[index]
        may_announce = kind == PARAGRAPH or (kind == ITEM and (index in self._parents or not plain.anchors))
        return may_announce and plain.text.endswith((":", "："))

    def _claim(self, index: int, sentence: Sentence, *, is_fragment: bool) -> Claim:
        in_note, in_block = self._blocks[index].offsets, self._plain_texts[index].offsets
        start = map_offset(in_note, map_offset(in_block, sentence.start))
        end = map_offset(in_note, map_offset(in_block, sentence.end - 1)) + 1
        line = bisect_right(self._line_starts, start)
        needs_previous = bool(_RE_DEPENDENT.match(sentence.text))
        return Claim(sentence.text, start, end, line, sentence.time, needs_previous, is_fragment)

    def _headings_of(self, block: Block) -> tuple[str, ...]:
        known = self._known_headings.get(block.headings)
        if known is None:  # the blocks below the same headings have the same ones
            texts = (self._plain_texts[index].text.strip(" :") for index in block.headings)
            known = tuple(_shortened(text) for text in texts if text.casefold() not in self._omitted_headings)
            self._known_headings[block.headings] = known
        return known

    def _context_of(self, block: Block) -> tuple[str, ...]:
        if not block.parents:
            return ()
        texts = map(self._as_context, block.parents[-MAX_PARENTS:])
        return tuple(map(_shortened, filter(None, texts)))

    def _as_context(self, index: int) -> str:
        """Return the context that a parent gives to its child blocks.

        This is the lead-in of a paragraph (its last sentence, if it introduces them), or a whole callout title or item.
        """
        if self._blocks[index].kind != PARAGRAPH:
            return self._plain_texts[index].text
        return self._sentences[index][-1].text if self._announces(index) else ""


def _shortened(text: str) -> str:
    """Return a text shortened to what is stored with each passage below it.

    Were long texts stored whole, a note of half a megabyte could make an index of 1.5 GB.
    """
    if len(text) <= MAX_LETTERS_ABOVE:
        return text
    end = text.rfind(" ", MAX_LETTERS_ABOVE - _LONGEST_WORD, MAX_LETTERS_ABOVE + 1)
    return f"{text[: end if end > 0 else MAX_LETTERS_ABOVE]} …"


_RE_LABEL = re.compile(r"[^\s:][^:]{0,80}:\s+\S")
_RE_MISSING_INFORMATION = re.compile(
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
_RE_LEVEL_1 = re.compile(r"(?:<!--)?[ \t>]*#[ \t]|[^\n]+\n=+[ \t]*(?:\n|\Z)")
_RE_VIDEO_HEADING = re.compile(
    r"^(?:<!--[ ])?#{1,6}[ ]+\[([^\n]{1,300})\]\(([^()\s]{1,300})\)[ \t]*(?:-->)?$", re.MULTILINE
)


def _reports_missing_information(text: str) -> bool:
    """Return whether a sentence only reports that the transcript of the note does not contain something.

    Searching for the words of such sentences first takes a tenth of the time that the pattern takes.
    """
    lower = text.lower()
    names_source = "text" in lower or "transcript" in lower or "excerpt" in lower or "provided" in lower
    return names_source and bool(_RE_MISSING_INFORMATION.search(text))


def _is_fragment(sentence: Sentence, min_words: int) -> bool:
    """Return whether a sentence is too short to be an answer; a label or a time before it says what it is about."""
    if sentence.follows_time:
        return _is_generic(sentence.text)
    return not _has_words(sentence.text, min_words) and not _RE_LABEL.match(sentence.text)


def _has_words(text: str, count: int) -> bool:
    """Return whether a text has at least `count` words; its beginning is nearly always enough to know."""
    return bool(_first_words(count).match(text)) or len(words_of(text)) >= count


@cache
def _first_words(count: int) -> re.Pattern[str]:
    """Return a pattern of a text that begins with `count` words of plain letters and any punctuation."""
    return re.compile(rf"(?:[^A-Za-z0-9 ]*+[A-Za-z0-9][^ ]*+[ ]++){{{count}}}")


def _is_generic(text: str) -> bool:
    return text.casefold().strip(" .:") in GENERIC_HEADINGS


def _first_heading(source: str, parsed: ParsedNote) -> str:
    """Return the text of the first heading of level 1, because lower ones name parts of the note; empty without one."""
    for plain, block in zip(parsed.plain_texts, parsed.blocks, strict=True):
        if block.kind == HEADING and _RE_LEVEL_1.match(source, source.rfind("\n", 0, block.offsets[0][1]) + 1):
            return plain.text
    return ""


def _origin_of(source: str) -> str:
    """Return the channel that a line `From: [[channel]]` names; empty without one."""
    origin = _RE_ORIGIN.search(source)
    return origin.group(1).strip() if origin else ""


def _video_titles(source: str) -> Iterator[tuple[str, str]]:
    """Yield (medium, title) of each `### [title](…watch?v=ID)`, as hubs list them."""
    for title, url in _RE_VIDEO_HEADING.findall(source):
        address = read_address(url)
        shown = render_inline(title).text
        if address.certain and not address.times and shown:
            yield address.medium, shown
