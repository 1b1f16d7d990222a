"""Laws of where the corpus and the index are."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

import askcloud
from askcloud.errors import UsageError
from askcloud.settings import (
    ClusterSettings,
    config_file,
    keeps_history,
    read_cluster,
    read_keymap,
    read_settings,
    starter_corpus,
    state_folder,
)


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A working directory below a folder that holds a corpus and an index, and an environment of its own."""
    for name in ("corpus", "index", "project/deep", "empty"):
        (tmp_path / name).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "project" / "deep")
    return tmp_path


@pytest.fixture
def environment(tmp_path):
    """An environment with folders for configuration and cache, and nothing set."""
    config, cache = str(tmp_path / "config"), str(tmp_path / "cache")
    return {"XDG_CONFIG_HOME": config, "APPDATA": config, "XDG_CACHE_HOME": cache, "LOCALAPPDATA": cache}


def _configure(environment, text):
    path = Path(config_file(environment))
    path.parent.mkdir(parents=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def test_corpus_is_found_by_what_is_nearest_to_the_reader(here, environment):
    """The flag beats the environment, which beats the config file, which beats the nearest folder."""
    flag, named, configured = (str(here / name) for name in ("flag", "named", "configured"))
    full = {**environment, "ASKCLOUD_CORPUS": named}
    nearest = read_settings(None, None, environment).corpus
    _configure(environment, f"corpus = {configured!r}")

    found = [
        read_settings(flag, None, full).corpus,
        read_settings(None, None, full).corpus,
        read_settings(None, None, environment).corpus,
        nearest,
    ]

    assert [corpus.lines for corpus in found] == [flag, named, configured, str(here / "corpus")]


def test_corpus_is_the_nearest_one_upward(here, environment):
    """A corpus beside the working directory is nearer than one above it, and a file of that name is none."""
    (here / "project" / "deep" / "corpus").touch()
    (here / "project" / "corpus").mkdir()

    assert read_settings(None, None, environment).corpus.folders == (str(here / "project" / "corpus"),)


def test_corpus_is_the_starter_corpus_where_there_is_no_other(tmp_path, monkeypatch, environment):
    """In a folder without a corpus above it, the notes that come with askcloud are read."""
    monkeypatch.chdir(tmp_path)

    (corpus,) = read_settings(None, None, environment).corpus.folders

    assert os.path.samefile(corpus, starter_corpus())
    assert os.path.isabs(corpus)
    assert any(name.endswith(".md") for _, _, names in os.walk(corpus) for name in names)


@pytest.mark.parametrize("empty", ["ASKCLOUD_CORPUS", "ASKCLOUD_INDEX"])
def test_empty_variables_count_as_not_set(here, environment, empty):
    """A variable that is set to nothing chooses nothing."""
    settings = read_settings(None, None, {**environment, empty: ""})

    assert (settings.corpus.lines, settings.index) == (str(here / "corpus"), str(here / "index"))


def test_index_is_found_by_what_is_nearest_to_the_reader(here, environment):
    """The flag beats the environment, which beats the folder beside a corpus of that name."""
    full = {**environment, "ASKCLOUD_INDEX": str(here / "named")}

    found = [
        read_settings(None, str(here / "flag"), full).index,
        read_settings(None, None, full).index,
        read_settings(None, None, environment).index,
    ]

    assert found == [str(here / name) for name in ("flag", "named", "index")]


@pytest.mark.parametrize(
    "corpus", ["vault", "empty/corpus"], ids=["a corpus of another name", "a corpus with no index beside it"]
)
def test_index_of_another_corpus_is_in_the_cache(here, environment, corpus):
    """A vault of one's own gets nothing written beside it: its index has a folder in the user's cache."""
    settings = read_settings(str(here / corpus), None, environment)

    assert Path(settings.index).parent == here / "cache" / "askcloud"
    assert Path(settings.index).name.startswith(f"{Path(corpus).name}-")


def test_index_in_the_cache_is_one_for_each_corpus(here, environment):
    """Two vaults of one name have two indexes; one reached by two paths has one."""
    for name in ("one/vault", "two/vault"):
        (here / name).mkdir(parents=True)
    (here / "link").symlink_to(here / "one" / "vault")

    one, two, link, slash = (
        read_settings(str(here / name), None, environment).index
        for name in ("one/vault", "two/vault", "link", "one/../one/vault/")
    )

    assert one != two
    assert one == link == slash


@pytest.mark.parametrize("given", ["notes", "./notes", "~/notes"])
def test_folders_are_absolute(here, environment, monkeypatch, given):
    """Relative folders are taken from the working directory, and ~ is the user's home."""
    monkeypatch.setenv("HOME", str(here))
    monkeypatch.setenv("USERPROFILE", str(here))

    settings = read_settings(given, given, environment)

    base = here if given.startswith("~") else here / "project" / "deep"
    assert (settings.corpus.lines, settings.index) == (str(base / "notes"), str(base / "notes"))


def test_user_folders_fall_back_on_the_home(monkeypatch, tmp_path):
    """Without a folder named for it, or with one that is not absolute, configuration lies below the home."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))

    found = {config_file({}), config_file({"XDG_CONFIG_HOME": "here", "APPDATA": "here"})}

    assert found == {str(tmp_path / ".config" / "askcloud" / "config.toml")}


@pytest.mark.parametrize("text", ["", "# nothing\n", "[keys]\n", 'corpus = ""\n'])
def test_config_file_may_leave_the_corpus_open(here, environment, text):
    """A config file that names no corpus chooses none."""
    _configure(environment, text)

    assert read_settings(None, None, environment).corpus.folders == (str(here / "corpus"),)


@pytest.mark.parametrize(
    ("flags", "variable", "text", "source"),
    [
        (("", None), "", "", "--corpus"),
        (("dir\n", None), "", "", "--corpus"),
        (("dir", ""), "", "", "--index"),
        ((None, None), f"dir{os.pathsep}", "", "ASKCLOUD_CORPUS"),
        ((None, None), f"{os.pathsep}dir", "", "ASKCLOUD_CORPUS"),
        ((None, None), f"a{os.pathsep * 2}b", "", "ASKCLOUD_CORPUS"),
        ((None, None), os.pathsep, "", "ASKCLOUD_CORPUS"),
        ((None, None), "", 'corpus = ["dir", ""]', "config.toml"),
        ((None, None), "", 'corpus = "a\\n\\nb"', "config.toml"),
    ],
)
@pytest.mark.usefixtures("here")
def test_empty_part_of_a_list_is_an_error(environment, flags, variable, text, source):
    """An empty folder is never the working directory: it is an error that says where it is written."""
    if text:
        _configure(environment, text)

    with pytest.raises(UsageError) as caught:
        read_settings(*flags, {**environment, "ASKCLOUD_CORPUS": variable})

    assert source in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("how", ["fifo", "zero", "folder"])
@pytest.mark.usefixtures("here")
def test_config_file_that_is_none_is_never_waited_for(environment, how):
    """What is in the config file's place and is no regular file is not read."""
    path = Path(config_file(environment))
    path.parent.mkdir(parents=True)
    {"fifo": os.mkfifo, "zero": lambda path: os.symlink("/dev/zero", path), "folder": os.mkdir}[how](path)

    assert keeps_history(environment)
    assert read_keymap(environment) == {}
    assert read_settings(None, None, environment)


@pytest.mark.parametrize(
    "text",
    [
        f"keys = {'[' * 10_000}{']' * 10_000}",
        "corpus = notes",
        "corpus = 7",
        'corpus = ["a", 7]',
        b"corpus = '\xff'",
        "[corpus]\npath = 'notes'",
        "\x00",
    ],
    ids=["nested", "not TOML", "a number", "a list of others", "not UTF-8", "a table", "no text"],
)
@pytest.mark.usefixtures("here")
def test_config_file_that_cannot_be_read_is_an_error(environment, text):
    """A broken config file is named, with how to write it; it is never skipped."""
    _configure(environment, text)

    with pytest.raises(UsageError) as caught:
        read_settings(None, None, environment)

    assert config_file(environment) in caught.value.message
    assert caught.value.hint == 'Write it as: corpus = "DIR".'


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ('history = "no"', "history must be true or false.", "Write it as: history = false."),
        ('corpuss = "notes"', "corpuss is not a setting.", "Use one of: corpus, keys, history, cluster."),
        ('corpus = "notes"\n[keys]\nplya = "f5"', "plya is not an action of the chat.", "Use one of: ask, earlier, "),
    ],
)
@pytest.mark.usefixtures("here")
def test_config_file_with_an_unknown_name_is_an_error(environment, text, said, hint):
    """A typo in the config file is named with the names there are, by a question as by the chat."""
    _configure(environment, text)

    for read in (lambda: read_settings(None, None, environment), lambda: read_keymap(environment)):
        with pytest.raises(UsageError) as caught:
            read()
        assert caught.value.message == f"In {config_file(environment)}, {said}"
        assert caught.value.hint.startswith(hint)


