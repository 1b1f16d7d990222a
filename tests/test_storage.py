"""Laws of the index in a folder, whether it is one file or several."""

from __future__ import annotations

import os
import re
import shutil

from sharded import NOTES, text_of

from askcloud.index.reader import IndexReader
from askcloud.storage import open_index, update_index


def test_index_is_one_file_unless_shards_are_asked_for(vault):
    """Without a number of shards an index is one file, and stays what it is."""
    vault.write({"a.md": "A lighthouse warns ships [00:00:01]."})
    folder = str(vault.folder)

    update_index(vault.as_corpus, folder)
    with open_index(folder) as index:
        assert type(index) is IndexReader
    update_index(vault.as_corpus, folder, shards=2)
    update_index(vault.as_corpus, folder)
    with open_index(folder) as index:
        assert len(index.parts) == 2
    update_index(vault.as_corpus, folder, shards=1)
    with open_index(folder) as index:
        assert type(index) is IndexReader

    assert not [path for path in vault.folder.iterdir() if path.is_dir()]


COMMANDS = (
    ("what is a lighthouse",),
    ("--json", "who founded the Rye Institute"),
    ("--why", "barley vs wheat"),
    ("--playlist", "m3u", "lighthouse"),
    ("--after", "what is barley", "and wheat"),
    ("--channel", "sea", "--since", "2024-01", "Bergen"),
    ("--tag", "nonsense", "Bergen"),
    ("which episode mentions Bergen",),
    ("zeppelins in Ghent",),
    ("list",),
    ("list", "notes"),
    ("list", "videos", "--tag", "ships"),
    ("list", "tags", "--json"),
    ("outline", "sea"),
    ("outline", "nonsense"),
    ("show", "lighthouse"),
    ("show", "nonsense"),
    ("doctor", "--json"),
    ("eval", "--make", "3"),
)


def test_every_command_does_with_shards_what_it_does_with_one_file(make_vault, run):
    """Whatever is asked on the command line, the output and the exit code are those of an index of one file."""
    vault = make_vault({path: text_of(path) for path in NOTES})
    update_index(vault.as_corpus, str(vault.root / "shards"), shards=3)
    vault.update()

    for argv in COMMANDS:
        one, shards = (
            run(*argv, "--index", str(folder), vault=vault) for folder in (vault.folder, vault.root / "shards")
        )
        assert _untimed(shards.out) == _untimed(one.out), argv
        assert (shards.code, shards.err) == (one.code, one.err)


def _untimed(out: str) -> str:
    return re.sub(r'"elapsed_ms": [\d.]+', "", out)


def test_commands_that_remember_and_report_work_with_shards(make_vault, run, tmp_path):
    """Status, continued and verified answers, the line-based chat, and updates before an answer work with shards."""
    vault = make_vault({path: text_of(path) for path in NOTES})

    def ask(*argv, **options):
        return run(*argv, vault=vault, **options)

    assert ask("index", "--shards", "3").code == 0
    assert "9 notes" in ask("status").out
    saved = tmp_path / "saved.json"
    saved.write_text(ask("--json", "what is barley").out)
    assert "Wheat, unlike barley" in ask("--continue", "and wheat").out
    assert ask("verify", str(saved)).code == 0
    assert "A lighthouse is a tower" in ask("chat", "--plain", stdin="what is a lighthouse\n").out
    vault.write({"sea/fog.md": "Fog hides the coast of Norway in June [00:00:07]."})
    os.utime(vault.corpus / "sea", (1, 1))
    assert "Fog hides the coast" in ask("what hides the coast of Norway").out
    assert '"added": 0' in ask("index", "--json").out
    lost = next(path for path in vault.folder.iterdir() if path.is_dir())
    shutil.rmtree(lost)
    assert lost.name in ask("--no-refresh", "what is barley").err
    assert ask("what is barley").code == 0
    with open_index(str(vault.folder)) as index:
        assert len(index.parts) == 3
