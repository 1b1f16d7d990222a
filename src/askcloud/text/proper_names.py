"""Find the proper names in a sentence by their capital letters: *Jensen Huang*, *Bank of America*, *TSMC*, *iPhone*.

Builders count them over all notes, and a question looks at them in its best sentences. One pattern finds sequences of
words with a capital, which are then divided at words that are no part of a name: *Apple CEO Tim Cook* has two names.
"""

from __future__ import annotations

from functools import cache
from itertools import filterfalse

from askcloud.record import Record
from askcloud.text.analyzer import words_of
from askcloud.text.capitals import ABBREVIATED, PARTICLES, capital_sequences, quotations
from askcloud.text.stopwords import STOP_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

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
"""Words for a person's office or trade, in lower case; before a name they show that it is a person's."""

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

_CONNECTORS = PARTICLES | {"of", "the", "&"}
_DIVIDERS = OFFICES | STOP_WORDS | {word.replace("'", "’") for word in STOP_WORDS}
_NO_NAMES = _DIVIDERS | _CALENDAR | _ROMAN
_NO_NAMES_WRITTEN = frozenset(word.capitalize() for word in _NO_NAMES if len(word) >= 2)  # as most of them are written
_INNER = _CONNECTORS | _DIVIDERS | _OPENERS  # words for which a sequence is looked at word by word
_BUT_CAPITALS = bytes(sign for sign in range(128) if not chr(sign).isupper())
_ENDS_SENTENCE = frozenset(".:!?…•*")
_OPENING_QUOTES = frozenset("\"“„«‘'")
_SHORTEST = 2  # letters of a name of one word
_LABEL = 8  # words that a label before a colon may have
_MAX_WORDS = 8  # words of a name; longer sequences are headings
_LONGEST_OFFICE = 16  # letters


CAPITALISED_NOUNS = 0.25
"""Share of the words inside sentences with a capital from which a note is in a language that capitalises its nouns."""


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
    """Whether an office, trade or form of address precedes it: *CEO Jensen Huang*."""
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


def capitalises_nouns(texts: Sequence[str]) -> bool:
    """Return whether texts are in a language that capitalises its nouns, as the words inside their sentences tell."""
    joined = " ".join(texts)
    inside = joined.count(" ") - 1 - len(texts)  # at least so many words, if blanks are single ones
    capitals = joined.encode(errors="replace").translate(None, _BUT_CAPITALS)
    if "  " not in joined and len(capitals) < inside * CAPITALISED_NOUNS:  # even if all beyond ASCII were capitals
        return False
    return capital_share(texts) >= CAPITALISED_NOUNS


def capital_share(texts: Iterable[str]) -> float:
    """Return the share of the words inside the sentences of some texts that begin with a capital; 0 without words."""
    words: list[str] = []
    for text in texts:
        words += text.split()[1:]
    return sum(map(str.istitle, words)) / len(words) if words else 0.0


@cache  # compiling takes 2 ms
def _sequences() -> re.Pattern[str]:
    """Return the pattern of words with a capital that follow each other; all capitals are plain ones."""
    import re  # 4 ms: only for a build

    capital = "[A-Z]"
    inside = r"(?=[&.'’-])(?:[&.](?=\w)|['’](?!s\b)(?=\w)|-(?=[A-Z0-9]))"
    word = rf"{capital}\w*+(?:{inside}\w*+)*+"  # nothing after it begins with what it may take
    initial = "|".join(rf"(?<=\b{short})" for short in (capital, *ABBREVIATED))
    small = "|".join(sorted(PARTICLES))
    joins = rf"(?=[&{''.join(sorted({particle[0] for particle in PARTICLES} | {'o'}))}])"  # most words do not begin so
    between = rf"[ ](?:{joins}(?:of[ ]the|of|&|(?:{small})(?:[ ](?:{small}))?)[ ])?|(?=\.[ ])(?:{initial})\.[ ]"
    # It begins with a set of characters, which `re` searches for six times as fast as for anything else.
    return re.compile(rf"{word}(?:(?=[ .])(?:{between})(?:[a-z]{{1,2}})?{word})*")


@cache
def _plain_capitals() -> dict[int, str]:
    """Return a table that makes the capitals beyond ASCII of the Latin, Greek and Cyrillic alphabets a plain one.

    A pattern with all of them would take 7 ms to compile.
    """
    return {letter: "A" for letter in (*range(0xC0, 0x590), *range(0x1E00, 0x2000)) if chr(letter).isupper()}


def proper_names(text: str, *, many: bool = False) -> list[ProperName]:
    """Return the proper names in a text, in order; the parts of one joined by *of* follow it.

    Args:
        text: One sentence.
        many: Whether it is one of so many that a pattern is worth compiling; the names are the same.
    """
    is_plain = text.isascii() or not any(map(str.isupper, filterfalse(str.isascii, text)))
    titles = list(_titles_in(text)) if '"' in text or "“" in text else []
    names: list[ProperName] = []
    label = _label_end(text) if ":" in text else 0
    taken = 0  # titles before the name
    plain = text if is_plain else text.translate(_plain_capitals())
    found = [match.span() for match in _sequences().finditer(plain)] if many else capital_sequences(plain)
    for first, end in found:
        start, sequence = first, text[first:end]
        is_single = " " not in sequence
        if is_single and (sequence in _NO_NAMES_WRITTEN or _is_no_name(sequence)):
            continue
        titled, opens = False, True
        if start:
            if text[start - 1].isalnum():
                start = _start_of_word(text, start)
            while taken < len(titles) and titles[taken].end <= start:
                taken += 1
            if start < 0 or (taken < len(titles) and titles[taken].start <= start):
                continue
            titled = start > 0 and text[start - 1] == " " and _follows_office(text, start)
            opens = start < label or (not titled and _opens_sentence(text, start))
        if not is_single:
            names += _divide(text, start, text[start:end], opens=opens, titled=titled)
        elif name := _single(text, start, end, opens=opens, titled=titled):
            names.append(name)
    return sorted([*names, *titles], key=_start) if titles else names


