"""Where the corpus and the index are. Nothing in a corpus is ever read as configuration.

Corpus: --corpus, else ASKCLOUD_CORPUS, else `corpus` in the user's config file, else the nearest folder `corpus/` in
the working directory or its parents, else the starter corpus that comes with askcloud.
Index: --index, else ASKCLOUD_INDEX, else `index/` in the same folder as a corpus called `corpus/`, else a folder for
that corpus alone in the user's cache.
"""

from __future__ import annotations

import os
from math import inf

from askcloud.corpus.corpus import Corpus
from askcloud.corpus.files import read_input
from askcloud.errors import UsageError
from askcloud.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

_LONGEST_NAME = 100

SETTINGS = ("corpus", "keys", "history", "cluster")
"""The settings that the user's config file may have."""

KEYS = (
    *"ask earlier later panes play copy copy_link edit expand links as_typed next_claim previous_claim".split(),
    *(f"pick_{number}" for number in range(1, 10)),
    *"copy_or_clear save rebuild clear messages step_back scroll_up scroll_down help back".split(),
)
"""The chat's actions that may get keys in the table `keys`; named here so that a question does not load Textual."""


class Settings(Record):
    """The folders that askcloud works on."""

    corpus: Corpus
    """The folders of notes, by absolute paths; not checked to exist."""
    index: str
    """Absolute path of the folder that holds the database; not checked to exist."""
    cluster: str | None = None
    """Address of the cluster that an index of several files is asked on; empty for none, None for what is configured.
    """


class ClusterSettings(Record):
    """The table `cluster` of the user's config file."""

    address: str = ""
    """Where the scheduler is, as `tls://host:8786`; empty to do all in this process."""
    certificate: str = ""
    """Path of this computer's certificate; needed beyond this computer, as are the next two."""
    key: str = ""
    """Path of its private key."""
    authority: str = ""
    """Path of the certificate of the authority that signed those of all computers."""
    deadline: float = 2.0
    """Seconds for which a question waits for a computer."""
    root: str = ""
    """The folder below which a worker on this computer opens indexes, and below which a client's are; empty for any."""


def read_settings(
    corpus: str | None,
    index: str | None,
    environment: Mapping[str, str] = os.environ,
    *,
    cluster: str | None = None,
) -> Settings:
    """Return the folders to use.

    Args:
        corpus: The folders that the command line names, one per line, if any.
        index: The folder of the index that the command line names, if any.
        environment: The environment variables.
        cluster: The address of a cluster that the command line names, if any.

    Raises:
        UsageError: A folder is empty text, or the user's config file cannot be read.
    """
    lines = (
        _checked(corpus, "--corpus")
        or _checked(_split_path(environment.get("ASKCLOUD_CORPUS")) or None, "ASKCLOUD_CORPUS")
        or _checked(_configured_corpus(environment), config_file(environment))
        or _nearest_corpus()
        or starter_corpus()
    )
    folders = Corpus.of(map(_absolute, lines.split("\n")))
    chosen = _checked(index, "--index") or environment.get("ASKCLOUD_INDEX")
    return Settings(folders, _absolute(chosen) if chosen else _index_for(folders, environment), cluster)


def _checked(lines: str | None, source: str) -> str | None:
    """Return folders, one per line, as they are: an empty one would be the working directory, whatever lies in it.

    Raises:
        UsageError: One of them is empty.
    """
    if lines is not None and "" in lines.split("\n"):
        hint = "Leave the empty part out. For the working directory write a dot."
        raise UsageError(f"There is an empty folder name in {source}.", hint=hint)
    return lines


def _split_path(paths: str | None) -> str | None:
    """Return folders separated as in PATH, one per line; a folder whose name contains the separator is one folder."""
    return paths if paths is None or os.path.isdir(paths) else paths.replace(os.pathsep, "\n")


def config_file(environment: Mapping[str, str] = os.environ) -> str:
    """Return the path of the user's config file: TOML with the settings of `SETTINGS`; it may not exist."""
    return os.path.join(_user_folder(environment, "XDG_CONFIG_HOME", "APPDATA", ".config"), "askcloud", "config.toml")


def starter_corpus() -> str:
    """Return the folder of notes that comes with askcloud, in the installed package or in a checkout."""
    package = os.path.dirname(os.path.abspath(__file__))
    installed = os.path.join(package, "starter_corpus")
    return installed if os.path.isdir(installed) else os.path.join(package, os.pardir, os.pardir, "corpus")


def state_folder(environment: Mapping[str, str] = os.environ) -> str:
    """Return the folder of the history, the last answer, the theme and the log; it may not exist."""
    return os.path.join(_user_folder(environment, "XDG_STATE_HOME", "LOCALAPPDATA", ".local/state"), "askcloud")


