"""The outline of a video: the headings of its notes in order of time, each with the first sentence below it.

It consists of quotes only. It is shown if a question asks for a summary, but is not called one. Its
sections are evidence, so each quote is verified in its note as that of an answer.
"""

from __future__ import annotations

from itertools import groupby, pairwise

from askcloud.answering.answer import Evidence
from askcloud.answering.verify import VERIFIED, verified
from askcloud.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from askcloud.corpus.corpus import Corpus
    from askcloud.index.passages import StoredPassage
    from askcloud.index.reader import IndexReader, StoredNote
    from askcloud.index.videos import Video


class Outline(Record):
    """What the notes about a video say, in order."""

    video: Video
    sections: tuple[Evidence, ...]
    """The first sentence below each heading: those with a time in order of time, then the others."""
    more: int = 0
    """How many sections are left out."""


def outline_of(index: IndexReader, video: Video) -> Outline:
    """Return the outline of a video from all notes about it; no quote of it is verified."""
    stored = index.notes_by_id(index.notes_about(video.medium)).items()
    notes = sorted((each for each in stored if each[1].medium == video.medium), key=lambda each: each[1].path)
    sections = [section for note_id, note in notes for section in _sections(index, note_id, note)]
    return Outline(video, tuple(sorted(sections, key=_place_in_time)))


def verified_outline(outline: Outline, index: IndexReader, corpus: Corpus) -> Outline:
    """Return an outline of those sections whose quotes are in their notes as the files are now."""
    checked = (verified(section, index, corpus) for section in outline.sections)
    return Outline(outline.video, tuple(section for state, section in checked if state == VERIFIED))


def shortened(outline: Outline, most: int) -> Outline:
    """Return an outline of at most `most` sections: from each of equal parts the first one with the fewest headings.

    Sections without a time are left out first.
    """
    timed = [section for section in outline.sections if section.citation.time.seconds is not None]
    sections = timed or list(outline.sections)
    parts = min(most, len(sections))
    bounds = [len(sections) * part // parts for part in range(parts + 1)] if parts else []
    runs = (sections[start:end] for start, end in pairwise(bounds))
    chosen = tuple(min(run, key=lambda section: len(section.headings)) for run in runs)
    return Outline(outline.video, chosen, len(outline.sections) - len(chosen))


def _place_in_time(section: Evidence) -> tuple[bool, int]:
    """Return the sort key of a section: its time; sections of the same second stay in the order of path and line."""
    seconds = section.citation.time.seconds
    return seconds is None, seconds or 0


def _sections(index: IndexReader, note_id: int, note: StoredNote) -> Iterator[Evidence]:
    """Yield the sections of a note that have a sentence to quote, in order."""
    for headings, passages in groupby(index.passages_of(note_id), key=lambda passage: passage.headings):
        section = _section(index, headings, list(passages), note)
        if section:
            yield section


def _section(
    index: IndexReader, headings: tuple[str, ...], passages: Sequence[StoredPassage], note: StoredNote
) -> Evidence | None:
    """Return the first claim of a section with a time and without context, else its first claim.

    None if no claim of it is a sentence said in the video of the note.
    """
    claims = [
        (passage, claim)
        for passage in passages
        for claim in passage.claims
        if not claim.is_fragment and claim.time.medium in ("", note.medium)
    ]
    timed = [each for each in claims if each[1].time.seconds is not None]
    alone = [each for each in timed if not each[1].needs_previous and not each[1].text.endswith("?")]
    for passage, claim in alone or timed or claims:
        previous = (passage.sentence_before(claim.position),) if claim.needs_previous else ()
        context = " › ".join(filter(None, (*passage.context, *previous)))
        citation = index.citation(claim, note)
        return Evidence(claim.text, context, headings, citation, 0.0, {}, (), span=claim.span)
    return None
