"""One vault with a note in each format of times: a question about each note is answered with its second and link."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from askcloud.answering.ask import ask
from askcloud.index.reader import open_index

FIXTURE = Path(__file__).parents[1] / "fixtures" / "time_formats.md"
CARGOES = (
    "copper barley amber pepper cotton marble walnut saffron granite timber indigo sulphur tobacco vanilla cinnamon "
    "graphite lavender molasses pumice quartz rubber sorghum turmeric uranium vinegar basalt coral linen paprika"
).split()
CARGO = re.compile(r"^(\S+) \w+ (\S+) \| .*\bcarr\w+ sand\b", re.MULTILINE)


def _cases():
    """(cargo, note, time, link): each format's note, changed to mention another cargo, and the claim that does."""
    parts = re.split(r"^\.\n", FIXTURE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    notes = [(source, CARGO.search(expected)) for source, expected in zip(parts[1::3], parts[2::3], strict=True)]
    notes = [(source, claim) for source, claim in notes if claim]
    return [
        (cargo, re.sub("sand", cargo, source), *claim.groups())
        for cargo, (source, claim) in zip(CARGOES, notes, strict=False)
    ]


CASES = _cases()


@pytest.fixture(scope="module")
def vault(make_vault):
    """A note in each format of times, each about another cargo."""
    vault = make_vault()
    for cargo, source, *_ in CASES:
        (vault.corpus / f"{cargo}.md").write_text(source, encoding="utf-8")
    vault.update()
    return vault


def test_every_time_format_is_asked_about():
    """No note is left out of the vault for lack of a cargo."""
    assert len(CASES) >= 25


@pytest.mark.parametrize(("cargo", "time", "link"), [(case[0], *case[2:]) for case in CASES])
def test_question_about_each_time_format(vault, cargo, time, link):
    """The answer is quoted from the note about the cargo, with the right second and the right link."""
    with open_index(str(vault.folder)) as index:
        answer = ask(index, f"what carries {cargo}")

    best = answer.evidence[0].citation
    assert (answer.answered, best.note, best.time.formatted.lstrip("~")) == (True, f"{cargo}.md", time)
    assert (best.url or best.medium) == link
