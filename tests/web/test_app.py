"""Laws of what the page and programs are answered, asked of a server in a process of its own."""

from __future__ import annotations

import json
import os
import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urljoin, urlsplit

import pytest
from samples import HOSTILE

from askcloud.web.app import FILTERS, MAX_CHARACTERS, MAX_RESULTS

WRITTEN = """<script>alert(1)</script><img src=x onerror="alert(2)">"""
MARKUP = WRITTEN.replace("<", "&lt;").replace(">", "&gt;")  # which is read as the above
NOTES = {
    "crafts/mills.md": "# Mills\n\nA mill grinds the grain of three villages [00:00:40]. It has two stones [00:00:44].",
    "crafts/film.md": "---\ntags: [trade]\n---\n\nA cooper bends oak staves over fire [a](film%20one.mp4#t=70).",
    "crafts/talk.md": "---\n---\n\nTanners soak hides in lime pits [1:10](https://pod.example/talk.mp3#t=70).",
    "hostile.md": f"# {MARKUP}\n\nA smuggler hides {MARKUP} in barrels [00:00:07].",
    "controls.md": f"A bell ringer counts {HOSTILE} strokes [00:00:09].",
    # One a paragraph, as a sentence cites one medium.
    "thief.md": "\n\n".join(
        f"The thief took number {place} [it]({name}#t={place})."
        for place, name in enumerate(("out.mp3", "secret.txt", "../beyond.mp3", "linked.mp3", "renamed.mp3"))
    ),
    "crafts/horn.md": "---\nmedia: ../sounds/horn.mp3\n---\n\nA herald blows the horn at dawn [0:05].",
}
QUESTION = "/api/ask?q=what+grinds+the+grain"
FILM = bytes(range(256)) * 400


@pytest.fixture(scope="module")
def vault(make_vault):
    """A vault with files to play, and others that are not to be given away."""
    vault = make_vault(NOTES)
    (vault.corpus / "film one.mp4").write_bytes(FILM)
    (vault.corpus / "uncited.mp4").write_bytes(b"not cited")
    (vault.corpus / "secret.txt").write_bytes(b"no film")
    (vault.root / "beyond.mp3").write_bytes(b"outside")
    for name, place in (("in.md", vault.corpus / "whole.mp3"), ("out.md", vault.root / "beyond.mp3")):
        vault.write({name: f"---\nmedia: file://{place}\n---\n\nA piper played [0:05]."})
    (vault.corpus / "whole.mp3").write_bytes(b"inside")
    os.symlink(vault.root / "beyond.mp3", vault.corpus / "linked.mp3")
    os.symlink(vault.corpus / "secret.txt", vault.corpus / "renamed.mp3")
    (vault.corpus / "sounds").mkdir()
    (vault.corpus / "sounds" / "horn.mp3").write_bytes(b"horn")
    vault.update()
    return vault


def _places_in(fields):
    """All in an answer that is quoted from somewhere."""
    for evidence in fields["evidence"]:
        yield evidence
        for key in ("following", "agreeing", "items"):
            yield from evidence.get(key, ())


def test_a_program_is_answered_as_on_the_command_line(server, vault, process):
    """An answer is the JSON of `--json`, and says besides where each quote plays and where its note is."""
    told = server.get(QUESTION).json

    printed = json.loads(process("--json", "what grinds the grain", vault=vault).stdout)
    places = [each.pop("web") for each in _places_in(told)]
    assert {**told, "elapsed_ms": 0} == {**printed, "elapsed_ms": 0}
    youtube = {"kind": "youtube", "id": "aB3_dE6-hI9"}
    assert places[0] == {"play": {**youtube, "seconds": 40}, "note": "/note/crafts/mills.md#t=40&line=7"}
    assert places[1] == {"play": {**youtube, "seconds": 44}, "note": "/note/crafts/mills.md#t=44&line=7"}


