"""Answers and conversations as Markdown, and quotes to paste; text of notes in them is never read as markup."""

from __future__ import annotations

import re

from askcloud.media.note_address import address_in_vault
from askcloud.output.excerpt import following_of, items_of
from askcloud.output.sanitize import clean
from askcloud.output.wording import (
    CLOSEST_MATCHES,
    correction_note,
    corroboration,
    coverage_note,
    followup_note,
    join_parts,
    more_items_note,
    status_line,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from askcloud.answering.answer import Answer, Evidence, QuotedClaim
    from askcloud.corpus.corpus import Corpus
    from askcloud.errors import AskcloudError
    from askcloud.media.citation import Citation


def to_markdown(answer: Answer, corpus: Corpus | None = None) -> str:
    """Return the answer as Markdown: each quote as a block quote with its source, without a final newline.

    A list is its lead-in with a link to each item. What follows the first quote is plain text below its block quote.

    Args:
        answer: The answer.
        corpus: The folders of the notes, for links to notes in Obsidian; None for none.
    """
    coverage = coverage_note(answer.coverage) if answer.coverage else ""
    notes = (status_line(answer), coverage, followup_note(answer), correction_note(answer))
    remarks = [escape(note) for note in notes if note]
    closest = [CLOSEST_MATCHES] if answer.evidence and not answer.answered else []
    return "\n\n".join((f"## {escape(answer.question)}", *remarks, *closest, *_results(answer.evidence, corpus)))


def failure_markdown(question: str, error: AskcloudError) -> str:
    """Return why a question of several could not be asked, as Markdown under the question."""
    return f"## {escape(question)}\n\n{escape(error.message)} {escape(error.hint)}"


def conversation_markdown(answers: Iterable[Answer], corpus: Corpus | None = None) -> str:
    """Return a conversation as a Markdown document; the corpus is that of `to_markdown`."""
    return "\n\n".join(["# askcloud", *(to_markdown(answer, corpus) for answer in answers)]) + "\n"


def markdown_link(evidence: Evidence | QuotedClaim) -> str:
    """Return title and time of the citation as a Markdown link, or as text where there is nothing to link to."""
    citation = evidence.citation
    return _link(", ".join(filter(None, (citation.shown_title, citation.moment))), citation)


def quoted(evidence: Evidence | QuotedClaim) -> str:
    """Return the quote with its citation as plain text, to paste anywhere."""
    citation = evidence.citation
    source = join_parts(citation.shown_title, citation.channel, also=(citation.moment, citation.url))
    return f"“{clean(evidence.quote)}”\n— {source}"


def source_line(evidence: Evidence, corpus: Corpus | None = None) -> str:
    """Return the source of a quote as Markdown: link, channel, path and line of the note, and other sources.

    Path and line are a link where the note is in a vault of Obsidian.
    """
    citation = evidence.citation
    medium = "" if citation.url else citation.medium
    heading = evidence.headings[-1] if evidence.headings else ""
    address = corpus and address_in_vault(*corpus.locate(citation.note), citation.line, heading)
    place = escape(f"{citation.note}:{citation.line}")
    place = f"[{place}]({address})" if address else place
    parts = (markdown_link(evidence), escape(medium), escape(citation.channel), place, escape(corroboration(evidence)))
    return " · ".join(filter(None, parts))


def escape(text: str) -> str:
    """Return the text on one line, escaped to be plain text in CommonMark, GitHub, Obsidian with plugins, and Logseq.

    Markup characters are escaped. Text that would still become a link, as on GitHub, is written as code.
    """
    linked = "|".join(pattern for sign, pattern in _LINKED.items() if sign in text.lower())
    pattern = rf"(?P<linked>(?:{linked or '(?!)'})+)|{_SIGNS}"
    plain = re.sub(pattern, lambda found: f"`{found[0]}`" if found["linked"] else f"\\{found[0]}", clean(text))
    return re.sub(r"^(\s*[0-9]{1,9})([.)])", r"\1\\\2", plain)  # the number of a list's item


# Characters that Markdown or HTML may read as markup, and pairs that other programs look for in the source:
# `%%` and `[[` of Obsidian, `::` of Dataview and Logseq, `((` and `{{` of Logseq, `<%` of Templater.
_SIGNS = r"[\\`*_\[\]<>#|~$!&=^+{}-]|:(?=[:/])|(?<=:):|%(?=[%>}])|(?<=[%<{])%|\((?=\()|(?<=\()\(|\)(?=\))|(?<=\))\)"

# What becomes a link or a picture although it is escaped: addresses, which end before a markup character; mail
# addresses and user names; numbers of issues; names of emoji. Their length is limited, so that finding them takes
# linear time.
_OF_ADDRESS = r"(?:[\w.~/?#!$&'*+,;=@-]|%[0-9A-Fa-f]{2}|:(?!:))"
_LINKED = {
    "//": rf"(?:[A-Za-z][\w+.-]{{0,30}}:)?//{_OF_ADDRESS}{{0,2000}}",
    "www.": rf"(?i:www)\.{_OF_ADDRESS}{{1,2000}}",
    "@": r"[\w.+-]{0,64}@[\w.@+-]{1,300}",
    "#": r"(?:[\w.-]{1,40}/[\w.-]{1,100})?#[0-9]{1,10}\b",
    ":": r":[a-z0-9_+-]{0,30}[a-z][a-z0-9_+-]{0,30}(?::(?![:/])|(?=::))",
}


def _results(evidence: Sequence[Evidence], corpus: Corpus | None) -> Iterator[str]:
    """Yield each result with its following sentences, and the name of a side above its first result."""
    side = ""
    for place, each in enumerate(evidence):
        if each.side != side:
            side = each.side
            yield f"### {escape(side)}"
        yield _block_quote(each, corpus)
        following = [] if place else following_of(each, evidence)
        if following:
            yield f"It continues: {' '.join(map(_follower, following))}"


def _block_quote(evidence: Evidence, corpus: Corpus | None) -> str:
    source = f"> — {source_line(evidence, corpus)}"
    if evidence.items:
        more = [">", f"> {more_items_note(evidence)}"] if evidence.more_items else []
        items = (f"> {line}" for line in _item_lines(evidence))
        return "\n".join((f"> {escape(evidence.context)}\n>", *items, *more, f">\n{source}"))
    context = [f"> {escape(evidence.context)} ›\n>"] if evidence.context else []
    return "\n".join((*context, f"> {escape(evidence.quote)}\n>", source))


def _item_lines(evidence: Evidence) -> Iterator[str]:
    for above, item in items_of(evidence):
        if above:
            yield f"* {escape(above)}"
        yield f"{'  ' if item.context else ''}* {_timed(item)}"


def _follower(claim: QuotedClaim) -> str:
    """Return a sentence that follows a quote; the first item of a list comes after its lead-in."""
    return f"{escape(claim.context)} › {_timed(claim)}" if claim.context else _timed(claim)


def _timed(claim: QuotedClaim) -> str:
    """Return a claim with its time, which is a link if possible."""
    time = claim.citation.moment
    return f"{escape(claim.quote)} ({_link(time, claim.citation)})" if time else escape(claim.quote)


def _link(label: str, citation: Citation) -> str:
    return f"[{escape(label)}]({citation.url})" if citation.url else escape(label)
