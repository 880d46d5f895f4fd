"""Chores of whoever develops Stepwell; nothing of it is installed."""
