"""Laws of the things that a claim names: dates, sums, figures, places, persons and organisations."""

from __future__ import annotations

import pytest

from askcloud.index import lexicon
from askcloud.index.lexicon import OTHER, Name
from askcloud.question import kind
from askcloud.search.things import adds_a_word, named_things, things_of
from askcloud.text.analyzer import terms_of
from askcloud.text.proper_names import proper_names

NAMED = {
    (kind.MONEY, "The mill went for €40 at last."): ["€40"],
    (kind.MONEY, "It cost 3 million dollars, then nothing: it was free."): ["3 million dollars", "free"],
    (kind.MONEY, "It went for 40.000€, not 400 €, and a lamp for CHF 20 each."): ["40.000€", "400 €", "CHF 20"],
    (kind.MONEY, "Ein Kahn kostet 5 Millionen Euro, a boat one million dollars."): [
        "5 Millionen Euro",
        "one million dollars",
    ],
    (kind.MONEY, "Costó 50 dólares y 3 millones de euros."): ["50 dólares", "3 millones de euros"],
    (kind.PERCENT, "Two thirds of the boats came home, 40% of them late."): ["Two thirds", "40%"],
    (kind.DURATION, "It stood for several decades."): ["several decade"],
    (kind.DURATION, "Il faut 5 heures ou deux ans, e 3 ore: 3 hrs."): ["5 heure", "deux ans", "3 ore", "3 hrs"],
    (kind.AGE, "Born in Bergen in 2001, the 93-year-old left at 20 with 3 boats."): [
        "Born in Bergen in 2001",
        "93-year",
        "at 20",
    ],
    (kind.AGE, "In her late thirties, two years on, at the age of 41, she sold it."): [
        "her late thirties",
        "two years",
        "age of 41",
    ],
    (kind.LENGTH, "Of 40 masts one is 12 metres, or forty feet, and one 9m high."): ["12 metres", "forty feet", "9m"],
    (kind.LENGTH, "The keeper is 6'2 and says 5 words."): ["6'2"],
    (kind.WEIGHT, "Four men raise a bell of 3.5 tonnes, one of 80 kg and 3 lamps."): ["3.5 tonnes", "80 kg"],
    (kind.COUNT, "Seven boats came home, and hundreds of birds."): ["Seven", "hundreds"],
    (kind.COUNT, "Sechs Boote kehrten heim."): ["Sechs"],
    (kind.COUNT, "Volvieron cinco barcos."): ["cinco"],
    (kind.DATE, "Water first ran over it in March 1931."): ["March", "1931"],
    (kind.DATE, "It was lit in the 1890s."): ["1890s"],
    (kind.DATE, "It stood well into the nineteenth century."): ["nineteenth century"],
    (kind.DATE, "Se apagó tras la Segunda Guerra Mundial."): ["Guerra Mundial"],
    (kind.DATE, "It was built in 300 BC."): ["300 BC"],
    (kind.PLACE, "The keeper moved to Tromsø that autumn."): ["to Tromsø"],
    (kind.PLACE, "He sailed to Évian in Österreich, from Łódź, and on to bed."): [
        "to Évian",
        "in Österreich",
        "from Łódź",
    ],
    (kind.PLACE, "In Iceland the keeper found work."): ["In Iceland"],
}


@pytest.mark.parametrize(("asked", "text"), NAMED)
def test_things_are_found_where_they_stand(asked, text):
    """A thing of the kind asked for is found by its signs, with the place where it stands."""
    found = things_of(asked, text, terms_of("the dam"))

    assert [text[thing.start : thing.end] for thing in found] == NAMED[asked, text]
    assert {thing.certainty for thing in found} == {1.0}


@pytest.mark.parametrize("asked", sorted(kind.THINGS - {kind.PERSON, kind.ORGANISATION}))
def test_a_claim_without_signs_names_nothing(asked):
    """A sentence of small words names no thing of any kind."""
    assert things_of(asked, "the river ran past the village.", terms_of("the dam")) == []


REPEATED = [
    (kind.COUNT, "All 40 boats left the bay.", "how many of the 40 boats left"),
    (kind.PERCENT, "Those 39% of votes counted.", "what percentage is the 39% of votes"),
    (kind.MONEY, "The $40 lamp broke.", "what was the price of the $40 lamp"),
    (kind.DATE, "The flood of 1931 came at night.", "when was the flood of 1931"),
    (kind.PLACE, "The keeper lived in Iceland.", "where in Iceland did the keeper live"),
]


@pytest.mark.parametrize(("asked", "text", "question"), REPEATED)
def test_what_repeats_the_question_is_no_thing(asked, text, question):
    """What stands in the question already is no answer to it."""
    assert things_of(asked, text, terms_of(question)) == []
    assert things_of(asked, text, terms_of("another one"))


