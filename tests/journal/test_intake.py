"""Intake: what was really taken, beside what was planned (H10, H11)."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.entries import (
    DAY,
    dose,
    entry,
    extra,
    journal,
    later,
    missed,
    rating,
    regimen,
)
from stepwell.journal.entry import DoseEntry, Intake, TakenBack
from stepwell.journal.intake import DayIntake, intakes, usual_intake
from stepwell.journal.journal import Journal
from stepwell.plan.regimen import NOTHING_TAKEN
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass


BEDTIME = ("lorazepam", DoseTime.BEDTIME)
MORNING = ("lorazepam", DoseTime.MORNING)
TWICE_A_DAY = regimen(morning=1, bedtime=2)


def day_of(*contents, planned=None, day=DAY) -> DayIntake:
    """What the journal knows of one day, of which 1 mg at bedtime was planned."""
    written = journal(
        *(
            entry(content, day, name=str(number))
            for number, content in enumerate(contents)
        )
    )
    plan = regimen(bedtime=1) if planned is None else planned
    [found] = intakes(written, {day: plan})
    return found


def mg(known, drug="lorazepam"):
    return known.total(drug).mg_text


# ---------------------------------------------------------------- one day


@pytest.mark.parametrize("intake", [Intake.TAKEN, Intake.LATE])
def test_H11_what_was_taken_counts_and_not_what_was_planned(intake):
    """Of 1 mg planned, 0.5 mg was taken, at its time or late."""
    known = day_of(dose("0.5", intake=intake))
    assert known.is_known
    assert (mg(known), known.planned.total("lorazepam").mg_text) == ("0.5", "1")
    assert (known.day, known.taken) == (DAY, {BEDTIME: Mass.mg("0.5")})
    assert known.above_plan == ()


def test_a_missed_dose_is_known_to_be_nothing():
    """It has an answer, so the day is known."""
    known = day_of(missed())
    assert known.is_known
    assert known.taken == {BEDTIME: Mass(0)}
    assert mg(known) == "0"


def test_H11_a_dose_without_an_entry_is_open_and_never_nothing():
    """Neither taken nor missed: the day is not known."""
    known = day_of()
    assert not known.is_known
    assert known.open == (BEDTIME,)
    assert known.taken == {}


def test_one_open_dose_leaves_the_day_open():
    """What is known of it is a least amount."""
    known = day_of(dose(2), planned=TWICE_A_DAY)
    assert known.open == (MORNING,)
    assert not known.is_known
    assert mg(known) == "2"


@pytest.mark.parametrize("other", [dose(1), dose(2), missed()])
def test_H22_entries_that_contradict_each_other_leave_the_dose_open(other):
    """None of them is chosen, also where they say the same."""
    known = day_of(dose(1), other)
    assert known.open == (BEDTIME,)
    assert known.taken == {}


def test_a_corrected_entry_counts_as_corrected():
    """One that was taken back leaves the dose open."""
    wrong = entry(dose(2))
    right = entry(dose("0.5"), corrects=wrong, recorded=wrong.recorded_at)
    never = entry(TakenBack(), corrects=right, recorded=wrong.recorded_at)
    plan = {DAY: regimen(bedtime=1)}
    [known] = intakes(journal(wrong, right), plan)
    assert mg(known) == "0.5"
    [known] = intakes(journal(wrong, right, never), plan)
    assert known.open == (BEDTIME,)


def test_H11_extra_doses_are_added_up():
    """By drug, and beside the planned ones."""
    known = day_of(dose(1), extra("0.5"), extra("0.25"), extra(5, drug="diazepam"))
    assert known.extra == {"lorazepam": Mass.mg("0.75"), "diazepam": Mass.mg(5)}
    assert known.taken == {BEDTIME: Mass.mg(1)}
    assert (mg(known), mg(known, "diazepam")) == ("1.75", "5")
    assert known.above_plan == ("lorazepam", "diazepam")


def test_H11_an_extra_dose_counts_on_a_day_that_is_still_open():
    """More than planned is more than planned, whatever else was taken."""
    known = day_of(extra("1.5"))
    assert not known.is_known
    assert (mg(known), known.above_plan) == ("1.5", ("lorazepam",))


@pytest.mark.parametrize("amount", ["0.25", "1"])
def test_H10_H11_an_extra_dose_counts_while_a_planned_one_is_open(amount):
    """It came on top: that the planned one was missed is not known."""
    assert day_of(extra(amount)).above_plan == ("lorazepam",)
    open_morning = day_of(dose(1), extra(amount), planned=TWICE_A_DAY)
    assert open_morning.open == (MORNING,)
    assert open_morning.above_plan == ("lorazepam",)


def test_an_open_dose_of_one_drug_says_nothing_of_another():
    """The extra dose was in place of a missed one, and diazepam is open."""
    both = NOTHING_TAKEN.of(
        [(*BEDTIME, Mass.mg(1)), ("diazepam", DoseTime.BEDTIME, Mass.mg(5))]
    )
    known = day_of(missed(), extra(1), planned=both)
    assert known.open == (("diazepam", DoseTime.BEDTIME),)
    assert known.above_plan == ()


def test_a_dose_that_is_open_is_not_above_the_plan_without_an_extra_one():
    """Nothing is known of it; nor does a missed one count."""
    assert day_of().above_plan == ()
    assert day_of(missed()).above_plan == ()


def test_an_extra_dose_in_place_of_a_missed_one_is_not_above_the_plan():
    """The day's total is what counts."""
    assert day_of(missed(), extra(1)).above_plan == ()


