"""Laws of the words that notes contain in another form only."""

from __future__ import annotations

import pytest

from askcloud.question.parse import parse_question
from askcloud.search.query import resolve
from askcloud.search.substitutes import may_be_substituted, substitute

NOTES = {
    "a.md": "The large dam has one drawback, as all say [00:00:10]. It has a large basin and good walls [00:00:20].",
    "b.md": "A huge quarry was cheap to run and its benefits were many [00:00:10].",
}


@pytest.fixture(scope="module")
def index(make_vault):
    """The index of two notes without a comparative."""
    vault = make_vault(NOTES)
    vault.update()
    with vault.index() as index:
        yield index


@pytest.mark.parametrize(
    ("word", "term"),
    [
        ("cheaper", "cheap"),
        ("best", "good"),
        ("bigger", "larg"),
        ("biggest", "larg"),
        ("cons", "drawba"),
        ("pros", "benefi"),
        ("happier", None),
        ("quarrier", None),
        ("zeppelin", None),
    ],
)
def test_substitute_is_the_base_form_or_its_most_common_synonym(index, word, term):
    """The base form where a note contains it, else that of its synonyms which most claims contain, else nothing."""
    assert substitute(index, word) == term


def test_only_words_with_another_form_may_be_substituted():
    """Comparatives, superlatives and the two sides of *pros and cons* may be substituted, no other word."""
    words = "bigger worst pros cons big founder zeppelin".split()

    assert [word for word in words if may_be_substituted(word)] == ["bigger", "worst", "pros", "cons"]


def test_resolve_looks_unknown_comparatives_up_by_their_base(index):
    """A comparative is known by the term of its base, and so are pros and cons; none of them counts as corrected."""
    query = resolve(index, parse_question("what are the pros and cons of a bigger dam"))

    assert query.words == {"pros": "benefi", "cons": "drawba", "bigger": "larg", "dam": "dam"}
    assert (query.unknown, query.corrections) == ((), {})


@pytest.mark.parametrize("question", ['"bigger" dam', "the dam of John Cheaper"])
def test_resolve_keeps_phrases_and_names_as_they_are(index, question):
    """What is in quotes or written as a name is looked up as it is."""
    query = resolve(index, parse_question(question))

    assert {"bigger", "cheaper"}.intersection(query.unknown)


def test_resolve_keeps_comparatives_when_it_is_to_be_exact(index):
    """With exact spelling, a comparative that no note contains is unknown."""
    assert resolve(index, parse_question("bigger dam"), exact=True).unknown == ("bigger",)


def test_resolve_searches_pros_and_cons_as_advantages_and_disadvantages(make_vault):
    """Together they are looked up in full, even where notes contain *pro* and *con*; alone, they are as typed."""
    vault = make_vault(
        {"a.md": "The pro of the con man is an advantage here [00:00:10]. A disadvantage of dams is silt [00:00:20]."}
    )
    vault.update()

    with vault.index() as index:
        together, alone, quoted = (
            resolve(index, parse_question(question)).words
            for question in ("pros and cons of dams", "which con man was a pro", '"pros and cons" of dams')
        )

    assert together == {"pros": "advant", "cons": "disadv", "dams": "dam"}
    assert (alone["con"], alone["pro"]) == ("con", "pro")
    assert (quoted["pros"], quoted["cons"]) == ("pro", "con")
