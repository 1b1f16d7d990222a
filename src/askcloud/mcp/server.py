"""The server: requests of the protocol -> results of the library. The only module that imports the SDK.

Nothing but the protocol is written to standard output: while it serves, the SDK sends whatever else is written there to
standard error.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

import mcp_types as types
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError

from askcloud import __version__
from askcloud.errors import AskcloudError, UsageError
from askcloud.mcp.library import RESOURCE, Library, Result, address_of
from askcloud.mcp.schemas import MAX_CHARACTERS, check_arguments
from askcloud.mcp.tools import INSTRUCTIONS, PROMPT, PROMPT_DESCRIPTION, PROMPT_TEXT, PROMPT_TITLE, TOOLS
from askcloud.media.medium import percent_decoded, percent_encoded
from askcloud.output.reports import summary_text
from askcloud.output.sanitize import clean
from askcloud.output.wording import pluralize
from askcloud.serving.service import Service, known_error

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from typing import Any, TypeVar

    from mcp.server import ServerRequestContext

    from askcloud.serving.service import Report
    from askcloud.settings import Settings

    T = TypeVar("T")
    Request = ServerRequestContext[Any, Any]

LOG_NAME = "mcp.log"
"""The log of failures that nobody expected, in the user's folder of state."""

_MARKDOWN = "text/markdown"
_INTERRUPTED = 130  # the exit code of every command after ctrl+c


