"""Where a claim says the relation that a question asks about, and of whom it says it.

*Valuations based on hope* does not say where anything is based, and *OpenAI CEO Sam Altman* nothing of the CEO of
Mistral.
"""

from __future__ import annotations

from askcloud.text.analyzer import terms_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from askcloud.text.proper_names import ProperName

_ROLES = frozenset(
    """
    ceo founder founders co-founder co-founders cofounder cofounders president chairman owner head leader inventor
    creator author
    """.split()
)
_NEXT_TO_A_ROLE = _ROLES | frozenset(
    "and & co- former then current new longtime chief executive officer director 's ’s".split()
)
"""Words that may stand between a role and whose it is: *Spotify co-founder and CEO*."""
_ACTIONS = frozenset(
    """
    founded co-founded cofounded started created established launched invented developed acquired bought wrote authored
    led runs ran
    """.split()
)
_LIFE_EVENTS = frozenset(("born", "died"))
_BEFORE_A_PARTICIPLE = frozenset("is was are were been being be has had first originally".split())
_ARTICLE, _BY = "the ", " by "
_JOINING = frozenset((", ", " and ", ", and ", " & ", " und ", " y ", " et "))
_LONGEST_ASIDE = 12  # characters between a name and another one in brackets: *Facebook (now called Meta)*
_REACH = 40  # characters after *Paris-based* within which there is the name of what is based there
_BEGINNING = frozenset(("began", "begun", "start", "started"))
_ON = frozenset(("on", "upon", "around"))
_AFTER_BEGINNING = frozenset("to with at from off out using over".split())


def cue_places(text: str, cues: Iterable[str]) -> list[tuple[int, int]]:
    """Return (start, end) of each place where a text has one of some cues as whole words, but not with another meaning.

    Nearness is measured in the text as it is written, so the list of folded words cannot be used here.
    """
    lower = text.lower()
    return [place for cue in cues if cue in lower for place in _places(cue, lower)]


def _places(cue: str, text: str) -> Iterator[tuple[int, int]]:
    start = text.find(cue)
    while start >= 0:
        end = start + len(cue)
        is_word = not (text[start - 1 : start].isalnum() and cue[0].isalnum()) and not text[end : end + 1].isalnum()
        if is_word and not has_another_meaning(cue, text[end + 1 :].partition(" ")[0]):
            yield start, end
        start = text.find(cue, end)


def has_another_meaning(word: str, after: str) -> bool:
    """Return whether a word does not say its relation before another one: *based on*, *began selling*, *started at*."""
    if word == "based":
        return after in _ON
    return word in _BEGINNING and (after in _AFTER_BEGINNING or after.endswith("ing"))


def is_of_another(text: str, names: Sequence[ProperName], place: tuple[int, int], asked: frozenset[str]) -> bool:
    """Return whether a claim tells a role or an action of something else than a question asks about.

    Args:
        text: The claim.
        names: The proper names in it, in order.
        place: Offsets of the first character of the word for the role or action, and after its last.
        asked: The terms of the name that is asked about, of which a claim may say some or more; empty if another name
            may mean the same.
    """
    if not asked:
        return False
    start, end = place
    word = text[start:end].lower()
    if word.startswith("head "):
        holders = [_name_at(text, names, end + 1) or text[end + 1 :].partition(" ")[0]]  # *head of design*
    elif word in _ROLES:
        holders = [_name_after_role(text, names, end) or _name_before(text, names, start, _NEXT_TO_A_ROLE)]
    elif word in _ACTIONS:
        holders = [*_of_action(text, names, start, end)]
    elif word in _LIFE_EVENTS:
        holders = [_name_before(text, names, start, _BEFORE_A_PARTICIPLE)]
    elif text.endswith("-based", 0, end):
        holders = [next((name.form for name in names if end < name.start < end + _REACH), "")]
    else:
        return False
    said = [frozenset(terms_of(name)) for name in _with_joined(text, names, set(filter(None, holders)))]
    return bool(said) and not any(terms <= asked or asked <= terms for terms in said)


def _with_joined(text: str, names: Sequence[ProperName], forms: set[str]) -> Iterator[str]:
    """Yield some names, and those that the text joins to them: *CEO of Tesla and SpaceX*, *Facebook (now Meta)*."""
    yield from forms
    run: list[str] = []
    for place, name in enumerate(names, 1):
        run.append(name.form)
        if place == len(names) or not _joins(text[name.end : names[place].start]):
            if not forms.isdisjoint(run):
                yield from run
            run = []


def _joins(between: str) -> bool:
    return between in _JOINING or (between.startswith(" (") and len(between) <= _LONGEST_ASIDE)


def _of_action(text: str, names: Sequence[ProperName], start: int, end: int) -> tuple[str, str]:
    """Return the name of what an action was done to, and the name of who did it.

    Either may be asked about: *who founded SpaceX*, *what did Elon Musk found*. A name that is not next to the word for
    the action is empty, and without the first so is the second.
    """
    done_to = _name_before(text, names, start, _BEFORE_A_PARTICIPLE, at_least=1)
    if done_to:
        by = text.startswith(_BY, end)
        return done_to, _name_at(text, names, end + len(_BY)) if by else ""
    done_to = _name_at(text, names, end + 1)
    return done_to, _name_before(text, names, start, ()) if done_to else ""


def _name_before(
    text: str, names: Sequence[ProperName], start: int, between: Collection[str], *, at_least: int = 0
) -> str:
    """Return the last name before an offset, if only some of the words that may be there are between them."""
    before = next((name for name in reversed(names) if name.end <= start), None)
    if not before:
        return ""
    words = text[before.end : start].removeprefix(")").lower().replace("'s", " 's ").replace("’s", " ’s ").split()
    joins = words[:1] in (["and"], ["&"])  # *Jim Sinegal and co-founder Jeff Brotman*
    return before.form if len(words) >= at_least and not joins and all(word in between for word in words) else ""


def _name_after_role(text: str, names: Sequence[ProperName], end: int) -> str:
    """Return the name after a role that ends at an offset: *CEO and founder of LVMH*."""
    while (following := text[end + 1 :].partition(" ")[0]) and following.lower() in _NEXT_TO_A_ROLE:
        end += 1 + len(following)
    return _name_at(text, names, end + 1 + len(following) + 1) if following in ("of", "at") else ""


def _name_at(text: str, names: Sequence[ProperName], offset: int) -> str:
    """Return the name that begins at an offset, after an article if there is one; empty if none does."""
    if text.startswith(_ARTICLE, offset):
        offset += len(_ARTICLE)
    return next((name.form for name in names if name.start == offset), "")
