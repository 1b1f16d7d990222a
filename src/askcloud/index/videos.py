"""Videos, episodes and files that the notes are about: a list of them, and which one a person means."""

from __future__ import annotations

import re

from askcloud.errors import UsageError
from askcloud.index.statistics import aliases
from askcloud.record import Record
from askcloud.text.analyzer import fold, normalise_name, term_of, terms_of, words_of
from askcloud.text.inflection import are_forms
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from typing import Any

    from askcloud.index.reader import IndexReader

_SHOWN = 10  # titles in a hint
_NEAR_TITLES = 5
_NEAR = 75  # of 100, the mean similarity of the words typed to words of a title


class Video(Record):
    """A medium that notes are about."""

    medium: str
    """See `media.medium`."""
    title: str
    """Its title; that of its first note if no note gives it."""
    channel: str
    """The channel of its first note; empty if that has none."""
    date: str
    """The earliest date of its notes; empty if none has one."""
    notes: int
    """How many notes are about it."""


def videos_of(index: IndexReader, notes: Collection[int] | None = None) -> list[Video]:
    """Return the videos that some notes are about, most notes first, then in order of title.

    Args:
        index: The index.
        notes: Ids of the only notes to count; None for all.
    """
    if notes is not None:
        return _videos(index.rows_of(f"{_SELECT_ABOUT} AND id IN ({{}})", notes, _ABOUT_TYPES), index.video_title)
    titles = dict(reversed(index.titled_media()))  # of several titles the first, as `IndexReader.video_title`
    return _videos(index.rows(_SELECT_ABOUT, types=_ABOUT_TYPES), titles.get)


def videos_with_ids(index: IndexReader, media: Collection[str], notes: Collection[int] | None = None) -> list[Video]:
    """Return those of the videos that some notes are about that have one of some ids; otherwise as `videos_of`."""
    about = set().union(*map(index.notes_about, media))
    found = videos_of(index, about if notes is None else about.intersection(notes))
    return [video for video in found if video.medium in media]


def media_titled(index: IndexReader, words: str) -> set[str]:
    """Return the ids of all videos whose title, or that of a note about them, may have some words, and of few others.

    SQLite compares the titles with the letters that all forms of the longest word have in common.
    """
    term = max(map(term_of, _searched(words)), key=len, default="")
    titled = (
        "WHERE instr(replace(replace(lower(title), char(39), ''), ',', ''), ?)"  # don't, 75,000
        " OR length(title) < length(CAST(title AS BLOB))"  # SQLite folds ASCII only
    )
    query = f"SELECT medium, title FROM videos {titled} UNION SELECT medium, title FROM notes {titled}"
    letters = term[:-1].replace("'", "")
    rows = index.rows(query, letters, letters, types=[(str, str)])
    return {
        medium for medium, title in rows if title.isascii() or letters in fold(title).replace("'", "").replace(",", "")
    }


def title_has(title: str, words: str) -> bool:
    """Return whether a title contains all words, each in any form or as the beginning of a longer one."""
    by_term: dict[str, list[str]] = {}
    for own in words_of(title):
        by_term.setdefault(term_of(own), []).append(own)
    return all(
        any(are_forms(word, own) for own in by_term.get(term_of(word), ()))
        or any(own.startswith(word) for alike in by_term.values() for own in alike)
        for word in _searched(words)
    )


def _searched(words: str) -> list[str]:
    """Return the words that a title has to have: small words only if there are no others."""
    return [word for word in words_of(words) if word not in STOP_WORDS] or words_of(words)


def find_video(index: IndexReader, typed: str) -> Video:
    """Return the video that has an id, a link or words in its title, or else in the title of one of its notes.

    Raises:
        UsageError: No video matches, or several do; the hint names them.
    """
    found = videos_named(index, typed)
    if len(found) > 1:
        raise UsageError(f"{len(found):,} videos match {typed}.", hint=which_one(found))
    return found[0]


def videos_named(index: IndexReader, typed: str) -> list[Video]:
    """Return the videos that may be meant by an id, a link or words, at least one; several if the words fit several.

    Of those that the filter for videos finds, the titles count before those of notes, and a title without any other
    word before a longer one: *TSMC* means the video of this title, not *TSMC founder Morris Chang*.

    Raises:
        UsageError: No video matches.
    """
    found = videos_searched(index, typed)
    if not found:  # otherwise only notes without a video have these words in their title
        raise no_such_video(index, typed)
    wanted = frozenset(terms_of(typed))
    titled = [(video, frozenset(terms_of(_RE_ASIDE.sub("", video.title)))) for video in found]
    return (
        [video for video, terms in titled if terms == wanted]
        or [video for video in found if wanted and wanted.issubset(terms_of(video.title))]
        or found
    )