def test_H10_a_missed_dose_with_a_doubled_one_is_as_much_as_planned_on_one_day():
    """In the morning nothing, at bedtime twice: the total is that of the plan."""
    twice = regimen(morning=1, bedtime=1)
    known = day_of(missed(when="morning"), dose(2), planned=twice)
    assert known.above_plan == ()
    assert known.taken == {MORNING: Mass(0), BEDTIME: Mass.mg(2)}


def test_H10_a_missed_dose_and_a_doubled_one_on_the_next_day_is_above_the_plan():
    """Nobody makes up for a missed dose unseen."""
    book = journal(entry(missed()), entry(dose(2), later(1)))
    plan = dict.fromkeys([DAY, later(1)], regimen(bedtime=1))
    assert [known.above_plan for known in intakes(book, plan)] == [(), ("lorazepam",)]


def test_a_nanogram_more_is_above_the_plan():
    """As much as planned is not."""
    assert day_of(dose(1)).above_plan == ()
    assert day_of(dose("1.000001")).above_plan == ("lorazepam",)


def test_a_dose_at_another_time_than_planned_counts():
    """The planned one stays open until it has its answer."""
    known = day_of(dose(2, when="morning"))
    assert known.open == (BEDTIME,)
    assert (mg(known), known.above_plan) == ("2", ("lorazepam",))
    known = day_of(dose(2, when="morning"), missed())
    assert known.is_known


def test_two_entries_for_an_unplanned_time_leave_the_day_open():
    """How much it was is not known."""
    twice = (dose(1, when="morning"), dose(2, when="morning"))
    known = day_of(dose(1), *twice)
    assert known.open == (MORNING,)


def test_each_planned_day_is_looked_at_by_itself():
    """In their order; entries of other days and other kinds are left out."""
    book = journal(
        entry(dose(1)),
        entry(dose(3), later(1)),
        entry(dose(5), later(2)),
        entry(rating(3), later(1)),
    )
    plan = {later(1): regimen(bedtime=2), DAY: regimen(bedtime=1)}
    found = intakes(book, plan)
    assert [(known.day, mg(known)) for known in found] == [(later(1), "3"), (DAY, "1")]
    assert [known.planned for known in found] == [*plan.values()]


def test_a_day_on_which_nothing_is_planned_is_known():
    """After the last dose no entry is needed."""
    known = day_of(planned=NOTHING_TAKEN)
    assert known.is_known
    assert (mg(known), known.above_plan) == ("0", ())


def test_H09_an_extra_dose_after_the_last_one_is_above_the_plan():
    """Where nothing is planned, anything is more."""
    assert day_of(extra("0.5"), planned=NOTHING_TAKEN).above_plan == ("lorazepam",)


