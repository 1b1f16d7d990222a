"""Property tests are not traced for coverage: they run the same lines thousands of times, and tracing triples that."""

import os

_HERE = f"{os.path.dirname(__file__)}{os.sep}"


def pytest_collection_modifyitems(items):
    """Marks the tests of this folder as those that pytest-cov leaves alone."""
    for item in items:
        if str(item.path).startswith(_HERE):
            item.add_marker("no_cover")
