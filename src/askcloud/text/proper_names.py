"""Find the proper names in a sentence by their capital letters: *Jensen Huang*, *Bank of America*, *TSMC*, *iPhone*.

Builders count them over all notes, and a question looks at them in its best sentences. A text is taken apart at its
blanks and its words are compared, without a regular expression: compiling one with all capital letters would take as
long as reading a hundred sentences.
"""

from __future__ import annotations

from itertools import accumulate

from askcloud.record import Record
from askcloud.text.analyzer import words_of
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

OFFICES = frozenset(
    """
    ceo cto cfo coo cmo cpo cio founder founders co-founder co-founders cofounder cofounders president chairman
    chairwoman chair chairperson director professor prof mr mrs ms dr sir senator governor minister secretary chancellor
    mayor congressman congresswoman ambassador captain sergeant lieutenant colonel judge justice coach entrepreneur
    investor author economist scientist physicist engineer designer journalist historian psychologist philosopher
    psychiatrist researcher host co-host executive billionaire mathematician neuroscientist biologist comedian actor
    actress singer rapper artist novelist writer poet inventor programmer developer activist attorney lawyer
    """.split()
)
"""Words for a person's office or trade, in lower case; before a name they say that it is a person's."""

PARTICLES = frozenset("van von de der den di da del du dos la le bin ibn al el ter ten".split())
"""Small words that stand inside names: *Ludwig van Beethoven*, *Charles de Gaulle*."""

_CALENDAR = frozenset(
    """
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
    """.split()
)
_ROMAN = frozenset("ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xvii xviii xix xx".split())
_OPENERS = frozenset(
    """
    although though since despite unlike like instead today however another several even yet meanwhile additionally
    moreover furthermore finally later similarly according given without within among amongst along upon across via per
    one two three four five six seven eight nine ten first second third next last every everyone everything everybody
    nobody nothing someone something somebody anyone anything whether whereas whenever wherever whatever unless
    therefore thus hence consequently initially eventually recently currently historically originally subsequently
    ultimately essentially basically generally typically usually often sometimes perhaps maybe indeed certainly clearly
    still now around near toward towards behind beside besides beyond throughout amid amidst regarding concerning
    following including plus regardless rather either neither well yes no okay ok let remember imagine consider note
    early former ex might must shall also
    """.split()
)
"""Words that begin sentences and are never the beginning of a name there, besides the stop words."""

_QUOTES = "\"“”„‟«»‘’'`*_"  # also of Markdown
_LEADING = _QUOTES + "([{<¿¡#$@~+-–—•…"
_TRAILING = _QUOTES + ".,;:!?)]}>…%-–—"
_CLOSING_QUOTES = '"”“»'
_POSSESSIVE = frozenset(("'s", "’s"))
_I = frozenset(("i'm", "i've", "i'd", "i'll"))
_CONNECTORS = PARTICLES | {"of", "&", "the"}
_NO_NAMES = _CALENDAR | _ROMAN
_MOST_BETWEEN = 2  # small words in a row inside a name
_NO_QUOTES = frozenset("([{<$#@~")
_SEPARATORS = frozenset("—–/|")
_ENDS_SENTENCE = frozenset(".:!?…")
_ABBREVIATED = frozenset("dr mr mrs ms st jr sr prof gen sen rep gov lt sgt col capt".split())
_LONGEST_TITLE = 9  # words of a quoted title
_LABEL = 8  # words that a label before a colon may have
_MOST_WORDS = 8  # words of a name; longer sequences are headings


class ProperName(Record):
    """A proper name in a text."""

    form: str
    """As it is written there, without a possessive *'s*."""
    start: int
    """Offset of its first character in the text."""
    end: int
    """Offset after its last character."""
    opens: bool
    """Whether it begins a sentence or a label, so that its first capital proves nothing."""
    titled: bool
    """Whether an office, trade or form of address stands before it: *CEO Jensen Huang*."""
    quoted: bool
    """Whether quotation marks enclose it and nothing else."""
    whole: bool
    """False for a part of a longer name that is also returned: *America* in *Bank of America*."""

    @property
    def key(self) -> str:
        """Its folded words joined by blanks, as `name_key` gives them."""
        return name_key(words_of(self.form))


