"""The relations that questions ask about, with the words that questions and claims use for each.

*Who founded Nvidia*, *Nvidia founder*, *whose company is Nvidia* ask about one relation; *co-founded by* and *the
brainchild of* say it. A claim answers if it names a thing of the kind asked for near such a word.
"""

from __future__ import annotations

from askcloud.question.kind import DATE, MONEY, ORGANISATION, PERSON, PLACE
from askcloud.record import Record
from askcloud.text.cues import cues_in, has_cue, padded
from askcloud.text.ngrams import pad_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class Relation(Record):
    """A relation between a thing and the answer to a question about it."""

    name: str
    """What it is called: a verb without its object."""
    kinds: tuple[str, ...]
    """The kinds of answer that it leads to (see `kind`)."""
    asked: tuple[str, ...]
    """Words and phrases with which a question asks about it, folded: without capitals and accents."""
    said: tuple[str, ...]
    """Words and phrases with which a claim expresses it, in small letters, accents included."""


def _relation(name: str, kinds: tuple[str, ...], *, asked: str, said: str) -> Relation:
    return Relation(name, kinds, cues_in(asked), cues_in(said))


RELATIONS = (
    _relation(
        "found",
        (PERSON, ORGANISATION, DATE, PLACE),
        asked="""
            found, founded, founds, founder, founders, cofounder, cofounded, co founder, start, started, starts,
            establish, established, create, created, creator, began, begin, begun, came up with, come up with, set up,
            whose company is, formed, gegrundet, grundete, grunder, fundo, fundador, fundada, fonde, fondateur
        """,
        said="""
            found, founded, founder, founders, cofounder, cofounders, cofounded, founding, co-founder, co-founded,
            started, starting, established, created, creator, launched, set up, spearheaded, brainchild, began, built
            by, start, origins, inception, incorporated, formed, roots, gegründet, gründete, gründer, fundó, fundador,
            fundada, fondée, fondateur
        """,
    ),
    _relation(
        "lead",
        (PERSON,),
        asked="""
            ceo, ceos, runs, run, running, heads, leads, led, leader, chief executive, boss, in charge, president,
            chairman, owns, owner
        """,
        said="""
            ceo, chief executive, led by, leads, heads, head of, runs, ran, helm, chairman, president, run by, leader,
            owner, owned by, managing director
        """,
    ),
    _relation(
        "write",
        (PERSON,),
        asked="wrote, write, writes, author, authors, written, writer, by, schrieb, escribio",
        said="""
            author, authored, wrote, written, writer, book, books, titled, published, novel, by, 's, ’s, schrieb, autor,
            escribió
        """,
    ),
    _relation(
        "invent",
        (PERSON, ORGANISATION, DATE),
        asked="""
            invent, invented, inventor, coin, coined, came up with, come up with, created, creator, discovered,
            discover, pioneered, developed, designed, proposed, behind, erfand, erfunden, invento
        """,
        said="""
            invented, inventor, coined, created, creator, developed, proposed, introduced, pioneered, conceived,
            discovered, devised, suggested, designed, originated, formulated, popularized, attributed, brainchild,
            erfand, erfunden, inventó
        """,
    ),
    _relation(
        "be born",
        (DATE, PLACE),
        asked="born, birth, birthday, birthplace, geboren, nacio",
        said="born, birth, birthplace, native, geboren, nació",
    ),
    _relation(
        "die",
        (DATE, PLACE),
        asked="die, died, dies, dead, death, pass away, passed away, starb, gestorben, murio",
        said="""
            died, dies, death, passed away, passing, killed, assassinated, murdered, dead, suicide, starb, gestorben,
            murió
        """,
    ),
    _relation(
        "go public",
        (DATE,),
        asked="ipo, go public, went public, going public, public offering, listed, list, float",
        said="""
            ipo, ipo'd, ipoed, went public, go public, going public, public offering, listed, spac, listing, public
            company
        """,
    ),
    _relation(
        "raise",
        (MONEY, DATE),
        asked="raise, raised, raising, funding, fundraise, funded",
        said="raised, raise, raising, funding, round, series, invested, investment, secured",
    ),
    _relation(
        "buy",
        (MONEY, DATE, PERSON, ORGANISATION),
        asked="""
            buy, bought, acquire, acquired, acquisition, purchase, purchased, paid for, sold, sell, pay for, pay,
            takeover, sale, deal
        """,
        said="""
            bought, buy, acquired, acquire, acquisition, purchase, purchased, sold, sale, deal, merger, paid, takeover,
            buying
        """,
    ),
    _relation(
        "be valued",
        (MONEY,),
        asked="valuation, valued, worth, market cap, market capitalization, net worth",
        said="valued, valuation, worth, market cap, market capitalization, capitalization, net worth, value",
    ),
    _relation(
        "cost",
        (MONEY,),
        asked="cost, costs, price, priced, expensive, charge, charges, fee, pricing, kostet, cuesta",
        said="""
            cost, costs, price, priced, prices, sells for, sold for, charge, charges, charging, fee, per month, pay,
            pays, costing, retail
        """,
    ),
    _relation(
        "earn",
        (MONEY,),
        asked="""
            make, makes, made, earn, earns, earned, revenue, salary, profit, sales, income, paid, earnings, money, give
        """,
        said="""
            made, makes, make, earned, earns, earning, revenue, revenues, salary, profit, sales, income, paid, pay,
            generated, generates, annually, per year, gross, grossed
        """,
    ),
    _relation(
        "be based",
        (PLACE,),
        asked="based, headquartered, headquarters, located, hq, location, where, wheres, sitz",
        said="based, headquartered, headquarters, located, hq, offices, situated, in",
    ),
    _relation(
        "launch",
        (DATE, ORGANISATION),
        asked="""
            launch, launched, release, released, come out, came out, introduced, debut, announced, unveiled
        """,
        said="""
            launched, launch, released, release, introduced, debuted, debut, unveiled, came out, comes out, announced,
            rolled out, opened, available
        """,
    ),
)
"""The table of relations. One question may ask about several: *who came up with Uber* is to found or to invent."""


def relations_of(words: Sequence[str], kind: str | None) -> tuple[Relation, ...]:
    """Return the relations that a question asks about, in the order of the table.

    Args:
        words: All folded words of the question, in order.
        kind: The kind of answer that it asks for; only relations that lead to such an answer are returned.
    """
    text = pad_words(word.removesuffix("'s") for word in words)
    return tuple(relation for relation in RELATIONS if kind in relation.kinds and has_cue(text, padded(relation.asked)))
