"""What all panes show."""

from __future__ import annotations

import re

from scripted import ESCAPES, hostile, ready

from askcloud.answering.conversation import BROKEN, NO_CORPUS, NO_INDEX, CorpusStatus
from askcloud.corpus.corpus import Corpus
from askcloud.notes.page import Page, Paragraph, read_page
from askcloud.output.sanitize import unsafe_characters
from askcloud.tui.claims_content import item_content, result_content
from askcloud.tui.source_content import page_contents
from askcloud.tui.source_location import SourceLocation
from askcloud.tui.status_content import header_content, status_content
from askcloud.tui.transcript_content import message_content, turn_content


def test_content_contains_nothing_unsafe():
    """Content is cleaned where it is made: every control character of every field is a replacement mark."""
    found = hostile("".join(map(chr, unsafe_characters())))
    source = f"# {ESCAPES}\n\n* The dam {ESCAPES} was finished.\n\nIt held. [0:01:03]\n"
    pages = [
        read_page(source),
        read_page(source, 5, "It held."),
        Page((Paragraph("item", 1, ESCAPES, (), 1),), None, 1, 1),
    ]

    contents = [
        turn_content(0, found, expanded=True),
        message_content(ESCAPES, ESCAPES),
        turn_content(0, found, expanded=False),
        *(result_content(index, evidence) for index, evidence in enumerate(found.evidence)),
        *(item_content(item) for evidence in found.evidence for item in evidence.items),
        *(part for page in pages for part in page_contents(SourceLocation(ESCAPES, ESCAPES, ESCAPES, ESCAPES), page)),
        header_content(ESCAPES, ready(built=ESCAPES)),
        *(
            status_content(CorpusStatus(state, Corpus((ESCAPES,)), why=ESCAPES))
            for state in (NO_INDEX, NO_CORPUS, BROKEN)
        ),
    ]

    texts = [content.plain.replace("\n", "") for content in contents]
    assert [each for text in texts for each in text if ord(each) in unsafe_characters()] == []
    assert sum("\ufffd" in text for text in texts) >= 12


def test_actions_contain_no_text_of_notes():
    """Whatever notes contain, a click runs an action of the app with numbers alone."""
    contents = [turn_content(3, hostile("app.quit"), expanded=expanded) for expanded in (False, True)]

    spans = [span for content in contents for span in content.spans if getattr(span.style, "meta", {})]
    actions = {span.style.meta["@click"] for span in spans}
    assert {"app.play_result(3, 0, 1)", "app.play_result(3, 1, 7)"} <= actions
    assert [action for action in actions if not re.fullmatch(r"app\.[a-z_]+\([\d, ]+\)", action)] == []
