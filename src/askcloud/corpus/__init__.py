"""The corpus: the folders of notes and the files in them."""
