"""A crossover: diazepam takes over one daily dose at a time, then goes down itself.

Each swap lowers the old drug and raises diazepam in the same step, so no day is
without a dose and none has both in full.  How much diazepam stands at a time of day
follows from all that was swapped there so far, so rounding never adds up: it is the
makeable amount nearest to that, and one below it where the total would else rise by
more than 5 %.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from stepwell.dispensing import MakeableDoses, makeable_doses
from stepwell.formulary import Formulary
from stepwell.plan.crossover import DIAZEPAM, Crossover, CrossoverWish, Swap
from stepwell.plan.finding import Finding, Severity
from stepwell.plan.plan import Dose, Plan, Step
from stepwell.plan.request import CurrentDose, Request
from stepwell.plan.times import DoseTime
from stepwell.planner.direct import Working, kept_doses, plan_direct
from stepwell.planner.rungs import shelf_for
from stepwell.quantities import Mass
from stepwell.quantities.decimals import rounded_text
from stepwell.safety.case import Case
from stepwell.safety.rules.g16_rise import CROSSOVER_MOST
from stepwell.safety.triage import Triage


TEN_MG = 10_000_000
OTHER_SWAPS = "another product, smaller pieces, a liquid, or other swaps"
Amounts = Mapping[DoseTime, int]
"""Nanograms by time of day; a time without a dose is absent."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The doses of both drugs after a swap, and the swap itself."""

    old: Amounts
    new: Amounts
    swap: Swap
    equal: Mass


class NotMakeableError(Exception):
    """A dose of the crossover cannot be made; the message says which."""


def plan_crossover(
    request: Request, formulary: Formulary, case: Case, first_look: Triage
) -> Working:
    """Plan the swaps, then the reduction of what is taken after them."""
    bench = _Bench.of(request, formulary, case)
    kept = kept_doses(request, formulary, bench.waiting)
    if isinstance(kept, Finding):
        return Working({}, problem=kept)
    try:
        pairs = list(bench.pairs())
    except NotMakeableError as problem:
        return Working({}, problem=_cannot(str(problem)))
    if not pairs:
        return Working({}, problem=_cannot(f"no dose of {bench.old} can change over"))
    lost = _lost_goal(request, bench.old, pairs[-1])
    if lost is not None:
        return Working({}, problem=lost)
    steps = tuple(bench.steps(pairs, kept))
    after = _request_after(request, bench, pairs[-1], steps[-1].end)
    case_after = Case.of_request(after, formulary)
    onward = plan_direct(after, formulary, case_after, first_look)
    if onward.plan is None:
        return onward
    joined = _joined(request, case, bench.old, steps, onward.plan)
    return replace(onward, plan=joined)


