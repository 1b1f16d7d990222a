"""What tests of search share: the index over three short notes, and one over twelve claims about crafts."""

from __future__ import annotations

import pytest

VIDEOS = {"a.md": "aaaaaaaaaaa", "b.md": "bbbbbbbbbbb", "c.md": "ccccccccccc"}
NOTES = {
    "a.md": "Data gravity pulls every program towards the store [00:00:10]. Copying takes weeks [00:00:40].",
    "b.md": "Data fills the archive of the museum [00:00:10]. Gravity bends the light of stars [00:01:40].",
    "c.md": "The museum archive keeps letters and maps [00:00:10].",
}


@pytest.fixture(scope="module")
def index(make_vault):
    """The index over three short notes about three videos."""
    vault = make_vault()
    for path, text in NOTES.items():
        vault.write({path: text}, VIDEOS[path])
    vault.update()
    with vault.index() as index:
        yield index


@pytest.fixture(scope="module")
def crafts(make_vault):
    """The index over twelve claims of six notes."""
    vault = make_vault(
        {
            "a.md": "A keeper lights the lantern at dusk [00:00:10]. The harbor sleeps until herring come [00:00:20].",
            "b.md": "Barley grows on terraces above the village [00:00:30]. Millers wait for the stream [00:00:40].",
            "c.md": "The quarry sent granite by rail [00:00:50]. A museum in Bergen keeps old maps [00:01:00].",
            "d.md": "Salt pans dry in August [00:01:10]. Shepherds count the flock twice [00:01:20].",
            "e.md": "Bakers knead rye before dawn [00:01:30]. Coopers bend staves over steam [00:01:40].",
            "f.md": "Divers mend the pier [00:01:50]. Weavers dye wool with madder in 1931 [00:02:00].",
        }
    )
    vault.update()
    with vault.index() as index:
        yield index
