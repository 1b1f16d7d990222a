"""Laws of searching an index of several files: what is found is what one file with all notes gives."""

from __future__ import annotations

import random

import pytest

from askcloud.index.filters import Filters, matching_notes
from askcloud.index.reader import open_index
from askcloud.indexer import merge
from askcloud.question.parse import parse_question
from askcloud.search.candidates import find_candidates
from askcloud.search.query import resolve
from askcloud.storage import open_index as open_any
from askcloud.storage import update_index
from askcloud.text.analyzer import term_of

WORDS = "barley harbor lantern quarry granite herring miller founded established village tower".split()
ASKED = ("barley harbor", "lantern", '"granite quarry"', "herring -miller", "who founded the village", "tower granite")


@pytest.fixture(scope="module")
def indexes(make_vault):
    """An index of three shards and one of one file over the same forty notes, some of which say the same.

    The shards have common terms by note, as those of many notes would.
    """
    rng = random.Random(3)
    sentences = [" ".join(rng.choices(WORDS, k=rng.randint(4, 9))).capitalize() for _ in range(30)]
    notes = {
        f"f{number % 7}/{number:02}.md": "\n\n".join(f"{rng.choice(sentences)} [00:00:{at + 10}]." for at in range(4))
        for number in range(40)
    }
    vault = make_vault(notes)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merge, "_LONG", 0)
        update_index(vault.as_corpus, str(vault.root / "shards"), shards=3)
    vault.update()
    with open_any(str(vault.root / "shards")) as shards, open_index(str(vault.folder)) as one:
        assert all(part.term(term_of("lantern")).by_note for _, part in shards.parts)
        assert not one.term(term_of("lantern")).by_note
        yield shards, one


def found_in(index, question: str, filters: Filters | None) -> list[tuple[str, int, float, float]]:
    """The passages that are found, by path and place, with their scores."""
    notes = matching_notes(index, filters) if filters else None
    hits = find_candidates(index, resolve(index, parse_question(question)), notes)
    places = ((index.note(hit.passage >> 12).path, hit.passage % (1 << 12)) for hit in hits)
    return sorted((*place, hit.by_passage, hit.by_note) for place, hit in zip(places, hits, strict=True))


@pytest.mark.parametrize(("most", "tied", "others"), [(35, 100, 10), (3, 100, 2), (2, 3, 1)])
def test_parts_give_what_one_file_gives(indexes, monkeypatch, most, tied, others):
    """The same passages with the same scores are found, however few are wanted and however many are equal."""
    shards, one = indexes
    for module in ("candidates", "parts"):
        for name, value in (("MAX_CANDIDATES", most), ("MAX_TIED", tied), ("MAX_IN_OTHER_WORDS", others)):
            monkeypatch.setattr(f"askcloud.search.{module}.{name}", value, raising=False)

    for question in ASKED:
        for filters in (None, Filters(channel="f1"), Filters(channel="f3")):
            expected = found_in(one, question, filters)
            assert found_in(shards, question, filters) == expected, question
    assert found_in(one, ASKED[0], None)


def test_word_that_a_part_lacks_finds_nothing_there(make_vault, monkeypatch):
    """A shard without one word of the subject has no passage about it that says the relation in other words."""
    vault = make_vault(
        {
            "a/granite.md": "The granite village was founded by a mason [00:00:10]. Granite is hard.",
            "b/village.md": "The village was established by a miller [00:00:10]. The village is small.",
        }
    )
    update_index(vault.as_corpus, str(vault.root / "shards"), shards=2)
    vault.update()

    for module in ("candidates", "parts"):
        monkeypatch.setattr(f"askcloud.search.{module}.MAX_CANDIDATES", 1, raising=False)
    with open_any(str(vault.root / "shards")) as shards, open_index(str(vault.folder)) as one:
        expected = found_in(one, "who founded the granite village", None)
        assert found_in(shards, "who founded the granite village", None) == expected
    assert [path for path, *_ in expected] == ["a/granite.md"]
