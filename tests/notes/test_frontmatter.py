"""Front matter: title, medium, channel and labels; a note with a broken head is read as well."""

from __future__ import annotations

from random import Random

import pytest

from askcloud.media.addresses import video_id_in
from askcloud.notes import frontmatter
from askcloud.notes.frontmatter import MAX_FRONT_MATTER, FrontMatter, read_front_matter
from askcloud.notes.yaml_head import read_yaml

ID = "aB3_-678901"


def head_of(*lines: str) -> FrontMatter:
    return read_front_matter("\n".join(("---", *lines, "---", "", "A river carries sand.")))


@pytest.mark.parametrize(
    ("lines", "title", "video_id", "channel"),
    [
        (["title: Of rivers", f"videoId: {ID}"], "Of rivers", ID, ""),
        (['title: "Of: rivers"', f"videoId: '{ID}'"], "Of: rivers", ID, ""),
        (["title: >", "  Of long", "  rivers", f"video_id: {ID}"], "Of long rivers", ID, ""),
        (["TITLE: Rivers", f"Video-ID: {ID}", "Channel: riverfm"], "Rivers", ID, "riverfm"),
        (["title:", "videoId:"], "", "", ""),
        (["title: Rivers  # of sand", "author: A. Lake"], "Rivers", "", "A. Lake"),
        (["author: A. Lake", "channel: riverfm"], "", "", "riverfm"),
        (["author: [A. Lake, B. Brook]"], "", "", "A. Lake, B. Brook"),
        (["title: {a: b}", "author: [[a], {b: c}, d]"], "", "", "d"),
        (["title: Fluß 河 🌊"], "Fluß 河 🌊", "", ""),
    ],
    ids=[
        "plain",
        "quoted",
        "folded, other name",
        "other case",
        "empty",
        "comment and author",
        "channel before author",
        "list",
        "nested",
        "other scripts",
    ],
)
def test_front_matter_fields(lines, title, video_id, channel):
    """Fields are found by their names in any case and taken as text."""
    front = head_of(*lines)

    assert (front.title, front.medium, front.channel) == (title, video_id, channel)


@pytest.mark.parametrize(
    "written",
    ['"[[Bread Ahead]]"', "[[Bread Ahead]]", '"[[people/x|Bread Ahead]]"', "[[Bread_Ahead#Ovens | Bread Ahead]]"],
    ids=["as Obsidian writes it", "without quotes", "with an alias", "with a heading and an alias"],
)
@pytest.mark.parametrize("list_sign", ["", "\n  - "], ids=["alone", "in a list"])
def test_front_matter_text_shows_a_wikilink_as_a_reader_sees_it(written, list_sign):
    """Title, channel, tags and other titles are plain text, whichever way a link in them is written."""
    front = head_of(f"title: {written}", *(f"{name}:{list_sign or ' '}{written}" for name in ("author", "aliases")))
    tagged = head_of(f"tags:\n  - idle\n  - {written}")

    assert (front.title, front.channel, front.aliases) == ("Bread Ahead", "Bread Ahead", ("Bread Ahead",))
    assert tagged.tags == ("idle", "bread ahead")


def test_front_matter_text_shows_several_wikilinks():
    """Several links, with or without quotes, are each shown as text; brackets that are not a link remain."""
    bare = head_of("author: [[A. Lake]], [[b|B. Brook]]")
    quoted = head_of('author: ["[[A. Lake]]", "B. Brook"]')

    assert bare.channel == quoted.channel == "A. Lake, B. Brook"
    assert head_of('title: "Rivers [[ and [sand]"').title == "Rivers [[ and [sand]"


@pytest.mark.parametrize("value", ["[[talks/rivers.mp4]]", '"![[talks/rivers.mp4|The talk]]"'])
def test_medium_is_found_in_a_wikilink(value):
    """A wikilink to a file names the medium by its target, never by its alias."""
    assert head_of(f"media: {value}").medium == "file:talks/rivers.mp4"


