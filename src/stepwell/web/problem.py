"""What keeps the site from being served."""


class CannotServe(Exception):
    """The site cannot be served; the message is a sentence for people."""
