"""JSON schemas of the arguments and results of the tools, and the check of the arguments.

The results have the fields that the command line prints with `--json`; `docs/json.md` explains them.
"""

from __future__ import annotations

from askcloud.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    Schema = dict[str, Any]

MAX_CHARACTERS = 1_000
"""Characters of a text that a tool takes."""

_MAX_TEXTS = 50  # of a list of texts that a tool takes
_SHOWN = 40  # characters of a wrong value in a message
_KINDS = {"string": (str, "a text"), "integer": (int, "a whole number"), "boolean": (bool, "true or false")}


# --- arguments -------------------------------------------------------------------------------------------------------


def takes_text(description: str, *examples: str) -> Schema:
    """Return the schema of an argument that is a text, with examples."""
    return {"type": "string", "maxLength": MAX_CHARACTERS, "description": description, "examples": list(examples)}


def takes_texts(description: str, *examples: str) -> Schema:
    """Return the schema of an argument that is a list of texts, with an example."""
    item = {"type": "string", "maxLength": MAX_CHARACTERS}
    about = {"description": description, "examples": [list(examples)]}
    return {"type": "array", "items": item, "maxItems": _MAX_TEXTS, **about}


def takes_number(description: str, least: int, most: int, default: int | None, *examples: int) -> Schema:
    """Return the schema of an argument that is a whole number within bounds, with examples."""
    about = {"description": description, "examples": list(examples)}
    return {
        "type": "integer",
        "minimum": least,
        "maximum": most,
        **({} if default is None else {"default": default}),
        **about,
    }


def takes_switch(description: str) -> Schema:
    """Return the schema of an argument that is true or false, and false if it is not given."""
    return {"type": "boolean", "default": False, "description": description}


def input_schema(properties: Mapping[str, Schema], *required: str) -> Schema:
    """Return the schema of the arguments of a tool."""
    return {"type": "object", "properties": dict(properties), "required": list(required), "additionalProperties": False}


def check_arguments(tool: str, schema: Schema, given: Mapping[str, Any]) -> None:
    """Refuse arguments that a schema made by `input_schema` does not allow.

    Raises:
        UsageError: One is missing, unknown, of another type, too long or out of bounds.
    """
    known = schema["properties"]
    for name in schema["required"]:
        if name not in given:
            raise UsageError(f"{tool} needs the argument {name}.", hint=_example(name, known[name]))
    for name, value in given.items():
        if name not in known:
            hint = f"Give only: {', '.join(known)}." if known else "Call it without arguments."
            raise UsageError(f"{tool} has no argument {_cut(name)}.", hint=hint)
        wanted = _problem(value, known[name])
        if wanted:
            message = f"The argument {name} takes {wanted}, not {_cut(repr(value))}."
            raise UsageError(message, hint=_example(name, known[name]))


def _problem(value: Any, schema: Schema) -> str:
    """Return what a value should be; empty if it is valid."""
    if schema["type"] == "array":
        if not isinstance(value, list) or any(_problem(item, schema["items"]) for item in value):
            return "a list of texts"
        return f"at most {schema['maxItems']} texts" if len(value) > schema["maxItems"] else ""
    kind, name = _KINDS[schema["type"]]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        return name
    if isinstance(value, str) and len(value) > schema["maxLength"]:
        return f"a text of at most {schema['maxLength']:,} characters"
    if kind is int and not schema["minimum"] <= value <= schema["maximum"]:
        return f"a number from {schema['minimum']} to {schema['maximum']:,}"
    return ""


def _example(name: str, schema: Schema) -> str:
    import json  # already loaded

    return f"For example: {json.dumps({name: schema.get('examples', [True])[0]}, ensure_ascii=False)}."


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


# --- results ---------------------------------------------------------------------------------------------------------


def _text(description: str = "") -> Schema:
    return {"type": "string", **({"description": description} if description else {})}


def _count(description: str = "") -> Schema:
    return {"type": "integer", "minimum": 0, **({"description": description} if description else {})}


def _or_null(schema: Schema) -> Schema:
    return {**schema, "type": [schema["type"], "null"]}


def _list(items: Schema, description: str = "") -> Schema:
    return {"type": "array", "items": items, **({"description": description} if description else {})}


def _object(required: Mapping[str, Schema], optional: Mapping[str, Schema] | None = None) -> Schema:
    return {"type": "object", "properties": {**required, **(optional or {})}, "required": list(required)}


