"""Accounts: who signs in, with what, and from where."""