@dataclass(frozen=True)
class _Bench:
    """What a crossover is made with: both drugs' makeable doses and the wish."""

    request: Request
    old: str
    wish: CrossoverWish
    equal: Mass
    table: str
    old_doses: MakeableDoses
    new_doses: MakeableDoses
    starts: Mapping[str, Amounts]

    @classmethod
    def of(cls, request: Request, formulary: Formulary, case: Case) -> "_Bench":
        old = old_drug(request)
        cell = case.scale.equivalent(old)
        wish = request.crossover
        starts = {
            drug: {
                time: amount.nanograms
                for time, amount in case.today.amounts_of(drug).items()
            }
            for drug in (old, DIAZEPAM)
        }
        equal = wish.equal or cell.high
        highest = sum(starts[old].values()) * TEN_MG // equal.nanograms + sum(
            starts[DIAZEPAM].values()
        )
        return cls(
            request=request,
            old=old,
            wish=wish,
            equal=equal,
            table=case.scale.table_for(old).id,
            old_doses=_makeable(request, formulary, old, max(starts[old].values())),
            new_doses=_makeable(request, formulary, DIAZEPAM, 2 * highest),
            starts=starts,
        )

    @property
    def waiting(self) -> list[str]:
        """The drugs that neither change over nor are diazepam."""
        moving = (self.old, DIAZEPAM)
        return [drug for drug in self.request.drugs if drug not in moving]

    def swaps(self) -> Iterator[Swap]:
        """The swaps asked for, or each dose in its parts, in order."""
        if self.wish.swaps:
            yield from self.wish.swaps
            return
        left = dict(self.starts[self.old])
        for part in range(self.wish.parts, 0, -1):
            for time in (each for each in self.wish.order if left.get(each)):
                amount = self._part(left[time], part)
                left[time] -= amount
                yield Swap(time, Mass(amount))

    def _part(self, left: int, parts: int) -> int:
        """The share of a dose to swap so that what stays can be made."""
        stays = left - left // parts
        makeable = [each for each in (0, *self.old_doses.ways) if each <= stays]
        return left - max(makeable)

    def pairs(self) -> Iterator[Pair]:
        """The doses after each swap; raises NotMakeableError.

        Swapping ends where diazepam would exceed the most a day that is wished.
        """
        old, new = dict(self.starts[self.old]), dict(self.starts[DIAZEPAM])
        wanted = {time: Fraction(amount) for time, amount in new.items()}
        equal = self.equal
        for swap in self.swaps():
            equal = swap.equal or equal
            time, amount = swap.time, swap.amount.nanograms
            if amount > old.get(time, 0):
                raise NotMakeableError(
                    f"{swap.amount.words} of {self.old} {time.words} is more than is"
                    " taken then"
                )
            wanted[time] = wanted.get(time, Fraction(0)) + Fraction(
                amount * TEN_MG, equal.nanograms
            )
            if self._is_too_much(wanted):
                return
            before = self._total(old, new, equal)
            old[time] -= amount
            room = before * CROSSOVER_MOST - self._total(old, {**new, time: 0}, equal)
            new[time] = self._nearest(wanted[time], room, time)
            pair = Pair(_above_zero(old), _above_zero(new), swap, equal)
            yield self._checked(pair)

    def _is_too_much(self, wanted: Mapping[DoseTime, Fraction]) -> bool:
        most = self.wish.most_daily
        return most is not None and sum(wanted.values()) > most.nanograms

    def _total(self, old: Amounts, new: Amounts, equal: Mass) -> Fraction:
        """Both drugs in nanograms of diazepam, by the ratio of the swap."""
        converted = Fraction(sum(old.values()) * TEN_MG, equal.nanograms)
        return converted + sum(new.values())

    def _checked(self, pair: Pair) -> Pair:
        for drug, amounts, doses in self._both(pair):
            for time, amount in amounts.items():
                if amount not in doses.ways:
                    raise NotMakeableError(
                        f"{Mass(amount).words} of {drug}, which would stay"
                        f" {time.words}, cannot be made"
                    )
        return pair

    def _both(self, pair: Pair) -> Iterator[tuple[str, Amounts, MakeableDoses]]:
        yield self.old, pair.old, self.old_doses
        yield DIAZEPAM, pair.new, self.new_doses

    def _nearest(self, wanted: Fraction, room: Fraction, time: DoseTime) -> int:
        """The makeable dose of diazepam nearest to what is wanted, within the room."""
        possible = [amount for amount in self.new_doses.ways if amount <= room]
        if not possible:
            smallest = Mass(round(wanted))
            raise NotMakeableError(
                f"about {smallest.words} of diazepam {time.words} cannot be made"
            )
        return min(possible, key=lambda amount: (abs(amount - wanted), amount))

    def steps(self, pairs: list[Pair], kept: tuple[Dose, ...]) -> Iterator[Step]:
        """A step for each swap; the last one is held until diazepam has settled."""
        day = self.request.start
        for number, pair in enumerate(pairs, start=1):
            last = number == len(pairs)
            days = self.wish.swap_days
            if last:
                days = max(days, self.wish.settle_days)
            doses = (*self._doses(pair), *kept)
            ordered = sorted(doses, key=lambda dose: (dose.time.position, dose.drug))
            yield Step(
                number, day, days, tuple(ordered), self._reasons(pair, number, last)
            )
            day += timedelta(days=days)

    def _doses(self, pair: Pair) -> Iterator[Dose]:
        for drug, amounts, doses in self._both(pair):
            for time, amount in amounts.items():
                yield Dose(time, drug, Mass(amount), doses.parts(amount))

    def _reasons(self, pair: Pair, number: int, last: bool) -> tuple[str, ...]:
        swap = pair.swap
        added = rounded_text(
            Fraction(swap.amount.nanograms * 10, pair.equal.nanograms), 2
        )
        said = [
            f"Swap {number}: {swap.amount.words} of {self.old} {swap.time.words}"
            f" becomes about {added} mg of diazepam.",
        ]
        if number == 1:
            said.append(
                f"{pair.equal.words} of {self.old} counts as 10 milligrams of diazepam"
                f" ({self._ratio_source()}); the ratio may be changed at any swap."
            )
        if last:
            said.append("This is held until diazepam has settled; see the prescriber.")
        return tuple(said)

    def _ratio_source(self) -> str:
        if self.wish.equal is not None:
            return "as the prescriber set it"
        return f"{self.table}, at the end that adds less diazepam"


