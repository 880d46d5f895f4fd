"""The agreed rule: a plan and a journal on a day, and what to do about the next step.

What is most urgent is looked at first, and the first check that has something to say
decides.  A proposal holds, slows or steps back; it never speeds up, and what nobody
wrote down is not known.
"""

from collections.abc import Callable
from datetime import date

from stepwell.formulary import Formulary
from stepwell.journal.journal import Journal
from stepwell.plan.plan import Plan
from stepwell.plan.request import Request
from stepwell.planner.adapt_intake import (
    above_the_plan,
    below_the_plan,
    stopped,
    unsteady,
)
from stepwell.planner.adapt_outside import after_the_end, before_the_start
from stepwell.planner.adapt_safety import help_first, lost_sleep
from stepwell.planner.adapt_symptoms import by_symptoms
from stepwell.planner.adaptation import Adaptation
from stepwell.planner.moment import Moment
from stepwell.planner.reviewed import reviewed


Check = Callable[[Moment], Adaptation | None]
CHECKS: tuple[Check, ...] = (
    help_first,
    after_the_end,
    stopped,
    lost_sleep,
    above_the_plan,
    below_the_plan,
    unsteady,
    before_the_start,
    by_symptoms,
)
"""In this order; the last one always has something to say."""


def adapt(
    plan: Plan, request: Request, journal: Journal, on: date, formulary: Formulary
) -> Adaptation:
    """Propose what to do on a day, by the rule that the request carries.

    Same plan, request, journal and day, same proposal.
    """
    moment = Moment.of(plan, request, journal, on, formulary)
    return reviewed(by_rule(moment), moment)


def by_rule(moment: Moment) -> Adaptation:
    """What the first check says that has something to say."""
    found = (check(moment) for check in CHECKS)
    return next(each for each in found if each is not None)
