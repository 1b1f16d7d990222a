"""The address that opens a note, built from where the note is."""

from __future__ import annotations

import os

import pytest

from askcloud.media.medium import percent_decoded
from askcloud.media.note_address import address_in_vault, address_of_note


@pytest.fixture
def folder(tmp_path):
    """A folder of notes whose name has signs with a meaning in addresses."""
    folder = tmp_path / "my vault & more"
    folder.mkdir()
    return folder


def test_note_of_an_obsidian_vault_is_opened_there(folder):
    """A note in a vault of Obsidian is opened by its name there, with every sign encoded that has a meaning."""
    (folder / ".obsidian").mkdir()

    address = address_of_note(str(folder), "tea & co/#1?.md")

    assert address == "obsidian://open?vault=my%20vault%20%26%20more&file=tea%20%26%20co%2F%231%3F.md"


def test_note_of_a_folder_in_an_obsidian_vault_is_opened_there(folder):
    """Where the notes are a part of a vault, its name and the path below it count."""
    (folder / ".obsidian").mkdir()
    (folder / "tea").mkdir()

    assert address_of_note(str(folder / "tea"), "a.md") == address_of_note(str(folder), "tea/a.md")


def test_note_elsewhere_is_opened_as_a_file(folder):
    """Any other note is opened as the file that it is."""
    address = address_of_note(str(folder), "tea & co/é #1.md")

    assert address.startswith("file:///")
    assert address.isascii()
    assert percent_decoded(address[7:]) == os.path.realpath(folder / "tea & co" / "é #1.md")


def test_address_has_no_step_out_of_the_folder(folder):
    """A path that leaves the folder, which only a forged index can hold, has no address."""
    assert address_of_note(str(folder), "../../etc/passwd") is None
    assert address_of_note(str(folder), "/etc/passwd") is None


def test_note_of_a_vault_is_opened_at_its_place(folder):
    """The address names line and heading, without the signs that Obsidian leaves out; without a vault there is none."""
    nowhere = address_in_vault(str(folder), "tea.md", 12, "Brewing")
    (folder / ".obsidian").mkdir()

    address = address_in_vault(str(folder), "tea.md", 12, "Brewing: [[green\x1b]] #1 & é")

    assert nowhere is None
    assert address.isascii()
    assert percent_decoded(address).endswith("&file=tea.md#Brewing green\x1b 1 & é&line=12")
    assert address == address_of_note(str(folder), "tea.md", 12, "Brewing: [[green\x1b]] #1 & é")
    assert address_in_vault(str(folder), "../tea.md") is None