@pytest.mark.parametrize(
    ("content", "planned", "drug"),
    [
        (dose("0.5"), NOTHING_TAKEN, "lorazepam"),
        (dose(5, drug="diazepam"), regimen(bedtime=1), "diazepam"),
    ],
)
def test_H09_a_dose_of_a_drug_that_is_not_planned_is_above_the_plan(
    content, planned, drug
):
    """Also when it was written down at its former time of day and not as extra: after
    the last dose, or of the old drug beside the new one.
    """
    assert day_of(content, planned=planned).above_plan == (drug,)


def test_H11_a_drug_that_is_not_planned_is_part_of_what_is_usual():
    """Whether it was written down at a time of day or as extra."""
    taken, more = dose(5, drug="diazepam"), extra(5, drug="diazepam")
    totals = [usual_intake([day_of(dose(1), each)]).totals for each in (more, taken)]
    assert totals[0] == totals[1]


# ---------------------------------------------------------------- what is usual


def days_of(*amounts_mg, planned=None):
    """Days with a dose at bedtime, or None where it was not written down."""
    book = journal(
        *(
            entry(dose(amount) if amount != "0" else missed(), later(number))
            for number, amount in enumerate(amounts_mg)
            if amount is not None
        )
    )
    plan = planned or regimen(bedtime=1)
    return intakes(book, {later(day): plan for day in range(len(amounts_mg))})


def test_what_is_usual_is_the_median_of_the_days_that_are_known():
    """Of 0.5, 1 and 3 mg it is 1 mg; a day that is open does not count."""
    usual = usual_intake(days_of("3", None, "0.5", None, "1"))
    assert usual.totals == {"lorazepam": Mass.mg(1)}
    assert usual.regimen == regimen(bedtime=1)
    assert (usual.days_known, usual.days_looked_at) == (3, 5)


def test_of_two_middle_amounts_the_higher_one_is_usual():
    """It was really taken, and half of the days with less are not most days."""
    usual = usual_intake(days_of("0.5", "1", "2", "3"))
    assert usual.totals == {"lorazepam": Mass.mg(2)}
    assert usual.regimen == regimen(bedtime=2)


def test_missed_days_count_as_nothing():
    """They are known, so most days without a dose are a usual dose of nothing."""
    usual = usual_intake(days_of("0", "0", "1"))
    assert usual.totals == {"lorazepam": Mass(0)}
    assert usual.regimen.is_nothing


def test_H11_extra_doses_are_part_of_what_is_usual():
    """Of each drug, also of one that was never planned; 0 on the days without it."""
    book = journal(
        *(entry(dose(1), later(day)) for day in range(3)),
        *(entry(extra(1), later(day)) for day in range(2)),
        entry(extra(5, drug="diazepam"), later(1)),
    )
    plan = regimen(bedtime=1)
    usual = usual_intake(intakes(book, {later(day): plan for day in range(3)}))
    assert usual.totals == {"lorazepam": Mass.mg(2), "diazepam": Mass(0)}
    assert usual.regimen is None


@pytest.mark.parametrize(
    ("amounts", "bedtime"),
    [(["1", "2", "1"], "1"), (["2", "1", "1"], "1"), (["1", "2", "2"], "2")],
)
def test_H11_the_usual_regimen_is_one_that_was_really_taken(amounts, bedtime):
    """On a day with exactly the usual total."""
    usual = usual_intake(days_of(*amounts))
    assert usual.regimen == regimen(bedtime=bedtime)


def test_H11_of_several_such_days_the_latest_counts():
    """1 mg now in the morning, now at bedtime: as it was taken last."""
    twice = regimen(morning=1, bedtime=1)
    book = journal(
        *(entry(dose(1), later(day)) for day in (0, 2)),
        *(entry(missed(when="morning"), later(day)) for day in (0, 2)),
        *(entry(dose(1, when="morning"), later(day)) for day in (1, 3)),
        *(entry(missed(), later(day)) for day in (1, 3)),
        entry(dose(2), later(4)),
        entry(missed(when="morning"), later(4)),
    )
    days = intakes(book, {later(day): twice for day in range(5)})
    assert usual_intake(days).totals == {"lorazepam": Mass.mg(1)}
    assert usual_intake(days).regimen == regimen(morning=1)
    assert usual_intake(days[:3]).regimen == regimen(bedtime=1)


