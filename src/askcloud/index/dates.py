"""Dates and periods as people write them -> the first day they mean."""

from __future__ import annotations

import re
import time

from askcloud.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

_PERIODS = ("day", "week", "month", "year")


def parse_date(words: str, today: date | None = None) -> str:
    """Return the first day of a date or a period in words, as `2025-01-31`. Weeks begin on Monday.

    Args:
        words: `2025`, `2025-01`, `2025-01-31`, `today`, `yesterday`, `this week`, `last month` or `3 days ago`.
        today: The day that words count from; the real one if not given.

    Raises:
        UsageError: The words are not a date.
    """
    from datetime import date  # 1 ms: only with a date

    written = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", words.strip())
    try:
        if written:
            return date(*(int(part or 1) for part in written.groups())).isoformat()
        today = today or date(*time.localtime()[:3])
        return _first_day(words.lower().replace("_", " ").split(), today).isoformat()
    except (ValueError, OverflowError) as error:
        raise UsageError(
            f"{words[:40]} is not a date.", hint="Write 2025-01-31, 2025-01, yesterday, last month or 3 weeks ago."
        ) from error


def _first_day(words: list[str], today: date) -> date:
    """Return the first day of a period in words.

    Raises:
        ValueError: The words are not a period.
    """
    match words:
        case ["today"]:
            return today
        case ["yesterday"]:
            return _go_back(today, "day", 1)
        case ["this" | "last" as which, period] if period in _PERIODS:
            return _start_of(_go_back(today, period, int(which == "last")), period)
        case [count, periods, "ago"] if count.isdecimal() and periods.removesuffix("s") in _PERIODS:
            return _go_back(today, periods.removesuffix("s"), int(count))
    raise ValueError(words)


def _go_back(day: date, period: str, count: int) -> date:
    """Return the same day some periods earlier, or the last day of that month if it is shorter."""
    from datetime import timedelta  # loaded with the date

    if period in ("day", "week"):
        return day - timedelta(days=count * (7 if period == "week" else 1))
    months = day.year * 12 + day.month - 1 - count * (12 if period == "year" else 1)
    first = day.replace(year=months // 12, month=months % 12 + 1, day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


def _start_of(day: date, period: str) -> date:
    """Return the first day of the period that a day is in."""
    from datetime import timedelta  # loaded with the date

    if period == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(**{"month": {"day": 1}, "year": {"day": 1, "month": 1}}.get(period, {}))
