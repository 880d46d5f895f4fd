"""The log of the site: what broke and where, never what somebody typed."""

import logging
import traceback


class Placeless(logging.Formatter):
    """A line without an address or a message, which could hold what was typed.

    Of a mistake in our program its kind and the lines of code are named.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write the record in one line."""
        if not record.exc_info or record.exc_info[0] is None:
            return f"stepwell: {record.levelname.lower()} in {record.name}"
        kind, _, trace = record.exc_info
        places = [
            f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(trace)
        ]
        return f"stepwell: {kind.__name__} at {' < '.join(reversed(places))}"


def set_up() -> None:
    """Let errors, and nothing milder, be written to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(Placeless())
    for name in ("django", "gunicorn.error", "waitress"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(logging.ERROR)
        logger.propagate = False
