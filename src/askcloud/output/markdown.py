"""Answers and conversations as Markdown, and quotes to paste. What comes from a note is never markup in them."""

from __future__ import annotations

import re

from askcloud.output.sanitize import clean
from askcloud.output.wording import (
    CLOSEST_MATCHES,
    correction_note,
    corroboration,
    followup_note,
    join_parts,
    status_line,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from askcloud.answering.answer import Answer, Evidence, QuotedClaim


def to_markdown(answer: Answer) -> str:
    """Return the answer as Markdown: each quote as a block quote with its source, without a final newline."""
    notes = (status_line(answer), followup_note(answer), correction_note(answer))
    remarks = [escape(note) for note in notes if note]
    closest = [CLOSEST_MATCHES] if answer.evidence and not answer.answered else []
    return "\n\n".join((f"## {escape(answer.question)}", *remarks, *closest, *map(_block_quote, answer.evidence)))


def conversation_markdown(answers: Iterable[Answer]) -> str:
    """Return a conversation as a Markdown document."""
    return "\n\n".join(["# askcloud", *map(to_markdown, answers)]) + "\n"


def markdown_link(evidence: Evidence | QuotedClaim) -> str:
    """Return title and time of the citation as a Markdown link, or as text where there is nothing to link to."""
    citation = evidence.citation
    label = escape(", ".join(filter(None, (citation.shown_title, citation.time.formatted))))
    return f"[{label}]({citation.url})" if citation.url else label


def quoted(evidence: Evidence | QuotedClaim) -> str:
    """Return the quote with its citation as plain text, to paste anywhere."""
    citation = evidence.citation
    source = join_parts(citation.shown_title, citation.channel, also=(citation.time.formatted, citation.url))
    return f"“{clean(evidence.quote)}”\n— {source}"


def source_line(evidence: Evidence) -> str:
    """Return where a quote is from, as Markdown: link, channel, path and line of the note, and who else says so."""
    citation = evidence.citation
    medium = "" if citation.url else citation.medium
    place = f"{citation.note}:{citation.line}"
    also = filter(None, map(escape, (medium, citation.channel, place, corroboration(evidence))))
    return " · ".join((markdown_link(evidence), *also))


def escape(text: str) -> str:
    """Return the text on one line, with every sign escaped that Markdown, HTML or Obsidian could read as markup."""
    plain = re.sub(r"([\\`*_\[\]<>#|~$!&=^+-]|%(?=%)|(?<=%)%)", r"\\\1", clean(text))
    return re.sub(r"^(\s*[0-9]{1,9})([.)])", r"\1\\\2", plain)  # the number of a list's item


def _block_quote(evidence: Evidence) -> str:
    context = [f"> {escape(evidence.context)} ›\n>"] if evidence.context else []
    return "\n".join((*context, f"> {escape(evidence.quote)}\n>", f"> — {source_line(evidence)}"))
