"""Assign a time and a medium to each sentence of a note.

Most notes write a time after what it belongs to, before or after the full stop. Others write it before: at the start of
a line, in a heading, or on a line of its own over the text. The majority of a note's times decides which it does.

A sentence has its own time if one belongs to it. Otherwise it inherits a neighbour's, which is approximate: where times
follow their text, the next one below it; where they precede it, the last one above it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from askcloud.media.citation import APPROXIMATE, NONE, TRUST, Timestamp
from askcloud.notes.blocks import HEADING, ITEM, Block
from askcloud.notes.clock import timestamp
from askcloud.notes.pointers import ends_before_pointers
from askcloud.notes.sentences import closes_sentence, sentences_of
from askcloud.notes.time_formats import BEFORE, EITHER
from askcloud.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from askcloud.notes.clock import TimeNotation
    from askcloud.notes.plain_text import AnchorGroup, MediumMention, PlainText

Spans = list[tuple[int, int]]
"""(start, end) of each sentence of a block, in order."""

Times = list[Timestamp | None]
"""The time of each sentence of a block, in order; None where there is none."""


class Sentence(Record):
    """A sentence of a block, with its time."""

    start: int
    """Offset in the block's text of its first character."""
    end: int
    """Offset in the block's text after its last character."""
    text: str
    """Its plain text."""
    time: Timestamp
    """Its own, else the one it inherits from a neighbour, else none."""
    follows_time: bool
    """Whether its own time is written before it, as a label is."""


