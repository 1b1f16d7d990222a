"""Laws of the questions drawn from an index."""

from __future__ import annotations

import json
from itertools import islice

from askcloud.evaluation.judgments import read_judgments
from askcloud.evaluation.metrics import evaluate
from askcloud.evaluation.sampling import sample_judgments


def _file(tmp_path, *lines):
    path = tmp_path / "judgments.jsonl"
    path.write_bytes("\n".join(lines).encode())
    return str(path)


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