@pytest.mark.parametrize(
    "value", ["12345678901", "01234567890", "0x123456789", "1234567e123", "1_000_000_0", "-1234567890", "2024-01-012"]
)
def test_video_id_that_looks_like_a_number_stays_text(value):
    """An id of digits, with a leading zero or an exponent, is not turned into a number and back."""
    assert head_of(f"videoId: {value}").medium == value


@pytest.mark.parametrize(
    "value", ["true", "null", "~", "no", "1.50", "2024-01-01", "0o17", "1e3"], ids=lambda value: f"title {value}"
)
def test_title_that_looks_like_a_value_stays_text(value):
    """A title is the text as written, not the value that YAML makes of it."""
    assert head_of(f"title: {value}").title == value


@pytest.mark.parametrize(
    "line",
    [
        f"source: https://www.youtube.com/watch?v={ID}",
        f"url: https://www.youtube.com/watch?list=PL1&v={ID}&t=63s",
        f"link: https://youtu.be/{ID}?t=63",
        f"media: https://www.youtube-nocookie.com/embed/{ID}",
        f"video: youtube.com/shorts/{ID}",
        f"youtube: https://m.youtube.com/live/{ID}#t=63",
        f"source: ['see https://youtu.be/{ID}', other]",
        f"videoId: https://youtu.be/{ID}",
        f"source: https://youtu.be/{ID} # the talk: part 2",
    ],
)
def test_video_id_is_found_in_links(line):
    """A field that links to the video names it."""
    assert head_of("title: Rivers", line).medium == ID


@pytest.mark.parametrize(
    "line",
    [
        "source: https://youtu.be/aB3_-6789012",
        "source: https://youtu.be/aB3_-67890",
        "source: https://www.youtube.com/playlist?list=aB3_-678901",
        "source: https://www.youtube.com/@riverfm",
        f"comment: https://youtu.be/{ID}",
    ],
    ids=["id too long", "id too short", "playlist", "channel", "other field"],
)
def test_other_links_name_no_video(line):
    """A link that is not a video's, or is in a field for something else, is not the medium of the note."""
    assert head_of(line).medium == ""


def test_named_id_wins_over_links():
    """A field for the id names the note's video; a link in another field may be to another video."""
    assert head_of("source: https://youtu.be/AAAAAAAAAAA", f"videoId: {ID}").medium == ID


@pytest.mark.parametrize(
    "broken",
    [
        "title: Of: rivers",
        "tags: [sand, water",
        "source: @riverfm",
        "note: *no_such_anchor",
        "quote: 'open",
        'quote: "\\q"',
        "a: b\n\tc: d",
        "%: 3\n  - x",
        "rivers flow",
        "? [a]\n: b",
        "bell: a\abell",
    ],
    ids=ascii,
)
def test_invalid_yaml_is_read_line_by_line(broken):
    """The fields of a head that is not valid YAML are read if each is on a line of its own."""
    front = head_of("title: Rivers", broken, f"videoId: {ID}", "channel: riverfm")

    assert (front.medium, front.channel) == (ID, "riverfm")
    assert front.title == ("Of: rivers" if broken.startswith("title") else "Rivers")


