"""Questions that are answered with videos: *which episode talks about taylor swift*, *summarise the tsmc episode*.

Only a question that may ask for videos loads this module. If no video answers, the question is asked like any other.
"""

from __future__ import annotations

import re

from askcloud.errors import UsageError
from askcloud.index.filters import channel_names, matching_notes
from askcloud.index.videos import media_titled, title_has, videos_named, videos_of, videos_with_ids
from askcloud.question.parse import parse_question
from askcloud.record import Record
from askcloud.search.query import resolve
from askcloud.search.topics import passages_of_topic
from askcloud.text.analyzer import normalise_name, terms_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from askcloud.index.filters import Filters
    from askcloud.index.reader import IndexReader
    from askcloud.index.videos import Video
    from askcloud.media.citation import Citation
    from askcloud.search.query import Query

_VIDEO = "(?:episode|video|podcast|interview|conversation|talk|film|lecture)"
_ABOUT_WORDS = "(?:about|on|of|with|covering|discussing|featuring|mentioning|regarding)"
_TALKS_ABOUT = (
    r"(?:(?:talk|speak|mention|discuss|cover|deal|feature|say|tell|treat)(?:s|es|ed)?"
    rf"(?: something| anything)?(?: {_ABOUT_WORDS})?|"
    rf"(?:is|are|was|were) (?:talking |speaking )?{_ABOUT_WORDS})"
)
_SPEAKER = "(?:(?:do|did) (?:they|we|you)|(?:does|did) (?:he|she))"
_RE_WHICH = re.compile(
    rf"(?:in |on )?(?:which|what) (?:of the )?{_VIDEO}s? (?:(?:that|which|{_SPEAKER}) )?{_TALKS_ABOUT} (?P<topic>.+)",
    re.IGNORECASE,
)
_RE_VIDEOS = re.compile(
    rf"(?:(?:are there|is there|list|show|show me|find|find me|give me|all|any|every|the|an?|some) )*{_VIDEO}s? "
    rf"(?:{_ABOUT_WORDS}|(?:that|which|where|in which) (?:they |he |she |we )?{_TALKS_ABOUT}) (?P<topic>.+)",
    re.IGNORECASE,
)
_RE_OF_CHANNEL = re.compile(
    r"(?:(?:are there|list|show|show me|give me|(?:what|which)(?: is|'s|s| are)|all|any|every|the|latest|newest|recent|"
    rf"most recent|last|new) )*{_VIDEO}s? (?:by|of|from) (?P<channel>.+)|"
    rf"(?:which|what) {_VIDEO}s (?:does|did|has) (?P<owner>.+) (?:have|made?|upload(?:ed)?|publish(?:ed)?)",
    re.IGNORECASE,
)
_RE_CHANNEL = re.compile(r"^(?:the )?channel |^the | channel$", re.IGNORECASE)
_RE_OUTLINE = re.compile(
    r"(?:(?:please|can you|could you|give me|show me|show|write|i want) )*(?:an? |the )?(?:short |brief )?"
    r"(?:summari[sz]e|outline|sum up|summary|overview|synopsis|recap)(?: (?:of|for))?(?: the| an?)? (?P<title>.+)",
    re.IGNORECASE,
)
_RE_ABOUT_WHAT = re.compile(
    rf"what(?: is|'s|’s|s) the (?P<title>.+ {_VIDEO}) about|"
    rf"what(?: happens|(?: is|'s|’s|s) (?:said|discussed|covered)| do (?:they|we) (?:say|cover|discuss)) "
    rf"in the (?P<other>.+ {_VIDEO})",
    re.IGNORECASE,
)
_RE_VIDEO = re.compile(rf"^(?:the )?{_VIDEO}(?: (?:about|on|with|called|titled|named))? |(?: {_VIDEO})$", re.IGNORECASE)


class FoundVideo(Record):
    """A video in which the topic of a question is mentioned."""

    video: Video
    """Its `notes` are all notes about it."""
    saying: int
    """How many of them contain the topic; 0 if only its title does."""
    best: Citation | None
    """The best place in the notes; None if only its title contains the topic."""


class FoundVideos(Record):
    """The videos that a question asks for."""

    topic: str
    """What they are about, as typed; empty if a channel is asked for."""
    searched: str
    """The same with corrected words; empty if nothing was corrected."""
    videos: tuple[FoundVideo, ...]
    """Those with the words in the title first, then by number of notes that contain them; at least one. For a channel:
    the latest first, those without a date last, by number of notes."""
    channel: str = ""
    """The channel whose videos they are; empty if a topic is asked for."""


