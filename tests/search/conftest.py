"""What tests of search share: the index over three short notes."""

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
