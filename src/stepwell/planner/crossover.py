"""A crossover: diazepam takes over one daily dose at a time, then goes down itself.

Each swap lowers the old drug and raises diazepam in the same step, so no day is
without a dose and none has both in full.  How much diazepam a swap adds follows from
what an even exchange of all swaps so far keeps, so rounding never adds up: it is the
makeable amount that keeps the total best within the corridor (see `corridor`).  A fall
below it is named, or refused.  A limit on the pieces of a dose may not take more than
5 % off the total: then there is no plan, rather than a cut that nobody asked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from stepwell.dispensing import MakeableDoses, makeable_doses
from stepwell.formulary import Formulary
from stepwell.plan.crossover import DIAZEPAM, Crossover, CrossoverWish, Swap
from stepwell.plan.finding import Finding, Severity
from stepwell.plan.plan import Dose, Plan, Step
from stepwell.plan.request import CurrentDose, Request
from stepwell.plan.times import DoseTime
from stepwell.planner.corridor import Balance, Corridor, mg_words
from stepwell.planner.crossover_goal import left_after, lost_mass
from stepwell.planner.direct import Working, kept_doses, plan_direct
from stepwell.planner.few_pieces import or_more_pieces, with_few_pieces
from stepwell.planner.pace import Pace, choose_pace
from stepwell.planner.rungs import shelf_for
from stepwell.planner.swap_pair import TEN_MG, Amounts, Pair
from stepwell.planner.swap_words import SwapWords, held
from stepwell.quantities import Mass
from stepwell.safety.cap import WINDOW_DAYS
from stepwell.safety.case import Case
from stepwell.safety.rules.g16_rise import CROSSOVER_MOST
from stepwell.safety.settling import days_to_settle
from stepwell.safety.tiers import PACES, TierPace
from stepwell.safety.triage import Triage


OTHER_SWAPS = "another product, smaller pieces, a liquid, or other swaps"


class NotMakeableError(Exception):
    """A dose of the crossover cannot be made; the message says which."""


def plan_crossover(
    request: Request, formulary: Formulary, case: Case, first_look: Triage
) -> Working:
    """Plan the swaps, then the reduction of what is taken after them."""
    bench = _Bench.of(request, formulary, case, first_look)
    kept = kept_doses(request, formulary, bench.waiting)
    if isinstance(kept, Finding):
        return Working({}, problem=kept)
    try:
        pairs = list(bench.pairs())
    except NotMakeableError as problem:
        return Working({}, problem=_cannot(str(problem), bench.way_out))
    if not pairs:
        return Working({}, problem=_cannot(*bench.words.nothing_swapped()))
    lost = lost_mass(request, bench.old, pairs[-1].old, pairs[-1].new)
    if lost is not None:
        return Working({}, problem=_cannot(*lost))
    steps = tuple(bench.steps(pairs, kept))
    after = _request_after(request, bench, pairs[-1], steps[-1].end)
    case_after = Case.of_request(after, formulary)
    onward = plan_direct(after, formulary, case_after, first_look)
    if onward.plan is None:
        assert onward.problem is not None  # no plan without a reason
        stuck = bench.words.with_left(onward.problem, bench.left(pairs))
        return replace(onward, problem=stuck)
    joined = _joined(request, case, bench.old, steps, onward.plan)
    notes = (*bench.words.cautions(pairs), *onward.notes)
    return replace(onward, plan=joined, notes=notes)


@dataclass(frozen=True)
class _Bench:
    """What a crossover is made with: both drugs' makeable doses and the wish.

    ``new_freely`` are the doses of diazepam without the request's limit on pieces;
    ``pace`` and ``tier`` say which fall is an agreed one.
    """

    request: Request
    case: Case
    old: str
    wish: CrossoverWish
    equal: Mass
    table: str
    old_doses: MakeableDoses
    new_doses: MakeableDoses
    new_freely: MakeableDoses
    starts: Mapping[str, Amounts]
    pace: Pace
    tier: TierPace

    @classmethod
    def of(
        cls, request: Request, formulary: Formulary, case: Case, first_look: Triage
    ) -> "_Bench":
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
        ratios = [equal, *(swap.equal for swap in wish.swaps if swap.equal)]
        most = min(ratio.nanograms for ratio in ratios)
        highest = sum(starts[old].values()) * TEN_MG // most + sum(
            starts[DIAZEPAM].values()
        )
        old_freely = _makeable(request, formulary, old, max(starts[old].values()))
        new_freely = _makeable(request, formulary, DIAZEPAM, 2 * highest)
        return cls(
            request=request,
            case=case,
            old=old,
            wish=wish,
            equal=equal,
            table=case.scale.table_for(old).id,
            old_doses=old_freely.within(request.most_pieces),
            new_doses=new_freely.within(request.most_pieces),
            new_freely=new_freely,
            starts=starts,
            pace=choose_pace(request, first_look, formulary.drug(DIAZEPAM)),
            tier=PACES[first_look.tier],
        )

    @property
    def waiting(self) -> list[str]:
        """The drugs that neither change over nor are diazepam."""
        moving = (self.old, DIAZEPAM)
        return [drug for drug in self.request.drugs if drug not in moving]

    @property
    def way_out(self) -> str:
        """What would change a refusal of the swaps."""
        return or_more_pieces(self.request, OTHER_SWAPS)

    @property
    def words(self) -> SwapWords:
        """What the swaps say."""
        return SwapWords(self.old, self.wish, self.equal, self.table, self.way_out)

    def left(self, pairs: Sequence[Pair]) -> list[str]:
        """What does not change over, and why."""
        left_out = len(pairs) < len(list(self.swaps()))
        return list(self.words.left(pairs[-1], left_out))

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

        A swap with which diazepam would exceed the most a day that is wished is left
        out with all later ones of that time, and the others go on.
        """
        full: set[DoseTime] = set()
        states = [(self.starts[self.old], self.starts[DIAZEPAM])]
        even = Fraction(sum(self.starts[DIAZEPAM].values()))
        equal, kept = self.equal, self._total(*states[0], self.equal)
        was: Mass | None = None
        for swap in self.swaps():
            if swap.equal is not None and swap.equal != equal:
                equal = swap.equal
                kept = self._total(*states[-1], equal)
            share = Fraction(swap.amount.nanograms * TEN_MG, equal.nanograms)
            if swap.time in full or self._is_too_much(even + share):
                full.add(swap.time)
                continue
            totals = [self._total(*state, equal) for state in self._recent(states)]
            corridor = Corridor(totals[-1], kept, max(totals))
            pair = self._swapped(states[-1], swap, equal, corridor, equal != was)
            if self._is_too_much(Fraction(sum(pair.new.values()))):
                full.add(swap.time)
                continue
            even, was = even + share, equal
            states.append((pair.old, pair.new))
            yield pair

    def _is_too_much(self, diazepam: Fraction) -> bool:
        most = self.wish.most_daily
        return most is not None and diazepam > most.nanograms

    def _recent(
        self, states: Sequence[tuple[Amounts, Amounts]]
    ) -> Sequence[tuple[Amounts, Amounts]]:
        """The doses of the 14 days before the next swap: always the last, and those
        that ended less than 14 days before it.
        """
        return states[-ceil(WINDOW_DAYS / self.wish.swap_days) :]

    def _swapped(
        self,
        state: tuple[Amounts, Amounts],
        swap: Swap,
        equal: Mass,
        corridor: Corridor,
        sets_ratio: bool,
    ) -> Pair:
        """The doses after a swap that keeps the corridor as well as can be made."""
        old, new = map(dict, state)
        time, amount = swap.time, swap.amount.nanograms
        if amount > old.get(time, 0):
            raise NotMakeableError(
                f"{swap.amount.words} of {self.old} {time.words} is more than is"
                " taken then"
            )
        old[time] -= amount
        present = new.get(time, 0)
        rest = self._total(old, {**new, time: 0}, equal)
        new[time] = self._best(corridor, rest, present, time)
        balance = Balance(corridor, rest + new[time])
        pair = Pair(
            old=_above_zero(old),
            new=_above_zero(new),
            swap=swap,
            equal=equal,
            added=new[time] - present,
            balance=balance,
            sets_ratio=sets_ratio,
        )
        if balance.is_low and not balance.is_agreed(self.pace, self.tier):
            raise NotMakeableError(
                f"a swap of {swap.amount.words} of {self.old} {time.words} could add"
                f" only {mg_words(Fraction(pair.added))} of diazepam where the ratio"
                f" gives {mg_words(pair.even)}, so both together would fall"
                f" {balance.fall_words}, more than the agreed step"
            )
        return self._checked(pair)

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
                        f" {time.words}, cannot be made{with_few_pieces(self.request)}"
                    )
        return pair

    def _both(self, pair: Pair) -> Iterator[tuple[str, Amounts, MakeableDoses]]:
        yield self.old, pair.old, self.old_doses
        yield DIAZEPAM, pair.new, self.new_doses

    def _best(
        self, corridor: Corridor, rest: Fraction, present: int, time: DoseTime
    ) -> int:
        """The makeable dose of diazepam that keeps the total best."""
        found, freely = (
            corridor.best(doses.ways, rest, present)
            for doses in (self.new_doses, self.new_freely)
        )
        if (
            found is None
            or freely is None
            or rest + freely > (rest + found) * CROSSOVER_MOST
        ):
            raise NotMakeableError(
                f"about {Mass(round(corridor.kept - rest)).words} of diazepam"
                f" {time.words} cannot be made{with_few_pieces(self.request)}"
            )
        return found

    def steps(self, pairs: list[Pair], kept: tuple[Dose, ...]) -> Iterator[Step]:
        """A step for each swap; the last one is held before the reduction."""
        day = self.request.start
        for number, pair in enumerate(pairs, start=1):
            last = number == len(pairs)
            days = self.wish.swap_days
            if last:
                days = max(days, self.wish.settle_days)
            doses = (*self._doses(pair), *kept)
            ordered = sorted(doses, key=lambda dose: (dose.time.position, dose.drug))
            reasons = [*self.words.reasons(pair, number)]
            if last:
                settles = days_to_settle(self.case, DIAZEPAM, day)
                reasons += [*self.left(pairs), *held(days, settles)]
            yield Step(number, day, days, tuple(ordered), tuple(reasons))
            day += timedelta(days=days)

    def _doses(self, pair: Pair) -> Iterator[Dose]:
        for drug, amounts, doses in self._both(pair):
            for time, amount in amounts.items():
                yield Dose(time, drug, Mass(amount), doses.parts(amount))


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
        goal=replace(request.goal, drug=left_after(bench.old, last.old)),
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


def _cannot(what: str, would_change: str) -> Finding:
    return Finding(
        rule="G15",
        severity=Severity.STOP,
        text=f"The crossover cannot be planned: {what}.",
        source="stepwell_proposal",
        would_change=would_change,
    )
