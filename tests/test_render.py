"""Laws of showing an answer: the same words in every face, and nothing of a note that a terminal would obey."""

from __future__ import annotations

import json
import re
import sys
import unicodedata

import pytest

from askcloud.answer import Answer, Correction, Evidence, abstention
from askcloud.citation import APPROXIMATE, NO_TIME, Citation, Timestamp
from askcloud.index.store import StoredClaim, StoredNote
from askcloud.record import replace
from askcloud.render import Style, clean, note_text, status_text, to_json, to_text

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


def _with_citation(**changes):
    return replace(ANSWER, evidence=(replace(EVIDENCE, citation=replace(TIMED, **changes)),))


HOSTILE_ANSWERS = {
    "question": replace(ANSWER, question=HOSTILE),
    "reason": abstention("When?", HOSTILE),
    "correction": replace(ANSWER, corrections=(Correction(HOSTILE, HOSTILE),)),
    "quote": replace(ANSWER, evidence=(replace(EVIDENCE, quote=HOSTILE),)),
    "context": replace(ANSWER, evidence=(replace(EVIDENCE, context=HOSTILE),)),
    "headings": replace(ANSWER, evidence=(replace(EVIDENCE, headings=(HOSTILE, HOSTILE)),)),
    "also in": replace(ANSWER, evidence=(replace(EVIDENCE, also_in=(HOSTILE,)),)),
    "note": _with_citation(note=HOSTILE),
    "title": _with_citation(title=HOSTILE),
    "channel": _with_citation(channel=HOSTILE),
    "medium": _with_citation(medium=HOSTILE),
    "video title": _with_citation(video_title=HOSTILE),
}
NOTE = StoredNote("a/note.md", "1:2", "00", "A note", "a channel", "aB3_dE6-hI9", "exact", "2025-01-31", 0)
CLAIMS = [
    StoredClaim(0, 0, "The first claim of all.", Timestamp(3723), 5, (0, 23), needs_previous=False),
    StoredClaim(0, 1, "The second one.", NO_TIME, 6, (24, 39), needs_previous=True),
]


def _harmless(text):
    """Whether nothing but askcloud's own sequences could move a cursor or turn the text, and it can be written out."""
    left = OWN_SEQUENCES.sub("", text).replace("\n", "")
    text.encode()
    return not [c for c in left if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or ord(c) in CONTROLS + BIDI]


# --- safe ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CONTROLS + BIDI + SURROGATES, ids=lambda code: f"U+{code:04X}")
def test_clean_shows_every_control_as_a_mark(code):
    """No character that a terminal obeys, or that cannot be written at all, gets through; blanks stay blanks."""
    shown = clean(f"a{chr(code)}b")

    assert shown == ("a b" if chr(code) in "\t\n" else "a\ufffdb")


def test_clean_changes_no_other_character():
    """Text in any script, joiners and signs included, is shown as it is."""
    text = "".join(
        chr(code)
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) not in ("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp")
    )

    assert clean(text) == text
    assert clean("क्\u200dष می\u200cخواهم 👩\u200d🚀") == "क्\u200dष می\u200cخواهم 👩\u200d🚀"


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("answer", HOSTILE_ANSWERS.values(), ids=HOSTILE_ANSWERS)
def test_to_text_lets_nothing_of_a_note_act_on_the_terminal(answer, style):
    """Whatever stands in a field, the text holds no sequences but our own, and no more lines than a tame one."""
    shown = to_text(answer, style, why=True)

    tame = ABSTENTION if answer.reason else ANSWER
    most = to_text(replace(tame, evidence=tame.evidence[: len(answer.evidence)]), why=True).count("\n")
    assert _harmless(shown)
    assert shown.count("\n") <= most + 2 * len(answer.corrections)


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("field", ["path", "title", "channel", "video_id", "time_trust", "text"])
def test_note_text_lets_nothing_of_a_note_act_on_the_terminal(field, style):
    """Whatever stands in a note or its claims, showing it emits no sequences but our own, and no more lines."""
    note = NOTE if field == "text" else replace(NOTE, **{field: HOSTILE})
    claims = [replace(CLAIMS[0], text=HOSTILE)] if field == "text" else CLAIMS[:1]

    shown = note_text(note, claims, style)

    assert _harmless(shown)
    assert shown.count("\n") == note_text(NOTE, CLAIMS[:1]).count("\n")