def _is_no_name(word: str) -> bool:
    return word.lower() in _NO_NAMES and not _is_acronym(word)


def _is_acronym(word: str) -> bool:
    """Return whether a word that is in the list of those that are no names is one in capitals: *US*, *IT*."""
    return word.isupper() and len(word) >= _SHORTEST and word.lower() in STOP_WORDS


def _start_of_word(text: str, capital: int) -> int:
    """Return where a word begins whose first capital is at an offset, as in *iPhone*; -1 if it is no name."""
    for start in (capital - 1, capital - 2):
        if start < 0 or not text[start].islower():
            break
        if not text[start - 1 : start].isalnum():
            return start
    return -1


def _start(name: ProperName) -> int:
    return name.start


def _titles_in(text: str) -> Iterator[ProperName]:
    """Yield what stands in quotation marks and is written like a title."""
    for start, end in quotations(text):
        words = text[start:end].split(" ")
        if len(words) > 1 and words[-1][:1].isupper() and all(map(_is_title_word, words)):
            yield ProperName(text[start:end], start, end, False, False, True, True)


def _is_title_word(word: str) -> bool:
    return word[:1].isupper() or word[:1].isdigit() or word in STOP_WORDS or word == "&"


def _label_end(text: str) -> int:
    """Return the offset of the colon after a label in capitals at the beginning of a text, 0 without one."""
    end = text.find(":")
    words = text[:end].split()
    return 0 if len(words) > _LABEL or any(word.islower() and word not in STOP_WORDS for word in words) else end


def _opens_sentence(text: str, start: int) -> bool:
    """Return whether a sentence or a quotation begins at an offset."""
    before = text[start - 1 : start]
    if before == " ":
        before = text[start - 2 : start - 1]
        return before == "" or before in _ENDS_SENTENCE
    return before == "" or before in _OPENING_QUOTES or before in _ENDS_SENTENCE


def _follows_office(text: str, start: int) -> bool:
    """Return whether the word before the blank before an offset is an office, a trade or a form of address."""
    before = text[start - _LONGEST_OFFICE if start > _LONGEST_OFFICE else 0 : start - 1]
    return before.rpartition(" ")[2].strip('.(“"').lower() in OFFICES


def _single(text: str, start: int, end: int, *, opens: bool, titled: bool) -> ProperName | None:
    """Return a word with a capital as a name, if it is one."""
    word = text[start:end]
    if end - start < _SHORTEST or (opens and word.lower() in _OPENERS):
        return None
    if "." in word and text[end : end + 1] == ".":  # U.S.
        word, end = f"{word}.", end + 1
    return ProperName(word, start, end, opens, titled, False, True)


def _divide(text: str, start: int, sequence: str, *, opens: bool, titled: bool) -> Iterator[ProperName]:
    """Yield the names in a sequence of words with a capital, which starts at an offset."""
    words = sequence.split(" ")
    if "." not in sequence and len(words) <= _MAX_WORDS and _INNER.isdisjoint(sequence.lower().split(" ")):
        yield ProperName(sequence, start, start + len(sequence), opens, titled, False, True)  # as most are
        return
    run: list[tuple[int, int]] = []
    pieces: list[int] = []
    is_of = False
    offset = start
    for word in words:
        lower = word.lower().removesuffix(".")
        end = offset + len(word)
        if lower in _CONNECTORS and (run or not word.istitle()):
            is_of = is_of or lower == "of"
            titled = titled and bool(run)
        elif (lower in _DIVIDERS and not _is_acronym(word)) or (opens and not run and lower in _OPENERS):
            yield from _emit(text, run, pieces, opens=opens, titled=titled)
            run, pieces, is_of, opens = [], [], False, False
            titled = lower in OFFICES
        else:
            if is_of and run:
                pieces.append(len(run))
            run.append((offset, end))
            is_of = False
        offset = end + 1
    yield from _emit(text, run, pieces, opens=opens, titled=titled)


def _emit(
    text: str, run: list[tuple[int, int]], pieces: list[int], *, opens: bool, titled: bool
) -> Iterator[ProperName]:
    """Yield the name that some words are, given as spans, and its parts, given where an *of* stands before a word."""
    if not run or len(run) > _MAX_WORDS:
        return
    start, end = run[0][0], run[-1][1]
    if len(run) == 1:
        if not _is_no_name(text[start:end]):
            yield from filter(None, [_single(text, start, end, opens=opens, titled=titled)])
        return
    yield ProperName(text[start:end], start, end, opens, titled, False, True)
    if pieces:
        for first, last in zip([0, *pieces], [*pieces, len(run)], strict=True):
            start, end = run[first][0], run[last - 1][1]
            whole = last - first > 1 or _single(text, start, end, opens=False, titled=False)
            if whole:
                is_first = first == 0
                yield ProperName(text[start:end], start, end, opens and is_first, titled and is_first, False, False)
