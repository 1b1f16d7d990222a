"""The relations that questions ask about, with the words that questions and claims use for each.

*Who founded Nvidia*, *Nvidia founder*, *whose company is Nvidia* ask about one relation; *co-founded by* and *the
brainchild of* say it. A claim answers where it names a thing of the kind asked for near such a word.
"""

from __future__ import annotations

from askcloud.question.kind import DATE, MONEY, ORGANISATION, PERSON, PLACE
from askcloud.record import Record
from askcloud.text.ngrams import pad_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class Relation(Record):
    """A relation between a thing and what is asked of it."""

    name: str
    kinds: tuple[str, ...]
    """The kinds of answer that it leads to (see `kind`)."""
    asked: tuple[str, ...]
    """Folded words and phrases with which a question asks about it."""
    said: tuple[str, ...]
    """Folded words and phrases with which a claim says it."""


def _row(name: str, kinds: tuple[str, ...], asked: str, said: str) -> Relation:
    return Relation(name, kinds, tuple(asked.split("|")), tuple(said.split("|")))


RELATIONS = (
    _row(
        "found",
        (PERSON, ORGANISATION, DATE, PLACE),
        "found|founded|founds|founder|founders|cofounder|cofounded|co founder|start|started|starts|establish"
        "|established|create|created|creator|began|begin|begun|came up with|come up with|set up|whose company is|formed"
        "|gegrundet|grundete|grunder|fundo|fundador|fundada|fonde|fondateur",
        "found|founded|founder|founders|cofounder|cofounders|cofounded|founding|co-founder|co-founded|started|starting"
        "|established|created|creator|launched|set up|spearheaded|brainchild|began|built by|start|origins|inception"
        "|incorporated|formed|roots|gegründet|gründete|gründer|fundó|fundador|fundada|fondée|fondateur",
    ),
    _row(
        "lead",
        (PERSON,),
        "ceo|ceos|runs|run|running|heads|leads|led|leader|chief executive|boss|in charge|president|chairman|owns|owner",
        "ceo|chief executive|led by|leads|heads|head of|runs|ran|helm|chairman|president|run by|leader|owner|owned by"
        "|managing director",
    ),
    _row(
        "write",
        (PERSON,),
        "wrote|write|writes|author|authors|written|writer|by|schrieb|escribio",
        "author|authored|wrote|written|writer|book|books|titled|published|novel|by|'s|’s|schrieb|autor|escribió",
    ),
    _row(
        "invent",
        (PERSON, ORGANISATION, DATE),
        "invent|invented|inventor|coin|coined|came up with|come up with|created|creator|discovered|discover|pioneered"
        "|developed|designed|proposed|behind|erfand|erfunden|invento",
        "invented|inventor|coined|created|creator|developed|proposed|introduced|pioneered|conceived|discovered|devised"
        "|suggested|designed|originated|formulated|popularized|attributed|brainchild|erfand|erfunden|inventó",
    ),
    _row(
        "be born",
        (DATE, PLACE),
        "born|birth|birthday|birthplace|geboren|nacio",
        "born|birth|birthplace|native|geboren|nació",
    ),
    _row(
        "die",
        (DATE, PLACE),
        "die|died|dies|dead|death|pass away|passed away|starb|gestorben|murio",
        "died|dies|death|passed away|passing|killed|assassinated|murdered|dead|suicide|starb|gestorben|murió",
    ),
    _row(
        "go public",
        (DATE,),
        "ipo|go public|went public|going public|public offering|listed|list|float",
        "ipo|ipo'd|ipoed|went public|go public|going public|public offering|listed|spac|listing|public company",
    ),
    _row(
        "raise",
        (MONEY, DATE),
        "raise|raised|raising|funding|fundraise|funded",
        "raised|raise|raising|funding|round|series|invested|investment|secured",
    ),
    _row(
        "buy",
        (MONEY, DATE, PERSON, ORGANISATION),
        "buy|bought|acquire|acquired|acquisition|purchase|purchased|paid for|sold|sell|pay for|pay|takeover|sale|deal",
        "bought|buy|acquired|acquire|acquisition|purchase|purchased|sold|sale|deal|merger|paid|takeover|buying",
    ),
    _row(
        "be valued",
        (MONEY,),
        "valuation|valued|worth|market cap|market capitalization|net worth",
        "valued|valuation|worth|market cap|market capitalization|capitalization|net worth|value",
    ),
    _row(
        "cost",
        (MONEY,),
        "cost|costs|price|priced|expensive|charge|charges|fee|pricing|kostet|cuesta",
        "cost|costs|price|priced|prices|sells for|sold for|charge|charges|charging|fee|per month|pay|pays|costing"
        "|retail",
    ),
    _row(
        "earn",
        (MONEY,),
        "make|makes|made|earn|earns|earned|revenue|salary|profit|sales|income|paid|earnings|money|give",
        "made|makes|make|earned|earns|earning|revenue|revenues|salary|profit|sales|income|paid|pay|generated|generates"
        "|annually|per year|gross|grossed",
    ),
    _row(
        "be based",
        (PLACE,),
        "based|headquartered|headquarters|located|hq|location|where is|where|wheres|sitz",
        "based|headquartered|headquarters|located|hq|offices|situated|in",
    ),
    _row(
        "launch",
        (DATE, ORGANISATION),
        "launch|launched|release|released|come out|came out|introduced|debut|announced|unveiled",
        "launched|launch|released|release|introduced|debuted|debut|unveiled|came out|comes out|announced|rolled out"
        "|opened|available",
    ),
)
"""The table of relations: one row each."""


def relations_of(words: Sequence[str], kind: str | None) -> tuple[Relation, ...]:
    """Return the relations that a question asks about, in the order of the table.

    Args:
        words: All folded words of the question, in order.
        kind: The kind of answer that it asks for; only relations that lead to such an answer are returned.
    """
    text = pad_words(word.removesuffix("'s") for word in words)
    return tuple(
        relation
        for relation in RELATIONS
        if kind in relation.kinds and any(f" {cue} " in text for cue in relation.asked)
    )
