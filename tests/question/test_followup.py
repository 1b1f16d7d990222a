"""Which questions lean on the one before, and what they take from it."""

import pytest

from askcloud.answering.ask import ask
from askcloud.question.followup import inherited_words
from askcloud.question.parse import parse_question

BEFORE = "Why did Nvidia buy Mellanox?"
FULL = (
    "how many regions are there",
    "is there a free tier",
    "who is the founder that left",
    "what chips that Amazon designs",
    "are Graviton and Trainium the same",
    "who was the former owner",
)
POINTING = (
    "who works there",
    "when did that happen",
    "who built that chip",
    "who founded that",
    "does the same hold for Intel",
    "what did the former do",
    "what about the latter",
)


@pytest.mark.parametrize(
    ("before", "question", "inherited"),
    [
        (BEFORE, "why?", ("Nvidia", "buy", "Mellanox")),
        (BEFORE, "who founded it?", ("Nvidia", "buy", "Mellanox")),
        (BEFORE, "and when did that happen?", ("Nvidia", "buy", "Mellanox")),
        ("How much is the Premium plan?", "and the Metal one?", ("Premium", "plan")),
        ("why does data gravity matter for Amazon", "and what about Google?", ("data", "gravity", "matter")),
        ("did Jensen Huang found it", "what about Curtis?", ("found",)),
        ("could Google buy Slack", "what about Zoom?", ("Google", "buy", "Slack")),
        (BEFORE, "how did AWS start?", ()),
        (BEFORE, "What is SageMaker", ()),
        (BEFORE, "and how do customers of Snowflake pay for storage", ()),
        (BEFORE, "is it true that customers of Snowflake pay for storage", ()),
        ("", "why?", ()),
        *((BEFORE, question, ()) for question in FULL),
        *((BEFORE, question, ("Nvidia", "buy", "Mellanox")) for question in POINTING),
    ],
)
def test_inherited_words_complete_what_is_elliptic_only(before, question, inherited):
    """An elliptic question takes over the words it leaves out, swapping a name; a full one takes nothing."""
    assert inherited_words(parse_question(question), before) == inherited


def test_a_follow_up_finds_what_it_is_about(make_vault):
    """A question that means nothing alone is answered after the one before it, and says what it took from there."""
    vault = make_vault(
        {
            "dam.md": "The dam holds back the river for the mill below [0:10]. The mill was sold in May 1901 [0:20].",
            "fair.md": "The fair was sold out in June 1905 [00:00:10].",
        }
    )
    vault.update()

    with vault.index() as index:
        found = ask(index, "and when was it sold?", after="who owned the mill?")

    assert found.inherited == ("owned", "mill")
    assert found.evidence[0].quote == "The mill was sold in May 1901."
