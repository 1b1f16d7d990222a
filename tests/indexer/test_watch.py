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
    """While anything may change, looking takes a fiftieth of the time at most."""
    assert (ChangeDebouncer().pause(0.001), ChangeDebouncer().pause(2.0)) == (5.0, 100.0)


def test_watch_looks_less_often_the_longer_nothing_changes():
    """The pauses double up to a minute while nothing changes, and are short again once something has."""
    watch = ChangeDebouncer()
    pauses = []
    for changed in [*[frozenset()] * 6, ONE, ONE, TWO]:
        watch.look(changed)
        pauses.append(watch.pause(0.0))

    assert pauses == [10, 20, 40, 60, 60, 60, 5, 5, 5]
    assert watch.pause(1.0) == 50


def test_watch_looks_more_often_while_somebody_is_there():
    """Without anybody at the screen the pauses grow further, and whoever comes back ends a long one."""
    watch = ChangeDebouncer()
    for _ in range(10):
        watch.look(frozenset())
    alone = (watch.attend(away=True), watch.pause(0.1))

    assert alone == (False, 300)
    assert (watch.attend(), watch.pause(0.1)) == (True, 5)
    assert (watch.attend(), watch.pause(0.1)) == (False, 5)
