"""What answers look like in the transcript."""

from __future__ import annotations

import pytest
from scripted import ASKED, QUOTE, ROOF, answer, result

from askcloud.answering.answer import Understanding
from askcloud.tui.transcript_content import turn_content


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
