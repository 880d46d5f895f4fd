"""The visit: what to take along to a prescriber."""