def test_H11_medians_of_two_drugs_that_no_day_had_are_no_regimen():
    """Lorazepam was less on one day, diazepam on another, both on a third."""
    both = NOTHING_TAKEN.of(
        [(*BEDTIME, Mass.mg(1)), ("diazepam", DoseTime.BEDTIME, Mass.mg(5))]
    )
    taken = [("0.5", "5"), ("1", "4"), ("0.25", "6")]
    book = journal(
        *(entry(dose(mg), later(day)) for day, (mg, _) in enumerate(taken)),
        *(
            entry(dose(mg, drug="diazepam"), later(day))
            for day, (_, mg) in enumerate(taken)
        ),
    )
    usual = usual_intake(intakes(book, {later(day): both for day in range(3)}))
    assert usual.totals == {"lorazepam": Mass.mg("0.5"), "diazepam": Mass.mg(5)}
    assert usual.regimen == NOTHING_TAKEN.of(
        [(*BEDTIME, Mass.mg("0.5")), ("diazepam", DoseTime.BEDTIME, Mass.mg(5))]
    )
    without = [taken[1], taken[2], ("0.5", "7")]
    book = journal(
        *(entry(dose(mg), later(day)) for day, (mg, _) in enumerate(without)),
        *(
            entry(dose(mg, drug="diazepam"), later(day))
            for day, (_, mg) in enumerate(without)
        ),
    )
    usual = usual_intake(intakes(book, {later(day): both for day in range(3)}))
    assert usual.totals == {"lorazepam": Mass.mg("0.5"), "diazepam": Mass.mg(6)}
    assert usual.regimen is None


def test_a_time_that_is_planned_on_some_days_only_is_nothing_on_the_others():
    """When the plan changed in between, the median is over all known days."""
    book = journal(
        *(entry(dose(2), later(day)) for day in range(3)),
        entry(dose(1, when="morning"), DAY),
    )
    once = regimen(bedtime=2)
    plans = {DAY: TWICE_A_DAY, later(1): once, later(2): once}
    usual = usual_intake(intakes(book, plans))
    assert usual.days_known == 3
    assert usual.regimen == once


@pytest.mark.parametrize(("known", "enough"), [(6, False), (7, True), (14, True)])
def test_H33_fewer_than_7_known_days_tell_nothing(known, enough):
    """A week of answers is needed, out of however many days."""
    usual = usual_intake(days_of(*["1"] * known, *[None] * (14 - known)))
    assert usual.is_enough is enough


def test_without_a_known_day_nothing_is_usual():
    """Neither an amount nor a zero is made up."""
    usual = usual_intake(days_of(None, None))
    assert usual.totals == {}
    assert (usual.days_known, usual.days_looked_at) == (0, 2)
    assert not usual.is_enough
    assert usual_intake([]).days_looked_at == 0


# ---------------------------------------------------------------- generated diaries


QUARTERS = st.integers(1, 12)
ANSWERS = st.sampled_from(["taken", "late", "missed", "not written", "written twice"])
DRUGS = ("lorazepam", "diazepam")


@st.composite
def diaries(draw):
    """Two weeks: each day its plan, an answer to each dose, and some extra doses.

    Amounts are in quarters of a milligram.
    """
    diary = []
    for number in range(draw(st.integers(1, 14))):
        planned = draw(
            st.dictionaries(
                st.tuples(st.sampled_from(DRUGS), st.sampled_from(DoseTime)),
                QUARTERS,
                max_size=3,
            )
        )
        answered = {where: (draw(ANSWERS), draw(QUARTERS)) for where in planned}
        extras = draw(st.lists(st.tuples(st.sampled_from(DRUGS), QUARTERS), max_size=2))
        diary.append((later(number), planned, answered, extras))
    return diary


def written_down(diary) -> Journal:
    """The journal that such a diary gives, each entry from a device of its own."""
    entries = []

    def write(day: date, *content):
        entries.append(entry(DoseEntry(*content), day, name=str(len(entries))))

    for day, _, answered, extras in diary:
        for (drug, when), (answer, quarters) in answered.items():
            if answer == "missed":
                write(day, Intake.MISSED, drug, when)
            elif answer != "not written":
                kind = Intake.LATE if answer == "late" else Intake.TAKEN
                for _ in range(2 if answer == "written twice" else 1):
                    write(day, kind, drug, when, quarter_mg(quarters))
        for drug, quarters in extras:
            write(day, Intake.EXTRA, drug, None, quarter_mg(quarters))
    return Journal.of(entries)


