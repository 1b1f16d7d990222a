"""Blocks -> the second and the medium of each of their sentences.

Most notes set a time behind what it belongs to, before or after the full stop. Others set it before: at the start of a
line, in a heading, or on a line of its own over the text. Which of both a note does, the majority of its times says.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from askcloud.media.citation import APPROXIMATE, NONE, TRUST, Timestamp
from askcloud.notes.blocks import HEADING, ITEM, Block
from askcloud.notes.sentences import closes_sentence, sentences_of
from askcloud.notes.time_formats import BEFORE, EITHER
from askcloud.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from askcloud.notes.clock import TimeNotation
    from askcloud.notes.plain_text import Group, MediumMention, PlainText

Spans = list[tuple[int, int]]
"""(start, end) of each sentence of a block, in order."""


@record
class Sentence:
    """A sentence of a block, with its time."""

    start: int
    """Offset in the block's text."""
    end: int
    text: str
    time: Timestamp
    """Its own, else the one that it has from a neighbour, else none."""
    opened: bool
    """Whether a time stands before it, as a label does."""


class Timeline:
    """The times of one note: read with its clock, each in its medium."""

    def __init__(
        self, blocks: Sequence[Block], plain_texts: Sequence[PlainText], clock: TimeNotation, medium: str
    ) -> None:
        """Places the times of a note about a medium; empty if its head names none."""
        self._blocks = blocks
        self._proses = plain_texts
        self._clock = clock
        self._leads = _times_lead(blocks, plain_texts)
        self._close = _anchors_close(plain_texts)
        self.medium = medium or _first_medium(plain_texts)
        """What the note is about: its head's medium, else the first that its text names with a time; or empty."""
        self._media = list(_media_of(blocks, plain_texts, self.medium, named=bool(medium)))
        self._spans = [self._spans_of(index) for index in range(len(blocks))]
        self._own = [self._own_of(index) for index in range(len(blocks))]

    def times_in(self, index: int) -> Iterator[tuple[int, Timestamp]]:
        """(offset in its text, time) of every stamp of a block, ascending."""
        for group, medium in zip(self._proses[index].anchors, self._media[index][1:], strict=True):
            yield from ((group.at, self._clock.read(stamp, self._shown(medium))) for stamp in group.stamps)

    def sentences(self) -> list[list[Sentence]]:
        """The sentences of each block, in order."""
        given = self._given_before() if self._leads else self._given_after()
        return [list(self._sentences_of(index, times)) for index, times in enumerate(given)]

    def _sentences_of(self, index: int, given: Sequence[Timestamp | None]) -> Iterator[Sentence]:
        text = self._proses[index].text
        untimed = Timestamp(None, NONE, self._shown(self._media[index][0]))
        for (start, end), own, neighbour in zip(self._spans[index], self._own[index], given, strict=True):
            time = own or (_approximate(neighbour) if neighbour else untimed)
            yield Sentence(start, end, text[start:end], time, self._leads and own is not None)

    def _spans_of(self, index: int) -> Spans:
        prose = self._proses[index]
        cut = {group.at for group in prose.anchors}
        opening = {group.at for group in prose.anchors if group.opens} if self._leads else set()
        return sentences_of(prose.text, cut, anchors_close=self._close and not self._leads, breaks=opening)

    def _own_of(self, index: int) -> list[Timestamp | None]:
        """The own time of each sentence of a block: the first stamp of the first group of anchors that belongs to it.

        A group directly behind a sentence belongs to it, or where times lead to the one after it; one that opens a
        block belongs to its first sentence.
        """
        spans = self._spans[index]
        times: list[Timestamp | None] = [None] * len(spans)
        ends = [end for _, end in spans]
        place_in = bisect_right if self._leads else bisect_left
        for group, medium in zip(self._proses[index].anchors, self._media[index][1:], strict=True):
            place = place_in(ends, group.at)
            if place == len(spans) and self._leads:
                place -= 1
            if 0 <= place < len(spans) and times[place] is None:
                times[place] = self._read(group, medium)
        return times

    def _read(self, group: Group, medium: str) -> Timestamp:
        return self._clock.read(group.stamps[0], self._shown(medium))

    def _shown(self, medium: str) -> str:
        return "" if medium == self.medium else medium

    def _given_after(self) -> Iterator[list[Timestamp | None]]:
        """What a sentence without a time has where times follow it.

        The next time of its block, else the block's last; in a block without any, that of a later item. A time alone in
        its block belongs to the block before it.
        """
        below = self._times_below()
        for index in range(len(self._blocks)):
            self._hand_up(index + 1)
            anchors, media = self._proses[index].anchors, self._media[index]
            time = self._read(anchors[-1], media[-1]) if anchors else below[index]
            given = []
            for own in reversed(self._own[index]):
                time = own or time
                given.append(time)
            yield given[::-1]

    def _hand_up(self, index: int) -> None:
        """Gives a time alone in its block to the last sentence of the block before it, as its own."""
        anchors = self._proses[index].anchors if index < len(self._blocks) else ()
        own = self._own[index - 1]
        if anchors and not self._spans[index] and own and not self._proses[index - 1].anchors:
            own[-1] = self._read(anchors[0], self._media[index][1])

    def _times_below(self) -> list[Timestamp | None]:
        """The first time after each item under the same headings."""
        below: list[Timestamp | None] = []
        first: Timestamp | None = None
        headings: tuple[int, ...] | None = None
        for block, own in zip(reversed(self._blocks), reversed(self._own), strict=True):
            if block.headings != headings:
                first, headings = None, block.headings
            below.append(first if block.kind == ITEM else None)
            first = next(filter(None, own), first)
        return below[::-1]

    def _given_before(self) -> Iterator[list[Timestamp | None]]:
        """What a sentence without a time has where times lead: the last one above it.

        A time on a line of its own, or in a heading, holds for all that stands below it; another for its block and the
        items that hang on it. The first sentence below a lone time is the one it belongs to.
        """
        last: Timestamp | None = None
        scope: tuple[int, ...] | int = ()
        for index, block in enumerate(self._blocks):
            within = scope in block.parents if isinstance(scope, int) else block.headings[: len(scope)] == scope
            last = last if within else None
            given: list[Timestamp | None] = []
            for own in self._own[index]:
                last = own or last
                given.append(last)
            yield given
            anchors, media = self._proses[index].anchors, self._media[index]
            if anchors:
                last = self._read(anchors[-1], media[-1])
                scope = index
                if not self._spans[index] or block.kind == HEADING:
                    scope = (*block.headings, *(index,) * (block.kind == HEADING))
                if not self._spans[index]:
                    self._hand_down(index, last)

    def _hand_down(self, index: int, time: Timestamp) -> None:
        """Gives a lone time to the first sentence below it, as its own."""
        scope = self._blocks[index].headings
        for below in range(index + 1, len(self._blocks)):
            block = self._blocks[below]
            if block.headings[: len(scope)] != scope or self._proses[below].anchors:
                return
            if block.kind != HEADING and self._own[below]:
                self._own[below][0] = time
                return


