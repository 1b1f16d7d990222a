"""The index: one SQLite file, written with scikit-learn, read with the standard library."""
