"""What an index contains, listed: notes, videos, channels and tags, with counts; and a search in their titles.

Nothing but the index is read.
"""

from __future__ import annotations

from collections import Counter

from askcloud.index.filters import channel_names, tag_names
from askcloud.index.statistics import media_count
from askcloud.index.videos import media_titled, near_titles, title_has, videos_of, videos_with_ids
from askcloud.record import Record
from askcloud.text.analyzer import normalise_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from askcloud.index.reader import IndexReader, StoredNote
    from askcloud.index.videos import Video

    _Lister = Callable[[IndexReader, Collection[int] | None, str], Sequence["ListedNote | Video | ListedName"]]

NOTES, VIDEOS, CHANNELS, TAGS = KINDS = ("notes", "videos", "channels", "tags")
"""What can be listed."""


class ListedNote(Record):
    """A note in a list."""

    path: str
    title: str
    channel: str
    medium: str
    """What it is about (see `media.medium`); empty if that is nothing."""
    video_title: str | None
    """Title of the video; None if no note gives it."""
    date: str
    sentences: int
    """How many it has to quote."""


class ListedName(Record):
    """A channel or a tag in a list."""

    name: str
    """Empty for the notes that are in no channel."""
    notes: int
    videos: int


def totals(index: IndexReader, notes: Collection[int] | None = None) -> dict[str, int]:
    """Return how many notes, videos, channels and tags some notes have; the names are `KINDS`.

    Args:
        index: The index.
        notes: Ids of the only notes to count; None for all.
    """
    if notes is None:
        named = (sum(map(bool, names)) for names in (channel_names(index), tag_names(index)))
        return dict(zip(KINDS, (index.counts.notes + index.counts.hubs, media_count(index), *named), strict=True))
    return {
        NOTES: len(_notes_in(index, notes)),
        VIDEOS: len(videos_of(index, notes)),
        CHANNELS: sum(bool(channel.name) for channel in list_channels(index, notes)),
        TAGS: len(list_tags(index, notes)),
    }


def list_notes(index: IndexReader, notes: Collection[int] | None = None, words: str = "") -> list[ListedNote]:
    """Return some notes, those with all words in their title or path, in order of path."""
    titles = dict(reversed(index.titled_media()))
    sentences = dict(index.rows("SELECT note, claims FROM contents", types=[(int, int)]))
    return [
        ListedNote(
            note.path,
            note.title,
            note.channel,
            note.medium,
            titles.get(note.medium),
            note.date,
            sentences.get(note_id, 0),
        )
        for note_id, note in _notes_in(index, notes)
        if title_has(f"{note.title} {note.path}", words)
    ]


def list_videos(index: IndexReader, notes: Collection[int] | None = None, words: str = "") -> list[Video]:
    """Return the videos that some notes are about, those with all words in their title, most notes first."""
    if not words:
        return videos_of(index, notes)
    found = videos_with_ids(index, media_titled(index, words), notes)
    return [video for video in found if title_has(video.title, words)]


def list_channels(index: IndexReader, notes: Collection[int] | None = None, words: str = "") -> list[ListedName]:
    """Return the channels of some notes, those with all words in their name, in order of name."""
    of_channel = ((note.channel, note.medium) for _, note in _notes_in(index, notes))
    return sorted(_names(of_channel, words), key=lambda channel: normalise_name(channel.name))


def list_tags(index: IndexReader, notes: Collection[int] | None = None, words: str = "") -> list[ListedName]:
    """Return the tags of some notes, those with all words in their name, most notes first."""
    media = {note_id: note.medium for note_id, note in _notes_in(index, notes)}
    labels = index.rows("SELECT label, note FROM labels WHERE kind = 'tag'", types=[(str, int)])
    of_tag = ((tag, media[note_id]) for tag, note_id in labels if note_id in media)
    return sorted(_names(of_tag, words), key=lambda tag: (-tag.notes, tag.name))


def near_videos(index: IndexReader, notes: Collection[int] | None, words: str) -> list[Video]:
    """Return the videos of some notes whose titles have words similar to some words, most similar first."""
    return near_titles(videos_of(index, notes), words)


LISTS: dict[str, _Lister] = {NOTES: list_notes, VIDEOS: list_videos, CHANNELS: list_channels, TAGS: list_tags}
"""The function that lists each kind."""


def _notes_in(index: IndexReader, notes: Collection[int] | None) -> list[tuple[int, StoredNote]]:
    """Return (id, note) of some notes, in order of path."""
    return [(note_id, note) for note_id, note in index.notes().items() if notes is None or note_id in notes]


def _names(named: Iterable[tuple[str, str]], words: str) -> list[ListedName]:
    """Return the names with all words, from (name, medium) of each note that has one."""
    notes: Counter[str] = Counter()
    media: dict[str, set[str]] = {}
    for name, medium in named:
        notes[name] += 1
        media.setdefault(name, set()).update([medium] if medium else [])
    return [ListedName(name, count, len(media[name])) for name, count in notes.items() if title_has(name, words)]
