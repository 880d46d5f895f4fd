"""Today: the doses of this day, and what became of each."""
