"""Stamps as written -> seconds, with a note-level repair of shifted ones.

The repair rests on a survey of 742,000 stamps in 21,273 notes: 19 % of them write `21:03:00` for 21 minutes 3 seconds.
Where the literal and the repaired reading differ, sibling notes of the same video agree with the literal one for
14.5 % and with the repaired one for 96.5 %.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from askcloud.media.citation import APPROXIMATE, EXACT, REPAIRED, Timestamp
from askcloud.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from askcloud.media.addresses import RawTime

MAX_HOURS = 4
"""A three-part stamp from this hour on is shifted: transcripts behind such notes are cut at four hours."""


@record
class TimeNotation:
    """How one note writes its times, learnt from all its stamps."""

    round_is_shifted: bool
    """A stamp with seconds 00 is minutes:seconds:00."""
    odd_is_shifted: bool
    """A stamp from one hour on is minutes:seconds:hundredths."""
    trust: str
    """exact when no stamp needs repair, repaired when at least half are impossible as they stand, else approximate."""

    def read(self, stamp: RawTime, medium: str = "") -> Timestamp:
        """The second of a medium that a stamp means."""
        return Timestamp(self._seconds_of(stamp), self.trust, medium)

    def _seconds_of(self, stamp: RawTime) -> int:
        stamp = stamp[:3]  # a fourth part is a fraction; of five or six, the others are where it ends
        if len(stamp) == 3 and self._is_shifted(stamp):
            stamp = stamp[:2]
        hours, minutes, seconds = (0, 0, *stamp)[-3:]
        return (hours * 60 + minutes) * 60 + seconds

    def _is_shifted(self, stamp: RawTime) -> bool:
        """Whether a three-part stamp is minutes:seconds and something more."""
        if _is_impossible(stamp):
            return True
        return self.round_is_shifted if stamp[2] == 0 else self.odd_is_shifted and stamp[0] >= 1


def infer_notation(stamps: Iterable[RawTime]) -> TimeNotation:
    """The clock of a note from its stamps, in any order.

    With n three-part stamps, z the share that end in 00 and x the share from hour 4 on that do not: z >= 1/4 of at
    least 3 makes round stamps shifted, x >= 1/5 makes odd ones shifted. Both bounds are flat from .1 to .5.
    """
    three = [stamp for stamp in stamps if len(stamp) == 3]
    impossible = sum(map(_is_impossible, three))
    round_share = _share(sum(stamp[2] == 0 for stamp in three), len(three))
    odd_share = _share(sum(stamp[0] >= MAX_HOURS and stamp[2] != 0 for stamp in three), len(three))
    clock = TimeNotation(round_share >= 0.25 and len(three) >= 3, odd_share >= 0.20, EXACT)
    if not impossible and not clock.round_is_shifted:
        return clock
    trust = REPAIRED if impossible * 2 >= len(three) else APPROXIMATE
    return TimeNotation(clock.round_is_shifted, clock.odd_is_shifted, trust)


def _is_impossible(stamp: RawTime) -> bool:
    return len(stamp) == 3 and (stamp[0] >= MAX_HOURS or stamp[1] >= 60 or stamp[2] >= 60)


def _share(count: int, total: int) -> float:
    return count / total if total else 0.0
