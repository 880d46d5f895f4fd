"""Spaces: what belongs to one person, and the one way to write in it."""
