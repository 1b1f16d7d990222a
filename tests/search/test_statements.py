"""Laws of taking claims together that say the same."""

from __future__ import annotations

import pytest

from askcloud.question.parse import parse_question
from askcloud.search.query import resolve
from askcloud.search.rank import rank
from askcloud.search.statements import group_statements

VIDEOS = {"a.md": "aaaaaaaaaaa", "b.md": "aaaaaaaaaaa", "c.md": "ccccccccccc", "d.md": "ddddddddddd"}
NOTES = {
    "a.md": "The granite dam across the valley holds back meltwater [00:00:10]. The mill grinds rye [00:05:00].",
    "b.md": "A granite dam across the valley holds back meltwater [00:00:12].",
    "c.md": "The granite dam across the valley holds back the meltwater [00:03:00].",
    "d.md": "The 40 granite dams across the valley hold back meltwater [00:01:00]. Oats feed the horses [00:02:00].",
}


@pytest.fixture(scope="module")
def ranked(make_vault):
    """Ranks the claims for a question."""
    vault = make_vault()
    for path, text in NOTES.items():
        vault.write({path: text}, VIDEOS[path])
    vault.update()
    with vault.index() as index:
        yield lambda question: rank(index, resolve(index, parse_question(question)))


def test_statements_take_copies_and_other_videos_together(ranked):
    """The same said in two notes of a video and in another video is one statement, found under each of the videos."""
    best = group_statements(ranked("granite dam across the valley"), 5)[0]

    copies = {each.note.path for each in best.copies}
    elsewhere = [each.note.path for each in best.other_videos]
    assert sorted(copies | set(elsewhere)) == ["a.md", "b.md", "c.md"]
    assert len(elsewhere) == len({VIDEOS[path] for path in elsewhere})


def test_statements_keep_apart_what_differs_in_a_figure(ranked):
    """Two videos that give another number do not say the same."""
    statements = group_statements(ranked("granite dam across the valley"), 5)

    assert any({each.note.path for each in statement.claims} == {"d.md"} for statement in statements)


def test_statements_come_best_first_and_no_more_than_wanted(ranked):
    """Statements keep the order of their best claims and stop at the number asked for."""
    claims = ranked("granite dam valley mill rye oats horses")

    statements = group_statements(claims, 2)

    best = [statement.claims[0] for statement in statements]
    assert len(best) == 2
    assert best == [each for each in claims if each in best]
