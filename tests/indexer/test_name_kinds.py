"""Laws of the kinds that names are said to be of."""

import pytest

from askcloud.indexer.name_kinds import ORGANISATION, PERSON, PLACE, WORK, kinds_of
from askcloud.text.proper_names import proper_names


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("It was CEO Ada Bee.", {PERSON}),
        ("It was Ada Bee, the co-founder of it.", {PERSON}),
        ("Today Ada Bee argues that honey keeps.", {PERSON}),
        ("It was founded by Ada Bee.", {PERSON}),
        ("It was Ada Bee's childhood.", {PERSON}),
        ("It was led by Honeyco's CEO.", {ORGANISATION, PERSON}),
        ("The CEO of Honeyco left.", {ORGANISATION}),
        ("Then Honeyco acquired it.", {ORGANISATION}),
        ("She worked at Honeyco.", {ORGANISATION}),
        ("He invested in Honeyco.", {ORGANISATION}),
        ("There are companies such as Honeyco.", {ORGANISATION}),
        ("They were bought by Honeyco.", {ORGANISATION}),
        ("There bees live in Honeyland.", {PLACE}),
        ("They moved to Honeyland.", {PLACE}),
        ("A Honeyland-based firm left.", {PLACE}),
        ("It was Honeyland's economy.", {PLACE}),
        ("He read the book Honeydew.", {WORK}),
        ("The author of Honeydew left.", {WORK}),
        ('He read a book, "Honey And Dew", twice.', {WORK}),
        ("There was Honeyco, and it believes in bees.", set()),
        ("Today Honeyco believes in bees.", set()),
        ("We like Honeyco, which sells.", set()),
    ],
)
def test_kinds_are_what_the_words_around_say(text, kinds):
    """Words before and after a name tell its kind; what companies do as well tells no person."""
    name = proper_names(text)[0]

    assert kinds_of(name, text) == kinds
