"""What was made of a corpus, and what of it needs care."""

from __future__ import annotations

import os

import pytest

from askcloud.indexer.diagnose import Repair, diagnose

SHIFTED = "A river carries sand down to the sea [21:03:00]. A lake keeps the sand that it is given [22:10:00]."
NOTES = {
    "Water/river.md": SHIFTED,
    "Water/lake.md": "A lake keeps what [[river | a river]] brings it [0:01:03]. Read [[no_such_note]] too [0:02].",
    "Water/Lake.md": "A lake is deep in winter, too [0:01:03]. Read [[old_name]] and [[no_such_note]] [0:02].",
    "Water/hub.md": "---\ntitle: Water\n---\n\n### [How rivers flow](https://youtu.be/aB3_dE6-hI9)\n- [[river]]\n",
    "Sand/dune.md": "The wind carries sand across the desert [0:04:05].",
    "Sand/copy.md": "The wind carries sand across the desert [0:04:05].",
    "Sand/lost.md": "---\ntitle: Lost\n---\n\nA time of nothing that is named anywhere [0:04:05].\n",
    "Sand/renamed.md": "---\nvideoId: aB3_dE6-hI9\naliases: [Old name]\n---\n\nIt had another name once [0:01].\n",
    "Sand/untimed.md": "A dune moves with the wind, a few metres each year.",
    "Sand/broken.md": b"\xff\xfe",
    "Sand/endless.md": "A grain of sand lies on the beach [0:01].\n\n" * 6_000,
}


@pytest.fixture(scope="module")
def checkup(make_vault):
    """The checkup of a vault in which much is wrong."""
    vault = make_vault(NOTES)
    vault.update()
    with vault.index() as index:
        return diagnose(vault.as_corpus, index)


def test_diagnosis_counts_by_channel(checkup):
    """Each channel's notes, claims, forms of times, pages without a video and links are counted."""
    sand, water = checkup.channels

    assert (sand.channel, sand.notes, sand.without_video, sand.index_pages) == ("Sand", 6, 1, 0)
    assert (water.channel, water.notes, water.claims) == ("Water", 4, 6)
    assert (water.without_video, water.index_pages, water.without_times) == (1, 1, 0)
    assert sand.without_times == 1
    assert water.times == {"bracketed time": 6}
    assert (water.links, water.dead_links) == (5, 2)


def test_diagnosis_shows_repaired_times(checkup):
    """A repaired time is shown as it stands and as it was read."""
    _, water = checkup.channels

    assert (water.repaired_notes, water.repaired_claims) == (1, 2)
    assert water.repairs == (Repair("Water/river.md", "21:03:00", "~21:03"),)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
def test_diagnosis_says_that_others_may_read_the_index(make_vault, monkeypatch):
    """An index that others may read is a problem; a new one is private, and the bundled one need not be."""
    vault = make_vault({"a.md": "The wind carries sand across the desert [0:04:05]."})
    vault.update()

    def problems():
        with vault.index() as index:
            return [problem.what for problem in diagnose(vault.as_corpus, index, str(vault.folder)).findings]

    private = problems()
    vault.folder.chmod(0o755)
    vault.database.chmod(0o644)
    shared = problems()
    monkeypatch.setattr("askcloud.indexer.diagnose.starter_corpus", lambda: str(vault.corpus))

    assert (private, problems()) == ([], [])
    assert [problem.partition("; to prevent it: ")[2] for problem in shared] == [f"chmod -R go-rwx {vault.folder}"]


def test_diagnosis_finds_what_needs_attention(checkup):
    """Files that cannot be read or are too long, times without a medium, copies and colliding names are found."""
    found = {finding.what.partition(":")[0]: finding.paths for finding in checkup.findings}

    assert found == {
        "not read": ("Sand/broken.md",),
        "read only in part": ("Sand/endless.md",),
        "timestamps, but no video, page or media file": ("Sand/lost.md",),
        "notes with the same text": ("Sand/copy.md", "Sand/dune.md"),
        "paths that differ only in upper and lower case": ("Water/Lake.md", "Water/lake.md"),
    }


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("- 9:00 The dam is opened\n- 9:30 It is closed", "a.md:5 “9:00 The dam is opened …”"),
        ("> 2:10 The dam\n\n## 1:20 It is closed at night", "a.md:5 “2:10 The dam …”"),
        ("- 9:00 The dam is opened\n- It is closed", ""),
        ("- 9:00 am The dam is opened\n- **9:30 p.m.** It is closed", ""),
        ("- 1:30 Opened\n- 2:30 Closed\n- 3:41 The dam is opened", ""),
    ],
    ids=["two lines", "descending", "one line", "hours", "times that were read"],
)
def test_diagnosis_finds_times_that_were_not_read(make_vault, lines, found):
    """A note about a video whose lines begin with what looks like times, none of which was read, is named."""
    vault = make_vault({"a.md": f"---\nvideoId: aB3_dE6-hI9\n---\n\n{lines}\n"})
    vault.update()

    with vault.index() as index:
        findings = [
            (problem.what.partition("for example ")[2], problem.paths)
            for problem in diagnose(vault.as_corpus, index).findings
        ]

    assert findings == ([(found, ("a.md",))] if found else [])


def test_diagnosis_names_dead_links(checkup):
    """Links to no note's title, file name or alias are dead, the most frequent first."""
    assert checkup.dead_links == (("no_such_note", 2),)


def test_diagnosis_of_a_sound_vault_finds_nothing(make_vault):
    """A vault without faults needs no care."""
    vault = make_vault({"Water/river.md": "A river carries sand down to the sea [0:21:03]."})
    vault.update()

    with vault.index() as index:
        found = diagnose(vault.as_corpus, index)

    assert (found.findings, found.dead_links) == ((), ())


def test_diagnosis_of_a_deleted_note_shows_no_repair(make_vault):
    """A note that cannot be read any more gives no example."""
    vault = make_vault({"Water/river.md": SHIFTED})
    vault.update()
    vault.remove("Water/river.md")

    with vault.index() as index:
        (water,) = diagnose(vault.as_corpus, index).channels

    assert (water.repaired_notes, water.repairs) == (1, ())
