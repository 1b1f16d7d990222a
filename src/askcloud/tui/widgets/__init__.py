"""The parts of the screen. Each shows what it is given; none reads a note or asks anything itself."""
