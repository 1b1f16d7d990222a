"""Laws of the list of given names."""

from askcloud.text.analyzer import fold, words_of
from askcloud.text.given_names import GIVEN_NAMES
from askcloud.text.stopwords import STOP_WORDS


def test_given_names_are_folded_words():
    """Each is one folded word, as it stands in the key of a name, and none is a word without meaning."""
    assert all(words_of(name) == [name] == [fold(name)] for name in GIVEN_NAMES)
    assert not GIVEN_NAMES & STOP_WORDS