def quarter_mg(quarters):
    return Mass(250_000 * quarters)


def planned_days(diary):
    return {
        day: NOTHING_TAKEN.of(
            (drug, when, quarter_mg(quarters))
            for (drug, when), quarters in planned.items()
        )
        for day, planned, _, _ in diary
    }


def counted(diary):
    """By hand, in quarters: for each day whether it is known, and how much of what."""
    for _, _, answered, extras in diary:
        known, total = True, Counter()
        for (drug, _), (answer, quarters) in answered.items():
            known = known and answer in ("taken", "late", "missed")
            if answer in ("taken", "late", "written twice"):
                total[drug] += quarters
        for drug, quarters in extras:
            total[drug] += quarters
        yield known, total


@given(diaries())
def test_H11_each_day_is_what_a_count_by_hand_gives(diary):
    """Total, extra and whether the day is known, for generated diaries."""
    found = intakes(written_down(diary), planned_days(diary))
    assert len(found) == len(diary)
    for known, (is_known, total) in zip(found, counted(diary), strict=True):
        assert known.is_known is is_known
        for drug in DRUGS:
            assert known.total(drug) == quarter_mg(total[drug])


@given(diaries())
def test_H10_a_day_is_above_the_plan_when_more_was_taken_than_planned(diary):
    """Never where it was less or as much; of each drug by itself. An extra dose beside
    one that is not known is more, too.
    """
    found = intakes(written_down(diary), planned_days(diary))
    rows = zip(found, diary, counted(diary), strict=True)
    for known, (_, planned, answered, extras), (_, total) in rows:
        for drug in DRUGS:
            meant = sum(amount for (name, _), amount in planned.items() if name == drug)
            is_open = any(
                name == drug and answer.startswith(("not", "written"))
                for (name, _), (answer, _) in answered.items()
            )
            on_top = is_open and drug in dict(extras)
            assert (drug in known.above_plan) is (total[drug] > meant or on_top)


@given(diaries())
def test_H11_what_is_usual_is_what_a_count_by_hand_gives(diary):
    """At least half of the known days had as much or less, and one of them just that:
    the middle day, or the higher of the two in the middle.
    """
    usual = usual_intake(intakes(written_down(diary), planned_days(diary)))
    days = [total for is_known, total in counted(diary) if is_known]
    assert (usual.days_known, usual.days_looked_at) == (len(days), len(diary))
    for drug, total in usual.totals.items():
        in_order = sorted(day[drug] for day in days)
        assert total == quarter_mg(in_order[len(days) // 2])
    for drug in {drug for day in days for drug in day if day[drug]}:
        assert drug in usual.totals


@given(diaries())
def test_H11_the_usual_regimen_was_taken_on_a_day_and_has_the_usual_totals(diary):
    """Never put together from several days."""
    known = [each for each in intakes(written_down(diary), planned_days(diary))]
    usual = usual_intake(known)
    alike = [
        day.regular
        for day in known
        if day.is_known
        and all(day.regular.total(drug) == usual.totals[drug] for drug in usual.totals)
    ]
    assert usual.regimen == (alike[-1] if alike else None)


@given(diaries())
def test_H11_less_than_planned_means_less_on_more_than_half_of_the_days(diary):
    """As many days with the planned dose as without it are not called less."""
    usual = usual_intake(intakes(written_down(diary), planned_days(diary)))
    days = [total for is_known, total in counted(diary) if is_known]
    for drug, total in usual.totals.items():
        less = [day for day in days if quarter_mg(day[drug]) < total]
        assert 2 * len(less) <= len(days)


@given(diaries())
def test_H11_an_unwritten_dose_never_lowers_what_is_usual(diary):
    """Leaving out the days with a dose that was not written down changes nothing."""
    book, plan = written_down(diary), planned_days(diary)
    known = [day for day in intakes(book, plan) if day.is_known]
    usual = usual_intake(intakes(book, plan))
    assert usual_intake(known).totals == usual.totals
    assert usual_intake(known).regimen == usual.regimen