class Timeline:
    """The times of one note, each read in its notation and assigned to a medium."""

    def __init__(
        self, blocks: Sequence[Block], plain_texts: Sequence[PlainText], notation: TimeNotation, medium: str
    ) -> None:
        """Assign the times of a note to its sentences.

        Args:
            blocks: The blocks of the note.
            plain_texts: The plain text of each block.
            notation: How the note writes its times.
            medium: The medium that the front matter names; empty if it names none.
        """
        self._blocks = blocks
        self._plain_texts = plain_texts
        self._notation = notation
        self._times_precede = _times_precede_text(blocks, plain_texts)
        self._anchors_close = _anchors_close_sentences(plain_texts)
        self.medium = medium or _first_medium(plain_texts)
        """The medium of the note: that of its front matter, else the first that its text names with a time; or
        empty."""
        media = list(_media_of(blocks, plain_texts, self.medium, head_names_medium=bool(medium)))
        self._block_media = [of_block for of_block, _ in media]
        self._anchor_media = [of_anchors for _, of_anchors in media]
        self._spans = [self._spans_of(index) for index in range(len(blocks))]
        self._own_times = [self._own_times_of(index) for index in range(len(blocks))]

    def times_in(self, index: int) -> Iterator[tuple[int, Timestamp]]:
        """Yield (offset in its text, time) for every time of a block, ascending."""
        for group, medium in zip(self._plain_texts[index].anchors, self._anchor_media[index], strict=True):
            shown_medium = self._unless_main(medium)
            yield from ((group.offset, self._notation.read(raw_time, shown_medium)) for raw_time in group.times)

    def sentences(self) -> list[list[Sentence]]:
        """Return the sentences of each block, in order, without the pointers to other notes at their ends."""
        inherited = self._inherited_from_above() if self._times_precede else self._inherited_from_below()
        ends = ends_before_pointers(self._blocks, self._plain_texts, self._spans)
        return [list(self._sentences_of(index, times, ends[index])) for index, times in enumerate(inherited)]

    def _sentences_of(self, index: int, inherited: Times, ends: dict[int, int]) -> Iterator[Sentence]:
        text = self._plain_texts[index].text
        untimed = timestamp(None, NONE, self._unless_main(self._block_media[index]))
        for (start, end), own, neighbour in zip(self._spans[index], self._own_times[index], inherited, strict=True):
            time = own or (_approximate(neighbour) if neighbour else untimed)
            last = ends.get(end, end)
            yield Sentence(start, last, text[start:last], time, self._times_precede and own is not None)

    def _spans_of(self, index: int) -> Spans:
        plain = self._plain_texts[index]
        cut = {group.offset for group in plain.anchors}
        opening = {group.offset for group in plain.anchors if group.opens_line} if self._times_precede else set()
        anchors_close = self._anchors_close and not self._times_precede
        return sentences_of(plain.text, cut, anchors_close=anchors_close, breaks=opening)

    def _own_times_of(self, index: int) -> Times:
        """Return the own time of each sentence of a block: the first time of the first group that belongs to it.

        A group right after a sentence belongs to that sentence or, where times precede their text, to the next one. A
        group at the start of a block belongs to its first sentence.
        """
        spans = self._spans[index]
        times: Times = [None] * len(spans)
        ends = [end for _, end in spans]
        bisect = bisect_right if self._times_precede else bisect_left
        for group, medium in zip(self._plain_texts[index].anchors, self._anchor_media[index], strict=True):
            position = bisect(ends, group.offset)
            if position == len(spans) and self._times_precede:
                position -= 1
            if 0 <= position < len(spans) and times[position] is None:
                times[position] = self._first_time(group, medium)
        return times

    def _first_time(self, group: AnchorGroup, medium: str) -> Timestamp:
        return self._notation.read(group.times[0], self._unless_main(medium))

    def _unless_main(self, medium: str) -> str:
        """Return a medium as a timestamp has it: empty for the one that the note is about."""
        return "" if medium == self.medium else medium

    def _inherited_from_below(self) -> Iterator[Times]:
        """Yield for each block the times that its sentences inherit where times follow their text.

        A sentence inherits the next time of its block, else the block's last one; in a block without times, that of a
        later item. A time alone in its block belongs to the block before it.
        """
        below = self._times_below()
        for index, plain in enumerate(self._plain_texts):
            self._assign_to_previous(index + 1)
            time = self._first_time(plain.anchors[-1], self._anchor_media[index][-1]) if plain.anchors else below[index]
            inherited: Times = []
            for own in reversed(self._own_times[index]):
                time = own or time
                inherited.append(time)
            yield inherited[::-1]

    def _assign_to_previous(self, index: int) -> None:
        """Give a time that is alone in its block to the last sentence of the block before it, as its own."""
        anchors = self._plain_texts[index].anchors if index < len(self._blocks) else ()
        previous = self._own_times[index - 1]
        if anchors and not self._spans[index] and previous and not self._plain_texts[index - 1].anchors:
            previous[-1] = self._first_time(anchors[0], self._anchor_media[index][0])

    def _times_below(self) -> Times:
        """Return for each item the first time after it under the same headings; None for other blocks."""
        below: Times = []
        first: Timestamp | None = None
        headings: tuple[int, ...] | None = None
        for block, own in zip(reversed(self._blocks), reversed(self._own_times), strict=True):
            if block.headings != headings:
                first, headings = None, block.headings
            below.append(first if block.kind == ITEM else None)
            first = next(filter(None, own), first)
        return below[::-1]

    def _inherited_from_above(self) -> Iterator[Times]:
        """Yield for each block the times that its sentences inherit where times precede their text: the last one above.

        A time on a separate line, or in a heading, applies to everything below it under the same headings; any other
        applies to its block and the child items. A time on a line of its own is the own time of the first sentence
        below it.
        """
        last: Timestamp | None = None
        headings: tuple[int, ...] = ()  # the last time holds under these headings …
        parent: int | None = None  # … or only for what belongs to this block
        for index, block in enumerate(self._blocks):
            holds = block.headings[: len(headings)] == headings if parent is None else parent in block.parents
            last = last if holds else None
            inherited: Times = []
            for own in self._own_times[index]:
                last = own or last
                inherited.append(last)
            yield inherited
            anchors = self._plain_texts[index].anchors
            if not anchors:
                continue
            last = self._first_time(anchors[-1], self._anchor_media[index][-1])
            headings, parent = block.headings, index
            if block.kind == HEADING:
                headings, parent = (*block.headings, index), None
            if not self._spans[index]:
                parent = None
                self._assign_to_next(index, last)

    def _assign_to_next(self, index: int, time: Timestamp) -> None:
        """Give a time that is alone in its block to the first sentence below it, as its own."""
        headings = self._blocks[index].headings
        for below in range(index + 1, len(self._blocks)):
            block = self._blocks[below]
            if block.headings[: len(headings)] != headings or self._plain_texts[below].anchors:
                return
            if block.kind != HEADING and self._own_times[below]:
                self._own_times[below][0] = time
                return


