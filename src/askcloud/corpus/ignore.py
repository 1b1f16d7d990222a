"""Patterns of files to leave out, as in a .gitignore, matched in one step for each character of a path.

All patterns together are one automaton whose state is a number: a bit is set for each item of the patterns that may
match next. A step moves all bits at once, so no pattern makes any path slow (Navarro and Raffinot, *Flexible Pattern
Matching in Strings*, 2002, chapter 4). A regular expression can try exponentially many ways to divide a name among the
stars of a pattern.
"""

from __future__ import annotations

from bisect import bisect_right

from askcloud.errors import UsageError
from askcloud.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from typing import TypeAlias

    _Item: TypeAlias = "str | _CharacterClass"

IGNORE_FILE = ".askcloudignore"

MAX_PATTERNS = 1_000
"""Patterns of a folder, those of the command line included; people write a few dozen."""
MAX_CHARACTERS = 10_000
"""Characters of all of them together, comments included; bounds the bits of a state."""

_STAR, _ANY, _FOLDERS, _REST, _END = "star", "any", "folders", "rest", "end"
"""Other items than a character and a class: part of a name, one character, any folders, everything below, the end."""

_MAX_CACHED_STEPS = 10_000  # characters whose step is cached
_LEFT_OUT = -1  # in place of a state


class _CharacterClass(Record):
    """An item that matches one character out of a set."""

    ranges: tuple[tuple[int, int], ...]
    """(first, last) of their code points; ascending, no two overlap."""
    negated: bool
    """Whether it matches all others instead."""


class IgnorePatterns:
    """Patterns, of which the last one that matches a path decides."""

    def __init__(self, lines: Collection[str]) -> None:
        """Read the patterns, one from each line; comments and empty lines have none.

        Raises:
            UsageError: A pattern is not valid, or there are too many.
        """
        items: list[_Item] = []
        first = self._ends = self._negated = self._folders_only = 0
        for pattern in _patterns_in(lines):
            first |= 1 << len(items)
            items += _items_of(pattern.removeprefix("!"))
            end = 1 << len(items) - 1
            self._ends |= end
            self._negated |= end * pattern.startswith("!")
            self._folders_only |= end * pattern.endswith("/")
        rest, self._folders, self._any = (_bits(items, kind) for kind in (_REST, _FOLDERS, _ANY))
        self._optional = rest | _bits(items, _STAR)  # may match nothing
        self._in_names = self._optional | self._folders  # match more of a name
        self._in_paths = rest | self._folders  # match more than a name
        self._borders, self._matching = _classes_by_boundary(items)
        self._slashes = _bits(items, _SLASH)
        self._steps: dict[str, int] = {}
        self._root = self._at_name(first)
        self._above, self._below_it = "", self._root

    def leave_out(self, path: str) -> bool:
        """Return whether a path, or a folder that contains it, is left out; the path of a folder ends in a slash."""
        if not self._ends:
            return False
        above, slash, name = path.removesuffix("/").rpartition("/")
        if above != self._above:  # most paths are in the same folder as the one before
            self._above, self._below_it = above, self._after(self._root, above + slash)
        state = self._after(self._below_it, name)
        ends = self._ends if path.endswith("/") else self._ends & ~self._folders_only
        return state == _LEFT_OUT or self._decides(state & ends)

    def _after(self, state: int, text: str) -> int:
        """Return the state after the next characters of a path; `_LEFT_OUT` if a folder in them is left out."""
        if state == _LEFT_OUT:
            return _LEFT_OUT
        steps, optional, in_names = self._steps, self._optional, self._in_names
        for character in text:
            step = steps.get(character)
            if step is None:
                step = self._step(character)
            moved = (state & step) << 1
            if character != "/":
                state = moved | state & in_names
                state |= (state & optional) << 1
            elif self._decides(state & self._ends):
                return _LEFT_OUT
            else:
                state = self._at_name(moved | state & self._in_paths)
        return state

    def _at_name(self, state: int) -> int:
        """Return a state at the beginning of a name, after skipping items that may match nothing."""
        state |= (state & self._folders) << 1
        return state | (state & self._optional) << 1

    def _decides(self, matching: int) -> bool:
        """Return whether a path is left out, given the ends of the patterns that match it."""
        return bool(matching) and not self._negated >> matching.bit_length() - 1 & 1

    def _step(self, character: str) -> int:
        """Return the items that match a character, and cache them."""
        if len(self._steps) >= _MAX_CACHED_STEPS:
            self._steps.clear()
        matching = self._matching[bisect_right(self._borders, ord(character))]
        self._steps[character] = self._slashes if character == "/" else matching | self._any  # [!a] is no slash
        return self._steps[character]


