"""A schedule written in the styles of the grammar is read back day by day; no text at
all makes the reader crash."""

import os
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories import FORMULARY
from stepwell.interop.errors import InputError
from stepwell.interop.pasted import read_pasted
from stepwell.plan.times import DoseTime


LONG = os.environ.get("STEPWELL_LONG") == "1"
TIMES = ("morning", "midday", "evening", "bedtime")
START = date(2027, 1, 4)
MORE = settings(
    max_examples=20_000 if LONG else 150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


# --- An independent writer -----------------------------------------------------------
# Doses are whole quarters of a milligram, so that they can be written as tablets, too.

doses = st.dictionaries(st.sampled_from(TIMES), st.integers(1, 80), min_size=1)
steps = st.lists(st.tuples(st.integers(1, 9), doses), min_size=1, max_size=6)


def mg(quarters):
    whole, part = divmod(quarters, 4)
    return f"{whole}{('', '.25', '.5', '.75')[part]}"


def in_words(today, rows, drug, spell):
    """One line for each step: doses by time of day, and how long."""
    lines = [f"Currently {drug} " + ", ".join(spell(t, q) for t, q in today.items())]
    for weeks, day in rows:
        said = ", ".join(spell(t, q) for t, q in day.items())
        lines.append(f"then {said} for {weeks} weeks")
    return "\n".join(lines)


def dose_first(time, quarters):
    return f"{mg(quarters)} mg {time}"


def time_first(time, quarters):
    return f"{time}: {mg(quarters)}mg"


def as_tablets(time, quarters):
    whole, part = divmod(quarters, 4)
    count = " ".join(filter(None, [str(whole) if whole else "", PARTS[part]]))
    return f"{count} x 1 mg tablets {time}"


PARTS = ("", "1/4", "1/2", "3/4")


def in_micrograms(time, quarters):
    return f"{quarters * 250} micrograms at {time}"


def by_week(today, rows, drug, spell):
    """``Weeks 1 to 3:`` with the doses below it."""
    lines = [
        f"{drug.title()}:",
        "Now:",
        *(f"- {spell(t, q)}" for t, q in today.items()),
    ]
    week = 1
    for weeks, day in rows:
        lines.append(f"Weeks {week} to {week + weeks - 1}:")
        lines += [f"\u2022 {spell(t, q)}" for t, q in day.items()]
        week += weeks
    return "\n".join(lines)


def by_date(today, rows, drug, spell):
    """Dates in words; the last step says how long."""
    lines = [f"Today: {drug} " + ", ".join(spell(t, q) for t, q in today.items())]
    day = START
    for weeks, each in rows:
        months = (
            "January February March April May June July August September October"
            " November December"
        ).split()
        said = f"From {day.day} {months[day.month - 1]} {day.year}: "
        lines.append(said + "; ".join(spell(t, q) for t, q in each.items()))
        day += timedelta(weeks=weeks)
    return "\n".join([*lines[:-1], f"{lines[-1]} for {rows[-1][0]} weeks"])


def as_table(today, rows, drug, spell):
    """A table with bars, its unit in the header, and a total."""
    lines = [
        f"{drug}",
        "Week | " + " | ".join(f"{t} (mg)" for t in TIMES) + " | Total mg",
    ]
    lines.append("--- | --- | --- | --- | --- | ---")
    lines.append("now | " + cells(today))
    week = 1
    for weeks, day in rows:
        lines.append(f"{week} - {week + weeks - 1} | " + cells(day))
        week += weeks
    return "\n".join(lines)


def cells(day):
    given = [mg(day[t]) if t in day else "-" for t in TIMES]
    return " | ".join([*given, mg(sum(day.values()))])


@MORE
@given(
    today=doses,
    rows=steps,
    drug=st.sampled_from(["diazepam", "lorazepam", "zopiclone"]),
    style=st.sampled_from([in_words, by_week, by_date, as_table]),
    spell=st.sampled_from([dose_first, time_first, as_tablets, in_micrograms]),
)
def test_H25_what_is_written_is_read_day_by_day(today, rows, drug, style, spell):
    """Whatever the style, every day and time has exactly the dose that was written."""
    text = style(today, rows, drug, spell)
    schedule = read_pasted(text, FORMULARY, START).schedule
    wanted = [today] * 14 + [day for weeks, day in rows for _ in range(7 * weeks)]
    days = [each for period in schedule.periods for each in [period] * period.days]
    assert len(days) == len(wanted)
    for period, day in zip(days, wanted, strict=True):
        assert {
            (named, time.value): mass.nanograms
            for (named, time), mass in period.regimen.amounts.items()
        } == {(drug, time): quarters * 250_000 for time, quarters in day.items()}
    assert schedule.periods[1].start == START


WORDS = (
    "mg mg mg ml micrograms mcg tablets tablet x of 1 2 5 10 0.5 0,5 .5 2.5 1/2 \u00bd"
    " 2/52 1/12 4/1/2027 2027-01-04 4 January 2027 a half one two twice daily day bd"
    " tds od morning night nocte am pm midday evening for from to until week weeks"
    " days fortnight then stop nil diazepam lorazepam Ativan currently now reduce by"
    " every and , ; : . - \u2013 | \t ( ) + = total % prn or \n \n \n"
).split(" ")


@MORE
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_H25_words_in_any_order_are_read_or_refused(text):
    """A jumble of the grammar's own words gives a schedule or one sentence."""
    assert_read_or_refused("Currently diazepam 5 mg night\n" + text)


@MORE
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    """Text of any alphabet gives a schedule or one sentence."""
    assert_read_or_refused(text)
    assert_read_or_refused(
        "Currently diazepam 5 mg night\n5 mg night for 2 weeks " + text
    )


def assert_read_or_refused(text):
    try:
        pasted = read_pasted(text, FORMULARY, START)
    except InputError as problem:
        assert str(problem)
        assert str(problem).isprintable()
        return
    periods = pasted.schedule.periods
    assert len(pasted.reading.read) == len(periods) > 1
    assert not periods[0].regimen.is_nothing
    for earlier, later in pairwise(periods):
        assert later.start == earlier.end
    for period in periods:
        assert period.days >= 1
        assert all(isinstance(time, DoseTime) for _, time in period.regimen.amounts)