@pytest.mark.parametrize("where", ["corpus", "folder"])
def test_status_text_lets_no_folder_act_on_the_terminal(make_vault, where):
    """The folders of corpus and index may have any name."""
    vault = make_vault({"a.md": "A lighthouse warns ships of rocks [00:00:10]."})
    vault.update()

    with vault.index() as index:
        shown = status_text(*((HOSTILE, "folder") if where == "corpus" else ("corpus", HOSTILE)), index, 0)

    assert _harmless(shown)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE notes SET channel = char({})",
        "UPDATE notes SET time_trust = char({})",
        "UPDATE meta SET value = char({}) WHERE key = 'built'",
        "INSERT INTO skipped VALUES (char({0}), char({0}), '')",
    ],
    ids=["channel", "time trust", "built", "skipped"],
)
def test_status_text_lets_nothing_of_an_index_act_on_the_terminal(make_vault, statement):
    """An index that came with somebody else's notes is trusted as little as they are."""
    vault = make_vault({"a.md": "A lighthouse warns ships of rocks [00:00:10]."})
    vault.update()
    with vault.index() as index:
        tame = status_text("corpus", "folder", index, 0).count("\n")
    codes = [str(code) for code in map(ord, HOSTILE) if code]
    vault.execute(statement.format(", ".join(codes[:90])))

    with vault.index() as index:
        shown = status_text("corpus", "folder", index, 0)

    assert _harmless(shown)
    assert shown.count("\n") == tame + ("skipped" in statement)


@pytest.mark.parametrize("answer", [*HOSTILE_ANSWERS.values(), *ANSWERS.values()], ids=[*HOSTILE_ANSWERS, *ANSWERS])
def test_to_json_is_one_line_of_ascii(answer):
    """JSON holds no control character, no line break and no letter that a pipe could mistake."""
    shown = to_json(answer, 1.5)

    assert shown.isascii()
    assert shown.isprintable()


# --- the same words ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("why", [False, True], ids=["short", "why"])
@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_to_text_says_the_same_in_every_style(answer, style, why):
    """Colour and links add sequences and change no word."""
    assert OWN_SEQUENCES.sub("", to_text(answer, style, why=why)) == to_text(answer, why=why)


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_note_text_says_the_same_in_every_style(style):
    """Colour and links add sequences to a note and change no word."""
    assert OWN_SEQUENCES.sub("", note_text(NOTE, CLAIMS, style)) == note_text(NOTE, CLAIMS)


def test_style_shows_what_the_terminal_can():
    """Dim text is closed behind itself, and a time is linked to where it plays."""
    shown = to_text(replace(ANSWER, evidence=(EVIDENCE,)), Style(color=True, links=True))

    assert shown.count("\x1b[2m") == shown.count("\x1b[0m") > 0
    assert "\x1b]8;;https://www.youtube.com/watch?v=aB3_dE6-hI9&t=3723s\x1b\\1:02:03\x1b]8;;\x1b\\" in shown


def test_to_text_shows_quote_context_and_source():
    """A person reads what was said, what it hangs on, where and when, and how many others say it.

    The video's title comes before the note's.
    """
    shown = to_text(ANSWER).split("\n\n")

    assert shown == [
        f"How it went: ›\n{QUOTE}\n  A video · a channel · 1:02:03 · {URL}&t=3723s · also in 2 other notes",
        f"{QUOTE}\n  A video · a channel · {URL} · also in 1 other note",
        f"How it went: ›\n{QUOTE}\n  A video · a channel · 1:02:03",
        f"{QUOTE}\n  A note · ~1:03 · {URL}&t=63s · also in 2 other notes",
    ]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (ABSTENTION, "The notes do not say. No note mentions zeppelins."),
        (abstention("When?", ""), "The notes do not say."),
    ],
    ids=["reason", "no reason"],
)
def test_to_text_says_that_the_notes_do_not(answer, expected):
    """An abstention says so, and why."""
    assert to_text(answer) == expected