def test_questions_take_what_the_command_line_takes(server):
    """Filters, the previous question and the number of results are taken; an empty value is as if it was not given."""

    def asked(query):
        return server.get(f"/api/ask?{query}").json

    assert asked("q=who+bends+staves&tag=trade&channel=crafts&top=1&exact=true&since=")["answered"]
    assert not asked("q=who+soaks+hides&tag=trade")["answered"]
    assert asked("q=who+grinds+it&after=what+is+the+grain+of+three+villages")["understood"]
    assert len(asked("q=the+grain&top=1")["evidence"]) == 1


@pytest.mark.parametrize(
    ("target", "status", "kind"),
    [
        ("/api/ask", 400, "question"),
        ("/api/ask?q=%20", 400, "question"),
        (f"/api/ask?q={'a' * (MAX_CHARACTERS + 1)}", 400, "usage"),
        (f"/api/ask?q=grain&top={MAX_RESULTS + 1}", 400, "usage"),
        ("/api/ask?q=grain&top=many", 400, "usage"),
        ("/api/ask?q=grain&exact=perhaps", 400, "usage"),
        ("/api/ask?q=grain&channel=nobody", 400, "usage"),
        ("/api/ask?q=grain&since=yesteryear", 400, "usage"),
        ("/api/ask?q=grain&colour=red", 400, "usage"),
        ("/api/ask?q=grain" + "&tag=a" * 51, 400, "usage"),
        ("/api/complete?field=path&prefix=a", 400, "usage"),
        ("/api/notes/nobody.md", 404, "note-not-found"),
        ("/api/nothing", 404, "not-found"),
        ("/assets/../app.py", 404, "not-found"),
        ("/assets/%2e%2e%2fapp.py", 404, "not-found"),
        ("/media/nothing.mp4", 404, "note-not-found"),
        ("/api/update", 405, "method-not-allowed"),
    ],
)
def test_what_is_wrong_is_a_problem_with_a_hint(server, target, status, kind):
    """An error is `application/problem+json`: its kind, a sentence, and what to do about it."""
    refused = server.get(target)

    assert (refused.status, refused.headers["content-type"]) == (status, "application/problem+json")
    assert refused.json["type"] == f"urn:askcloud:{kind}"
    assert refused.json["status"] == status
    assert all(refused.json[name] for name in ("title", "detail", "hint"))


def test_a_note_is_blocks_of_text_with_its_quote_marked(server):
    """The block with the quote comes in three parts; a line, a second or the words find the quote."""
    found = [
        server.get(f"/api/notes/crafts/mills.md?{place}").json
        for place in ("t=44", "line=7&t=44", "line=7&quote=It+has+two+stones.", "t=50")
    ]

    note = found[0]
    assert (note["path"], note["title"], note["channel"]) == ("crafts/mills.md", "Mills", "crafts")
    assert note["play"] == {"kind": "youtube", "id": "aB3_dE6-hI9", "seconds": None}
    assert [block["kind"] for block in note["blocks"]] == ["heading", "paragraph"]
    marked = [block for each in found for block in each["blocks"] if block["marked"]]
    assert len(marked) == 4
    assert {tuple(block["parts"]) for block in marked} == {
        ("A mill grinds the grain of three villages. ", "It has two stones.", "")
    }
    assert {(block["line"], block["seconds"]) for block in marked} == {(7, 40)}
    unmarked = server.get("/api/notes/crafts/mills.md").json["blocks"]
    assert not any(block["marked"] for block in unmarked)


def test_a_deep_link_marks_the_quote_that_it_comes_from(server):
    """The place that goes with a quote finds that quote again."""
    for question in ("what+grinds+the+grain", "who+bends+staves", "who+soaks+hides"):
        evidence = server.get(f"/api/ask?q={question}").json["evidence"][0]
        path, _, place = evidence["web"]["note"].partition("#")
        blocks = server.get(f"/api/notes/{path.removeprefix('/note/')}?{place}").json["blocks"]
        assert [block["parts"][1] for block in blocks if block["marked"]] == [evidence["quote"]]


