"""What the chat shows, as `Content`: text with separate styles, in which nothing is ever read as markup."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

from askcloud.answering.conversation import BROKEN, NO_CORPUS, NO_INDEX, CorpusStatus
from askcloud.media.medium import is_playable, link_to
from askcloud.output.sanitize import clean
from askcloud.output.wording import (
    CLOSEST_MATCHES,
    ago,
    correction_note,
    corroboration,
    followup_note,
    is_warning,
    pluralize,
    search_change_note,
    status_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from askcloud.answering.answer import Answer, Evidence
    from askcloud.notes.page import Page, Paragraph
    from askcloud.tui.source_location import SourceLocation

    TimeMarks = Sequence[tuple[int, Content]]  # (offset in a text, the time to show there)

_LINE = "\n"

_DIM = "dim"
_QUESTION = "bold $primary"
_TIME = "bold $accent"
_WARNING = "$text-warning"


def clickable(text: str, action: str, url: str | None = None) -> Content:
    """Return a text that runs an action when clicked, and is a hyperlink in terminals that support them.

    Args:
        text: What to show, cleaned already.
        action: An action of the app; no text of a note may be part of it.
        url: A link that `citation` built.
    """
    return Content(text).stylize(_TIME).stylize(Style(link=url) + Style.from_meta({"@click": action}))


# --- the transcript --------------------------------------------------------------------------------------------------


def question_content(question: str) -> Content:
    """Return a question as the transcript shows it."""
    return Content.assemble(("❯ ", _QUESTION), (clean(question), _QUESTION))


def turn_content(turn: int, answer: Answer, *, expanded: bool) -> Content:
    """Return a question with its answer: the first result, or all of them.

    Args:
        turn: Its number in the conversation, for clicks.
        answer: What the notes say.
        expanded: Whether to show all results.
    """
    shown = answer.evidence if expanded else answer.evidence[:1]
    blocks = [_heading(turn, answer), *(_result(turn, index, evidence) for index, evidence in enumerate(shown))]
    hidden = len(answer.evidence) - len(shown)
    if len(answer.evidence) > 1:
        label = f"+ {pluralize(hidden, 'more result')}" if hidden else "− fewer results"
        blocks.append(clickable(label, f"app.expand({turn})").stylize(_DIM))
    return Content(_LINE).join(blocks)


def message_content(question: str, message: str) -> Content:
    """Return a question with a message in place of its answer."""
    return Content(_LINE).join([question_content(question), Content(clean(message)).stylize(_DIM)])


def _heading(turn: int, answer: Answer) -> Content:
    """Return the question, how it was completed or corrected, and what the results must not be shown without."""
    lines = [question_content(answer.question)]
    action = f"app.as_typed({turn})"
    if understood := followup_note(answer):
        lines.append(clickable(understood, action).stylize(_DIM))
    if changed := search_change_note(answer.understanding):
        lines.append(Content(changed).stylize(_DIM))
    if corrected := correction_note(answer):
        lines.append(Content.assemble((f"({corrected}) · ", _DIM), clickable("ask as typed", action)))
    lines.append(Content(status_line(answer)).stylize(_WARNING if is_warning(answer) else _DIM))
    if answer.evidence and not answer.answered:
        lines.append(Content(CLOSEST_MATCHES).stylize(_DIM))
    return Content(_LINE).join(lines)


def _result(turn: int, index: int, evidence: Evidence) -> Content:
    lines = []
    if evidence.context:
        lines.append(Content(f"{clean(evidence.context)} ›").stylize(_DIM))
    lines.append(Content(f"“{clean(evidence.quote)}”"))
    lines.append(_citation(evidence, f"app.play_result({turn}, {index})"))
    return Content(_LINE).join(lines)


def _citation(evidence: Evidence, action: str) -> Content:
    """Return ▶ time, title, channel and who agrees; the time is not clickable if there is nothing to play."""
    citation = evidence.citation
    clock = citation.time.formatted or "video"
    playable = is_playable(citation.medium)
    time = clickable(f"▶ {clock}", action, citation.url) if playable else Content(clock).stylize(_DIM)
    title = " · ".join(filter(None, (clean(citation.shown_title), clean(citation.channel))))
    agreement = corroboration(evidence)
    return Content.assemble(time, "  ", (title, _DIM), (f" · {agreement}", "bold") if agreement else "")


# --- the list of results ---------------------------------------------------------------------------------------------


def result_content(index: int, evidence: Evidence, *, selected: bool = False) -> Content:
    """Return an entry of the list of results: number, time and title, and below them the beginning of the quote.

    Args:
        index: Its index in the list, from 0.
        evidence: The result.
        selected: Whether it is the selected one, which a mark shows too: not everybody sees a background colour.
    """
    citation = evidence.citation
    edge = ("▌" if selected else " ", _TIME)
    heading = Content.assemble(
        edge, f"{index + 1} ", (f"{citation.time.formatted or '—':>8} ", _TIME), clean(citation.shown_title)
    )
    return Content(_LINE).join([heading, Content.assemble(edge, "  ", (clean(evidence.quote), _DIM))])


# --- the source pane -------------------------------------------------------------------------------------------------


def page_contents(location: SourceLocation, page: Page) -> tuple[Content, Content, Content]:
    """Return a page of a note in three parts, so that the second can be scrolled to.

    Args:
        location: Which note it is, and what it is about.
        page: The part of the note to show.

    Returns:
        What is before the block with the quote, that block, and what is after it. Without a quote, the second part is
        the first block.
    """
    quoted = page.claim[0] if page.claim else 0
    heading = Content.assemble((clean(location.title), "bold"), _LINE, (clean(location.channel), _DIM))
    times = [list(_times(index, paragraph, location.medium)) for index, paragraph in enumerate(page.paragraphs)]
    blocks = [_paragraph(paragraph, marks) for paragraph, marks in zip(page.paragraphs, times, strict=True)]
    if page.claim:
        blocks[quoted] = _paragraph_with_quote(page, times[quoted])
    above = [_omitted(page.above, "above")] if page.above else []
    below = [_omitted(page.below, "below")] if page.below else []
    return (
        _stack([heading, *above, *blocks[:quoted]]),
        _stack(blocks[quoted : quoted + 1]),
        _stack([*blocks[quoted + 1 :], *below]),
    )


def _stack(blocks: Iterable[Content]) -> Content:
    return Content("\n\n").join(blocks)


def _omitted(characters: int, where: str) -> Content:
    amount = f"{characters / 1000:,.0f} kB" if characters >= 1000 else f"{characters} characters"
    return Content(f"… {amount} more {where} (e: open in editor)").stylize(_DIM)


def _times(index: int, paragraph: Paragraph, medium: str) -> Iterator[tuple[int, Content]]:
    """Yield (offset in the paragraph, time) for each time in it; one that can be played is played by a click."""
    for number, (offset, time) in enumerate(paragraph.times):
        of_medium = time.medium or medium
        if is_playable(of_medium):
            action = f"app.play_time({index}, {number})"
            yield offset, Content(" ") + clickable(f"▶{time.formatted}", action, link_to(of_medium, time.seconds))
        else:
            yield offset, Content(f" {time.formatted} ").stylize(_DIM)


def _paragraph(paragraph: Paragraph, times: TimeMarks) -> Content:
    """Return a block in the style of its kind, with its times."""
    from askcloud.notes.blocks import CALLOUT, HEADING  # the parser: 60 ms that the first frame does not wait for

    style = {HEADING: "bold underline", CALLOUT: "bold"}.get(paragraph.kind, "")
    body = _with_times(paragraph.text, 0, times)
    return Content.assemble(_indent(paragraph), body.stylize(style) if style else body)


def _paragraph_with_quote(page: Page, times: TimeMarks) -> Content:
    """Return the block with the quote, in reverse video and between marks: not everybody sees colours."""
    assert page.claim
    index, start, end = page.claim
    paragraph = page.paragraphs[index]
    text = paragraph.text
    before = [(offset, time) for offset, time in times if offset <= start]
    after = [(max(offset, end), time) for offset, time in times if offset > start]  # none interrupts the quote
    return Content.assemble(
        _indent(paragraph),
        _with_times(text[:start], 0, before),
        Content("▌").stylize(_TIME),
        Content(clean(text[start:end])).stylize("reverse"),
        Content("▐").stylize(_TIME),
        _with_times(text[end:], end, after),
    )


def _indent(paragraph: Paragraph) -> Content:
    from askcloud.notes.blocks import ITEM  # see `_paragraph`

    return Content("  " * paragraph.depth + ("• " if paragraph.kind == ITEM else ""))


def _with_times(text: str, start: int, times: TimeMarks) -> Content:
    """Return a part of a block's text, which begins at offset `start`, with the times that were cut out of it."""
    parts: list[Content] = []
    position = 0
    for offset, time in times:
        parts += [Content(clean(text[position : offset - start])), time]
        position = offset - start
    return Content.assemble(*parts, clean(text[position:]))


