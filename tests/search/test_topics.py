"""Laws of topics: what they are, and which claims are shown of them."""

from __future__ import annotations

import random
import re

import pytest

from askcloud.question.parse import parse_question
from askcloud.search.query import resolve
from askcloud.search.rank import rank
from askcloud.search.topics import SaidName, is_phrase, media_of_topic, topic_among, topic_claims

VIDEOS = {
    "orford/history_of_orford.md": "orfordVID01",
    "orford/orford_and_the_sea.md": "orfordVID01",
    "orford/orford_mills.md": "orfordVID02",
    "ships.md": "shipsVIDE03",
}
NOTES = {
    "orford/history_of_orford.md": """
In 1931 the mills of Orford burnt down [00:04:00].

Orford is a harbour town on the east coast that lives off herring and salt [00:00:10].

The harbour of Orford silted up in the storm of 1897 [00:02:00].
""",
    "orford/orford_and_the_sea.md": """
Orford is a harbour town on the east coast, and it lives off herring and salt [00:00:14].

Fishermen in Orford mend their nets of tarred hemp in winter [00:07:00].
""",
    "orford/orford_mills.md": """
Why did Orford build mills [00:00:05]?

Orford built twelve windmills to grind barley for the garrison [00:01:00].
""",
    "ships.md": """
Ships bound for Orford wait for the tide behind the sandbank [00:03:00].

The tide table is printed by the harbour office [00:04:00]. A tide table hangs in each inn [00:05:00].

Pilots know the tide table by heart [00:06:00].
""",
}


@pytest.fixture(scope="module")
def index(make_vault):
    """The index over four notes about three videos."""
    vault = make_vault()
    for path, text in NOTES.items():
        vault.write({path: text}, VIDEOS[path])
    vault.update()
    with vault.index() as index:
        yield index


def _query(index, question):
    return resolve(index, parse_question(question))


@pytest.mark.parametrize("question", ["orford", "Orford", "tell me about Orford", "the sandbank"])
def test_a_name_or_a_word_alone_is_a_topic(index, question):
    """It is one whatever its capitals and whatever polite words are around it."""
    assert _query(index, question).names_topic


@pytest.mark.parametrize(
    "question",
    [
        "when did the mills of Orford burn",
        "who founded Orford",
        "orford mills",
        "orford vs hull",
        'the "harbour of Orford"',
        "orford -salt",
        "zeppelin",
        "what are the mills of orford",
    ],
)
def test_a_question_that_asks_something_is_no_topic(index, question):
    """Neither is one with an operator, or of a word that no note contains."""
    assert not _query(index, question).names_topic


def test_words_that_the_notes_say_together_are_a_topic(index):
    """Words that stand far apart, or with a question word before them, are not."""
    said = {}
    for question in ("tide table", "tide barley", "what prints tide table"):
        query = _query(index, question)
        said[question] = query.may_name_topic and is_phrase(query, rank(index, query))

    assert said == {"tide table": True, "tide barley": False, "what prints tide table": False}


def test_the_first_claim_says_what_the_topic_is(index):
    """An introduction comes first, wherever it stands in its note."""
    first = topic_claims(index, _query(index, "orford"), None, 3)[0]

    assert first.claim.text.startswith("Orford is a harbour town")
    assert first.parts["definition"] > 0


def test_each_further_claim_adds_something(index):
    """What repeats a claim that is shown, in another note of its video, is left out; questions come last."""
    texts = [scored.claim.text for scored in topic_claims(index, _query(index, "orford"), None, 10)]

    assert sum(text.startswith("Orford is a harbour town") for text in texts) == 1
    assert len(texts) == len(set(texts)) > 4
    assert texts[-1] == "Why did Orford build mills?"


def test_claims_come_from_several_notes_and_videos(index):
    """The second claim is not of the note of the first while another note has something to say."""
    chosen = topic_claims(index, _query(index, "orford"), None, 4)

    assert len({scored.note.path for scored in chosen}) >= 3
    assert len({scored.medium for scored in chosen}) >= 2


def test_only_some_notes_can_be_looked_at(index):
    """A filter of notes leaves out the claims of all others."""
    ships = next(note for note, stored in index.notes().items() if stored.path == "ships.md")

    chosen = topic_claims(index, _query(index, "orford"), {ships}, 5)

    assert {scored.note.path for scored in chosen} == {"ships.md"}
    assert media_of_topic(index, _query(index, "orford"), {ships}) == {"shipsVIDE03": 1}


def test_a_topic_tells_how_many_notes_mention_it(index):
    """Notes are counted for each medium, most first."""
    assert list(media_of_topic(index, _query(index, "orford"), None).items()) == [
        ("orfordVID01", 2),
        ("orfordVID02", 1),
        ("shipsVIDE03", 1),
    ]


def test_a_phrase_is_chosen_among_the_claims_that_say_it(index):
    """Claims that lack one of its words are not about it."""
    query = _query(index, "tide table")

    chosen = topic_among(query, rank(index, query), 5)

    assert {scored.claim.text for scored in chosen} == {
        "The tide table is printed by the harbour office.",
        "A tide table hangs in each inn.",
        "Pilots know the tide table by heart.",
    }


def _pattern_of(words, *, plural):
    """The pattern of a name, as regular expressions would find it."""
    *first, last = (re.escape(word.removesuffix("'s")) for word in words)
    singular = last[:-1] if plural and last.endswith("s") and len(last) > 3 else last
    ending = "(?:e?s)?" if plural else ""
    return re.compile(r"\b" + "".join(rf"{word}[\s-]+" for word in first) + rf"{singular}{ending}\b")


def test_name_is_found_where_a_pattern_finds_it():
    """A name is found at the same place as by a pattern, in texts of pieces that begin and end alike."""
    chosen = random.Random(5)
    names = (["mill"], ["mills"], ["gas"], ["tide", "table"], ["tide's", "tables"], ["o'brien"], ["4.5"], ["कि"])
    pieces = (
        "mill",
        "mills",
        "milles",
        "gas",
        "gases",
        "tide",
        "table",
        "tables",
        "o'brien",
        "4.5",
        "कि",
        "é",
        "x",
        "_",
    )
    joints = ("", "", " ", " ", "-", " - ", "\n", ".", "'s ", "s")
    found = 0
    for name in names:
        for plural in (True, False):
            said, pattern = SaidName(name, plural=plural), _pattern_of(name, plural=plural)
            for _ in range(200):
                text = "".join(chosen.choice(pieces) + chosen.choice(joints) for _ in range(chosen.randint(1, 8)))
                match = pattern.search(text)
                assert said.place_in(text) == (match.start() if match else -1), (name, plural, text)
                found += match is not None
    assert found > 300
