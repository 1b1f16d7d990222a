"""What the chat shows, as `Content`: text with styles beside it, in which nothing is ever read as markup."""

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
    correction_note,
    corroboration,
    followup_note,
    pluralize,
    status_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from askcloud.answering.answer import Answer, Evidence
    from askcloud.notes.page import Page, Paragraph

    Timed = Sequence[tuple[int, Content]]

LINE = "\n"
"""Joins lines of content."""

_DIM = "dim"
_QUESTION = "bold $primary"
_TIME = "bold $accent"
_WARNING = "$text-warning"


def clickable(text: str, action: str, url: str | None = None) -> Content:
    """Text that does something when clicked, and is a hyperlink for terminals that know them.

    Args:
        text: Made safe already.
        action: An action of the app; nothing of a note may be part of it.
        url: A link that `citation` built.
    """
    return Content(text).stylize(_TIME).stylize(Style(link=url) + Style.from_meta({"@click": action}))


# --- the transcript --------------------------------------------------------------------------------------------------


def question_content(question: str) -> Content:
    """A question in the transcript."""
    return Content.assemble(("❯ ", _QUESTION), (clean(question), _QUESTION))


def turn_content(turn: int, answer: Answer, *, expanded: bool) -> Content:
    """A question and its answer: the first claim, or all of them.

    Args:
        turn: Its number in the conversation, for clicks.
        answer: What the notes say.
        expanded: Whether to show every piece of evidence.
    """
    shown = answer.evidence if expanded else answer.evidence[:1]
    blocks = [_head(turn, answer), *(_claim(turn, place, each) for place, each in enumerate(shown))]
    more = len(answer.evidence) - len(shown)
    if len(answer.evidence) > 1:
        words = f"+ {pluralize(more, 'more claim')}" if more else "− fewer claims"
        blocks.append(clickable(words, f"app.expand({turn})").stylize(_DIM))
    return Content(LINE).join(blocks)


def message_content(question: str, message: str) -> Content:
    """A question and what stands in place of its answer."""
    return Content(LINE).join([question_content(question), Content(clean(message)).stylize(_DIM)])


def _head(turn: int, answer: Answer) -> Content:
    """The question, what was taken over or corrected, and what must be said before the evidence."""
    rewritten = " · ".join(filter(None, (followup_note(answer), correction_note(answer))))
    lines = [question_content(answer.question)]
    if rewritten:
        drop = clickable("as typed", f"app.as_typed({turn})")
        lines.append(Content.assemble((f"({rewritten}) · ", _DIM), drop))
    if said := status_line(answer):
        lines.append(Content(said).stylize(_WARNING))
    if answer.evidence and not answer.answered:
        lines.append(Content(CLOSEST_MATCHES).stylize(_DIM))
    return Content(LINE).join(lines)


def _claim(turn: int, place: int, evidence: Evidence) -> Content:
    lines = []
    if evidence.context:
        lines.append(Content(f"{clean(evidence.context)} ›").stylize(_DIM))
    lines.append(Content(f"“{clean(evidence.quote)}”"))
    lines.append(_source(evidence, f"app.play_claim({turn}, {place})"))
    return Content(LINE).join(lines)


def _source(evidence: Evidence, action: str) -> Content:
    """▶ 1:03  title · channel · who agrees; the time is no link where there is nothing to play."""
    citation = evidence.citation
    clock = citation.time.formatted or "video"
    plays = is_playable(citation.medium)
    time = clickable(f"▶ {clock}", action, citation.url) if plays else Content(clock).stylize(_DIM)
    about = " · ".join(filter(None, (clean(citation.shown_title), clean(citation.channel))))
    agreed = corroboration(evidence)
    return Content.assemble(time, "  ", (about, _DIM), (f" · {agreed}", "bold") if agreed else "")


# --- the claims list -------------------------------------------------------------------------------------------------


def claim_content(place: int, evidence: Evidence, *, chosen: bool = False) -> Content:
    """One row of the claims list: number, second and title over the beginning of the quote.

    Args:
        place: Its place in the list, from 0.
        evidence: The claim.
        chosen: Whether it is looked at, which a mark says: a background alone would say it to few.
    """
    citation = evidence.citation
    edge = ("▌" if chosen else " ", _TIME)
    first = Content.assemble(
        edge, f"{place + 1} ", (f"{citation.time.formatted or '—':>8} ", _TIME), clean(citation.shown_title)
    )
    return Content(LINE).join([first, Content.assemble(edge, "  ", (clean(evidence.quote), _DIM))])


# --- the source pane -------------------------------------------------------------------------------------------------


def page_contents(title: str, channel: str, page: Page, medium: str) -> tuple[Content, Content, Content]:
    """A page of a note in three parts, so that the middle one can be scrolled to: before, the claim's block, after.

    Args:
        title: The note's.
        channel: The note's.
        page: What to show of it.
        medium: What the note is about.
    """
    at = page.claim[0] if page.claim else 0
    head = Content.assemble((clean(title), "bold"), LINE, (clean(channel), _DIM))
    times = [list(_times(place, each, medium)) for place, each in enumerate(page.paragraphs)]
    blocks = [_paragraph(*each) for each in zip(page.paragraphs, times, strict=True)]
    if page.claim:
        blocks[at] = _with_claim(page, times[at])
    above = [_left_out(page.above, "above")] if page.above else []
    below = [_left_out(page.below, "below")] if page.below else []
    return _stacked([head, *above, *blocks[:at]]), _stacked(blocks[at : at + 1]), _stacked([*blocks[at + 1 :], *below])