def _lexicon(**kinds):
    """A lexicon that knows of each name that many claims say it is of this kind."""
    counts = {"person": (8, 0, 0, 0), "organisation": (0, 8, 0, 0), "place": (0, 0, 8, 0), "other": (0, 0, 0, 0)}
    spelt = {key.replace("_", " "): each for key, each in kinds.items()}
    return {key: Name(key, key.title(), 10, 1.0, *counts[each]) for key, each in spelt.items()}


def _certain(asked, text, question="who lit the lamp", **kinds):
    """The names in a text with how surely each is of the kind asked for."""
    found = named_things(asked, text, proper_names(text), terms_of(question), _lexicon(**kinds))
    return {text[thing.start : thing.end]: thing.certainty for thing in found}


def test_the_kinds_of_the_lexicon_are_those_of_questions():
    """Both name kinds in the same words, so that they can be compared."""
    assert (lexicon.PERSON, lexicon.ORGANISATION, lexicon.PLACE) == (kind.PERSON, kind.ORGANISATION, kind.PLACE)
    assert lexicon.OTHER == OTHER


def test_a_person_by_the_lexicon_wins_over_an_organisation():
    """Where a person is asked for, a name that the lexicon holds for one is surer than any other; and the reverse."""
    text = "It was lit by Astrid Moe for Harbour Lights, near Selma Bay."
    known = {"astrid_moe": "person", "harbour_lights": "organisation"}

    persons = _certain(kind.PERSON, text, **known)
    organisations = _certain(kind.ORGANISATION, text, **known)

    assert persons["Astrid Moe"] > persons["Selma Bay"] > persons["Harbour Lights"] > 0
    assert organisations["Harbour Lights"] > organisations["Selma Bay"] > organisations["Astrid Moe"] > 0


def test_one_word_is_less_sure_to_be_a_person_than_two():
    """*Lenin* may be a person, *Vladimir Lenin* surely is; a company's name is mostly one word."""
    one = _certain(kind.PERSON, "It was lit by Astrid.", astrid="person")
    two = _certain(kind.PERSON, "It was lit by Astrid Moe.", astrid_moe="person")

    assert one["Astrid"] < two["Astrid Moe"] == 1.0
    assert _certain(kind.ORGANISATION, "It was lit by Lumen.", lumen="organisation") == {"Lumen": 1.0}


def test_an_office_before_a_name_makes_it_a_person():
    """*CEO Zorvan* is a person, whatever the lexicon says; it is not more of an organisation for that."""
    text = "It was lit by CEO Zorvan."

    assert _certain(kind.PERSON, text, zorvan="organisation") == {"Zorvan": 1.0}
    assert _certain(kind.ORGANISATION, text, zorvan="person")["Zorvan"] < 0.5


def test_a_single_word_that_begins_a_sentence_is_a_name_only_by_the_lexicon():
    """The first word of a sentence has a capital whatever it is."""
    text = "Lanterns shone for years."

    assert _certain(kind.PERSON, text) == {}
    assert _certain(kind.PERSON, text, lanterns="other") == {"Lanterns": 0.6}


def test_a_name_in_the_question_is_no_answer_to_it():
    """A name that the question says is left out, one that adds a word to it is not."""
    text = "It was lit by Astrid Moe and Astrid Moe Larsen."

    assert set(_certain(kind.PERSON, text, "who is Astrid Moe")) == {"Astrid Moe Larsen"}


def test_a_part_of_a_name_is_no_thing_of_its_own():
    """*America* in *Bank of America* is not named."""
    assert set(_certain(kind.ORGANISATION, "They paid at the Bank of America.")) == {"Bank of America"}


@pytest.mark.parametrize(("sign", "adds"), [("in the 1930s", True), ("the lamp", False), ("of", False), ("", False)])
def test_a_sign_adds_a_word_that_the_question_lacks(sign, adds):
    """Stop words and words of the question, in any form, add nothing."""
    assert adds_a_word(sign, terms_of("who lit the lamps")) is adds


def test_a_label_is_no_name_unless_it_is_known():
    """What stands before a colon at the beginning of a claim is a topic, unless the lexicon knows it as a name."""
    text = "Harbour Light Stores: the lamp was lit by Ada Byron."

    assert list(_certain(kind.PERSON, text)) == ["Ada Byron"]
    assert list(_certain(kind.PERSON, "“The Lamp” by Robert Rohm: a book.")) == ["Robert Rohm"]
    assert list(_certain(kind.PERSON, text, harbour_light_stores="person")) == ["Harbour Light Stores", "Ada Byron"]
