"""Without the drug there is a sudden stop; without a strength there is not (H08)."""

from fractions import Fraction

import pytest

from dispensing.compositions import FORMULARY
from dispensing.wishes import DAY, DIAZEPAM_5, HALF, ONE, TWO
from plan.made import CONCENTRATE, START, dose, liquid, plan_of, regimen, tablets
from stepwell.dispensing import NoteKind, supply_notes, told_from_strengths
from stepwell.formulary import SmallestPiece
from stepwell.plan.supply_wish import Cupboard, SupplyWish
from stepwell.plan.times import DoseTime


BEFORE = regimen(dose(tablets(1, TWO)))
TO_ONE_AND_A_HALF = plan_of((28, [dose(tablets(3))]), before=BEFORE)
HALVES = SmallestPiece.HALF


def told(plan, *amounts, on=START, finest=HALVES):
    """The notes that ask for more, with so much at home."""
    counted = tuple((product, Fraction(much)) for product, much in amounts)
    wish = SupplyWish(cupboard=Cupboard(on, counted))
    notes = told_from_strengths(
        supply_notes(plan, wish), plan, wish, FORMULARY.product, finest
    )
    asks = (NoteKind.WARNING, NoteKind.OTHER_STRENGTH, NoteKind.ORDER)
    return [note for note in notes if note.kind in asks]


def test_another_strength_at_home_is_enough_for_todays_dose():
    """Ten tablets of 2 mg: ten days, the first one counted."""
    [note] = told(TO_ONE_AND_A_HALF, (TWO, 10))
    assert (note.kind, note.product) == (NoteKind.OTHER_STRENGTH, HALF)
    assert (note.day, note.act_by, note.until) == (START, START, START + 9 * DAY)


@pytest.mark.parametrize(
    "amounts", [[], [(TWO, 0)], [(TWO, "1/2")], [(DIAZEPAM_5, 100)]]
)
def test_H08_without_a_days_dose_of_the_drug_it_stays_a_sudden_stop(amounts):
    """Half of today's dose, or another drug, is not enough."""
    [note] = told(TO_ONE_AND_A_HALF, *amounts)
    assert note.kind is NoteKind.WARNING


def test_H08_pieces_that_the_person_does_not_take_are_not_counted_on():
    """Halves of 2 mg would make today's 1 mg; whole tablets do not."""
    before = regimen(dose(tablets(1, ONE)))
    plan = plan_of((28, [dose(tablets(1))]), before=before)
    [halved] = told(plan, (TWO, 10))
    [whole] = told(plan, (TWO, 10), finest=SmallestPiece.WHOLE)
    assert halved.kind is NoteKind.OTHER_STRENGTH
    assert halved.until == START + 19 * DAY
    assert whole.kind is NoteKind.WARNING


def test_H08_only_what_makes_the_dose_is_counted_on():
    """1.5 mg of one 1 mg and one 0.5 mg tablet: the scarcer one decides."""
    before = regimen(dose(tablets(1, ONE), tablets(1)))
    plan = plan_of((28, [dose(liquid("0.5"))]), before=before)
    [note] = told(
        plan, (ONE, 100), (HALF, 3), (CONCENTRATE, "0.2"), finest=SmallestPiece.WHOLE
    )
    assert (note.kind, note.until) == (NoteKind.OTHER_STRENGTH, START + 2 * DAY)


def test_what_the_plan_takes_until_then_is_not_left():
    """Step 1 takes 14 of 20 tablets of 2 mg; the halves of six make 1 mg on 12 days."""
    plan = plan_of(
        (14, [dose(tablets(1, TWO))]), (28, [dose(tablets(2))]), before=BEFORE
    )
    [note] = told(plan, (TWO, 20), (HALF, 4))
    assert note.kind is NoteKind.OTHER_STRENGTH
    assert (note.day, note.until) == (START + 16 * DAY, START + 27 * DAY)


def test_H08_a_dose_that_nothing_at_home_makes_stays_a_sudden_stop():
    """1.5 mg cannot be made from tablets of 2 mg, however many there are."""
    plan = plan_of(
        (14, [dose(tablets(1, TWO))]), (14, [dose(tablets(3))]), before=BEFORE
    )
    [note] = told(plan, (TWO, 100), (HALF, 3))
    assert (note.kind, note.day) == (NoteKind.WARNING, START + 15 * DAY)


def test_the_rest_of_a_dose_is_there_as_before():
    """A liquid that is handed out anyway goes on; its own end is another note."""
    plan = plan_of(
        (14, [dose(tablets(1, ONE), liquid("0.1"))]),
        (14, [dose(tablets(1, HALF), liquid("0.1"))]),
        before=BEFORE,
    )
    found = {note.product: note for note in told(plan, (ONE, 20), (HALF, 1))}
    assert found[HALF].kind is NoteKind.OTHER_STRENGTH
    assert (found[HALF].day, found[HALF].until) == (START + 15 * DAY, START + 26 * DAY)
    assert found[CONCENTRATE].day == START


def test_a_step_that_the_count_finds_without_its_product_was_not_begun():
    """Counted a week late, without the new strength: today's dose goes on."""
    late = START + 7 * DAY
    [note] = told(TO_ONE_AND_A_HALF, (TWO, 10), on=late)
    assert (note.kind, note.until) == (NoteKind.OTHER_STRENGTH, late + 9 * DAY)


def test_every_dose_of_the_day_has_to_be_made():
    """Two doses of 1 mg take two tablets a day."""
    times = (DoseTime.MORNING, DoseTime.BEDTIME)
    before = regimen(*(dose(tablets(1, ONE), time=time) for time in times))
    steps = [dose(tablets(1), time=time) for time in times]
    [note] = told(plan_of((28, steps), before=before), (ONE, 9))
    assert note.until == START + 3 * DAY


def test_without_a_count_nothing_changes():
    """Nobody knows what is at home, so everything is ordered."""
    plan, wish = TO_ONE_AND_A_HALF, SupplyWish()
    notes = supply_notes(plan, wish)
    assert told_from_strengths(notes, plan, wish, FORMULARY.product, HALVES) == notes
