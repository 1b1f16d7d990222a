"""Laws of what is said of a note and an index: nothing in them is obeyed by a terminal."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from samples import (
    CLAIMS,
    HOSTILE,
    NOTE,
    OWN_SEQUENCES,
    STYLES,
    harmless,
)

from askcloud.answering.saved import SavedQuote
from askcloud.corpus.corpus import Corpus
from askcloud.corpus.walk import Skipped
from askcloud.evaluation.metrics import Metrics
from askcloud.index.reader import Counts
from askcloud.indexer.diagnose import ChannelReport, Diagnosis, Problem, Repair
from askcloud.indexer.update import UpdateSummary
from askcloud.output.reports import (
    diagnosis_json,
    diagnosis_text,
    metrics_json,
    metrics_text,
    note_text,
    saved_json,
    saved_text,
    status_text,
    summary_json,
    update_text,
)
from askcloud.record import replace

CORPUS = Corpus.parse("corpus")
NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("field", ["path", "title", "channel", "medium", "time_trust", "text"])
def test_note_text_lets_nothing_of_a_note_act_on_the_terminal(field, style):
    """Whatever a note or its claims contain, showing it emits no sequences but our own, and no more lines."""
    note = NOTE if field == "text" else replace(NOTE, **{field: HOSTILE})
    claims = [replace(CLAIMS[0], text=HOSTILE)] if field == "text" else CLAIMS[:1]

    shown = note_text(note, claims, style)

    assert harmless(shown)
    assert shown.count("\n") == note_text(NOTE, CLAIMS[:1]).count("\n")


@pytest.mark.parametrize("where", ["corpus", "folder"])
def test_status_text_lets_no_folder_act_on_the_terminal(make_vault, where):
    """The folders of corpus and index may have any name."""
    vault = make_vault({"a.md": "A lighthouse warns ships of rocks [00:00:10]."})
    vault.update()

    with vault.index() as index:
        shown = status_text(
            *((Corpus.parse(HOSTILE), "folder") if where == "corpus" else (CORPUS, HOSTILE)), index, 0, NOW
        )

    assert harmless(shown)


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
        tame = status_text(CORPUS, "folder", index, 0, NOW).count("\n")
    codes = [str(code) for code in map(ord, HOSTILE) if code]
    vault.execute(statement.format(", ".join(codes[:90])))

    with vault.index() as index:
        shown = status_text(CORPUS, "folder", index, 0, NOW)

    assert harmless(shown)
    assert shown.count("\n") == tame + ("skipped" in statement)


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_note_text_says_the_same_in_every_style(style):
    """Colour and links add sequences to a note and change no word."""
    assert OWN_SEQUENCES.sub("", note_text(NOTE, CLAIMS, style)) == note_text(NOTE, CLAIMS)


def test_note_text_shows_each_claim_with_its_second():
    """A note is its title, where it lies, and its claims with their times in a column."""
    assert note_text(NOTE, CLAIMS).splitlines() == [
        "A note",
        "a/note.md · a channel · https://www.youtube.com/watch?v=aB3_dE6-hI9 · times exact",
        "",
        " 1:02:03  The first claim of all.",
        "          The second one.",
    ]


@pytest.mark.parametrize(
    ("claims", "has_times", "about"),
    [
        (CLAIMS, None, " · times exact"),
        (CLAIMS[1:], None, " · no times"),
        (CLAIMS[1:], True, " · times exact"),
        ([], None, "=aB3_dE6-hI9"),
    ],
    ids=["a time", "no time", "a time on another page", "no sentences"],
)
def test_note_text_says_that_a_note_has_no_times(claims, has_times, about):
    """Times of a note are called exact only if it has any."""
    assert note_text(NOTE, claims, has_times=has_times).splitlines()[1].endswith(about)


@pytest.mark.parametrize(
    ("medium", "expected"),
    [
        ("", "No sentence of this note is quoted, because it is a list of videos, or has no text."),
        ("aB3_dE6-hI9", "This note has no sentence to quote."),
    ],
    ids=["index page", "fragments"],
)
def test_note_text_says_why_nothing_is_quoted(medium, expected):
    """A note without quotable sentences says why."""
    assert note_text(replace(NOTE, medium=medium), []).splitlines()[-1] == expected


def test_note_text_names_linked_notes():
    """Linked notes are named by title, and those that do not exist are marked."""
    shown = note_text(NOTE, CLAIMS, links=[replace(NOTE, title="The mill"), "no_such"])

    assert shown.splitlines()[-1] == "links to The mill, no_such (no such note)"


# --- updates and evaluation ------------------------------------------------------------------------------------------

SUMMARY = UpdateSummary(
    counts=Counts(notes=1370, hubs=8, passages=9, claims=59391, terms=7, skipped=1),
    added=1377,
    changed=1,
    removed=0,
    seconds=32.6251,
    skipped=(Skipped("bad.md", "not UTF-8 at byte 0", ""),),
)


def test_update_text_is_a_sentence():
    """An update is reported with all its notes, its time, what changed and how many sentences there are now."""
    assert update_text(SUMMARY) == "Indexed 1,378 notes in 32.6 s: 1,377 added, 1 updated, 0 removed; 59,391 sentences."


def test_summary_json_has_the_keys_of_its_schema():
    """As JSON an update is its counts, its changes, its seconds and the skipped files."""
    assert json.loads(summary_json(SUMMARY)) == {
        "schema": 1,
        "notes": 1370,
        "hubs": 8,
        "passages": 9,
        "claims": 59391,
        "terms": 7,
        "skipped": 1,
        "added": 1377,
        "changed": 1,
        "removed": 0,
        "seconds": 32.625,
        "left_out": [{"path": "bad.md", "reason": "not UTF-8 at byte 0"}],
    }


METRICS = Metrics(
    questions=1200,
    answerable=1000,
    hit_at_1=0.5,
    shown_at_1=0.75,
    hit_at_5=2 / 3,
    mrr=0.6,
    abstention_precision=None,
    abstention_recall=1.0,
    list_recall=None,
    milliseconds=3.25,
)


def test_metrics_text_is_a_table():
    """Rates are percentages under their names, and what cannot be measured is a dash."""
    assert metrics_text({"why": METRICS}).splitlines() == [
        "     questions  hit@1  shown@1  hit@5    MRR  abstention precision  abstention recall   ms",
        "why      1,200  50.0%    75.0%  66.7%  60.0%                     –             100.0%  3.2",
    ]


def test_metrics_text_has_a_column_for_lists_where_there_are_some():
    """List recall is shown if a kind has it, with a dash for the others."""
    table = metrics_text({"list": replace(METRICS, list_recall=0.75), "why": METRICS}).splitlines()

    assert [line.split()[-2:] for line in table] == [["recall", "ms"], ["75.0%", "3.2"], ["–", "3.2"]]
    assert table[0].endswith("  list recall   ms")


def test_metrics_json_has_rates_as_shares():
    """As JSON rates are shares with four digits, and null where there is nothing to measure."""
    why = json.loads(metrics_json({"why": METRICS}))["measures"]["why"]

    assert (why["questions"], why["hit_at_5"], why["abstention_precision"]) == (1200, 0.6667, None)
    assert why["list_recall"] is None


QUOTES = [SavedQuote("q", "The dam held.", "dam.md", 3, state) for state in ("stands", "moved", "changed")]


def test_saved_text_lists_what_changed():
    """Quotes that are not where they were are listed with their state, then the unchanged ones are counted."""
    assert saved_text(QUOTES).splitlines() == [
        "moved    dam.md:3: The dam held.",
        "changed  dam.md:3: The dam held.",
        "1 of 3 quotes are unchanged.",
    ]


def test_saved_json_has_every_quote():
    """As JSON every quote is there with its state, the unchanged ones too."""
    quotes = json.loads(saved_json(QUOTES))["quotes"]

    assert quotes[0] == {"question": "q", "quote": "The dam held.", "note": "dam.md", "line": 3, "state": "stands"}
    assert len(quotes) == 3


DIAGNOSIS = Diagnosis(
    channels=(
        ChannelReport(
            channel="Water",
            notes=2,
            claims=1,
            times={"bracketed time": 1200},
            time_trust={"repaired": 1, "none": 1},
            repaired_notes=1,
            repaired_claims=1,
            repairs=(Repair("Water/mill.md", "21:03:00", "~21:03"),),
            without_video=3,
            index_pages=1,
            without_times=1,
            links=6414,
            dead_links=1400,
        ),
    ),
    findings=(Problem("duplicate notes", tuple(f"{number}.md" for number in range(7))),),
    dead_links=(("no_such", 3),),
)


def test_diagnosis_text_shows_channels_and_problems():
    """A diagnosis shows how each channel was read, then broken links, then each problem with some of its files."""
    assert diagnosis_text(DIAGNOSIS).splitlines() == [
        "Water: 2 notes, 1 sentence",
        "  timestamps: repaired in 1 note, none in 1 note",
        "  written as: bracketed time 1,200",
        "  repaired timestamps: 1 note, 1 sentence: 21:03:00 is ~21:03 in Water/mill.md",
        (
            "  without times: 4 notes: 2 without a video, page or media file (quoted by line), 1 that list videos or"
            " have no text (not quoted), 1 about a video, page or media file, but with no time in the text"
        ),
        "  links: 6,414, of them 1,400 broken",
        "",
        "3 links to 1 note that does not exist:",
        "  no_such (3)",
        "",
        "1 problem:",
        "  duplicate notes: 0.md, 1.md, 2.md, 3.md, 4.md and 2 more",
    ]
    assert diagnosis_text(replace(DIAGNOSIS, findings=())).splitlines()[-1] == "No problems found."


def test_long_lists_of_a_diagnosis_are_counted():
    """Of a long list the ten worst are shown and all are counted; asked for, the whole list is shown."""
    dead = tuple((f"no_such_{number}", 20 - number) for number in range(12))
    problems = tuple(Problem(f"problem {number}", ("a.md",) * 7) for number in range(12))
    long = replace(DIAGNOSIS, dead_links=dead, findings=problems)

    shown, whole = diagnosis_text(long), diagnosis_text(long, whole=True)
    found, all_found = json.loads(diagnosis_json(long)), json.loads(diagnosis_json(long, whole=True))

    assert "174 links to 12 notes that do not exist:\n  no_such_0 (20)\n" in shown
    assert shown.count("  … and 2 more; all of them: askcloud doctor --all") == 2
    assert ("no_such_9 (" in shown, "no_such_10 (" in shown) == (True, False)
    assert ("no_such_11 (9)" in whole, "more" in whole) == (True, False)
    assert [len(each["dead_links"]) for each in (found, all_found)] == [10, 12]
    assert (found["dead_link_count"], found["dead_target_count"]) == (174, 12)


def test_diagnosis_json_has_every_file():
    """As JSON a diagnosis has every field and all the files of a problem."""
    diagnosis = json.loads(diagnosis_json(DIAGNOSIS))

    assert len(diagnosis["findings"][0]["paths"]) == 7
    assert diagnosis["channels"][0]["repairs"] == [{"note": "Water/mill.md", "written": "21:03:00", "clock": "~21:03"}]
