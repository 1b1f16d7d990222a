"""Laws of filters: which notes match one, and what is said where none can."""

from __future__ import annotations

from datetime import date

import pytest

from askcloud.errors import UsageError
from askcloud.index.filters import Filters, matching_notes
from askcloud.index.note_lookup import find_note

TODAY = date(2025, 3, 31)  # a Monday

NOTES = {
    "Water/dam.md": "---\nvideoId: damVIDEO001\ntags: [Building, water/rivers]\npublished: 2025-02-27\n---\n",
    "Water/mill.md": "---\nvideoId: millVIDEO02\ntags: '#building, wood'\ndate: 2025-03-24T10:00\n---\n",
    "Stone/quarry.md": "---\nvideoId: rockVIDEO03\ntags:\n  - water\n  - water\ncreated: 20240105\n---\n",
    "Stone/pit.md": "---\nvideoId: rockVIDEO03\ntitle: The gravel pits\naliases: [Where they break stones]\n---\n",
    "Stone/hub.md": "### [The Dam of the Valley](https://youtu.be/damVIDEO001)\n### [A mill](https://vimeo.com/76979871)\n",
    "loose.md": "[1:03](https://vimeo.com/76979871#t=63) A mill grinds the grain of the valley.\n",
}


@pytest.fixture(scope="module")
def vault(make_vault):
    """A vault of notes with tags and dates; no test changes it."""
    vault = make_vault()
    for path, text in NOTES.items():
        (vault.corpus / path).parent.mkdir(exist_ok=True)
        (vault.corpus / path).write_text(f"{text}A river runs down here [00:01:03].\n" * ("hub" not in path) or text)
    vault.update()
    return vault


def paths(vault, filters: Filters) -> set[str] | None:
    with vault.index() as index:
        notes = matching_notes(index, filters, TODAY)
        return None if notes is None else {index.note(note).path for note in notes}


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(channel="water"), {"Water/dam.md", "Water/mill.md"}),
        (Filters(channel=""), {"loose.md"}),
        (Filters(tags=("BUILDING",)), {"Water/dam.md", "Water/mill.md"}),
        (Filters(tags=("#water",)), {"Water/dam.md", "Stone/quarry.md"}),
        (Filters(tags=("water/rivers", "building")), {"Water/dam.md"}),
        (Filters(since="2025-02-27"), {"Water/dam.md", "Water/mill.md"}),
        (Filters(before="2025-02-27"), {"Stone/quarry.md"}),
        (Filters(since="last month", before="this month"), {"Water/dam.md"}),
        (Filters(since="last week"), {"Water/mill.md"}),
        (Filters(since="2026"), set()),
        (Filters(video="damVIDEO001"), {"Water/dam.md"}),
        (Filters(video="https://youtu.be/millVIDEO02?t=9"), {"Water/mill.md"}),
        (Filters(video="https://vimeo.com/76979871"), {"loose.md"}),
        (Filters(video="dam valley"), {"Water/dam.md"}),
        (Filters(video="the DAMS, a valley"), {"Water/dam.md"}),
        (Filters(video="pit of gravel"), {"Stone/pit.md"}),
        (Filters(video="stone breaking"), {"Stone/pit.md"}),
        (Filters(video="mill"), {"Water/mill.md", "loose.md"}),
        (Filters(channel="Water", tags=("building",), before="2025-03", video="dam"), {"Water/dam.md"}),
        (Filters(channel="Stone", tags=("building",)), set()),
        (Filters(), None),
    ],
    ids=lambda value: str(value) if isinstance(value, Filters) else "",  # the order of a set differs by process
)
def test_notes_matching_a_filter(vault, filters, found):
    """A note passes if it has all that a filter asks; a filter that asks nothing is none."""
    assert paths(vault, filters) == found


@pytest.mark.parametrize(
    ("filters", "message", "hint"),
    [
        (Filters(channel="Wasps"), "no channel Wasps", "Channels: Stone, Water."),
        (Filters(channel="Watre"), "no channel Watre", "Did you mean Water? Channels: Stone, Water."),
        (Filters(tags=("rivers",)), "no tag rivers", "Did you mean water/rivers? Tags: building, "),
        (Filters(tags=("wasps",)), "no tag wasps", "Tags: building, water, water/rivers, wood."),
        *(
            (Filters(video=words), "no video", "Give its id, its link or words")
            for words in ("wasps", "dam wasp", " ", "the")
        ),
        (Filters(video="gravl pits"), "no video gravl pits", "Did you mean “The gravel pits”? Give its id, its link"),
        (Filters(since="whenever"), "whenever is not a date", "Write 2025-01-31"),
        (Filters(before="2025-02-30"), "2025-02-30 is not a date", "Write 2025-01-31"),
        (Filters(before="99999 years ago"), "is not a date", "Write 2025-01-31"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_filter_for_what_is_not_there_is_refused(vault, filters, message, hint):
    """An unknown channel, tag or video and what is no date are errors that say what would do."""
    with pytest.raises(UsageError, match=message) as caught:
        paths(vault, filters)

    assert caught.value.hint.startswith(hint)


@pytest.fixture(scope="module")
def bare(make_vault):
    """A vault of notes without tags and dates, of many channels whose names are hard to type; no test changes it."""
    names = ["\u2068Ömer’s Café\u2069", "zero\u200bwidth", *(f"channel {number}" for number in range(25))]
    vault = make_vault({f"{name}/{name} note.md": "A river runs down here [00:01:03]." for name in names})
    vault.update()
    return vault


@pytest.mark.parametrize("typed", ["omer's cafe", "ÖMER’S CAFÉ", "\u2068Ömer’s Café\u2069", "O\u0308mer's Cafe"])
def test_a_name_is_found_as_people_type_it(bare, typed):
    """Case, accents and signs that do not show keep nobody from a channel, nor from a note by its name."""
    (found,) = paths(bare, Filters(channel=typed))
    with bare.index() as index:
        _, note = find_note(index, f"{typed} note")

    assert found == note.path == "\u2068Ömer’s Café\u2069/\u2068Ömer’s Café\u2069 note.md"


@pytest.mark.parametrize(
    ("filters", "message", "hint"),
    [
        (Filters(tags=("wasps",)), "There is no tag wasps.", "No note has a tag."),
        (Filters(since="2025"), "No note has a date.", "Dates are read from published, date or created"),
        (Filters(before="last week"), "No note has a date.", "Dates are read from published, date or created"),
        (Filters(channel="zero widht"), "There is no channel zero widht.", "Did you mean zerowidth? Channels: "),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_filter_that_no_note_can_pass_says_so(bare, filters, message, hint):
    """Where no note has a tag or a date, the error says that instead of what to give."""
    with pytest.raises(UsageError) as caught:
        paths(bare, filters)

    assert caught.value.message == message
    assert caught.value.hint.startswith(hint)


def test_a_long_list_of_names_says_how_many_are_left_out(bare):
    """The hint shows twenty names and counts the others."""
    with pytest.raises(UsageError) as caught:
        paths(bare, Filters(channel="wasps"))

    assert caught.value.hint.count(",") == 19
    assert caught.value.hint.endswith(" … and 7 more.")


def test_described_filter():
    """A filter can be said in words."""
    filters = Filters(channel="Water", tags=("a", "b"), since="2025", before="last week", video="x")

    assert filters.described == "of the channel Water tagged a and b since 2025 before last week about the video x"
