"""Answers to a topic, such as *costco* or *tell me about data gravity*: an introduction, then claims that add to it.

A topic asks for nothing in particular, so claims that contain its words most often are not better than others. The
claims come from the notes with most about the topic: first an introduction, then claims that differ from it and from
each other (maximal marginal relevance, Carbonell and Goldstein 1998), from several notes and videos.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby, islice, pairwise

from askcloud.index.schema import PASSAGE_BITS
from askcloud.record import Record
from askcloud.search.introduction import introduction
from askcloud.search.maxscore import ids_in_all
from askcloud.search.scored import ScoredClaim
from askcloud.text.analyzer import fold, term_of, terms_in, words_of
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from askcloud.index.passages import StoredClaim, StoredPassage
    from askcloud.index.reader import IndexReader, StoredNote
    from askcloud.search.query import Query

INTRODUCES = 1.0
"""Minimum of the part `definition` of a claim's score from which it introduces the topic."""

MAX_NOTES = 12
"""Notes, the most central ones, whose claims are looked at."""

_FEW_NOTES = 30  # notes whose titles are read to choose the most central ones
_FEW_CLAIMS = 10  # best claims among which some must say the words of a topic as they follow each other
_ADJACENT = 3  # of these, so many
_FIRST_PASSAGES = 16  # passages of a note that are read: introductions and summaries seldom come later
_MAX_CLAIMS = 60  # claims that are compared; those that begin with the topic first
_OPENING = 60  # letters in which a claim that begins with the topic names it
_SAME_VIDEO_DISCOUNT = 0.15  # subtracted for each further note about a video
_PASSAGES = 10  # number of passages about a topic that counts half of the maximum

_CONNECTING = frozenset("conversely however meanwhile nevertheless nonetheless overall ultimately".split())
_SMOOTHING = 4  # words: keeps a claim of few words from being central because of a single word

_DEFINES, _OPENS, _TITLED, _EARLY, _CENTRAL, _TELLS = 2.0, 1.0, 1.0, 0.5, 6.0, 0.2
_DEPENDENT, _ITEM, _UNTIMED, _SHORT, _LONG, _ASIDE_ALONE = -0.6, -0.3, -0.5, -0.5, -0.3, -1.0
_SHORTEST, _LONGEST, _FEWEST_TERMS = 7, 45, 5  # words, and terms, of a claim that is easily understood
_MIN_PLURAL_LETTERS = 3  # letters; a shorter word that ends in s is not a plural: *gas*
_REPEATS = 0.6  # share of words from which a claim only repeats one that is shown
_SAME_WORDS, _SAME_NOTE, _SAME_VIDEO = 2.0, 0.5, 0.15  # subtracted for what earlier claims have said


def is_phrase(query: Query, ranked: Sequence[ScoredClaim]) -> bool:
    """Return whether a few words are a phrase in the notes: some of the best claims contain them as they were typed.

    Args:
        query: The words, looked up; they may name a topic.
        ranked: The claims that match them, best first.
    """
    asked = set(pairwise(query.words.values()))
    together = [asked.issubset(pairwise(terms_in(words_of(scored.claim.text)))) for scored in ranked[:_FEW_CLAIMS]]
    return sum(together) >= min(_ADJACENT, len(together))


def topic_claims(
    index: IndexReader, query: Query, notes: Collection[int] | None, top: int, most_notes: int = MAX_NOTES
) -> list[ScoredClaim]:
    """Return the claims about a topic, in the order in which to show them.

    Args:
        index: The index to search.
        query: The topic, looked up; all of its terms are known.
        notes: Ids of the only notes to search; None for all.
        top: How many claims to return at most.
        most_notes: How many notes, the most central ones, to look at.
    """
    passages = _passages_with(query, notes)
    central = _central_notes(index, query, passages)[:most_notes]
    return _chosen([_candidate(*each, query) for each in _claims_about(index, query, central, passages)], top)


def topic_among(query: Query, ranked: Iterable[ScoredClaim], top: int) -> list[ScoredClaim]:
    """Return the claims to show for a topic among those that match it, in order."""
    name = SaidName(_words_of_topic(query))
    about = (scored for scored in ranked if name.place_in(fold(scored.claim.text)) >= 0)
    return _chosen([_candidate(scored.claim, scored.passage, scored.note, query) for scored in about], top)


def media_of_topic(index: IndexReader, query: Query, notes: Collection[int] | None) -> dict[str, int]:
    """Return, by medium, how many notes about it mention a topic, most first."""
    return index.media_of_notes({passage >> PASSAGE_BITS for passage in _passages_with(query, notes)})


def passages_of_topic(query: Query, notes: Collection[int] | None) -> dict[int, list[int]]:
    """Return, by note id, the ids of the passages that mention a topic, in order."""
    by_note: dict[int, list[int]] = {}
    for passage in sorted(_passages_with(query, notes)):
        by_note.setdefault(passage >> PASSAGE_BITS, []).append(passage)
    return by_note


