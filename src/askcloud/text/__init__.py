"""Turn text into words, terms and character n-grams, with the same analyzer for notes and questions."""
