"""Evidence -> the state of its quote: whether the note on disk still says it, word for word."""

from __future__ import annotations

from askcloud.corpus.files import current_fingerprint, digest_of, read_source
from askcloud.errors import NoteError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.answering.answer import Evidence
    from askcloud.corpus.corpus import Corpus
    from askcloud.index.reader import IndexReader

VERIFIED, CHANGED, GONE, UNREAD = "verified", "changed", "gone", "unread"
"""States of a quote. verified: it is in its note. changed: the note says something else now. gone: there is no such
note. unread: the note cannot be read."""


def quote_state(evidence: Evidence, index: IndexReader, corpus: Corpus) -> str:
    """Return the state of a quote.

    Its note must have the text that was indexed, which the time of its file or else its digest tells, and the words of
    the quote must be in their span.

    Args:
        evidence: The quote with its citation.
        index: The index that it comes from.
        corpus: The folders of the notes.
    """
    path = evidence.citation.note
    stored = index.note_at(path)
    fingerprint = current_fingerprint(corpus, path)
    if not fingerprint or not stored:
        return GONE
    failed = fingerprint != stored.fingerprint and failure_of(index, path) == fingerprint
    try:
        source = read_source(corpus, path, "replace" if failed else "strict")
    except NoteError:
        return UNREAD
    same = failed or fingerprint == stored.fingerprint or digest_of(source) == stored.digest
    span = source[slice(*evidence.span)]
    quoted = contains_words(span, evidence.quote) or _is_in_plain_text(source, evidence.quote)
    return VERIFIED if same and quoted else CHANGED


def failure_of(index: IndexReader, path: str) -> str:
    """Return the fingerprint of a note that could not be read, so that the index has its last version; else empty."""
    from askcloud.indexer.freshness import failures  # only with a note that changed

    failed = failures(index).get(path)
    return failed.fingerprint if failed else ""


def contains_words(span: str, quote: str) -> bool:
    """Return whether a span of the text of a note contains the words of a quote, in order, with any markup in between.

    Punctuation is ignored: an anchor may precede the full stop.
    """
    offset = 0
    for word in "".join(sign if sign.isalnum() else " " for sign in quote).split():  # a pattern takes .2 ms to compile
        start = span.find(word, offset)
        if start < 0:
            return False
        offset = start + len(word)
    return True


def _is_in_plain_text(source: str, quote: str) -> bool:
    """Return whether a quote is in the plain text of a note, where markup splits its words: `**R**ead`."""
    from askcloud.notes.parse import parse_note  # the parser, 60 ms: for 1 quote of 2,000

    return any(quote in plain.text for plain in parse_note(source).plain_texts)
