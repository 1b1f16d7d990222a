"""Read a corpus, then a megabyte of each sign of Markdown, and print the CPU time of each.

usage: python bench/reading.py [CORPUS]
"""

from __future__ import annotations

import sys
from time import process_time

from askcloud.corpus.files import read_source
from askcloud.corpus.walk import NoteFile, walk_corpus
from askcloud.notes.reader import read_note
from askcloud.settings import read_settings

MEGABYTE = 1_000_000
BOUND = 0.5
"""CPU seconds that a megabyte of any sign may take."""
HEAD = "---\nvideoId: abcdefghijk\n---\n"
SIGNS = (
    *(" ", "[", "[[", "<a", ">", "|", "`", "(", "*", "*a", "_a ", "~~a", "](", "<!--", "%%a", "&a", "\\*", "-", "="),
    *("{{", "![", "http://", "#t=", ". ", "Ab cd. ", "0:0", "00:", "1", "[1:03]", '<a data-t="1:03">', "[[a]] "),
    *("[a](b) ", "[1:03](b) ", "https://youtu.be/abcdefghijk?t=9 ", "🎧 ", "```\n", "```timestamp\n1:03\n```\n"),
    *("* a\n", "- a b c d\n", "1. a\n", "| a |\n", "| a |\n|---|\n", "# a\n", "> a\n", "a\n", "a\n\n", "1:03 a\n"),
)


def seconds_to_read(source: str) -> float:
    """Return the CPU seconds that reading one note takes."""
    started = process_time()
    read_note("a.md", source)
    return process_time() - started


def main(corpus: str | None) -> int:
    """Print both tables; return 1 if a sign takes longer than the bound."""
    folder = read_settings(corpus, None).corpus
    files = [entry for entry in walk_corpus(folder) if isinstance(entry, NoteFile)]
    sources = [(file.path, read_source(folder, file.path)) for file in files]
    started = process_time()
    claims = sum(len(passage.claims) for path, source in sources for passage in read_note(path, source).passages)
    spent = process_time() - started
    megabytes = sum(len(source) for _, source in sources) / MEGABYTE
    print(f"{len(files):,} notes, {claims:,} claims: {spent:.1f} s of CPU, {megabytes / spent:.1f} MB a second")

    slow = 0
    for sign in SIGNS:
        spent = min(seconds_to_read(HEAD + sign * (MEGABYTE // len(sign))) for _ in range(3))
        slow += spent > BOUND
        print(f"{sign!r:42} {spent:.2f} s{' too slow' * (spent > BOUND)}")
    return int(slow > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2] or (None,)))
