"""The parts that all servers share: the thread that owns the open index, and updates in child processes."""
