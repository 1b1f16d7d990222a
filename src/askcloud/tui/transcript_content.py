"""What the transcript shows: questions and their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from askcloud.media.medium import is_playable
from askcloud.output.sanitize import clean
from askcloud.output.wording import (
    CLOSEST_MATCHES,
    correction_note,
    corroboration,
    followup_note,
    is_warning,
    pluralize,
    search_change_note,
    status_line,
)
from askcloud.tui.content import DIM, LINE, WARNING, clickable

if TYPE_CHECKING:
    from askcloud.answering.answer import Answer, Evidence

_QUESTION = "bold $primary"


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
        blocks.append(clickable(label, f"app.expand({turn})").stylize(DIM))
    return Content(LINE).join(blocks)


def message_content(question: str, message: str) -> Content:
    """Return a question with a message in place of its answer."""
    return Content(LINE).join([question_content(question), Content(clean(message)).stylize(DIM)])


def _heading(turn: int, answer: Answer) -> Content:
    """Return the question, how it was completed or corrected, and what the results must not be shown without."""
    lines = [question_content(answer.question)]
    action = f"app.as_typed({turn})"
    if understood := followup_note(answer):
        lines.append(clickable(understood, action).stylize(DIM))
    if changed := search_change_note(answer.understanding):
        lines.append(Content(changed).stylize(DIM))
    if corrected := correction_note(answer):
        lines.append(Content.assemble((f"({corrected}) · ", DIM), clickable("ask as typed", action)))
    lines.append(Content(status_line(answer)).stylize(WARNING if is_warning(answer) else DIM))
    if answer.evidence and not answer.answered:
        lines.append(Content(CLOSEST_MATCHES).stylize(DIM))
    return Content(LINE).join(lines)


def _result(turn: int, index: int, evidence: Evidence) -> Content:
    lines = []
    if evidence.context:
        lines.append(Content(f"{clean(evidence.context)} ›").stylize(DIM))
    lines.append(Content(f"“{clean(evidence.quote)}”"))
    lines.append(_citation(evidence, f"app.play_result({turn}, {index})"))
    return Content(LINE).join(lines)


def _citation(evidence: Evidence, action: str) -> Content:
    """Return ▶ time, title, channel and who agrees; the time is not clickable if there is nothing to play."""
    citation = evidence.citation
    clock = citation.time.formatted or "video"
    playable = is_playable(citation.medium)
    time = clickable(f"▶ {clock}", action, citation.url) if playable else Content(clock).stylize(DIM)
    title = " · ".join(filter(None, (clean(citation.shown_title), clean(citation.channel))))
    agreement = corroboration(evidence)
    return Content.assemble(time, "  ", (title, DIM), (f" · {agreement}", "bold") if agreement else "")
