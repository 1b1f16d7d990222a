"""Answers and reports as text, JSON, Markdown and playlists."""
