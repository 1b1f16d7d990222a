"""Vaults that the tests of the command line ask."""

from __future__ import annotations

import pytest
from transcripts import GRANITE_NOTES, NOTES


@pytest.fixture(scope="session")
def vault(make_vault):
    """A vault of two channels with its index; no test changes it."""
    vault = make_vault(NOTES)
    vault.update()
    return vault


@pytest.fixture
def fresh(make_vault):
    """The same vault without an index."""
    return make_vault(NOTES)


@pytest.fixture
def granite(make_vault):
    """A vault of two notes with tags and dates, with its index."""
    vault = make_vault(GRANITE_NOTES)
    vault.update()
    return vault
