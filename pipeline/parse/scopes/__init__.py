"""Whose ties a block speaks of, of which kind and in which state."""
