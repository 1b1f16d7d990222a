"""Lines of a chat that are not questions: commands after a slash, and words such as *thanks* and *help*."""

from __future__ import annotations

from askcloud.errors import AskcloudError
from askcloud.text.analyzer import normalise_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from askcloud.answering.conversation import Conversation
    from askcloud.index.filters import Filters

FILTER_COMMANDS = ("channel", "tag", "since", "before", "video")
"""The commands that set a filter, by its name."""

LISTING_COMMANDS = ("alone", "list", "outline")
"""The commands that show something in a turn of their own, as a question does."""

COMMANDS = {
    "help": ("", "list these commands"),
    "channel": ("NAME", "search only this channel; without a name, any"),
    "tag": ("NAME", "search only notes with this tag; without a name, any"),
    "since": ("DATE", "search only notes since then; without a date, any"),
    "before": ("DATE", "search only notes before then; without a date, any"),
    "video": ("VIDEO", "search only notes on this video; without one, any"),
    "list": ("KIND WORD", "list notes, videos, channels or tags"),
    "outline": ("VIDEO", "show what the notes say about a video, in order"),
    "alone": ("QUESTION", "ask without the previous question, or the last one again"),
    "clear": ("", "start a new conversation; filters stay"),
    "quit": ("", "leave the chat"),
}
"""(argument, description) of each command, by its name."""

_PLAIN_WORDS = {
    "help": "/help lists the commands.",
    "quit": "/quit leaves the chat.",
    "exit": "/quit leaves the chat.",
    "bye": "/quit leaves the chat.",
    "clear": "/clear starts a new conversation.",
    "thanks": "You are welcome.",
    "thank you": "You are welcome.",
    "hello": "Hello. Ask something that your notes may answer.",
    "hi": "Hello. Ask something that your notes may answer.",
    "yes": "You were not asked anything. Ask something that your notes may answer.",
    "no": "You were not asked anything. Ask something that your notes may answer.",
    "ok": "Ask something that your notes may answer.",
    "okay": "Ask something that your notes may answer.",
}
"""The replies to small talk and to commands without a slash."""

_MAX_EDITS = 2  # letters by which a command may be misspelt


def read_command(typed: str) -> tuple[str, str]:
    """Return the command that a line begins with, without its slash, and its argument; an empty command for a question.

    Only letters make a command, so that a path such as `/etc/hosts` is searched like any other text.
    """
    first, _, argument = typed.strip().partition(" ")
    name = first[1:].lower() or "help"
    return (name, argument.strip()) if first[:1] == "/" and name.isalpha() else ("", typed)


def is_question(typed: str) -> bool:
    """Return whether a line is not a command, except one that lists something, nor small talk."""
    command, _ = read_command(typed)
    return command in LISTING_COMMANDS or not (command or _reply_to_small_talk(typed))


def reply(conversation: Conversation, typed: str) -> str:
    """Carry out a line that is not a question, and return the reply; empty for a question.

    The commands `clear` and `quit`, and those that show something, are not carried out: each front end has its own way.
    """
    command, argument = read_command(typed)
    if not command:
        return _reply_to_small_talk(typed)
    if command in FILTER_COMMANDS:
        return _set_filter(conversation, command, argument)
    if command in COMMANDS:
        return commands_help() if command == "help" else ""
    near = _nearest_command(command)
    return f"There is no command /{command}. " + (f"Did you mean /{near}? " if near else "") + "/help lists them all."


def commands_help() -> str:
    """Return the list of commands, one a line."""
    rows = [(f"/{name} {takes}".rstrip(), does) for name, (takes, does) in COMMANDS.items()]
    width = max(len(typed) for typed, _ in rows)
    return "\n".join(f"{typed:{width}}  {does}" for typed, does in rows)


def chips_of(filters: Filters) -> Iterator[tuple[str, str]]:
    """Yield (name, value in words) of each filter that is set, in the order of the commands."""
    values = (filters.channel, ", ".join(filters.tags), filters.since, filters.before, filters.video)
    yield from ((name, value) for name, value in zip(FILTER_COMMANDS, values, strict=True) if value)


def completed(typed: str, values_of: Callable[[str], Iterable[str]]) -> str:
    """Return a line with its command or the value of its filter completed; as typed if nothing continues it.

    Args:
        typed: The line so far.
        values_of: Returns the values that a filter may have.
    """
    command, blank, value = typed.partition(" ")
    if command[:1] != "/" or typed == "/":
        return typed
    if not blank:
        known = (f"/{name}{' ' * bool(takes)}" for name, (takes, _) in COMMANDS.items())
        return next((name for name in known if name.startswith(typed)), typed)
    name = command[1:]
    wanted = normalise_name(value)
    if name not in FILTER_COMMANDS or not wanted:
        return typed
    # Only completions that continue the typed letters exactly, because they are shown after them.
    ends = (each[len(value) :] for each in values_of(name) if normalise_name(each[: len(value)]) == wanted)
    return typed + next(ends, "")


def _reply_to_small_talk(typed: str) -> str:
    """Return the reply to small talk, or to a command without a slash; empty for a question."""
    said = " ".join(typed.split()).lower().rstrip("!.")
    if answer := _PLAIN_WORDS.get(said, ""):
        answer += f' To search for the word, put it in quotes: "{said}".'
    return answer


def _set_filter(conversation: Conversation, name: str, value: str) -> str:
    """Set or remove a filter; return which filters apply then, or why it cannot be set."""
    try:
        conversation.set_filter(name, value or None)
    except AskcloudError as error:
        return f"{error.message} {error.hint}"
    chips = "; ".join(f"{name}: {value}" for name, value in chips_of(conversation.filters))
    return f"Every question now searches only {chips}." if chips else "Every question now searches all notes."


def _nearest_command(typed: str) -> str:
    """Return the command that was probably meant; empty if none is near."""
    from rapidfuzz.distance import OSA  # 13 ms: only for a command that does not exist

    distance, nearest = min((OSA.distance(typed, name), name) for name in COMMANDS)
    return nearest if distance <= min(_MAX_EDITS, len(nearest) // 2) else ""
