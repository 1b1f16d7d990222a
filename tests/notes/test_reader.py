"""Note text -> passages and claims: the fixtures of each rule, then what a note says of itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from askcloud.media.citation import Timestamp
from askcloud.media.medium import link_to
from askcloud.notes.reader import Claim, Note, read_note
from askcloud.notes.sentences import MAX_SENTENCE, closes_sentence, sentences_of

FIXTURES = Path(__file__).parents[1] / "fixtures"
HEAD = "---\ntitle: A note\nvideoId: abcdefghijk\n---\n\n"


def cases_of(name: str) -> list:
    """The (input, expected) cases of a fixture file, each named by the line above it."""
    text = (FIXTURES / name).read_text(encoding="utf-8")
    text = re.sub(r"<U\+([0-9A-F]{4,5})>", lambda found: chr(int(found.group(1), 16)), text)
    parts = re.split(r"^\.\n", text, flags=re.MULTILINE)
    assert len(parts) % 3 == 1, f"{name}: a case is a title, an input and an output, each ended by a full stop"
    return [
        pytest.param(source, expected.strip(), id=title.strip().splitlines()[-1])
        for title, source, expected in zip(parts[:-1:3], parts[1::3], parts[2::3], strict=True)
    ]


def note_of(source: str, path: str = "riverfm/a_note.md") -> Note:
    """A note about a video, unless its text has a head of its own."""
    return read_note(path, source if source.startswith("---\n") else HEAD + source)


def claims_in(source: str) -> list[Claim]:
    return [claim for passage in note_of(source).passages for claim in passage.claims]


def shown(note: Note) -> str:
    """The passages of a note in the form of the fixtures."""
    return "\n\n".join(
        "\n".join(
            [
                *([f"# {' > '.join(passage.headings)}"] if passage.headings else []),
                *([f"^ {' > '.join(passage.context)}"] if passage.context else []),
                *(f"{_stamp(claim)} | {claim.text}" for claim in passage.claims),
            ]
        )
        for passage in note.passages
    )


def _stamp(claim: Claim) -> str:
    marks = (Timestamp(claim.time.seconds).formatted, claim.time.trust, "↑" if claim.needs_previous else "")
    return " ".join(filter(None, marks))


@pytest.mark.parametrize(("source", "expected"), cases_of("claims.md"))
def test_note_claims(source, expected):
    """A note says exactly the claims of its fixture, each with its time and context."""
    note = note_of(source)

    assert shown(note) == expected


def shown_with_links(note: Note) -> str:
    """The claims of a note in the form of the fixtures of dialects."""
    return "\n\n".join(
        "\n".join(f"{_stamp(claim).rstrip(' ↑')} {_link(note, claim)} | {claim.text}" for claim in passage.claims)
        for passage in note.passages
    )


def _link(note: Note, claim: Claim) -> str:
    medium = claim.time.medium or note.medium
    return link_to(medium, claim.time.seconds) or medium


@pytest.mark.parametrize(("source", "expected"), cases_of("dialects.md"))
def test_note_of_each_dialect(source, expected):
    """A note in a writer's form says exactly the claims of its fixture, each with its second and the link to it."""
    assert shown_with_links(read_note("riverfm/a_note.md", source)) == expected


@pytest.mark.parametrize("line", (FIXTURES / "look_alikes.md").read_text(encoding="utf-8").splitlines()[2:])
def test_look_alikes_are_no_times(line):
    """A verse, ratio, score, hour or part of an address is no time, and stays in the quote."""
    assert [claim.time.seconds for claim in claims_in(f"{line}\n")] in ([None], [])


@pytest.mark.parametrize(("text", "expected"), cases_of("sentences.md"))
def test_sentences_end(text, expected):
    """A text falls into the sentences of its fixture."""
    spans = sentences_of(text.strip(), set())

    assert [text[start:end] for start, end in spans] == expected.splitlines()


