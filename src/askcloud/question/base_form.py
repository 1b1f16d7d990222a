"""The base form of a comparative or superlative, under which a note may say it: *bigger* and *biggest* are *big*."""

from __future__ import annotations

_IRREGULAR = {
    "better": "good",
    "best": "good",
    "worse": "bad",
    "worst": "bad",
    "farther": "far",
    "farthest": "far",
    "further": "far",
    "furthest": "far",
    "elder": "old",
    "eldest": "old",
}
_VOWELS = "aeiou"

_ADJECTIVES = frozenset(
    """
    angry big bleak bold brave brief bright broad broke busy calm cheap clean clear clever close cold cool costly cozy
    crazy dark dense dirty deep dry dull dumb early easy faint fair fancy fast few fierce fine firm fit fresh friendly
    full funny gentle grand great greedy green handy happy hard harsh healthy heavy high hot huge hungry keen kind large
    late lazy lean light likely little lively loose long loud low lucky mad mean mild narrow near neat new nice noble
    odd old pale plain pretty poor pricey proud pure quick quiet rare raw rich ripe risky rough round rude sad safe
    scary shallow sharp short shy sick simple skinny sleepy slim slow small smart smooth soft sour steady steep stiff
    strange strict strong sturdy subtle sunny sure sweet swift tall tasty tender thick thin tight tiny tough ugly vague
    vast warm weak wealthy weird wet wide wild wise young
    """.split()
)
"""Adjectives that take -er and -est. Only these have a base form: a *founder* and a *forest* are not compared."""


def base_form(word: str) -> str | None:
    """Return the base form of a folded word that is a comparative or superlative; None for any other word."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    stem = word.removesuffix("est") if word.endswith("est") else word.removesuffix("er")
    if stem == word or len(stem) < 2:
        return None
    forms = [stem, f"{stem}e"]  # cheap-er, large-r
    if stem.endswith("i"):
        forms.append(f"{stem[:-1]}y")  # happi-er
    if stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        forms.append(stem[:-1])  # bigg-er
    return next((form for form in forms if form in _ADJECTIVES), None)
