"""Notes read whole: the claims of each fixture, then the title, channel, links and other fields of a note."""

from __future__ import annotations

from random import Random

import pytest
from fixture_cases import cases_of, lines_of

from askcloud.media.citation import Timestamp
from askcloud.media.medium import link_to
from askcloud.notes import reader
from askcloud.notes.reader import Claim, Note, read_note
from askcloud.text.analyzer import words_of

HEAD = "---\ntitle: A note\nvideoId: abcdefghijk\n---\n\n"


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
                *(f"{_marks(claim)} | {claim.text}" for claim in passage.claims),
            ]
        )
        for passage in note.passages
    )


def _marks(claim: Claim) -> str:
    marks = (Timestamp(claim.time.seconds).formatted, claim.time.trust, "↑" if claim.needs_previous else "")
    marks = (*marks, "•" if claim.is_fragment else "")
    return " ".join(filter(None, marks))


@pytest.mark.parametrize(("source", "expected"), cases_of("claims.md"))
def test_note_claims(source, expected):
    """A note has exactly the claims of its fixture, each with its time and context."""
    note = note_of(source)

    assert shown(note) == expected


def shown_with_links(note: Note) -> str:
    """The claims of a note in the form of the fixtures of time formats."""
    return "\n\n".join(
        "\n".join(f"{_marks(claim).rstrip(' ↑')} {_link(note, claim)} | {claim.text}" for claim in passage.claims)
        for passage in note.passages
    )


def _link(note: Note, claim: Claim) -> str:
    medium = claim.time.medium or note.medium
    return link_to(medium, claim.time.seconds) or medium


@pytest.mark.parametrize(("source", "expected"), cases_of("time_formats.md"))
def test_note_in_each_time_format(source, expected):
    """A note in a format has exactly the claims of its fixture, each with its second and the link to it."""
    assert shown_with_links(read_note("riverfm/a_note.md", source)) == expected


@pytest.mark.parametrize("line", lines_of("look_alikes.md"))
def test_look_alikes_are_not_times(line):
    """A verse, ratio, score, hour or part of an address is not a time, and remains in the quote."""
    assert [claim.time.seconds for claim in claims_in(f"{line}\n")] in ([None], [])


@pytest.mark.parametrize(
    ("source", "path", "title"),
    [
        ("---\ntitle: Of rivers\n---\n# Sand\n", "riverfm/rivers.md", "Of rivers"),
        ("# Of **sand** and [[rivers | water]]\n\nText.\n", "riverfm/rivers.md", "Of sand and water"),
        ("---\nvideoId: abcdefghijk\n---\nText.\n", "riverfm/how_rivers_flow.md", "how rivers flow"),
        ("Text.", "how_rivers.v2.markdown", "how rivers.v2"),
        ("Text.", "\u2068how\u200b_rivers\u2069.md", "how rivers"),
    ],
    ids=["front matter", "first heading", "file name", "file name in the corpus itself", "invisible characters"],
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
    ids=["folder", "front matter", "origin line", "none", "invisible characters"],
)
def test_note_channel(path, source, channel):
    """A note's channel is its top folder, else the one its front matter or its origin line names."""
    assert read_note(path, source).channel == channel


def test_note_links_are_slugs():
    """A note's links are the slugs of its wikilinks' targets wherever they are, in order, each once."""
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
    """Only a hub, a note about no video, gives titles of videos."""
    note = note_of("### [How rivers work](https://www.youtube.com/watch?v=AAAAAAAAAAA)\n")

    assert note.video_titles == ()


@pytest.mark.parametrize(
    ("times", "trust"),
    [("[1:03]", "exact"), ("", "exact"), ("[21:03:00]", "repaired"), ("[21:03:00] [0:01:07] [0:01:09]", "approximate")],
)
def test_note_time_trust(times, trust):
    """A note's trust is how its times had to be read."""
    assert note_of(f"A river carries sand {times}.").time_trust == trust


def test_claim_span_and_line_in_the_note():
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
    """Only a line near the top is an origin line."""
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
def test_claim_span_includes_all_that_is_shown_of_markup(template, markup, quoted):
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
def test_time_hidden_in_markup_moves_no_other(hidden):
    """A time inside code, a link or a comment is the time of no sentence after it."""
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
    """Any text is a note, even one with unusual line ends."""
    assert note_of(source).title == "A note"


def test_span_of_a_claim_contains_an_alias_in_brackets():
    """The span of a claim is all of its Markdown, whatever brackets are in the alias of a wikilink."""
    first = "Sand comes down [[rivers | ([[Rivers: fast]])]] [1:03]."
    second = "It is stored in [[lakes | [deep] lakes]] for years [2:03]."
    source = f"{HEAD}{first} {second}"

    claims = claims_in(source)

    assert [claim.text for claim in claims] == [
        "Sand comes down (Rivers: fast).",
        "It is stored in [deep] lakes for years.",
    ]
    assert [source[claim.start : claim.end] for claim in claims] == [first, second]


@pytest.mark.parametrize("sign", [" ", "_", "’", "-", "é ", " 1,5 ", ". "])
def test_words_at_the_beginning_tell_whether_there_are_enough(sign):
    """Whether a text has enough words is told from its beginning as from all its words."""
    letters = ("ab", "c'd", "sand", "_", sign, " ", "河水", "é", "7", ".")
    random = Random(21)

    for _ in range(200):
        text = "".join(random.choices((*letters, sign, " "), k=random.randrange(1, 40)))
        assert reader._has_words(text, 4) == (len(words_of(text)) >= 4), text
