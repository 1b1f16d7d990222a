"""Laws of the command line's grammar."""

from __future__ import annotations

import shlex

import pytest

from askcloud.cli.arguments import COMMANDS, OPTIONS, SHORT_OPTIONS, near_command, read_arguments, usage
from askcloud.errors import UsageError

EACH_OPTION = pytest.mark.parametrize("name", OPTIONS)


def _words(command, option=""):
    if command == "completion":
        return [] if option == "values" else ["bash"]
    return ["note"] if command in ("outline", "show", "verify", "eval") and option != "make" else []


@pytest.mark.parametrize(
    ("argv", "command", "words", "values"),
    [
        ([], "ask", (), {}),
        (["why", "do", "bees", "dance"], "ask", ("why", "do", "bees", "dance"), {}),
        (["index funds"], "ask", ("index funds",), {}),
        (["ask", "index"], "ask", ("index",), {}),
        (["ask", "ask"], "ask", ("ask",), {}),
        (["--", "index"], "ask", ("index",), {}),
        (["--json", "--", "--top"], "ask", ("--top",), {"json": ()}),
        (["-"], "ask", ("-",), {}),
        (["--json", "-"], "ask", ("-",), {"json": ()}),
        (["ask", "-", "--top", "2"], "ask", ("-",), {"top": ("2",)}),
        (["index"], "index", (), {}),
        (["--quiet", "index", "--full"], "index", (), {"quiet": (), "full": ()}),
        (["--corpus", "notes", "index"], "index", (), {"corpus": ("notes",)}),
        (["--corpus=notes", "index"], "index", (), {"corpus": ("notes",)}),
        (["--corpus", "index", "status"], "status", (), {"corpus": ("index",)}),
        (["index", "--index", "index"], "index", (), {"index": ("index",)}),
        (["show", "a note"], "show", ("a note",), {}),
        (["show", "--index", "x", "--", "-note-"], "show", ("-note-",), {"index": ("x",)}),
        (["bees", "--top", "3", "dance"], "ask", ("bees", "dance"), {"top": ("3",)}),
        (["--top", "3", "--top", "4", "bees"], "ask", ("bees",), {"top": ("4",)}),
        (["--channel", "", "bees"], "ask", ("bees",), {"channel": ("",)}),
        (["--tag", "a", "bees", "--tag=b c"], "ask", ("bees",), {"tag": ("a", "b c")}),
        (["--corpus", "one\ntwo", "status"], "status", (), {"corpus": ("one\ntwo",)}),
        (["-h"], "ask", (), {"help": ()}),
        (["help"], "ask", (), {"help": ()}),
        (["ask", "help"], "ask", ("help",), {}),
        (["help", "desk"], "ask", ("help", "desk"), {}),
        (["help", "index"], "index", (), {"help": ()}),
        (["help", "list"], "list", (), {"help": ()}),
        (["list", "videos", "data gravity"], "list", ("videos", "data gravity"), {}),
        (["--tag", "ai", "list", "notes", "--json"], "list", ("notes",), {"tag": ("ai",), "json": ()}),
        (["list", "--channel", "river fm", "tags"], "list", ("tags",), {"channel": ("river fm",)}),
        (["outline", "--top", "3", "the dam"], "outline", ("the dam",), {"top": ("3",)}),
        (["outline", "--", "-b8BFJFjN1s"], "outline", ("-b8BFJFjN1s",), {}),
        (["ask", "list", "videos"], "ask", ("list", "videos"), {}),
        (["--", "list", "videos"], "ask", ("list", "videos"), {}),
        (["-h", "index"], "index", (), {"help": ()}),
        (["index", "--help", "what"], "index", ("what",), {"help": ()}),
        (["--version"], "ask", (), {"version": ()}),
        (["", "bees"], "ask", ("", "bees"), {}),
        (["-n", "3", "bees"], "ask", ("bees",), {"top": ("3",)}),
        (["bees", "-c", "River FM", "-j", "-q"], "ask", ("bees",), {"channel": ("River FM",), "json": (), "quiet": ()}),
        (["-q", "index"], "index", (), {"quiet": ()}),
        (["-nvidia", "chips"], "ask", ("-nvidia", "chips"), {}),
        (["chips", "-costco", "-qq", "-hx"], "ask", ("chips", "-costco", "-qq", "-hx"), {}),
        (["-n3", "bees", "--", "-n4"], "ask", ("bees", "-n4"), {"top": ("3",)}),
        (["-react", "index"], "ask", ("-react", "index"), {}),
        (["-1 degree"], "ask", ("-1 degree",), {}),
        (["open"], "open", (), {}),
        (["open", "2"], "open", ("2",), {}),
        (["--quiet", "open", "--corpus", "notes", "2"], "open", ("2",), {"quiet": (), "corpus": ("notes",)}),
    ],
    ids=lambda value: " ".join(value) or "nothing" if isinstance(value, list) else "",
)
def test_read_arguments_understands_a_line(argv, command, words, values):
    """A line is a command, its words and its options, in any order; without a command it is a question."""
    arguments = read_arguments(argv)

    assert (arguments.command, arguments.words, arguments.values) == (command, words, values)


