"""The limit on the pieces of a dose, in the words of findings and assumptions."""

from stepwell.plan.request import MOST_PIECES, Request


MORE_PIECES = f"up to {MOST_PIECES} pieces a dose (most_pieces_a_dose)"
"""The way out of the limit, in the words of a refusal."""


def most_words(most_pieces: int) -> str:
    """So many pieces, such as "at most 3 pieces"."""
    return f"at most {most_pieces} piece{'s' * (most_pieces > 1)}"


def with_few_pieces(request: Request) -> str:
    """The limit, to follow "cannot be made"; nothing where the request has none."""
    if not request.limits_pieces:
        return ""
    return f" with {most_words(request.most_pieces)}"


def or_more_pieces(request: Request, would_change: str) -> str:
    """What would change a finding; more pieces, too, where the request limits them."""
    if not request.limits_pieces:
        return would_change
    return f"{would_change}; or {MORE_PIECES}"
