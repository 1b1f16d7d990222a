"""Laws of the list of places."""

from askcloud.text.analyzer import words_of
from askcloud.text.place_names import PLACE_NAMES


def test_place_names_are_keys_of_names():
    """Each is what the key of a name holds: folded words joined by single blanks."""
    assert {"china", "new york", "zurich", "u s"} <= PLACE_NAMES
    assert all(" ".join(words_of(place)) == place for place in PLACE_NAMES)
