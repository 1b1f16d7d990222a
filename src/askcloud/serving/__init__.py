"""What a server is made of, whatever it speaks: the thread that owns the open index, and updates of it beside."""
