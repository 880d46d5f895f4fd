"""The journal of a space: entries that are only ever added."""
