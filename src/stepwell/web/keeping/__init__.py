"""Keeping what was written: on the disk before an answer, copied, and never older."""
