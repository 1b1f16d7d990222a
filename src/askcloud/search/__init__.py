"""Search: a question becomes ranked claims."""
