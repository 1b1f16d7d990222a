"""What the tests of the command line ask, and what is printed."""

from __future__ import annotations

import json

NOTES = {
    "Water/dam.md": "The dam across the valley was finished in four years [00:00:50].",
    "Water/mill.md": "Three reasons made the mill pay:\n\n* **Fall**: the stream drops nine metres there [00:05:00].",
    "Stone/Stone.md": "---\ntitle: Stone\n---\n\n### [How stone is cut](https://youtu.be/qqqqqqqqqqq)\n\n[[quarry]]\n",
    "Stone/quarry.md": "---\ntitle: The quarry\nvideoId: qqqqqqqqqqq\n---\n\nA quarry sent granite by rail [01:02:03].",
}
DAM = (
    "Likely answer.\n\n"
    "1. “The dam across the valley was finished in four years.”\n"
    "   0:50 · dam · Water\n"
    "   https://www.youtube.com/watch?v=aB3_dE6-hI9&t=50s\n"
)
FALL = (
    "Likely answer.\n\n"
    "1. Three reasons made the mill pay: ›\n"
    "   “Fall: the stream drops nine metres there.”\n"
    "   5:00 · mill · Water\n"
    "   https://www.youtube.com/watch?v=aB3_dE6-hI9&t=300s\n"
)
QUARRY = (
    "The quarry\nStone/quarry.md · Stone · https://www.youtube.com/watch?v=qqqqqqqqqqq · times exact\n\n"
    " 1:02:03  A quarry sent granite by rail.\n"
)
UNKNOWN = "No answer found. No note mentions “zeppelins”.\n"
ASKED = "when was the dam finished"
GRANITE_NOTES = {
    "Water/dam.md": (
        "---\nvideoId: damVIDEO001\ntags: [building]\ndate: 2025-02-03\n---\n\n"
        "The dam was built of granite [00:00:50].\n"
    ),
    "Stone/quarry.md": (
        "---\nvideoId: rockVIDEO02\ntags: [stone, old]\ndate: 2024-02-03\n---\n\n"
        "A quarry sent granite for the dam by rail [00:02:00].\n"
    ),
}
GRANITE = "granite dam"


def notes_of(out: str) -> set[str]:
    """Return the notes that an answer as JSON quotes."""
    return {evidence["note"] for evidence in json.loads(out)["evidence"]}