def _approximate(time: Timestamp) -> Timestamp:
    """A neighbour's time: approximate at best."""
    return Timestamp(time.seconds, max(time.trust, APPROXIMATE, key=TRUST.index), time.medium)


def _anchors_close(plain_texts: Sequence[PlainText]) -> bool:
    """Whether most anchors of a note stand behind the full stop of their sentence, not before it."""
    behind = [closes_sentence(prose.text, group.at) for prose in plain_texts for group in prose.anchors]
    return sum(behind) * 2 > len(behind)


def _times_lead(blocks: Sequence[Block], plain_texts: Sequence[PlainText]) -> bool:
    """Whether most times of a note stand before what they belong to.

    A time that opens a line of text stands before it; one alone in its block does where the note begins with one.
    """
    alone_first = next((bool(prose.anchors) for prose in plain_texts if prose.anchors or prose.text), False)
    votes = []
    for block, prose in zip(blocks, plain_texts, strict=True):
        for group in prose.anchors:
            stands = group.time_formats[0].stands
            if stands != EITHER:
                votes.append(stands == BEFORE)
            elif not prose.text:
                votes.append(alone_first or block.kind == HEADING)
            elif block.kind != HEADING:
                votes.append(group.opens and any(map(str.isalnum, prose.text[group.at : group.at + 20])))
    return sum(votes) * 2 > len(votes)


def _first_medium(plain_texts: Sequence[PlainText]) -> str:
    """The first medium that a text names with a time or on a line of its own, where it names any time at all."""
    if not any(prose.anchors for prose in plain_texts):
        return ""
    groups = (group.medium for prose in plain_texts for group in prose.anchors)
    mentions = [mention for prose in plain_texts for mention in prose.mentions]
    above = (mention.medium for mention in mentions if mention.certain)
    return next(above, "") or next(filter(None, groups), "") or next((each.medium for each in mentions), "")


def _media_of(
    blocks: Sequence[Block], plain_texts: Sequence[PlainText], medium: str, *, named: bool
) -> Iterator[tuple[str, ...]]:
    """The medium at the start of each block, then that of each of its groups of anchors.

    It is the nearest one named above. In a note whose head names its medium, a link within a sentence names another
    for nobody but itself.
    """
    for block, prose in zip(blocks, plain_texts, strict=True):
        heading = block.kind == HEADING
        firm = [each for each in prose.mentions if each.certain and (each.alone or heading or not named)]
        yield (
            _nearest(medium, firm, 0),
            *(group.medium or _nearest(medium, firm, group.at) for group in prose.anchors),
        )
        medium = _nearest(medium, firm, len(prose.text))


def _nearest(medium: str, mentions: Sequence[MediumMention], at: int) -> str:
    """The medium that holds at an offset of a block, given the one above the block."""
    return next((each.medium for each in reversed(mentions) if each.at <= at), medium)
