"""Accounts: who signs in, with what, and from where.

Other rooms use `stepwell.web.accounts.sensitive.sensitive` for what an open browser
should not allow.
"""
