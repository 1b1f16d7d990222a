"""Laws of what is shown beside a quote: nothing twice."""

from __future__ import annotations

from samples import EVIDENCE, FOLLOWED, LIST, ROUGH

from askcloud.output.excerpt import following_of, items_of
from askcloud.record import replace


def test_following_is_shown_where_no_result_says_it():
    """What follows a quote is shown in order, without what another result or an item of another list says."""
    lake, keeper = FOLLOWED.following
    saying_lake = replace(ROUGH, quote="The lake filled within one wet spring.")
    listing_keeper = replace(LIST, items=(*LIST.items, replace(keeper, quote="A keeper lives below its wall.")))

    assert following_of(FOLLOWED, (FOLLOWED, EVIDENCE)) == (lake, keeper)
    assert following_of(FOLLOWED, (FOLLOWED, saying_lake)) == (keeper,)
    assert following_of(FOLLOWED, (FOLLOWED, listing_keeper)) == (lake,)
    assert following_of(FOLLOWED, (FOLLOWED, saying_lake, listing_keeper)) == ()


def test_nothing_is_shown_behind_a_list():
    """A list is shown by its items, and a quote that nothing follows by itself."""
    assert LIST.following
    assert following_of(LIST, (LIST,)) == following_of(EVIDENCE, (EVIDENCE,)) == ()


def test_items_are_shown_below_what_they_belong_to():
    """The items above one are shown once, and not where they are items that were just shown themselves."""
    shown = [(above, item.quote) for above, item in items_of(LIST)]

    assert shown == [
        ("", "The wall keeps the lake."),
        ("", "The gates let the melt water through."),
        ("", "Oak gates are older."),
        ("Ladders:", "Fish"),
        ("", "Eels"),
    ]


def test_items_below_another_item_name_it():
    """An item that belongs to one which is not the last shown names what it belongs to."""
    wall, gates, oak, *_ = LIST.items

    assert [above for above, _ in items_of(replace(LIST, items=(gates, wall, oak)))] == ["", "", gates.quote]
