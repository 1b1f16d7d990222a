"""Laws of the errors raised on purpose."""

from __future__ import annotations

import copy
import pickle
import re

import pytest

from askcloud import errors
from askcloud.errors import AskcloudError

KINDS = {
    name: kind for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, AskcloudError)
}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_error_keeps_message_and_hint_apart(kind):
    """Every error carries a message, which is also its text, and a hint that must be given by name."""
    error = kind("The well is dry.", hint="Dig deeper.")

    assert (error.message, error.hint, str(error)) == ("The well is dry.", "Dig deeper.", "The well is dry.")
    assert isinstance(error, AskcloudError)
    with pytest.raises(TypeError):
        kind("The well is dry.")


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_error_reaches_another_process_with_its_hint(kind):
    """An error that is pickled or copied has the same type, message and hint afterwards."""
    error = kind("The well is dry.", hint="Dig deeper.")

    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert (type(again), again.message, again.hint) == (kind, "The well is dry.", "Dig deeper.")


def test_errors_are_the_tree_in_the_docstring():
    """The tree that the module draws names every error below the one it derives from, and no other."""
    drawn = {}
    above = {}
    for line in errors.__doc__.splitlines():
        found = re.match(r"([│├└─ ]*)(\w+Error)\b", line)
        if found:
            depth, name = len(found.group(1)) // 4, found.group(2)
            above[depth] = name
            drawn[name] = above.get(depth - 1, "Exception")

    assert drawn == {name: kind.__base__.__name__ for name, kind in KINDS.items()}
