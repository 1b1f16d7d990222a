"""The chat on a whole terminal. Only this package imports Textual, which takes 0.3 s of CPU."""