def name_key(words: Iterable[str]) -> str:
    """Return folded words as the key of a name: without possessive endings, joined by blanks."""
    return " ".join([word.removesuffix("'s") for word in words])


def capital_share(texts: Iterable[str]) -> float:
    """Return the share of the words inside the sentences of some texts that begin with a capital; 0 without words."""
    capital = total = 0
    for text in texts:
        words = [word for word in text.split()[1:] if word[0].isalpha()]
        capital += sum(word[0].isupper() and not word.isupper() for word in words)
        total += len(words)
    return capital / total if total else 0.0


class _Word:
    """A word with a capital, without the signs around it."""

    __slots__ = ("closed", "core", "end", "ends_sentence", "is_name", "lead", "lower", "start")

    def __init__(self, token: str, offset: int) -> None:
        self.lead = ""
        self.closed = self.ends_sentence = False
        if token.isalpha():
            core, self.start = token, offset
        else:
            core = self._read_signs(token, offset)
        self.core = core
        self.end = self.start + len(core)
        self.lower = core.lower()
        self.is_name = core[:1].isupper() or (core[1:2].isupper() and core[0].isalpha())
        if self.closed and self.ends_sentence and (len(core) == 1 or self.lower in _ABBREVIATED) and core != "I":
            self.closed = self.ends_sentence = False

    def _read_signs(self, token: str, offset: int) -> str:
        """Take the signs off a token, and return what is left."""
        inner = token.lstrip(_LEADING)
        core = inner.rstrip(_TRAILING)
        lead = len(token) - len(inner)
        trail = inner[len(core) :]
        self.lead, self.start = token[:lead], offset + lead
        if core[-2:] in _POSSESSIVE:
            core = core[:-2]
            self.closed = True
        elif trail[:1] == "." and "." in core:  # U.S.
            core += "."
            trail = trail[1:]
        if trail:
            self.closed = True
            self.ends_sentence = trail[-1] in _ENDS_SENTENCE
        if "-" in core:
            head = _capital_part(core)
            self.closed = self.closed or head != core
            core = head
        return core

    @property
    def is_function_word(self) -> bool:
        """Whether it is a word such as *The*, written as any word may be at the beginning of a sentence or title."""
        lower = self.lower.replace("’", "'")
        return (lower in STOP_WORDS and (not self.core.isupper() or len(lower) < 2)) or lower in _I


def _capital_part(core: str) -> str:
    """Return the parts of a hyphenated word up to the first in small letters: *Taiwan* of *Taiwan-based*."""
    parts = core.split("-")
    for number, part in enumerate(parts):
        if number and part[:1].islower():
            return "-".join(parts[:number])
    return core


def proper_names(text: str) -> list[ProperName]:
    """Return the proper names in a text, in order; the parts of one joined by *of* follow it.

    Args:
        text: One sentence.
    """
    spaced = text
    for sign in _SEPARATORS:
        if sign in text:
            spaced = spaced.replace(sign, " ")
    tokens = spaced.split(" ")
    scan = _Scan(text, tokens, is_spaced=spaced is not text)
    for number, token in enumerate(tokens):
        if not token.islower() and token.lower() != token:
            scan.read(number, token)
    scan.close()
    return scan.found


def _quoted_title(tokens: list[str]) -> str:
    """Return the title that tokens begin with in quotation marks, without these; empty if they begin with none."""
    for count, token in enumerate(tokens, 1):
        if token.rstrip(".,;:!?)")[1 if count == 1 else 0 :][-1:] in _CLOSING_QUOTES:
            words = " ".join(tokens[:count])[1:].rstrip(_TRAILING).split(" ")
            is_title = len(words) > 1 and words[-1][:1].isupper() and all(map(_is_title_word, words))
            return " ".join(words) if is_title else ""
    return ""


def _is_title_word(word: str) -> bool:
    return word[:1].isupper() or word[:1].isdigit() or word in STOP_WORDS or word == "&"