@pytest.mark.usefixtures("here")
def test_config_file_is_not_read_when_the_corpus_is_named(environment):
    """A broken config file is in nobody's way who names the corpus."""
    _configure(environment, "corpus = 7")

    read_settings("notes", None, environment)
    read_settings(None, None, {**environment, "ASKCLOUD_CORPUS": "notes"})


def test_nothing_in_a_corpus_is_read_as_configuration(here, environment):
    """Files that a stranger's corpus brings along choose neither corpus nor index."""
    before = read_settings(None, None, environment)
    for name in ("config.toml", "askcloud.toml", ".askcloud.toml", "pyproject.toml", ".env"):
        for folder in ("corpus", "project/deep", "index"):
            (here / folder / name).write_text('corpus = "/elsewhere"\nASKCLOUD_CORPUS=/elsewhere\n[tool.askcloud]\n')

    assert read_settings(None, None, environment) == before


def test_starter_corpus_of_an_installed_askcloud_is_indexed_in_the_cache(tmp_path):
    """The index over the corpus inside the package never lands among the package's modules."""
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    within = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]["corpus"]
    installed = Path(askcloud.__file__).parent.parent / within

    found = read_settings(str(installed), None, {"XDG_CACHE_HOME": str(tmp_path)})

    assert found.index.startswith(str(tmp_path))