def test_aliases_are_not_expanded():
    """A head with YAML aliases is not read as YAML, so nothing expands, but line by line."""
    bomb = ["a0: &a0 [sand, sand]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 60))]

    front = head_of(*bomb, "title: *a59", f"videoId: {ID}")

    assert (front.title, front.medium) == ("*a59", ID)


def test_tags_make_no_objects():
    """A YAML tag has no effect: its value is text or is not read."""
    front = head_of("title: !!python/object/apply:os.getcwd []", f"videoId: !!int {ID}")

    assert (front.title, front.medium) == ("", ID)


@pytest.mark.parametrize("sign", ["[", "{", "- ", "? ", "a: [", "&a ", "!", '"', "|\n", "{a: "])
def test_deep_front_matter_is_read(sign):
    """A head of opening signs alone is not an error, however deeply it is nested."""
    count = (MAX_FRONT_MATTER - 100) // len(sign)

    front = head_of(f"videoId: {ID}", sign * count)

    assert front.title == ""


@pytest.mark.parametrize(
    ("escape", "title"),
    [(r"\UFFFFFFFF", None), (r"\U00110000", None), (r"\uD800", None), (r"\x1b[31m\0\a", None), (r"\u202e\u200b", "")],
    ids=["beyond Unicode", "just beyond Unicode", "half a pair", "controls", "invisible"],
)
def test_escapes_in_a_title_are_harmless(escape, title):
    """A title contains only characters that can be stored and shown, whatever YAML can escape."""
    front = head_of(f'title: "Ri{escape}vers"', f"videoId: {ID}")

    assert front.medium == ID
    assert front.title.encode().decode() == front.title
    assert front.title.isprintable()
    assert title is None or front.title == f"Ri{title}vers"


@pytest.mark.parametrize("title", ["Ri\u202every", "Ri\u200bvers", "Ri\x1bvers", '"Rivers\\nand lakes"'], ids=ascii)
def test_title_is_one_line_without_invisible_characters(title):
    """A title contains no control character, no bidirectional mark and no line break."""
    assert head_of(f"title: {title}", f"videoId: {ID}").title.isprintable()


@pytest.mark.parametrize(
    ("source", "end"),
    [
        ("---\ntitle: a\n---\nText", 17),
        ("---\ntitle: a\n...\nText", 17),
        ("---  \ntitle: a\n---  \nText", 21),
        ("---\ntitle: a\n---", 16),
        ("---\n---\nText", 8),
    ],
    ids=["fences", "closing dots", "blanks after", "nothing after", "empty"],
)
def test_front_matter_end(source, end):
    """The head ends after its closing fence."""
    assert read_front_matter(source).end == end


@pytest.mark.parametrize(
    "source",
    [
        "",
        "Text",
        "\n---\ntitle: a\n---\n",
        " ---\ntitle: a\n---\n",
        "----\ntitle: a\n----\n",
        "---\ntitle: a\n",
        "---\ntitle: a\n ---\n",
        "---\ntitle: a\n" + "x: y\n" * MAX_FRONT_MATTER + "---\n",
    ],
    ids=["empty", "text", "later line", "indented", "four dashes", "never closed", "closed indented", "too long"],
)
def test_text_without_front_matter(source):
    """A note has a head only if it opens on the first line and is closed within the bound."""
    assert read_front_matter(source) == FrontMatter()


@pytest.mark.parametrize(
    ("text", "video_id"),
    [
        (f"first https://youtu.be/{ID} then https://youtu.be/AAAAAAAAAAA", ID),
        (f"https://youtube.com/watch?feature=x&v={ID}#t=3", ID),
        (f"https://youtube.com/watch?x=1#v={ID}", ""),
        (ID, ""),
        ("", ""),
    ],
    ids=["first of two", "later parameter", "after the fragment", "bare id", "empty"],
)
def test_video_id_in_text(text, video_id):
    """The first link to a video gives its id."""
    assert video_id_in(text) == video_id


@pytest.mark.parametrize(
    ("lines", "tags"),
    [
        (["tags: [Sand, '#Silt', sand]"], ("sand", "silt")),
        (["tags:", "  - sand", "  - water/rivers"], ("sand", "water/rivers")),
        (["tags: '#sand, silt clay'"], ("sand", "silt", "clay")),
        (["tag: sand"], ("sand",)),
        (["Tags:"], ()),
        (["tags: {a: b}"], ()),
    ],
)
def test_front_matter_tags(lines, tags):
    """Tags are a list or one text of words, in any case, with or without `#`; each is listed once."""
    assert head_of(*lines).tags == tags


@pytest.mark.parametrize(
    ("line", "aliases"),
    [
        ("aliases: [On rivers, 'Rivers, old']", ("On rivers", "Rivers, old")),
        ("alias: On rivers, Rivers", ("On rivers", "Rivers")),
    ],
)
def test_front_matter_aliases(line, aliases):
    """Aliases are a list, or one text split at commas."""
    assert head_of(line).aliases == aliases


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (["date: 2025-01-31"], "2025-01-31"),
        (["date: 2025-01-31T10:20:30+01:00"], "2025-01-31"),
        (["upload_date: 20250131"], "2025-01-31"),
        (["created: 2025/01/31", "published: 2024.12.01"], "2024-12-01"),
        (["date: 31 January 2025"], ""),
        (["date: 2025-13-01"], ""),
        (["date: 2025013112"], ""),
        (["date: ٢٠٢٥-01-31"], ""),
        (["date: soon", "created: 2025-01-31"], "2025-01-31"),
    ],
)
def test_front_matter_date(lines, date):
    """The day of publication comes before that of the note; a value that is not a date is skipped."""
    assert head_of(*lines).date == date


