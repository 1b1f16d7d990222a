"""Whatever is typed, read or opened, it ends in a result or in an error of askcloud's own."""

from __future__ import annotations

import json
import shutil
import string

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from askcloud.answering.answer import Answer
from askcloud.answering.ask import ask
from askcloud.answering.saved import read_saved, verify_saved
from askcloud.cli.arguments import read_arguments
from askcloud.errors import AskcloudError
from askcloud.evaluation.judgments import read_judgments
from askcloud.index.footer import strip_footer, write_footer
from askcloud.index.reader import open_index
from askcloud.output.serialize import to_json
from askcloud.output.text import to_text
from askcloud.text.analyzer import fold

NOTES = {
    "bees/hive.md": "Bees dance to show the way to flowers [00:01:05]. A hive keeps its brood warm [00:01:20].",
    "dam.md": "The dam was finished in four years [00:01:00]. It has 1,200 steps; Łódź has none [00:02:00].",
}

words = st.sampled_from("the dam bees Łódź 1,200 when who why years zeppelin 川 नदी don't U.S. is".split())
pieces = st.one_of(
    words.map(lambda word: f"{word} "),
    st.sampled_from(
        ['"', "-", "-dam", '"the dam"', "channel:", "tag:bees", "since:2025", "before:", "video:x", "and ", "vs "]
    ),
    st.sampled_from(
        ["“", "”", "''", ":", "(", ")", "*", "NEAR(", "\\", "%", "\0", "\x1b[2J", "\u202e", "\ud800", "\n", "\t"]
    ),
    st.text(max_size=5),
)
questions = st.lists(pieces, max_size=12).map("".join)

scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.just("dam.md"))
fields = st.sampled_from(
    "question evidence note quote line seconds answers kind context schema answered items following".split()
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(fields, inner, max_size=4)),
    max_leaves=12,
)
files = st.one_of(
    st.binary(max_size=60),
    values.map(lambda value: json.dumps(value).encode()),
    st.lists(values, max_size=3).map(lambda lines: "\n".join(map(json.dumps, lines)).encode()),
    st.integers(1, 4000).map(lambda depth: b"[" * depth),
    st.integers(1, 4000).map(lambda depth: b'{"evidence":' * depth),
)


@pytest.fixture(scope="module")
def vault(make_vault):
    """A vault of two notes with its index."""
    vault = make_vault(NOTES)
    vault.update()
    return vault


def outcome(work):
    """What some work gives, or the error of askcloud's own that it ends in, which has to be a sentence and a hint."""
    try:
        return work()
    except AskcloudError as error:
        return error if error.message and error.hint else None


@settings(max_examples=100)
@given(question=questions, after=st.one_of(st.just(""), questions))
@example(question='"', after="")
@example(question="\ud800", after="\udcff dam")
def test_any_question_is_answered_or_refused(vault, question, after):
    """Any text is a question that is answered, found unanswered, or refused with a sentence; every face can show it."""
    with vault.index() as index:
        found = outcome(lambda: ask(index, question, after=after))

    assert found
    if isinstance(found, Answer):
        to_text(found, why=True).encode()
        assert json.loads(to_json(found, 0.0))["question"] == question


@settings(max_examples=100)
@given(
    argv=st.lists(
        st.one_of(
            words,
            st.text(max_size=6),
            st.sampled_from(["--top", "--top=", "-", "--", "index", "-h", "--tag", "--=", "--wh"]),
        ),
        max_size=5,
    )
)
def test_any_command_line_is_understood_or_refused(argv):
    """Any words are arguments, or refused with a sentence and a hint."""
    assert outcome(lambda: read_arguments(argv))


@settings(max_examples=100)
@given(content=files)
@example(content=b'{"evidence": [{"note": "\\u0000", "quote": "x"}]}')
@example(content=b'{"evidence": [{"note": "a\\ud800.md", "line": 1e999}]}')
@example(content=b'{"evidence": [{"note": "dam.md", "quote": "The dam was finished in four years.", "line": []}]}')
@example(content=b'{"evidence": [{"note": "dam.md", "items": [{"quote": [{}], "line": {}}, 7], "following": {}}]}')
@example(content=b'{"question": "dam", "items": ["(", 7, ["dam"]]}')
@example(content=b"[" * 100_000)
@example(content=b"1" * 5_000)
def test_any_file_holds_answers_and_judgments_or_is_refused(vault, tmp_path_factory, content):
    """Any file is read as saved answers and as judgments, or refused with a sentence."""
    path = tmp_path_factory.getbasetemp() / "file.json"
    path.write_bytes(content)

    saved = outcome(lambda: list(verify_saved(vault.as_corpus, read_saved(str(path)))))
    judgments = outcome(lambda: read_judgments(str(path)))

    assert saved is not None
    assert judgments is not None


@settings(max_examples=100)
@given(data=st.data())
def test_any_index_answers_or_is_refused(vault, tmp_path_factory, data):
    """A file that was made to look whole, whatever was changed in it, answers or is refused with a sentence."""
    folder = tmp_path_factory.getbasetemp() / "forged"
    folder.mkdir(exist_ok=True)
    path = folder / "askcloud.db"
    shutil.copy(vault.database, path)
    strip_footer(str(path))
    whole = bytearray(path.read_bytes())
    for at, value in data.draw(st.lists(st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255)), max_size=20)):
        whole[at] = value
    path.write_bytes(whole)
    write_footer(str(path))

    assert outcome(lambda: _shown(str(folder)))


def _shown(folder):
    """All that is shown of an index."""
    with open_index(folder) as index:
        index.notes(), index.channels(), index.folders(), index.skipped(), index.tags(), index.links()
        answers = [ask(index, question) for question in ("bees flowers", "when was the dam finished", "zeppelin")]
    return [(to_json(answer, 0.0), to_text(answer, why=True)) for answer in answers]


@settings(max_examples=200)
@given(text=st.text(alphabet=st.characters(), max_size=20))
def test_any_text_is_folded(text):
    """Folding takes any text, and what it gives is folded."""
    assert fold(fold(text)) == fold(text)


def test_printable_characters_are_all_typed_at_once(vault):
    """A question of every printable character is one like any other."""
    with vault.index() as index:
        assert ask(index, string.printable) is not None
