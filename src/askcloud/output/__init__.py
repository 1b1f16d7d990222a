"""Output: an answer or a report as text, JSON, Markdown or a playlist."""
