"""Laws of the statistics that ranking is given."""

from __future__ import annotations

import pytest

from askcloud.index.bm25 import idf
from askcloud.search.statistics import CollectionStatistics, DocumentFrequencies, statistics_of


def test_statistics_count_the_texts_of_each_level_that_contain_a_term(make_vault):
    """Totals and document frequencies are those of the index, each level by itself."""
    vault = make_vault(
        {
            "dam.md": "---\ntitle: The dam\nvideoId: aB3_dE6-hI9\n---\n\nThe dam is old. [0:10] The dam is high.",
            "mill.md": "A mill is below the dam [00:00:10].\n\nThe miller sleeps at noon [00:00:20].",
        }
    )
    vault.update()

    with vault.index() as index:
        statistics = statistics_of(index, {"dam": index.term("dam")})

    assert (statistics.claims, statistics.passages, statistics.notes) == (4, 3, 2)
    assert statistics.frequencies == {"dam": DocumentFrequencies(claims=3, passages=2, notes=2, titles=1)}


def test_idf_of_each_level_is_that_of_its_own_counts():
    """Each level has the idf of its own total and document frequency; a term that no claim contains has the highest."""
    statistics = CollectionStatistics(100, 50, 10, {"dam": DocumentFrequencies(40, 20, 5, 1)})

    assert statistics.claim_idf("dam") == pytest.approx(idf(40, 100))
    assert statistics.passage_idf("dam") == pytest.approx(idf(20, 50))
    assert statistics.note_idf("dam") == pytest.approx(idf(5, 10))
    assert statistics.title_idf("dam") == pytest.approx(idf(1, 10))
    assert statistics.unseen_claim_idf == pytest.approx(idf(0, 100))
    assert statistics.unseen_claim_idf > statistics.claim_idf("dam")
