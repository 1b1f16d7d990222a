"""Text to words, terms and character n-grams: the one analyzer that indexing and searching share."""
