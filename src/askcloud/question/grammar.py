"""The closed classes of words by which a question is taken apart, and the forms of verbs, English before others."""

from __future__ import annotations

ARTICLES = frozenset(
    """
    the a an der die das den dem ein eine el la los las un una le les l une o os as il lo my his her its their your our
    """.split()
)
ASKING = frozenset(
    """
    who whom whose what which when where why how
    wer wen wem wessen welche welcher welches wann wo warum wieso weshalb wie woher wohin
    quien quienes que cual cuales cuando donde como cuanto cuanta cuantos cuantas
    qui quoi quand ou pourquoi comment combien quel quelle quels quelles
    """.split()
)
"""Words that open a question, folded."""

AFTER_WAS = frozenset("ist sind kostet bedeutet macht war hat heisst passierte passiert sagt sagte".split())
"""Words that show that *was* before them is the German question word."""

ENGLISH_ASKING = frozenset("who whom whose what which when where why how".split())

ROLES = frozenset(
    """
    ceo cfo cto coo founder founders cofounder co-founder author inventor creator owner owners chairman chairwoman chair
    president director head boss leader chef editor host winner writer designer maker developer architect king queen
    wife husband father mother son daughter brother sister mentor
    """.split()
)
"""Nouns for what a person is to something."""

ATTRIBUTES = frozenset(
    """
    price cost valuation revenue profit margin size age height population capital length weight name meaning definition
    history origin date ipo headquarters budget salary worth market share value location purpose goal turnover income
    year number growth cap rate stock margins sales founding logo slogan motto size dose plot cast story ending
    lyrics title gdp speed strategy mission product products employees customers users competitors
    """.split()
)
"""Nouns for what something has."""

OWNED = ROLES | ATTRIBUTES
"""Nouns for what something has or what somebody is to it."""

PERSONS = frozenset("he she him er ihn ihm el ella il elle".split())
THINGS = frozenset("it they them this that these those es sie ils elles lo la ellos".split())
POSSESSIVES = frozenset("its his her their sein seine seinen ihr ihre su sus son sa ses leur".split())
PRONOUNS = PERSONS | THINGS | POSSESSIVES | {"there"}
FOREIGN_PRONOUNS = PRONOUNS - frozenset("he she him it they them this that these those its his her their there".split())

ASKING_FOR_A_PERSON = frozenset("who whose whom wer wem wen quien quienes qui".split())

ORDERS = frozenset("explain define describe".split())
"""Verbs that ask, in questions of a few words."""

DESCRIBED = frozenset("who what wer was quien que cual qui quel".split())
"""Question words that ask what something is."""

SPEAKERS = frozenset("i you we one people they someone somebody he she it ich man wir je on nous vous".split())
"""Subjects that are never what a question is about."""

PARTICLES = frozenset("from up out off down over with in into for to on at about away against not".split())
"""Words that may be between a verb and its object."""

AUXILIARIES = frozenset(
    """
    do does did is are was were 's 're has have had can could will would should may might must shall 'd 'll
    don't doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't can't couldn't won't wouldn't shouldn't
    dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt couldnt wouldnt shouldnt wont cant
    """.split()
)
FOREIGN_AUXILIARIES = frozenset(
    """
    ist sind war waren hat haben hatte wurde wurden wird werden kann
    es son fue fueron era esta estan ha han
    est sont etait a ont fut sera
    """.split()
)
"""Auxiliary verbs of other languages, some of which are other words in English."""

ENDING_LAST = frozenset("hat haben wurde wurden".split())
"""Those of them whose participle ends the question."""

WRITING = frozenset("wrote directed sang painted composed published".split())
"""Verbs whose object is a work."""

FOREIGN_OPENING = frozenset("ist sind hat haben wurde wurden wird kann est".split())
"""Those of them that open a question."""
BEING = frozenset(
    "is are was were 's 're been be isn't wasn't isnt wasnt ist sind war waren es son era est sont".split()
)
MODALS = frozenset("can could will would should may might must shall".split())
PASSIVE = frozenset("is are was were wurde wurden fue fueron".split())
HAVING = frozenset("has have had hat haben hatte ha han a ont".split())
PREPOSITIONS = frozenset(
    """
    in on at for with by from to into about after before during since until under over against between among within
    without near around through per than as behind outside inside versus vs instead besides according
    nach vor seit bei von aus fur ohne durch unter en para por desde sin sobre dans avec pour chez depuis sans
    """.split()
)
CONJUNCTIONS = frozenset(
    "when that if because while until and but who whom whose which where so whether although or".split()
)
ADVERBS = frozenset(
    """
    not never ever first really actually also still even just finally then now there afterwards today again already
    only always originally initially so currently exactly once anyway later yesterday before recently instead either
    almost nearly
    """.split()
)
ADJECTIVES = frozenset(
    """
    worth valued called named big small large old young tall high low heavy long wide deep far fast slow good bad better
    best worse worst bigger smaller larger older younger taller higher lower faster slower cheaper cheap expensive rich
    poor famous important known popular able available alive dead true false right wrong profitable public private safe
    dangerous useful different similar hard difficult easy successful based located short responsible married likely
    supposed going about like made bankrupt viral broke legal illegal banned allowed
    """.split()
)

