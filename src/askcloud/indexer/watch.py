"""The decision of when changed notes are to be indexed, for those who watch a corpus."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.indexer.changes import Changes


class ChangeDebouncer:
    """Reports changes once they have settled: an editor that saves with every word starts no build."""

    EVERY, SHARE = 5.0, 50
    """Seconds between two looks, at least; and how many times as long as the look itself took, at least."""
    QUIET, AWAY = 12, 60
    """How many times longer the pauses become while nothing changes; and while nobody looks at the screen, either."""

    def __init__(self) -> None:
        """Start without any change."""
        self.changed: Changes = frozenset()
        """The changed notes of the last look."""
        self._given_up: Changes = frozenset()
        self._away = False
        self._quiet = 0  # looks in a row that found nothing new

    def look(self, changed: Changes) -> bool:
        """Return whether the changes are to be indexed now: the last look saw the same, and no build gave them up."""
        due = bool(changed) and changed == self.changed != self._given_up
        self._quiet = 0 if due or changed != self.changed else self._quiet + 1
        self.changed = changed
        return due

    def built(self, *, finished: bool) -> None:
        """Record a build; the changes of one that failed or was cancelled are not tried until there are others."""
        self._given_up = frozenset() if finished else self.changed
        if finished:
            self.changed = frozenset()

    def attend(self, *, away: bool = False) -> bool:
        """Look more often again because somebody is there, or less often because nobody is any more.

        Returns:
            Whether the pause that has begun is longer than it should be now.
        """
        was_quiet, self._away = self._quiet > 0, away
        self._quiet = self._quiet if away else 0
        return was_quiet and not away

    def pause(self, took: float) -> float:
        """Return the seconds until the next look, after one that took so many seconds; twice as many each time."""
        longer = min(1 << self._quiet, self.AWAY if self._away else self.QUIET)
        return max(self.EVERY, self.SHARE * took) * longer
