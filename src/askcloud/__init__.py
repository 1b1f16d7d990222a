"""askcloud: ask a folder of video notes, get the claim and the second it was said.

The public names are resolved on first use, so that `import askcloud` loads nothing.
"""

from __future__ import annotations

__version__ = "0.1.0"
__all__ = ["Answer", "AskcloudError", "Corpus", "Evidence", "ask", "open_index", "update_index"]

_HOMES = {
    "Answer": "askcloud.answering.ask",
    "AskcloudError": "askcloud.errors",
    "Corpus": "askcloud.corpus.corpus",
    "Evidence": "askcloud.answering.ask",
    "ask": "askcloud.answering.ask",
    "open_index": "askcloud.index.reader",
    "update_index": "askcloud.indexer.update",
}


def __getattr__(name: str) -> object:
    """A public name from the module it lives in (PEP 562)."""
    if name not in _HOMES:
        message = f"module 'askcloud' has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module  # `import askcloud` loads nothing

    return getattr(import_module(_HOMES[name]), name)
