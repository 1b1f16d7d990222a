"""The decision of when changed notes are to be indexed, for those who watch a corpus."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.indexer.changes import Changes


class ChangeDebouncer:
    """Reports changes once they have settled: an editor that saves with every word starts no build."""

    EVERY, SHARE = 5.0, 50
    """Seconds between two looks, at least; and how many times as long as the look itself took, at least."""

    def __init__(self) -> None:
        """Start without any change."""
        self.changed: Changes = frozenset()
        """The changed notes of the last look."""
        self._given_up: Changes = frozenset()

    def look(self, changed: Changes) -> bool:
        """Return whether the changes are to be indexed now: the last look saw the same, and no build gave them up."""
        due = bool(changed) and changed == self.changed != self._given_up
        self.changed = changed
        return due

    def built(self, *, finished: bool) -> None:
        """Record a build; the changes of one that failed or was cancelled are not tried until there are others."""
        self._given_up = frozenset() if finished else self.changed
        if finished:
            self.changed = frozenset()

    def pause(self, took: float) -> float:
        """Return the seconds until the next look, after one that took so many seconds."""
        return max(self.EVERY, self.SHARE * took)
