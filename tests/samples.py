"""Answers, notes and hostile text that several tests show."""

from __future__ import annotations

import os
import re
import unicodedata

from askcloud.answering.answer import Answer, Correction, Coverage, Evidence, QuotedClaim, abstention
from askcloud.index.passages import StoredClaim
from askcloud.index.reader import StoredNote
from askcloud.media.citation import APPROXIMATE, NONE, Citation, Timestamp
from askcloud.output.text import Style
from askcloud.record import replace

BIDI = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
CONTROLS = [*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0x200B, 0xFEFF]
SURROGATES = [0xD800, 0xDC80, 0xDCFF, 0xDFFF]
HOSTILE = f"a\x1b]0;owned\x07b\x1b[2Jc\x9b31md\r\n{''.join(map(chr, CONTROLS + BIDI))}e"
OWN_SEQUENCES = re.compile(
    r"\x1b\[[012]m|\x1b\]8;;(?:https://www\.youtube\.com/watch\?v=[\w&=-]+|file:///[\w.~%/-]+)?\x1b\\", re.ASCII
)
STYLES = {
    "plain": Style(),
    "color": Style(color=True),
    "links": Style(links=True),
    "color and links": Style(color=True, links=True),
    "bold and addresses": Style(links=True, bold=True, addresses=True),
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


def _quoted(text: str, time: Timestamp, line: int, context: str = "", score: float = 0.0) -> QuotedClaim:
    return QuotedClaim(text, context, replace(TIMED, time=time, line=line), score, (0, 0))


FOLLOWED = replace(
    EVIDENCE,
    following=(
        _quoted("Its lake filled within one wet spring.", Timestamp(3730), 12),
        _quoted("A keeper lives below the wall.", NO_TIME, 13),
    ),
)
LIST = Evidence(
    quote="The gates let the melt water through.",
    context="The dam has these parts:",
    headings=("Dams",),
    citation=replace(TIMED, time=Timestamp(70), line=21),
    score=1.5,
    parts={"claim": 1.5},
    also_in=("a/other.md",),
    following=(_quoted("Oak gates are older.", Timestamp(75), 22),),
    items=(
        _quoted("The wall keeps the lake.", Timestamp(63), 20),
        _quoted("The gates let the melt water through.", Timestamp(70), 21, score=1.5),
        _quoted("Oak gates are older.", Timestamp(75), 22, "The gates let the melt water through."),
        _quoted("Fish", NO_TIME, 24, "Ladders:"),
        _quoted("Eels", Timestamp(90, APPROXIMATE), 25, "Ladders:"),
    ),
    more_items=2,
)
ANSWER = Answer("When?", True, 0.75, None, (), (), (EVIDENCE, UNTIMED, WITHOUT_VIDEO, ROUGH))
ABSTENTION = abstention("When?", "No note mentions zeppelins.")
NEAREST = replace(abstention("When?", "Only copies."), evidence=(EVIDENCE,), corrections=(Correction("dimm", "dam"),))
CORRECTED = replace(ANSWER, corrections=(Correction("dimm", "dam"), Correction("whan", "when")))
FOLLOWED_ANSWER = replace(ANSWER, evidence=(FOLLOWED, UNTIMED))
LIST_ANSWER = replace(ANSWER, evidence=(LIST, EVIDENCE))
COMPARISON = replace(
    ANSWER,
    evidence=(
        EVIDENCE,
        replace(UNTIMED, side="the dam"),
        replace(WITHOUT_VIDEO, side="the dam"),
        replace(ROUGH, side="mill"),
    ),
)
TOPIC = replace(ANSWER, coverage=Coverage(34, 6, "Dams of the world", 20))
ANSWERS = {
    "answer": ANSWER,
    "corrected": CORRECTED,
    "abstention": ABSTENTION,
    "nearest": NEAREST,
    "no reason": abstention("When?", ""),
    "followed": FOLLOWED_ANSWER,
    "list": LIST_ANSWER,
    "comparison": COMPARISON,
    "topic": TOPIC,
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
HOSTILE_PARTS = {
    "following": (
        FOLLOWED_ANSWER,
        {"following": (replace(FOLLOWED.following[0], quote=HOSTILE), FOLLOWED.following[1])},
    ),
    "item": (LIST_ANSWER, {"items": (replace(LIST.items[0], quote=HOSTILE), *LIST.items[1:])}),
    "item's context": (
        LIST_ANSWER,
        {"items": (*LIST.items[:-2], *(replace(e, context=HOSTILE) for e in LIST.items[-2:]))},
    ),
    "lead-in": (LIST_ANSWER, {"context": HOSTILE}),
    "item's medium": (
        LIST_ANSWER,
        {"items": (replace(LIST.items[0], citation=replace(TIMED, medium=HOSTILE)), *LIST.items[1:])},
    ),
}
"""By what is hostile in it: an answer, and the changes that make its first result so."""

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
    identity = os.stat(path)

    def may(asked, mode):
        return str(asked) != str(path) and access(asked, mode)

    def refuse(asked, *how, **where):
        descriptor = opened(asked, *how, **where)
        if os.path.samestat(os.fstat(descriptor), identity):
            os.close(descriptor)
            raise PermissionError(13, "Permission denied")
        return descriptor

    monkeypatch.setattr(os, "access", may)
    monkeypatch.setattr(os, "open", refuse)


MILLS = "A water mill grinds the grain of three villages [00:00:40]."
"""What the note says that servers read in tests."""
