"""Which shard a note is in: with the others of its folder, so that a change touches few shards.

Notes do not move as long as the number of shards does not change. A folder with more notes than a shard should have
is split by a hash of the paths, which spreads it evenly, whatever it is named by.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from math import ceil
from zlib import crc32

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

TOO_LARGE = 2
"""How many times as many notes as the others have in the mean a shard may get before a note goes to the smallest."""


def place_all(paths: Iterable[str], shards: int) -> dict[str, int]:
    """Return the shard of each note of a new index, by path.

    Folders are taken from the largest on, each into the shard with the fewest notes so far.
    """
    by_folder: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        by_folder[_folder_of(path)].append(path)
    most = ceil(sum(map(len, by_folder.values())) / shards)
    groups: list[Sequence[str]] = []
    for folder in sorted(by_folder):
        groups += _split(by_folder[folder], ceil(len(by_folder[folder]) / most))
    groups.sort(key=len, reverse=True)
    sizes = [0] * shards
    placed: dict[str, int] = {}
    for group in groups:
        smallest = sizes.index(min(sizes))
        sizes[smallest] += len(group)
        placed |= dict.fromkeys(group, smallest)
    return placed


def place_new(paths: Iterable[str], placed: Mapping[str, int], shards: int) -> dict[str, int]:
    """Return the shard of each new note, by path: one that its folder is in; the smallest for a new folder.

    Args:
        paths: Paths of the new notes, in order.
        placed: The shards of the notes that stay, by path.
        shards: How many shards there are.
    """
    sizes = Counter(dict.fromkeys(range(shards), 0))
    sizes.update(placed.values())
    folders: defaultdict[str, set[int]] = defaultdict(set)
    for path, number in placed.items():
        folders[_folder_of(path)].add(number)
    found: dict[str, int] = {}
    for path in paths:
        own = folders[_folder_of(path)]
        number = sorted(own)[_hash(path) % len(own)] if own else _smallest(sizes)
        if sizes[number] >= TOO_LARGE * max(1, sizes.total() / shards):
            number = _smallest(sizes)
        own.add(number)
        sizes[number] += 1
        found[path] = number
    return found


def _smallest(sizes: Mapping[int, int]) -> int:
    return min(sizes, key=lambda number: (sizes[number], number))


def _folder_of(path: str) -> str:
    """Return the topmost folder of a note; empty if it is in none."""
    return path.partition("/")[0] if "/" in path else ""


def _split(paths: Sequence[str], pieces: int) -> list[Sequence[str]]:
    """Return the notes of a folder in so many pieces."""
    return [[path for path in paths if _hash(path) % pieces == piece] for piece in range(pieces)]


def _hash(path: str) -> int:
    """Return a number that is the same on every machine."""
    return crc32(path.encode(errors="surrogateescape"))
