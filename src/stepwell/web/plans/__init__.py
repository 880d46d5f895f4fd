"""Plans in a space: versions that never change, and what became of each."""