# --- header and notice -----------------------------------------------------------------------------------------------


def header_content(corpus: str, status: CorpusStatus | None, now: datetime | None = None) -> Content:
    """Return the name of the corpus, how many claims its index contains and how old that is.

    Args:
        corpus: The corpus's name.
        status: What there is to ask; None if that is not known yet.
        now: The current time; the clock's if None.
    """
    parts = [clean(corpus)]
    if status and status.counts:
        parts += [pluralize(status.counts.claims, "claim"), f"built {ago(status.built, now or datetime.now(UTC))}"]
    return Content.assemble(("askcloud", "bold"), *(f" · {part}" for part in parts))


def status_content(status: CorpusStatus) -> Content:
    """Return what a person can do if there is nothing to ask; empty if there is."""
    if status.state == NO_INDEX:
        minutes = status.notes * _SECONDS_PER_NOTE / 60
        takes = "a few seconds" if minutes < 0.25 else "under a minute" if minutes < 1 else f"about {minutes:.0f} min"
        notes = f"{pluralize(status.notes, 'note')} found in {clean(status.corpus.listing)}"
        return Content(f"No index yet. {notes}. Press enter to build it ({takes}).")
    if status.state == BROKEN:
        return Content(f"{clean(status.why)} Press ctrl+r to rebuild it.")
    return Content(clean(status.why) if status.state == NO_CORPUS else "")


def changed_content(changed: int) -> Content:
    """Return how many notes differ from the index, and how to update it."""
    return Content(f"{pluralize(changed, 'note')} changed since the index was built · ctrl+r to update")


def progress_content(done: int, total: int, *, answering: bool) -> Content:
    """Return the progress of a build.

    Args:
        done: Notes read.
        total: Notes to read; 0 while that is not known yet.
        answering: Whether there is a previous index that answers until then.
    """
    step = f"Indexing {done:,} / {pluralize(total, 'note')}" if total else "Scanning notes…"
    meanwhile = " · answers use the previous index until then" if answering else ""
    filled = 20 * done // total if total else 0
    return Content.assemble(("█" * filled + "░" * (20 - filled), _TIME), f" {step} · esc cancels{meanwhile}")


_SECONDS_PER_NOTE = 0.008  # 8,452 notes took 64 s of CPU
