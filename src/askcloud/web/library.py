"""The notes for the page: answers with addresses to play, notes as blocks of text, completions, and files to play."""

from __future__ import annotations

import os
from time import perf_counter
from typing import TYPE_CHECKING

from askcloud.answering.answer import LIKELY
from askcloud.answering.ask import TOP
from askcloud.answering.overview import overview_of
from askcloud.errors import NoteNotFoundError
from askcloud.index.videos import videos_of
from askcloud.indexer.changes import changed_notes
from askcloud.media.location import file_of
from askcloud.media.medium import (
    AUDIO_AND_VIDEO,
    is_note,
    is_on_network,
    link_to,
    percent_encoded,
    youtube_id_of,
)
from askcloud.output.reports import status_fields
from askcloud.output.serialize import answer_fields
from askcloud.output.wording import pluralize
from askcloud.record import Record
from askcloud.serving import library
from askcloud.storage import open_index

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from askcloud.answering.answer import Answer
    from askcloud.answering.overview import Overview
    from askcloud.corpus.corpus import Corpus
    from askcloud.index.filters import Filters
    from askcloud.media.citation import Citation
    from askcloud.notes.page import Page
    from askcloud.settings import Settings

COMPLETIONS = 20
"""Values that are offered for what was typed of one."""


class Asked(Record):
    """A question with its options and filters."""

    question: str
    top: int = TOP
    filters: Filters | None = None
    exact: bool = False
    after: str = ""
    """The previous question."""


class Library(library.Library):
    """What the page reads."""

    _overview: Overview | None = None  # of the index that was open then
    _videos: tuple[str, list[tuple[str, str]]] = "", []  # when that was built, and (medium, title) of its videos

    def answer(self, asked: Asked) -> tuple[Answer, float]:
        """Return the answer to a question, and how many milliseconds it took.

        Raises:
            AskcloudError: The question or a filter is not valid.
        """
        session = self.current()
        started = perf_counter()
        answer = session.ask(asked.question, top=asked.top, filters=asked.filters, exact=asked.exact, after=asked.after)
        return answer, 1000 * (perf_counter() - started)

    def ask(self, asked: Asked) -> dict[str, Any]:
        """Return an answer as `askcloud --json` prints it, and with each quote as `web` where it plays.

        Raises:
            AskcloudError: The question or a filter is not valid.
        """
        answer, elapsed_ms = self.answer(asked)
        fields = answer_fields(answer, elapsed_ms)
        for evidence, shown in zip(answer.evidence, fields["evidence"], strict=True):
            claims = (*evidence.following, *evidence.items)
            cited = (evidence.citation, *evidence.agreeing, *(claim.citation for claim in claims))
            places = (shown, *shown["agreeing"], *shown["following"], *shown.get("items", ()))
            for citation, place in zip(cited, places, strict=True):
                place["web"] = self._places(citation)
        return fields

    def note(self, path: str, line: int | None, seconds: int | None, quote: str) -> dict[str, Any]:
        """Return the part of a note around a quote as blocks of plain text, as its file is now.

        Args:
            path: Path of the note.
            line: A line of the quote, from 1.
            seconds: A second of the quote, of several on its line.
            quote: The quote, word for word; else the claim at the line or second.

        Raises:
            AskcloudError: There is no such note, or it cannot be read.
        """
        from askcloud.notes.page import read_page  # the parser, 60 ms: not needed for a question

        index = self.current().index
        stored = index.note_at(path)
        if not stored:
            raise NoteNotFoundError("There is no note with this path.", hint="Update the index if it was just added.")
        source = self.source(path)
        quote, line = (quote, line or 1) if quote else _claim_at(path, source, line, seconds)
        page = read_page(source, line, quote)
        return {
            "path": path,
            "title": stored.title,
            "channel": stored.channel,
            "video_title": index.video_title(stored.source),
            "medium": stored.medium,
            "play": _play(stored.medium, None, self.opened().corpus) if stored.medium else None,
            "above": page.above,
            "below": page.below,
            "blocks": list(_blocks(page)),
        }

    def complete(self, field: str, typed: str) -> list[dict[str, str]]:
        """Return the values of a filter that begin with what was typed, or have it in their title."""
        index, start = self.opened().index, typed.casefold()
        if field == "video":
            if self._videos[0] != index.built:
                about = [(video.medium, video.title) for video in videos_of(index) if not is_note(video.medium)]
                self._videos = index.built, about
            found = [(medium, title) for medium, title in self._videos[1] if start in title.casefold()]
        else:
            known = index.channels() if field == "channel" else index.tags()
            named = ((name, notes) for name, notes in known if name and name.casefold().startswith(start))
            found = [(name, f"{name} ({pluralize(notes, 'note')})") for name, notes in named]
        return [{"value": value, "label": label} for value, label in found[:COMPLETIONS]]

    def overview(self) -> dict[str, Any]:
        """Return how much the index contains, and questions that the notes answer.

        Raises:
            AskcloudError: The index cannot be opened.
        """
        session = self.opened()
        if not self._overview or self._overview.built != session.index.built:
            self._overview = overview_of(session.index, lambda question: session.ask(question).likelihood == LIKELY)
        about = self._overview
        counts = {"notes": about.notes, "media": about.media, "channels": about.channels}
        return {**counts, "updated": about.built, "questions": list(about.questions)}

    def media_file(self, name: str) -> str:
        """Return the path of a file to play: one that a note of the index cites, inside the corpus.

        Raises:
            AskcloudError: There is none of this name.
        """
        session = self.opened()
        medium = f"file:{name}"
        found = file_of(medium, session.corpus) if session.index.notes_about(medium) else None
        if not found or not _is_inside(found, session.corpus) or not _is_medium(os.path.realpath(found)):
            hint = "A file is played if a note cites it and it is in the folder of the notes."
            raise NoteNotFoundError("There is no such file to play.", hint=hint)
        return os.path.realpath(found)

    def _places(self, citation: Citation) -> dict[str, Any]:
        seconds = citation.time.seconds
        place = f"line={citation.line}" if seconds is None else f"t={seconds}&line={citation.line}"
        play = _play(citation.medium, seconds, self.opened().corpus, citation.url)
        return {"play": play, "note": f"/note/{_path_in_url(citation.note)}#{place}"}


