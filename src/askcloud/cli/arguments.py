"""The grammar of the command line: commands, options, and the parsed arguments.

Parsed by hand: importing argparse and building a parser takes 6 ms, a fifth of a whole answer, getopt 1 ms.
"""

from __future__ import annotations

from askcloud.errors import UsageError
from askcloud.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_FORMS = ("json", "format", "playlist")  # options that choose the format of an answer
_HELP_WIDTH = 80  # columns
_NAME_WIDTH = 22  # columns of an option or a command in the help
_NUMBER = "N"  # the value of an option that counts something
_PORT = "PORT"  # the value of an option that is the number of a port
_MAX_DIGITS = 9  # of a number on the command line
_LAST_PORT = 65_535

DEFAULT_PORT = 7532
"""The port of the page."""


class Command(Record):
    """A command."""

    help: str
    """What it does, as one sentence without its full stop."""
    example: str
    """A line to try."""
    takes: str = ""
    """What it takes besides options, as shown in the help."""


COMMANDS = {
    "ask": Command(
        "Answer a question from your notes (the default command)",
        'askcloud "why does data gravity matter"',
        "[QUESTION | -]",
    ),
    "chat": Command("Open the interactive chat (the default without a question)", "askcloud chat --plain"),
    "open": Command(
        "Play a result of the last answer, the first or the one with this number",
        "askcloud open 2",
        "[N]",
    ),
    "index": Command("Update the index", "askcloud index --exclude 'drafts/'"),
    "status": Command("Show what the index contains and how many notes have changed", "askcloud status"),
    "list": Command(
        "List the notes, videos, channels or tags, those with a word in their title",
        "askcloud list videos machine",
        "[notes | videos | channels | tags [WORDS]]",
    ),
    "outline": Command("Print what the notes say about a video, in order of time", "askcloud outline AWS", "VIDEO"),
    "show": Command("Print the sentences of a note with their timestamps", 'askcloud show "Data gravity"', "NOTE"),
    "doctor": Command("Check how the notes were parsed and report problems", "askcloud doctor --json"),
    "verify": Command(
        "Check that the quotes of saved answers are still in the notes", "askcloud verify answers.json", "FILE"
    ),
    "eval": Command("Evaluate the answers to labelled questions", "askcloud eval questions.jsonl", "FILE"),
    "mcp": Command("Let an assistant ask, by the Model Context Protocol", "askcloud mcp --corpus ~/notes"),
    "serve": Command("Open a page in the browser on which the cited moments play", "askcloud serve --port 8100"),
    "completion": Command(
        "Print a script that completes commands, options and values",
        "askcloud completion bash",
        "[bash | zsh | fish | powershell]",
    ),
}


LISTED = ("notes", "videos", "channels", "tags")
"""What `list` lists."""

VALUED = ("channel", "tag")
"""The options whose values `completion --values` prints."""

SHELLS = ("bash", "zsh", "fish", "powershell")
"""The shells that `completion` has a script for."""


def _is_nothing_or_number(words: Sequence[str]) -> bool:
    return not words or (len(words) == 1 and words[0].isdecimal())


def _is_nothing(words: Sequence[str]) -> bool:
    return not words


def _is_nothing_or_shell(words: Sequence[str]) -> bool:
    return not words or (len(words) == 1 and words[0] in SHELLS)


def _is_list(words: Sequence[str]) -> bool:
    return not words or (words[0] in LISTED and len(words) <= 2)  # the kind and one word or phrase


def _is_outline(words: Sequence[str]) -> bool:
    return len(words) <= 1  # without one, the command says what it takes


FOLLOWED_BY: dict[str, Callable[[Sequence[str]], bool]] = {
    "open": _is_nothing_or_number,
    "list": _is_list,
    "outline": _is_outline,
    "mcp": _is_nothing,
    "serve": _is_nothing,
    "completion": _is_nothing_or_shell,
}
"""For each command that is also an ordinary first word of questions: whether the following words are valid arguments.
If not, the line is a question: `open source business models`. Any other command is always a command."""


