"""Evaluate the answers to labelled questions."""
