"""The list of results: the claims that answer a question, best first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from askcloud.output.wording import followup_note
from askcloud.tui.claims_content import result_content

if TYPE_CHECKING:
    from askcloud.answering.answer import Answer, Evidence


class Claims(OptionList):
    """The results of the selected turn, or of the question that is being typed."""

    def __init__(self) -> None:
        """Show nothing: an empty list takes no room."""
        super().__init__(id="claims", markup=False)
        self.display = False
        self._answer: Answer | None = None

    @property
    def selected(self) -> Evidence | None:
        """The highlighted result, or the first if none is highlighted; None if the list is empty."""
        results = self._results()
        return results[self.highlighted or 0] if results else None

    def show(self, answer: Answer | None, *, preview: bool = False) -> None:
        """List the results of an answer; highlight the first, unless it is a preview."""
        self._answer = answer
        results = self._results()
        self.clear_options()
        self.add_options(Option(result_content(index, result), id=str(index)) for index, result in enumerate(results))
        self.border_title = Content(_preview_title(answer) if preview else "Results")
        self.display = bool(results) or preview
        if results and not preview:
            self.highlighted = 0

    def select(self, number: int) -> None:
        """Highlight a result by its number, from 1; a number that is not in the list is ignored."""
        if number <= self.option_count:
            self.highlighted = number - 1

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Mark the highlighted result, and no other."""
        super().watch_highlighted(highlighted)
        if highlighted is not None:
            for index, result in enumerate(self._results()):
                row = result_content(index, result, selected=index == highlighted)
                self.replace_option_prompt_at_index(index, row)

    def _results(self) -> tuple[Evidence, ...]:
        return self._answer.evidence if self._answer else ()


def _preview_title(answer: Answer | None) -> str:
    return (followup_note(answer) if answer else "") or "Results as you type"
