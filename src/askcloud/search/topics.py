"""A topic, *costco* or *tell me about data gravity*: what it is, then claims that each add something.

A question for a topic asks for nothing in particular, so the claims that say its words most are no better than others.
What people want is what the notes that are about it say: first what it is, then what differs from that and from each
other (maximal marginal relevance, Carbonell and Goldstein 1998), from several notes and videos.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby, islice, pairwise

from askcloud.index.schema import PASSAGE_BITS
from askcloud.record import Record
from askcloud.search.scored import ScoredClaim
from askcloud.text.analyzer import term_of, terms_in, words_of
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from askcloud.index.passages import StoredClaim, StoredPassage
    from askcloud.index.reader import IndexReader, StoredNote
    from askcloud.search.query import Query

MAX_NOTES = 12
"""Notes, the most central ones, whose claims are looked at."""

_FEW_NOTES = 30  # notes whose titles are read to choose the most central ones
_FEW_CLAIMS = 10  # best claims among which some must say the words of a topic as they follow each other
_ADJACENT = 3  # of these, so many
_FIRST = 16  # passages of a note that are read: what introduces a topic, or is the gist of it, seldom comes later
_MOST_CLAIMS = 60  # claims that are compared; those that begin with the topic first
_OPENING = 60  # letters in which a claim that begins with the topic names it
_SPREAD = 0.15  # what each further note about a video loses against one about another video
_PASSAGES = 10  # passages at which a note is half as much about a topic as it can be

_ASIDE = 14  # words between a name and its verb, at most
_NEAR = 60  # letters in which the comma of an aside or apposition stands
_BEFORE_NAME = frozenset("the a an dr mr mrs ms sir der die das el la le".split())
_IS = frozenset("is are was were ist sind war es son era est sont".split())
_WAS = frozenset("was were war era".split())  # a state of things that has passed introduces less
_DEFINING = frozenset("refers refer means mean describes describe stands occurs occur began founded".split())
_ARTICLES = frozenset("a an the one ein eine der die das un una el la le".split())
_SMOOTHING = 4  # words: a claim of few words is not central because its one word is

_DEFINES, _OPENS, _TITLED, _EARLY, _CENTRAL, _TELLS = 2.0, 1.0, 1.0, 0.5, 6.0, 0.2
_DEPENDENT, _ITEM, _UNTIMED, _SHORT, _LONG, _ASIDE_ALONE = -0.6, -0.3, -0.5, -0.5, -0.3, -1.0
_SHORTEST, _LONGEST = 7, 45  # words of a claim that tells something, and is read at a glance
_REPEATS = 0.75  # share of words from which a claim only repeats one that is shown
_SAME_WORDS, _SAME_NOTE, _SAME_VIDEO = 2.0, 0.5, 0.15  # what a claim loses for what has been said before it


def is_phrase(query: Query, ranked: Sequence[ScoredClaim]) -> bool:
    """Return whether the notes say a few words together: some of the best claims contain them as they were typed.

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
    """Return what the notes say about a topic, in the order in which to show it.

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
    """Return, of claims that match a topic, those to show, in order."""
    subject = set(query.known)
    about = (scored for scored in ranked if subject.issubset(scored.terms))
    return _chosen([_candidate(scored.claim, scored.passage, scored.note, query) for scored in about], top)


def media_of_topic(index: IndexReader, query: Query, notes: Collection[int] | None) -> dict[str, int]:
    """Return, by medium, how many notes about it mention a topic, most first."""
    return index.media_of_notes({passage >> PASSAGE_BITS for passage in _passages_with(query, notes)})


def _passages_with(query: Query, notes: Collection[int] | None) -> set[int]:
    """Return the ids of the passages that contain all terms of a topic, with what is above them."""
    rarest_first = sorted(query.known.values(), key=lambda entry: len(entry.passages.ids))
    passages = set(rarest_first[0].passages.ids)
    for entry in rarest_first[1:]:
        passages.intersection_update(entry.passages.ids)
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
    few = sorted(about, key=lambda note: (-about[note], note))[:_FEW_NOTES]
    stored = index.notes_by_id(few)
    terms = len(query.known)
    for note in few:
        about[note] += (note in titled) * terms / max(terms, len(terms_in(words_of(stored[note].title))))
    seen: Counter[str] = Counter()
    for note in sorted(few, key=lambda note: (-about[note], stored[note].path)):
        about[note] -= _SPREAD * seen[stored[note].medium]
        seen[stored[note].medium] += 1
    return [(note, stored[note]) for note in sorted(few, key=lambda note: (-about[note], stored[note].path))]


class _Candidate(Record):
    """A claim about a topic."""

    scored: ScoredClaim
    """The claim; its score is how much it tells of the topic."""
    introduction: float
    """How much it says what the topic is."""
    own_terms: frozenset[str]
    """Its terms but those of the topic."""


def _claims_about(
    index: IndexReader, query: Query, notes: Sequence[tuple[int, StoredNote]], passages: Iterable[int]
) -> list[tuple[StoredClaim, StoredPassage, StoredNote]]:
    """Return the claims of some notes that name a topic, each with passage and note.

    Those that begin with the topic come first, at most `_MOST_CLAIMS`. Only letters are compared here: to split all
    claims of these notes into words would take longer than all else.
    """
    beginnings = [word.removesuffix("'s")[: max(3, len(word) - 3)] for word in query.words]
    stored, order = dict(notes), {note_id: place for place, (note_id, _) in enumerate(notes)}
    found = []
    for passage in index.passages(
        _first_of_each(passage for passage in passages if _note_of(passage) in stored)
    ).values():
        for claim in passage.claims:
            lower = claim.text.casefold()
            places = [lower.find(beginning) for beginning in beginnings]
            if min(places) >= 0 and not claim.is_fragment:
                key = (max(places) > _OPENING, order[claim.note], passage.id, claim.position)
                found.append((key, (claim, passage, stored[claim.note])))
    return [each for _, each in sorted(found, key=lambda each: each[0])[:_MOST_CLAIMS]]


def _first_of_each(passages: Iterable[int]) -> list[int]:
    """Return of each note the first of some passages, at most `_FIRST`."""
    by_note = groupby(sorted(passages), _note_of)
    return [passage for _, of_note in by_note for passage in islice(of_note, _FIRST)]


def _note_of(passage: int) -> int:
    return passage >> PASSAGE_BITS


def _candidate(claim: StoredClaim, passage: StoredPassage, note: StoredNote, query: Query) -> _Candidate:
    """Return a claim with how much it tells of a topic, and how much it introduces it."""
    subject = tuple(query.known)
    title = terms_in(words_of(note.title))
    titled = len(set(subject).intersection(title)) / (len(title) or 1)
    words = words_of(claim.text)
    terms = terms_in(words)
    form = _form(words, claim.text) + _ITEM * passage.is_item
    parts = {
        "topic_opens": _OPENS * _opens_with(terms, subject),
        "topic_title": _TITLED * titled,
        "topic_place": _EARLY * titled / (1 + passage.id % (1 << PASSAGE_BITS)),
        "topic_form": form + _UNTIMED * (claim.time.seconds is None) + _DEPENDENT * claim.needs_previous,
    }
    scored = ScoredClaim(claim, passage, note, frozenset(terms), sum(parts.values()), parts, "", frozenset())
    return _Candidate(scored, _DEFINES * introduction(words, claim.text, subject), frozenset(terms).difference(subject))


def _opens_with(terms: Sequence[str], subject: Sequence[str]) -> float:
    """Return 1 where a claim begins with a topic, one half where it is named in its first words, else 0."""
    wanted = set(subject)
    if wanted.issubset(terms[: len(subject)]):
        return 1.0
    return 0.5 * wanted.issubset(terms[: len(subject) + 5])


def introduction(words: Sequence[str], text: str, subject: Sequence[str]) -> float:
    """Return how far a claim introduces what it begins with, 0 to 1.

    1 where the name is followed by *is a* or *is the*, at once or after an aside; 0.8 where it is followed by an
    apposition, *X, a retailer, …*; less where by *was a* or another verb.

    Args:
        words: Its folded words.
        text: The claim.
        subject: The terms of the topic.
    """
    content = [(place, term_of(word)) for place, word in enumerate(words) if word not in STOP_WORDS][: len(subject) + 1]
    places = [place for place, term in content if term in subject]
    if len(places) < len(subject) or not _BEFORE_NAME.issuperset(words[: min(places)]):
        return 0.0
    if words[max(places)].endswith("'s"):
        return 0.0
    rest = words[max(places) + 1 :]
    copula = next((place for place, word in enumerate(rest[:_ASIDE]) if word in _IS), _ASIDE)
    if rest[copula + 1 : copula + 2] and rest[copula + 1] in _ARTICLES and (copula == 0 or "," in text[:_NEAR]):
        return 0.7 if rest[copula] in _WAS else 1.0
    named = text.find(",")
    if rest[:1] and rest[0] in _ARTICLES and 0 < named < _NEAR:
        return 0.8
    return 0.3 * (copula == 0) + 0.5 * (bool(rest) and rest[0] in _DEFINING)


def _form(words: Sequence[str], text: str) -> float:
    """Return what the form of a claim is worth: one with figures or names tells more than one without."""
    tells = any(map(str.isdigit, text)) or sum(word[:1].isupper() for word in text.split()[1:]) > 1
    short, long = len(words) < _SHORTEST, len(words) > _LONGEST
    return _TELLS * tells + _SHORT * short + _LONG * long + _ASIDE_ALONE * (text[0] == "(" or text.endswith("?"))


def _chosen(candidates: Sequence[_Candidate], top: int) -> list[ScoredClaim]:
    """Choose the introduction, then each time the claim that adds most to what has been chosen, at most so many."""
    left = _with_centrality(candidates)
    chosen: list[_Candidate] = []
    while left and len(chosen) < top:
        worth = [_worth(each, chosen) for each in left]
        best = left[worth.index(max(worth))]
        chosen.append(best)
        left = [each for each in left if _containment(each.own_terms, best.own_terms) < _REPEATS]
    return [
        each.scored if place else each.scored.with_parts(definition=each.introduction)
        for place, each in enumerate(chosen)
    ]


def _worth(each: _Candidate, chosen: Sequence[_Candidate]) -> float:
    """Return what a claim is worth after others: without any, how far it introduces the topic counts too."""
    scored = each.scored
    if not chosen:
        return scored.score + each.introduction
    repeated = max(_containment(each.own_terms, other.own_terms) for other in chosen)
    of_note = any(other.scored.note.path == scored.note.path for other in chosen)
    of_video = sum(other.scored.medium == scored.medium for other in chosen)
    return scored.score - _SAME_WORDS * repeated - _SAME_NOTE * of_note - _SAME_VIDEO * of_video


def _with_centrality(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Return candidates whose scores count how far their words are those of all claims about the topic."""
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
    """Return in which share of claims a term of one is said, in the mean; a claim of few terms counts less."""
    return sum(said[term] for term in terms) / claims / (len(terms) + _SMOOTHING)


def _containment(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the smaller of two sets that is in the other, 0 to 1."""
    return len(one & other) / (min(len(one), len(other)) or 1)
