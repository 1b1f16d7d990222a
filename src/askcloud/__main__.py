"""`python -m askcloud`."""

from askcloud.cli import run

run()
