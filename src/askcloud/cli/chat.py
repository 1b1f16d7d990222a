"""The command `chat`: the chat on the whole terminal, or line by line."""

from __future__ import annotations

import os
import sys

from askcloud.answering.chat_commands import read_command, reply
from askcloud.answering.conversation import question_alone
from askcloud.cli.exit_codes import DONE
from askcloud.cli.session import new_conversation, open_conversation
from askcloud.cli.terminal import is_terminal
from askcloud.output.sanitize import clean
from askcloud.output.text import to_text
from askcloud.settings import keeps_history

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from askcloud.cli.arguments import Arguments
    from askcloud.settings import Settings


def chat(arguments: Arguments, settings: Settings) -> int:
    """Open the chat: on the whole terminal where that is possible and wanted, else line by line."""
    can_draw = is_terminal(sys.stdin) and is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb"
    if arguments.has("plain") or not can_draw:
        return _chat_in_lines(arguments, settings)
    from askcloud.tui.app import run_chat  # 300 ms: Textual

    run_chat(new_conversation(settings), remembering=not arguments.has("no-history") and keeps_history())
    return DONE


def _chat_in_lines(arguments: Arguments, settings: Settings) -> int:
    """Answer questions line by line; every line has a label, and nothing is drawn."""
    from askcloud.output.look_around import look_around  # not for the chat on the whole terminal

    conversation = open_conversation(arguments, settings)
    try:
        question = ""
        for typed in _questions():
            command, _ = read_command(typed)
            if command == "quit":
                break
            if command == "clear":
                conversation.forget()
                question, message = "", "A new conversation begins."
            else:
                message = "\n".join(map(clean, reply(conversation, typed).split("\n")))
            if not message:
                shown = look_around(conversation.session(), typed, conversation.filters)
                message = shown.text if shown else ""
            if message:
                print(f"Answer: {message}\n")
                continue
            question, alone = question_alone(typed, question)
            print(f"Answer: {to_text(conversation.ask(question, alone=alone), exact_hint=False)}\n")
    finally:
        conversation.close()
    return DONE


def _questions() -> Iterator[str]:
    """Yield what a person types after `Question:`, or the lines of a pipe, which are shown after it; no empty ones."""
    if not is_terminal(sys.stdin):
        for question in filter(None, map(str.strip, sys.stdin or ())):
            print(f"Question: {clean(question)}")
            yield question
        return
    from contextlib import suppress  # .5 ms: not for a single question

    with suppress(ImportError):  # Windows has none
        import readline  # noqa: F401  # line editing for `input`; only for a person
    while True:
        try:
            question = input("Question: ").strip()
        except EOFError:
            print()
            return
        except KeyboardInterrupt:
            print()
            raise
        if question:
            yield question
