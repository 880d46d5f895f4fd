"""What was planned on each day, where one version of a plan followed another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain, dropwhile, pairwise

from stepwell.plan.plan import Plan
from stepwell.plan.schedule import Period, Schedule


DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Followed:
    """A plan, and the first day on which it was the version in force."""

    plan: Plan
    since: date


def one_after_another(versions: Sequence[Followed]) -> Schedule:
    """The days of each version while it was in force, laid end to end.

    A version is in force until the day before that of the next one, and the last goes
    on to its end.  Until its own first step, what was taken before it goes on.  The
    schedule begins with the first step that anybody followed; period 0 is what was
    taken until then.  Raises ValueError without a version, and where days go back.
    """
    begun = tuple(dropwhile(lambda each: not each.has_begun, _reigns(versions)))
    plan, start = begun[0].plan, max(begun[0].since, begun[0].plan.start)
    until_then, *_ = Schedule.of_plan(plan).periods
    first = replace(begun[0], since=start)
    periods = chain.from_iterable(each.periods for each in (first, *begun[1:]))
    return Schedule(
        (
            replace(until_then, start=start - until_then.days * DAY),
            *(replace(each, number=place) for place, each in enumerate(periods, 1)),
        ),
        ends=True,
    )


@dataclass(frozen=True, slots=True)
class _Reign:
    """A version from its first day in force until the day before another's.

    ``until`` is that day of another; None while no later version is in force.
    """

    plan: Plan
    since: date
    until: date | None

    @property
    def has_begun(self) -> bool:
        """Tell whether one of its steps was followed on any day."""
        return self.until is None or max(self.since, self.plan.start) < self.until

    @property
    def periods(self) -> Iterator[Period]:
        """Its periods, or the parts of them that were in force."""
        before, *steps = Schedule.of_plan(self.plan).periods
        waited = max((self.plan.start - self.since).days, before.days)
        begins = self.plan.start - waited * DAY
        days = Schedule((replace(before, start=begins, days=waited), *steps), ends=True)
        last = max(steps[-1].end, self.since + DAY)
        return days.within(self.since, last if self.until is None else self.until)


def _reigns(versions: Sequence[Followed]) -> Iterator[_Reign]:
    if not versions:
        raise ValueError("nothing was followed")
    for earlier, later in pairwise(versions):
        if later.since < earlier.since:
            raise ValueError("a later version is not in force before an earlier one")
        yield _Reign(earlier.plan, earlier.since, later.since)
    yield _Reign(versions[-1].plan, versions[-1].since, None)
