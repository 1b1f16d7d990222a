"""Evidence for the kind of a name in the words around it: a person, an organisation, a place, a work.

*Jensen Huang, founder of*, *CEO Jensen Huang* and *Jensen Huang believes* are evidence for persons, *Nvidia's CEO* and
*Nvidia acquired* for organisations, *based in Taiwan* for places, *the book Shoe Dog* for works. A single sentence may
mislead; over all sentences with a name, the kind with most evidence is right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from askcloud.text.proper_names import OFFICES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from askcloud.text.proper_names import ProperName

PERSON, ORGANISATION, PLACE, WORK = range(3, 7)
"""Positions of their counts among those of a name (see `names.NameCounts`)."""

_REACH = 40  # letters on either side of a name that are looked at
_ROLES = OFFICES | frozenset(("partner", "partners", "head", "vp", "chief", "owner", "creator", "member", "analyst"))
_AFTER_ROLE = frozenset("of at and for who".split())
_ROLE_WITHIN = 4  # words after a comma


def _table(**words: list[str]) -> dict[str, int]:
    """Return by word the kind under which it is listed."""
    kinds = {"person": PERSON, "organisation": ORGANISATION, "place": PLACE, "work": WORK}
    return {word: kinds[kind] for kind, listed in words.items() for word in listed}


_BEFORE = _table(
    organisation="""
    at founded co-founded cofounded acquired acquire acquiring joined joining competitors rivals rival companies
    startups company startup firm firms brands brand competitor
    """.split(),
    place="in across throughout near visited".split(),
    work="""
    book books novel film movie podcast paper essay song album show series magazine newspaper blog article play memoir
    documentary poem titled called entitled
    """.split(),
)
"""By the word before a name."""

_AFTER = _table(
    person="""
    said says believes believed argues argued thinks thought recalled recalls remembered remembers explains explained
    wrote writes joked jokes quipped told tells recounts recounted born died grew graduated studied married noted
    emphasizes emphasized describes described admits admitted reflects reflected himself herself famously shared advises
    advised warns warned suggests suggested stresses discusses discussed who whose
    """.split(),
    organisation="""
    acquired acquires acquire raised raises launched launches ipo ipo'd employs reported reports went generated
    generates operated operates offers offered announced manufactures shipped competes expanded competitors customers
    shares stock revenue inc corporation employees executives subsidiary ceo founder co-founder founders co-founders
    """.split(),
)
"""By the word after a name. Words for what persons do count for names of several words only: companies *say* things,
too."""

_OWNED = _table(
    person="""
    wife husband father mother son daughter brother sister parents family childhood career life death mentor friend
    biography advice book philosophy experience background memoir leadership view insights personal own perspective
    """.split(),
    organisation="""
    ceo cfo cto founder founders co-founder co-founders cofounder board ipo revenue revenues stock market shareholders
    customers employees headquarters products product valuation business profits acquisition chairman management
    president platform services user users investors engineers team sales growth app website
    """.split(),
    place="economy government capital population parliament constitution gdp currency borders".split(),
)
"""By the word after a possessive name: *Nvidia's CEO*."""

_PUTS_MONEY = frozenset("invest invests invested investing investment investments investor investors stake".split())
_TWO_BEFORE: dict[str, tuple[int, frozenset[str]]] = {
    "by": (PERSON, frozenset("founded led written coined authored directed invented hosted co-founded run".split())),
    "in": (ORGANISATION, _PUTS_MONEY | {"shares", "interest"}),
    "with": (ORGANISATION, frozenset("compete competing partnered partnership deal contract merged merger".split())),
    "for": (ORGANISATION, _ROLES | {"work", "worked", "working", "works"}),
    "of": (ORGANISATION, _ROLES - {"author"}),
    "from": (ORGANISATION, frozenset("acquired bought spun funding investment".split())),
    "against": (ORGANISATION, frozenset(("compete", "competing", "competes", "competed"))),
    "to": (PLACE, frozenset("moved relocated emigrated immigrated travelled traveled".split())),
}
"""By the word before a name: the kind for which it is evidence together with one of some words before it."""

_OWNERS = frozenset("acquired owned backed bought funded developed manufactured operated hired".split())
_TELLING = frozenset((*_BEFORE, *_TWO_BEFORE, "as", "like"))
"""Words before a name that may be evidence for its kind; before a name in quotation marks also the word before them."""
_LISTED = frozenset(("companies", "startups", "firms", "brands", "competitors", "rivals", "giants", "investors"))


def kinds_of(name: ProperName, text: str) -> set[int]:
    """Return the kinds for which the words around a name in a text are evidence."""
    start, end = name.start, name.end
    before = text[start - _REACH if start > _REACH else 0 : start].lower().split()
    if before and before[-1] == "the":
        before.pop()
    tells = before and (name.quoted or before[-1].strip('"“(,') in _TELLING)  # few words do
    kinds = _kinds_before(before, is_quoted=name.quoted) if tells else set()
    if name.titled:
        kinds.add(PERSON)
    behind = text[end : end + _REACH].lower()
    if behind[:1] == " ":
        kind = _AFTER.get(_first_word(behind))
        if kind is not None and (kind != PERSON or " " in name.form):
            kinds.add(kind)
        if kind is None and behind.startswith((" was founded", " was acquired")):
            kinds.add(ORGANISATION)
    elif behind[:3] in ("'s ", "’s "):
        kind = _OWNED.get(_first_word(behind[3:]))
        if kind is not None:
            kinds.add(kind)
    elif behind[:2] == ", " and _tells_role(behind[2:].split()):
        kinds.add(PERSON)
    elif behind.startswith("-based"):
        kinds.add(PLACE)
    return kinds


def _first_word(text: str) -> str:
    words = text.split(None, 1)
    return words[0].rstrip(".,;:") if words else ""


def _kinds_before(before: list[str], *, is_quoted: bool) -> set[int]:
    """Return the kinds for which the words before a name, at least one, are evidence."""
    last = before[-1].strip('"“(,')
    last_but_one = before[-2].strip('"“(,') if len(before) > 1 else ""
    pair = _TWO_BEFORE.get(last)
    if pair and last_but_one in pair[1]:
        return {pair[0]}
    if last in ("as", "like") and not _LISTED.isdisjoint(before[-3:]):
        return {ORGANISATION}
    if last == "by" and last_but_one in _OWNERS:
        return {ORGANISATION}
    if last == "of" and last_but_one == "author":
        return {WORK}
    kind = _BEFORE.get(last)
    if kind is None and is_quoted and _BEFORE.get(last_but_one) == WORK:
        kind = WORK
    return set() if kind is None else {kind}


def _tells_role(words: Sequence[str]) -> bool:
    """Return whether words after a comma give the role of a person: *the co-founder of*."""
    for number, word in enumerate(words[:_ROLE_WITHIN]):
        if word.rstrip(",.") in _ROLES:
            return word[-1] in ",." or words[number + 1 : number + 2] == [] or words[number + 1] in _AFTER_ROLE
    return False
