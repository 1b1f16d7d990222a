"""Timestamp, Citation: a video, a second, a note, a line; and the URL that plays it."""

from __future__ import annotations

import re

from askcloud.record import record

EXACT, REPAIRED, APPROXIMATE, NONE = "exact", "repaired", "approximate", "none"
TRUST = (EXACT, REPAIRED, APPROXIMATE, NONE)
"""How far a second can be trusted, best first; a stored trust is its place in this order."""

_RE_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")


@record
class Timestamp:
    """A second in a video, and how it came to be known."""

    seconds: int | None
    """Whole seconds from the start of the video; None when the note gives no time."""
    trust: str = EXACT
    """exact: as written. repaired: a shifted stamp read right. approximate: a neighbour's. none: no second."""

    @property
    def clock(self) -> str:
        """As people write it: `1:03`, `1:01:03`; `~21:03` when not exact; empty when unknown."""
        if self.seconds is None:
            return ""
        minutes, second = divmod(self.seconds, 60)
        hours, minute = divmod(minutes, 60)
        clock = f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
        return clock if self.trust == EXACT else f"~{clock}"


NO_TIME = Timestamp(None, NONE)


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
    video_id: str
    """The video's id as the note gives it; not validated, so never part of a link as it stands."""
    video_title: str | None
    """Title of the video, where a hub page gives it."""
    time: Timestamp
    """When it was said."""

    @property
    def url(self) -> str | None:
        """The link that plays the video at the second; None where the id is not a valid one."""
        return video_url(self.video_id, self.time.seconds)


def video_url(video_id: str, seconds: int | None) -> str | None:
    """The link that plays a video, built from a validated id and a number, never copied from a note."""
    if not _RE_YOUTUBE_ID.fullmatch(video_id):
        return None
    start = "" if seconds is None else f"&t={seconds}s"
    return f"https://www.youtube.com/watch?v={video_id}{start}"
