"""Laws of judging answers: reading judgments, what is right, and the measures."""

from __future__ import annotations

import json
from itertools import islice

import pytest
from samples import NO_TIME

from askcloud.answering.answer import Evidence, abstention
from askcloud.errors import UsageError
from askcloud.evaluation.metrics import (
    EXACT,
    TOLERANCE,
    Judgment,
    evaluate,
    is_right,
    metrics_of,
    outcome_of,
    read_judgments,
    sample_judgments,
)
from askcloud.media.citation import Citation, Timestamp
from askcloud.record import replace


def _evidence(quote="The dam holds.", video="v", seconds=100):
    time = NO_TIME if seconds is None else Timestamp(seconds)
    citation = Citation("a.md", 1, "Dam", "", video, None, time)
    return Evidence(
        quote=quote, context="", headings=(), citation=citation, score=1.0, parts={}, also_in=(),
    )  # fmt: skip


def _judgment(name="1", kind="why", gold=(), keys=()):
    return Judgment(id=name, kind=kind, question="why", context="", gold=gold, keys=keys)


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


def test_read_judgments_ends_a_line_only_where_a_line_ends(tmp_path):
    """Signs that some take for the end of a line may stand inside a question."""
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
    ],
)
def test_read_judgments_names_the_line_that_is_none(tmp_path, line):
    """What is no judgment is refused, with its line."""
    with pytest.raises(UsageError, match=r"Line 2 of .* is no judgment"):
        read_judgments(_file(tmp_path, '{"question": "why"}', line))


def test_read_judgments_tells_of_a_file_that_cannot_be_read(tmp_path):
    """A file that is missing or not text is an error a person can mend."""
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")

    for name in ("missing", "bytes"):
        with pytest.raises(UsageError, match="cannot be read"):
            read_judgments(str(tmp_path / name))


# --- judging ---------------------------------------------------------------------------------------------------------

GOLD = (("v", (100.0, 900.0)),)


JUDGED = {
    "late by all that is allowed": (_evidence(seconds=100 + TOLERANCE), _judgment(gold=GOLD), True),
    "early by more": (_evidence(seconds=99 - TOLERANCE), _judgment(gold=GOLD), False),
    "the other reading of the stamp": (_evidence(seconds=903), _judgment(gold=GOLD), True),
    "late by nothing, where all seconds are exact": (_evidence(seconds=101), _judgment(kind=EXACT, gold=GOLD), False),
    "at the exact second": (_evidence(seconds=900), _judgment(kind=EXACT, gold=GOLD), True),
    "another video": (_evidence(video="w"), _judgment(gold=GOLD), False),
    "no second": (_evidence(seconds=None), _judgment(gold=GOLD), False),
    "all the keys": (_evidence("A DAM of clay"), _judgment(keys=(("mill", "dam"), ("clay",))), True),
    "one key missing": (_evidence("A dam of wood"), _judgment(keys=(("dam",), ("clay",))), False),
    "either will do": (_evidence("A dam", seconds=None), _judgment(gold=GOLD, keys=(("dam",),)), True),
    "nothing is right where nothing answers": (_evidence(), _judgment(), False),
}


def test_is_right_takes_the_second_or_the_words():
    """A quote is right if said in the right video near the right second, or if it says one of every list of words."""
    found = {
        name: is_right(judgment, each.quote, each.citation.medium, each.citation.time.seconds)
        for name, (each, judgment, _) in JUDGED.items()
    }

    assert found == {name: right for name, (_, _, right) in JUDGED.items()}