def videos_searched(index: IndexReader, typed: str) -> list[Video]:
    """Return the videos whose notes match the filter for videos, most notes first; one if it gives an id.

    Raises:
        UsageError: No video matches.
    """
    from askcloud.media.addresses import read_address

    matching = {note.medium for note in index.notes_by_id(notes_about_video(index, typed)).values()}
    found = videos_with_ids(index, matching)
    return [video for video in found if video.medium in (typed, read_address(typed).medium)] or found


def notes_about_video(index: IndexReader, video: str) -> set[int]:
    """Return the ids of the notes about a video; if it is named by words, of those with all the words in a title.

    Raises:
        UsageError: There is no such video.
    """
    from askcloud.media.addresses import read_address  # 3 ms: only with a video

    notes = index.notes_about(video) or index.notes_about(read_address(video).medium)
    notes = notes or _notes_titled(index, frozenset(terms_of(video)))
    if not notes:
        raise no_such_video(index, video)
    return notes


def _notes_titled(index: IndexReader, terms: frozenset[str]) -> set[int]:
    """Return the ids of the notes with all terms in one title: their own, an alternative one, or their video's."""
    if not terms:
        return set()
    entries = map(index.term, terms)
    own = set.intersection(*(set(entry.titles.ids) if entry else set() for entry in entries))
    query = "SELECT medium, note FROM title_terms WHERE term = ?"
    titled = set.intersection(*(set(index.rows(query, term, types=[(str, int)])) for term in terms))
    named = [note for medium, note in titled if not medium]  # of several alternative titles one has to have all terms
    aliased = {note for note, alias in aliases(index, named) if terms.issubset(terms_of(alias))}
    media = {medium for medium, _ in titled if medium}
    return own.union(aliased, *map(index.notes_about, media))


def which_one(videos: Iterable[Video]) -> str:
    """Return a sentence with the titles and ids of some videos, of which one is meant."""
    listed = list(videos)
    more = len(listed) - _SHOWN
    shown = ", ".join(f"{video.title} ({video.medium})" for video in listed[:_SHOWN])
    return f"Give more words of its title, or its id: {shown}" + (f" … and {more:,} more." if more > 0 else ".")


def no_such_video(index: IndexReader, typed: str) -> UsageError:
    """Return the error that no video matches; its hint names videos with similar titles."""
    near = " or ".join(f"“{video.title}”" for video in near_titles(videos_of(index), typed))
    hint = "Give its id, its link or words of its title; see askcloud list videos."
    return UsageError(f"There is no video {typed}.", hint=f"Did you mean {near}? {hint}" if near else hint)


def near_titles(videos: Iterable[Video], typed: str) -> list[Video]:
    """Return a few videos whose titles have words similar to those typed, most similar first."""
    from rapidfuzz import fuzz  # 20 ms: only for a title that does not exist

    wanted = [word for word in words_of(typed) if word not in STOP_WORDS]
    near: list[tuple[float, Video]] = []
    for video in videos:
        words = words_of(video.title)
        similarities = [max((fuzz.ratio(word, own) for own in words), default=0.0) for word in wanted]
        likeness = sum(similarities) / (len(wanted) or 1)
        if likeness >= _NEAR:
            near.append((-likeness, video))
    return [video for _, video in sorted(near, key=lambda each: each[0])[:_NEAR_TITLES]]


_RE_ASIDE = re.compile(r"\([^)]*\)|\[[^]]*\]|#\w+")


_SELECT_ABOUT = "SELECT id, medium, path, title, channel, date FROM notes WHERE medium <> ''"
_ABOUT_TYPES = ((int, *(str,) * 5),)


def _videos(rows: Iterable[tuple[Any, ...]], title_of: Callable[[str], str | None]) -> list[Video]:
    """Return the videos in rows of notes, most notes first, then in order of title."""
    by_medium: dict[str, list[tuple[str, str, str, str]]] = {}
    for _, medium, *about in rows:
        by_medium.setdefault(medium, []).append((about[0], about[1], about[2], about[3]))
    found = [_video(medium, title_of(medium), about) for medium, about in by_medium.items()]
    return sorted(found, key=lambda video: (-video.notes, normalise_name(video.title), video.medium))


def _video(medium: str, title: str | None, notes: list[tuple[str, str, str, str]]) -> Video:
    """Return a video with its title, if that is known, and (path, title, channel, date) of each note about it."""
    _, note_title, channel, _ = min(notes)
    date = min((date for *_, date in notes if date), default="")
    return Video(medium, title or note_title, channel, date, len(notes))