@pytest.mark.parametrize(
    ("text", "keeps"),
    [
        (None, True),
        ("", True),
        ('corpus = "history"', True),
        ("history = true", True),
        ("history = false", False),
        ("history = 1", False),
        ("history = ", False),
    ],
)
def test_history_is_kept_unless_the_config_file_says_otherwise(environment, text, keeps):
    """Questions are stored by default; of a file that is not valid nobody knows what it was to say."""
    if text is not None:
        _configure(environment, text)

    assert keeps_history(environment) == keeps


def test_keymap_is_the_table_of_keys(environment):
    """The chat's keys are those of the config file; without any, none."""
    before = read_keymap(environment)
    _configure(environment, '[keys]\nplay = "f5,ctrl+g"\n')

    assert (before, read_keymap(environment)) == ({}, {"play": "f5,ctrl+g"})


def test_cluster_is_the_table_of_that_name(environment):
    """Paths are absolute, what is not given has a default, and the command line names another address, or none."""
    assert read_cluster(environment=environment) == ClusterSettings()
    _configure(environment, '[cluster]\naddress = "tls://a:1"\nkey = "~/own.key"\ndeadline = 3\n')

    found = read_cluster(environment=environment)

    assert found == ClusterSettings("tls://a:1", key=os.path.expanduser("~/own.key"), deadline=3)
    assert read_cluster("tls://b:1", environment).address == "tls://b:1"
    assert read_cluster("", environment).address == ""


@pytest.mark.parametrize(
    "text",
    [
        'cluster = "tls://a:1"',
        "[cluster]\naddress = 1",
        "[cluster]\ndeadline = 0",
        "[cluster]\ndeadline = inf",
        "[cluster]\ndeadline = true",
        '[cluster]\ndeadline = "2"',
        '[cluster]\ncertificat = "a"',
        "[cluster]\nroot = ['a']",
    ],
)
def test_cluster_that_is_no_table_of_settings_is_refused(environment, text):
    """A setting that is misspelt, or of another type, is an error that names those there are."""
    _configure(environment, text)

    with pytest.raises(UsageError, match="address, certificate, key, authority, deadline, root"):
        read_cluster(environment=environment)


@pytest.mark.parametrize("text", ["keys = 1", "[keys]\nplay = 5", "[keys"])
def test_keymap_that_is_none_is_refused(environment, text):
    """Keys that are no table of texts are an error with an example."""
    _configure(environment, text)

    with pytest.raises(UsageError, match="config"):
        read_keymap(environment)


def test_state_folder_is_the_users_own(environment, tmp_path):
    """What is remembered lies where the system keeps such things."""
    named = state_folder({**environment, "XDG_STATE_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)})

    assert named == str(tmp_path / "askcloud")
    if os.name != "nt":
        assert state_folder(environment) == os.path.expanduser("~/.local/state/askcloud")