@pytest.mark.parametrize(
    ("lines", "medium", "page"),
    [
        (["source: https://vimeo.com/76979871"], "vimeo:76979871", "vimeo:76979871"),
        (['media: "[[talks/lecture.mp4]]"'], "file:talks/lecture.mp4", "file:talks/lecture.mp4"),
        (
            ["audio: https://example.com/ep.mp3?x=1#t=9"],
            "https://example.com/ep.mp3?x=1",
            "https://example.com/ep.mp3?x=1",
        ),
        (["video: https://example.com/watch/7"], "https://example.com/watch/7", "https://example.com/watch/7"),
        (["source: https://example.com/article"], "", "https://example.com/article"),
        (["url: https://example.com/article", "media: a.mp4"], "file:a.mp4", "https://example.com/article"),
        (["source: see there"], "", ""),
        (["media: lecture.pdf"], "", ""),
    ],
)
def test_front_matter_medium(lines, medium, page):
    """A site of videos, a file that plays, or the value of a field for media is the medium; any page may be one."""
    front = head_of(*lines)

    assert (front.medium, front.page) == (medium, page)


def test_front_matter_of_brackets_is_read_line_by_line():
    """A head that nests deeper than any list of wikilinks is not read as YAML, and its other lines are still read."""
    source = f"---\na: {'[' * 9_000}\ntitle: The marsh\n---\n"

    assert read_front_matter(source).title == "The marsh"


def test_plain_lines_are_read_as_yaml_reads_them():
    """Wherever a head is read line by line without PyYAML, PyYAML gives the same fields."""
    signs = (
        *"abyN01 :-#'\"\\,.&()/!?+$*%@[]{}|>=~`_’é河\t\u00a0",
        "null",
        "<<",
        "...",
        "---",
        "0x1F",
        "1:2",
        ": ",
        " #",
    )
    random = Random(21)
    read = 0

    for _ in range(1_500):
        lines = []
        for _ in range(random.randrange(1, 3)):
            text = "".join(random.choices(signs, k=random.randrange(1, 8)))
            quote = random.choice(("", "", "'", '"'))
            lines.append(f"{random.choice(('a', 'title', 'b-c', 'videoId'))}: {quote}{text}{quote}")
        fields = frontmatter._plain_fields("\n".join(lines))
        if fields is not None:
            read += 1
            assert fields == read_yaml("\n".join(lines)), lines

    assert read > 50


def test_common_heads_do_not_need_yaml():
    """A head of names with plain or quoted texts is read without PyYAML, which takes long."""
    head = f'title: Of rivers & seas (2025)\nvideoId: {ID}\nchannel: "River: FM"\ndate: 2025-01-31'

    assert frontmatter._plain_fields(head) is not None
