"""The exit codes of every command."""

from __future__ import annotations

DONE = 0
"""The question was answered (of a batch, at least one), or the command did its work."""

NEEDS_ATTENTION = 1
"""No answer was found, or a command found something that needs attention."""

ERROR = 2
"""askcloud could not do what was asked; of a batch, at least one question could not be asked."""

INTERRUPTED = 130
"""Interrupted by ctrl+c, as shells expect it."""
