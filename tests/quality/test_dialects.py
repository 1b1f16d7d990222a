"""One vault of all dialects: a question about each note is answered from it, with its second and its link."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from askcloud.answering.ask import ask
from askcloud.index.reader import open_index

FIXTURE = Path(__file__).parents[1] / "fixtures" / "dialects.md"
CARGOES = (
    "copper barley amber pepper cotton marble walnut saffron granite timber indigo sulphur tobacco vanilla cinnamon "
    "graphite lavender molasses pumice quartz rubber sorghum turmeric uranium vinegar basalt coral linen paprika"
).split()
CARGO = re.compile(r"^(\S+) \w+ (\S+) \| .*\bcarr\w+ sand\b", re.MULTILINE)


def _cases():
    """(cargo, note, clock, link): each dialect's note, told of a cargo of its own, and the first claim that says so."""
    parts = re.split(r"^\.\n", FIXTURE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    told = [(source, CARGO.search(expected)) for source, expected in zip(parts[1::3], parts[2::3], strict=True)]
    told = [(source, found) for source, found in told if found]
    return [
        (cargo, re.sub("sand", cargo, source), *found.groups())
        for cargo, (source, found) in zip(CARGOES, told, strict=False)
    ]


CASES = _cases()


@pytest.fixture(scope="module")
def vault(make_vault):
    """A note of each dialect, each about another cargo."""
    vault = make_vault()
    for cargo, source, *_ in CASES:
        (vault.corpus / f"{cargo}.md").write_text(source, encoding="utf-8")
    vault.update()
    return vault


def test_every_dialect_is_asked():
    """No dialect's note is left out of the vault for want of a cargo."""
    assert len(CASES) >= 25


@pytest.mark.parametrize(("cargo", "clock", "link"), [(case[0], *case[2:]) for case in CASES])
def test_question_about_each_dialect(vault, cargo, clock, link):
    """What carries a cargo is quoted from the note that says so, with the right second and the right link."""
    with open_index(str(vault.folder)) as index:
        answer = ask(index, f"what carries {cargo}")

    best = answer.evidence[0].citation
    assert (answer.answered, best.note, best.time.formatted.lstrip("~")) == (True, f"{cargo}.md", clock)
    assert (best.url or best.medium) == link
