"""What answers, results and pages of notes look like."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from scripted import ASKED, CORPUS, ESCAPES, NOTE, QUOTE, ROOF, VIDEO, answer, hostile, ready, result

from askcloud.answering.answer import Understanding
from askcloud.answering.conversation import BROKEN, NO_CORPUS, NO_INDEX, CorpusStatus
from askcloud.corpus.corpus import Corpus
from askcloud.notes.page import Page, Paragraph, read_page
from askcloud.output.sanitize import UNSAFE_CHARACTERS
from askcloud.tui.content import (
    changed_content,
    header_content,
    message_content,
    page_contents,
    progress_content,
    result_content,
    status_content,
    turn_content,
)
from askcloud.tui.source_location import SourceLocation


def test_content_contains_nothing_unsafe():
    """Content is cleaned where it is made: every control character of every field is a replacement mark."""
    found = hostile("".join(map(chr, UNSAFE_CHARACTERS)))
    source = f"# {ESCAPES}\n\n* The dam {ESCAPES} was finished.\n\nIt held. [0:01:03]\n"
    pages = [
        read_page(source),
        read_page(source, 5, "It held."),
        Page((Paragraph("item", 1, ESCAPES, (), 1),), None, 1, 1),
    ]

    contents = [
        turn_content(0, found, expanded=True),
        message_content(ESCAPES, ESCAPES),
        *(result_content(index, evidence) for index, evidence in enumerate(found.evidence)),
        *(part for page in pages for part in page_contents(SourceLocation(ESCAPES, ESCAPES, ESCAPES, ESCAPES), page)),
        header_content(ESCAPES, ready(built=ESCAPES)),
        *(
            status_content(CorpusStatus(state, Corpus((ESCAPES,)), why=ESCAPES))
            for state in (NO_INDEX, NO_CORPUS, BROKEN)
        ),
    ]

    texts = [content.plain.replace("\n", "") for content in contents]
    assert [each for text in texts for each in text if ord(each) in UNSAFE_CHARACTERS] == []
    assert sum("\ufffd" in text for text in texts) >= 12


async def test_answer_shows_quote_citation_and_count(chat, script):
    """An answer shows context, quote, citation and the number of other results, next to their list and the source."""
    second = result(f"{ROOF}.", 80, also_in=("Water/weir.md",))
    script.answers[ASKED] = answer(result(context="The dam is old:"), second)

    async with chat() as opened:
        await opened.ask(ASKED)
        source = opened.words(opened.app.source)

        assert opened.transcript_text() == (
            f"❯ {ASKED} Likely answer. The dam is old: › “{QUOTE}” ▶ 1:03 The dam · Water + 1 more result"
        )
        assert "Work began upstream" in source
        assert f"• {ROOF}" in source
        rows = [str(option.prompt).split()[:2] for option in opened.app.claims.options]
        assert rows == [["▌1", "1:03"], ["2", "1:20"]]


async def test_agreement_is_shown_in_words(chat, script):
    """A result that other notes agree with says so."""
    script.answers[ASKED] = answer(result(also_in=("a.md", "b.md")))

    async with chat() as opened:
        await opened.ask(ASKED)

        assert "also in 2 other notes" in opened.words()


@pytest.mark.parametrize(
    ("confidence", "words", "style"),
    [
        (0.9, "Likely answer.", "dim"),
        (0.4, "Possible answer: check the source.", "dim"),
        (0.1, "Weak match: this may not answer your question.", "$text-warning"),
    ],
)
def test_answer_says_how_likely_it_is(confidence, words, style):
    """The line below the question says how likely the answer is, dim unless it is a warning."""
    content = turn_content(0, answer(confidence=confidence), expanded=False)

    lines = content.plain.splitlines()
    start = content.plain.index(words)
    assert lines[1:3] == [words, f"“{QUOTE}”"]
    assert [span.style for span in content.spans if span.start == start] == [style]


def test_answer_tells_what_was_understood_where_that_changed_the_search():
    """A dim line says which words of a question were not searched, and which others were."""
    changed = answer(understanding=Understanding("date", left_out=("year",)))

    assert "Understood: asks for a date · not searching for “year”" in turn_content(0, changed, expanded=False).plain
    assert "Understood" not in turn_content(0, answer(), expanded=False).plain


async def test_no_answer_names_the_word_and_what_is_nearest(chat, script):
    """Without an answer the chat says so, names the missing word, and says that the nearest result is not an answer."""
    script.answers["zqx"] = answer(question="zqx", answered=False, confidence=0.1, reason="No note mentions zqx.")

    async with chat() as opened:
        await opened.ask("zqx")

        assert (
            f"No answer found. No note mentions zqx. Closest matches (none of them answers the question): “{QUOTE}”"
            in opened.transcript_text()
        )


@pytest.mark.parametrize(
    ("notes", "takes"),
    [
        (1, "1 note found in /vault/rivers. Press enter to build it (a few seconds)."),
        (4_000, "(under a minute)"),
        (21_273, "(about 3 min)"),
    ],
)
def test_missing_index_says_how_long_a_build_takes(notes, takes):
    """Without an index the status names the notes, the key that builds, and roughly how long that takes."""
    content = status_content(CorpusStatus(NO_INDEX, CORPUS, notes=notes)).plain

    assert content.startswith("No index yet. ")
    assert takes in content


def test_ready_index_has_no_status():
    """With an index that can be asked there is nothing to report."""
    assert status_content(ready()).plain == ""


@pytest.mark.parametrize(
    ("built", "age"),
    [
        ("2026-03-09T12:00:00+00:00", "built 2 days ago"),
        ("2026-03-11T09:30:00+00:00", "built 2 hours ago"),
        ("2026-03-11T11:58:59+00:00", "built 1 minute ago"),
        ("2026-03-11T13:59:30+02:00", "built just now"),
        ("2026-03-11T11:00:00", "built at an unknown time"),
        ("long ago", "built at an unknown time"),
    ],
)
def test_header_shows_the_age_of_the_index(built, age):
    """The header names corpus, claims and age in the largest unit, in any time zone."""
    header = header_content("rivers", ready(built=built), datetime(2026, 3, 11, 12, tzinfo=UTC))

    assert header.plain == f"askcloud · rivers · 12 claims · {age}"


def test_header_before_the_index_is_open_names_the_corpus():
    """Before the index is open, the header shows only the name."""
    assert header_content("rivers", None).plain == "askcloud · rivers"


@pytest.mark.parametrize(
    ("done", "total", "answering", "expected"),
    [
        (0, 0, False, "░░░░░░░░░░░░░░░░░░░░ Scanning notes… · esc cancels"),
        (1, 2, False, "██████████░░░░░░░░░░ Indexing 1 / 2 notes · esc cancels"),
        (
            2,
            2,
            True,
            f"{'█' * 20} Indexing 2 / 2 notes · esc cancels · answers use the previous index until then",
        ),
    ],
)
def test_progress_shows_share_and_counts(done, total, answering, expected):
    """Progress is a bar, the counts, how to cancel, and whether questions are answered meanwhile."""
    assert progress_content(done, total, answering=answering).plain == expected


def test_changed_notes_name_the_key():
    """The notice of changed notes counts them and names the key that updates the index."""
    assert changed_content(1).plain == "1 note changed since the index was built · ctrl+r to update"


def test_page_has_three_parts():
    """A page is what is before the block with the quote, that block with marks around the quote, and what is after."""
    location = SourceLocation("Water/dam.md", "The dam", "Water", VIDEO, 12, QUOTE)

    before, block, after = (part.plain for part in page_contents(location, read_page(NOTE, 12, QUOTE)))

    assert before.startswith("The dam\nWater\n\nThe dam\n\nWork began upstream ▶0:10.")
    assert block == f"▌{QUOTE}▐ ▶1:03"
    assert after.startswith(f"  • {ROOF} ▶1:20")


def test_omitted_text_is_counted():
    """A page that is not the whole note says how much is left out, and how to see it."""
    page = Page((Paragraph("paragraph", 0, "Work began.", (), 1),), None, 940_000, 12)

    parts = page_contents(SourceLocation("Water/dam.md", "The dam", "Water", VIDEO), page)
    text = "\n".join(part.plain for part in parts)

    assert "… 940 kB more above (e: open in editor)" in text
    assert "… 12 characters more below (e: open in editor)" in text
