"""The stop words: words that are left out of every index and every search because they say nothing about a subject.

The list is part of the analyzer: raise `analyzer.ANALYZER_VERSION` with any change to it.
"""

from __future__ import annotations

_WORDS = frozenset(
    """
    a about above after again all also am an and any are aren't as at be because been before being below between
    both but by can can't cannot could couldn't did didn't do does doesn't doing don't down during each few for from
    further had hadn't has hasn't have haven't having he he'll he's her here here's hers herself him himself his how
    how's i i'd i'll i'm i've if in into is isn't it it'd it'll it's its itself just let's many me more most much my
    myself no nor not of off on once only or other our ours ourselves out over own please same she she'll she's
    should shouldn't so some such tell than that that'll that's the their theirs them themselves then there there's
    these they they'd they'll they're they've this those through to too under until up very was wasn't we we'd we'll
    we're we've were weren't what what'll what's when when's where where's which while who who'd who'll who's whom
    whose why why's will with won't would wouldn't you you'd you'll you're you've your yours yourself yourselves
    """.split()
)
# Without its apostrophe, each of these contractions (he'll, I'd …) is a word of its own.
_WORDS_WITHOUT_APOSTROPHE = frozenset(("hell", "id", "ill", "shed", "shell", "wed", "well"))

STOP_WORDS = _WORDS | {word.replace("'", "") for word in _WORDS} - _WORDS_WITHOUT_APOSTROPHE
"""English function and question words, in lower case, contractions with and without their apostrophe: *what's*,
*whats*. Leaving out question words is worth most: +6 points of hit@1 on questions to tutorials."""
