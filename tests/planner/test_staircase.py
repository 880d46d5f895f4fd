"""The staircase: all doses shrink alike, none rises, none is dropped early."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from stepwell.dispensing import MakeableDoses, makeable_doses
from stepwell.formulary import SmallestPiece, load_formulary
from stepwell.plan.times import DoseTime
from stepwell.planner.staircase import build_staircase
from stepwell.quantities import Mass


FORMULARY = load_formulary()
MORNING, MIDDAY, BEDTIME = DoseTime.MORNING, DoseTime.MIDDAY, DoseTime.BEDTIME


def halves_of(drug: str, ceiling: str) -> MakeableDoses:
    """What halves of the gb tablets of a drug can make."""
    products = [p for p in FORMULARY.products_of(drug, "gb") if p.form == "tablet"]
    return makeable_doses(products, SmallestPiece.HALF, Mass.mg(ceiling))


def in_mg(amounts: tuple[int, ...]) -> tuple[str, ...]:
    """The pattern in milligrams."""
    return tuple(Mass(amount).mg_text for amount in amounts)


def test_equal_doses_take_turns_and_the_night_goes_last() -> None:
    """Lorazepam 0.5 mg twice a day in halves of 0.5 mg: morning first, then night."""
    starts = {MORNING: 500_000, BEDTIME: 500_000}
    staircase = build_staircase(starts, halves_of("lorazepam", "0.5"))
    patterns = [in_mg(stair.amounts) for stair in reversed(staircase.stairs)]
    assert patterns == [
        ("0.5", "0.5"),
        ("0.25", "0.5"),
        ("0.25", "0.25"),
        ("0", "0.25"),
    ]


def test_the_named_dose_shrinks_first_and_is_dropped_first() -> None:
    """Named to shrink first, the night falls to its smallest before the morning."""
    starts = {MORNING: 1_000_000, BEDTIME: 1_000_000}
    staircase = build_staircase(starts, halves_of("lorazepam", "1"), BEDTIME)
    patterns = [in_mg(stair.amounts) for stair in reversed(staircase.stairs)]
    assert patterns[:4] == [("1", "1"), ("1", "0.75"), ("1", "0.5"), ("1", "0.25")]
    assert patterns[-2:] == [("0.25", "0.25"), ("0.25", "0")]


def test_a_dose_too_small_to_be_made_is_left_out_from_the_start() -> None:
    """0.1 mg cannot be made of halves of 0.5 mg: the stairs begin without it."""
    starts = {MORNING: 100_000, BEDTIME: 1_000_000}
    staircase = build_staircase(starts, halves_of("lorazepam", "1"))
    assert all(stair.amounts[0] == 0 for stair in staircase.stairs)


def test_effort_counts_pieces_and_products() -> None:
    """3 mg of lorazepam is 2.5 mg and 0.5 mg: two pieces of two products."""
    staircase = build_staircase({BEDTIME: 3_000_000}, halves_of("lorazepam", "3"))
    top = staircase.stairs[-1]
    assert (top.total, top.pieces, top.products) == (3_000_000, 2, 2)


@given(
    st.dictionaries(
        st.sampled_from(list(DoseTime)), st.integers(1, 80), min_size=1, max_size=4
    ),
    st.sampled_from([None, *DoseTime]),
)
def test_no_dose_rises_and_shares_stay_even(
    quarters: dict[DoseTime, int], first: DoseTime | None
) -> None:
    """Stair by stair one dose falls by one makeable amount; shares differ by one."""
    starts = {time: count * 250_000 for time, count in quarters.items()}
    makeable = halves_of("diazepam", Mass(max(starts.values())).mg_text)
    named = first if first in starts else None
    staircase = build_staircase(starts, makeable, named)
    ladder = [0, *sorted(makeable.ways)]
    down = list(reversed(staircase.stairs))
    for stair, following in pairwise(down):
        changed = [
            (a, b)
            for a, b in zip(stair.amounts, following.amounts, strict=True)
            if a != b
        ]
        assert len(changed) == 1
        above, below = changed[0]
        assert ladder.index(above) - ladder.index(below) == 1
        if below == 0:
            assert all(amount <= ladder[1] for amount in stair.amounts)
    if named is None:
        for stair in down:
            check_even(stair.amounts, starts, ladder)


def check_even(
    amounts: tuple[int, ...], starts: dict[DoseTime, int], ladder: list[int]
) -> None:
    """No dose keeps a larger share than the next makeable amount of another."""
    pairs = list(zip(amounts, starts.values(), strict=True))
    for amount, start in pairs:
        for other, other_start in pairs:
            if other <= ladder[1] or amount <= ladder[1]:
                continue
            above = next((x for x in ladder if x > other), None)
            if above is not None and above <= other_start:
                assert Fraction(amount, start) <= Fraction(above, other_start)
