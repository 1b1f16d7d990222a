"""Evaluation: how often the answers to labelled questions are right."""
