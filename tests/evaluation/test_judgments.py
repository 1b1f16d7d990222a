"""Laws of judgments: which files are read, and which quotes are right."""

from __future__ import annotations

import json

import pytest

from askcloud.errors import UsageError
from askcloud.evaluation import matching
from askcloud.evaluation.judgments import DEFAULT_TOLERANCE, Judgment, is_right, read_judgments, share_of_items
from askcloud.record import replace


def _file(tmp_path, *lines):
    path = tmp_path / "judgments.jsonl"
    path.write_bytes("\n".join(lines).encode())
    return str(path)


# --- reading ---------------------------------------------------------------------------------------------------------


def test_read_judgments_reads_every_field_and_fills_in_what_is_missing(tmp_path):
    """A line is a judgment with all it says; only the question must be there, and its line's number is its id."""
    full = {
        "id": 7,
        "kind": "who",
        "question": "who keeps the lamp",
        "context": "what lamp",
        "gold": [{"video": "v", "t": 63, "t_alt": 3780}, {"video": "w", "t": 5}],
        "answer_keys": [["keeper", "ward"]],
    }

    read = read_judgments(_file(tmp_path, "", json.dumps(full), "  ", '{"question": "why"}', ""))

    assert read == [
        Judgment(
            "7", "who", "who keeps the lamp", "what lamp", (("v", (63.0, 3780.0)), ("w", (5.0,))), (("keeper", "ward"),)
        ),
        Judgment("4", "question", "why", "", (), ()),
    ]
    assert [each.answerable for each in read] == [True, False]


def test_read_judgments_reads_the_items_of_a_list(tmp_path):
    """A question for a list names its items, and is one that the notes answer."""
    line = json.dumps({"question": "which parts", "items": ["the\\W+wall", "gates?"], "lead": "Parts:", "video": "v"})

    (judgment,) = read_judgments(_file(tmp_path, line))

    assert (judgment.items, judgment.gold, judgment.keys) == (("the\\W+wall", "gates?"), (), ())
    assert judgment.answerable


def test_read_judgments_ends_a_line_only_where_a_line_ends(tmp_path):
    """Signs that some take for the end of a line may be inside a question."""
    questions = ["why\u2028so", "dam\x85mill", "plain"]

    lines = [json.dumps({"question": each}, ensure_ascii=False) for each in questions]
    read = read_judgments(_file(tmp_path, *lines))

    assert [each.question for each in read] == questions


def test_read_judgments_takes_a_byte_order_mark_for_none(tmp_path):
    """A file as some editors save it, with a mark in front, is read all the same."""
    (judgment,) = read_judgments(_file(tmp_path, '\ufeff{"question": "why"}'))

    assert judgment.question == "why"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("why does it matter", id="no JSON"),
        pytest.param('["question"]', id="no object"),
        pytest.param('{"id": "1"}', id="no question"),
        pytest.param('{"question": "why", "gold": [{"t": 1}]}', id="gold without a video"),
        pytest.param('{"question": "why", "gold": [{"video": "v", "t": "soon"}]}', id="a second that is none"),
        pytest.param('{"question": "why", "answer_keys": [["("]]}', id="a broken expression"),
        pytest.param('{"question": "why", "answer_keys": ["gravity"]}', id="keys without their inner list"),
        pytest.param('{"question": "why", "items": "gravity"}', id="items that are no list"),
        pytest.param('{"question": "why", "items": ["("]}', id="a broken expression of an item"),
        pytest.param('{"question": "why", "items": [["a"]]}', id="items in lists of their own"),
        pytest.param('{"question": "why", "tolerance": -1}', id="a negative tolerance"),
        pytest.param('{"question": "why", "tolerance": "NaN"}', id="a tolerance that is not a number"),
    ],
)
def test_read_judgments_names_the_line_that_is_none(tmp_path, line):
    """What is not a judgment is refused, with its line."""
    with pytest.raises(UsageError, match=r"Line 2 of .* is not a valid labelled question"):
        read_judgments(_file(tmp_path, '{"question": "why"}', line))


def test_read_judgments_tells_of_a_file_that_cannot_be_read(tmp_path):
    """A file that is missing or not text is an error a person can mend."""
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")

    for name in ("missing", "bytes"):
        with pytest.raises(UsageError, match="cannot be read"):
            read_judgments(str(tmp_path / name))