@pytest.mark.parametrize(
    ("argv", "hint"),
    [
        (["-r"], 'As a word of the question: askcloud -- "… -r".'),
        (["how", "do", "mountains", "form", "-v"], 'As a word of the question: askcloud -- "… -v".'),
        (["bees", "-json"], "Write it with two dashes: --json."),
        (["--react"], "See: askcloud ask --help."),
        (["index", "-x"], "See: askcloud index --help."),
    ],
    ids=" ".join,
)
def test_read_arguments_tells_how_to_ask_for_a_word_with_a_dash(argv, hint):
    """An unknown letter may be a word to leave out, after two dashes; the name of an option is most likely a typo."""
    with pytest.raises(UsageError) as caught:
        read_arguments(argv)

    assert caught.value.hint == hint


@pytest.mark.parametrize(
    "line",
    [
        "open source business models",
        "open ai",
        "open",
        "open 2",
        "open 2 stores",
        "open the pod bay doors",
        "open -nvidia",
        "open two",
    ],
)
def test_read_arguments_takes_a_word_for_a_command_only_with_what_it_takes(line):
    """`open` alone or before a number is the command; before anything else it is the first word of a question."""
    arguments = read_arguments(line.split())

    is_command = line in ("open", "open 2")
    assert arguments.command == ("open" if is_command else "ask")
    assert is_command or " ".join(arguments.words) == line


@pytest.mark.parametrize(("letter", "name"), SHORT_OPTIONS.items())
def test_read_arguments_takes_an_option_by_its_letter(letter, name):
    """A letter means what the long option does, in every command that takes it and in its help, and no bundle does."""
    value = ["3"] if OPTIONS[name].value else []

    for command in OPTIONS[name].commands:
        long, short = (read_arguments([command, *_words(command), given, *value]) for given in (f"--{name}", letter))
        assert (short.command, short.words, short.values) == (long.command, long.words, long.values)
        assert f"  {letter}, --{name} " in usage(command)
    assert read_arguments(["bees", f"{letter}x"]).words == ("bees", f"{letter}x")


@EACH_OPTION
def test_read_arguments_takes_an_option_before_and_after_its_command(name):
    """Every option may be given before and after its command, its value as the next word or after an equals sign."""
    option = OPTIONS[name]
    value = option.choices[0] if option.choices else "3" if option.value else ""
    separate = [f"--{name}", value] if value else [f"--{name}"]
    joined = [f"--{name}={value}"] if value else separate

    for command in option.commands:
        read = [
            read_arguments(argv)
            for given in (separate, joined)
            for argv in ([*given, command, *_words(command, name)], [command, *_words(command, name), *given])
        ]

        assert all((each.command, each.values) == (command, {name: (value,) if value else ()}) for each in read)
        assert all(each.has(name) for each in read)


