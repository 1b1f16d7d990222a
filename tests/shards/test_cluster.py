"""Laws of an index of shards on a cluster: answers are those of one file, and faults are told and cost no more.

The workers are real processes. No test sleeps: it waits for what a process says, or for a deadline of askcloud.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
from functools import partial

import pytest
from sharded import NOTES, QUESTIONS, Sharded, said, text_of

pytest.importorskip("distributed", reason="dask and distributed, the extra `cluster`, are not installed")

from cluster import LocalCluster

from askcloud.answering.ask import ask
from askcloud.answering.outline import outline_of
from askcloud.answering.session import Session
from askcloud.errors import IndexNotFoundError, UsageError
from askcloud.index.videos import videos_of
from askcloud.settings import config_file
from askcloud.shards import cluster as dask
from askcloud.storage import open_index, update_index

pytestmark = pytest.mark.usefixtures("configured")

SLOW, QUICK = 30.0, 1.0  # deadlines in seconds: for what is to be answered, and for what is not
ASKED = "what is a lighthouse"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """The folder below which the workers open indexes."""
    return tmp_path_factory.mktemp("root").resolve()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory, root):
    """A scheduler with two workers."""
    made = LocalCluster(tmp_path_factory.mktemp("cluster"), 2, config=f'[cluster]\nroot = "{root}"\n')
    yield made
    _disconnect()
    made.close()


@pytest.fixture(scope="module")
def vault(make_vault):
    """The notes, on no cluster."""
    return make_vault({path: text_of(path) for path in NOTES})


@pytest.fixture(scope="module")
def both(root, vault):
    """The folder of an index of three shards below the root, and an open index of one file over the same notes."""
    made = Sharded(vault)
    made.folder = root / "both"
    made.update(3)
    with made.one_file() as one:
        yield made.folder, one


@pytest.fixture
def copied(root, both, request):
    """The folder of a copy of the index of three shards, which no worker has opened."""
    return shutil.copytree(both[0], root / request.node.name)


@pytest.fixture
def configured(nowhere):  # noqa: ARG001  # the folder of the configuration
    """Writes the table `cluster` of the user's configuration: `configured(deadline=1.0)`."""

    def write(**settings: float | str) -> None:
        path = config_file()
        os.makedirs(os.path.dirname(path), exist_ok=True)
        lines = (f"{name} = {json.dumps(value)}" for name, value in {"deadline": SLOW, **settings}.items())
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(["[cluster]", *lines]))

    write()
    return write


def _disconnect() -> None:
    for each in dask.clusters.values():
        each.close()
    dask.clusters.clear()


def test_answers_are_those_of_one_file(cluster, both):
    """Every answer over two workers has the same quotes, scores and parts, and both workers search."""
    folder, one = both

    with open_index(str(folder), cluster.address) as remote:
        assert {question: said(remote, question) for question in QUESTIONS} == {
            question: said(one, question) for question in QUESTIONS
        }
        assert said(remote, "and wheat", after="what is barley") == said(one, "and wheat", after="what is barley")
        outlines = [[outline_of(index, video) for video in videos_of(index)] for index in (remote, one)]
        assert outlines[0] == outlines[1] != []
        assert remote.take_missing() == ""
        assert sorted(map(len, remote.hosts.placed.values())) == [1, 2]


def test_every_command_does_on_a_cluster_what_it_does_without(cluster, both, vault, run):
    """Whatever is asked on the command line, the output and the exit code are those of the shards in this process."""
    for argv in (
        ("--json", "who founded the Rye Institute"),
        ("--why", "barley vs wheat"),
        ("--after", "what is barley", "and wheat"),
        ("list", "notes"),
        ("outline", "seaaaaaaaaa"),
        ("show", "lighthouse"),
        ("eval", "--make", "3"),
        ("status",),
    ):
        index = ("--index", str(both[0]), "--corpus", str(vault.corpus))
        here, there = run(*index, "--cluster", "", *argv), run(*index, "--cluster", cluster.address, *argv)
        assert _untimed(there.out) == _untimed(here.out) != ""
        assert (there.code, there.err) == (here.code, here.err)


def _untimed(out: str) -> str:
    return re.sub(r'"elapsed_ms": [\d.]+', "", out)


def test_quotes_are_verified_where_the_notes_are(cluster, root, make_vault):
    """Where the notes are not here, the computer that has them compares the quotes with them."""
    away = make_vault({path: text_of(path) for path in NOTES})
    folder = str(root / "verified")
    update_index(away.as_corpus, folder, shards=3)
    (away.corpus / "sea/lighthouse.md").write_text("Something else.", encoding="utf-8")
    elsewhere = away.as_corpus
    real = os.path.isdir

    def is_here(path) -> bool:
        return path not in elsewhere.folders and real(path)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os.path, "isdir", is_here)
        with Session(partial(open_index, folder, cluster.address), elsewhere, update=pytest.fail) as session:
            changed = session.ask(ASKED)
            whole = session.ask("who founded the Rye Institute")

    assert not any(each.citation.note == "sea/lighthouse.md" for each in changed.evidence)
    assert whole.answered
    assert whole.evidence[0].quote.startswith("Edvard Munk founded")


