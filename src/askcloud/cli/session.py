"""Open the index to ask questions, built and updated first, and say which of its notes are searched."""

from __future__ import annotations

from functools import partial

from askcloud.answering.session import Session
from askcloud.cli.terminal import print_stderr
from askcloud.errors import IndexNotFoundError, IndexVersionError
from askcloud.storage import open_index

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from askcloud.answering.conversation import Conversation
    from askcloud.cli.arguments import Arguments
    from askcloud.index.filters import Filters
    from askcloud.index.reader import IndexReader
    from askcloud.indexer.update import UpdateSummary
    from askcloud.settings import Settings


def open_or_build(arguments: Arguments, settings: Settings) -> IndexReader:
    """Open the index; build it first if there is none or one of another version, unless `--no-refresh` was given.

    Raises:
        AskcloudError: The index cannot be opened or built.
    """
    try:
        return open_index(settings.index, settings.cluster)
    except (IndexNotFoundError, IndexVersionError) as error:
        if arguments.has("no-refresh"):
            raise
        from askcloud.cli.build import build_first  # 2 ms: only without an index

        build_first(arguments, settings, error.message)
    return open_index(settings.index, settings.cluster)


def open_session(arguments: Arguments, settings: Settings) -> Session:
    """Open the index for questions, built and updated first unless `--no-refresh` was given.

    Raises:
        AskcloudError: The notes do not exist, or the index cannot be built or opened.
    """
    update = _updater(arguments, settings)
    session = Session(partial(open_or_build, arguments, settings), settings.corpus, update=update)
    try:
        if update and not session.refresh_if_changed() and not arguments.has("quiet"):
            print_stderr("Many notes have changed. Update the index: askcloud index.")
    except BaseException:
        session.close()
        raise
    return session


def new_conversation(settings: Settings) -> Conversation:
    """Return a conversation whose index the caller opens and builds, as the chat does."""
    from askcloud.answering.conversation import Conversation  # 10 ms: only to chat

    return Conversation(settings, partial(open_index, settings.index, settings.cluster))


def open_conversation(arguments: Arguments, settings: Settings) -> Conversation:
    """Open the index for a conversation that updates it itself, built and updated first.

    Raises:
        AskcloudError: The notes do not exist, or the index cannot be built or opened.
    """
    from askcloud.answering.conversation import Conversation  # 10 ms: only to chat

    open_session(arguments, settings).close()  # the notes are indexed as they are now
    conversation = Conversation(
        settings, partial(open_index, settings.index, settings.cluster), update=_updater(arguments, settings)
    )
    conversation.open()
    return conversation


def filters_of(arguments: Arguments) -> Filters | None:
    """Return the filters that the options give; None without any."""
    if not arguments.values.keys() & {"channel", "tag", "since", "before", "video"}:
        return None
    from askcloud.index.filters import Filters  # .3 ms: most questions ask all notes

    value = arguments.value
    tags = tuple(filter(None, arguments.values.get("tag", ())))
    return Filters(value("channel"), tags, value("since") or "", value("before") or "", value("video") or "")


def _updater(arguments: Arguments, settings: Settings) -> Callable[[], UpdateSummary] | None:
    """Return a function that updates the index before an answer; None if that is not wanted."""

    def update() -> UpdateSummary:
        from askcloud.cli.build import update_before_answer  # 2 ms: only where notes have changed

        return update_before_answer(arguments, settings)

    return None if arguments.has("no-refresh") else update
