"""Scripts that complete commands, options and values in a shell, made of the table of options.

What does not depend on that table is in the folder `completion_scripts`, with `@NAME@` where a part goes.
A script asks askcloud only for names of channels and tags, once for each index, and keeps them while the shell runs.
"""

from __future__ import annotations

import os

from askcloud.cli.arguments import COMMANDS, LISTED, OPTIONS, SHELLS, SHORT_OPTIONS, VALUED
from askcloud.cli.exit_codes import DONE
from askcloud.output.sanitize import clean
from askcloud.storage import open_index

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from askcloud.cli.arguments import Arguments, Option
    from askcloud.settings import Settings

_WORDS = {"list": LISTED, "completion": SHELLS, "help": tuple(COMMANDS)}
"""By command, the words that it takes."""

_FILES, _FOLDERS = "FILE", "DIR"  # as the table names them


def completion(arguments: Arguments, settings: Settings) -> int:
    """Print the script for a shell, or the values that an option may have in the index."""
    name = arguments.value("values")
    if name:
        with open_index(settings.index, settings.cluster) as index:
            known = index.channels() if name == "channel" else index.tags()
        for value, _ in known:
            if value:
                print(clean(value))
    else:
        print(_SCRIPTS[arguments.words[0]]())
    return DONE


def _options_of(command: str) -> dict[str, Option]:
    return {name: option for name, option in OPTIONS.items() if command in option.commands}


def _value_of(name: str) -> str:
    """Return how a script completes the value of an option: by fixed words, values of the index, folders, or not."""
    option = OPTIONS[name]
    if option.choices:
        return "words " + " ".join(option.choices)
    if name in VALUED:
        return f"values {name}"
    return "folders" if option.value == _FOLDERS else "nothing"


def _takes_file(command: str) -> bool:
    return COMMANDS[command].takes == _FILES


def _spellings(names: Iterable[str]) -> Iterator[str]:
    """Yield options as they are typed, those by a letter too."""
    for name in names:
        yield f"--{name}"
        yield from (letter for letter, meant in SHORT_OPTIONS.items() if meant == name)


def _quoted(text: str, doubled: str) -> str:
    """Return a text in single quotes, with `doubled` for each in it."""
    return "'" + text.replace("'", doubled) + "'"


# --- bash ------------------------------------------------------------------------------------------------------------


def _bash() -> str:
    kinds = {"words": 'COMPREPLY=($(compgen -W "{}" -- "$cur")); return', "values": "_askcloud_values {}; return"}
    kinds["folders"] = 'compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$cur")); return'
    values = []
    for name, option in OPTIONS.items():
        kind, _, given = _value_of(name).partition(" ")
        if option.value and kind in kinds:
            values.append(f"        {'|'.join(_spellings([name]))}) {kinds[kind].format(given)} ;;")
    options = (
        f'            {command}) COMPREPLY=($(compgen -W "{" ".join(_spellings(_options_of(command)))}" -- "$cur")) ;;'
        for command in COMMANDS
    )
    words = [
        f'            {command}) COMPREPLY=($(compgen -W "{" ".join(given)}" -- "$cur")) ;;'
        for command, given in _WORDS.items()
    ]
    files = "|".join(filter(_takes_file, COMMANDS))
    words.append(f'            {files}) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")) ;;')
    return _filled(
        "bash",
        VALUED="|".join(_spellings(name for name, option in OPTIONS.items() if option.value)),
        VALUES="\n".join(values),
        COMMANDS="|".join([*COMMANDS, "help"]),
        OPTIONS="\n".join(options),
        ALL=" ".join([*COMMANDS, "help"]),
        WORDS="\n".join(words),
    )


def _filled(shell: str, **parts: str) -> str:
    """Return the script for a shell with its parts, each in the place of `@NAME@`."""
    path = os.path.join(os.path.dirname(__file__), "completion_scripts", f"{shell}.txt")
    with open(path, encoding="utf-8") as file:
        script = file.read().rstrip()
    for name, part in parts.items():
        script = script.replace(f"@{name}@", part)
    return script


# --- zsh -------------------------------------------------------------------------------------------------------------


