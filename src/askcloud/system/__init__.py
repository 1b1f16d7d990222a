"""The system around askcloud: other programs, the clipboard and the files it remembers things in."""
