"""The tools, as the protocol describes them: the purpose, arguments and results of each.

The descriptions are read by a language model, which decides by them when to call a tool.
"""

from __future__ import annotations

from askcloud.answering.ask import TOP
from askcloud.mcp import schemas
from askcloud.mcp.library import SENTENCES
from askcloud.mcp.schemas import input_schema, takes_number, takes_switch, takes_text, takes_texts
from askcloud.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from askcloud.mcp.schemas import Schema

MAX_RESULTS = 20
"""Results of an answer, at most."""

_MANY = 1_000_000_000  # above every line, second and page


class Tool(Record):
    """A tool."""

    title: str
    description: str
    takes: Schema
    gives: Schema
    changes: bool = False
    """Whether it changes anything, which only what updates the index does."""


_FILTERS = {
    "channel": takes_text("Only notes of this channel; status lists the channels.", "acquiredfm"),
    "tag": takes_texts("Only notes with all of these tags.", "cloud"),
    "since": takes_text(
        "Only notes from this date on: a day, a month or words.", "2025-01-31", "2025-01", "last month", "3 weeks ago"
    ),
    "before": takes_text("Only notes before this date, written as for since.", "2025-01-31"),
    "video": takes_text("Only notes on this video: its id, its link or words of its title.", "ifA0ZRiOmx0"),
}
_PAGE = takes_number("Which page, from 1.", 1, _MANY, 1, 2)

TOOLS = {
    "ask": Tool(
        "Ask the notes",
        "Answers a question from the user's own notes on videos, podcasts and talks, by quoting the sentences that"
        " answer, word for word, each with its note, line, second and link. Call it before you answer from memory"
        " whenever the notes may say something about the subject. Quote the sentences as they are and cite their url."
        " If answered is false, the notes do not say it: tell the user so, and do not present evidence as an answer.",
        input_schema(
            {
                "question": takes_text(
                    "A question in plain words, or a topic. It may hold operators: an exact phrase in quotation marks,"
                    " and -word to exclude a word.",
                    "why does data gravity matter",
                ),
                "top": takes_number("How many results at most.", 1, MAX_RESULTS, TOP, 3),
                **_FILTERS,
                "after": takes_text(
                    "The previous question, if this one is a follow-up to it, such as “and Azure?”.",
                    "what does AWS charge for storage",
                ),
                "exact": takes_switch("Search unknown words as they are spelt, without correcting them."),
            },
            "question",
        ),
        schemas.ANSWER,
    ),
    "show_note": Tool(
        "Show a note",
        "Shows the sentences of one note with their lines, seconds and links, as the note is now. Call it to read what"
        f" stands around a quote of ask, or a note of find_notes. A page has {SENTENCES} sentences.",
        input_schema(
            {
                "note": takes_text(
                    "Path, file name or title of the note.",
                    "acquiredfm/how_snowflake_got_past_redshift.md",
                    "How Snowflake got past Redshift",
                ),
                "from_line": takes_number("First line of the range, from 1.", 1, _MANY, None, 20),
                "to_line": takes_number("Last line of the range.", 1, _MANY, None, 60),
                "from_second": takes_number(
                    "First second of the range, from the start of the video.", 0, _MANY, None, 90
                ),
                "to_second": takes_number("Last second of the range.", 0, _MANY, None, 180),
                "page": _PAGE,
            },
            "note",
        ),
        schemas.PAGE_OF_NOTE,
    ),
    "find_notes": Tool(
        "Find notes",
        "Lists notes by words of their title or path, by tag, channel, date or video. Call it when the user asks which"
        " notes there are, not what they say: for that call ask.",
        input_schema(
            {
                "words": takes_text("Words that are all in the title or the path.", "machine learning"),
                **_FILTERS,
                "page": _PAGE,
            }
        ),
        schemas.LISTED_NOTES,
    ),
    "status": Tool(
        "Show the state of the index",
        "Says how many notes, sentences and channels there are, when the index was updated, and how many notes have"
        " changed since then. Call it to learn the names of the channels, or if an answer seems out of date.",
        input_schema({}),
        schemas.STATUS,
    ),
    "update_index": Tool(
        "Update the index",
        "Reads the notes that were added or changed into the index. Questions notice a few changes by themselves; call"
        " this if status reports many, or if a message says so. It changes nothing but the index.",
        input_schema({"full": takes_switch("Read every note again, also those that have not changed.")}),
        schemas.SUMMARY,
        changes=True,
    ),
}
"""All tools by name."""

PROMPT = "answer_with_citations"
"""The name of the one prompt."""

PROMPT_TITLE = "Answer with citations"

PROMPT_DESCRIPTION = "Answer a question from the notes only, with quotes and links"

PROMPT_TEXT = """\
Answer this question from my notes: {question}

1. Call the tool ask with the question. If it is not answered, ask once more in other words.
2. Answer only with what ask returned. Quote its sentences word for word, in quotation marks. Add nothing from memory.
3. Behind each quote give its source: the title, the time, and its url as a link. Link to nothing else. Without a url \
name the note and the line.
4. If answered is false, say that my notes do not answer the question, and give the reason. Do not guess."""
"""The text of the prompt, with the question in it."""

INSTRUCTIONS = """\
askcloud searches the user's notes on videos and podcasts and quotes them word for word, with second and link. It uses \
no language model and no network. Ask with `ask`, read around a quote with `show_note`, list with `find_notes`. \
Quote only what `ask` or `show_note` returned, and cite the url that came with it."""
"""How the server describes itself."""