def test_sentence_too_long_is_cut_at_a_blank():
    """No sentence is longer than the bound, none is cut inside a word, and no word is lost."""
    words = [f"word{number}" for number in range(1_000)]
    text = " ".join(words)

    sentences = [text[start:end] for start, end in sentences_of(text, set())]

    assert len(sentences) > 1
    assert max(map(len, sentences)) <= MAX_SENTENCE
    assert " ".join(sentences).split() == words


def test_sentence_without_a_blank_is_cut_at_the_bound():
    """A run of letters beyond the bound is cut into pieces that together are the run."""
    text = "s" * (2 * MAX_SENTENCE + 5)

    pieces = [text[start:end] for start, end in sentences_of(text, set())]

    assert "".join(pieces) == text
    assert max(map(len, pieces)) <= MAX_SENTENCE


@pytest.mark.parametrize(
    ("text", "closed"),
    [("A river.", True), ("A river.”)", True), ("河流。", True), ("A river", False), ("", False), ("(", False)],
)
def test_closes_sentence(text, closed):
    """A text is closed when a full stop or its like stands last, quotes and brackets aside."""
    assert closes_sentence(text, len(text)) is closed


@pytest.mark.parametrize(
    ("source", "path", "title"),
    [
        ("---\ntitle: Of rivers\n---\n# Sand\n", "riverfm/rivers.md", "Of rivers"),
        ("# Of **sand** and [[rivers | water]]\n\nText.\n", "riverfm/rivers.md", "Of sand and water"),
        ("---\nvideoId: abcdefghijk\n---\nText.\n", "riverfm/how_rivers_flow.md", "how rivers flow"),
        ("Text.", "how_rivers.v2.markdown", "how rivers.v2"),
        ("Text.", "\u2068how\u200b_rivers\u2069.md", "how rivers"),
    ],
    ids=["front matter", "first heading", "file name", "file name in the corpus itself", "signs that do not show"],
)
def test_note_title(source, path, title):
    """A note's title is its front matter's, else its first heading, else its file name."""
    assert read_note(path, source).title == title


@pytest.mark.parametrize(
    ("path", "source", "channel"),
    [
        ("riverfm/2024/a.md", "---\nchannel: lakefm\n---\nFrom: [[seafm]]\n", "riverfm"),
        ("a.md", "---\nchannel: lakefm\n---\nFrom: [[seafm]]\n", "lakefm"),
        ("a.md", "From: [[seafm | Sea FM]] <br/>\n", "seafm"),
        ("a.md", "Text.", ""),
        ("\u2068river\u200bfm\u2069/a.md", "Text.", "riverfm"),
    ],
    ids=["folder", "front matter", "origin line", "none", "signs that do not show"],
)
def test_note_channel(path, source, channel):
    """A note's channel is its top folder, else the one its front matter or its origin line names."""
    assert read_note(path, source).channel == channel


def test_note_links_are_slugs():
    """A note's links are the slugs of its wikilinks' targets wherever they stand, in order, each once."""
    note = note_of(
        "From: [[riverfm]] <br/>\n\n## On [[Sand & Silt | sand]]\n\n"
        "A river [[the_long_river#Source | here]] [[the_long_river]].\n\n"
        "> [!note] [[Tidal coast]]\n\n* [[no such note]]\n"
    )

    assert note.links == ("sand__silt", "the_long_river", "tidal_coast", "no_such_note")


def test_hub_names_videos():
    """A hub gives the title of each video it lists, as plain text, and no passages."""
    note = read_note(
        "riverfm/riverfm.md",
        "---\ntitle: riverfm\n---\n\n"
        "### [How *rivers* [really] work &amp; flow](https://www.youtube.com/watch?v=abcdefghijk)\n"
        "- [[rivers | Rivers]]\n\n"
        "### [No video](https://example.com/watch?v=1)\n"
        "A [link in text](https://youtu.be/AAAAAAAAAAA) is no heading.\n"
        "## [Lakes](https://youtu.be/-_345678901)   \n",
    )

    assert note.video_titles == (
        ("abcdefghijk", "How rivers [really] work & flow"),
        ("-_345678901", "Lakes"),
    )
    assert note.passages == ()
    assert note.links == ("rivers",)


