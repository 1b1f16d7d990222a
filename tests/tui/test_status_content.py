"""What header and notice look like."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from scripted import CORPUS, ready

from askcloud.answering.conversation import NO_INDEX, CorpusStatus
from askcloud.tui.status_content import changed_content, header_content, progress_content, status_content


@pytest.mark.parametrize(
    ("notes", "takes"),
    [
        (1, "1 note found in /vault/rivers. Press enter to build it (a few seconds)."),
        (4_000, "(under a minute)"),
        (21_273, "(about 3 min)"),
    ],
)
def test_missing_index_says_how_long_a_build_takes(notes, takes):
    """Without an index the status names the notes, the key that builds, and roughly how long that takes."""
    content = status_content(CorpusStatus(NO_INDEX, CORPUS, notes=notes)).plain

    assert content.startswith("No index yet. ")
    assert takes in content


def test_ready_index_has_no_status():
    """With an index that can be asked there is nothing to report."""
    assert status_content(ready()).plain == ""


@pytest.mark.parametrize(
    ("built", "age"),
    [
        ("2026-03-09T12:00:00+00:00", "built 2 days ago"),
        ("2026-03-11T09:30:00+00:00", "built 2 hours ago"),
        ("2026-03-11T11:58:59+00:00", "built 1 minute ago"),
        ("2026-03-11T13:59:30+02:00", "built just now"),
        ("2026-03-11T11:00:00", "built at an unknown time"),
        ("long ago", "built at an unknown time"),
    ],
)
def test_header_shows_the_age_of_the_index(built, age):
    """The header names corpus, sentences and age in the largest unit, in any time zone."""
    header = header_content("rivers", ready(built=built), datetime(2026, 3, 11, 12, tzinfo=UTC))

    assert header.plain == f"askcloud · rivers · 12 sentences · {age}"


def test_header_before_the_index_is_open_names_the_corpus():
    """Before the index is open, the header shows only the name."""
    assert header_content("rivers", None).plain == "askcloud · rivers"


@pytest.mark.parametrize(
    ("done", "total", "answering", "expected"),
    [
        (0, 0, False, "░░░░░░░░░░░░░░░░░░░░ Counting the notes… · esc cancels"),
        (1, 2, False, "██████████░░░░░░░░░░ Indexing 1 / 2 notes · esc cancels"),
        (
            2,
            2,
            True,
            f"{'█' * 20} Indexing 2 / 2 notes · esc cancels · answers use the previous index until then",
        ),
    ],
)
def test_progress_shows_share_and_counts(done, total, answering, expected):
    """Progress is a bar, the counts, how to cancel, and whether questions are answered meanwhile."""
    assert progress_content(done, total, f"{done} / {total} notes", answering=answering).plain == expected


def test_changed_notes_name_the_key():
    """The notice of changed notes counts them and names the key that updates the index."""
    assert changed_content(1).plain == "1 note changed since the index was built · ctrl+r to update"
