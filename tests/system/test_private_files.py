"""Laws of files that only their owner can read."""

from __future__ import annotations

import os

import pytest

from askcloud.system.private_files import keep_permissions, make_private_folder, open_private, others_may_use

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")


@pytest.fixture(params=[0o000, 0o022, 0o277], ids=oct)
def umask(request):
    """A umask that lets everybody read what is created, the usual one, and one that locks the owner out."""
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode_of(path) -> int:
    """Return the permissions of a file or folder."""
    return os.stat(path).st_mode & 0o777


@pytest.mark.usefixtures("umask")
def test_folders_are_private_whatever_the_umask(tmp_path):
    """Every folder that is created is for its owner only; one that was there keeps its permissions."""
    tmp_path.chmod(0o755)

    make_private_folder(str(tmp_path / "a" / "b"))
    make_private_folder(str(tmp_path / "a" / "b"))

    assert [mode_of(tmp_path / path) for path in ("", "a", "a/b")] == [0o755, 0o700, 0o700]


def test_folder_in_place_of_a_file_is_an_error(tmp_path):
    """Where a file is in the way, or above, no folder is created."""
    (tmp_path / "a").write_text("")

    for path in ("a", "a/b"):
        with pytest.raises(OSError, match=r"File exists|Not a directory"):
            make_private_folder(str(tmp_path / path))


@pytest.mark.usefixtures("umask")
def test_files_are_private_whatever_the_umask(tmp_path):
    """A file that is created is for its owner only; one that was there is left as it is; a link is not followed."""
    (tmp_path / "old").write_text("")
    (tmp_path / "old").chmod(0o640)
    (tmp_path / "link").symlink_to(tmp_path / "old")

    for name in ("new", "old"):
        os.close(open_private(str(tmp_path / name), os.O_WRONLY))

    assert [mode_of(tmp_path / name) for name in ("new", "old")] == [0o600, 0o640]
    with pytest.raises(OSError, match="symbolic"):
        open_private(str(tmp_path / "link"), os.O_WRONLY)


@pytest.mark.parametrize(("old", "kept"), [(None, 0o600), (0o644, 0o644), (0o400, 0o600), (0o777, 0o666)])
def test_file_that_replaces_another_is_shared_as_it_was(tmp_path, old, kept):
    """A new file gets the permissions of the one that it replaces; its owner can always write it, and nobody run it."""
    for name, mode in (("old", old), ("new", 0o600)):
        if mode is not None:
            (tmp_path / name).write_text("")
            (tmp_path / name).chmod(mode)

    keep_permissions(str(tmp_path / "old"), str(tmp_path / "new"))

    assert mode_of(tmp_path / "new") == kept


@pytest.mark.parametrize(
    ("folder", "file", "shared"),
    [
        *((0o700, 0o666, False), (0o755, 0o600, False), (0o755, 0o604, True), (0o750, 0o640, True)),
        *((0o754, 0o604, False), (0o750, 0o604, False), (0o755, 0o602, True), (0o777, 0o600, True)),
    ],
)
def test_others_may_use_a_file_that_they_reach(tmp_path, folder, file, shared):
    """Others may read or change a file if its folder lets them in and it is open to them, or the folder itself is."""
    path = tmp_path / "index" / "a.db"
    path.parent.mkdir()
    path.write_text("")
    path.chmod(file)
    path.parent.chmod(folder)

    assert others_may_use(str(path)) is shared
    assert not others_may_use(str(tmp_path / "none" / "a.db"))
