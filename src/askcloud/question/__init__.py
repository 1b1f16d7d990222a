"""Questions: what a person typed, parsed. Nothing here needs an index."""
