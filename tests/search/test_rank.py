"""Laws of ranking the claims that say something of a question."""

from __future__ import annotations

import pytest

from askcloud.question.parse import parse_question
from askcloud.search import rank
from askcloud.search.query import resolve


def _ranked(index, question, notes=None):
    return [each.claim.text for each in rank.rank(index, resolve(index, parse_question(question)), notes)]


def test_rank_puts_the_claim_that_says_most_first(index):
    """A claim with all the words of a question comes before claims with some of them."""
    texts = _ranked(index, "data gravity")

    assert texts[0] == "Data gravity pulls every program towards the store."


def test_rank_looks_only_at_the_notes_it_is_given(index):
    """A filter holds back every other note, and an empty one all of them."""
    notes = {at for at, note in index.notes().items() if note.path == "b.md"}

    texts = _ranked(index, "data gravity", notes)

    assert texts
    assert set(texts) <= {"Data fills the archive of the museum.", "Gravity bends the light of stars."}
    assert _ranked(index, "data gravity", set()) == []


def test_rank_is_the_same_every_time(index):
    """The same question gets the same claims with the same scores, to the last bit."""
    query = resolve(index, parse_question("museum archive data gravity"))

    assert rank.rank(index, query) == rank.rank(index, query)


SAID = {
    "who keeps the lamp": "Astrid Moe keeps it.",
    "when was the lamp lit": "It was first lit in March 1931.",
    "why was the lamp lit": "It was lit because ships had sunk.",
    "what is a lamp": "A lamp is a light for ships.",
    "what does lks stand for": "They are paid by the LKS (Lamp Keepers Society).",
}
LAMP = """# The lamp

The lamp of the harbour shines at night and is kept by all who keep lamps lit [0:10]. Astrid Moe keeps it [0:20].
It was first lit in March 1931 [0:30]. It was lit because ships had sunk [0:40]. A lamp is a light for ships [0:50].
They are paid by the LKS (Lamp Keepers Society) [1:00]. The LKS is a club of those who keep a lamp [1:10].
"""


def test_rank_leaves_out_short_items_of_lists(make_vault):
    """A short item is stored with its list and is never ranked, even if it says all the words of a question."""
    vault = make_vault({"lamp.md": "The harbour has three lights:\n\n* Copper lamp\n* A copper lamp of the north pier"})
    vault.update()

    with vault.index() as index:
        stored = [claim.text for note in index.notes() for claim in index.claims_of(note)]
        ranked = _ranked(index, "copper lamp")

    assert stored == ["Copper lamp", "A copper lamp of the north pier"]
    assert ranked == ["A copper lamp of the north pier"]


@pytest.mark.parametrize("question", SAID)
def test_rank_puts_what_answers_before_what_repeats_the_question(make_vault, question):
    """Of the claims of a section the one that gives what is asked for leads, not the one that says all its words."""
    vault = make_vault({"lamp.md": LAMP})
    vault.update()

    with vault.index() as index:
        assert _ranked(index, question)[0] == SAID[question]


def test_a_definition_need_not_name_its_field(make_vault):
    """*What is a lock in canals* is answered by what a lock is, in a note on canals that also says both words."""
    text = "# Canals\n\nA lock is a basin with two gates [0:10]. Every lock of these canals leaks, as canals do [0:20]."
    vault = make_vault({"a.md": text})
    vault.update()

    with vault.index() as index:
        assert _ranked(index, "what is a lock in canals")[0] == "A lock is a basin with two gates."


def test_the_words_of_a_field_count_half(make_vault):
    """Of *a lock in a canal*, a sentence that says canal has half as much for its words as one that says lock."""
    vault = make_vault({"a.md": "The lock freezes in winter [0:10]. The canal freezes in winter [0:20]."})
    vault.update()

    with vault.index() as index:
        query = resolve(index, parse_question("what is a lock in a canal"))
        said = {scored.claim.text.split()[1]: scored.parts["claim"] for scored in rank.rank(index, query)}

    assert said["canal"] == pytest.approx(rank.FIELD_WEIGHT * said["lock"])
    assert rank.FIELD_WEIGHT < 1


def test_the_sentence_that_answers_leads_where_the_next_one_needs_it(make_vault):
    """What a claim is read with may say more of the question: that is first then, and the claim comes after it."""
    text = "Astrid Moe founded the lamp society of the harbour [00:00:10]. She was its keeper then [00:00:20]."
    vault = make_vault({"a.md": text, "b.md": "Herring feed the village in winter [00:00:10]."})
    vault.update()
    with vault.index() as index:
        ranked = rank.rank(index, resolve(index, parse_question("who founded the lamp society")))

        swapped = rank._from_answer([ranked[1], ranked[0]])

    assert [scored.claim.needs_previous for scored in ranked[:2]] == [False, True]
    assert swapped == ranked[:2]
    assert rank._from_answer(ranked) == ranked
    assert rank._from_answer([]) == []
