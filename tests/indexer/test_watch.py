"""Laws of when changes are indexed while a corpus is watched."""

from __future__ import annotations

from askcloud.indexer.watch import ChangeDebouncer

ONE, TWO = frozenset({("a.md", "1:1")}), frozenset({("a.md", "1:2")})


def test_watch_waits_until_changes_rest():
    """What changed is read when it looks the same twice, and not before."""
    watch = ChangeDebouncer()

    assert [watch.look(each) for each in (frozenset(), ONE, TWO, TWO)] == [False, False, False, True]


def test_watch_leaves_what_failed_until_it_is_another():
    """A build that failed is not begun again over the same changes."""
    watch = ChangeDebouncer()
    watch.look(ONE)
    watch.look(ONE)
    watch.built(finished=False)

    assert [watch.look(each) for each in (ONE, ONE, TWO, TWO)] == [False, False, False, True]


def test_watch_looks_less_often_where_a_look_takes_long():
    """Looking takes a fiftieth of the time at most."""
    assert (ChangeDebouncer().pause(0.001), ChangeDebouncer().pause(2.0)) == (5.0, 100.0)
