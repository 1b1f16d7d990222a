"""Cite a claim: the second in a medium at which it was said, the line of its note, and the link that plays it."""

from __future__ import annotations

from askcloud.media.medium import link_to, youtube_id_of
from askcloud.record import Record

EXACT, REPAIRED, APPROXIMATE, NONE = "exact", "repaired", "approximate", "none"
TRUST = (EXACT, REPAIRED, APPROXIMATE, NONE)
"""How reliable a second is, best first. An index stores the position in this order, so it must not change."""


class Timestamp(Record):
    """A second in a medium, and how reliable it is."""

    seconds: int | None
    """Whole seconds from the start of the medium; None if the note gives no time."""
    trust: str = EXACT
    """exact: as written. repaired: a shifted time, corrected. approximate: a neighbour's. none: there is no time."""
    medium: str = ""
    """The medium (see `media.medium`); empty for the one that the note is about."""

    @property
    def formatted(self) -> str:
        """The time as people write it: `1:03`, `1:01:03`, `~21:03` if not exact; empty if there is none."""
        if self.seconds is None:
            return ""
        minutes, second = divmod(self.seconds, 60)
        hours, minute = divmod(minutes, 60)
        time = f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
        return time if self.trust == EXACT else f"~{time}"


class Citation(Record):
    """Where a claim comes from, so that a reader can check it."""

    note: str
    """Path of the note below the corpus, with forward slashes."""
    line: int
    """Line of the note on which the quote begins, from 1."""
    title: str
    """Title of the note."""
    channel: str
    """The channel of the note; empty if it has none."""
    medium: str
    """The medium in which it was said (see `media.medium`), as the note gives it. It is not validated: use `url`."""
    video_title: str | None
    """Title of the video; None if no note gives it."""
    time: Timestamp
    """The second at which it was said."""
    address: str | None = None
    """The address that opens the note, if its medium is the note itself."""

    @property
    def video_id(self) -> str:
        """Return the YouTube id as the note gives it; empty for another medium."""
        return youtube_id_of(self.medium)

    @property
    def shown_title(self) -> str:
        """Return the title to show: the video's if it is known, else the note's."""
        return self.video_title or self.title

    @property
    def moment(self) -> str:
        """Return the time as people write it; `line 12` of a note that is its own medium, since it has no time."""
        return self.time.formatted or (f"line {self.line}" if self.address else "")

    @property
    def url(self) -> str | None:
        """The link that plays the medium at the second, or opens the note; None for a file or an invalid medium."""
        return self.address or link_to(self.medium, self.time.seconds)
