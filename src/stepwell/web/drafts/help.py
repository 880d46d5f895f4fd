"""What to do now, with a sign that comes before any plan."""

from collections.abc import Iterable

from stepwell.safety.rules.g05_red_flags import ACTIONS


def actions(signs: Iterable[str]) -> list[str]:
    """What to do for each sign."""
    given = set(signs)
    return [action for sign, action in ACTIONS.items() if sign in given]
