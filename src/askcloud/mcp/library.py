"""The notes for an assistant: the data of each tool and resource, independent of the protocol."""

from __future__ import annotations

from time import perf_counter

from askcloud.answering.ask import TOP
from askcloud.errors import NoteNotFoundError
from askcloud.index.filters import Filters, matching_notes
from askcloud.index.listing import NOTES, ListedNote, list_notes
from askcloud.index.note_lookup import find_note
from askcloud.indexer.changes import changed_notes
from askcloud.media.medium import percent_decoded, percent_encoded
from askcloud.output.browse import list_fields, list_text
from askcloud.output.reports import note_text, status_fields, status_text
from askcloud.output.serialize import SCHEMA, answer_fields
from askcloud.output.text import to_text
from askcloud.record import Record
from askcloud.serving import library

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, TypeVar

    from askcloud.index.reader import StoredNote
    from askcloud.media.citation import Citation
    from askcloud.notes.reader import Claim

    T = TypeVar("T")

SENTENCES, LISTED, RESOURCES = 100, 50, 100
"""Sentences of a note, notes of a list and notes as resources on one page."""

RESOURCE = "askcloud://note/"
"""What the address of a note begins with; its path follows, percent-encoded but for its slashes."""

_FILTERS = ("channel", "tag", "since", "before", "video")
_SHOWN_FILES = 50  # that were left out of the index


class Result(Record):
    """The result of a tool."""

    fields: dict[str, Any]
    """For programs."""
    text: str
    """The same for people."""


class Library(library.Library):
    """The notes and their open index, for the tools and resources."""

    def ask(self, given: Mapping[str, Any]) -> Result:
        """Answer a question: `question`, `top`, `after`, `exact`, and filters.

        Raises:
            AskcloudError: The question or a filter is not valid.
        """
        session = self.fresh()
        started = perf_counter()
        answer = session.ask(
            given["question"],
            top=given.get("top", TOP),
            filters=_filters_of(given),
            exact=given.get("exact", False),
            after=given.get("after", ""),
        )
        elapsed_ms = 1000 * (perf_counter() - started)
        return Result(answer_fields(answer, elapsed_ms), to_text(answer, exact_hint=False))

    def show_note(self, given: Mapping[str, Any]) -> Result:
        """Return a page of the sentences of a note as its file is now: `note`, a range of lines or seconds, `page`.

        Raises:
            AskcloudError: There is no such note, or it cannot be read.
        """
        from askcloud.notes.reader import read_note  # the parser, 60 ms: not needed for a question

        session = self.fresh()
        _, stored = find_note(session.index, given["note"])
        note = read_note(stored.path, self.source(stored.path))
        within = [each for passage in note.passages for each in passage.claims if _is_within(each, given)]
        claims, paged = _page_of(within, given.get("page", 1), SENTENCES)
        video_title = session.index.video_title(stored.medium)
        listed = ListedNote(
            stored.path, stored.title, stored.channel, stored.medium, video_title, stored.date, len(within)
        )
        sentences = [_sentence(session.index.citation(each, stored), each.text) for each in claims]
        fields = {"schema": SCHEMA, **list_fields(NOTES, [listed])["items"][0], **paged, "sentences": sentences}
        has_times = any(each.time.seconds is not None for passage in note.passages for each in passage.claims)
        return Result(fields, note_text(stored, claims, has_times=has_times) + _which_page(paged))

    def find_notes(self, given: Mapping[str, Any]) -> Result:
        """Return a page of the notes with all words of `words` in title or path, and those that meet filters.

        Raises:
            AskcloudError: A filter is not valid.
        """
        index = self.fresh().index
        filters, words = _filters_of(given), given.get("words", "")
        found = list_notes(index, matching_notes(index, filters) if filters else None, words)
        page, paged = _page_of(found, given.get("page", 1), LISTED)
        return Result({**list_fields(NOTES, page), **paged}, list_text(NOTES, page, words) + _which_page(paged))

    def status(self, building: tuple[int, int] | None) -> Result:
        """Return what the index contains, how many notes differ from it, and how far an update is.

        Raises:
            AskcloudError: The index cannot be opened.
        """
        from datetime import UTC, datetime  # not needed for a question

        session = self.opened()
        about = (session.corpus, self.settings.index, session.index, len(changed_notes(session.corpus, session.index)))
        fields = status_fields(*about)
        fields["left_out"] = fields["left_out"][:_SHOWN_FILES]
        fields["building"] = building and {"read": building[0], "of": building[1]}
        progress = (
            f"\nThe index is being updated: {building[0]:,} of {building[1]:,} notes are read." if building else ""
        )
        return Result(fields, status_text(*about, datetime.now(UTC)) + progress)

    def resources(self, after: str) -> tuple[list[StoredNote], str]:
        """Return the notes after a path, in order of path, and the path after which to continue; empty at the end."""
        following = self.fresh().index.notes_after(after, RESOURCES + 1)
        page = following[:RESOURCES]
        return page, page[-1].path if len(following) > len(page) else ""

    def read(self, address: str) -> str:
        """Return the text of the note with an address, as its file is now.

        Raises:
            AskcloudError: The address does not belong to a note in the index, or its file cannot be read.
        """
        session = self.fresh()
        path = percent_decoded(address.removeprefix(RESOURCE))
        if not address.startswith(RESOURCE) or not session.index.note_at(path):
            hint = f"Use an address from the list, or {RESOURCE} and the path of a note after it."
            raise NoteNotFoundError("There is no note with this address.", hint=hint)
        return self.source(path)


def address_of(path: str) -> str:
    """Return the address of a note by its path."""
    return RESOURCE + "/".join(map(percent_encoded, path.split("/")))


def _filters_of(given: Mapping[str, Any]) -> Filters | None:
    if not any(name in given for name in _FILTERS):
        return None
    texts = {name: given[name] for name in ("channel", "since", "before", "video") if name in given}
    return Filters(tags=tuple(given.get("tag", ())), **texts)


def _is_within(claim: Claim, given: Mapping[str, Any]) -> bool:
    """Return whether a sentence is in the range of lines and of seconds; one without a time is in none of seconds."""
    last_line = given.get("to_line", claim.line)
    if not given.get("from_line", 1) <= claim.line <= last_line:
        return False
    if "from_second" not in given and "to_second" not in given:
        return True
    seconds = claim.time.seconds
    return seconds is not None and given.get("from_second", 0) <= seconds <= given.get("to_second", seconds)


def _page_of(found: Sequence[T], page: int, size: int) -> tuple[Sequence[T], dict[str, int]]:
    """Return one page, from 1, and which it is."""
    pages = max(1, -(-len(found) // size))
    return found[(page - 1) * size : page * size], {"page": page, "pages": pages, "total": len(found)}


def _which_page(paged: Mapping[str, int]) -> str:
    return f"\n\nPage {paged['page']:,} of {paged['pages']:,}." if paged["pages"] > 1 or paged["page"] > 1 else ""


def _sentence(cited: Citation, quote: str) -> dict[str, Any]:
    seconds, trust = cited.time.seconds, cited.time.trust
    return {"quote": quote, "line": cited.line, "seconds": seconds, "time_trust": trust, "url": cited.url}