def _stacked(blocks: Iterable[Content]) -> Content:
    return Content("\n\n").join(blocks)


def _left_out(characters: int, where: str) -> Content:
    amount = f"{characters / 1000:,.0f} kB" if characters >= 1000 else f"{characters} characters"
    return Content(f"… {amount} more {where} (e: editor)").stylize(_DIM)


def _times(place: int, paragraph: Paragraph, medium: str) -> Iterator[tuple[int, Content]]:
    """(offset in its text, time) of each time of a block; one that something can play plays it when clicked."""
    for number, (at, time) in enumerate(paragraph.times):
        its = time.medium or medium
        if is_playable(its):
            action = f"app.play_time({place}, {number})"
            yield at, Content(" ") + clickable(f"▶{time.formatted}", action, link_to(its, time.seconds))
        else:
            yield at, Content(f" {time.formatted} ").stylize(_DIM)


def _paragraph(paragraph: Paragraph, times: Timed) -> Content:
    """A block as its kind is shown, each anchor as a time that plays."""
    from askcloud.notes.blocks import CALLOUT, HEADING  # the parser: 60 ms, which no first frame waits for

    style = {HEADING: "bold underline", CALLOUT: "bold"}.get(paragraph.kind, "")
    body = _timed(paragraph.text, 0, times)
    return Content.assemble(_lead(paragraph), body.stylize(style) if style else body)


def _with_claim(page: Page, times: Timed) -> Content:
    """The block with the claim, which is set apart by reverse video and marks: colour alone would say it to few."""
    assert page.claim
    place, start, end = page.claim
    paragraph = page.paragraphs[place]
    text = paragraph.text
    before = [(at, time) for at, time in times if at <= start]
    behind = [(max(at, end), time) for at, time in times if at > start]  # none breaks the claim
    return Content.assemble(
        _lead(paragraph),
        _timed(text[:start], 0, before),
        Content("▌").stylize(_TIME),
        Content(clean(text[start:end])).stylize("reverse"),
        Content("▐").stylize(_TIME),
        _timed(text[end:], end, behind),
    )


def _lead(paragraph: Paragraph) -> Content:
    from askcloud.notes.blocks import ITEM  # see `_paragraph`

    return Content("  " * paragraph.depth + ("• " if paragraph.kind == ITEM else ""))


def _timed(text: str, first: int, times: Timed) -> Content:
    """A part of a block's text, from offset `first`, with the times that were cut out of it put back in to play."""
    parts: list[Content] = []
    at = 0
    for place, time in times:
        parts += [Content(clean(text[at : place - first])), time]
        at = place - first
    return Content.assemble(*parts, clean(text[at:]))


# --- the lines around ------------------------------------------------------------------------------------------------


def header_content(corpus: str, standing: CorpusStatus | None, now: datetime | None = None) -> Content:
    """Which corpus is asked, how much it holds and how fresh that is."""
    parts = [clean(corpus)]
    if standing and standing.counts:
        parts += [pluralize(standing.counts.claims, "claim"), f"built {_ago(standing.built, now or datetime.now(UTC))}"]
    return Content.assemble(("askcloud", "bold"), *(f" · {part}" for part in parts))


def standing_content(standing: CorpusStatus) -> Content:
    """What a person can do where there is nothing to ask; empty where there is."""
    if standing.state == NO_INDEX:
        minutes = standing.notes * _SECONDS_A_NOTE / 60
        takes = "a few seconds" if minutes < 0.25 else "under a minute" if minutes < 1 else f"about {minutes:.0f} min"
        found = f"{pluralize(standing.notes, 'note')} found in {clean(standing.corpus.listing)}"
        return Content(f"No index yet. {found}. Press enter to build it ({takes}).")
    if standing.state == BROKEN:
        return Content(f"{clean(standing.why)} ctrl+r builds it anew.")
    return Content(clean(standing.why) if standing.state == NO_CORPUS else "")


def changed_content(changed: int) -> Content:
    """How many notes differ from the index."""
    return Content(f"{pluralize(changed, 'note')} changed since the index was built · ctrl+r reads them")


def progress_content(done: int, total: int, *, answering: bool) -> Content:
    """How far a build has come."""
    far = f"{done:,} / {pluralize(total, 'note')}" if total else "looking for what changed"
    meanwhile = " · the old index answers meanwhile" if answering else ""
    filled = 20 * done // total if total else 0
    return Content.assemble(("█" * filled + "░" * (20 - filled), _TIME), f" Indexing {far} · esc cancels{meanwhile}")


_SECONDS_A_NOTE = 0.008  # 8,452 notes took 64 s of CPU


def _ago(built: str, now: datetime) -> str:
    """How long ago an ISO time was, roughly."""
    try:
        seconds = (now - datetime.fromisoformat(built)).total_seconds()
    except (ValueError, TypeError):
        return "at an unknown time"
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size:.0f} {unit} ago"
    return "just now"
