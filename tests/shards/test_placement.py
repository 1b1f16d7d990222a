"""Laws of which shard a note is in."""

from __future__ import annotations

from collections import Counter

from askcloud.shards.placement import place_all, place_new


def test_notes_of_a_folder_are_together():
    """A folder that fits into a shard is in one, and the shards are about equally large."""
    paths = [f"folder{number}/deep/{note}.md" for number in range(12) for note in range(10)]

    placed = place_all(paths, 4)

    assert all(len({placed[path] for path in paths[start : start + 10]}) == 1 for start in range(0, 120, 10))
    assert Counter(placed.values()) == {0: 30, 1: 30, 2: 30, 3: 30}


def test_large_folder_is_split():
    """A folder that does not fit into a shard is spread over several, by path alone."""
    paths = [f"large/{note}.md" for note in range(1000)] + [f"small/{note}.md" for note in range(10)]

    placed = place_all(paths, 4)

    assert place_all(reversed(paths), 4) == placed
    assert len({placed[path] for path in paths[-10:]}) == 1
    sizes = Counter(placed.values())
    assert len(sizes) == 4
    assert max(sizes.values()) < 2 * min(sizes.values())


def test_new_note_goes_to_its_folder():
    """A new note is put where its folder is, one of a new folder into the shard with the fewest notes."""
    placed = {f"a/{note}.md": 0 for note in range(8)} | {"b/1.md": 1} | {f"c/{note}.md": 2 for note in range(5)}

    assert place_new(["a/new.md", "new/1.md", "new/2.md", "top.md"], placed, 3) == {
        "a/new.md": 0,
        "new/1.md": 1,
        "new/2.md": 1,
        "top.md": 1,
    }


def test_shard_does_not_grow_without_end():
    """Once a shard has twice as many notes as the mean, new notes of its folder go to the smallest."""
    placed = {f"a/{note}.md": 0 for note in range(10)} | {"b/1.md": 1, "c/1.md": 2}

    added = place_new([f"a/new{note}.md" for note in range(60)], placed, 3)

    sizes = Counter({**placed, **added}.values())
    assert max(sizes.values()) <= 2 * 72 / 3