def test_measures_are_of_each_kind_and_of_all():
    """Rates are shares of the questions they are about, by kind and over all, worked out here by hand."""
    right, wrong = _evidence(), _evidence(video="w")
    outcomes = {
        "first": ("how", True, [right, wrong], GOLD),
        "third": ("how", True, [wrong, wrong, right], GOLD),
        "sixth": ("how", True, [wrong] * 5 + [right], GOLD),
        "timid": ("why", False, [right], GOLD),
        "modest": ("why", False, [wrong, right], GOLD),
        "silent": ("why", False, [wrong], ()),
        "bold": ("why", True, [wrong], ()),
    }
    measures = metrics_of(
        outcome_of(
            _judgment(name, kind, gold),
            replace(abstention("why", ""), answered=answered, evidence=tuple(evidence)),
            milliseconds=1.0,
        )
        for name, (kind, answered, evidence, gold) in outcomes.items()
    )

    assert list(measures) == ["how", "why", "all"]
    total, how = measures["all"], measures["how"]
    assert (total.questions, total.answerable) == (7, 5)
    assert (total.hit_at_1, total.hit_at_5) == pytest.approx((1 / 5, 4 / 5))
    assert total.mrr == pytest.approx((1 + 1 / 3 + 0 + 1 + 1 / 2) / 5)
    assert (total.abstention_precision, total.abstention_recall) == pytest.approx((2 / 3, 1 / 2))
    assert how.hit_at_1 == pytest.approx(1 / 3)
    assert (how.abstention_precision, how.abstention_recall) == (None, None)


def test_measures_of_no_questions_are_none():
    """No questions give a line of measures all the same, and none of them a figure."""
    (total,) = metrics_of([]).values()

    assert (total.questions, total.hit_at_1, total.mrr, total.abstention_recall, total.milliseconds) == (0, *[None] * 4)


def test_evaluate_asks_each_question_with_the_one_before_it(make_vault):
    """A judged follow-up leans on its context, and a question that asks nothing is a silence like any other."""
    vault = make_vault(
        {
            "a.md": "The copper lantern was lit in 1802 [00:00:10]. A keeper lights it at dusk [00:10:20].",
            "b.md": "The village mill was sold in 1850 [00:05:30].",
        }
    )
    vault.update()
    gold = (("aB3_dE6-hI9", (10.0,)),)
    followup = replace(_judgment(gold=gold), question="and when was it lit?", context="who owned the copper lantern")
    empty = replace(_judgment(kind="nothing"), question="what is it")

    with vault.index() as index:
        measures = evaluate(index, [followup, empty])

    assert (measures["why"].hit_at_1, measures["nothing"].abstention_recall) == (1.0, 1.0)


# --- made questions --------------------------------------------------------------------------------------------------


def test_made_judgments_are_read_back_and_answered(tmp_path, make_vault):
    """Questions drawn from an index are the same for the same seed, and find the claims they were drawn from."""
    vault = make_vault(
        {
            "a.md": "A keeper lights the copper lantern at dusk [00:00:10]. Herring fill the harbor [00:10:20].",
            "b.md": "Barley grows on stone terraces above the village [00:05:30]. Nobody timed this sentence at all.",
        }
    )
    vault.update()

    with vault.index() as index:
        lines = [json.dumps(each) for each in sample_judgments(index, 6, seed=3)]
        again = [json.dumps(each) for each in sample_judgments(index, 6, seed=3)]
        total = evaluate(index, read_judgments(_file(tmp_path, *lines)))["all"]

    assert lines == again
    assert (total.questions, total.answerable, total.hit_at_1) == (4, 4, 1.0)


def test_made_judgments_come_once(make_vault):
    """No question comes twice, not even of claims that say the same; a longer draw begins with a shorter one."""
    said = "A keeper lights the lantern [00:00:10]. Herring fill the harbor [00:10:20]."
    vault = make_vault({"a.md": said, "b.md": said, "c.md": "Barley grows on stone terraces [00:05:30]."})
    vault.update()

    with vault.index() as index:
        first, two, three = (list(sample_judgments(index, count)) for count in (1, 2, 20))

    assert [len(each) for each in (first, two, three)] == [1, 2, 3]
    assert two == three[:2]
    assert len({each["question"] for each in three}) == 3
    assert [each["id"] for each in three] == ["made-1", "made-2", "made-3"]


def test_made_judgments_ask_something(make_vault):
    """A claim without a word of meaning makes no question, and notes without a second none at all."""
    vault = make_vault(
        {
            "a.md": "This is what it is all about, and more [00:00:10]. A keeper lights the lantern [00:00:50].",
            "b.md": "Nobody ever timed this sentence about barley.",
        }
    )
    vault.update()

    with vault.index() as index:
        questions = [each["question"] for each in islice(sample_judgments(index, 20), 20)]

    assert set(questions) == {"keeper lights lantern"}