def status_of(settings: Settings) -> tuple[dict[str, Any], bool]:
    """Return what the index contains and how many notes differ from it, and whether it is an index of these notes.

    On any thread, with an index of its own: to look at all notes takes long, and questions do not wait for it.

    Raises:
        AskcloudError: The index cannot be opened, or the notes are not there.
    """
    with open_index(settings.index, settings.cluster) as index:
        changed = len(changed_notes(settings.corpus, index))
        return status_fields(settings.corpus, settings.index, index, changed), index.corpus == settings.corpus.real()


def _play(medium: str, seconds: int | None, corpus: Corpus, url: str | None = None) -> dict[str, Any] | None:
    """Return how to play a medium: with YouTube, as a file of the corpus or by a link; None if it cannot be played."""
    url = url or link_to(medium, seconds)
    if medium.startswith("file:"):
        elsewhere = medium.startswith("file:///") and not _is_inside(medium[7:], corpus)
        played = _is_medium(medium) and not is_on_network(medium)
        address = f"/media/{_path_in_url(medium[5:])}"
        return {"kind": "media", "url": address, "seconds": seconds} if played and not elsewhere else None
    if url and youtube_id_of(medium):
        return {"kind": "youtube", "id": medium, "seconds": seconds}
    if not url or url.startswith("file:"):  # a browser opens no file from a page
        return None
    return {"kind": "link", "url": url, "seconds": seconds}


def _is_inside(path: str, corpus: Corpus) -> bool:
    """Return whether a file's real path is in a folder of the corpus."""
    try:
        real = os.path.realpath(path)
    except ValueError:  # a NUL
        return False
    return any(real.startswith(os.path.join(os.path.realpath(folder), "")) for folder in corpus.folders)


def _is_medium(path: str) -> bool:
    """Return whether a file has an audio or video suffix; a link in the corpus may lead to one that has not."""
    return path.rpartition(".")[2].lower() in AUDIO_AND_VIDEO


def _path_in_url(path: str) -> str:
    """Return a path for an address; slashes after `..` are encoded, because a browser would resolve `../` itself."""
    parts = path.split("/")
    return percent_encoded(path) if ".." in parts else "/".join(map(percent_encoded, parts))


def _claim_at(path: str, source: str, line: int | None, seconds: int | None) -> tuple[str, int]:
    """Return the claim at a line or a second, the nearest before it, and its line; no claim if neither is given."""
    from askcloud.notes.reader import read_note  # see `note`

    if line is None and seconds is None:
        return "", 1
    claims = [claim for passage in read_note(path, source).passages for claim in passage.claims]
    if line is not None:
        claims = [claim for claim in claims if claim.line == line] or claims[:0]
    if seconds is not None:
        timed = [claim for claim in claims if claim.time.seconds is not None and claim.time.seconds <= seconds]
        claims = [max(timed, key=lambda claim: claim.time.seconds or 0)] if timed else claims
    return (claims[0].text, claims[0].line) if claims else ("", line or 1)


def _blocks(page: Page) -> Iterator[Mapping[str, Any]]:
    """Yield the blocks of a page; the one with the quote in three parts: before it, the quote, and behind it."""
    for place, paragraph in enumerate(page.paragraphs):
        text = paragraph.text
        seconds = next((time.seconds for _, time in paragraph.times if not time.medium), None)
        about = {"kind": paragraph.kind, "level": paragraph.depth, "text": text, "line": paragraph.line}
        marked = page.claim is not None and page.claim[0] == place
        parts = {}
        if page.claim and marked:
            _, start, end = page.claim
            parts = {"parts": [text[:start], text[start:end], text[end:]]}
        yield {**about, "seconds": seconds, "marked": marked, **parts}
