"""The phrases that all front ends share, so that they use the same words."""

from __future__ import annotations

from askcloud.answering.answer import LIKELY, POSSIBLE, WEAK
from askcloud.media.medium import is_note
from askcloud.output.sanitize import clean
from askcloud.question.kind import (
    ADVICE,
    AGE,
    CAUSE,
    COUNT,
    DATE,
    DEFINITION,
    DURATION,
    EXPANSION,
    LENGTH,
    MANNER,
    MONEY,
    OPINION,
    ORGANISATION,
    PERCENT,
    PERSON,
    PLACE,
    WEIGHT,
    YES_NO,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from askcloud.answering.answer import Answer, Coverage, Evidence, Understanding

CLOSEST_MATCHES = "Closest matches (none of them answers the question):"
"""The line above the evidence of an abstention."""

LIKELIHOODS = {
    LIKELY: "Likely answer.",
    POSSIBLE: "Possible answer: check the source.",
    WEAK: "Weak match: this may not answer your question.",
}
"""The line above an answer, by its likelihood."""

KINDS = {
    None: "for any kind of answer",
    PERSON: "for a person",
    ORGANISATION: "for an organisation",
    PLACE: "for a place",
    DATE: "for a date",
    MONEY: "for an amount of money",
    PERCENT: "for a percentage",
    COUNT: "for a number",
    DURATION: "for a duration",
    AGE: "for an age",
    LENGTH: "for a length",
    WEIGHT: "for a weight",
    EXPANSION: "what an abbreviation stands for",
    DEFINITION: "for a definition",
    CAUSE: "for a reason",
    MANNER: "for a way of doing something",
    ADVICE: "for advice",
    OPINION: "for an opinion",
    YES_NO: "for yes or no",
}
"""What a question asks, by the kind of answer (see `question.kind`); None if it is not known."""

SCORE_PARTS = {
    "claim": "words of the sentence",
    "ngrams": "similar letters",
    "adjacent": "adjacent words",
    "synonyms": "synonyms",
    "passage": "words of the passage",
    "passage_ngrams": "similar letters in the passage",
    "note": "words of the note and its title",
    "context": "context",
    "combined_ngrams": "similar letters with the context",
    "distinctiveness": "words that other sentences lack",
    "thing": "kind of answer",
    "nearness": "answer near the relation",
    "definition": "definition",
    "expansion": "abbreviation written out",
    "cause": "reason",
    "manner": "manner",
    "instruction": "instruction",
    "decision": "affirms or denies",
    "contrast": "contrast",
    "sides": "both sides",
    "restatement": "repeats its heading",
    "agreement": "agreement of other notes",
    "untimed_penalty": "no timestamp",
    "line_penalty": "no video",
}
"""What `--why` calls the parts of a score, by the names of `search.weights`."""

TOPIC_PARTS = {
    "topic_opens": "begins with the topic",
    "topic_title": "topic in the title",
    "topic_place": "place in the note",
    "topic_form": "form of the sentence",
    "topic_central": "shared words",
}
"""The same for claims about a topic (see `search.topics`)."""


def pluralize(count: int, noun: str) -> str:
    """Return a count with its noun: `1 note`, `1,378 notes`."""
    return f"{count:,} {noun}{'s' * (count != 1)}"


def join_parts(*parts: str, also: Iterable[str | None] = ()) -> str:
    """Join the parts that are not empty with points between them.

    Args:
        parts: Made safe here.
        also: Further parts, which are safe already.
    """
    return " · ".join(filter(None, (*map(clean, parts), *also)))


def status_line(answer: Answer) -> str:
    """Return the line above the evidence: how likely the answer is, or that there is none, and why.

    It also says if a part of the notes was not searched.
    """
    if answer.likelihood:
        return " ".join(filter(None, (LIKELIHOODS[answer.likelihood], clean(answer.missing))))
    return " ".join(filter(None, ("No answer found.", clean(answer.reason or ""), clean(answer.missing))))


def is_warning(answer: Answer) -> bool:
    """Return whether the status line is a warning: no answer, a weak match, or only a part of the notes searched."""
    return answer.likelihood in (None, WEAK) or bool(answer.missing)


def understanding_note(understanding: Understanding) -> str:
    """Return how a question was understood: `Understood: asks for a date · name: Nvidia`."""
    named = (("relation", understanding.relations), ("name", understanding.names))
    lists = (f"{noun}{'s' * (len(words) != 1)}: {clean(', '.join(words))}" for noun, words in named if words)
    return f"Understood: {join_parts(f'asks {KINDS[understanding.kind]}', also=lists)}"


def search_change_note(understanding: Understanding) -> str:
    """Return how a question was understood if that changed the words that were searched, else an empty text."""
    changes = (("also searching for", understanding.added), ("not searching for", understanding.left_out))
    told = [f"{how} {', '.join(f'“{clean(word)}”' for word in words)}" for how, words in changes if words]
    return f"Understood: {join_parts(f'asks {KINDS[understanding.kind]}', also=told)}" if told else ""


def followup_note(answer: Answer) -> str:
    """Return the full question to which a follow-up was completed; empty if it was searched as typed."""
    return f"Understood as: {clean(answer.understood)}" if answer.understood else ""


def correction_note(answer: Answer) -> str:
    """Return which words were searched in another spelling; empty if none were."""
    corrected = ", ".join(f"“{clean(fix.searched)}” instead of “{clean(fix.typed)}”" for fix in answer.corrections)
    return f"Showing results for {corrected}" if corrected else ""


def corroboration(evidence: Evidence) -> str:
    """Return which other notes on the video and which other videos say the same; empty if there are none."""
    notes = f"also in {pluralize(len(evidence.also_in), 'other note')}" if evidence.also_in else ""
    sources = [evidence.citation, *evidence.agreeing]
    kind = "notes" if any(is_note(source.medium) for source in sources) else "videos"
    videos = f"{len(sources)} {kind} say this" if evidence.agreeing else ""
    return ", ".join(filter(None, (notes, videos)))


def coverage_note(coverage: Coverage) -> str:
    """Return how much the notes say about a topic: `34 notes about 6 videos, most about “Costco”`."""
    most = f", {coverage.main_notes} of them about “{clean(coverage.main)}”" if coverage.main else ""
    about = f" about {pluralize(coverage.media, 'video')}" if coverage.media else ""
    return f"{pluralize(coverage.notes, 'note')}{about}{most}"


def more_items_note(evidence: Evidence) -> str:
    """Return how many items of a list are not shown; empty if all are."""
    return f"… and {pluralize(evidence.more_items, 'more item')}" if evidence.more_items else ""


def ago(time: str, now: datetime) -> str:
    """Return roughly how long ago a time was: `just now`, `11 minutes ago`.

    Args:
        time: An ISO time with its zone, as an index holds it; anything else is `at an unknown time`.
        now: With its zone.
    """
    from datetime import datetime  # 1 ms: not needed for a question

    try:
        seconds = (now - datetime.fromisoformat(time)).total_seconds()
    except (ValueError, TypeError):
        return "at an unknown time"
    for unit_seconds, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= unit_seconds:
            return f"{pluralize(int(seconds // unit_seconds), unit)} ago"
    return "just now"
