"""The command `ask`: one question, or one per line of standard input. Without a question it opens the chat."""

from __future__ import annotations

import sys
from itertools import chain, count
from time import perf_counter

from askcloud.answering.answer import Answer, abstention
from askcloud.answering.ask import TOP, Context, context_of, may_ask_for_videos
from askcloud.cli.exit_codes import DONE, ERROR, NEEDS_ATTENTION
from askcloud.cli.session import filters_of, open_session
from askcloud.cli.terminal import is_terminal, print_stderr, style
from askcloud.errors import QuestionError, UsageError
from askcloud.output.sanitize import clean
from askcloud.output.text import to_text
from askcloud.output.wording import status_line
from askcloud.question.parse import parse_question
from askcloud.settings import keeps_history, state_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from askcloud.answering.session import Session
    from askcloud.cli.arguments import Arguments
    from askcloud.corpus.corpus import Corpus
    from askcloud.media.citation import Citation
    from askcloud.settings import Settings

_MAX_LINE = 1_000_000  # characters of a line on standard input; a question has at most 1,000


def ask(arguments: Arguments, settings: Settings) -> int:
    """Answer the question on the command line or those on standard input; open the chat where there is none."""
    words = arguments.words
    if words == ("-",) or (not words and not is_terminal(sys.stdin)):
        return _ask_batch(arguments, settings, sys.stdin)
    if not words:
        from askcloud.cli.chat import chat  # 300 ms: Textual

        return chat(arguments.without_question(), settings)
    if arguments.has("conversation"):
        raise UsageError(
            "--conversation takes questions on standard input.",
            hint='To follow up the last question: askcloud --continue "and …".',
        )
    question, before = " ".join(words), _previous_question(arguments, settings)
    with open_session(arguments, settings) as session:
        if _may_ask_for_videos(question, arguments):
            from askcloud.cli.browse import answer_with_videos  # 5 ms: few questions ask for videos

            code = answer_with_videos(session, question, arguments)
            if code is not None:
                return code
        answer = _respond(session, question, arguments, _context_of(session, before, arguments), words)
        corpus = session.corpus
    if not arguments.has("no-history") and keeps_history():
        _store(answer, corpus)
    if arguments.has("open"):
        _play(answer, corpus)
    return DONE if answer.answered else NEEDS_ATTENTION


def _ask_batch(arguments: Arguments, settings: Settings, lines: TextIO | None) -> int:
    """Answer one question per line, in order.

    A line with nothing to search for gets an abstention, and one with a filter that is not valid gets its error.
    """
    if arguments.has("open"):
        raise UsageError("--open takes one question, not several.", hint='Ask it as words: askcloud --open "how …".')
    questions = _questions_in(lines)
    first = next(questions, None)
    if first is None:
        raise QuestionError(
            "There is no question on standard input.",
            hint="Pipe one question per line, or pass one as an argument.",
        )
    before = _previous_question(arguments, settings)
    answered = failed = 0
    with open_session(arguments, settings) as session:
        _check_filters(session, arguments)
        context = _context_of(session, before, arguments)
        for typed in chain((first,), questions):
            question, is_alone = _line_of_conversation(typed, before, arguments)
            if arguments.form == "text":
                print(f"? {clean(question)}")
            try:
                answer = _respond(session, question, arguments, None if is_alone else context)
            except QuestionError as error:
                answer = abstention(question, error.message)
                _print_answer(answer, 0.0, arguments, session.corpus)
            except UsageError as error:  # a filter in the line
                failed += 1
                _print_failure(question, error, arguments)
            else:
                answered += answer.answered
                if arguments.has("conversation"):
                    context, before = Context(parse_question(question), answer), question
            if arguments.form in ("text", "markdown"):
                print()
    return ERROR if failed else DONE if answered else NEEDS_ATTENTION


def _questions_in(lines: TextIO | None) -> Iterator[str]:
    """Yield the questions of a stream as soon as they arrive; the stream need not end.

    Raises:
        UsageError: A line is too long; the rest of it may never end.
    """
    for number in count(1):
        line = lines.readline(_MAX_LINE) if lines else ""
        if not line:
            return
        if len(line) == _MAX_LINE:
            raise UsageError(
                f"Line {number:,} of standard input has {_MAX_LINE:,} characters or more.",
                hint="Pipe one question per line.",
            )
        yield line.strip()


def _check_filters(session: Session, arguments: Arguments) -> None:
    """Check the filters that the options give once, and not again for every question.

    Raises:
        UsageError: They name a channel, tag or video that does not exist, or an invalid date.
    """
    filters = filters_of(arguments)
    if filters:
        from askcloud.index.filters import matching_notes  # only where there are filters

        matching_notes(session.index, filters)