def _passages_with(query: Query, notes: Collection[int] | None) -> set[int]:
    """Return the ids of the passages that contain all terms of a topic, with what is above them."""
    passages = ids_in_all(entry.passages.ids for entry in query.known.values())
    return passages if notes is None else {passage for passage in passages if passage >> PASSAGE_BITS in notes}


def _central_notes(index: IndexReader, query: Query, passages: Iterable[int]) -> list[tuple[int, StoredNote]]:
    """Return (id, note) of the notes that are most about a topic, spread over videos, best first.

    Args:
        index: The index.
        query: The topic.
        passages: Ids of the passages that mention it.
    """
    mentions = Counter(passage >> PASSAGE_BITS for passage in passages)
    titled = set.intersection(*(set(entry.titles.ids) for entry in query.known.values()))
    about = {note: (note in titled) + count / (count + _PASSAGES) for note, count in sorted(mentions.items())}
    order = index.note_order(about)
    few = sorted(about, key=lambda note: (-about[note], order(note)))[:_FEW_NOTES]
    stored = index.notes_by_id(few)
    terms = len(query.known)
    for note in few:
        about[note] += (note in titled) * terms / max(terms, len(terms_in(words_of(stored[note].title))))
    seen: Counter[str] = Counter()
    for note in sorted(few, key=lambda note: (-about[note], stored[note].path)):
        about[note] -= _SAME_VIDEO_DISCOUNT * seen[stored[note].source]
        seen[stored[note].source] += 1
    return [(note, stored[note]) for note in sorted(few, key=lambda note: (-about[note], stored[note].path))]


class _Candidate(Record):
    """A claim about a topic."""

    scored: ScoredClaim
    """The claim; its score is its value as information about the topic."""
    introduction: float
    """How far it introduces the topic."""
    own_terms: frozenset[str]
    """Its terms but those of the topic."""


def _claims_about(
    index: IndexReader, query: Query, notes: Sequence[tuple[int, StoredNote]], passages: Iterable[int]
) -> list[tuple[StoredClaim, StoredPassage, StoredNote]]:
    """Return the claims of some notes that name a topic, each with passage and note.

    Those that begin with the topic come first, at most `_MAX_CLAIMS`. Only letters are compared here: to split all
    claims of these notes into words would take longer than all else.
    """
    name = SaidName(_words_of_topic(query))
    stored, order = dict(notes), {note_id: place for place, (note_id, _) in enumerate(notes)}
    read = _first_of_each(passage for passage in passages if _note_of(passage) in stored)
    found = []
    for passage in index.passages(read).values():
        for claim in passage.claims:
            named = -1 if claim.is_fragment else name.place_in(fold(claim.text))
            if named >= 0:
                key = (named > _OPENING, order[claim.note], passage.id, claim.position)
                found.append((key, (claim, passage, stored[claim.note])))
    return [each for _, each in sorted(found, key=lambda each: each[0])[:_MAX_CLAIMS]]


def _words_of_topic(query: Query) -> list[str]:
    """Return the folded words of a topic as they were typed, with the function words in a name."""
    spans = query.known_names
    if len(spans) == 1 and len(query.words) > 1:
        return query.question.words[spans[0].start : spans[0].end]
    return list(query.words)


class SaidName:
    """A name as it is looked for in folded texts: some folded words next to each other.

    Terms are not enough, because *creatine*, *create* and *creative* have the same one. A pattern would do, but loading
    `re` to compile it takes a tenth of a question.
    """

    def __init__(self, words: Sequence[str], *, plural: bool = True) -> None:
        """Use at least one word.

        Args:
            words: The folded words.
            plural: Whether the last word may be in the singular or plural; the plural of *ARM* is another word.
        """
        *first, last = (word.removesuffix("'s") for word in words)
        is_plural = plural and last.endswith("s") and len(last) > _MIN_PLURAL_LETTERS
        self._first, *self._others = [*first, last[:-1] if is_plural else last]
        self._endings = ("es", "s", "") if plural else ("",)

    def place_in(self, text: str) -> int:
        """Return the offset at which a folded text first says the name; -1 if it does not."""
        start = text.find(self._first)
        while start >= 0 and not (_is_boundary(text, start) and self._goes_on(text, start + len(self._first))):
            start = text.find(self._first, start + 1)
        return start

    def _goes_on(self, text: str, end: int) -> bool:
        """Return whether the other words of the name, if any, follow the first one, which ends at an offset."""
        for word in self._others:
            start = end
            while text[end : end + 1].isspace() or text.startswith("-", end):
                end += 1
            if end == start or not text.startswith(word, end):
                return False
            end += len(word)
        return any(text.startswith(ending, end) and _is_boundary(text, end + len(ending)) for ending in self._endings)


def _is_boundary(text: str, place: int) -> bool:
    """Return whether a word begins or ends at an offset."""
    before, after = text[place - 1 : place] if place else "", text[place : place + 1]
    return (before.isalnum() or before == "_") != (after.isalnum() or after == "_")


