"""What the transcript shows: questions and their answers, each sentence with the time that plays it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from textual.content import Content

from askcloud.media.medium import is_playable
from askcloud.notes.sentences import closes_sentence
from askcloud.output.excerpt import following_of
from askcloud.output.sanitize import clean
from askcloud.output.wording import (
    CLOSEST_MATCHES,
    correction_note,
    corroboration,
    coverage_note,
    followup_note,
    is_warning,
    more_items_note,
    pluralize,
    search_change_note,
    status_line,
)
from askcloud.tui.content import DIM, LINE, WARNING, clickable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from askcloud.answering.answer import Answer, Evidence, QuotedClaim
    from askcloud.media.citation import Citation

FOLDED_ITEMS = 5
"""Items that are shown of a list in a turn that is not expanded; one more is shown rather than counted."""

_QUESTION = "bold $primary"


def question_content(question: str) -> Content:
    """Return a question as the transcript shows it."""
    return Content.assemble(("❯ ", _QUESTION), (clean(question), _QUESTION))


def message_content(question: str, message: str) -> Content:
    """Return a question with a message in place of its answer, which may have several lines."""
    lines = (Content(clean(line)).stylize(DIM) for line in message.split(LINE))
    return Content(LINE).join([question_content(question), *lines])


def reply_content(typed: str, message: str) -> Content:
    """Return a line that is not a question, with the reply to it, which may have several lines."""
    return Content(LINE).join([question_content(typed), *(Content(clean(line)) for line in message.split(LINE))])


def turn_content(turn: int, answer: Answer, *, expanded: bool) -> Content:
    """Return a question with its answer: the first result, or all of them.

    Args:
        turn: Its number in the conversation, for clicks.
        answer: What the notes say.
        expanded: Whether to show all results, and all items of lists.
    """
    shown = answer.evidence if expanded else answer.evidence[:1]
    results = list(_results(turn, shown, expanded=expanded))
    blocks = [_heading(turn, answer)]
    if results:
        blocks.append(Content(LINE * 2).join(_under_sides(shown, results)))
    if label := _toggle_label(answer, expanded=expanded):
        blocks.append(_quiet_click(label, f"app.expand({turn})"))
    return Content(LINE).join(blocks)


def claims_beside(evidence: Evidence) -> tuple[QuotedClaim, ...]:
    """Return the claims shown with the quote of a result: the items of a list, else the following sentences."""
    return evidence.items or evidence.following


def _heading(turn: int, answer: Answer) -> Content:
    """Return the question, its completion or correction, and the status line."""
    lines = [question_content(answer.question)]
    action = f"app.as_typed({turn})"
    if understood := followup_note(answer):
        lines.append(_quiet_click(f"{understood} · d: ask as typed", action))
    if changed := search_change_note(answer.understanding):
        lines.append(Content(changed).stylize(DIM))
    if corrected := correction_note(answer):
        lines.append(Content.assemble((f"({corrected}) · ", DIM), clickable("d: ask as typed", action)))
    lines.append(Content(status_line(answer)).stylize(WARNING if is_warning(answer) else DIM))
    if answer.coverage:
        lines.append(Content(coverage_note(answer.coverage)).stylize(DIM))
    if answer.evidence and not answer.answered:
        lines.append(Content(CLOSEST_MATCHES).stylize(DIM))
    return Content(LINE).join(lines)


def _toggle_label(answer: Answer, *, expanded: bool) -> str:
    """Return a label for the results that a click shows or hides; empty if all are shown."""
    more = len(answer.evidence) - 1
    if more > 0:
        return "− fewer results · x" if expanded else f"+ {pluralize(more, 'more result')} · x shows them"
    return "− fewer items · x" if expanded and any(map(_folded, answer.evidence)) else ""


def _results(turn: int, shown: Sequence[Evidence], *, expanded: bool) -> Iterator[Content]:
    """Yield each result, without following sentences that are already shown."""
    said: set[str] = set()
    for index, evidence in enumerate(shown):
        if evidence.items:
            yield _list(turn, index, evidence, expanded=expanded)
        else:
            fresh = [claim for claim in following_of(evidence, shown) if claim.quote not in said]
            said.update(claim.quote for claim in fresh)
            following = {place: claim for place, claim in enumerate(evidence.following) if claim in fresh}
            yield _excerpt(turn, index, evidence, following)


def _under_sides(shown: Iterable[Evidence], results: Iterable[Content]) -> Iterator[Content]:
    """Yield the results, the first of each side of a comparison below the name of the side."""
    before = ""
    for evidence, result in zip(shown, results, strict=True):
        named = evidence.side and evidence.side != before
        yield Content.assemble((clean(evidence.side), "bold"), LINE, result) if named else result
        before = evidence.side


def _excerpt(turn: int, index: int, evidence: Evidence, following: Mapping[int, QuotedClaim]) -> Content:
    """Return a quote below its context, with the following sentences as dim text.

    Args:
        turn: The number of the turn, for clicks.
        index: The index of the result, for clicks.
        evidence: The result.
        following: What is shown of what follows the quote, by its place there.
    """
    lines = [Content(f"{clean(evidence.context)} ›").stylize(DIM)] if evidence.context else []
    time = _time(evidence.citation, f"app.play_result({turn}, {index})", untimed="video")
    lines.append(Content(f"“{clean(evidence.quote)}”") + time)
    sentences = [
        Content(f"{clean(claim.context)} › " * bool(claim.context) + clean(claim.quote))
        + _time(claim.citation, f"app.play_result({turn}, {index}, {place})")
        for place, claim in following.items()
    ]
    # Items without full stops, such as commands, would read as one on a line.
    ends = [" " if closes_sentence(claim.quote, len(claim.quote)) else LINE for claim in following.values()]
    if sentences:
        joined = chain.from_iterable(zip(sentences, map(Content, ends), strict=True))
        lines.append(Content("").join([*joined][:-1]).stylize(DIM))
    return Content(LINE).join([*lines, _source(evidence)])


# --- a list ----------------------------------------------------------------------------------------------------------


def _list(turn: int, index: int, evidence: Evidence, *, expanded: bool) -> Content:
    """Return the lead-in of a list, its items with their times, and where they are from."""
    folded = _folded(evidence) and not expanded
    shown = evidence.items[:FOLDED_ITEMS] if folded else evidence.items
    lines = [Content(clean(evidence.context))] if evidence.context else []
    lines += _item_lines(turn, index, shown)
    if folded:
        label = f"+ {pluralize(len(evidence.items) - FOLDED_ITEMS, 'more item')} · x shows them"
        lines.append(_quiet_click(label, f"app.expand({turn})"))
    elif more := more_items_note(evidence):
        lines.append(Content(more).stylize(DIM))
    return Content(LINE).join([*lines, _source(evidence)])


def _folded(evidence: Evidence) -> bool:
    """Return whether a list is too long to show whole in a turn that is not expanded."""
    return len(evidence.items) > FOLDED_ITEMS + 1


def _item_lines(turn: int, index: int, items: Iterable[QuotedClaim]) -> Iterator[Content]:
    """Yield items as bullets, those of the same item below it and indented."""
    above = ""  # the item before, with the items above it
    for place, item in enumerate(items):
        if item.context and not f"{above} › ".startswith(f"{item.context} › "):
            yield Content(f"• {clean(item.context)}").stylize(DIM)
        time = _time(item.citation, f"app.play_result({turn}, {index}, {place})")
        yield Content(f"{'  ' if item.context else ''}• {clean(item.quote)}") + time
        above = " › ".join(filter(None, (item.context, item.quote)))


# --- times and sources -----------------------------------------------------------------------------------------------


def _time(citation: Citation, action: str, *, untimed: str = "") -> Content:
    """Return the time that is shown after a sentence; a click plays it if there is something to play.

    Args:
        citation: What the sentence cites.
        action: What plays it.
        untimed: What to show where there is something to play but no time.
    """
    if not is_playable(citation.medium):
        return Content(f" {citation.time.formatted}" if citation.time.formatted else "").stylize(DIM)
    clock = citation.moment.replace(" ", "\N{NO-BREAK SPACE}") or untimed
    return Content(" ") + clickable(f"▶{clock}", action, citation.url) if clock else Content("")  # one word: no break


def _source(evidence: Evidence) -> Content:
    """Return title and channel of a result, and who says the same."""
    citation = evidence.citation
    title = " · ".join(filter(None, (clean(citation.shown_title), clean(citation.channel))))
    agreement = corroboration(evidence)
    return Content.assemble((title, DIM), (f" · {agreement}", "bold") if agreement else "")


def _quiet_click(text: str, action: str) -> Content:
    return clickable(text, action).stylize(DIM)
