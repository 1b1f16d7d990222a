"""Read corpora, and count the sentences that show what is left of markup or what is not theirs, by kind.

usage: python bench/unclean.py [--show N] [CORPUS …]

A quote from code may contain brackets, bars or tags of its own; those are counted, too, so that not every count can
become zero. `--show` prints some sentences of each kind.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict

from askcloud.corpus.files import read_source
from askcloud.corpus.walk import NoteFile, walk_corpus
from askcloud.notes.inline import link_target, link_text, slug_of
from askcloud.notes.reader import read_note
from askcloud.settings import read_settings

KINDS = {
    "bracket left of a time": re.compile(r"[(\[][\s.,;:(\[–-]*(?:[.,;:](?=\s|$)|$)"),
    "time that was not read": re.compile(r"\[[\d:]{4,12}\]|data-t=|yt-timestamp"),
    "marker of a callout": re.compile(r"\[![A-Za-z][\w -]*(?:\|[^\]]*)?\]"),
    "raw wikilink": re.compile(r"\[\[[^\[\]]{0,300}\||\|[^\[\]]{0,300}\]\]"),
    "table on one line": re.compile(r"\|[ ]?:?-*[ ]?\|[ ]?:[ ]?\||\|[ ]?:?-{2,}|^\|"),
}
"""Kinds that the text of a sentence shows."""
GLUED, TRAILING = "title before its text", "title of a trailing link"
"""Kinds that only the Markdown of a sentence shows."""

_RE_GLUED = re.compile(r"\A[^\n.!?]{1,120}(?:\*\*|__)[:：]?[ \t]*(?:<a\b[^\n]{0,200}</a>[ \t]*)?\n")
_RE_LAST_LINK = re.compile(r"(\w+)[ \t]+\[\[([^\[\]\n]{1,500})\]\][ .()\]]*$")
_RE_STOPS = re.compile(
    r"\b(?:an?|the|this|these|its|their|of|in|on|to|for|with|by|from|as|and|or|is|are|like|via|see)$"
)


def kinds_of(text: str, markdown: str) -> list[str]:
    """Return the kinds of a sentence.

    Args:
        text: The sentence.
        markdown: What the note has in its place, with what follows up to the next time.
    """
    kinds = [kind for kind, pattern in KINDS.items() if pattern.search(text)]
    if _RE_GLUED.search(markdown):
        kinds.append(GLUED)
    link = _RE_LAST_LINK.search(re.sub(r"(?:[ (]*<a\b[^<>]{0,200}>[^<>]{0,40}</a>[),]?)", " ", markdown).rstrip(" .)"))
    if link:
        shown = link_text(link[2])
        target = link_target(link[2])
        is_title = "_" in target and len(shown.split()) > 3 and slug_of(shown) == slug_of(target)
        if is_title and not _RE_STOPS.search(link[1].lower()) and text.rstrip(" .").endswith(shown):
            kinds.append(TRAILING)
    return kinds


def main() -> int:
    """Print how many sentences of each corpus are of each kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="*", metavar="CORPUS")
    parser.add_argument("--show", type=int, default=0, metavar="N")
    arguments = parser.parse_args()
    for corpus in arguments.corpora or [None]:
        folder = read_settings(corpus, None).corpus
        found: dict[str, list[str]] = defaultdict(list)
        sentences = 0
        for file in (entry for entry in walk_corpus(folder) if isinstance(entry, NoteFile)):
            source = read_source(folder, file.path)
            for passage in read_note(file.path, source).passages:
                for claim in passage.claims:
                    sentences += 1
                    for kind in kinds_of(claim.text, source[claim.start : claim.end]):
                        found[kind].append(claim.text)
        print(f"{corpus or 'the bundled notes'}: {sentences:,} sentences")
        for kind in (*KINDS, GLUED, TRAILING):
            print(f"  {kind:26} {len(found[kind]):6,}")
            for text in found[kind][:: max(1, len(found[kind]) // (arguments.show or 1))][: arguments.show]:
                print(f"      {text[:110]} … {text[-110:]}" if len(text) > 230 else f"      {text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