class Option(Record):
    """One long option."""

    group: str
    """The heading it has in the help."""
    value: str
    """The name of its value, as shown in the help; empty for a switch."""
    help: str
    commands: tuple[str, ...] = tuple(COMMANDS)
    """The commands that take it."""
    repeats: bool = False
    """Whether it may be given several times; else the last value counts."""
    choices: tuple[str, ...] = ()
    """The values it may have; empty for any."""


_ASK = ("ask",)
_LISTS = ("ask", "list")
_JSON = ("ask", "list", "outline", "index", "status", "doctor", "verify", "eval")
_INDEX = ("index",)
_SERVE = ("serve",)

OPTIONS = {
    "top": Option("asking", _NUMBER, "maximum number of results (default: 5)", ("ask", "outline")),
    "after": Option("asking", "QUESTION", "the previous question, which this one follows up", _ASK),
    "continue": Option("asking", "", "follow up the last question that was asked on the command line", _ASK),
    "conversation": Option("asking", "", "treat each question on standard input as a possible follow-up", _ASK),
    "exact": Option("asking", "", "do not correct the spelling of the question", _ASK),
    "open": Option("asking", "", "play the first result at its timestamp", _ASK),
    "note": Option("asking", "", "open the note at the line of the result, in Obsidian or in $EDITOR", ("open",)),
    "plain": Option("asking", "", "line-based chat for screen readers and simple terminals", ("chat",)),
    "no-history": Option("asking", "", "neither load nor save the questions asked", ("ask", "chat")),
    "channel": Option("filters", "NAME", "only notes of this channel", _LISTS),
    "tag": Option("filters", "TAG", "only notes with this tag (repeatable: all must match)", _LISTS, repeats=True),
    "since": Option(
        "filters",
        "DATE",
        'only notes from this date on: 2025-01-31, 2025-01, "last month", "3 weeks ago"',
        _LISTS,
    ),
    "before": Option("filters", "DATE", "only notes before this date", _LISTS),
    "video": Option("filters", "VIDEO", "only notes on this video: its id, its link or words of its title", _LISTS),
    "json": Option(
        "output",
        "",
        "print JSON on one line, for programs",
        _JSON,
    ),
    "format": Option(
        "output",
        "NAME",
        "print text (the default), short (one line for each result) or markdown",
        _ASK,
        choices=("text", "short", "markdown"),
    ),
    "playlist": Option(
        "output",
        "KIND",
        "print the results as a playlist: m3u, edl (clips for mpv) or md",
        _ASK,
        choices=("m3u", "edl", "md"),
    ),
    "links": Option("output", "", "print links even if times are hyperlinks", _ASK),
    "why": Option("output", "", "show how the question was understood and the parts of each score", _ASK),
    "all": Option("output", "", "show long lists whole, not only the worst", ("doctor",)),
    "make": Option("output", _NUMBER, "print N sample questions drawn from the notes instead", ("eval",)),
    "quiet": Option("output", "", "print no progress and no notices, only errors"),
    "corpus": Option("index", "DIR", "folder of your notes (repeatable)", repeats=True),
    "index": Option("index", "DIR", "folder of the index"),
    "cluster": Option("index", "ADDRESS", "ask or build an index of shards on this Dask cluster; '' for none"),
    "no-refresh": Option("index", "", "neither build nor update the index first", ("ask", "list", "outline")),
    "exclude": Option(
        "index", "PATTERN", "exclude notes that match a .gitignore pattern (repeatable)", _INDEX, repeats=True
    ),
    "full": Option("index", "", "rebuild the index from all notes", _INDEX),
    "shards": Option(
        "index", _NUMBER, "split the index into N files, for many hundred thousand notes; 1 joins them", _INDEX
    ),
    "watch": Option("index", "", "keep running and index changes until ctrl+c is pressed", _INDEX),
    "port": Option("serving", _PORT, f"port of the page (default: {DEFAULT_PORT}); 0 for one that is free", _SERVE),
    "no-browser": Option("serving", "", "do not open the browser", _SERVE),
    "host": Option("serving", "ADDRESS", "let other computers open the page at this address", _SERVE),
    "certificate": Option("serving", "FILE", "certificate for that address, as PEM", _SERVE),
    "key": Option("serving", "FILE", "private key of the certificate, as PEM", _SERVE),
    "values": Option(
        "other", "NAME", "print the values of an option instead: channel or tag", ("completion",), choices=VALUED
    ),
    "help": Option("other", "", "show this help and exit"),
    "version": Option("other", "", "show the version and exit"),
}

