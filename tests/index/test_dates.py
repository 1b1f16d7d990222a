"""Laws of dates and periods in words."""

from __future__ import annotations

from datetime import date

import pytest

from askcloud.index.dates import parse_date

TODAY = date(2025, 3, 31)  # a Monday


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2025", "2025-01-01"),
        ("2025-02", "2025-02-01"),
        ("2025-2-3", "2025-02-03"),
        ("Yesterday", "2025-03-30"),
        ("today", "2025-03-31"),
        ("this week", "2025-03-31"),
        ("last week", "2025-03-24"),
        ("this month", "2025-03-01"),
        ("last month", "2025-02-01"),
        ("last_month", "2025-02-01"),
        ("this year", "2025-01-01"),
        ("last year", "2024-01-01"),
        ("3 days ago", "2025-03-28"),
        ("1 week ago", "2025-03-24"),
        ("1 month ago", "2025-02-28"),
        ("13 months ago", "2024-02-29"),
        ("2 years ago", "2023-03-31"),
    ],
)
def test_first_day_of_words(words, day):
    """A date or words for one mean the first day of what they name."""
    assert parse_date(words, TODAY) == day


def test_first_day_counts_from_the_real_one():
    """Without a day given, today is the real one."""
    assert parse_date("today") <= date.today().isoformat()  # noqa: DTZ011