@EACH_OPTION
def test_read_arguments_refuses_an_option_of_another_command(name):
    """An option is refused where it means nothing, rather than dropped."""
    for command in (command for command in COMMANDS if command not in OPTIONS[name].commands):
        with pytest.raises(UsageError) as caught:
            read_arguments([command, *_words(command), f"--{name}"])

        assert f"--{name}" in caught.value.message
        assert caught.value.hint == f"See: askcloud {command} --help."


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["--wasp"], "Option --wasp is unknown."),
        (["-x"], "Option -x is unknown."),
        (["bees", "--top"], "Option --top needs a value."),
        (["--json=1", "bees"], "Option --json takes no value."),
        (["--t", "bees"], "Option --t may mean --top or --tag."),
        (["index", "-hx"], "Option -hx is unknown."),
        (["outline"], "askcloud outline takes one VIDEO."),
        (["index", "funds"], "askcloud index takes no arguments."),
        (["status", "now"], "askcloud status takes no arguments."),
        (["show"], "askcloud show takes one NOTE."),
        (["show", "one", "two"], "askcloud show takes one NOTE."),
        (["bees", "--format", "pdf"], "--format takes text, short or markdown, not 'pdf'."),
        (["bees", "--playlist=pls"], "--playlist takes m3u, edl or md, not 'pls'."),
        (["bees", "--playlist", ""], "--playlist takes m3u, edl or md, not ''."),
        (["bees", "--playlist", "md", "--json"], "--json and --playlist cannot be combined."),
        (["-", "--format=text", "--json"], "--json and --format cannot be combined."),
        (["--playlist=m3u", "--format=text"], "--format and --playlist cannot be combined."),
        (["open", "0"], "There is no result 0."),
        (["bees", "--continue", "--after", "wasps"], "--after and --continue cannot be combined."),
        (["bees", "--continue", "--no-history"], "--continue and --no-history cannot be combined."),
        (["bees", "--why", "--format", "short"], "--why works only with text output."),
        (["bees", "--why", "--json"], "--why works only with text output."),
        (["bees", "--why", "--format", "markdown"], "--why works only with text output."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_read_arguments_refuses_what_it_does_not_understand(argv, said):
    """A line that cannot be understood is an error that says why, and which command helps."""
    with pytest.raises(UsageError) as caught:
        read_arguments(argv)

    assert caught.value.message == said
    assert "askcloud" in caught.value.hint or "--" in caught.value.hint


@pytest.mark.parametrize("argv", [["--corp", "notes", "status"], ["--inde", "folder", "index"]], ids=" ".join)
def test_read_arguments_means_the_same_by_a_shortened_option_anywhere(argv):
    """A shortened option before its command is either refused or read as it is after it, never as a question."""
    try:
        arguments = read_arguments(argv)
    except UsageError:
        return

    after = read_arguments([argv[2], *argv[:2]])
    assert (arguments.command, arguments.words, arguments.values) == (after.command, after.words, after.values)


@pytest.mark.parametrize(
    ("argv", "form"),
    [
        ([], "text"),
        (["--format", "text"], "text"),
        (["--format", "markdown"], "markdown"),
        (["--json"], "json"),
        (["--playlist", "edl"], "edl"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_arguments_know_the_form_of_an_answer(argv, form):
    """An answer is printed as text, unless one option says another form."""
    assert read_arguments(["bees", *argv]).form == form


@pytest.mark.parametrize("value", ["1", "7", "007", "1000"])
def test_number_reads_a_count(value):
    """A count from 1 on is read as a number, and the default is used without the option."""
    assert read_arguments(["bees", "--top", value]).number("top", 5) == int(value)
    assert read_arguments(["bees"]).number("top", 5) == 5


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "many", "", " 3", "²", "1_0", "9" * 5000], ids=lambda v: v[:5])
def test_number_refuses_what_is_no_count(value):
    """Anything but a number from 1 on is an error with an example."""
    with pytest.raises(UsageError) as caught:
        read_arguments(["bees", f"--top={value}"])

    assert "--top takes a positive integer" in caught.value.message
    assert caught.value.hint == "For example: --top 3."


@pytest.mark.parametrize(
    ("word", "command"),
    [("stauts", "status"), ("idnex", "index"), ("doctr", "doctor"), ("shwo", "show"), ("verfy", "verify")]
    + [(word, None) for word in ("bees", "statistics", "status", "a", "", "索引")],
)
def test_near_command_is_a_typo_away(word, command):
    """A word is taken for a command that it differs from by a letter, or by two of six."""
    assert near_command(word) == command


QUESTIONS = """
list the signs of weak positioning
list three ways to price a product
list all the companies that nvidia bought
list of hermès craftsmen
list price of a ferrari
list companies
list videos about nvidia
list notes on sleep and light
list channels that talk about chips
list tags used by writers
list everything morris chang said
list --top 3 the founders of tsmc
list the videos
outline the plan of the business
outline of the tsmc episode
outline how costco makes money
outline tsmc and intel
outline a strategy for a startup
outline --json the plan
serve the customer first
help me sleep better
help desk
help for founders
help with pricing
help index funds grow
help help
search engines and their history
find flow at work
query planning in databases
find product market fit
query languages
""".strip().splitlines()


@pytest.mark.parametrize("line", QUESTIONS)
def test_a_line_is_a_question_unless_it_is_what_a_command_takes(line):
    """A question may begin with the name of a command, or with *help*: it is one if a command takes something else."""
    words = shlex.split(line)

    arguments = read_arguments(words)

    assert arguments.command == "ask"
    assert set(arguments.words) <= set(words)
    assert not arguments.has("help")


@pytest.mark.parametrize(
    ("line", "command"),
    [
        *((line, "list") for line in ("list", "list notes", "list videos", "list channels", "list tags")),
        *((line, "list") for line in ("list videos nvidia", "list notes 'data gravity'", "list --json")),
        *((line, "outline") for line in ("outline tsmc", "outline 'why Nvidia bought Mellanox'", "help outline")),
        *((line, "index") for line in ("index", "help index")),
        *((line, "serve") for line in ("serve", "serve --port 0 --no-browser", "help serve")),
    ],
)
def test_a_line_is_a_command_if_it_is_what_the_command_takes(line, command):
    """The first word is a command if nothing follows, or what the command takes."""
    assert read_arguments(shlex.split(line)).command == command


@pytest.mark.parametrize("command", COMMANDS)
def test_usage_names_every_option_of_a_command_and_no_other(command):
    """The help of a command names what it does, an example and each option it takes, in lines that fit a terminal."""
    text = usage(command)

    assert f"{COMMANDS[command].help}.\n" in text
    assert f"example: {COMMANDS[command].example}\n" in text
    for name, option in OPTIONS.items():
        assert (f"--{name} {option.value}".rstrip() in text) == (command in option.commands)
    assert max(map(len, text.splitlines())) <= 80


def test_usage_lists_the_commands_and_the_exit_codes():
    """The help of askcloud itself names every command and what its exit codes mean."""
    text = usage("ask")

    assert all(f"{command} " in text for command in COMMANDS)
    assert "0 answered, 1 no answer found or a problem reported, 2 error" in text


def test_usage_groups_options():
    """The options of a question are grouped by what they are for, in this order."""
    headings = [line for line in usage("ask").splitlines() if line.endswith(":") and not line.startswith(" ")]

    assert headings == ["asking:", "filters:", "output:", "index:", "other:", "commands:"]


def test_examples_are_understood():
    """Every example of the help is a command line that askcloud understands, of the command it explains."""
    examples = {name: shlex.split(command.example)[1:] for name, command in COMMANDS.items()}

    assert {name: read_arguments(argv).command for name, argv in examples.items()} == {name: name for name in COMMANDS}
