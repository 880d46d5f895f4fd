"""Modelled numbers as text: a few significant figures and no more."""

from decimal import Context, Decimal


def figures(number: float, significant: int = 2) -> str:
    """Write a number with so many significant figures, without an exponent.

    For what a model computed and nobody takes; a dose is written exactly.
    """
    exact = Decimal(repr(float(number)))
    if not exact:
        return "0"
    # Rounded to the figures first, because rounding may add a digit: 9.96 is 10.
    rounded = Context(prec=significant).plus(exact)
    return (
        f"{rounded.quantize(Decimal(1).scaleb(rounded.adjusted() + 1 - significant)):f}"
    )


def percent(share: float) -> str:
    """Write a share as a whole percentage: 0.934 as ``93``."""
    return f"{100 * share:.0f}"


def about_days(days: float) -> str:
    """Write days for a sentence: ``less than a day``, ``about 9 days``."""
    if days < 0.75:
        return "less than a day"
    rounded = round(days)
    return "about a day" if rounded == 1 else f"about {rounded} days"
