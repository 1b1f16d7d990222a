"""The system around askcloud: other programs, the clipboard, and state stored between runs."""
