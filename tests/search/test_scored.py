"""Laws of scored claims: their order, and which say the same."""

from __future__ import annotations

import pytest

from askcloud.index.passages import StoredClaim, StoredPassage
from askcloud.index.reader import StoredNote
from askcloud.media.citation import Timestamp
from askcloud.record import replace
from askcloud.search.scored import ScoredClaim, best_first, is_duplicate, term_similarity

NOTE = StoredNote("a.md", "1:2", "00", "Dams", "", "aaaaaaaaaaa", "exact", "", 0)
CLAIM = StoredClaim(0, 0, "The dam was finished.", Timestamp(60), 1, (0, 21), needs_previous=False, is_fragment=False)
PASSAGE = StoredPassage(0, (), (), (CLAIM,), "", is_item=False)
SCORED = ScoredClaim(CLAIM, PASSAGE, NOTE, frozenset("abcd"), 2.0, {"claim": 2.0}, "", frozenset())


def _claim(terms="abcd", seconds=60, *, medium="", score=2.0, path="a.md", position=0):
    """A scored claim with these terms, said at this second of this medium."""
    claim = replace(CLAIM, time=Timestamp(seconds, medium=medium), position=position)
    return replace(SCORED, claim=claim, note=replace(NOTE, path=path), terms=frozenset(terms), score=score)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (_claim("abcd", 600), True),
        (_claim("abxy", 600), False),
        (_claim("abxy", 65), True),
        (_claim("axyz", 65), False),
        (_claim("abxy", None), False),
        (_claim("abcd", 60, medium="bbbbbbbbbbb"), False),
    ],
    ids=["same terms", "half of them", "half of them nearby", "few nearby", "no second", "another video"],
)
def test_duplicates_share_most_terms_or_fewer_close_to_each_other(other, same):
    """Two claims about one video say the same if most terms are shared, or fewer within ten seconds."""
    assert is_duplicate(_claim(), other) is same
    assert is_duplicate(other, _claim()) is same


def test_similarity_is_the_share_of_common_terms():
    """The Jaccard similarity is 1 for the same terms, 0 for none in common or none at all."""
    assert term_similarity(_claim("ab"), _claim("ab")) == 1
    assert term_similarity(_claim("ab"), _claim("bc")) == pytest.approx(1 / 3)
    assert term_similarity(_claim("ab"), _claim("cd")) == term_similarity(_claim(""), _claim("")) == 0


def test_claims_are_ordered_by_score_then_path_then_position():
    """The best score comes first; equal scores by path and place, which do not depend on the order of indexing."""
    claims = [_claim(score=1.0), _claim(path="b.md"), _claim(position=1), _claim()]

    ordered = sorted(claims, key=best_first)

    assert ordered == [claims[3], claims[2], claims[1], claims[0]]


def test_parts_add_to_the_score_but_not_all_of_them_are_from_words():
    """A further part raises the score; what does not come from the question's words is left out of the words' score."""
    scored = _claim().with_parts(agreement=0.3, synonyms=0.2)

    assert scored.score == pytest.approx(2.5)
    assert scored.parts == {"claim": 2.0, "agreement": 0.3, "synonyms": 0.2}
    assert scored.words_score == pytest.approx(2.2)