def _first_of_each(passages: Iterable[int]) -> list[int]:
    """Return the first of some passages for each note, at most `_FIRST_PASSAGES`."""
    by_note = groupby(sorted(passages), _note_of)
    return [passage for _, of_note in by_note for passage in islice(of_note, _FIRST_PASSAGES)]


def _note_of(passage: int) -> int:
    return passage >> PASSAGE_BITS


def _candidate(claim: StoredClaim, passage: StoredPassage, note: StoredNote, query: Query) -> _Candidate:
    """Return a claim with its score as information about a topic, and as an introduction to it."""
    subject = tuple(query.known)
    title = terms_in(words_of(note.title))
    titled = len(set(subject).intersection(title)) / (len(title) or 1)
    words = words_of(claim.text)
    terms = terms_in(words)
    parts = {
        "topic_opens": _OPENS * _opens_with(terms, subject),
        "topic_title": _TITLED * titled,
        "topic_place": _EARLY * titled / (1 + passage.id % (1 << PASSAGE_BITS)),
        "topic_form": form_of_claim(claim, passage, words),
    }
    scored = ScoredClaim(claim, passage, note, frozenset(terms), sum(parts.values()), parts, "", frozenset())
    return _Candidate(scored, _DEFINES * introduction(words, claim.text, subject), frozenset(terms).difference(subject))


def _opens_with(terms: Sequence[str], subject: Sequence[str]) -> float:
    """Return 1 if a claim begins with the topic, one half if its first words name the topic, else 0."""
    wanted = set(subject)
    if wanted.issubset(terms[: len(subject)]):
        return 1.0
    return 0.5 * wanted.issubset(terms[: len(subject) + 5])


def form_of_claim(claim: StoredClaim, passage: StoredPassage, words: list[str]) -> float:
    """Return a score for the form of a claim, which is higher with figures or names.

    It is lower for a claim that needs another to be understood, has no time, is very short or long, or is a question.

    Args:
        claim: The claim.
        passage: Its passage.
        words: Its folded words.
    """
    text = claim.text
    tells = any(map(str.isdigit, text)) or sum(word[:1].isupper() for word in text.split()[1:]) > 1
    return (
        _TELLS * tells
        + _SHORT * (len(words) < _SHORTEST or _has_few_terms(words))
        + _LONG * (len(words) > _LONGEST)
        + _ASIDE_ALONE * text.startswith("(")
        + _ASIDE_ALONE * text.endswith("?")
        + _ITEM * passage.is_item
        + _UNTIMED * (claim.time.seconds is None)
        + _DEPENDENT * (claim.needs_previous or not _CONNECTING.isdisjoint(words[:1]))
    )


def _has_few_terms(words: Iterable[str]) -> bool:
    """Return whether some folded words have fewer than five distinct terms; no more of them are stemmed than tell."""
    terms: set[str] = set()
    for word in words:
        if word not in STOP_WORDS:
            terms.add(term_of(word))
            if len(terms) == _FEWEST_TERMS:
                return False
    return True


def _chosen(candidates: Sequence[_Candidate], top: int) -> list[ScoredClaim]:
    """Choose the introduction, then repeatedly the claim that adds most to those chosen, at most `top`."""
    left = _with_centrality([each for each in candidates if each.own_terms])
    chosen: list[_Candidate] = []
    while left and len(chosen) < top:
        worth = [_marginal_score(each, chosen) for each in left]
        best = left[worth.index(max(worth))]
        chosen.append(best)
        left = [each for each in left if _containment(each.own_terms, best.own_terms) < _REPEATS]
    return [
        each.scored if place else each.scored.with_parts(definition=each.introduction)
        for place, each in enumerate(chosen)
    ]


def _marginal_score(each: _Candidate, chosen: Sequence[_Candidate]) -> float:
    """Return the score of a claim after others were chosen; for the first one, the introduction counts too."""
    scored = each.scored
    if not chosen:
        return scored.score + each.introduction
    repeated = max(_containment(each.own_terms, other.own_terms) for other in chosen)
    of_note = any(other.scored.note.path == scored.note.path for other in chosen)
    of_video = sum(other.scored.medium == scored.medium for other in chosen)
    return scored.score - _SAME_WORDS * repeated - _SAME_NOTE * of_note - _SAME_VIDEO * of_video


def _with_centrality(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Return candidates whose scores include how many words they share with all claims about the topic."""
    said = Counter(term for each in candidates for term in each.own_terms)
    return [
        _Candidate(
            each.scored.with_parts(topic_central=_CENTRAL * _mean_share(each.own_terms, said, len(candidates))),
            each.introduction,
            each.own_terms,
        )
        for each in candidates
    ]


def _mean_share(terms: Collection[str], said: Counter[str], claims: int) -> float:
    """Return the mean share of claims that contain each of some terms; few terms give a lower value."""
    return sum(said[term] for term in terms) / claims / (len(terms) + _SMOOTHING)


def _containment(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the smaller of two sets that is in the other, 0 to 1."""
    return len(one & other) / (min(len(one), len(other)) or 1)
