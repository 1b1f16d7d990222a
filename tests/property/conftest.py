"""Property tests are not traced for coverage: they run the same lines thousands of times, and tracing triples that."""

from pathlib import Path

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    """Marks the tests of this folder as those that pytest-cov leaves alone."""
    for item in items:
        if _HERE in item.path.parents:
            item.add_marker("no_cover")
