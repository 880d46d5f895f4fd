"""The audit: what was done, by whom and when; nothing in it is ever changed."""
