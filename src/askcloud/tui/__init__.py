"""The chat on a whole terminal. The only importer of Textual (0.3 s of CPU)."""
