"""Laws of what a computer of a cluster opens and answers."""

from __future__ import annotations

import os

import pytest

from askcloud.errors import UsageError
from askcloud.settings import config_file
from askcloud.shards.hosts import allowed_folder, is_loopback, present_shards, sent_folder, work_on

HERE, AWAY = "tcp://127.0.0.1:8786", "tls://192.0.2.1:8786"


@pytest.fixture
def rooted(nowhere):
    """A folder that is the root in the configuration of the user who runs the worker."""
    root = nowhere / "root"
    root.mkdir()
    os.makedirs(os.path.dirname(config_file()))
    with open(config_file(), "w", encoding="utf-8") as file:
        file.write(f"[cluster]\nroot = '{root}'\n")
    return root


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (HERE, True),
        ("tls://127.0.0.1:1", True),
        ("tcp://[::1]:8786", True),
        ("tcp://localhost:8786", True),
        (AWAY, False),
        ("tcp://localhost.example:8786", False),
        ("tcp://127x.example:1", False),
        ("tcp://127.example:1", False),
        ("tcp://:8786", False),
        ("", False),
    ],
)
def test_loopback_is_distinguished_from_other_computers(address, expected):
    """Only addresses of this computer are, whatever name another one has."""
    assert is_loopback(address) == expected


def test_worker_without_a_root_serves_this_computer_alone(nowhere):
    """Without a root any index may be opened for a scheduler that only this computer reaches, and none for others."""
    assert allowed_folder(str(nowhere), HERE) == os.path.realpath(nowhere)
    with pytest.raises(UsageError):
        allowed_folder(str(nowhere), AWAY)


def test_worker_uses_what_is_below_its_root(rooted):
    """A folder below the root is found by its path from there, whatever the root of the client is called."""
    (rooted / "videos").mkdir()
    expected = os.path.realpath(rooted / "videos")

    assert sent_folder("/somewhere/videos", "/somewhere") == "videos"
    assert sent_folder("/elsewhere/videos", "/somewhere") == "/elsewhere/videos"
    assert allowed_folder("videos", AWAY) == allowed_folder(str(rooted / "videos"), HERE) == expected


@pytest.mark.parametrize("named", ["..", "../root2", "/etc", "", ".", "videos/../../x"])
def test_worker_uses_nothing_else(rooted, named):
    """Neither the root itself nor what is outside of it may be used."""
    (rooted.parent / "root2").mkdir()
    with pytest.raises(UsageError):
        allowed_folder(named, HERE)


def test_shards_are_opened_in_their_folder_only(sharded, tmp_path):
    """A shard that is a link to another folder is not opened, nor one with a name of something else."""
    names = sharded.names
    (sharded.folder / names[0]).rename(tmp_path / "away")
    (sharded.folder / names[0]).symlink_to(tmp_path / "away")
    named = [*enumerate(names), (3, "../shards")]

    reply = work_on(os.path.realpath(sharded.folder), named, len)

    assert reply.results == [2]
    assert set(reply.failed) == {0, 3}
    assert present_shards(str(sharded.folder), named) == {0, 1, 2}


def test_damage_that_is_met_later_leaves_out_one_shard(sharded):
    """Where one of several open shards turns out to be damaged, the others are asked without it."""
    folder, named = os.path.realpath(sharded.folder), list(enumerate(sharded.names))

    def work(parts) -> int:
        from askcloud.index.database import corruption_error

        if any(number == 1 for number, _ in parts):
            raise corruption_error("a row has values of another type")
        return len(parts)

    reply = work_on(folder, named, work)

    assert reply.results == [1, 1]
    assert reply.failed == {1: "is damaged"}
