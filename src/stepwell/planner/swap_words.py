"""What the swaps of a crossover say: in their steps, as cautions and in refusals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from stepwell.plan.crossover import CrossoverWish
from stepwell.plan.finding import Finding, Severity
from stepwell.planner.swap_pair import Pair
from stepwell.quantities import Mass
from stepwell.safety.wording import listing


@dataclass(frozen=True, slots=True)
class SwapWords:
    """Of which drug the swaps are, what was wished, and the first ratio with its table.

    ``way_out`` is what would make the swaps even.
    """

    old: str
    wish: CrossoverWish
    equal: Mass
    table: str
    way_out: str

    def reasons(self, pair: Pair, number: int) -> Iterator[str]:
        """What a swap does, its ratio where that is new, and a total that is low."""
        swap = pair.swap
        yield (
            f"Swap {number}: {swap.amount.words} of {self.old} {swap.time.words}"
            f" becomes {pair.added_words}."
        )
        if pair.sets_ratio:
            yield (
                f"{pair.equal.words} of {self.old} counts as 10 milligrams of diazepam"
                f" ({self._ratio_source(pair)}); the ratio may be changed at any swap."
            )
        if pair.balance.is_low:
            yield pair.balance.words

    def _ratio_source(self, pair: Pair) -> str:
        if self.wish.equal is not None or pair.equal != self.equal:
            return "as the prescriber set it"
        return f"{self.table}, at the end that adds less diazepam"

    def left(self, last: Pair, left_out: bool) -> Iterator[str]:
        """What does not change over, and why; nothing where all does.

        ``left_out`` tells whether the most diazepam a day left a swap out.
        """
        doses = [
            f"{Mass(amount).words} {time.words}" for time, amount in last.old.items()
        ]
        why = f"would take diazepam above {self._most}" if left_out else "is in no swap"
        if doses:
            yield (
                f"What is left of {self.old}, {listing(doses)}, {why}, and goes down as"
                " it is."
            )

    @property
    def _most(self) -> str:
        assert self.wish.most_daily is not None  # only that leaves a swap out
        return f"{self.wish.most_daily.words} a day (most_diazepam_a_day)"

    def with_left(self, problem: Finding, left: Sequence[str]) -> Finding:
        """Why what is taken after the swaps cannot go down, told with what it is."""
        if not left:
            return problem
        return replace(
            problem,
            text=" ".join([*left, problem.text]),
            would_change=f"{problem.would_change}; or swaps that leave nothing of"
            f" {self.old}",
        )

    def nothing_swapped(self) -> tuple[str, str]:
        """What is wrong where the most diazepam a day leaves no swap, and a way on."""
        return (
            f"no swap of {self.old} keeps diazepam within {self._most}",
            "a higher most_diazepam_a_day, or smaller swaps (crossover.parts)",
        )

    def cautions(self, pairs: Sequence[Pair]) -> Iterator[Finding]:
        """A caution for each swap after which the total is below its limit."""
        for number, pair in enumerate(pairs, start=1):
            if pair.balance.is_low:
                yield Finding(
                    rule="G15",
                    severity=Severity.CAUTION,
                    text=(
                        f"Swap {number} adds {pair.added_words}. {pair.balance.words} A"
                        " cut comes with the change of drug, because nothing that may"
                        " be used makes it even."
                    ),
                    source="stepwell_proposal",
                    step=number,
                    would_change=self.way_out,
                )


def held(days: int, settles: int | None) -> Iterator[str]:
    """How long the last swap is held, and whether diazepam settles in that time."""
    yield f"This is held for at least {days} days; see the prescriber before going on."
    if settles is None:
        yield "How long diazepam takes to settle is not known here."
    elif settles > days:
        yield (
            f"In our model diazepam takes longer to settle: about {settles} days, so"
            " what is felt on this dose may still change after that."
        )
