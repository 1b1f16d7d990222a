"""Answers as JSON for programs."""

from __future__ import annotations

import json

from askcloud.media.medium import is_note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from askcloud.answering.answer import Answer, Evidence, QuotedClaim
    from askcloud.errors import AskcloudError
    from askcloud.media.citation import Citation

SCHEMA = 1
"""Version of the JSON that askcloud prints; raised when a key is removed or changes its meaning."""


def to_json(answer: Answer, elapsed_ms: float) -> str:
    """Return the answer as one line of JSON, in ASCII, so that it contains no control character.

    Args:
        answer: The answer.
        elapsed_ms: Milliseconds that it took.
    """
    return json.dumps(answer_fields(answer, elapsed_ms))


def answer_fields(answer: Answer, elapsed_ms: float) -> dict[str, Any]:
    """Return the fields that `to_json` prints; the arguments are the same."""
    compares = any(evidence.side for evidence in answer.evidence)
    return {
        "schema": SCHEMA,
        "question": answer.question,
        "answered": answer.answered,
        "confidence": round(answer.confidence, 4),
        "likelihood": answer.likelihood,
        "reason": answer.reason,
        **_followup_fields(answer),
        **({"missing": answer.missing} if answer.missing else {}),
        "corrections": [{"from": fix.typed, "to": fix.searched} for fix in answer.corrections],
        **_coverage_fields(answer),
        "evidence": [_evidence_fields(evidence, compares=compares) for evidence in answer.evidence],
        "elapsed_ms": round(elapsed_ms, 3),
    }


def failure_json(question: str, error: AskcloudError) -> str:
    """Return, as one line of JSON, why a question of several could not be asked."""
    return json.dumps({"schema": SCHEMA, "question": question, "error": error.message, "hint": error.hint})


def _followup_fields(answer: Answer) -> dict[str, Any]:
    """Return the fields that only a follow-up has."""
    return {"understood": answer.understood, "about": list(answer.inherited)} if answer.understood else {}


def _coverage_fields(answer: Answer) -> dict[str, Any]:
    """Return the fields that only a topic has."""
    coverage = answer.coverage
    if not coverage:
        return {}
    told = {"notes": coverage.notes, "media": coverage.media, "main": coverage.main, "main_notes": coverage.main_notes}
    return {"coverage": told}


def _evidence_fields(evidence: Evidence, *, compares: bool) -> dict[str, Any]:
    """Return a piece of evidence; only a comparison has sides."""
    cited = _citation_fields(evidence.citation)
    return {
        "quote": evidence.quote,
        "context": evidence.context,
        "note": cited.pop("note"),
        "line": cited.pop("line"),
        "heading": list(evidence.headings),
        **cited,
        "score": round(evidence.score, 4),
        "also_in": list(evidence.also_in),
        "agreeing": [_citation_fields(citation) for citation in evidence.agreeing],
        "following": [_quoted_fields(claim) for claim in evidence.following],
        **({"side": evidence.side} if compares else {}),
        **_list_fields(evidence),
    }


def _list_fields(evidence: Evidence) -> dict[str, Any]:
    """Return the fields that only a list has."""
    if not evidence.items:
        return {}
    items = [{**_quoted_fields(item), "score": round(item.score, 4)} for item in evidence.items]
    return {"items": items, "more_items": evidence.more_items}


def _quoted_fields(claim: QuotedClaim) -> dict[str, Any]:
    cited = _citation_fields(claim.citation)
    timed = {name: cited[name] for name in ("line", "seconds", "time_trust", "url")}
    return {"quote": claim.quote, "context": claim.context, **timed}


def _citation_fields(citation: Citation) -> dict[str, Any]:
    return {
        "note": citation.note,
        "line": citation.line,
        "title": citation.title,
        "channel": citation.channel,
        "video_id": citation.video_id,
        **({} if citation.video_id or is_note(citation.medium) else {"media": citation.medium}),  # not for YouTube
        "video_title": citation.video_title,
        "seconds": citation.time.seconds,
        "time_trust": citation.time.trust,
        "url": citation.url,
    }