SHORT_OPTIONS = {"-n": "top", "-c": "channel", "-j": "json", "-q": "quiet", "-h": "help"}
"""Options of one letter. Each is a separate word and is never joined with others or with its value, so that a dash
before two letters or more excludes a word from a question."""

_EXCLUDE_EACH_OTHER = (("after", "continue"), ("continue", "no-history"))


class Arguments(Record):
    """The parsed arguments of a run."""

    command: str
    """One of `COMMANDS`."""
    words: tuple[str, ...]
    """What was given besides options, as typed."""
    values: dict[str, tuple[str, ...]]
    """The given options with their values in order: none for a switch, one for an option that does not repeat."""

    def has(self, name: str) -> bool:
        """Return whether an option was given."""
        return name in self.values

    def value(self, name: str) -> str | None:
        """Return the value of an option that does not repeat; None if it was not given."""
        return self.values[name][0] if name in self.values else None

    @property
    def form(self) -> str:
        """How an answer is printed: text, short, markdown, json or a kind of playlist."""
        return "json" if self.has("json") else self.value("playlist") or self.value("format") or "text"

    def number(self, name: str, default: int) -> int:
        """Return the value of an option that counts something, from 1 on."""
        return int(self.value(name) or default)

    def without_question(self) -> Arguments:
        """Return these arguments as those of the chat.

        Raises:
            UsageError: An option needs a question.
        """
        for name in self.values:
            if "chat" not in OPTIONS[name].commands:
                raise UsageError(f"--{name} needs a question.", hint=f'For example: askcloud --{name} … "how …".')
        return Arguments("chat", (), self.values)


def read_arguments(argv: Sequence[str]) -> Arguments:
    """Parse the command line.

    Raises:
        UsageError: An option is unknown, lacks its value, has a wrong one or excludes another; or a command gets too
            many or too few words.
    """
    command, rest = _command_in(_without_help(_with_counts_apart(argv)))
    words: list[str] = []
    values: dict[str, tuple[str, ...]] = {}
    remaining = iter(rest)
    for word in remaining:
        if word == "--":
            words += remaining
        elif not word.startswith("-") or word == "-" or _excludes(word, command):
            words.append(word)
        else:
            name, given = _option_in(word, remaining, command)
            values[name] = values.get(name, ()) + given if OPTIONS[name].repeats else given
    arguments = Arguments(command, tuple(words), values)
    if not arguments.has("help"):
        _check_words(arguments)
        _check_values(arguments)
    return arguments


