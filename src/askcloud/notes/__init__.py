"""Reading: a folder of Markdown notes becomes Notes with Passages and Claims."""
