"""Laws of an index whose builders die, and of those who read meanwhile; `bench/faults.py` tries them at length."""

from __future__ import annotations

import json
import os
import signal

import pytest

from askcloud.index.reader import open_index

NOTES = {
    "bees/hive.md": "Bees dance to show the way to flowers [00:01:05].",
    "dam.md": "The dam was finished in four years [00:01:00].",
    "mill.md": "A mill near the dam grinds the grain [00:05:00].",
}
ASKED = "when was the dam finished"
SEVEN = "The dam was finished in seven years [00:01:00]."

KILLED = """
import json, os, shutil, signal, sqlite3, sys
from pathlib import Path
import askcloud.indexer.counting
from askcloud.corpus.corpus import Corpus
from askcloud.errors import AskcloudError
from askcloud.index.reader import open_index
from askcloud.indexer.update import update_index

corpus, folder, full, kills = Corpus.parse(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] == "full", int(sys.argv[4])
database, before = folder / "askcloud.db", folder.parent / "before.db"
home = os.path.dirname(askcloud.indexer.counting.__file__)

def contents():
    open_index(str(folder)).close()
    with sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True) as connection:
        return [line for line in connection.iterdump() if "'built'" not in line and '"folders"' not in line]

def build(calls):
    "Builds in a process of its own that kills itself after so many calls; how many it made, if it lived."
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        made = 0
        def count(frame, event, _argument):
            nonlocal made
            if event in ("call", "c_call") and frame.f_code.co_filename.startswith(home):
                made += 1
                if made == calls:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.setprofile(count)
        update_index(corpus, str(folder), full=full)
        sys.setprofile(None)
        os.write(writer, str(made).encode())
        os._exit(0)
    os.close(writer)
    said = os.read(reader, 20)
    os.close(reader)
    os.waitpid(child, 0)
    return int(said or 0)

update_index(corpus, str(folder.parent / "warm"))  # what is loaded at first use is loaded once, too
shutil.copy2(database, before)
old = contents()
calls = build(0)
new = contents()
found = {"old": 0, "new": 0, "other": 0, "drafts": 0}
for kill in range(kills):
    shutil.copy2(before, database)
    assert not build(1 + kill * (calls - 1) // (kills - 1))
    held = contents()
    found["old" if held == old else "new" if held == new else "other"] += 1
    found["drafts"] += len(list(folder.glob("*.draft")))
print(json.dumps(found))
"""


@pytest.fixture
def vault(make_vault):
    """A vault of a few notes with its index, and changes to read."""
    vault = make_vault(NOTES)
    vault.update()
    vault.remove("mill.md")
    return vault.write({"dam.md": SEVEN, "weir.md": "A weir holds the brook back [00:00:20]."})


@pytest.mark.parametrize("how", ["update", "full"])
@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows knows neither fork nor SIGKILL")
def test_build_killed_at_any_step_leaves_a_whole_index(vault, process, how):
    """A build killed at any of its steps leaves the index as it was or as it was to be, and no more than one draft."""
    kills = 40

    done = process(str(vault.corpus), str(vault.folder), how, str(kills), script=KILLED)

    assert done.returncode == 0, done.stderr.decode()
    found = json.loads(done.stdout)
    assert found["other"] == 0
    assert found["old"] + found["new"] == kills
    assert found["old"] > kills / 2
    assert found["new"] >= 1
    assert kills / 2 < found["drafts"] <= kills
    vault.write({"dam.md": SEVEN + " It has a weir."})
    vault.update()
    assert vault.contents() == vault.rebuilt()
    assert {each.name for each in vault.folder.iterdir()} == {"askcloud.db", "askcloud.lock", "askcloud.turn"}


KILLED_AMONG_OTHERS = """
import os, signal, sys
from askcloud.indexer import workers as reading
from askcloud.corpus.corpus import Corpus
from askcloud.indexer.update import update_index

reading.BATCH_SIZE = 1  # each note in a process of its own
corpus, folder = Corpus.parse(sys.argv[1]), sys.argv[2]
update_index(corpus, folder, full=True, progress=lambda done, _: done and os.kill(os.getpid(), signal.SIGKILL))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows keeps processes whose parent is gone for five minutes")
def test_killed_build_leaves_no_process_behind(vault, process):
    """The processes that read for a build end with it: they hold its output, which is read here until all are gone."""
    done = process(str(vault.corpus), str(vault.folder), script=KILLED_AMONG_OTHERS)

    assert done.returncode == -signal.SIGKILL
    assert vault.ask(ASKED).evidence[0].quote == "The dam was finished in four years."


@pytest.mark.parametrize("full", [False, True], ids=["update", "full"])
def test_reader_at_any_step_of_a_build_gets_the_last_good_index(vault, full):
    """Whoever asks while an index is built is answered from the one before it, at once and as ever."""
    before, seen = vault.ask(ASKED), []

    vault.update(full=full, progress=lambda *_: seen.append(vault.ask(ASKED)))

    assert len(seen) >= 3
    assert all(answer == before for answer in seen)
    assert vault.ask(ASKED).evidence[0].quote == "The dam was finished in seven years."


def test_reader_keeps_its_index_through_many_builds(vault):
    """An open index continues to answer as it was, however often it is replaced."""
    with open_index(str(vault.folder)) as index:
        notes = index.notes()
        for number in range(5):
            vault.write({"dam.md": f"The dam was finished in {number} years [00:01:00]."})
            vault.update(full=number % 2 == 0)

        assert index.notes() == notes
        assert index.claims_of(min(notes))
