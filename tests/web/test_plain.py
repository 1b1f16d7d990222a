"""Laws of answers in HTML: the words of the command line, and nothing in them is markup."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from samples import EVIDENCE, HOSTILE_ANSWERS, TIMED

from askcloud.answering.answer import abstention
from askcloud.media.citation import Timestamp
from askcloud.record import replace
from askcloud.web.plain import answer_html, failure_html

ELEMENTS = {"section", "article", "p", "blockquote", "a", "ul", "li", "h2"}
MARKUP = """<script>alert(1)</script><img src=x onerror='a("b")'>&amp;"""


class Reader(HTMLParser):
    """Notes the elements, the addresses and the text of some HTML."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.links, self.text = set(), [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Notes an element."""
        self.elements.add(tag)
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data):
        """Notes text."""
        self.text += data


@pytest.mark.parametrize("where", HOSTILE_ANSWERS)
def test_no_text_of_a_note_is_markup(where):
    """Whatever holds hostile text, the HTML has its own elements only, and no control character."""
    html = answer_html(HOSTILE_ANSWERS[where])

    assert Reader(html).elements <= ELEMENTS
    assert all(sign >= " " for sign in html)
    assert "\x9b" not in html


def test_markup_in_a_note_is_read_as_text(answered):
    """Each text of a result is read as it was written."""
    cited = replace(TIMED, title=MARKUP, video_title=None, channel=MARKUP)
    read = Reader(answer_html(answered(replace(EVIDENCE, quote=MARKUP, context=MARKUP, citation=cited))))

    assert read.elements <= ELEMENTS
    assert read.text.count(MARKUP) == 4


def test_a_moment_is_a_link_where_a_browser_opens_it(answered):
    """A moment leads to where it plays; a file is named without a link."""
    video = Reader(answer_html(answered(EVIDENCE)))
    local = replace(TIMED, medium="file:dam.mp4", time=Timestamp(63))
    note = replace(local, address="file:///home/me/dam.md", line=3)

    assert video.links == [TIMED.url]
    for cited, moment in ((local, "1:03"), (note, "1:03")):
        read = Reader(answer_html(answered(replace(EVIDENCE, citation=cited))))
        assert (read.links, moment in read.text) == ([], True)


def test_a_refusal_and_a_failure_say_why():
    """Without an answer the page has the reason, and of an error the hint too."""
    refused = Reader(answer_html(abstention("When?", "The notes do not say <when>.")))
    failed = Reader(failure_html("There is no channel <b>.", "Choose another."))

    assert refused.text == "No answer found. The notes do not say <when>."
    assert failed.text == "There is no channel <b>. Choose another."


@pytest.fixture
def answered():
    """Makes an answer of a piece of evidence."""
    return lambda evidence: replace(HOSTILE_ANSWERS["quote"], evidence=(evidence,))
