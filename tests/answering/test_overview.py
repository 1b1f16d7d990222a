"""Laws of the overview of an index."""

from __future__ import annotations

import pytest

from askcloud.answering.overview import QUESTIONS, overview_of

NOTES = {
    "Bees/bee.md": "Then CEO Ada Bee sold the hive [0:01]. All met CEO Ada Bee [0:02]. All like CEO Ada Bee [0:03].",
    "Bees/hive.md": "They met at Hive Inc often [0:01]. All left Hive Inc once [0:02]. So did Hive Inc grow [0:03].",
    "hub.md": "---\ntitle: Bees\n---\n\n### [How hives work](https://youtu.be/aB3_dE6-hI9)\n- [[bee]]\n",
}


@pytest.fixture(scope="module")
def index(make_vault):
    """An index of a person and a firm."""
    vault = make_vault(NOTES)
    vault.update()
    with vault.index() as index:
        yield index


def test_overview_counts_notes_videos_and_channels(index):
    """Every note counts, with a video or without one; a channel without a name does not."""
    overview = overview_of(index, lambda _: True)

    assert (overview.notes, overview.media, overview.channels, overview.built) == (3, 1, 1, index.built)


def test_overview_offers_questions_that_are_answered(index):
    """A question about the most told person, one about the most told firm; only such as the notes answer."""
    every = overview_of(index, lambda _: True).questions
    some = overview_of(index, lambda question: not question.startswith("who")).questions

    assert every[:2] == ("who is Ada Bee", "what is Hive Inc")
    assert some == ("what is Hive Inc", "Ada Bee")
    assert overview_of(index, lambda _: False).questions == ()
    assert len(every) <= QUESTIONS
