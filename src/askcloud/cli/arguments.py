"""The command line's grammar: commands, options, and what a run was asked to do.

Read by a dozen lines: importing argparse and building a parser takes 6 ms, a fifth of a whole answer, getopt 1 ms.
"""

from __future__ import annotations

from askcloud.errors import UsageError
from askcloud.record import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

COMMANDS = {
    "ask": "answer a question; what askcloud does when no command is named",
    "chat": "ask in a conversation; what askcloud does when nothing is asked",
    "index": "bring the index up to date with the notes",
    "status": "say what the index holds and how fresh it is",
    "show": "print a note with the second of each of its claims",
    "doctor": "say what was made of the notes, and what needs care",
    "verify": "say which quotes of saved answers still stand in the notes",
    "eval": "measure the answers to questions whose right answers are known",
}
_FORMS = ("json", "format", "playlist")  # options that each say what an answer is printed as
_HELP_WIDTH = 80  # columns
_NUMBER = "N"  # what stands behind an option that counts something
_MOST_DIGITS = 9  # of a number on the command line
_WORDS = {
    "ask": "[QUESTION | -]",
    "chat": "",
    "index": "",
    "status": "",
    "show": "NOTE",
    "doctor": "",
    "verify": "FILE",
    "eval": "FILE",
}


@record
class Option:
    """One long option."""

    value: str
    """What stands behind it, as shown in the help; empty for a switch."""
    help: str
    commands: tuple[str, ...] = tuple(COMMANDS)
    """The commands that take it."""
    repeats: bool = False
    """Whether it may be given several times; its values then stand one a line."""
    choices: tuple[str, ...] = ()
    """The values it may have; empty for any."""


OPTIONS = {
    "corpus": Option("DIR", "the folder of your notes; several may be given", repeats=True),
    "index": Option("DIR", "the folder that holds the index"),
    "top": Option(_NUMBER, "at most so many pieces of evidence; 5 if not given", ("ask",)),
    "channel": Option("NAME", "look only at the notes of one channel", ("ask",)),
    "tag": Option("TAG", "look only at notes with a tag; with all, if several are given", ("ask",), repeats=True),
    "since": Option("DATE", "look only at notes from a day on: 2025-01-31, 2025-01, last month, 3 weeks ago", ("ask",)),
    "before": Option("DATE", "look only at notes before a day", ("ask",)),
    "video": Option("VIDEO", "look only at the notes about a video: its id, its link or words of its title", ("ask",)),
    "after": Option("QUESTION", "the question before, which this one may lean on", ("ask",)),
    "exact": Option("", "search every word as it is spelt", ("ask",)),
    "json": Option("", "JSON on one line, for programs", ("ask", "index", "doctor", "verify", "eval")),
    "format": Option("NAME", "text, or markdown for the answer as Markdown", ("ask",), choices=("text", "markdown")),
    "playlist": Option(
        "KIND",
        "the cited moments as a playlist: m3u, edl (clips for mpv) or md",
        ("ask",),
        choices=("m3u", "edl", "md"),
    ),
    "why": Option("", "say what each score is made of", ("ask",)),
    "open": Option("", "play the first claim's video, episode or file at its second", ("ask",)),
    "no-refresh": Option("", "answer from the index as it is: neither build it nor read what changed", ("ask",)),
    "plain": Option("", "lines of text only: for screen readers, and where the terminal can do no more", ("chat",)),
    "no-history": Option("", "neither read nor keep the questions asked before", ("chat",)),
    "make": Option(_NUMBER, "print N questions drawn from the notes, to start a file", ("eval",)),
    "exclude": Option("PATTERN", "pass over notes, as a line of .gitignore does", ("index",), repeats=True),
    "full": Option("", "read every note again, whatever index is there", ("index",)),
    "watch": Option("", "go on reading what changes until interrupted", ("index",)),
    "quiet": Option("", "nothing on standard error but errors"),
    "help": Option("", "print this and exit"),
    "version": Option("", "print the version and exit"),
}


@record
class Arguments:
    """What a run was asked to do."""

    command: str
    """One of `COMMANDS`."""
    words: tuple[str, ...]
    """What stands there besides options, as typed."""
    values: dict[str, str]
    """Option names with their values, one a line; a switch that is on has an empty one."""

    def has(self, name: str) -> bool:
        """Whether an option was given."""
        return name in self.values

    @property
    def form(self) -> str:
        """What an answer is printed as: text, markdown, json or a kind of playlist."""
        return "json" if self.has("json") else self.values.get("playlist") or self.values.get("format", "text")

    def number(self, name: str, otherwise: int) -> int:
        """The value of an option that counts something, from 1 on."""
        return int(self.values.get(name, otherwise))

    def without_question(self) -> Arguments:
        """These arguments as the chat's, where no question was asked.

        Raises:
            UsageError: An option speaks of a question.
        """
        for name in self.values:
            if "chat" not in OPTIONS[name].commands:
                raise UsageError(f"--{name} needs a question.", hint=f'For example: askcloud --{name} … "how …".')
        return Arguments("chat", (), self.values)


def read_arguments(argv: Sequence[str]) -> Arguments:
    """The command line understood.

    Raises:
        UsageError: An option is unknown, lacks its value, has a wrong one or excludes another; or words are too many.
    """
    command, rest = _command_in(["--help"] if list(argv) == ["help"] else list(argv))
    words: list[str] = []
    values: dict[str, str] = {}
    left = iter(rest)
    for word in left:
        if word == "--":
            words += left
        elif word == "-" or not word.startswith("-"):
            words.append(word)
        else:
            name, value = _option_in(word, left, command)
            values[name] = f"{values[name]}\n{value}" if name in values and OPTIONS[name].repeats else value
    arguments = Arguments(command, tuple(words), values)
    if not arguments.has("help"):
        _check_words(arguments)
        _check_values(arguments)
    return arguments