def old_drug(request: Request) -> str:
    """The drug that diazepam takes the place of."""
    wished = request.goal.drug
    others = [drug for drug in request.drugs if drug != DIAZEPAM]
    return wished if wished in others else others[0]


def _makeable(
    request: Request, formulary: Formulary, drug: str, ceiling: int
) -> MakeableDoses:
    shelf = shelf_for(request, formulary, drug)
    products = (*shelf.solids, *shelf.liquids[:1]) if request.liquids else shelf.solids
    return makeable_doses(products, request.smallest_piece, Mass(ceiling))


def _above_zero(amounts: Amounts) -> Amounts:
    return {time: amount for time, amount in amounts.items() if amount}


def _request_after(request: Request, bench: _Bench, last: Pair, start: date) -> Request:
    """The request as it stands after the swaps: what is left goes down."""
    moving = (bench.old, DIAZEPAM)
    waiting = [dose for dose in request.current if dose.drug not in moving]
    current = [
        CurrentDose(drug, time, Mass(amount))
        for drug, amounts in ((bench.old, last.old), (DIAZEPAM, last.new))
        for time, amount in amounts.items()
    ]
    times = {dose.time for dose in current}
    first = request.reduce_first
    return replace(
        request,
        start=start,
        current=(*current, *waiting),
        goal=replace(request.goal, drug=_left(bench.old, last)),
        reduce_first=first if first in times else None,
    )


def _joined(
    request: Request, case: Case, old: str, swaps: tuple[Step, ...], onward: Plan
) -> Plan:
    later = (replace(step, number=step.number + len(swaps)) for step in onward.steps)
    return Plan(
        request.start,
        case.today,
        (*swaps, *later),
        onward.stop_date,
        Crossover(old, len(swaps)),
    )


def _lost_goal(request: Request, old: str, last: Pair) -> Finding | None:
    """A lower dose of one drug is no dose of the other: it is never read as one."""
    goal = request.goal
    meant, left = goal.drug or old, _left(old, last)
    if goal.reduce_to is None or meant == left:
        return None
    return _cannot(
        f"the goal of {goal.reduce_to.words} a day is of {meant}, and {left} is what"
        " goes down after the swaps",
        "stopping as the goal, the direct method, or another most_diazepam_a_day",
    )


def _left(old: str, last: Pair) -> str:
    """The drug that goes down after the swaps."""
    return old if last.old else DIAZEPAM


def _cannot(what: str, would_change: str = OTHER_SWAPS) -> Finding:
    return Finding(
        rule="G15",
        severity=Severity.STOP,
        text=f"The crossover cannot be planned: {what}.",
        source="stepwell_proposal",
        would_change=would_change,
    )