def test_hostile_notes_are_text(server):
    """Markup in titles and sentences is in JSON as it is read, and in the page escaped; controls become signs."""
    answer = server.get("/api/ask?q=what+does+a+smuggler+hide+in+barrels")
    page = server.get("/?q=what+does+a+smuggler+hide+in+barrels")
    bells = server.get("/?q=what+does+a+bell+ringer+count")

    assert (answer.json["evidence"][0]["title"], answer.json["evidence"][0]["quote"]) == (
        WRITTEN,
        f"A smuggler hides {WRITTEN} in barrels.",
    )
    assert answer.headers["content-type"] == "application/json"
    assert b"smuggler" in page.body
    assert b"<script>alert" not in page.body
    assert b"<img" not in page.body.partition(b"<main")[2].partition(b"</main")[0]
    assert not {0x1B, 0x07, 0x9B} & set(map(ord, bells.body.decode()))


def test_a_question_in_the_address_cannot_leave_its_field(server):
    """What is asked stands in the page as text, in its field and in the answer."""
    page = server.get("/?q=%22%3E%3Cscript%3Ealert(3)%3C/script%3E%3C!--answer--%3E")

    assert page.status == 200
    assert b"&quot;&gt;&lt;script&gt;alert(3)" in page.body
    assert b"<script>alert(3)" not in page.body


