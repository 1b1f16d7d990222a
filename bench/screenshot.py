"""Draw the README's picture of the chat with the sample notes: `python bench/screenshot.py > docs/chat.svg`."""

from __future__ import annotations

import asyncio
import re
import tempfile
from functools import partial

from askcloud.answering.conversation import Conversation
from askcloud.corpus.corpus import Corpus
from askcloud.index.reader import open_index
from askcloud.indexer.update import update_index
from askcloud.settings import Settings, starter_corpus
from askcloud.system.history import History
from askcloud.tui.app import ChatApp

QUESTIONS = ("how much did nvidia offer for arm", "why did it fail?")


async def main() -> None:
    """Ask two questions and print the screen as SVG, without the links to fonts that Textual adds."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Corpus.parse(starter_corpus())
        update_index(corpus, folder)
        app = ChatApp(Conversation(Settings(corpus, folder), partial(open_index, folder)), History(None))
        async with app.run_test(size=(128, 34)) as pilot:
            for question in QUESTIONS:
                app.prompt.value = question
                await pilot.press("enter")
                await app.workers.wait_for_complete()
                await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
            print(re.sub(r"@font-face \{[^}]*\}\s*", "", app.export_screenshot()))


if __name__ == "__main__":
    asyncio.run(main())
