"""A server of the Model Context Protocol: assistants ask the notes and cite them.

`server` alone imports the SDK, as `mcp`; every import is absolute, so that this package is never taken for it.
"""
