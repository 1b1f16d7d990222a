"""Answering: a question and an index become a verified answer."""
