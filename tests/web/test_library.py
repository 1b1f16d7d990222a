"""Laws of where a medium plays on the page."""

from __future__ import annotations

import pytest

from askcloud.corpus.corpus import Corpus
from askcloud.web.library import _play


@pytest.mark.parametrize(
    ("medium", "place"),
    [
        ("aB3_dE6-hI9", {"kind": "youtube", "id": "aB3_dE6-hI9", "seconds": 5}),
        ('aB3_dE6-h"9', None),
        ("not an id", None),
        ("vimeo:76979871", {"kind": "link", "url": "https://vimeo.com/76979871#t=5s", "seconds": 5}),
        ("https://pod.example/a.mp3", {"kind": "link", "url": "https://pod.example/a.mp3#t=5", "seconds": 5}),
        ("javascript:alert(1)", None),
        ('https://pod.example/"><script>', None),
        ("file:talks/my talk.mp4", {"kind": "media", "url": "/media/talks/my%20talk.mp4", "seconds": 5}),
        ("file:../talks/a.mp4", {"kind": "media", "url": "/media/..%2Ftalks%2Fa.mp4", "seconds": 5}),
        ("file:talks/a.html", None),
        ("file://host/share/a.mp4", None),
        ("file:////host/share/a.mp4", None),
        ("file:\\\\host\\share\\a.mp4", None),
        ("file:///etc/a.mp4", None),
        ("obsidian://podnotes?url=https://pod.example/a.mp3", None),
    ],
)
def test_a_medium_plays_in_its_own_way_or_nowhere(tmp_path, medium, place):
    """An address is built from checked parts; what is not valid or out of reach has none."""
    if medium.startswith("obsidian:"):
        place = {"kind": "link", "url": f"{medium}&time=5", "seconds": 5}

    assert _play(medium, 5, Corpus((str(tmp_path),))) == place


def test_a_file_named_in_full_plays_inside_the_corpus_only(tmp_path):
    """A file elsewhere on the machine is given to nobody, also where a link in the corpus leads to it."""
    (tmp_path / "notes").mkdir()
    (tmp_path / "out.mp4").touch()
    (tmp_path / "notes" / "in.mp4").touch()
    (tmp_path / "notes" / "link.mp4").symlink_to(tmp_path / "out.mp4")
    corpus = Corpus((str(tmp_path / "notes"),))

    played = [
        bool(_play(f"file://{tmp_path}/{name}", 5, corpus)) for name in ("notes/in.mp4", "out.mp4", "notes/link.mp4")
    ]

    assert played == [True, False, False]