def test_next_answer_is_complete_after_a_worker_was_killed(cluster, both):
    """Another worker does what one would have done that was killed."""
    folder, one = both
    with open_index(str(folder), cluster.address) as remote:
        assert said(remote, ASKED) == said(one, ASKED)
        cluster.signal(0, signal.SIGKILL)

        assert said(remote, "Bergen") == said(one, "Bergen")

    cluster.add_worker()


def test_stopped_worker_costs_a_part_of_one_answer(cluster, both, configured):
    """The answer comes at the deadline and says what is missing; the next one is complete."""
    folder, one = both
    with open_index(str(folder), cluster.address) as remote:
        said(remote, ASKED)
    configured(deadline=QUICK)
    with open_index(str(folder), cluster.address) as remote:
        said(remote, ASKED)
        number = next(place for place, worker in enumerate(cluster.workers) if worker.poll() is None)
        cluster.signal(number, signal.SIGSTOP)
        try:
            partial_answer, whole = ask(remote, ASKED), ask(remote, ASKED)
        finally:
            cluster.signal(number, signal.SIGCONT)

    assert re.fullmatch(r"[12] of 3 shards answered: shard-.* did not answer in time\.", partial_answer.missing)
    assert whole == ask(one, ASKED)


def test_missing_and_damaged_shards_are_reported(cluster, copied, run, vault):
    """What is left of an index answers, with exit code 0, and the answer says what is wrong with the rest."""
    with open_index(str(copied), "") as index:
        names = index.shards
    shutil.rmtree(copied / names[0])
    os.truncate(copied / names[1] / "askcloud.db", 5000)
    argv = ("--no-refresh", "--corpus", str(vault.corpus), "--index", str(copied), "--cluster", cluster.address)

    found = [run(*argv, "--json", question) for question in ("stars", ASKED, "who founded the Rye Institute")]
    shown = run(*argv, "stars")

    reason = f"1 of 3 shards answered: {names[0]} is missing; {names[1]} is damaged."
    assert {json.loads(each.out)["missing"] for each in found} == {reason}
    assert sorted({each.code for each in found}) in ([0], [0, 1])
    assert reason in shown.out
    shutil.rmtree(copied / names[1])
    shutil.rmtree(copied / names[2])
    nothing = run(*argv, ASKED)
    assert (nothing.code, nothing.out) == (2, "")
    assert "None of 3 shards answered" in nothing.err


def test_index_is_built_on_the_cluster(cluster, root, both, vault):
    """The shards that workers build answer as those that are built here, also after an update."""
    folder = str(root / "built")
    progress = []

    summary = update_index(
        vault.as_corpus, folder, shards=3, cluster=cluster.address, progress=lambda *each: progress.append(each)
    )

    assert (summary.added, summary.counts) == (len(NOTES), both[1].counts)
    assert progress[-1] == (len(NOTES), len(NOTES))
    with open_index(folder, "") as built:
        assert {question: said(built, question) for question in QUESTIONS} == {
            question: said(both[1], question) for question in QUESTIONS
        }
    before = vault.corpus / "sea" / "new.md"
    try:
        before.write_text("Herring come in May [00:00:01].", encoding="utf-8")
        assert update_index(vault.as_corpus, folder, cluster=cluster.address).added == 1
        with open_index(folder, cluster.address) as built:
            assert ask(built, "when do herring come").answered
    finally:
        before.unlink()


KILLED_ONCE = """
import os, signal
from askcloud.indexer.writer import IndexWriter

committed = vars(IndexWriter).get("committed") or IndexWriter.commit  # Dask loads this twice
IndexWriter.committed = committed

def commit(self, meta):
    try:
        os.close(os.open({marker!r}, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return committed(self, meta)
    os.kill(os.getpid(), signal.SIGKILL)

IndexWriter.commit = commit
"""


def test_shard_of_a_killed_builder_is_built_again(cluster, tmp_path, root, both, vault):
    """Where a worker is killed before its shard is complete, another builds that, and nothing of the first stays."""
    (tmp_path / "kill_once.py").write_text(KILLED_ONCE.format(marker=str(tmp_path / "killed")), encoding="utf-8")
    cluster.add_worker("--preload", str(tmp_path / "kill_once.py"))
    folder = root / "rebuilt"

    update_index(vault.as_corpus, str(folder), shards=6, cluster=cluster.address)

    assert (tmp_path / "killed").exists()
    with open_index(str(folder), "") as built:
        assert {path.name for path in folder.iterdir() if path.is_dir()} == set(built.shards)
        assert said(built, ASKED) == said(both[1], ASKED)


