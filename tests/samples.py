"""Answers, notes and hostile text that several tests show."""

from __future__ import annotations

import os
import re
import unicodedata

from askcloud.answering.answer import Answer, Correction, Evidence, abstention
from askcloud.index.passages import StoredClaim
from askcloud.index.reader import StoredNote
from askcloud.media.citation import APPROXIMATE, NONE, Citation, Timestamp
from askcloud.output.text import Style
from askcloud.record import replace

BIDI = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
CONTROLS = [*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0x200B, 0xFEFF]
SURROGATES = [0xD800, 0xDC80, 0xDCFF, 0xDFFF]
HOSTILE = f"a\x1b]0;owned\x07b\x1b[2Jc\x9b31md\r\n{''.join(map(chr, CONTROLS + BIDI))}e"
OWN_SEQUENCES = re.compile(r"\x1b\[[02]m|\x1b\]8;;(?:https://www\.youtube\.com/watch\?v=[\w&=-]+)?\x1b\\")
STYLES = {
    "plain": Style(),
    "color": Style(color=True),
    "links": Style(links=True),
    "color and links": Style(color=True, links=True),
}

NO_TIME = Timestamp(None, NONE)
QUOTE = "The dam was finished in four years."
URL = "https://www.youtube.com/watch?v=aB3_dE6-hI9"
TIMED = Citation("a/note.md", 12, "A note", "a channel", "aB3_dE6-hI9", "A video", Timestamp(3723))
EVIDENCE = Evidence(
    quote=QUOTE,
    context="How it went:",
    headings=("Dams", "Building"),
    citation=TIMED,
    score=2.5,
    parts={"claim": 1.5, "passage": 1.0},
    also_in=("a/other.md", "b/other.md"),
)
UNTIMED = replace(EVIDENCE, context="", citation=replace(TIMED, time=NO_TIME), also_in=("a/other.md",))
WITHOUT_VIDEO = replace(EVIDENCE, citation=replace(TIMED, medium="no id"), also_in=())
ROUGH = replace(
    EVIDENCE, citation=replace(TIMED, time=Timestamp(63, APPROXIMATE), channel="", video_title=None), context=""
)
ANSWER = Answer("When?", True, 0.75, None, (), (), (EVIDENCE, UNTIMED, WITHOUT_VIDEO, ROUGH))
ABSTENTION = abstention("When?", "No note mentions zeppelins.")
NEAREST = replace(abstention("When?", "Only copies."), evidence=(EVIDENCE,), corrections=(Correction("dimm", "dam"),))
CORRECTED = replace(ANSWER, corrections=(Correction("dimm", "dam"), Correction("whan", "when")))
ANSWERS = {
    "answer": ANSWER,
    "corrected": CORRECTED,
    "abstention": ABSTENTION,
    "nearest": NEAREST,
    "no reason": abstention("When?", ""),
}


def with_citation(**changes):
    return replace(ANSWER, evidence=(replace(EVIDENCE, citation=replace(TIMED, **changes)),))


HOSTILE_ANSWERS = {
    "question": replace(ANSWER, question=HOSTILE),
    "reason": abstention("When?", HOSTILE),
    "correction": replace(ANSWER, corrections=(Correction(HOSTILE, HOSTILE),)),
    "quote": replace(ANSWER, evidence=(replace(EVIDENCE, quote=HOSTILE),)),
    "context": replace(ANSWER, evidence=(replace(EVIDENCE, context=HOSTILE),)),
    "headings": replace(ANSWER, evidence=(replace(EVIDENCE, headings=(HOSTILE, HOSTILE)),)),
    "also in": replace(ANSWER, evidence=(replace(EVIDENCE, also_in=(HOSTILE,)),)),
    "note": with_citation(note=HOSTILE),
    "title": with_citation(title=HOSTILE),
    "channel": with_citation(channel=HOSTILE),
    "medium": with_citation(medium=HOSTILE),
    "video title": with_citation(video_title=HOSTILE),
}
NOTE = StoredNote("a/note.md", "1:2", "00", "A note", "a channel", "aB3_dE6-hI9", "exact", "2025-01-31", 0)
CLAIMS = [
    StoredClaim(0, 0, "The first claim of all.", Timestamp(3723), 5, (0, 23), needs_previous=False, is_fragment=False),
    StoredClaim(0, 1, "The second one.", NO_TIME, 6, (24, 39), needs_previous=True, is_fragment=False),
]


def harmless(text):
    """Whether nothing but askcloud's own sequences could move a cursor or turn the text, and it can be written out."""
    left = OWN_SEQUENCES.sub("", text).replace("\n", "")
    text.encode()
    return not [c for c in left if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or ord(c) in CONTROLS + BIDI]


def forbid(monkeypatch, path):
    """Takes the permission to read a file away; permissions do not bind root, so the refusal is made here."""
    access, opened = os.access, os.open

    def may(asked, mode):
        return str(asked) != str(path) and access(asked, mode)

    def refuse(asked, *how):
        if str(asked) == str(path):
            raise PermissionError(13, "Permission denied")
        return opened(asked, *how)

    monkeypatch.setattr(os, "access", may)
    monkeypatch.setattr(os, "open", refuse)