def _approximate(time: Timestamp) -> Timestamp:
    """Return a neighbour's time, which is approximate at best."""
    return timestamp(time.seconds, max(time.trust, APPROXIMATE, key=TRUST.index), time.medium)


def _anchors_close_sentences(plain_texts: Sequence[PlainText]) -> bool:
    """Return whether most anchors of a note come after the full stop of their sentence, not before it."""
    votes = [closes_sentence(plain.text, group.offset) for plain in plain_texts for group in plain.anchors]
    return sum(votes) * 2 > len(votes)


def _times_precede_text(blocks: Sequence[Block], plain_texts: Sequence[PlainText]) -> bool:
    """Return whether most times of a note come before what they belong to.

    A time that opens a line of text comes before it; one alone in its block does if the note begins with such a time.
    """
    begins_with_time = next((bool(plain.anchors) for plain in plain_texts if plain.anchors or plain.text), False)
    votes = []
    for block, plain in zip(blocks, plain_texts, strict=True):
        for group in plain.anchors:
            position = group.time_formats[0].position
            if position != EITHER:
                votes.append(position == BEFORE)
            elif not plain.text:
                votes.append(begins_with_time or block.kind == HEADING)
            elif block.kind == HEADING:
                votes += [True] * group.opens_line
            else:
                following = plain.text[group.offset : group.offset + 20]
                votes.append(group.opens_line and any(map(str.isalnum, following)))
    return sum(votes) * 2 > len(votes)


def _first_medium(plain_texts: Sequence[PlainText]) -> str:
    """Return the first medium that a text names, where it contains any time at all; else an empty text.

    A certain one comes first, then one named by an anchor, then any other.
    """
    if not any(plain.anchors for plain in plain_texts):
        return ""
    of_anchors = (group.medium for plain in plain_texts for group in plain.anchors)
    mentions = [mention for plain in plain_texts for mention in plain.mentions]
    certain = (mention.medium for mention in mentions if mention.certain)
    others = (mention.medium for mention in mentions)
    return next(certain, "") or next(filter(None, of_anchors), "") or next(others, "")


def _media_of(
    blocks: Sequence[Block], plain_texts: Sequence[PlainText], medium: str, *, head_names_medium: bool
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield for each block the medium at its start, and the medium of each of its groups of anchors.

    It is the nearest one named above. If the front matter names the medium, a link within a sentence names another one
    only for itself.
    """
    for block, plain in zip(blocks, plain_texts, strict=True):
        if not plain.mentions:
            yield medium, tuple([group.medium or medium for group in plain.anchors])
            continue
        counts_below = block.kind == HEADING or not head_names_medium
        mentions = [
            mention
            for mention in plain.mentions
            if mention.certain and not mention.is_other and (mention.alone or counts_below)
        ]
        of_anchors = (group.medium or _medium_at(group.offset, mentions, medium) for group in plain.anchors)
        yield _medium_at(0, mentions, medium), tuple(of_anchors)
        medium = _medium_at(len(plain.text), mentions, medium)


def _medium_at(offset: int, mentions: Sequence[MediumMention], medium_above: str) -> str:
    """Return the medium that applies at an offset of a block: the last one mentioned before it, else the one above."""
    return next((mention.medium for mention in reversed(mentions) if mention.offset <= offset), medium_above)
