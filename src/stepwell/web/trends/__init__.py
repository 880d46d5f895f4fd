"""Trends: how it has been, drawn."""
