"""Media and the links that play them at a second."""