def test_note_about_a_video_names_no_others():
    """Only a hub gives titles of videos."""
    note = note_of("### [How rivers work](https://www.youtube.com/watch?v=AAAAAAAAAAA)\n")

    assert note.video_titles == ()


@pytest.mark.parametrize(
    ("stamps", "trust"),
    [("[1:03]", "exact"), ("", "exact"), ("[21:03:00]", "repaired"), ("[21:03:00] [0:01:07] [0:01:09]", "approximate")],
)
def test_note_time_trust(stamps, trust):
    """A note's trust says how its stamps had to be read."""
    assert note_of(f"A river carries sand {stamps}.").time_trust == trust


def test_claim_place_in_the_note():
    """A claim's span and line are those of its words in the note, markers and markup in between included."""
    source = HEAD + (
        "## Rivers\n\n"
        "> [!note] Sand\n> A **river** carries [[sand_notes | sand]] [1:03]. It runs\n> down to the sea\n\n"
        "* A lake keeps\n  the sand; [[dunes | it stays]]\n\n"
        "> | Carrier | Load |\n> |---|---|\n> | **Wind** and dust | a *little* sand |\n"
    )

    claims = claims_in(source)

    assert [source[claim.start : claim.end] for claim in claims] == [
        "A **river** carries [[sand_notes | sand]] [1:03].",
        "It runs\n> down to the sea",
        "A lake keeps\n  the sand; [[dunes | it stays",
        "Wind** and dust | a *little* sand",
    ]
    assert [claim.line for claim in claims] == [9, 9, 12, 17]


def test_origin_line_far_into_a_note_is_text():
    """Only a line near the top says where a note comes from."""
    filler = "A river carries sand down to the sea.\n\n" * 20

    *_, last = claims_in(f"{filler}From: [[lakes]] the sand goes to the wind.\n")

    assert last.text == "From: lakes the sand goes to the wind."


@pytest.mark.parametrize(
    ("markup", "quoted"),
    [
        ("[[the_sea | salty]]", "salty"),
        ("[[the_sea|**salty**]]", "salty"),
        ("[[the_sea]]", "the_sea"),
        ("`salty`", "salty"),
        ("**salty**", "salty"),
        ("<https://example.com/sea>", "https://example.com/sea"),
        ("[salty](sea.md)", "salty"),
    ],
)
@pytest.mark.parametrize("template", ["The river runs and is {}", "{} is what the sea is now"], ids=["last", "first"])
def test_claim_span_holds_all_that_is_shown_of_markup(template, markup, quoted):
    """A claim that begins or ends with markup spans the words shown of it, from the first letter to the last."""
    source = HEAD + template.format(markup)

    (claim,) = claims_in(source)

    span = source[claim.start : claim.end]
    assert quoted in span
    assert (span[0], span[-1]) == (claim.text[0], claim.text[-1])


@pytest.mark.parametrize(
    "hidden",
    [
        "`[00:10:00]`",
        "[[a_note | (01:48:44)]]",
        "![a map [0:30]](map.png)",
        "<!-- [0:30] -->",
        "%% [0:30] %%",
        "\ue000",
    ],
)
def test_time_that_markup_hides_shifts_no_other(hidden):
    """A time inside code, a link or a comment leaves no trace in the quote and is taken by no sentence behind it."""
    source = f"A river carries sand down {hidden}. A lake keeps the sand [2:03]. The wind takes the sand [3:03]."

    first, second, third = claims_in(source)

    assert "\ue000\ue000" not in first.text
    assert (second.time.seconds, third.time.seconds) == (123, 183)


@pytest.mark.parametrize(
    "source",
    ["A river\rcarries sand\rdown to the sea [1:03].", "# Rivers\r\rA river carries sand.\r", "> a\r> b\r"],
    ids=["paragraph", "heading", "quotation"],
)
def test_note_with_lone_carriage_returns_is_read(source):
    """Any text is a note, one whose lines end as no other's do too."""
    assert note_of(source).title == "A note"