_IRREGULAR = """
write wrote written|buy bought bought|build built built|make made made|sell sold sold|win won won|run ran run|take took
taken|give gave given|begin began begun|draw drew drawn|lead led led|pay paid paid|find found found|get got got|go went
gone|come came come|become became become|know knew known|see saw seen|say said said|tell told told|think thought
thought|leave left left|lose lost lost|hold held held|keep kept kept|bring brought brought|teach taught taught|catch
caught caught|fight fought fought|spend spent spent|send sent sent|lend lent lent|mean meant meant|meet met met|sing
sang sung|steal stole stolen|break broke broken|choose chose chosen|speak spoke spoken|drive drove driven|fall fell
fallen|eat ate eaten|fly flew flown|grow grew grown|throw threw thrown|wear wore worn|beat beat beaten|bid bid
bid|cut cut cut|put put put|set set set|let let let|cost cost cost|hit hit hit|quit quit quit|shut shut shut|split split
split|raise raised raised|shoot shot shot|do did done|have had had|bear bore born|rise rose risen|sit sat sat|stand
stood stood|understand understood understood|feel felt felt|read read read|ride rode ridden|seek sought sought|show
showed shown|sink sank sunk|sleep slept slept|spin spun spun|swim swam swum|hide hid hidden|hire hired hired|forget
forgot forgotten|forgive forgave forgiven|hear heard heard|hurt hurt hurt|lay laid laid|lie lay lain|strike struck
struck|swear swore sworn|tear tore torn|wake woke woken|undergo underwent undergone|overtake overtook overtaken
"""
_FORMS = tuple(tuple(forms.split()) for forms in _IRREGULAR.split("|"))
PARTICIPLE_OF = {past: participle for _, past, participle in _FORMS}
PAST_OF = {participle: past for _, past, participle in _FORMS if participle != "born"}
_BASE_OF = {past: base for base, past, _ in _FORMS}

BASES = frozenset(base for base, _, _ in _FORMS) | frozenset(
    """
    bark cite purr
    abandon absorb accelerate accept accuse achieve acquire adapt add adjust admire admit adopt advertise advise
    affect afford agree aim allow amend analyse analyze announce answer apologize appeal appear apply appoint
    approach argue arrange arrest arrive ask assume attack attend attract avoid bail balance ban behave believe
    belong benefit bet blame block blow boil bomb boost borrow bother bounce bribe broadcast burn burst bury bypass
    calculate call calm cancel capture care carry cause celebrate challenge change charge chase cheat check claim
    clean clear climb close coin collapse collect combine comment commit communicate compare compete compile
    complain complete compose concern conclude conduct confirm confuse connect conquer consider consist consume
    contact contain contribute control convert convince cook cool cope copy count cover crack crash create criticize
    cross crush cry cure damage dance deal debate decide declare decline decrease defeat define deliver demand deny
    depend deploy describe deserve design detect determine develop die differ dig disagree disappear discover
    discuss dislike dismiss distribute divorce dominate donate doubt download drink drop earn educate elect
    eliminate embrace emerge employ enable encourage end endorse engage enjoy ensure enter escape establish estimate
    evaluate evolve exceed exist exit expand expect experiment explain export express face fail fear feature feed
    file finance finish fire fix flip focus follow force found frame fuel fund gain gather generate grab graduate
    grow guess guide hack handle hang happen hate head heal hear heat help hope identify ignore imagine implement
    import impress improve include incorporate increase indicate influence insist inspire install integrate intend
    interpret introduce invade invent invest involve ipo isolate join judge jump justify kick kill lack laugh launch
    lay leak learn lend leverage license lift like limit link list live locate lock look love maintain manage
    manufacture marry match matter mature measure memorize mention merge migrate miss mix monetize motivate move
    multiply name need negotiate notice observe obtain occur offer open operate oppose optimize organize originate
    outsource overcome owe own pack paint park participate partner pass patent pause peak perform permit persist
    persuade pick pioneer pitch place plan play pollute pour practice praise pray predict prefer prepare present
    prevent price print produce profit promise promote pronounce propose protect prove provide publish pull punish
    purchase pursue push quote raise rank rate reach react realize rebrand recall receive recognize recommend
    recover recruit reduce refer reform refuse regret regulate reject relate relax release rely remain remember
    remind remove rent repair repeat replace reply represent rescue research resign respond restore restrict retain
    retire return reveal review revise revolutionize reward rob roll rotate rule sack sail satisfy save scale scare
    schedule score scrap scream search secure seem select separate serve settle shape share shift ship shock shrink
    sign simulate skip slow smell smile smoke solve sort spark specialize split spoil sponsor spread stand stare
    start stay steer step stick stimulate stop store strengthen stretch struggle study succeed sue suffer suggest
    supply support suppose survive suspect sustain swallow switch talk target taste tax tend terminate test thank
    think threaten tie tolerate topple touch track trade train transfer transform translate trap travel treat
    trigger trim trust try turn twist understand unify unite update upgrade use value vary verify view violate visit
    volunteer vote wait wake walk want warm warn wash waste watch weaken weigh welcome whisper wish withdraw witness
    wonder work worry wrap yield
    """.split()
)
"""Verbs in their base form: where one follows the subject, the subject ends."""

