"""Laws of the figures over a whole index."""

from __future__ import annotations

from askcloud.index import statistics as survey
from askcloud.media.citation import APPROXIMATE, EXACT, NONE, REPAIRED

DANCE = "Bees dance to show the way to flowers [00:01:05]. That saves the others a search [00:01:20]."
LOOSE = "---\nvideoId: kJ7_lM4-nO1\n---\n\nA loose note stands in no folder [00:03:00]."
HUB = "---\ntitle: Rivers\n---\n\n### [How hives work](https://youtu.be/aB3_dE6-hI9)\n\n[[hive]]\n"


def test_time_trusts_are_listed_best_first(make_vault):
    """How far the times of notes are to be trusted is counted by channel in order of trust; each note counts once."""
    shifted = "One stamp is sound [00:01:00]. Two more are far too late [21:03:00] for any talk [22:04:00]."
    vault = make_vault({"a.md": shifted, "b.md": LOOSE, "c.md": HUB})
    vault.update()

    with vault.index() as index:
        trusts = survey.time_trusts(index)

        media = survey.media_count(index)

    assert list(trusts[""]) in ([EXACT, REPAIRED, NONE], [EXACT, APPROXIMATE, NONE])
    assert (sum(trusts[""].values()), media) == (3, 2)


def test_claims_and_times_are_counted_by_channel(make_vault):
    """Each channel has its own claims and time formats; a note's other titles and its times are listed."""
    aliased = f"---\nvideoId: aB3_dE6-hI9\naliases: [Hive]\n---\n\n{DANCE}"
    vault = make_vault({"Bees/a.md": aliased, "b.md": LOOSE, "c.md": HUB})
    vault.update()

    with vault.index() as index:
        notes = {note.path: note_id for note_id, note in index.notes().items()}

        assert survey.claims_by_channel(index) == {"Bees": (2, 0), "": (1, 0)}
        assert {channel: sum(times.values()) for channel, times in survey.time_formats_by_channel(index).items()} == {
            "Bees": 2,
            "": 1,
        }
        assert survey.notes_with_times(index) == {notes["Bees/a.md"], notes["b.md"]}
        assert survey.aliases(index) == [(notes["Bees/a.md"], "Hive")]
