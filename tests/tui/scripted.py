"""A conversation that answers from a script, and answers for such scripts."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from askcloud.answering.answer import Answer, Correction, Coverage, Evidence, QuotedClaim, abstention
from askcloud.answering.conversation import READY, CorpusStatus
from askcloud.answering.overview import Overview
from askcloud.corpus.corpus import Corpus
from askcloud.errors import NoteError, UsageError
from askcloud.index.filters import NO_FILTERS
from askcloud.index.reader import Counts, StoredNote
from askcloud.media.citation import Citation, Timestamp
from askcloud.notes.page import read_page
from askcloud.record import replace

VIDEO = "aB3_dE6-hI9"
URL = f"https://www.youtube.com/watch?v={VIDEO}&t=63s"
CORPUS = Corpus(("/vault/rivers",))
QUOTE = "The dam across the valley was finished in four years."
NOTE = f"""---
title: The dam
videoId: {VIDEO}
---

# The dam

Work began upstream [0:00:10].

## The wall

{QUOTE[:-1]} [0:01:03].

* Its turbines are older than its roof [0:01:20]. See [[the_mill]].
"""
ASKED = "when was the dam finished"
ROOF = "Its turbines are older than its roof"
MARKUP = "[@click=app.quit]click me[/] [/nope] [bold]b[/bold] [link=https://evil.example]l[/]"
ESCAPES = "\x1b]52;c;UFdORUQ=\x07\x1b]0;owned\x07\x1b[2J\x9b2J\x1b]8;;https://evil.example\x1b\\x\u202e\u2066\u200b"


def result(quote: str = QUOTE, second: int | None = 63, **changes) -> Evidence:
    """Return a result."""
    fields = {"context": "", "headings": (), "score": 1.0, "parts": {}, "also_in": (), **changes}
    return Evidence(quote=quote, citation=_citation(second, fields), **fields)


def beside(quote: str, second: int | None = 80, **changes) -> QuotedClaim:
    """Return an item of a list, or a claim that follows a quote."""
    fields = {"context": "", "score": 0.0, "span": (0, 0), **changes}
    return QuotedClaim(quote=quote, citation=_citation(second, fields), **fields)


def listed(count: int, *, best: int = 0, **changes) -> Evidence:
    """Return a list of weirs as a result: `Weir 1.` at 1:41 and so on; `best` is the index of the quoted one."""
    items = tuple(beside(f"Weir {number}.", 100 + number) for number in range(1, count + 1))
    return result(items[best].quote, 101 + best, context="The weirs are:", items=items, **changes)


def _citation(second: int | None, fields: dict) -> Citation:
    """Return a citation, of the fields that belong to one: these are taken out."""
    cited = {"note": "Water/dam.md", "line": 12, "title": "The dam", "channel": "Water", "medium": VIDEO}
    cited |= {key: fields.pop(key) for key in list(fields) if key in cited}
    time = Timestamp(second) if second is not None else Timestamp(None, "none")
    return Citation(**cited, video_title=None, time=time)


def answer(*evidence: Evidence, question: str = ASKED, **changes) -> Answer:
    """Return an answer, by default a good one."""
    fields = {"answered": True, "confidence": 0.9, "reason": None, "inherited": (), "corrections": (), **changes}
    return Answer(question=question, evidence=evidence or (result(),), **fields)


def corrected(typed: str, searched: str) -> tuple[Correction, ...]:
    """Return a correction, as an answer contains it."""
    return (Correction(typed, searched),)


def hostile(text: str):
    """Return an answer with a text in every field that a note or a question fills."""
    evidence = result(
        f"The dam {text} was finished.",
        context=text,
        note=f"Water/{text}.md",
        title=f"Title {text}",
        channel=text,
        medium=text,
        also_in=(text,),
        headings=(text,),
        side=text,
        following=(beside(f"It {text} held.", medium=text), beside(f"So {text} it stayed.")),
    )
    items = tuple(beside(f"{text} {number}", context=text) for number in range(8))
    return answer(
        evidence,
        result(text, context=text, items=items),
        question=f"why {text}",
        inherited=(text,),
        understood=f"why {text}",
        corrections=corrected(text, text),
        coverage=Coverage(3, 2, text, 1),
        confidence=0.4,
    )


def ready(**changes) -> CorpusStatus:
    """Return the status of an index built two hours ago."""
    built = (datetime.now(UTC) - timedelta(hours=2, minutes=5)).isoformat(timespec="seconds")
    return CorpusStatus(
        **{
            "state": READY,
            "corpus": CORPUS,
            "counts": Counts(3, 1, 9, 12, 90, 0),
            "built": built,
            **changes,
        }
    )


class Scripted:
    """A conversation that answers from a script and records what it is asked."""

    def __init__(self) -> None:
        self.corpus = CORPUS
        self.status: CorpusStatus | Exception = ready()
        self.answers: dict[str, Answer | Exception] = {}
        self.notes = {"Water/dam.md": NOTE}
        self.links: list[StoredNote] = []
        self.changed: frozenset[tuple[str, str]] = frozenset()
        self.asked: list[tuple[str, bool]] = []
        self.alone: list[bool] = []
        self.previewed: list[str] = []
        self.builds: list[bool] = []
        self.steps: list[tuple[int, int]] = []
        self.build_fails: Exception | None = None
        self.after_build: CorpusStatus | None = None
        self._gates = {name: threading.Event() for name in ("open", "preview", "build")}
        self.release(*self._gates)
        self.cancelled = False
        self.forgotten = 0
        self.closed = False
        self.filters = NO_FILTERS
        self.refused: UsageError | None = None
        self.overviews = 0
        self.told = Overview(4, 3, 2, "", ())

    def hold(self, name: str) -> None:
        """Make `open`, `preview` or `build` wait from now on."""
        self._gates[name].clear()

    def release(self, *names: str) -> None:
        """Let them continue."""
        for name in names or self._gates:
            self._gates[name].set()

    def open(self) -> CorpusStatus:
        self._pass("open")
        if isinstance(self.status, Exception):
            raise self.status
        return self.status

    def ask(self, question: str, *, alone: bool = False, as_typed: bool = False) -> Answer:
        self.asked.append((question, as_typed))
        self.alone.append(alone)
        return self._answer(question)

    def preview(self, question: str) -> Answer:
        self.previewed.append(question)
        self._pass("preview")
        return self._answer(question)

    def overview(self) -> Overview:
        self.overviews += 1
        return self.told

    def set_filter(self, name: str, value: str | None) -> None:
        if self.refused:
            raise self.refused
        if value is None:
            self.filters = replace(self.filters, **{"tags" if name == "tag" else name: () if name == "tag" else ""})
        else:
            self.filters = self.filters.merged_with([(name, value)])

    def filter_values(self, name: str) -> list[str]:
        return ["Water", "Wind"] if name == "channel" else []

    def forget(self) -> None:
        self.forgotten += 1

    def linked(self, path: str) -> list[StoredNote]:
        return self.links if path in self.notes else []

    def file(self, path: str) -> str:
        if path not in self.notes:
            raise NoteError("is not in the corpus any more", hint="Look.")
        return f"{self.corpus.listing}/{path}"

    def page(self, path: str, line: int = 1, quote: str = ""):
        self.file(path)
        return read_page(self.notes[path], line, quote)

    def changes(self) -> frozenset[tuple[str, str]]:
        return self.changed

    def build(self, progress, *, full: bool = False) -> bool:
        self.builds.append(full)
        for step in self.steps:
            progress(*step)
        self._pass("build")
        if self.build_fails:
            raise self.build_fails
        if not self.cancelled and self.after_build:
            self.status = self.after_build
        return not self.cancelled

    def cancel(self) -> None:
        self.cancelled = True
        self.release("build")

    def close(self) -> None:
        self.closed = True

    def outcome(self, scripted: Answer | Exception) -> Answer:
        """Return an answer, or raise an exception."""
        if isinstance(scripted, Exception):
            raise scripted
        return scripted

    def _answer(self, question: str) -> Answer:
        return self.outcome(self.answers.get(question) or abstention(question, "No note mentions that."))

    def _pass(self, name: str) -> None:
        assert self._gates[name].wait(20)
