"""The speed of a build by the wall clock, and the time that is left."""

from __future__ import annotations

from time import monotonic

from askcloud.output.wording import join_parts, pluralize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_MIN_SECONDS = 1.0  # before a rate is shown: the first seconds are spent on starting


class Pace:
    """Watches the progress of one build."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """Start to watch with the first report.

        Args:
            clock: Returns seconds.
        """
        self._clock = clock
        self._started: float | None = None
        self._first = 0

    def step(self, done: int, total: int) -> str:
        """Return the progress of a build: `1,200 / 8,452 notes · 130 notes/s · 56 s left`.

        Args:
            done: Notes read.
            total: Notes to read, more than 0.
        """
        now = self._clock()
        if self._started is None:
            self._started, self._first = now, done
        took, read = now - self._started, done - self._first
        counts = f"{done:,} / {pluralize(total, 'note')}"
        if took < _MIN_SECONDS or not read:
            return counts
        left = (total - done) * took / read
        return join_parts(counts, f"{read / took:,.0f} notes/s", f"{_duration(left)} left")


def _duration(seconds: float) -> str:
    """Return a duration in the two units that matter: `56 s`, `2 min 5 s`, `1 h 3 min`."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min"