def videos_asked_for(
    index: IndexReader, question: str, filters: Filters | None, *, exact: bool = False
) -> FoundVideos | None:
    """Return the videos that a question asks for: those of a channel, or those whose title or notes contain a topic.

    None if it does not ask for videos, or if there is no such channel and nothing contains all words of the topic.

    Args:
        index: The index to search.
        question: The question.
        filters: Which notes to search; all of them if not given.
        exact: Whether to search unknown words as they are spelt.

    Raises:
        UsageError: The filters name a channel, tag or video that does not exist, or an invalid date.
    """
    asked = question.strip().rstrip("?!. ")
    notes = matching_notes(index, filters) if filters else None
    of_channel = _RE_OF_CHANNEL.fullmatch(asked)
    found = _videos_of_channel(index, of_channel["channel"] or of_channel["owner"], notes) if of_channel else None
    match = None if found else _RE_WHICH.fullmatch(asked) or _RE_VIDEOS.fullmatch(asked)
    if not match:
        return found
    topic = match["topic"]
    query = resolve(index, parse_question(topic), exact=exact)
    if not query.words or query.unknown or query.question.filters:
        return None
    saying = _videos_with_topic(index, query, notes)
    return FoundVideos(topic, " ".join(query.words) if query.corrections else "", tuple(saying)) if saying else None


def video_to_outline(index: IndexReader, question: str) -> list[Video]:
    """Return the video whose summary or outline a question asks for; several if its words fit several, else none.

    Without a word such as *episode* it asks for one only if the words are those of one video's title.
    """
    asked = question.strip().rstrip("?!. ")
    match = _RE_OUTLINE.fullmatch(asked) or _RE_ABOUT_WHAT.fullmatch(asked)
    if not match:
        return []
    named = next(filter(None, match.groupdict().values()))
    title = _RE_VIDEO.sub("", named).strip(" \"'“”„")
    says_video = title != named
    try:
        found = videos_named(index, title)
    except UsageError:
        return []
    if not says_video:
        found = [video for video in found if title_has(video.title, title)]
        return found if len(found) == 1 else []
    return found


def _videos_of_channel(index: IndexReader, typed: str, notes: set[int] | None) -> FoundVideos | None:
    """Return the videos of a channel, latest first; None if no channel has that name, with blanks or without."""
    wanted = _without_blanks(_RE_CHANNEL.sub("", typed))
    channel = next((name for name in channel_names(index) if name and _without_blanks(name) == wanted), "")
    if not channel:
        return None
    of_channel = index.notes_of_channel(channel)
    videos = videos_of(index, of_channel if notes is None else of_channel & notes)
    latest = sorted(videos, key=lambda video: video.date, reverse=True)
    return FoundVideos("", "", tuple(FoundVideo(video, 0, None) for video in latest), channel) if latest else None


def _without_blanks(name: str) -> str:
    return "".join(sign for sign in normalise_name(name) if sign.isalnum())


def _videos_with_topic(index: IndexReader, query: Query, notes: Collection[int] | None) -> list[FoundVideo]:
    """Return the videos whose title or notes contain all words of a question."""
    saying = passages_of_topic(query, notes)
    stored = index.notes_by_id(saying)
    by_medium: dict[str, list[int]] = {}
    for note_id in saying:
        by_medium.setdefault(stored[note_id].medium, []).append(note_id)
    words = " ".join(query.words)
    found = []
    for video in videos_with_ids(index, media_titled(index, words).union(by_medium), notes):
        of_video = by_medium.get(video.medium, [])
        titled = title_has(video.title, words)
        if of_video or titled:
            best = _best_place(index, query, {note: saying[note] for note in of_video}) if of_video else None
            found.append((not titled or not of_video, -len(of_video), FoundVideo(video, len(of_video), best)))
    return [each for *_, each in sorted(found, key=lambda each: each[:2])]


def _best_place(index: IndexReader, query: Query, saying: Mapping[int, Sequence[int]]) -> Citation:
    """Return the first sentence with a time and all words, in the note with the most passages that contain them.

    Args:
        index: The index.
        query: The words, looked up.
        saying: By note, its passages that contain them.
    """
    order = index.note_order(saying)
    note_id = min(saying, key=lambda note: (-len(saying[note]), order(note)))
    terms = frozenset(query.known)
    claims = [claim for passage in index.passages(saying[note_id]).values() for claim in passage.claims]
    best = min(claims, key=lambda claim: (claim.time.seconds is None, not terms.issubset(terms_of(claim.text))))
    return index.citation(best, index.note(note_id))
