"""What the header and the notice show: the corpus, its index, and the progress of a build."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual.content import Content

from askcloud.answering.conversation import BROKEN, NO_CORPUS, NO_INDEX, CorpusStatus
from askcloud.output.sanitize import clean
from askcloud.output.wording import ago, pluralize
from askcloud.tui.content import TIME

if TYPE_CHECKING:
    from askcloud.answering.overview import Overview


def header_content(corpus: str, status: CorpusStatus | None, now: datetime | None = None) -> Content:
    """Return the name of the corpus, how many sentences its index contains and how old that is.

    Args:
        corpus: The corpus's name.
        status: What there is to ask; None if that is not known yet.
        now: The current time; the clock's if None.
    """
    parts = [clean(corpus)]
    if status and status.counts:
        parts += [pluralize(status.counts.claims, "sentence"), f"built {ago(status.built, now or datetime.now(UTC))}"]
    return Content.assemble(("askcloud", "bold"), *(f" · {part}" for part in parts))


def overview_content(overview: Overview, now: datetime | None = None) -> Content:
    """Return how much there is to ask about and how old the index is, as the first screen shows it.

    Args:
        overview: What there is.
        now: The current time; the clock's if None.
    """
    counts = ((overview.notes, "note"), (overview.media, "video"), (overview.channels, "channel"))
    parts = [pluralize(count, noun) for count, noun in counts if count]
    return Content(" · ".join([*parts, f"updated {ago(overview.built, now or datetime.now(UTC))}"])).stylize("bold")


def status_content(status: CorpusStatus) -> Content:
    """Return what a person can do if there is nothing to ask; empty if there is."""
    if status.state == NO_INDEX:
        minutes = status.notes * _SECONDS_PER_NOTE / 60
        takes = "a few seconds" if minutes < 0.25 else "under a minute" if minutes < 1 else f"about {minutes:.0f} min"
        notes = f"{pluralize(status.notes, 'note')} found in {clean(status.corpus.listing)}"
        return Content(f"No index yet. {notes}. Press enter to build it ({takes}).")
    if status.state == BROKEN:
        return Content(f"{clean(status.why)} Press ctrl+r to rebuild it.")
    return Content(clean(status.why) if status.state == NO_CORPUS else "")


def changed_content(changed: int) -> Content:
    """Return how many notes differ from the index, and how to update it."""
    return Content(f"{pluralize(changed, 'note')} changed since the index was built · ctrl+r to update")


def progress_content(done: int, total: int, step: str, *, answering: bool) -> Content:
    """Return the progress of a build.

    Args:
        done: Notes read.
        total: Notes to read; 0 while that is not known yet.
        step: The same in words, with the time that is left (see `Pace.step`).
        answering: Whether there is a previous index that answers until then.
    """
    told = f"Indexing {step}" if total else "Counting the notes…"
    meanwhile = " · answers use the previous index until then" if answering else ""
    filled = 20 * done // total if total else 0
    return Content.assemble(("█" * filled + "░" * (20 - filled), TIME), f" {told} · esc cancels{meanwhile}")


_SECONDS_PER_NOTE = 0.008  # 8,452 notes took 64 s of CPU
