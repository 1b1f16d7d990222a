"""What entries of the list of results look like."""

from __future__ import annotations

from scripted import QUOTE, beside, listed, result

from askcloud.tui.claims_content import item_content, result_content


def test_entry_shows_number_time_title_and_quote():
    """An entry is its number, time and title, and below them the quote; a mark shows the selected one."""
    assert result_content(0, result()).plain == f" 1     1:03 The dam\n   {QUOTE}"
    assert result_content(1, result(second=None), selected=True).plain == f"▌2        — The dam\n▌  {QUOTE}"


def test_entry_of_a_list_shows_what_it_lists():
    """The entry of a list shows its lead-in, or its best item where it has none; its items have their own rows."""
    found = listed(2)

    assert result_content(0, found).plain.endswith("The weirs are:")
    assert result_content(0, result(items=(beside(QUOTE),))).plain.endswith(QUOTE)
    assert [item_content(item).plain for item in found.items] == ["       1:41 Weir 1.", "       1:42 Weir 2."]
    assert item_content(found.items[0], selected=True).plain == "▌      1:41 Weir 1."


def test_entry_names_its_side_of_a_comparison():
    """Of a comparison, an entry begins its quote with the side that it is about."""
    assert result_content(0, result(side="dams")).plain.endswith(f"\n   dams · {QUOTE}")
