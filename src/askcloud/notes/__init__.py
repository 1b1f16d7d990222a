"""Read Markdown notes about videos: their passages, and claims with the second of each. Start with `reader`."""