def _print_failure(question: str, error: UsageError, arguments: Arguments) -> None:
    """Print the error of one question of several, in place of its answer if the format allows it."""
    if arguments.form == "json":
        from askcloud.output.serialize import failure_json  # 2 ms

        print(failure_json(question, error))
    elif arguments.form == "text":
        print(f"{clean(error.message)}\n{clean(error.hint)}")
    elif arguments.form == "markdown":
        from askcloud.output.markdown import failure_markdown  # 1 ms

        print(failure_markdown(question, error))
    else:
        print_stderr(f"{clean(error.message)} {clean(error.hint)}")


def _may_ask_for_videos(question: str, arguments: Arguments) -> bool:
    """Return whether a question may be answered by videos, and not by quotes: only as text, which is for people."""
    wants_text = arguments.form == "text" and not arguments.values.keys() & {"after", "continue", "open", "why"}
    return wants_text and may_ask_for_videos(question)


def _line_of_conversation(typed: str, before: str, arguments: Arguments) -> tuple[str, bool]:
    """Return the question in a line, and whether it is asked by itself, as in the chat."""
    if not arguments.has("conversation"):
        return typed, False
    from askcloud.answering.conversation import question_alone  # 10 ms: only for a conversation

    return question_alone(typed, before)


def _previous_question(arguments: Arguments, settings: Settings) -> str:
    """Return the previous question if the first one is a follow-up, else an empty text.

    Raises:
        UsageError: The last question is to be continued, and none of these notes is stored.
    """
    if not arguments.has("continue"):
        return arguments.value("after") or ""
    from askcloud.cli.last_answer import last_question  # only to continue

    return last_question(settings)


def _context_of(session: Session, before: str, arguments: Arguments) -> Context | None:
    return context_of(session.index, before, filters=filters_of(arguments)) if before else None


def _respond(
    session: Session, question: str, arguments: Arguments, context: Context | None, typed: Sequence[str] = ()
) -> Answer:
    """Ask a question, print its answer and return it.

    Args:
        session: The open index.
        question: The question.
        arguments: What else was given.
        context: The previous question and its answer, if it may follow up one.
        typed: Its words on the command line, which may have been meant as a command; none for one of several.
    """
    started = perf_counter()
    answer = session.answer(
        parse_question(question),
        top=arguments.number("top", TOP),
        filters=filters_of(arguments),
        exact=arguments.has("exact"),
        context=context,
    )
    elapsed_ms = 1000 * (perf_counter() - started)
    doubtful = typed and (not answer.answered or answer.corrections)
    if (doubtful or arguments.has("video")) and not arguments.has("quiet"):
        from askcloud.cli import hints  # only if a command may have been meant

        note = hints.videos_note(session.index, arguments.value("video") or "") if arguments.has("video") else ""
        for line in filter(None, (hints.command_note(typed) if doubtful else "", note)):
            print_stderr(clean(line))
    _print_answer(answer, elapsed_ms, arguments, session.corpus)
    return answer


def _print_answer(answer: Answer, elapsed_ms: float, arguments: Arguments, corpus: Corpus) -> None:
    form = arguments.form
    if form == "text":
        shown = style(addresses=arguments.has("links"))
        print(to_text(answer, shown, why=arguments.has("why"), corpus=corpus))
    elif form == "short":
        from askcloud.output.short import to_short  # .3 ms

        lines = to_short(answer, corpus)
        if lines:
            print(lines)
        if answer.missing or not (lines or arguments.has("quiet")):
            print_stderr(status_line(answer))
    elif form == "json":
        from askcloud.output.serialize import to_json  # 2 ms

        print(to_json(answer, elapsed_ms))
    elif form == "markdown":
        from askcloud.output.markdown import to_markdown  # 1 ms

        print(to_markdown(answer, corpus))
    else:
        from askcloud.output.playlist import to_playlist  # 1 ms

        print(to_playlist(answer, form, corpus))


def _store(answer: Answer, corpus: Corpus) -> None:
    """Store where the results of an answer are, for `askcloud open` and `--continue`."""
    from askcloud.system.last_answer import LastAnswer, StoredResult, write_last_answer  # .3 ms: not with --no-history

    cited = [evidence.citation for evidence in answer.evidence]
    results = [StoredResult(each.note, each.line, each.time.seconds, _link_of(each)) for each in cited]
    question = answer.understood or answer.question
    write_last_answer(state_folder(), LastAnswer(question, corpus.real().lines, tuple(results)))


def _link_of(citation: Citation) -> str:
    """Return what `askcloud open` plays: a link, else the medium; for a note its path, as its address may change."""
    return citation.medium if citation.address else citation.url or citation.medium


def _play(answer: Answer, corpus: Corpus) -> None:
    """Play what the first result cites; print its link where no browser or player can be opened."""
    from askcloud.cli.last_answer import play_place  # 12 ms: only to play
    from askcloud.media.location import location_of  # only to play it

    cited = answer.evidence[0].citation if answer.answered else None
    place = location_of(cited.medium, cited.time.seconds, corpus) if cited else None
    if not cited or not place:
        print_stderr("There is nothing to play: no result has a link or a media file.")
    else:
        play_place(place, cited.time.seconds)
