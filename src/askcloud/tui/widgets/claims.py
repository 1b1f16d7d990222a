"""The list of results: the claims that answer a question, best first, and the items of lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from askcloud.answering.answer import QuotedClaim
from askcloud.output.wording import followup_note
from askcloud.tui.claims_content import item_content, result_content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from askcloud.answering.answer import Answer, Evidence

    Row = tuple[int, Evidence | QuotedClaim]  # (index of the result, the result or an item of it)


class Claims(OptionList):
    """The results of the selected turn, or of the question that is being typed; below a list, its items."""

    def __init__(self) -> None:
        """Show nothing: an empty list takes no room."""
        super().__init__(id="claims", markup=False)
        self.display = False
        self._rows: list[Row] = []
        self._marked: int | None = None

    @property
    def selected(self) -> Evidence | QuotedClaim | None:
        """The highlighted result or item, or the first result if none is highlighted; None if the list is empty."""
        return self._rows[self.highlighted or 0][1] if self._rows else None

    def show(self, answer: Answer | None, *, preview: bool = False) -> None:
        """List the results of an answer; highlight the first, unless it is a preview."""
        self._rows, self._marked = list(_rows(answer)), None
        self.clear_options()
        self.add_options(Option(_row_content(row)) for row in self._rows)
        self.border_title = Content(_preview_title(answer) if preview else "Results")
        self.display = bool(self._rows) or preview
        if self._rows and not preview:
            self.highlighted = 0

    def select(self, number: int) -> None:
        """Highlight a result by its number, from 1; a number that is not in the list is ignored."""
        row = next((row for row, (index, _) in enumerate(self._rows) if index == number - 1), None)
        if row is not None:
            self.highlighted = row

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Mark the highlighted row, and no other."""
        super().watch_highlighted(highlighted)
        if highlighted is not None:
            if self._marked is not None:
                self.replace_option_prompt_at_index(self._marked, _row_content(self._rows[self._marked]))
            self.replace_option_prompt_at_index(highlighted, _row_content(self._rows[highlighted], selected=True))
            self._marked = highlighted


def _rows(answer: Answer | None) -> Iterator[Row]:
    """Yield each result of an answer, followed by its items if it is a list."""
    for index, evidence in enumerate(answer.evidence if answer else ()):
        yield index, evidence
        yield from ((index, item) for item in evidence.items)


def _row_content(row: Row, *, selected: bool = False) -> Content:
    index, claim = row
    if isinstance(claim, QuotedClaim):
        return item_content(claim, selected=selected)
    return result_content(index, claim, selected=selected)


def _preview_title(answer: Answer | None) -> str:
    return (followup_note(answer) if answer else "") or "Results as you type"
