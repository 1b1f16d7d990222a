"""Everything that takes input gets some random input, always the same; `bench/fuzz.py` feeds as much as is wanted."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("atheris") is not None, reason="Atheris makes the input itself"
)


def _loaded():
    path = Path(__file__).parents[1] / "bench" / "fuzz.py"
    spec = importlib.util.spec_from_file_location("fuzz", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


fuzz = _loaded()


@pytest.fixture(scope="module")
def targets(tmp_path_factory):
    """Two notes, their index, and everything that takes input."""
    return fuzz.Targets(tmp_path_factory.mktemp("fuzz"))


@pytest.mark.parametrize("name", fuzz.NAMES)
def test_random_input_ends_in_a_result_or_an_error_of_our_own(targets, name):
    """Whatever is fed, it ends in a result or in an error that a person can do something about."""
    one = fuzz.tried(getattr(targets, name))

    assert fuzz.with_hypothesis(one, targets.beginnings(name), cases=25, seed=0) >= 20


def test_failure_is_found(targets):
    """What raises any other error is not skipped."""

    def fail(data):
        raise ValueError(data)

    with pytest.raises(ValueError, match="b"):
        fuzz.with_hypothesis(fuzz.tried(fail), targets.beginnings("question"), cases=5, seed=0)