def test_worker_opens_nothing_outside_its_root(cluster, root, both, tmp_path, vault):
    """An index outside the root is neither read nor written, by whatever path or link it is named."""
    outside = shutil.copytree(both[0], tmp_path / "outside")
    (root / "link").symlink_to(outside)
    for folder in (str(outside), str(root / "link"), str(root / "both" / ".." / ".." / tmp_path.name / "outside")):
        with open_index(folder, cluster.address) as remote, pytest.raises(IndexNotFoundError, match="root of a worker"):
            ask(remote, ASKED)
        with pytest.raises(UsageError, match="root of a worker"):
            update_index(vault.as_corpus, folder, shards=3, full=True, cluster=cluster.address)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        *(
            (f"tcp://{host}", "is not safe")
            for host in ("192.0.2.1:8786", "localhost.example:1", "127.0.0.1:1@a.example:1")
        ),
        ("tls://127.0.0.1:1", "needs three files"),
        *((address, "is not the address of") for address in ("192.0.2.1:8786", "ws://127.0.0.1:1", "tcp://127.0.0.1")),
    ],
)
def test_unsafe_addresses_are_refused(both, address, why):
    """Without certificates nothing is spoken to beyond this computer, and an address that is none is called so."""
    with open_index(str(both[0]), address) as remote, pytest.raises(UsageError, match=why):
        ask(remote, ASKED)


def test_scheduler_that_is_missing_is_reported(both, configured):
    """A cluster that does not answer is an error that says so, and is not waited for longer than the deadline."""
    configured(deadline=QUICK)

    with open_index(str(both[0]), "tcp://127.0.0.1:9") as remote, pytest.raises(IndexNotFoundError, match="tcp://127"):
        ask(remote, ASKED)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    """Two authorities, each with a certificate that it signed: (authority, certificate, key)."""
    if not shutil.which("openssl"):
        pytest.skip("There is no openssl, which makes the certificates.")
    made = []
    for number in range(2):
        folder = tmp_path_factory.mktemp(f"certificates{number}")
        elliptic = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
        for command in (
            ("req", "-x509", *elliptic, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=authority"),
            ("req", *elliptic, "-keyout", "own.key", "-out", "own.csr", "-subj", "/CN=computer"),
            (
                "x509",
                "-req",
                "-in",
                "own.csr",
                "-CA",
                "ca.pem",
                "-CAkey",
                "ca.key",
                "-CAcreateserial",
                "-out",
                "own.pem",
            ),
        ):
            subprocess.run(["openssl", *command], cwd=folder, check=True, capture_output=True)
        made.append({"authority": "ca.pem", "certificate": "own.pem", "key": "own.key"})
        made[-1] = {name: str(folder / path) for name, path in made[-1].items()}
    return made


@pytest.mark.parametrize(("content", "why"), [(None, "No such file"), ("no certificate", "they do not fit")])
def test_certificates_that_cannot_be_used_are_reported(tmp_path, both, configured, content, why):
    """Files that are missing, or none of a certificate, are named as the mistake; nobody is said not to answer."""
    path = tmp_path / "own.pem"
    if content:
        path.write_text(content, encoding="utf-8")
    configured(**dict.fromkeys(("certificate", "key", "authority"), str(path)), deadline=QUICK)

    with open_index(str(both[0]), "tls://127.0.0.1:9") as remote, pytest.raises(UsageError, match=why):
        ask(remote, ASKED)


def test_client_without_the_right_certificate_gets_nothing(tmp_path, root, both, configured, certificates):
    """Who has a certificate of the authority is answered; who has another one, or none, is not."""
    own, other = certificates
    options = ("--tls-ca-file", own["authority"], "--tls-cert", own["certificate"], "--tls-key", own["key"])
    made = LocalCluster(tmp_path, 1, "--protocol", "tls", *options, config=f'[cluster]\nroot = "{root}"\n')
    try:
        configured(**own)
        with open_index(str(both[0]), made.address) as remote:
            assert said(remote, ASKED) == said(both[1], ASKED)
        configured(**other, deadline=QUICK)
        with open_index(str(both[0]), made.address) as remote, pytest.raises(IndexNotFoundError):
            ask(remote, ASKED)
        configured(deadline=QUICK)
        plain = made.address.replace("tls://", "tcp://")
        with open_index(str(both[0]), plain) as remote, pytest.raises(IndexNotFoundError):
            ask(remote, ASKED)
    finally:
        _disconnect()
        made.close()
