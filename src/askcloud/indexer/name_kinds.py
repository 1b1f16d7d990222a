"""What the words around a name say of its kind: a person, an organisation, a place, a work.

*Jensen Huang, founder of*, *CEO Jensen Huang* and *Jensen Huang believes* are said of persons, *Nvidia's CEO* and
*Nvidia acquired* of organisations, *based in Taiwan* of places, *the book Shoe Dog* of works. Each of these may mislead
in one sentence; over all sentences that say a name, the kind with the most of them is right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from askcloud.text.proper_names import OFFICES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from askcloud.text.proper_names import ProperName

PERSON, ORGANISATION, PLACE, WORK = range(4)

_REACH = 40  # letters on either side of a name that are looked at
_ROLES = OFFICES | frozenset(("partner", "partners", "head", "vp", "chief", "owner", "creator", "member", "analyst"))
_AFTER_ROLE = frozenset("of at and for who".split())
_PERSON_DOES = frozenset(
    """
    said says believes believed argues argued thinks thought recalled recalls remembered remembers explains explained
    wrote writes joked jokes quipped told tells recounts recounted born died grew graduated studied married noted
    emphasizes emphasized describes described admits admitted reflects reflected himself herself famously shared advises
    advised warns warned suggests suggested stresses discusses discussed who whose
    """.split()
)
_PERSON_HAS = frozenset(
    """
    wife husband father mother son daughter brother sister parents family childhood career life death mentor friend
    biography advice book philosophy experience background memoir leadership view insights personal own perspective
    """.split()
)
_DONE_BY_PERSON = frozenset(
    "founded led written coined authored directed invented hosted co-founded started run created".split()
)
_ORGANISATION_DOES = frozenset(
    """
    acquired acquires acquire raised raises launched launches ipo ipo'd employs reported reports went generated
    generates operated operates offers offered announced manufactures shipped competes expanded competitors customers
    shares stock revenue inc corporation employees executives subsidiary ceo founder co-founder founders co-founders
    """.split()
)
_ORGANISATION_HAS = frozenset(
    """
    ceo cfo cto founder founders co-founder co-founders cofounder board ipo revenue revenues stock market shareholders
    customers employees headquarters products product valuation business profits acquisition chairman management
    president platform services user users investors engineers team sales growth app website
    """.split()
)
_BEFORE_ORGANISATION = frozenset(
    """
    founded co-founded cofounded acquired acquire acquiring joined joining competitors rivals rival companies startups
    company startup firm firms brands brand competitor
    """.split()
)
_PLACE_HAS = frozenset("economy government capital population parliament constitution gdp currency borders".split())
_PUTS_MONEY = frozenset("invest invests invested investing investment investments investor investors stake".split())
_PHRASES_BEFORE_ORGANISATION = frozenset(
    [
        *((word, "in") for word in (*_PUTS_MONEY, "shares", "interest")),
        *((word, "by") for word in "acquired owned backed bought funded developed manufactured operated hired".split()),
        *((word, "with") for word in "compete competing partnered partnership deal contract merged merger".split()),
        *((word, "to") for word in "sold sale competitor alternative".split()),
        *((word, "for") for word in "work worked working works".split()),
        *((word, "from") for word in "acquired bought spun funding investment".split()),
        ("against", "competing"),
    ]
)
_BEFORE_PLACE = frozenset("in across throughout near visited".split())
_BEFORE_TO = frozenset(("moved", "relocated", "emigrated", "immigrated", "travelled", "traveled"))
_BEFORE_WORK = frozenset(
    """
    book books novel film movie podcast paper essay song album show series magazine newspaper blog article play memoir
    documentary poem titled called entitled
    """.split()
)


def kinds_of(name: ProperName, text: str) -> Iterator[int]:
    """Yield the kinds of thing that the words around a name in a text say it is."""
    before = [word.strip('"“(,') for word in text[max(0, name.start - _REACH) : name.start].lower().split()[-4:]]
    if before[-1:] == ["the"]:
        before.pop()
    behind = text[name.end : name.end + _REACH].lower()
    is_owner = behind.startswith(("'s ", "’s "))
    after = behind.split()
    following = after[is_owner].rstrip(".,;:") if len(after) > is_owner else ""
    last_but_two, last_but_one, last = ["", "", "", *before][-3:]
    touches = behind[:1] == " "
    if _is_person(name, last, last_but_one, after, following, is_owner=is_owner, touches=touches):
        yield PERSON
    if (
        following in (_ORGANISATION_HAS if is_owner else _ORGANISATION_DOES if touches else ())
        or last in _BEFORE_ORGANISATION
        or last == "at"
        or (last_but_one, last) in _PHRASES_BEFORE_ORGANISATION
        or (last in ("of", "for") and last_but_one in _ROLES)
        or (last in ("as", "like") and (last_but_one in _BEFORE_ORGANISATION or last_but_two in _BEFORE_ORGANISATION))
        or behind.startswith((" was founded", " was acquired", ", founded"))
    ):
        yield ORGANISATION
    if (
        (last in _BEFORE_PLACE and last_but_one not in _PUTS_MONEY)
        or behind.startswith("-based")
        or (is_owner and following in _PLACE_HAS)
        or (last == "to" and last_but_one in _BEFORE_TO)
    ):
        yield PLACE
    if (
        last in _BEFORE_WORK
        or (name.quoted and last_but_one in _BEFORE_WORK)
        or (last == "of" and last_but_one == "author")
    ):
        yield WORK


def _is_person(  # noqa: PLR0913  # what was read around the name, once for all kinds
    name: ProperName,
    last: str,
    last_but_one: str,
    after: Sequence[str],
    following: str,
    *,
    is_owner: bool,
    touches: bool,
) -> bool:
    """Return whether the words around a name say that it is a person; of one word, only what is said of no company."""
    if name.titled or (is_owner and following in _PERSON_HAS):
        return True
    if last == "by" and last_but_one in _DONE_BY_PERSON:
        return True
    if touches and " " in name.form and following in _PERSON_DOES:
        return True
    return after[:1] == [","] and _tells_role(after[1:])


def _tells_role(words: Sequence[str]) -> bool:
    """Return whether words after a comma tell what a person is: *the co-founder of*."""
    for number, word in enumerate(words[:4]):
        if word.rstrip(",.") in _ROLES:
            return word[-1] in ",." or words[number + 1 : number + 2] == [] or words[number + 1] in _AFTER_ROLE
    return False