@pytest.mark.parametrize(
    ("fields", "tolerance"),
    [
        ({}, DEFAULT_TOLERANCE),
        ({"kind": "why"}, DEFAULT_TOLERANCE),
        ({"kind": "public"}, 0),
        ({"kind": "public", "tolerance": 2.5}, 2.5),
        ({"tolerance": 0}, 0),
        ({"tolerance": None}, DEFAULT_TOLERANCE),
    ],
)
def test_read_judgments_takes_the_tolerance_given_else_that_of_the_kind(tmp_path, fields, tolerance):
    """A judgment says how far a time may be off; without that it is 5 seconds, and none for the kind `public`."""
    (judgment,) = read_judgments(_file(tmp_path, json.dumps({"question": "why", **fields})))

    assert judgment.tolerance == tolerance


# --- judging ---------------------------------------------------------------------------------------------------------

GOLD = (("v", (100.0, 900.0)),)
BY_TIME = Judgment(id="1", kind="why", question="why", context="", gold=GOLD, keys=())
BY_WORDS = replace(BY_TIME, gold=(), keys=(("mill", "dam"), ("clay",)))


@pytest.mark.parametrize(
    ("judgment", "quote", "medium", "second", "right"),
    [
        pytest.param(BY_TIME, "", "v", 105, True, id="late by all that is allowed"),
        pytest.param(BY_TIME, "", "v", 94, False, id="early by more"),
        pytest.param(BY_TIME, "", "v", 903, True, id="the other reading of the timestamp"),
        pytest.param(replace(BY_TIME, tolerance=0), "", "v", 101, False, id="late where nothing is allowed"),
        pytest.param(replace(BY_TIME, tolerance=0), "", "v", 900, True, id="at the exact second"),
        pytest.param(replace(BY_TIME, kind="public"), "", "v", 101, True, id="the kind alone decides nothing"),
        pytest.param(BY_TIME, "", "w", 100, False, id="another video"),
        pytest.param(BY_TIME, "", "v", None, False, id="no second"),
        pytest.param(BY_WORDS, "A DAM of clay", "v", 1, True, id="all the keys"),
        pytest.param(BY_WORDS, "A dam of wood", "v", 1, False, id="one key missing"),
        pytest.param(replace(BY_TIME, keys=(("dam",),)), "A dam", "v", None, True, id="either is enough"),
        pytest.param(replace(BY_TIME, gold=()), "A dam", "v", 100, False, id="nothing answers"),
    ],
)
def test_is_right_takes_the_second_or_the_words(judgment, quote, medium, second, right):
    """A quote is right if it is near the right second of the right video, or if one of every list of keys matches."""
    assert is_right(judgment, quote, medium, second) is right


@pytest.mark.parametrize(
    ("texts", "share"),
    [
        ((), 0),
        (("The WALL of stone.",), 1 / 3),
        (("a gate", "the wall"), 2 / 3),
        (("walls, the: gate tower",), 2 / 3),
        (("the wall", "gate", "tower", "moat"), 1),
    ],
)
def test_share_of_items_counts_each_item_once(texts, share):
    """An item is found if its expression matches in any of the texts, in any case."""
    judgment = replace(BY_WORDS, keys=(), items=("the\\W+wall", "gate", "tower"))

    assert share_of_items(judgment, texts) == pytest.approx(share)
    assert share_of_items(BY_WORDS, texts) == 0


@pytest.mark.parametrize(
    ("known", "judge"),
    [
        ({"keys": (("(a+)+$",),)}, lambda judgment, text: is_right(judgment, text, "", None)),
        ({"items": ("(a+)+$",)}, lambda judgment, text: share_of_items(judgment, [text])),
    ],
    ids=["keys", "items"],
)
def test_expressions_that_take_too_long_are_named(monkeypatch, known, judge):
    """Expressions that would not end are an error that names their question, not an evaluation without an end."""
    monkeypatch.setattr(matching, "TIMEOUT_SECONDS", 0.02)
    judgment = replace(BY_WORDS, id="q7", **known)

    with pytest.raises(UsageError, match="question q7") as caught:
        judge(judgment, "a" * 60 + "b")

    assert "repetition" in caught.value.hint