def test_filters_in_the_address_stay_in_their_fields(server):
    """Without script, a form that was sent shows what limits its answer."""
    page = server.get("/?q=grain&channel=%22%3E%3Cb%3E&tag=trade&tag=sea").body.decode()

    fields = dict(re.findall(r'<input name="(\w+)"[^>]*value="([^"]*)"', page))
    assert {name: fields[name] for name in FILTERS} == {
        **dict.fromkeys(FILTERS, ""),
        "channel": "&quot;&gt;&lt;b&gt;",
        "tag": "trade, sea",
    }


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("q=what+grinds+the+grain", 200, "<blockquote>A mill grinds the grain of three villages.</blockquote>"),
        ("q=what+grinds+the+grain", 200, "https://www.youtube.com/watch?v=aB3_dE6-hI9&amp;t=40s"),
        ("q=who+painted+the+cathedral", 200, "No answer found."),
        ("q=grain&channel=nobody", 400, "There is no channel nobody."),
        ("q=what+grinds+the+grain&colour=red", 200, "<blockquote>"),
        ("q=who+bends+staves&tag=trade,+sea", 400, "There is no tag sea."),
        ("q=", 200, "</html>"),
    ],
)
def test_the_page_answers_without_script(server, query, status, said):
    """The form leads to a page that holds the answer, a refusal or the error."""
    page = server.get(f"/?{query}")

    assert (page.status, page.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert said in page.body.decode()


def test_notes_and_assets_are_served(server):
    """A deep link of a note is the page itself; the stylesheet, the script and the icon have their types."""
    assert server.get("/note/crafts/mills.md").body == server.get("/").body
    types = {
        name: server.get(f"/assets/{name}").headers["content-type"] for name in ("style.css", "page.js", "icon.svg")
    }
    assert types == {
        "style.css": "text/css; charset=utf-8",
        "page.js": "text/javascript; charset=utf-8",
        "icon.svg": "image/svg+xml",
    }


def test_a_filter_is_completed(server):
    """Channels and tags that begin with what was typed, and videos with its words, are offered."""

    def offered(field, typed):
        return server.get(f"/api/complete?field={field}&prefix={typed}").json["values"]

    assert offered("channel", "CR") == [{"value": "crafts", "label": "crafts (4 notes)"}]
    assert offered("tag", "t") == [{"value": "trade", "label": "trade (1 note)"}]
    assert offered("tag", "x") == []
    assert {"value": "https://pod.example/talk.mp3", "label": "talk"} in offered("video", "talk")


def test_a_page_can_begin_with_what_there_is_to_ask(server):
    """The overview counts notes, what they are about and channels, and offers only questions that are answered."""
    about = server.get("/api/overview").json

    assert (about["notes"], about["channels"]) == (len(NOTES) + 2, 1)
    assert all(server.get(f"/api/ask?q={quote(question)}").json["answered"] for question in about["questions"])
    assert server.get("/api/overview").json == about


def test_a_file_that_a_note_cites_plays_by_ranges(server):
    """The address that goes with a quote gives the file, or the part of it that is asked for."""
    play = server.get("/api/ask?q=who+bends+staves").json["evidence"][0]["web"]["play"]
    assert play == {"kind": "media", "url": "/media/film%20one.mp4", "seconds": 70}

    whole = server.get(play["url"])
    part = server.get(play["url"], Range="bytes=1000-1999")
    last = server.get(play["url"], Range="bytes=-10")
    beyond = server.get(play["url"], Range="bytes=999999999-")

    assert (whole.status, whole.body, whole.headers["content-type"]) == (200, FILM, "video/mp4")
    assert whole.headers["accept-ranges"] == "bytes"
    assert (part.status, part.body) == (206, FILM[1000:2000])
    assert part.headers["content-range"] == f"bytes 1000-1999/{len(FILM)}"
    assert (last.status, last.body) == (206, FILM[-10:])
    assert beyond.status == 416


@pytest.mark.parametrize(
    "name",
    [
        *("uncited.mp4", "secret.txt", "crafts/mills.md", "linked.mp3", "../beyond.mp3", "..%2fbeyond.mp3"),
        *("renamed.mp3", "..%2fsounds%2f..%2frenamed.mp3"),
        *("%2e%2e/beyond.mp3", "%2e%2e%2fbeyond.mp3", "..%5cbeyond.mp3", "%252e%252e%252fbeyond.mp3", "/etc/passwd"),
        *("//etc/passwd", "%2f%2fetc%2fpasswd", "out.mp3", "%00.mp3", "film%20one.mp4%00", "crafts/../film%20one.mp4"),
    ],
)
def test_no_other_file_is_given_away(server, name):
    """Files that no note cites, of other kinds, outside the corpus or behind links are not there."""
    assert server.get(f"/media/{name}").status == 404


def test_a_file_is_found_from_the_folder_of_its_note(server):
    """A path that goes up from its note plays, though a browser resolves such parts of an address before it asks."""
    play = server.get("/api/ask?q=who+blows+the+horn").json["evidence"][0]["web"]["play"]

    assert server.get(urlsplit(urljoin(server.origin, play["url"])).path).body == b"horn"


def test_a_file_that_is_named_in_full_is_given_inside_the_corpus_only(server, vault):
    """A note that cites a file of the machine opens it to nobody, unless it is in the corpus."""
    places = (vault.corpus / "whole.mp3", vault.root / "beyond.mp3")
    inside, outside = (server.get(f"/media///{place}") for place in places)

    assert (inside.status, inside.body, outside.status) == (200, b"inside", 404)


@pytest.mark.parametrize("path", ["../secret.md", "%2e%2e%2fbeyond.mp3", "%2fetc%2fpasswd", "secret.txt", "%00"])
def test_no_other_file_is_read_as_a_note(server, path):
    """A path that is not one of a note in the index is one of nothing."""
    assert server.get(f"/api/notes/{path}").status == 404


def test_a_podcast_plays_elsewhere_and_a_file_outside_nowhere(server):
    """A medium on the web is a link with its second; what lies outside the corpus has no place to play."""
    podcast = server.get("/api/ask?q=who+soaks+hides").json["evidence"][0]["web"]["play"]

    assert podcast == {"kind": "link", "url": "https://pod.example/talk.mp3#t=70", "seconds": 70}


def test_forty_clients_at_once_are_all_answered(server):
    """None of forty clients that ask at once is refused or left waiting, and each gets the answer to its question."""
    asked = [(QUESTION, "Mills"), ("/api/ask?q=who+soaks+hides", "talk")] * 20

    with ThreadPoolExecutor(40) as clients:
        answers = list(clients.map(lambda question: server.get(question[0]), asked))

    assert [answer.status for answer in answers] == [200] * 40
    assert [answer.json["evidence"][0]["title"] for answer in answers] == [title for _, title in asked]