def _zsh() -> str:
    commands = [*((name, command.help) for name, command in COMMANDS.items()), ("help", "Show help")]
    specs = (
        f"        {command}) _arguments -s -S {_zsh_specs(command)} '*: :_askcloud_words' ;;"
        for command in COMMANDS
        if command != "ask"
    )
    words = [f"        {command}) compadd -- {' '.join(given)} ;;" for command, given in _WORDS.items()]
    words.append(f"        {'|'.join(filter(_takes_file, COMMANDS))}) _files ;;")
    return _filled(
        "zsh",
        COMMANDS="\n".join(f"        {_quoted(f'{name}:{about}', _ZSH_QUOTE)}" for name, about in commands),
        VALUED="|".join(_spellings(name for name, option in OPTIONS.items() if option.value)),
        SPECS="\n".join(specs),
        ASK=_zsh_specs("ask"),
        WORDS="\n".join(words),
    )


_ZSH_QUOTE = r"'\''"


def _zsh_specs(command: str) -> str:
    """Return the options of a command as `_arguments` takes them."""
    kinds = {"words": "({})", "values": " _askcloud_values {}", "folders": "_directories", "nothing": " "}
    specs = []
    for name, option in _options_of(command).items():
        about = option.help.translate({ord(sign): f"\\{sign}" for sign in "[]:\\"})
        kind, _, given = _value_of(name).partition(" ")
        for typed in _spellings([name]):
            value = f":{option.value}:{kinds[kind].format(given)}" if option.value else ""
            sign = "=" if value and typed[:2] == "--" else ""
            specs.append(_quoted(f"{'*' * option.repeats}{typed}{sign}[{about}]{value}", _ZSH_QUOTE))
    return " ".join(specs)


# --- fish ------------------------------------------------------------------------------------------------------------


def _fish() -> str:
    kinds = {"words": "-x -a '{}'", "values": "-x -a '(__askcloud_values {})'"}
    kinds |= {"folders": "-x -a '(__fish_complete_directories)'", "nothing": "-x"}
    lines = [
        f"complete -c askcloud -n __askcloud_begins -a {name} -d {_quoted(command.help, _FISH_QUOTE)}"
        for name, command in COMMANDS.items()
    ]
    for command, words in _WORDS.items():
        lines.append(f"complete -c askcloud -n '__askcloud_is {command}' -a '{' '.join(words)}'")
    lines.append(f"complete -c askcloud -n '__askcloud_is {' '.join(filter(_takes_file, COMMANDS))}' -F")
    for name, option in OPTIONS.items():
        kind, _, given = _value_of(name).partition(" ")
        letters = "".join(f" -s {letter[1:]}" for letter in _spellings([name]) if letter[:2] != "--")
        value = f" {kinds[kind].format(given)}" if option.value else ""
        commands = " ".join(option.commands)
        about = _quoted(option.help, _FISH_QUOTE)
        lines.append(f"complete -c askcloud -n '__askcloud_is {commands}' -l {name}{letters}{value} -d {about}")
    return _filled(
        "fish",
        VALUED=" ".join(_spellings(name for name, option in OPTIONS.items() if option.value)),
        ALL=" ".join([*COMMANDS, "help"]),
        LINES="\n".join(lines),
    )


_FISH_QUOTE = r"\'"


# --- PowerShell ------------------------------------------------------------------------------------------------------


def _powershell() -> str:
    values = {
        typed: _value_of(name) for name, option in OPTIONS.items() if option.value for typed in _spellings([name])
    }
    return _filled(
        "powershell",
        COMMANDS=_table({name: command.help for name, command in COMMANDS.items()}),
        OPTIONS=_table({command: " ".join(_spellings(_options_of(command))) for command in COMMANDS}),
        VALUES=_table(values),
        WORDS=_table({command: " ".join(given) for command, given in _WORDS.items()}),
    )


def _table(rows: dict[str, str]) -> str:
    """Return rows as PowerShell writes a table."""
    return "; ".join(f"'{name}' = {_quoted(value, _POWERSHELL_QUOTE)}" for name, value in rows.items())


_POWERSHELL_QUOTE = "''"
_SCRIPTS = {"bash": _bash, "zsh": _zsh, "fish": _fish, "powershell": _powershell}