_SCHEMA = {"schema": _count("version of the format")}
_NUMBER: Schema = {"type": "number"}
_PLACE = {
    "line": _count("line of the note on which it begins, from 1"),
    "seconds": _or_null(_count("whole seconds from the start of the video; null if unknown")),
    "time_trust": {"type": "string", "enum": ["exact", "repaired", "approximate", "none"]},
    "url": _or_null(_text("link that opens the video at that second; cite it")),
}
_MEDIUM = {
    "title": _text("title of the note"),
    "channel": _text(),
    "video_id": _text("YouTube id; empty for another medium"),
    "video_title": _or_null(_text()),
}
_MEDIA = {"media": _text("address or file of a medium that is not on YouTube")}
_NOTE = {"note": _text("path of the note; show_note takes it")}
_CITATION = {**_NOTE, **_PLACE, **_MEDIUM}
_QUOTED = {"quote": _text("a sentence, word for word"), "context": _text("what it needs to be understood"), **_PLACE}
_EVIDENCE = _object(
    {
        **_QUOTED,
        **_CITATION,
        "heading": _list(_text(), "the headings above the quote"),
        "score": _NUMBER,
        "also_in": _list(_text(), "other notes that say the same about the same video"),
        "agreeing": _list(_object(_CITATION, _MEDIA), "other videos that say the same"),
        "following": _list(_object(_QUOTED), "the sentences after the quote"),
    },
    {
        **_MEDIA,
        "side": _text("the side of a comparison that it is about"),
        "items": _list(_object({**_QUOTED, "score": _NUMBER}), "the items of a list that answers"),
        "more_items": _count(),
    },
)
ANSWER = _object(
    {
        **_SCHEMA,
        "question": _text(),
        "answered": {
            "type": "boolean",
            "description": "false: no answer was found; the evidence is only similar",
        },
        "confidence": {
            **_NUMBER,
            "minimum": 0,
            "maximum": 1,
            "description": "probability that the first result answers",
        },
        "likelihood": {"type": ["string", "null"], "enum": ["likely", "possible", "weak", None]},
        "reason": _or_null(_text("why there is no answer")),
        "corrections": _list(_object({"from": _text(), "to": _text()}), "words searched in another spelling"),
        "evidence": _list(_EVIDENCE, "the results, best first; only closest matches if answered is false"),
        "elapsed_ms": _NUMBER,
    },
    {
        "understood": _text("the full question that a follow-up was completed to"),
        "about": _list(_text()),
        "missing": _text("which parts of the index did not answer, and why; tell the user"),
        "coverage": _object({"notes": _count(), "media": _count(), "main": _text(), "main_notes": _count()}),
    },
)
"""What `ask` gives: `askcloud QUESTION --json`."""

_PAGES = {"page": _count("from 1"), "pages": _count(), "total": _count("how many there are on all pages")}
PAGE_OF_NOTE = _object(
    {
        **_SCHEMA,
        **_NOTE,
        **_MEDIUM,
        "url": _or_null(_text("link that opens the video")),
        "date": _text("as 2025-01-31; empty if unknown"),
        **_PAGES,
        "sentences": _list(_object({name: _QUOTED[name] for name in ("quote", *_PLACE)}), "in order of the note"),
    },
    _MEDIA,
)
"""What `show_note` gives."""

LISTED_NOTES = _object(
    {
        **_SCHEMA,
        "listed": _text(),
        **_PAGES,
        "items": _list(
            _object(
                {**_NOTE, **_MEDIUM, "date": _text(), "sentences": _count(), "url": _or_null(_text())},
                _MEDIA,
            ),
            "in order of path",
        ),
    }
)
"""What `find_notes` gives: `askcloud list notes --json`, a page of it."""

_LEFT_OUT = _list(_object({"path": _text(), "reason": _text()}), "files that were left out")
STATUS = _object(
    {
        **_SCHEMA,
        "corpus": _list(_text(), "the folders of the notes"),
        "index": _text("the folder of the index"),
        "updated": _text("when the index was updated, in UTC"),
        **{name: _count() for name in ("notes", "hubs", "claims", "terms")},
        "time_trust": {"type": "object", "additionalProperties": _count()},
        "channels": _list(_object({"channel": _text(), "notes": _count()})),
        "changed": _count("notes that differ from the index now; update_index reads them"),
        "left_out": _LEFT_OUT,
        "building": {**_object({"read": _count(), "of": _count()}), "type": ["object", "null"]},
    }
)
"""What `status` gives: `askcloud status --json`, and whether the index is being built."""

SUMMARY = _object(
    {
        **_SCHEMA,
        **{name: _count() for name in ("notes", "hubs", "passages", "claims", "terms", "skipped")},
        **{name: _count() for name in ("added", "changed", "removed")},
        "seconds": _NUMBER,
        "left_out": _LEFT_OUT,
    }
)
"""What `update_index` gives: the summary of `askcloud index --json`."""
