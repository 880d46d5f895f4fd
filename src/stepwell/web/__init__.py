"""The web site: a draft and a second opinion, without an account."""
