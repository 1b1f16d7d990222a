"""Laws of the metrics: shares of the right questions, by kind and over all."""

from __future__ import annotations

import pytest

from askcloud.answering.answer import Evidence, QuotedClaim, abstention
from askcloud.evaluation.judgments import Judgment
from askcloud.evaluation.metrics import DEPTH, evaluate, metrics_of, outcome_of
from askcloud.media.citation import Citation, Timestamp
from askcloud.record import replace

GOLD = (("v", (100.0, 900.0)),)


def _evidence(quote="The dam holds.", video="v", seconds=100):
    citation = Citation("a.md", 1, "Dam", "", video, None, Timestamp(seconds))
    return Evidence(
        quote=quote, context="", headings=(), citation=citation, score=1.0, parts={}, also_in=(),
    )  # fmt: skip


def _judgment(name="1", kind="why", gold=(), keys=()):
    return Judgment(id=name, kind=kind, question="why", context="", gold=gold, keys=keys)


def test_outcome_has_the_ranks_of_the_right_results():
    """Ranks count from 1, and results after the fifth are not looked at."""
    right, wrong = _evidence(), _evidence(video="w")
    answer = replace(abstention("why", ""), evidence=(wrong, right, right, *[wrong] * (DEPTH - 3), right))

    outcome = outcome_of(_judgment(gold=GOLD), answer, milliseconds=2.0)

    assert (outcome.ranks, outcome.answered, outcome.milliseconds) == ((2, 3), False, 2.0)


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


def _list(*quotes, quote="", context=""):
    items = tuple(QuotedClaim(each, "", _evidence().citation, 0.0, (0, 0)) for each in quotes)
    return replace(_evidence(quote), items=items, context=context)


@pytest.mark.parametrize(
    ("answered", "evidence", "ranks", "recall"),
    [
        (True, [_list("a wall", "gates", "a tower", "a lake")], (1,), 1.0),
        (True, [_list("a wall", "other"), _list("gates", "a tower")], (2,), 0.25),
        (True, [_list("tower", context="The gates:"), _evidence("wall")], (1,), 0.5),
        (True, [_evidence("A wall and a lake.")], (1,), 0.5),
        (True, [_evidence("A wall.")], (), 0.25),
        (False, [_list("a wall", "gates")], (1,), 0.0),
        (True, [], (), 0.0),
    ],
)
def test_a_list_is_right_that_shows_half_of_the_items(answered, evidence, ranks, recall):
    """A result is right with half of the items in its quote, context and items; recall is of the first of an answer."""
    judgment = replace(_judgment(), items=("wall", "gates", "tower", "lake"))

    outcome = outcome_of(judgment, replace(abstention("why", ""), answered=answered, evidence=tuple(evidence)), 1.0)

    assert (outcome.ranks, outcome.item_recall) == (ranks, recall)


def test_a_list_is_also_right_by_its_second_or_words():
    """Items do not replace what else is known of an answer."""
    judgment = replace(_judgment(gold=GOLD), items=("wall", "gates"))

    assert outcome_of(judgment, replace(abstention("why", ""), evidence=(_evidence(),)), 1.0).ranks == (1,)


def test_list_recall_is_of_the_questions_with_items():
    """The mean is over the questions whose judgment has items, refused ones included; without any it is None."""
    items = replace(_judgment(kind="list"), items=("wall", "gates"))
    answers = [
        (items, True, _list("wall", "gates")),
        (items, False, _list("wall", "gates")),
        (_judgment(), True, _list()),
    ]

    measures = metrics_of(
        outcome_of(judgment, replace(abstention("why", ""), answered=answered, evidence=(evidence,)), 1.0)
        for judgment, answered, evidence in answers
    )

    assert [measures[kind].list_recall for kind in ("list", "why", "all")] == [0.5, None, 0.5]
    assert measures["all"].answerable == 2


def test_measures_of_no_questions_are_none():
    """No questions give a line of measures all the same, and none of them a figure."""
    (total,) = metrics_of([]).values()

    assert (total.questions, total.hit_at_1, total.mrr, total.abstention_recall, total.milliseconds) == (0, *[None] * 4)


def test_evaluate_asks_each_question_with_the_one_before_it(make_vault):
    """A labelled follow-up is asked with its context; one of common words or with a wrong filter is an abstention."""
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
    filtered = replace(_judgment(kind="nothing"), question="who owned the copper lantern tag:nosuch")

    with vault.index() as index:
        measures = evaluate(index, [followup, empty, filtered])

    assert (measures["why"].hit_at_1, measures["nothing"].abstention_recall) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("answered", "quote", "context", "following", "shown"),
    [
        (True, "It was moved.", "", ("It happened in spring.",), True),
        (True, "It was moved.", "In spring:", ("It happened.",), True),
        (True, "It was moved in spring.", "", (), True),
        (True, "It was moved.", "", ("It happened in summer.",), False),
        (False, "It was moved.", "", ("It happened in spring.",), False),
    ],
)
def test_an_answer_is_shown_by_the_text_around_the_quote(answered, quote, context, following, shown):
    """The right words may be in the context or follow; a refusal shows no answer."""
    judgment = replace(_judgment(), keys=(("moved",), ("spring",)))
    claims = tuple(QuotedClaim(each, "", _evidence().citation, 0.0, (0, 0)) for each in following)
    evidence = replace(_evidence(quote), context=context, following=claims)

    answer = replace(abstention("when", ""), answered=answered, evidence=(evidence,))

    assert outcome_of(judgment, answer, 1.0).is_shown is shown
