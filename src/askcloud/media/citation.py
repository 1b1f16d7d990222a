"""Timestamp, Citation: a medium, a second, a note, a line; and the link that plays it."""

from __future__ import annotations

from askcloud.media.medium import link_to, youtube_id_of
from askcloud.record import record

EXACT, REPAIRED, APPROXIMATE, NONE = "exact", "repaired", "approximate", "none"
TRUST = (EXACT, REPAIRED, APPROXIMATE, NONE)
"""How far a second can be trusted, best first; a stored trust is its place in this order."""


@record
class Timestamp:
    """A second in a medium, and how it came to be known."""

    seconds: int | None
    """Whole seconds from its start; None when the note gives no time."""
    trust: str = EXACT
    """exact: as written. repaired: a shifted stamp read right. approximate: a neighbour's. none: no second."""
    medium: str = ""
    """What it is a second of (see `media`); empty for the medium the note is about."""

    @property
    def formatted(self) -> str:
        """As people write it: `1:03`, `1:01:03`; `~21:03` when not exact; empty when unknown."""
        if self.seconds is None:
            return ""
        minutes, second = divmod(self.seconds, 60)
        hours, minute = divmod(minutes, 60)
        clock = f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
        return clock if self.trust == EXACT else f"~{clock}"


@record
class Citation:
    """What lets a reader check a claim."""

    note: str
    """Path of the note below the corpus, with forward slashes."""
    line: int
    """Line of the note on which the quote begins, from 1."""
    title: str
    """Title of the note."""
    channel: str
    """Folder of the channel's notes; empty for a note that lies in the corpus itself."""
    medium: str
    """What it was said in (see `media`), as the note gives it; not validated, so never a link as it stands."""
    video_title: str | None
    """Title of the video, where a note gives it."""
    time: Timestamp
    """When it was said."""

    @property
    def video_id(self) -> str:
        """The YouTube id as the note gives it; empty for another medium."""
        return youtube_id_of(self.medium)

    @property
    def shown_title(self) -> str:
        """What people know it by: the video's title where it is known, else the note's."""
        return self.video_title or self.title

    @property
    def url(self) -> str | None:
        """The link that plays the medium at the second; None for a file, or where it is no valid one."""
        return link_to(self.medium, self.time.seconds)