def test_to_text_begins_with_the_spelling_it_searched():
    """What was searched in place of what was typed stands before the evidence."""
    shown = to_text(CORRECTED).splitlines()

    assert shown[0] == "Searched dam for dimm, when for whan; --exact keeps the spelling."
    assert shown[2:] == to_text(ANSWER).splitlines()


def test_to_text_marks_what_is_nearest_as_no_answer():
    """Evidence of an abstention is never shown as an answer."""
    assert to_text(NEAREST).startswith(
        "The notes do not say. Only copies.\nSearched dam for dimm; --exact keeps the spelling.\n"
        "Nearest, though no answer:\n\nHow it went"
    )


def test_to_text_explains_scores_when_asked():
    """Why a claim was quoted is its score and the parts it is the sum of."""
    assert "  score 2.50 = claim 1.50 + passage 1.00" in to_text(ANSWER, why=True).splitlines()
    assert "score" not in to_text(ANSWER)


def test_note_text_shows_each_claim_with_its_second():
    """A note is its title, where it lies, and its claims with their times in a column."""
    assert note_text(NOTE, CLAIMS).splitlines() == [
        "A note",
        "a/note.md · a channel · https://www.youtube.com/watch?v=aB3_dE6-hI9 · times exact",
        "",
        " 1:02:03  The first claim of all.",
        "          The second one.",
    ]


def test_note_text_says_when_there_are_no_claims():
    """A page without a video has no claims, and says so."""
    assert note_text(replace(NOTE, video_id=""), []).splitlines()[-1] == "No claims: it is about no video."


# --- JSON ----------------------------------------------------------------------------------------------------------


def test_to_json_has_the_keys_of_its_schema():
    """The keys of schema 1 are exactly these, in this order."""
    found = json.loads(to_json(replace(ANSWER, corrections=(Correction("zepelin", "zeppelin"),)), 12.3456))

    assert list(found) == [
        *("schema", "question", "answered", "confidence", "reason", "corrections", "evidence", "elapsed_ms"),
    ]
    assert list(found["corrections"][0]) == ["from", "to"]
    assert list(found["evidence"][0]) == [
        *("quote", "context", "note", "line", "heading", "title", "channel", "video_id", "video_title"),
        *("seconds", "time_trust", "url", "score", "also_in"),
    ]


def test_to_json_holds_the_answer():
    """Every value is the answer's own, with null for what is not known."""
    found = json.loads(to_json(ANSWER, 12.3456))

    assert (found["schema"], found["question"], found["answered"], found["confidence"]) == (1, "When?", True, 0.75)
    assert (found["reason"], found["corrections"], found["elapsed_ms"]) == (None, [], 12.346)
    assert found["evidence"][0] == {
        "quote": EVIDENCE.quote,
        "context": "How it went:",
        "note": "a/note.md",
        "line": 12,
        "heading": ["Dams", "Building"],
        "title": "A note",
        "channel": "a channel",
        "video_id": "aB3_dE6-hI9",
        "video_title": "A video",
        "seconds": 3723,
        "time_trust": "exact",
        "url": "https://www.youtube.com/watch?v=aB3_dE6-hI9&t=3723s",
        "score": 2.5,
        "also_in": ["a/other.md", "b/other.md"],
    }
    assert (found["evidence"][1]["seconds"], found["evidence"][1]["time_trust"]) == (None, "none")
    assert found["evidence"][2]["url"] is None


@pytest.mark.parametrize("field", ["quote", "context"])
def test_to_json_keeps_what_a_note_says_letter_by_letter(field):
    """A program gets the words of the note as they are, controls included, escaped."""
    answer = replace(ANSWER, evidence=(replace(EVIDENCE, **{field: HOSTILE}),))

    assert json.loads(to_json(answer, 0.0))["evidence"][0][field] == HOSTILE
