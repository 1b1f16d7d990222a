"""Evidence -> its verified part: the quotes that the note on disk still contains, word for word."""

from __future__ import annotations

from askcloud.corpus.files import current_fingerprint, digest_of, read_source
from askcloud.errors import NoteError
from askcloud.record import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from askcloud.answering.answer import Evidence, QuotedClaim
    from askcloud.corpus.corpus import Corpus
    from askcloud.index.reader import IndexReader, Parts

VERIFIED, CHANGED, GONE, UNREAD = "verified", "changed", "gone", "unread"
"""States of a quote. verified: it is in its note. changed: the note has other words now. gone: there is no such note.
unread: the note cannot be read."""

_MIN_ITEMS = 2  # as `search.lists.MIN_ITEMS`, which most questions do not load


def verified(evidence: Evidence, index: IndexReader, corpus: Corpus) -> tuple[str, Evidence]:
    """Return the state of a quote, and its evidence without the following sentences and items that are not verified.

    The note must have the text that was indexed, according to the time of its file or else its digest, and the words of
    each quote must be in their span. A list needs at least two items. If the quote is not verified, nothing else is.

    Args:
        evidence: The quote with its citation.
        index: The index that it comes from.
        corpus: The folders of the notes.
    """
    path = evidence.citation.note
    stored = index.note_at(path)
    fingerprint = current_fingerprint(corpus, path)
    if not fingerprint or not stored:
        return GONE, evidence
    failed = fingerprint != stored.fingerprint and failure_of(index, path) == fingerprint
    try:
        source = read_source(corpus, path, "replace" if failed else "strict")
    except NoteError:
        return UNREAD, evidence
    same = failed or fingerprint == stored.fingerprint or digest_of(source) == stored.digest
    missing = _missing_quotes(source, (evidence, *evidence.following, *evidence.items))
    if not same or evidence.quote in missing:
        return CHANGED, evidence
    return VERIFIED, _without_quotes(evidence, missing) if missing else evidence


def verified_in(parts: Parts, evidence: Sequence[Evidence]) -> list[tuple[int, tuple[str, Evidence]]]:
    """Return (place, state and evidence) of the quotes from some files of an index, where the notes of these are.

    Args:
        parts: The files.
        evidence: The quotes with their citations.
    """
    return [
        (place, verified(each, part, part.corpus))
        for place, each in enumerate(evidence)
        for _, part in parts
        if part.note_at(each.citation.note)
    ]


def _without_quotes(evidence: Evidence, quotes: Container[str]) -> Evidence:
    """Return evidence without some following sentences and items; a list needs at least two items."""
    following, items = (
        tuple(claim for claim in claims if claim.quote not in quotes) for claims in (evidence.following, evidence.items)
    )
    if len(items) < _MIN_ITEMS:
        return replace(evidence, following=following, items=(), more_items=0)
    return replace(evidence, following=following, items=items)


def failure_of(index: IndexReader, path: str) -> str:
    """Return the fingerprint of a note that could not be read, so that the index has its last version; else empty."""
    from askcloud.indexer.freshness import failures  # only with a note that changed

    failed = failures(index).get(path)
    return failed.fingerprint if failed else ""


def _missing_quotes(source: str, quoted: Sequence[Evidence | QuotedClaim]) -> set[str]:
    """Return the quotes whose words are not in their span of the text of a note."""
    elsewhere = {each.quote for each in quoted if not contains_words(source[slice(*each.span)], each.quote)}
    return elsewhere and _missing_in_plain_text(source, elsewhere)


def contains_words(span: str, quote: str) -> bool:
    """Return whether a span of the text of a note contains the words of a quote, in order, with any markup in between.

    Punctuation is ignored: an anchor may precede the full stop.
    """
    offset = 0
    for word in _words_without_punctuation(quote):
        start = span.find(word, offset)
        if start < 0:
            return False
        offset = start + len(word)
    return True


def _words_without_punctuation(quote: str) -> Iterator[str]:
    """Yield the runs of letters and digits of a quote."""
    for word in quote.split():
        if word.isalnum():
            yield word
        else:
            yield from "".join(sign if sign.isalnum() else " " for sign in word).split()


def _missing_in_plain_text(source: str, quotes: set[str]) -> set[str]:
    """Return the quotes that are not in the plain text of a note either: markup may split words, `**R**ead`."""
    from askcloud.notes.parse import parse_note  # the parser, 60 ms: for 1 quote of 2,000

    texts = [plain.text for plain in parse_note(source).plain_texts]
    return {quote for quote in quotes if not any(quote in text for text in texts)}
