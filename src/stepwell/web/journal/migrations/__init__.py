"""Migrations: they change shapes, and never rewrite a dose (H24)."""