class Handlers:
    """The handlers of the requests of the protocol."""

    def __init__(self, service: Service[Library]) -> None:
        """Answer by a service."""
        self._service = service

    async def list_tools(self, _: Request, __: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        """Return all tools."""
        return types.ListToolsResult(tools=[_described(name) for name in TOOLS])

    async def call_tool(self, request: Request, params: types.CallToolRequestParams) -> types.CallToolResult:
        """Return the result of a tool; an error is a sentence and a hint, never a traceback."""
        tool, given = TOOLS.get(params.name), params.arguments or {}
        if not tool:
            raise _invalid(
                UsageError(f"There is no tool {params.name[:40]}.", hint=f"Call one of: {', '.join(TOOLS)}.")
            )
        try:
            check_arguments(params.name, tool.takes, given)
            result = await self._result(params.name, given, partial(_report_to, request))
        except Exception as error:  # noqa: BLE001  # a server does not end with what fails unexpectedly
            known = known_error(error, LOG_NAME)
            text = types.TextContent(text=f"{clean(known.message)}\n{clean(known.hint)}")
            return types.CallToolResult(content=[text], is_error=True)
        return types.CallToolResult(content=[types.TextContent(text=result.text)], structured_content=result.fields)

    async def list_resources(
        self, request: Request, params: types.PaginatedRequestParams | None
    ) -> types.ListResourcesResult:
        """Return a page of the notes, in order of path; the cursor is the last path of the page before."""
        after = percent_decoded((params and params.cursor) or "")
        page, last = await self._read(request, lambda library: library.resources(after))
        resources = [
            types.Resource(uri=address_of(note.path), name=note.path, title=note.title, mime_type=_MARKDOWN)
            for note in page
        ]
        return types.ListResourcesResult(resources=resources, next_cursor=percent_encoded(last) or None)

    async def list_templates(
        self, _: Request, __: types.PaginatedRequestParams | None
    ) -> types.ListResourceTemplatesResult:
        """Return how the address of a note is written."""
        template = types.ResourceTemplate(
            uri_template=RESOURCE + "{+path}",
            name="note",
            title="A note",
            description="The Markdown text of a note, by its path as ask, show_note and find_notes give it.",
            mime_type=_MARKDOWN,
        )
        return types.ListResourceTemplatesResult(resource_templates=[template])

    async def read_resource(
        self, request: Request, params: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        """Return the text of a note."""
        address = str(params.uri)
        text = await self._read(request, lambda library: library.read(address))
        content = types.TextResourceContents(uri=address, mime_type=_MARKDOWN, text=text)
        return types.ReadResourceResult(contents=[content])

    async def list_prompts(self, _: Request, __: types.PaginatedRequestParams | None) -> types.ListPromptsResult:
        """Return the one prompt."""
        question = types.PromptArgument(name="question", description="The question to answer", required=True)
        prompt = types.Prompt(name=PROMPT, title=PROMPT_TITLE, description=PROMPT_DESCRIPTION, arguments=[question])
        return types.ListPromptsResult(prompts=[prompt])

    async def get_prompt(self, _: Request, params: types.GetPromptRequestParams) -> types.GetPromptResult:
        """Return the text of the prompt with the question in it."""
        question = (params.arguments or {}).get("question", "").strip()
        if params.name != PROMPT:
            raise _invalid(UsageError(f"There is no prompt {params.name[:40]}.", hint=f"The only one is {PROMPT}."))
        if not 0 < len(question) <= MAX_CHARACTERS:
            hint = f"Give a question of at most {MAX_CHARACTERS:,} characters."
            raise _invalid(UsageError("The prompt needs a question.", hint=hint))
        content = types.TextContent(text=PROMPT_TEXT.format(question=question))
        message = types.PromptMessage(role="user", content=content)
        return types.GetPromptResult(description=PROMPT_DESCRIPTION, messages=[message])

    async def _result(self, name: str, given: dict[str, Any], report: Report) -> Result:
        if name == "status":
            return await self._service.status(self._status, "Call the tool update_index.")
        if name == "update_index":
            fields = await self._service.update(report, full=given.get("full", False))
            return Result(fields, summary_text(fields))
        works = {"ask": Library.ask, "show_note": Library.show_note, "find_notes": Library.find_notes}
        return await self._service.call(lambda library: works[name](library, given), report)

    async def _status(self, building: tuple[int, int] | None) -> Result:
        return await self._service.read(lambda library: library.status(building))

    async def _read(self, request: Request, work: Callable[[Library], T]) -> T:
        """Return what a function reads of the library.

        Raises:
            MCPError: Whatever goes wrong.
        """
        try:
            return await self._service.call(work, partial(_report_to, request))
        except Exception as error:
            raise _invalid(known_error(error, LOG_NAME)) from error


def serve(settings: Settings) -> None:
    """Answer requests on standard input until it ends or the process is asked to stop."""
    logging.disable()  # what the SDK logs may hold text of notes
    asyncio.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    service = Service(settings, Library)

    def stop(number: int, _: object) -> None:
        service.stop()
        os._exit(
            0 if number == signal.SIGTERM else _INTERRUPTED
        )  # the SDK waits for a line of standard input, which cannot be interrupted

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, stop)
    server = server_for(service)
    async with stdio_server() as (requests, answers):
        await server.run(requests, answers, server.create_initialization_options())


def server_for(service: Service[Library]) -> Server[Any]:
    """Return the server that a service answers, for any transport; it closes the service at its end."""
    handlers = Handlers(service)

    @asynccontextmanager
    async def lifespan(_: Server[Any]) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await service.close()

    return Server(
        "askcloud",
        title="askcloud",
        version=__version__,
        instructions=INSTRUCTIONS,
        lifespan=lifespan,
        on_list_tools=handlers.list_tools,
        on_call_tool=handlers.call_tool,
        on_list_resources=handlers.list_resources,
        on_list_resource_templates=handlers.list_templates,
        on_read_resource=handlers.read_resource,
        on_list_prompts=handlers.list_prompts,
        on_get_prompt=handlers.get_prompt,
    )


def _described(name: str) -> types.Tool:
    tool = TOOLS[name]
    annotations = types.ToolAnnotations(
        title=tool.title,
        read_only_hint=not tool.changes,
        destructive_hint=False,
        idempotent_hint=True,
        open_world_hint=False,
    )
    return types.Tool(
        name=name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.takes,
        output_schema=tool.gives,
        annotations=annotations,
    )


async def _report_to(request: Request, read: int, of: int) -> None:
    await request.session.report_progress(read, of, f"{read:,} of {pluralize(of, 'note')} read")


def _invalid(error: AskcloudError) -> MCPError:
    return MCPError(types.INVALID_PARAMS, f"{clean(error.message)} {clean(error.hint)}")