_SLASH = _CharacterClass(((ord("/"), ord("/")),), negated=False)


def _bits(items: Sequence[_Item], wanted: _Item) -> int:
    return sum(1 << place for place, item in enumerate(items) if item == wanted)


def _classes_by_boundary(items: Sequence[_Item]) -> tuple[list[int], list[int]]:
    """Return the code points at which other items begin to match, ascending, and which match before and after each."""
    matching = 0
    changes: dict[int, int] = {}
    for place, item in enumerate(items):
        if isinstance(item, _CharacterClass):
            matching |= item.negated << place
            for first, last in item.ranges:
                for border in (first, last + 1):
                    changes[border] = changes.get(border, 0) ^ 1 << place
    found = [matching]
    for border in sorted(changes):
        matching ^= changes[border]
        found.append(matching)
    return sorted(changes), found


def _patterns_in(lines: Collection[str]) -> list[str]:
    """Return the patterns in some lines.

    Raises:
        UsageError: There are too many.
    """
    hint = f"Shorten {IGNORE_FILE}, or give fewer patterns with --exclude."
    length = sum(map(len, lines))
    if length > MAX_CHARACTERS:
        message = f"The patterns of files to leave out have {length:,} characters; at most {MAX_CHARACTERS:,} are read."
        raise UsageError(message, hint=hint)
    patterns = [_without_blanks(line) for line in lines if line.strip() and not line.startswith("#")]
    if len(patterns) > MAX_PATTERNS:
        message = f"There are {len(patterns):,} patterns of files to leave out; at most {MAX_PATTERNS:,} are read."
        raise UsageError(message, hint=hint)
    return patterns


def _without_blanks(line: str) -> str:
    """Return a line without the blanks at its end; one after a backslash is part of the pattern."""
    pattern = line.rstrip()
    return line[: len(pattern) + 1] if pattern.endswith("\\") else pattern


def _items_of(pattern: str) -> Iterator[_Item]:
    """Yield the items of a pattern that has no `!` before it.

    Raises:
        UsageError: It is not valid.
    """
    if not pattern:
        raise _not_valid("!")
    names = pattern.removesuffix("/").split("/")
    if len(names) == 1:
        yield _FOLDERS  # a name alone is looked for in every folder
    elif not names[0]:
        names = names[1:]
    for place, name in enumerate(names, 1):
        is_last = place == len(names)
        if name == "**" and not is_last:
            if place == 1 or names[place - 2] != "**":
                yield _FOLDERS
        elif name == "**" and is_last and "/" in pattern.removesuffix("/"):
            yield from (_ANY, _REST)
        else:
            yield from _items_of_name(name, pattern)
            if not is_last:
                yield _SLASH
    yield _END


def _items_of_name(name: str, pattern: str) -> Iterator[_Item]:
    """Yield the items of a part of a pattern between slashes."""
    place = 0
    while place < len(name):
        sign = name[place]
        place += 1
        if sign == "*":
            if name[place : place + 1] != "*":
                yield _STAR
        elif sign == "?":
            yield _ANY
        elif sign == "\\":
            if place == len(name):
                raise _not_valid(pattern)
            yield _character_class(name[place])
            place += 1
        else:
            negated = name[place : place + 1] in ("!", "^")
            start = place + negated
            end = name.find("]", start + 1) if sign == "[" else -1
            if end < 0:
                yield _character_class(sign)
            else:
                yield _character_class(name[start:end].replace("\\", ""), negated=negated)
                place = end + 1


def _character_class(listed: str, *, negated: bool = False) -> _CharacterClass:
    """Return the item that matches some characters, given as between brackets: `ab`, `a-z`."""
    ranges: list[tuple[int, int]] = []
    while listed:
        length = 3 if listed[1:2] == "-" and len(listed) > 2 else 1  # a-z
        ranges.append((ord(listed[0]), ord(listed[length - 1])))
        listed = listed[length:]
    joined: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if joined and first <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        elif first <= last:
            joined.append((first, last))
    return _CharacterClass(tuple(joined), negated)


def _not_valid(pattern: str) -> UsageError:
    return UsageError(
        f"A pattern of files to leave out is not valid: {pattern}.",
        hint=f"Correct it in {IGNORE_FILE} or --exclude; both use the syntax of .gitignore.",
    )