def _label_end(text: str) -> int:
    """Return the offset of the colon after a label in capitals at the beginning of a text, 0 without one."""
    end = text.find(":")
    if end <= 0:
        return 0
    words = text[:end].split()
    return 0 if len(words) > _LABEL or any(word.islower() and word not in STOP_WORDS for word in words) else end


class _Scan:
    """Collects the names of a text from its words with a capital, which are read in order."""

    def __init__(self, text: str, tokens: list[str], *, is_spaced: bool) -> None:
        self.found: list[ProperName] = []
        self._text = text
        self._tokens = tokens
        self._is_spaced = is_spaced
        """Whether other signs than blanks separate the tokens."""
        self._ends = list(accumulate(map(len, tokens)))
        self._label = _label_end(text)
        self._run: list[_Word] = []
        """Words of the name that is being read."""
        self._last = 0
        """Number of the last of them."""
        self._pieces: list[int] = []
        """Where in it an *of* stands: the number of words before."""
        self._opens = self._titled = False
        """Whether it begins a sentence; whether an office or a form of address stands before it."""
        self._taken = 0
        """Tokens that a quoted title has taken."""

    def read(self, number: int, token: str) -> None:
        """Read a token with a capital."""
        if number < self._taken:
            return
        offset = self._ends[number] - len(token) + number
        title = token[0] in _QUOTES and _quoted_title(self._tokens[number : number + _LONGEST_TITLE])
        if title:
            self.close()
            self.found.append(ProperName(title, offset + 1, offset + 1 + len(title), False, False, True, True))
            self._taken = number + title.count(" ") + 1
            return
        word = _Word(token, offset)
        if not word.is_name or word.lower in OFFICES or word.is_function_word:
            if word.closed or not self._run or word.lower not in _CONNECTORS:
                self.close()
            return
        between = self._between(number, word) if self._run else None
        if between is None:
            self.close()
            opens = self._opens_sentence(number)
            if opens and word.lower in _OPENERS:
                return
            self._opens = opens or not _NO_QUOTES.issuperset(word.lead)
            self._titled = number > 0 and self._is_office(self._tokens[number - 1])
        elif "of" in between:
            self._pieces.append(len(self._run))
        self._run.append(word)
        self._last = number
        if word.closed:
            self.close()

    def close(self) -> None:
        """End the name that is being read, if any."""
        run, pieces = self._run, self._pieces
        if not run:
            return
        self._emit(run, opens=self._opens, titled=self._titled, whole=True)
        if pieces:
            for begin, end in zip([0, *pieces], [*pieces, len(run)], strict=True):
                first = begin == 0
                self._emit(run[begin:end], opens=first and self._opens, titled=first and self._titled, whole=False)
            self._pieces = []
        self._run = []

    def _between(self, number: int, word: _Word) -> list[str] | None:
        """Return the small words between the name and a word that belongs to it; None if the word does not."""
        if word.lead or (self._is_spaced and not _SEPARATORS.isdisjoint(self._text[self._run[-1].end : word.start])):
            return None
        if number == self._last + 1:
            return []
        between = self._tokens[self._last + 1 : number]
        if len(between) > _MOST_BETWEEN or not _CONNECTORS.issuperset(map(str.lower, between)):
            return None
        return None if "the" in between and between != ["of", "the"] else between

    def _opens_sentence(self, number: int) -> bool:
        if not number:
            return True
        before = self._tokens[number - 1]
        return before[-1:] in _ENDS_SENTENCE and before[:-1].lower() not in OFFICES

    @staticmethod
    def _is_office(token: str) -> bool:
        return token.lower().lstrip(_LEADING).removesuffix(".") in OFFICES

    def _emit(self, run: list[_Word], *, opens: bool, titled: bool, whole: bool) -> None:
        first = run[0]
        if len(run) > _MOST_WORDS:
            return
        if len(run) == 1 and (len(first.core) < 2 or first.lower in _NO_NAMES):
            return
        start, end = first.start, run[-1].end
        form = self._text[start:end]
        self.found.append(ProperName(form, start, end, opens or start < self._label, titled, False, whole))
