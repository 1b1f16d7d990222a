"""A vault of several folders, as one file and as three shards, for the tests of shards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from askcloud.answering.ask import ask
from askcloud.errors import AskcloudError
from askcloud.index.reader import open_index
from askcloud.storage import open_index as open_any
from askcloud.storage import update_index

if TYPE_CHECKING:
    from pathlib import Path

    from askcloud.answering.answer import Answer
    from askcloud.index.reader import IndexReader

HEAD = "---\nvideoId: {video}\nchannel: {channel}\ndate: 2024-0{month}-01\ntags: [{tag}]\n---\n\n# {title}\n\n"
NOTES = {
    "sea/lighthouse.md": ("Lighthouses", "ships", "A lighthouse is a tower that warns ships [00:00:10]. It burns oil."),
    "sea/harbor.md": ("Harbors", "ships", "A lighthouse guards the harbor of Bergen [00:00:40]. Ships wait outside."),
    "sea/tides.md": ("Tides", "water", "Tides come twice a day [00:01:00]. The Moon pulls the water of Bergen."),
    "land/barley.md": ("Barley", "fields", "Barley is a grain that grows on terraces [00:00:20]. Millers like it."),
    "land/wheat.md": ("Wheat", "fields", "Wheat, unlike barley, needs rich soil [00:00:30]. Edvard Munk breeds wheat."),
    "land/rye.md": ("Rye", "fields", "Edvard Munk founded the Rye Institute in 1921 [00:00:50]. Rye feeds Bergen."),
    "sky/stars.md": ("Stars", "night", "Stars are balls of gas [00:02:00]. Some stars warn ships, sailors say."),
    "sky/moon.md": ("The Moon", "night", "The Moon (the satellite of Earth) pulls the tides [00:02:10]."),
    "top.md": ("A hub", "night", "- A lighthouse and the Moon [00:00:05]\n- Barley and wheat [00:00:06]"),
}
QUESTIONS = (
    *("what is a lighthouse", "lighthouse", "who founded the Rye Institute", "barley vs wheat", "lighthose"),
    *("which things warn ships", '"warn ships"', "ships -harbor", "Bergen", "zeppelins in Ghent", "the moon"),
    *("how often do tides come", "what breeds Edvard Munk", "channel:sea lighthouse", "tag:fields rye"),
    "since:2024-03 ships",
)
"""Questions of all kinds: for a definition, a topic, a relation, a comparison, a list; misspelt, with operators."""


def text_of(path: str) -> str:
    """The text of a note, whose video depends on its folder."""
    title, tag, text = NOTES[path]
    folder = path.partition("/")[0]
    head = {"video": f"{folder:a<11}"[:11], "channel": folder, "month": 1 + len(title) % 8, "tag": tag, "title": title}
    return HEAD.format(**head) + text


def said(index: IndexReader, question: str, **options) -> Answer | str:
    """All that an index says to a question."""
    try:
        return ask(index, question, **options)
    except AskcloudError as error:
        return error.message + error.hint


class Sharded:
    """A vault with an index of three shards, and one of one file to compare it with."""

    def __init__(self, vault) -> None:
        self.vault = vault
        self.folder: Path = vault.root / "shards"

    def update(self, shards: int | None = None, **options):
        """Brings the index of shards up to date, and returns what changed."""
        return update_index(self.vault.as_corpus, str(self.folder), shards=shards, **options)

    def open(self):
        """Opens the index of shards."""
        return open_any(str(self.folder))

    def one_file(self):
        """Opens an index of one file that is built from nothing."""
        self.vault.update(full=True)
        return open_index(str(self.vault.folder))

    @property
    def names(self) -> tuple[str, ...]:
        """The shards that count, by number."""
        with open_index(str(self.folder)) as catalog:
            return catalog.shards

    @property
    def present(self) -> set[str]:
        """The folders of shards that are there, whether they count or not."""
        return {path.name for path in self.folder.iterdir() if path.is_dir()}
