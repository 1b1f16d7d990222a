"""Note -> Passages, each with its Claims: one sentence is one claim, with the second that belongs to it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from askcloud.citation import APPROXIMATE, NO_TIME, TRUST, Timestamp
from askcloud.notes.blocks import (
    CALLOUT,
    HEADING,
    ITEM,
    PARAGRAPH,
    ROW,
    Block,
    blocks_of,
    line_starts,
    offset_in,
)
from askcloud.notes.frontmatter import read_front_matter, video_id_in
from askcloud.notes.markup import Prose, link_target, prose_of, slug_of
from askcloud.notes.sentences import closes_sentence, sentences_of
from askcloud.notes.timestamps import Clock, clock_for
from askcloud.record import record, replace
from askcloud.terms import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

MIN_CLAIM_WORDS = 4
"""A shorter sentence without a label is a list crumb, not an answer: 1.5 % of a real vault's claims."""

GENERIC_HEADINGS = frozenset(
    {"conclusion", "introduction", "overview", "summary", "background", "future outlook", "key takeaways", "key points"}
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
    """From the front matter, else the first heading, else the file name."""
    channel: str
    """The folder it lies in at the top of the corpus, else the channel it names, else empty."""
    video_id: str
    """The video it is about; empty for a hub, which has no passages."""
    passages: tuple[Passage, ...]
    """In order of appearance."""
    links: tuple[str, ...]
    """Slugs its wikilinks point to, in order, each once."""
    video_titles: tuple[tuple[str, str], ...]
    """(video id, title) of each video a hub lists."""
    time_trust: str
    """exact, repaired or approximate: how its stamps had to be read."""


@record
class _Sentence:
    """A sentence of a block on its way to becoming a claim."""

    block: int
    start: int
    end: int
    text: str
    time: Timestamp | None
    """Its own time; None when no anchor belongs to it."""


def read_note(path: str, source: str) -> Note:
    """A note from its text. Any text is a note: what is not understood is plain text."""
    front = read_front_matter(source)
    blocks = blocks_of(source, front.end)
    reader = _Reader(source, blocks, front.title)
    heading = next((reader.proses[at].text for at, block in enumerate(blocks) if block.kind == HEADING), "")
    stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return Note(
        path=path,
        title=front.title or heading or stem.replace("_", " "),
        channel=path.partition("/")[0] if "/" in path else front.channel or _origin_of(source),
        video_id=front.video_id,
        passages=tuple(reader.passages()) if front.video_id else (),
        links=tuple(dict.fromkeys(slug_of(link_target(link)) for prose in reader.proses for link in prose.links)),
        video_titles=() if front.video_id else tuple(_video_titles(source)),
        time_trust=reader.clock.trust,
    )


class _Reader:
    """Turns the blocks of one note into passages."""

    def __init__(self, source: str, blocks: list[Block], title: str) -> None:
        self.blocks = blocks
        self.proses: list[Prose] = [prose_of(block.content) for block in blocks]
        self.clock: Clock = clock_for(stamp for prose in self.proses for _, stamps in prose.anchors for stamp in stamps)
        self._anchors_close = _anchors_close(self.proses)
        self._title = title.casefold()
        self._line_starts = line_starts(source)
        self._sentences = [self._sentences_of(index) for index in range(len(blocks))]
        self._below = self._times_below()
        self._children = {parent for block in blocks for parent in block.parents}

    def passages(self) -> Iterator[Passage]:
        """The passages of the note, in order; those without a claim left out."""
        for index, block in enumerate(self.blocks):
            claims = tuple(self._claims_of(index))
            if claims:
                yield Passage(self._headings_of(block), self._context_of(block), claims)

    def _sentences_of(self, index: int) -> list[_Sentence]:
        prose = self.proses[index]
        spans = sentences_of(prose.text, {at for at, _ in prose.anchors}, anchors_close=self._anchors_close)
        times = self._times_of(prose, spans)
        return [_Sentence(index, start, end, prose.text[start:end], times[start]) for start, end in spans]

    def _times_of(self, prose: Prose, spans: list[tuple[int, int]]) -> dict[int, Timestamp | None]:
        """The own time of each sentence, by its start: the first stamp of the first anchor group it closes with.

        A group cut out directly behind a sentence belongs to that sentence; one that opens the block to the first.
        """
        times: dict[int, Timestamp | None] = dict.fromkeys(start for start, _ in spans)
        ends = [end for _, end in spans]
        for at, stamps in prose.anchors:
            place = bisect_left(ends, at)
            if place < len(spans) and times[spans[place][0]] is None:
                times[spans[place][0]] = self.clock.read(stamps[0])
        return times

    def _claims_of(self, index: int) -> Iterator[Claim]:
        if not self._is_quotable(index):
            return
        sentences = self._sentences[index]
        if self._leads(index):
            sentences = sentences[:-1]
        for sentence, inherited in zip(sentences, self._inherited(index), strict=False):
            crumb = _is_crumb(sentence.text) and self.blocks[index].kind != ROW
            if not crumb and not _RE_REFUSAL.search(sentence.text):
                yield self._claim(sentence, sentence.time or inherited)

    def _is_quotable(self, index: int) -> bool:
        """Headings are context; so are a callout's title over its body and an unstamped item over its own items."""
        kind = self.blocks[index].kind
        if kind == CALLOUT or (kind == ITEM and not self.proses[index].anchors):
            return index not in self._children
        return kind != HEADING

    def _leads(self, index: int) -> bool:
        """Whether a paragraph's or item's last sentence introduces the list behind it."""
        return (
            index in self._children
            and self.blocks[index].kind in (PARAGRAPH, ITEM)
            and self.proses[index].text.endswith((":", "："))
        )

    def _claim(self, sentence: _Sentence, time: Timestamp) -> Claim:
        block, prose = self.blocks[sentence.block], self.proses[sentence.block]
        start = offset_in(block.offsets, offset_in(prose.pieces, sentence.start))
        return Claim(
            text=sentence.text,
            start=start,
            end=offset_in(block.offsets, offset_in(prose.pieces, sentence.end - 1)) + 1,
            line=bisect_right(self._line_starts, start),
            time=time,
            needs_previous=bool(_RE_DEPENDENT.match(sentence.text)),
        )

    def _inherited(self, index: int) -> list[Timestamp]:
        """The time each sentence has if none of its own: the next of its block, else its last, else a later item's."""
        anchors = self.proses[index].anchors
        time = self.clock.read(anchors[-1][1][0]) if anchors else self._below[index]
        times = []
        for sentence in reversed(self._sentences[index]):
            time = sentence.time or time
            times.append(replace(time, trust=max(time.trust, APPROXIMATE, key=TRUST.index)) if time else NO_TIME)
        return times[::-1]

    def _times_below(self) -> list[Timestamp | None]:
        """The first time after each item under the same headings."""
        below: list[Timestamp | None] = []
        first: Timestamp | None = None
        headings: tuple[int, ...] | None = None
        for block, sentences in zip(reversed(self.blocks), reversed(self._sentences), strict=True):
            if block.headings != headings:
                first, headings = None, block.headings
            below.append(first if block.kind == ITEM else None)
            first = next((sentence.time for sentence in sentences if sentence.time), first)
        return below[::-1]

    def _headings_of(self, block: Block) -> tuple[str, ...]:
        texts = (self.proses[index].text.strip(" :") for index in block.headings)
        return tuple(text for text in texts if text and text.casefold() not in {*GENERIC_HEADINGS, self._title})

    def _context_of(self, block: Block) -> tuple[str, ...]:
        return tuple(filter(None, map(self._lead_of, block.parents)))

    def _lead_of(self, index: int) -> str:
        """What a block says for those below it: a paragraph its lead-in, a callout title or item all of it."""
        if self.blocks[index].kind != PARAGRAPH:
            return self.proses[index].text
        return self._sentences[index][-1].text if self._leads(index) else ""


_RE_LABEL = re.compile(r"[^\s:][^:]{0,80}:\s+\S")
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
_RE_VIDEO_HEADING = re.compile(r"^#{1,6}[ ]+\[([^\n]{1,300})\]\(([^()\s]{1,300})\)[ \t]*$", re.MULTILINE)


def _anchors_close(proses: list[Prose]) -> bool:
    """Whether most anchors of a note stand behind the full stop of their sentence, not before it."""
    behind = [closes_sentence(prose.text, at) for prose in proses for at, _ in prose.anchors]
    return sum(behind) * 2 > len(behind)


def _is_crumb(text: str) -> bool:
    return len(words_of(text)) < MIN_CLAIM_WORDS and not _RE_LABEL.match(text)


def _origin_of(source: str) -> str:
    found = _RE_ORIGIN.search(source)
    return found.group(1).strip() if found else ""


def _video_titles(source: str) -> Iterator[tuple[str, str]]:
    """(video id, title) of each `### [title](…watch?v=ID)` of a hub."""
    for title, url in _RE_VIDEO_HEADING.findall(source):
        video = video_id_in(url)
        if video:
            yield video, prose_of(title).text