def read_keymap(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return, by action, the chat's keys in the table `keys` of the user's config file, separated by commas.

    Raises:
        UsageError: The config file cannot be read or is not valid.
    """
    keys: dict[str, str] = _config(environment).get("keys", {})
    return keys


def read_cluster(address: str | None = None, environment: Mapping[str, str] = os.environ) -> ClusterSettings:
    """Return the table `cluster` of the user's config file, its paths absolute.

    Args:
        address: The address to use in place of that in the file, if any.
        environment: The environment variables.

    Raises:
        UsageError: The config file cannot be read or is not valid.
    """
    table: dict[str, Any] = dict(_config(environment).get("cluster", {}))
    for name in ("certificate", "key", "authority", "root"):
        if table.get(name):
            table[name] = _absolute(table[name])
    return ClusterSettings(**(table if address is None else table | {"address": address}))


def keeps_history(environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether questions may be stored: unless the user's config file says `history = false`, or is not valid."""
    try:
        # Which spares a question whose folders are named otherwise the parser.
        if b"history" not in read_input(config_file(environment)):
            return True
        return bool(_config(environment).get("history", True))
    except UsageError:
        return False
    except OSError:
        return True


def _configured_corpus(environment: Mapping[str, str]) -> str | None:
    corpus = _config(environment).get("corpus")
    folders = corpus if isinstance(corpus, list) else [] if corpus in (None, "") else [corpus]
    if not all(isinstance(folder, str) for folder in folders):
        raise UsageError(f"In {config_file(environment)}, corpus is not a path.", hint='Write it as: corpus = "DIR".')
    if any("\n" in folder for folder in folders):  # which separates folders
        hint = "Rename the folder, or name the folder above it."
        raise UsageError(f"In {config_file(environment)}, a folder of corpus has a line break.", hint=hint)
    return "\n".join(folders) if folders else None


def _config(environment: Mapping[str, str]) -> dict[str, Any]:
    path = config_file(environment)
    if not os.path.isfile(path):
        return {}
    import tomllib  # 8 ms: only where there is a config file

    try:
        config = tomllib.loads(read_input(path).decode())
    except RecursionError as error:
        raise _unreadable_config(path, "it is nested too deeply") from error
    except (OSError, ValueError) as error:
        raise _unreadable_config(path, str(error)) from error
    _check_config(config, path)
    return config


def _unreadable_config(path: str, reason: str) -> UsageError:
    return UsageError(f"The config file {path} cannot be read: {reason}.", hint='Write it as: corpus = "DIR".')


def _check_config(config: dict[str, Any], path: str) -> None:
    """Refuse what would otherwise be ignored silently.

    Raises:
        UsageError: There is no such setting or action, `keys` is not a table of keys, or `history` not true or false.
    """
    keys = config.get("keys", {})
    if not isinstance(keys, dict) or not all(isinstance(key, str) for key in keys.values()):
        hint = 'Write it as: [keys], and on the next line play = "f5".'
        raise UsageError(f"In {path}, [keys] must be a table of keys.", hint=hint)
    table = config.get("cluster", {})
    if not isinstance(table, dict) or not all(map(_is_cluster_setting, table, table.values())):
        hint = (
            'Write it as: [cluster], and on the next line address = "tls://HOST:8786"; deadline is a number of seconds.'
        )
        known_names = ", ".join(ClusterSettings.__match_args__)
        raise UsageError(f"In {path}, [cluster] must be a table of these settings: {known_names}.", hint=hint)
    if not isinstance(config.get("history", True), bool):
        raise UsageError(f"In {path}, history must be true or false.", hint="Write it as: history = false.")
    for kind, names, known in (("a setting", config, SETTINGS), ("an action of the chat", keys, KEYS)):
        for name in names:
            if name not in known:
                raise UsageError(f"In {path}, {name} is not {kind}.", hint=f"Use one of: {', '.join(known)}.")


def _is_cluster_setting(name: str, value: object) -> bool:
    if name == "deadline":
        return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < inf
    return name in ClusterSettings.__match_args__ and isinstance(value, str)


def _nearest_corpus() -> str | None:
    try:
        here = os.getcwd()
    except OSError:  # the folder is gone
        return None
    return next(filter(os.path.isdir, _corpora_above(here)), None)


def _corpora_above(folder: str) -> Iterator[str]:
    while True:
        yield os.path.join(folder, "corpus")
        parent = os.path.dirname(folder)
        if parent == folder:
            return
        folder = parent


def _index_for(corpus: Corpus, environment: Mapping[str, str]) -> str:
    if len(corpus.folders) == 1:
        parent, name = os.path.split(corpus.folders[0])
        neighbour = os.path.join(parent, "index")
        if name == "corpus" and os.path.isdir(neighbour):
            return neighbour
    from hashlib import blake2b  # 3 ms: only where the index is in the cache

    # The real path, so that a vault reached by two names has one index; the folder's name, for people who look there.
    folders = [os.path.realpath(folder) for folder in corpus.folders]
    name = "+".join(os.path.basename(folder) for folder in folders)[:_LONGEST_NAME] or "corpus"
    folder = f"{name}-{blake2b(os.fsencode(chr(10).join(folders)), digest_size=6).hexdigest()}"
    return os.path.join(_user_folder(environment, "XDG_CACHE_HOME", "LOCALAPPDATA", ".cache"), "askcloud", folder)


def _user_folder(environment: Mapping[str, str], unix: str, windows: str, fallback: str) -> str:
    named = environment.get(windows if os.name == "nt" else unix)
    return named if named and os.path.isabs(named) else os.path.join(os.path.expanduser("~"), fallback)


def _absolute(path: str) -> str:
    if "\0" in path:
        raise UsageError("A folder's name cannot contain a null character.", hint="Name another folder.")
    return os.path.abspath(os.path.expanduser(path))
