"""Identify what a time belongs to, a video, an episode or a file, and build the links and commands that play it."""
