"""Laws of answers."""

from __future__ import annotations

from askcloud.answering.answer import abstention


def test_abstention_holds_nothing_but_its_reason():
    """The answer that the notes do not say has no confidence and no evidence."""
    answer = abstention("zeppelin", "No note mentions zeppelin.")

    assert (answer.question, answer.answered, answer.confidence) == ("zeppelin", False, 0.0)
    assert (answer.reason, answer.evidence, answer.corrections) == ("No note mentions zeppelin.", (), ())


# --- what a question insists on ------------------------------------------------------------------------------------
