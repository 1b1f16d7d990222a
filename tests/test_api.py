"""Laws of the public API: `askcloud.open`, its session, and the names that are exported."""

from __future__ import annotations

from pathlib import Path

import pytest
import typed_client

import askcloud

NOTES = {"dam.md": "The dam was finished in four years [00:00:50].", "mill.md": "A mill grinds the grain [00:05:00]."}


def test_open_builds_what_is_missing_and_answers(make_vault):
    """A folder of notes answers at once: its index is built once, and opened from then on."""
    vault = make_vault(NOTES)

    with askcloud.open(vault.corpus, vault.folder) as session:
        first = session.ask("when was the dam finished")
    built = vault.database.stat().st_mtime_ns
    with askcloud.open(str(vault.corpus), str(vault.folder)) as session:
        second = session.ask("when was the dam finished")

    assert first.evidence[0].quote == "The dam was finished in four years."
    assert second == first
    assert vault.database.stat().st_mtime_ns == built


def test_open_takes_several_folders(make_vault, tmp_path):
    """Several folders are one corpus."""
    one, other = make_vault(NOTES), make_vault({"bees.md": "Bees build the hive of wax [00:01:00]."})

    with askcloud.open([one.corpus, str(other.corpus)], tmp_path / "index") as session:
        quotes = [session.ask(question).evidence[0].quote for question in ("what grinds the grain", "who builds hives")]

    assert quotes == ["A mill grinds the grain.", "Bees build the hive of wax."]


def test_a_session_updates_its_index(make_vault):
    """`update` returns what changed in the notes, and the next answer knows it."""
    vault = make_vault(NOTES)

    with askcloud.open(vault.corpus, vault.folder) as session:
        vault.write({"weir.md": "The weir was finished in eleven days [00:00:20]."})
        summary = session.update()
        answer = session.ask("when was the weir finished")

    assert (summary.added, summary.changed, summary.removed) == (1, 0, 0)
    assert answer.evidence[0].quote == "The weir was finished in eleven days."


def test_open_says_what_is_wrong(make_vault, tmp_path):
    """A missing folder, an empty one and a foreign index are errors of the tree, each with a hint."""
    vault, other = make_vault(NOTES), make_vault(NOTES)
    vault.update()

    with pytest.raises(askcloud.CorpusNotFoundError) as missing:
        askcloud.open(tmp_path / "nowhere", tmp_path / "index")
    with pytest.raises(askcloud.CorpusEmptyError):
        askcloud.open(tmp_path, tmp_path / "index")
    with pytest.raises(askcloud.IndexCorpusMismatchError):
        askcloud.open(other.corpus, vault.folder)
    assert missing.value.hint


def test_every_public_name_is_there_and_nothing_else_is_promised():
    """Each exported name resolves, each error is one of the tree, and an unknown name is an AttributeError."""
    resolved = {name: getattr(askcloud, name) for name in askcloud.__all__}

    errors = {name for name in resolved if name.endswith("Error")}
    assert all(issubclass(resolved[name], askcloud.AskcloudError) for name in errors)
    assert sorted(askcloud.__all__) == askcloud.__all__
    with pytest.raises(AttributeError, match="has no attribute 'wasp'"):
        askcloud.wasp  # noqa: B018


def test_a_typed_client_runs_as_its_types_say(tmp_path):
    """The program whose types mypy checks in strict mode gets what they promise; the package says that it has types."""
    head = "---\ntags: [dams]\nurl: https://youtu.be/dQw4w9WgXcQ\n---\n"
    (tmp_path / "dam.md").write_text(head + NOTES["dam.md"], encoding="utf-8")

    (shown,) = typed_client.ask(tmp_path, "when was the dam finished")
    error = typed_client.ask(tmp_path / "nowhere", "when was the dam finished")

    assert shown == "The dam was finished in four years. 0:50 https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=50s"
    assert error[0].startswith("There is no folder")
    assert (Path(askcloud.__file__).parent / "py.typed").is_file()