_NO_PARTICIPLES = frozenset(
    "united limited speed feed seed red bed need breed creed hundred embed reed ted ned fred".split()
)


def is_participle(word: str) -> bool:
    """Return whether a folded word has the form of a past participle, also of a German or a Spanish one."""
    if word in PARTICIPLE_OF.values():
        return True
    if (
        len(word) > 3
        and word.endswith(("ed", "ada", "ado", "adas", "ados", "ida", "ido"))
        and word not in _NO_PARTICIPLES
    ):
        return True
    return len(word) > 5 and word.startswith("ge") and word.endswith(("t", "en"))


def participle_of(past: str) -> str:
    """Return the past participle for the past tense of a verb, or for its present in *-s*."""
    if past in PARTICIPLE_OF or past.endswith("ed"):
        return PARTICIPLE_OF.get(past, past)
    base = past.removesuffix("s")
    for form, _, participle in _FORMS:
        if form == base:
            return participle
    return f"{base}d" if base.endswith("e") else f"{base[:-1]}ied" if base.endswith("y") else f"{base}ed"


def past_of(base: str) -> str:
    """Return the past tense of a verb in its base form."""
    for form, past, _ in _FORMS:
        if form == base:
            return past
    return f"{base}d" if base.endswith("e") else f"{base[:-1]}ied" if base.endswith(("ry", "ly", "py")) else f"{base}ed"


def is_present(word: str) -> bool:
    """Return whether a folded word is the present of a known verb in *-s*."""
    return word.endswith("s") and (word[:-1] in BASES or word[:-2] in BASES or f"{word[:-3]}y" in BASES)


def gerund_of(verb: str) -> str:
    """Return the *-ing* form of a verb that is given in its base form or in its past tense."""
    base = _BASE_OF.get(verb, verb)
    if base == verb and verb.endswith("ed") and verb not in BASES:
        return f"{verb[:-2]}ing"
    if base.endswith("ie"):
        return f"{base[:-2]}ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return f"{base[:-1]}ing"
    doubles = base in {"run", "win", "begin", "get", "cut", "put", "set", "let", "hit", "quit", "sit", "swim", "shut",
                       "split", "bid", "stop", "drop", "ban", "plan", "ship", "forget", "spin"}  # fmt: skip
    return f"{base}{base[-1]}ing" if doubles else f"{base}ing"


TYPOS = {
    "waht": "what", "wat": "what", "wht": "what", "whta": "what", "hwat": "what", "adn": "and", "nad": "and",
    "abt": "about", "bout": "about", "abuot": "about", "aobut": "about", "abot": "about", "baout": "about",
    "hwo": "who", "wehn": "when", "whn": "when", "whne": "when", "wich": "which", "whcih": "which", "wher": "where",
    "whre": "where", "thier": "their", "tehy": "they", "theyre": "they're", "hows": "how",
    "ahve": "have", "&": "and",
}  # fmt: skip
"""Usual typing errors in the words that open a question."""