def _option_in(word: str, left: Iterator[str], command: str) -> tuple[str, str]:
    """The name and value of an option of a command; the value may be the next word.

    Raises:
        UsageError: There is no such option, several may be meant, or its value is missing or one too many.
    """
    given, sign, value = word.removeprefix("--").partition("=")
    taken = [name for name, option in OPTIONS.items() if command in option.commands]
    names = ["help"] if word == "-h" else [name for name in taken if word[:2] == "--" and name.startswith(given)]
    name = given if given in names else names[0] if len(names) == 1 else ""
    wrong = ""
    if not name:
        wrong = f"may be --{' or --'.join(names)}" if names else "not recognized"
    elif sign and not OPTIONS[name].value:
        wrong = "must not have an argument"
    elif OPTIONS[name].value and not sign:
        following = next(left, None)
        wrong = "requires argument" if following is None else ""
        value = following or ""
    if wrong:
        is_word = command == "ask" and not names and word[:2] != "--"
        hint = f'As a word of the question: askcloud -- "… {word}".' if is_word else f"See: askcloud {command} --help."
        raise UsageError(f"Option {word.partition('=')[0]} {wrong}.", hint=hint)
    return name, value


def near_command(word: str) -> str | None:
    """The command that a word alone, which no note answers, was probably meant to be; one spelt right was not meant."""
    from rapidfuzz.distance import OSA  # 13 ms: only for what is not answered

    distance, nearest = min((OSA.distance(word, command), command) for command in COMMANDS if command != "ask")
    return nearest if 0 < distance <= min(2, len(nearest) // 3) else None


def usage(command: str) -> str:
    """The help of a command, without a final newline."""
    shown = f" {command}" if command != "ask" else ""
    lines = [
        f"usage: askcloud{shown} [OPTIONS] {_WORDS.get(command, '')}".rstrip(),
        "",
        f"{COMMANDS[command].capitalize()}.",
        "",
    ]
    lines += _columns(
        (f"--{name} {option.value}", option.help) for name, option in OPTIONS.items() if command in option.commands
    )
    if command == "ask":
        lines += ["", "commands:", *_columns(COMMANDS.items()), "", _NOTES]
    return "\n".join(lines)


_NOTES = """\
Without a question askcloud opens the chat; - or piped input is one question a
line, and each line gets an answer, an empty one too. In a question "two words"
must be said as they stand and -word must not be said: quote the whole for your
shell, and put -- before one that begins with a dash.
Exit code: 0 answered, 1 the notes do not say, 2 error."""


def _command_in(argv: list[str]) -> tuple[str, list[str]]:
    """The command named by the first word that is no option, and everything else.

    `--` ends the search: `askcloud -- index` asks about an index.
    """
    at = 0
    while at < len(argv) and argv[at].startswith("-") and argv[at] not in ("-", "--"):
        at += 2 if _takes_value(argv[at]) else 1
    if at < len(argv) and argv[at] in COMMANDS:
        return argv[at], argv[:at] + argv[at + 1 :]
    return "ask", argv


def _takes_value(word: str) -> bool:
    """Whether the next word belongs to an option, which may be shortened as far as it stays clear."""
    name = word.removeprefix("--")
    meant = [OPTIONS[name]] if name in OPTIONS else [OPTIONS[each] for each in OPTIONS if each.startswith(name)]
    return any(option.value for option in meant)


def _check_words(arguments: Arguments) -> None:
    """Refuses words that a command does not take.

    Raises:
        UsageError: With the hint how to ask them as a question.
    """
    if arguments.command == "ask":
        return
    expected = 1 if _WORDS.get(arguments.command) and not arguments.has("make") else 0
    if len(arguments.words) != expected:
        takes = f"one {_WORDS[arguments.command]}" if expected else "no words"
        raise UsageError(
            f"askcloud {arguments.command} takes {takes}.",
            hint=f'To ask a question: askcloud ask "{arguments.command} …".',
        )


def _check_values(arguments: Arguments) -> None:
    """Refuses values that an option does not take, two forms of one answer, and reasons where a form has no room.

    Raises:
        UsageError: With the hint what would do.
    """
    for name, value in arguments.values.items():
        option = OPTIONS[name]
        if option.value == _NUMBER and not _is_count(value):
            raise UsageError(f"--{name} takes a number from 1 on, not {value[:20]}.", hint=f"For example: --{name} 3.")
        if option.choices and value not in option.choices:
            *others, last = option.choices
            takes = f"{', '.join(others)} or {last}"
            raise UsageError(f"--{name} takes {takes}, not {value[:20]}.", hint=f"For example: --{name} {last}.")
    forms = [f"--{name}" for name in _FORMS if arguments.has(name)]
    if len(forms) > 1:
        raise UsageError(f"An answer has one form, not {' and '.join(forms)}.", hint=f"Give {' or '.join(forms)}.")
    if arguments.has("why") and arguments.form != "text":
        raise UsageError("--why explains an answer in text.", hint=f"Leave out --why or {forms[0]}.")


def _is_count(value: str) -> bool:
    return value.isdecimal() and len(value) <= _MOST_DIGITS and int(value) > 0


def _columns(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    from textwrap import wrap  # 2 ms: only for help

    for name, text in rows:
        first, *more = wrap(text, _HELP_WIDTH - 20)
        yield f"  {name:17} {first}"
        yield from (f"{'':20}{line}" for line in more)
