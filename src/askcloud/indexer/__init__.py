"""The indexer: it compares a corpus with its index and writes what changed.

The only place of numpy, scikit-learn and joblib.
"""
