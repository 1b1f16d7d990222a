"""An answer as HTML for browsers without JavaScript; every text in it is escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from askcloud.output.excerpt import following_of, items_of
from askcloud.output.sanitize import clean
from askcloud.output.wording import (
    CLOSEST_MATCHES,
    correction_note,
    corroboration,
    coverage_note,
    followup_note,
    more_items_note,
    status_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from askcloud.answering.answer import Answer, Evidence
    from askcloud.media.citation import Citation


def answer_html(answer: Answer) -> str:
    """Return an answer in the words of the command line, with links to where it plays."""
    head = [
        status_line(answer),
        coverage_note(answer.coverage) if answer.coverage else "",
        followup_note(answer),
        correction_note(answer),
        CLOSEST_MATCHES if answer.evidence and not answer.answered else "",
    ]
    parts = [f'<p class="reason">{escape(line)}</p>' for line in head if line]
    side = ""
    for place, evidence in enumerate(answer.evidence):
        if evidence.side != side:
            side = evidence.side
            parts.append(f"<h2>{_text(side)}</h2>")
        body = "".join(_result(evidence, answer, first=answer.answered and not place))
        parts.append(f'<article class="result">{body}</article>')
    return _answer("".join(parts))


def failure_html(message: str, hint: str) -> str:
    """Return why there is no answer, and what to do about it."""
    return _answer(f'<p class="reason">{_text(message)} {_text(hint)}</p>')


def _answer(body: str) -> str:
    return f'<section class="answer">{body}</section>'


def _result(evidence: Evidence, answer: Answer, *, first: bool) -> Iterator[str]:
    """Yield the parts of a result: its context, its quote or list, what follows the first one, and its source."""
    if evidence.context:
        yield f'<p class="context">{_text(evidence.context)}</p>'
    if evidence.items:
        items = (f"<li>{_text(f'{above} › ' * bool(above) + item.quote)}</li>" for above, item in items_of(evidence))
        yield f"<ul>{''.join(items)}</ul><p>{_text(more_items_note(evidence))}</p>"
    else:
        yield f"<blockquote>{_text(evidence.quote)}</blockquote>"
    if first:
        yield from (f"<p>{_text(claim.quote)}</p>" for claim in following_of(evidence, answer.evidence))
    cited = evidence.citation
    about = (_text(part) for part in (cited.shown_title, cited.channel, corroboration(evidence)) if part)
    yield f'<p class="cite">{" · ".join((*_moment(cited), *about))}</p>'


def _moment(cited: Citation) -> Iterator[str]:
    moment = escape(cited.moment or "open")
    if cited.url and not cited.url.startswith("file:"):  # which a browser does not open from a page
        yield f'<a href="{escape(cited.url)}" rel="noreferrer">{moment}</a>'
    elif cited.moment:
        yield moment


def _text(text: str) -> str:
    return escape(clean(text))
