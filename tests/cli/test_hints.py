"""Laws of what is said of a question that may have been meant otherwise."""

from __future__ import annotations

import shlex

import pytest

from askcloud.cli.hints import command_note, videos_note


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("stauts", "Did you mean the command `askcloud status`?"),
        ("lits", "Did you mean the command `askcloud list`?"),
        ("lits videos", "Did you mean the command `askcloud list`?"),
        ("outlnie tsmc", "Did you mean the command `askcloud outline`?"),
        ("halp", "Did you mean the command `askcloud help`?"),
        ("list video", "Did you mean the command `askcloud list videos`?"),
        ("search zeppelins", 'There is no command `search`: ask without it, askcloud "zeppelins".'),
        ("grep 'data gravity'", 'There is no command `grep`: ask without it, askcloud "data gravity".'),
        *(
            (line, "")
            for line in (
                "bees",
                "stauts symbols",
                "search for bees",
                "search",
                "lits of bees",
                "list",
                "list bee",
                "''",
            )
        ),
    ],
)
def test_a_question_that_may_be_a_command_is_said_to_be_one(line, said):
    """A typo in the name of a command, or a word for searching, is named if what follows would fit it."""
    assert command_note(shlex.split(line)) == said


def test_several_videos_of_a_filter_are_named(make_vault):
    """Words that fit several videos are answered with these; words or an id of one with nothing."""
    videos = {"dam": "damVIDEO001", "dam founder": "damVIDEO002"}
    said = "A dam is told of here [00:00:20]."
    vault = make_vault({f"{name}.md": f"---\nvideoId: {video}\n---\n\n{said}" for name, video in videos.items()})
    vault.update()

    with vault.index() as index:
        assert videos_note(index, "dam").startswith(
            "2 videos match dam, all are searched. Give more words of its title"
        )
        assert videos_note(index, "founder") == videos_note(index, "damVIDEO001") == ""