def near_command(word: str) -> str | None:
    """Return the command that an unanswered single word is probably a misspelling of; None if it is not one."""
    from rapidfuzz.distance import OSA  # 13 ms: only for a question without an answer

    commands = (*(command for command in COMMANDS if command != "ask"), "help")
    distance, nearest = min((OSA.distance(word, command), command) for command in commands)
    return nearest if 0 < distance <= min(2, len(nearest) // 3) else None


def usage(command: str) -> str:
    """Return the help of a command, without a final newline."""
    about = COMMANDS[command]
    name = f"askcloud {command}" if command != "ask" else "askcloud"
    lines = [f"usage: {name} [OPTIONS] {about.takes}".rstrip(), "", f"{about.help}.", "", f"example: {about.example}"]
    options = {name: option for name, option in OPTIONS.items() if command in option.commands}
    for group in dict.fromkeys(option.group for option in options.values()):
        rows = ((_shown(name, option), option.help) for name, option in options.items() if option.group == group)
        lines += ["", f"{group}:", *_columns(rows)]
    if command == "ask":
        rows = ((name, _lower(command.help)) for name, command in COMMANDS.items())
        lines += ["", "commands:", *_columns(rows), "", _NOTES]
    return "\n".join(lines)


_NOTES = """\
Without a question askcloud opens the chat. With - or piped input it answers one
question per line.
Query syntax: "exact phrase", -excluded, and the filters channel:, tag:, since:,
before: and video:. Quote the whole question for your shell. A dash before one
letter is an option, before more letters it excludes a word.
Exit status: 0 answered, 1 no answer found or a problem reported, 2 error."""


def _columns(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    from textwrap import wrap  # 2 ms: only for help

    for name, text in rows:
        first, *more = wrap(text, _HELP_WIDTH - _NAME_WIDTH)
        yield f"  {name:{_NAME_WIDTH - 3}} {first}"
        yield from (" " * _NAME_WIDTH + line for line in more)


def _shown(name: str, option: Option) -> str:
    letters = [f"{letter}, " for letter, meant in SHORT_OPTIONS.items() if meant == name]
    return f"{''.join(letters)}--{name} {option.value}".rstrip()


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def _command_in(argv: list[str]) -> tuple[str, list[str]]:
    """Return the command named by the first word that is not an option, and everything else.

    `--` ends the search: `askcloud -- index` asks about an index.
    """
    places = _places_of_words(argv)
    first = next(places, len(argv))
    if first < len(argv) and argv[first] in COMMANDS and "--" not in argv[:first]:
        is_followed = FOLLOWED_BY.get(argv[first])
        if not is_followed or is_followed([argv[place] for place in places]):
            return argv[first], argv[:first] + argv[first + 1 :]
    return "ask", argv


def _places_of_words(argv: list[str]) -> Iterator[int]:
    """Yield the positions of the words that are neither options nor their values; after `--` all are words."""
    position = 0
    while position < len(argv):
        word = argv[position]
        if word == "--":
            yield from range(position + 1, len(argv))
            return
        if not word.startswith("-") or word == "-" or _excludes(word, "ask"):
            yield position
        position += 2 if _takes_next_word(word) else 1


def _excludes(word: str, command: str) -> bool:
    """Return whether a word with a dash excludes a word from a question: `-nvidia`, but not `-json` for `--json`."""
    return command == "ask" and word[1:2] not in ("", "-") and len(word) > len("-n") and word[1:] not in OPTIONS


def _with_counts_apart(argv: Sequence[str]) -> list[str]:
    """Return the arguments with `-n3` before any `--` as `-n 3`, which other programs take for the same."""
    end = argv.index("--") if "--" in argv else len(argv)
    return [
        part
        for place, word in enumerate(argv)
        for part in (("-n", word[2:]) if place < end and word[:2] == "-n" and word[2:].isdecimal() else (word,))
    ]


def _without_help(argv: list[str]) -> list[str]:
    """Return the arguments with `help` and `help COMMAND` replaced by the option `--help`."""
    if argv[:1] != ["help"] or len(argv) > 2 or not COMMANDS.keys() >= set(argv[1:]):
        return argv
    return [*argv[1:], "--help"]


def _takes_next_word(word: str) -> bool:
    """Return whether the next word is the value of this option, whose name may be shortened."""
    if word[:2] != "--":
        return word in SHORT_OPTIONS and bool(OPTIONS[SHORT_OPTIONS[word]].value)
    start = word.removeprefix("--")
    meant = [start] if start in OPTIONS else [name for name in OPTIONS if name.startswith(start)]
    return any(OPTIONS[name].value for name in meant)


def _option_in(word: str, remaining: Iterator[str], command: str) -> tuple[str, tuple[str, ...]]:
    """Return the name and the values of an option; its value may be the next word.

    Raises:
        UsageError: There is no such option, several match, or its value is missing or not wanted.
    """
    given, sign, value = word.removeprefix("--").partition("=")
    known = [name for name, option in OPTIONS.items() if command in option.commands]
    if word[:2] == "--":
        matching = [name for name in known if name.startswith(given)]
    else:
        matching = [name for name in known if name == SHORT_OPTIONS.get(word)]
    name = given if given in matching else matching[0] if len(matching) == 1 else ""
    problem = ""
    if not name:
        problem = f"may mean --{' or --'.join(matching)}" if matching else "is unknown"
    elif sign and not OPTIONS[name].value:
        problem = "takes no value"
    elif OPTIONS[name].value and not sign:
        following = next(remaining, None)
        problem = "needs a value" if following is None else ""
        value = following or ""
    if problem:
        is_word = command == "ask" and not matching and word[:2] != "--"
        hint = f'As a word of the question: askcloud -- "… {word}".' if is_word else f"See: askcloud {command} --help."
        hint = f"Write it with two dashes: -{word}." if is_word and word[1:] in OPTIONS else hint
        raise UsageError(f"Option {word.partition('=')[0]} {problem}.", hint=hint)
    return name, (value,) if OPTIONS[name].value else ()


def _check_words(arguments: Arguments) -> None:
    """Refuse words that a command does not take, and a missing one that it needs.

    Raises:
        UsageError: With the hint how to ask the words as a question.
    """
    if arguments.command in ("ask", "list"):
        return
    takes = COMMANDS[arguments.command].takes
    expected = 0 if not takes or arguments.has("make") or arguments.has("values") else 1
    if arguments.command == "open":
        if arguments.words and not _is_count(arguments.words[0]):
            hint = "Results are numbered from 1: askcloud open 1."
            raise UsageError(f"There is no result {arguments.words[0][:20]}.", hint=hint)
    elif arguments.command == "completion" and expected != len(arguments.words):
        hint = "For example: askcloud completion bash. docs/completion.md says where to put it."
        raise UsageError(f"askcloud completion takes one shell: {', '.join(SHELLS)}.", hint=hint)
    elif len(arguments.words) != expected:
        raise UsageError(
            f"askcloud {arguments.command} takes {f'one {takes}' if expected else 'no arguments'}.",
            hint=f'To ask a question: askcloud ask "{arguments.command} …".',
        )


def _check_values(arguments: Arguments) -> None:
    """Refuse values that an option does not take, and options that exclude each other.

    Raises:
        UsageError: With the hint what to write instead.
    """
    for name, values in arguments.values.items():
        option = OPTIONS[name]
        for value in values:
            if option.value == _NUMBER and not _is_count(value):
                hint = f"For example: --{name} 3."
                raise UsageError(f"--{name} takes a positive integer, not '{value[:20]}'.", hint=hint)
            if option.value == _PORT and not (value.isdecimal() and len(value) <= 5 and int(value) <= _LAST_PORT):
                message = f"--{name} takes a number from 0 to {_LAST_PORT}, not '{value[:20]}'."
                raise UsageError(message, hint=f"For example: --{name} {DEFAULT_PORT}.")
            if option.choices and value not in option.choices:
                *others, last = option.choices
                takes = f"{', '.join(others)} or {last}"
                hint = f"For example: --{name} {last}."
                raise UsageError(f"--{name} takes {takes}, not '{value[:20]}'.", hint=hint)
    forms = [f"--{name}" for name in _FORMS if arguments.has(name)]
    if len(forms) > 1:
        raise UsageError(f"{' and '.join(forms)} cannot be combined.", hint=f"Give {' or '.join(forms)}.")
    for one, other in _EXCLUDE_EACH_OTHER:
        if arguments.has(one) and arguments.has(other):
            hint = f"Give only one of them, for example --{one}."
            raise UsageError(f"--{one} and --{other} cannot be combined.", hint=hint)
    if arguments.has("why") and arguments.form != "text":
        raise UsageError("--why works only with text output.", hint=f"Leave out --why or {forms[0]}.")


def _is_count(text: str) -> bool:
    return text.isdecimal() and len(text) <= _MAX_DIGITS and int(text) > 0
