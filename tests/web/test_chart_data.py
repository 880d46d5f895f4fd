"""What the charts draw, say and list is what the journal and the plan hold."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import trends_site
from curves import crossed_over, example, without_model
from documents.lived import FIRST_END, PLAN, days, taken
from journal.entries import dose, entry, extra, journal, missed, night, rating
from stepwell.documents.lived_view import MOST_SYMPTOMS, lived_view
from stepwell.documents.pictures import day_number
from stepwell.documents.wording import MONTHS
from stepwell.journal.entry import Intake
from stepwell.journal.intake import intakes
from stepwell.journal.nights import Night
from stepwell.journal.series import ratings_by_symptom
from stepwell.kinetics.people import Eliminator
from stepwell.plan.schedule import Schedule
from stepwell.quantities import Mass
from stepwell.web.trends.chart_data import Answer, chart_data
from stepwell.web.trends.chart_json import MOST_LINES, page_data, panels
from stepwell.web.trends.chart_words import (
    NO_ENTRY,
    NOTHING_WRITTEN,
    SEVERAL_ENTRIES,
    day_table,
    sentences,
    sleep_words,
)
from stepwell.web.trends.page import plan_chart, shown_days


DAY = timedelta(days=1)
START = PLAN.start
DRUG = "diazepam"


def lines(written, plan=PLAN, levels=None, **shown):
    """The lines of a journal beside a plan."""
    return chart_data(lived_view(written, plan, **shown), plan, levels)


@cache
def lived(name):
    """A journal of the site for tests: its parts, and its lines of all days."""
    written, plan, request, until = trends_site.LIVES[name]()
    view = shown_days(written, plan, until, "all")
    data = plan_chart(view, plan, request, trends_site.FORMULARY)
    return written, plan, view, data


def planned_by_day(plan):
    return {
        period.start + number * DAY: period.regimen
        for period in Schedule.of_plan(plan).periods
        for number in range(period.days)
    }


def rows(data):
    """The table's cells of each day by the names of their columns."""
    table = day_table(data)
    return [dict(zip(table.header, cells, strict=True)) for cells in table.rows]


def row(data, day):
    return rows(data)[data.days.index(day)]


def said(data, day):
    return sentences(data)[data.days.index(day)]


@pytest.mark.parametrize("name", ["hard", "rich"])
def test_doses_are_those_of_plan_and_journal(name):
    """Each day's planned and taken dose, asked of the journal itself again."""
    written, plan, view, data = lived(name)
    until = view.last
    planned = {
        day: regimen
        for day, regimen in planned_by_day(plan).items()
        if view.first <= day <= until
    }
    known = {each.day: each for each in intakes(written.up_to(until), planned)}
    assert len(data.drugs) == len(view.drugs) > 0
    answers = set()
    for line in data.drugs:
        for day, found in zip(data.days, line.days, strict=True):
            intake = known[day]
            is_open = any(drug == line.drug for drug, _ in intake.open)
            assert found.planned == intake.planned.total(line.drug)
            if found.answer is Answer.TAKEN:
                assert not is_open
                assert found.taken == intake.total(line.drug)
            elif found.answer is Answer.AT_LEAST:
                assert is_open
                assert found.taken == intake.total(line.drug)
            elif found.answer is Answer.OPEN:
                assert is_open
            else:
                assert day < plan.start or not found.planned
            answers.add(found.answer)
    assert {Answer.TAKEN} < answers


@pytest.mark.parametrize("name", ["hard", "rich"])
def test_ratings_and_nights_are_those_of_the_journal(name):
    """A value for each day that has one, and None for every other."""
    written, _, view, data = lived(name)
    series = ratings_by_symptom(written)
    assert len(data.symptoms) == min(len(view.symptoms), MOST_SYMPTOMS)
    for line, symptom in zip(data.symptoms, view.drawn, strict=True):
        found = dict(zip(data.days, line.ratings, strict=True))
        for day in data.days:
            assert found[day] == series[symptom.id].get(day)
    nights = {each.day: one for each, one in written.of_kind(Night)}
    for day, minutes in zip(data.days, data.sleep_minutes, strict=True):
        slept = nights[day].total_sleep if day in nights else None
        assert minutes == (slept and slept // timedelta(minutes=1))
    assert None in data.sleep_minutes
    assert any(None in line.ratings for line in data.symptoms)


@pytest.mark.parametrize("name", ["lorazepam-us", "diazepam-gb", "temazepam-gb"])
def test_the_level_is_the_one_that_the_steps_name(name):
    """On the last day of each step, what the plan's page says in whole per cent."""
    _, view, curve = example(name)
    plan, levels = curve.plan, curve.levels
    written = journal(entry(rating(1), plan.start), entry(rating(1), plan.end))
    data = lines(written, plan, levels)
    named = [step.levels for step in view.steps]
    assert len(named) == len(plan.steps)
    for step, words in zip(plan.steps, named, strict=True):
        place = data.days.index(step.end - DAY)
        ends = sorted((float(words.slow), float(words.fast)))
        assert f"{data.level.typical[place]:.0f}" == words.percent
        low, high = data.level.low[place], data.level.high[place]
        assert low <= data.level.typical[place] <= high
        assert low <= ends[0] + 0.5
        assert high >= ends[1] - 0.5


def test_before_the_plan_the_level_is_the_whole_and_after_the_model_it_is_missing():
    """What the model does not reach is a gap and no zero (H33)."""
    curve = example("temazepam-gb")[2]
    plan, levels = curve.plan, curve.levels
    modelled = len(levels.total(Eliminator.TYPICAL).mean)
    end = plan.start + modelled * DAY
    written = journal(entry(rating(1), plan.start - DAY), entry(rating(1), end))
    level = lines(written, plan, levels).level
    assert level.typical[0] == level.low[0] == level.high[0] == 100
    assert None not in level.typical[:-1]
    assert level.typical[-1] is level.low[-1] is level.high[-1] is None


def test_without_a_model_there_is_no_level_and_the_reason_is_said():
    """Too little is known of loprazolam, so nothing is drawn of its level."""
    curve = without_model()
    written = journal(entry(rating(1), curve.plan.start))
    data = lines(written, curve.plan, curve.levels)
    assert data.level is None
    assert data.no_level
    assert "level" not in " ".join([*day_table(data).header, *sentences(data)])
    assert lines(written, curve.plan).no_level == ""


def test_without_anything_taken_before_there_is_nothing_to_compare_with():
    """A share of nothing is no number, so no level is drawn."""
    nothing = SimpleNamespace(
        all_drawn=True, mean_today=lambda speed: 0.0, forecasts=()
    )
    data = lines(journal(entry(rating(1), START)), PLAN, nothing)
    assert data.level is None
    assert data.no_level == ""


def test_H33_a_gap_is_a_gap_in_the_drawing_in_the_table_and_in_words():
    """One day without an entry between two with one (H33)."""
    first, gap, last = days(START, START + 3 * DAY)
    written = journal(
        entry(rating(0), first),
        entry(rating(3), last),
        entry(night(first, timedelta(hours=6, minutes=10)), first, name="a"),
        entry(night(last, timedelta(hours=7)), last, name="b"),
    )
    data = lines(written, since=first)
    drawn = {each.id: each for each in panels(data)}
    assert drawn["symptom-0"].drawn["values"] == [0, None, 3]
    assert drawn["symptom-0"].says == ("0 of 10", NO_ENTRY, "3 of 10")
    assert drawn["sleep"].drawn["values"] == [
        pytest.approx(6 + 1 / 6, abs=1e-3),
        None,
        7,
    ]
    assert drawn["sleep"].says == ("6 hours 10 minutes", NO_ENTRY, "7 hours")
    assert row(data, gap)["Sleep"] == NOTHING_WRITTEN
    assert said(data, gap).endswith("no sleep and no symptom written down.")
    assert "0 of 10" in said(data, first)
    assert row(data, gap)[f"{DRUG}, taken"] == "not known"


def test_H22_two_entries_for_one_night_are_neither_drawn_nor_chosen_between():
    """Nobody has settled which of them holds (H22)."""
    written = journal(
        entry(night(START, timedelta(hours=6)), START, name="a"),
        entry(night(START, timedelta(hours=8)), START, name="b"),
        entry(rating(1), START),
    )
    data = lines(written, since=START)
    assert data.sleep_minutes == (None,)
    assert "sleep" not in [each.id for each in panels(data)]
    assert row(data, START)["Sleep"] == SEVERAL_ENTRIES
    assert f"sleep {SEVERAL_ENTRIES}" in said(data, START)


FIRST_DOSE = f"{PLAN.steps[0].regimen.total(DRUG).mg_text} mg"


@pytest.mark.parametrize(
    ("written", "words", "cell"),
    [
        (taken([START]), f", taken {FIRST_DOSE};", FIRST_DOSE),
        (taken([START], "1.234567"), ", taken 1.234567 mg;", "1.234567 mg"),
        ([entry(missed(DRUG), START)], ", taken 0 mg;", "0 mg"),
        (
            [entry(extra("0.5", DRUG), START)],
            ", taken at least 0.5 mg;",
            "at least 0.5 mg",
        ),
        (
            [entry(rating(1), START)],
            ", not known if all of it was taken;",
            "not known",
        ),
    ],
)
def test_H11_a_dose_in_words(written, words, cell):
    """Exactly what was written, to the last digit; silence is not known (H11)."""
    data = lines(journal(*written), since=START, until=START)
    assert f"{DRUG} planned {FIRST_DOSE}{words}" in said(data, START)
    assert row(data, START)[f"{DRUG}, planned"] == FIRST_DOSE
    assert row(data, START)[f"{DRUG}, taken"] == cell


def test_before_the_plan_nobody_asked():
    """The dose until then is named, and nothing is claimed to have been taken."""
    before = START - DAY
    data = lines(journal(entry(rating(1), before), entry(rating(1), START)))
    dose_ = data.drugs[0].days[data.days.index(before)]
    assert dose_.answer is Answer.NOT_ASKED
    assert f"{DRUG} before the plan 4 mg;" in said(data, before)
    assert row(data, before)[f"{DRUG}, taken"] == NOTHING_WRITTEN


def test_after_the_end_nothing_is_planned_and_an_extra_dose_is_named():
    """No dose that is planned and none that was written is no zero that was taken."""
    end = PLAN.end
    written = journal(*taken(days(START, FIRST_END)), entry(extra(1, DRUG), end + DAY))
    data = lines(written, until=end + 2 * DAY)
    assert f"{DRUG} none planned;" in said(data, end)
    assert row(data, end)[f"{DRUG}, taken"] == NOTHING_WRITTEN
    assert f"{DRUG} none planned, taken 1 mg;" in said(data, end + DAY)


AMOUNTS = st.integers(1, 9_000_000).map(lambda nanograms: Mass(nanograms).mg_text)
DOSES = st.one_of(
    st.builds(lambda mg: dose(mg, DRUG), AMOUNTS),
    st.builds(lambda mg: dose(mg, DRUG, intake=Intake.LATE), AMOUNTS),
    st.builds(lambda mg: dose(mg, DRUG, "morning"), AMOUNTS),
    st.builds(lambda mg: extra(mg, DRUG), AMOUNTS),
    st.just(missed(DRUG)),
)
FIRSTS = st.integers(-3, (PLAN.end - START).days).map(lambda n: START + n * DAY)
MOST_DAYS = 20


@given(
    FIRSTS,
    st.lists(st.tuples(st.integers(0, MOST_DAYS), DOSES), min_size=1, max_size=12),
)
def test_H37_no_dose_differs_between_view_lines_sentences_and_table(first, written):
    """Every planned and taken dose is one exact number everywhere."""
    entries = [
        entry(content, first + place * DAY, name=f"{number}")
        for number, (place, content) in enumerate(written)
    ]
    view = lived_view(journal(*entries), PLAN, first + MOST_DAYS * DAY, first)
    assert view is not None
    data = chart_data(view, PLAN, None)
    for drug, line in zip(view.drugs, data.drugs, strict=True):
        differing = {each.day: each for each in drug.differing}
        for day, found, cells, words in zip(
            data.days, line.days, rows(data), sentences(data), strict=True
        ):
            (stretch,) = [e for e in drug.stairs.stretches if e.first <= day < e.end]
            assert found.planned == stretch.total == mass(cells[f"{DRUG}, planned"])
            assert found.planned == first_mass(r"(?:planned|plan) ([\d.]+) mg", words)
            if day in differing:
                assert found.taken == differing[day].taken
            elif found.taken is not None:
                assert found.taken == stretch.total
            cell = cells[f"{DRUG}, taken"]
            if found.taken is None:
                assert "taken " not in words
                assert not re.search(r"\d", cell)
            else:
                assert mass(cell) == found.taken
                said_ = first_mass(r"taken (?:at least )?([\d.]+) mg", words)
                assert said_ == found.taken


def mass(text):
    return Mass.mg(re.search(r"[\d.]+", text)[0])


def first_mass(pattern, text):
    """The mass that a sentence names; none where it says that none is planned."""
    found = re.search(pattern, text)
    if found is None:
        assert re.search("none (planned|before the plan)", text)
        return Mass(0)
    return Mass.mg(found[1])


@pytest.mark.parametrize("change", [date(2027, 3, 14), date(2027, 3, 28)])
def test_H18_a_change_of_the_clocks_neither_shifts_nor_doubles_a_day(change):
    """A late evening belongs to the day it had where the person was (H18)."""
    shown = days(change - 2 * DAY, change + 3 * DAY)
    written = journal(
        *(
            entry(
                rating(place + 1),
                day,
                occurred=datetime(
                    day.year,
                    day.month,
                    day.day,
                    23 if place % 2 else 0,
                    30,
                    tzinfo=timezone(timedelta(hours=-5 if day < change else -4)),
                ),
            )
            for place, day in enumerate(shown)
        )
    )
    data = lines(written, since=shown[0])
    assert list(data.days) == shown
    assert data.symptoms[0].ratings == (1, 2, 3, 4, 5)
    page = page_data(data, panels(data))
    for place, day in enumerate(shown):
        moment = datetime.fromtimestamp((page["first"] + place) * 86400, UTC)
        assert (moment.date(), moment.hour) == (day, 0)
        date_words = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        assert date_words in page["says"][place].partition(":")[0]
        assert day_table(data).rows[place][0] == date_words


def test_days_follow_each_other_without_a_gap():
    """Also over a leap day, a year's end and both changes of the clocks."""
    data = lines(
        journal(entry(rating(1), START - 10 * DAY), entry(rating(1), PLAN.end))
    )
    assert all(later - earlier == DAY for earlier, later in pairwise(data.days))
    assert data.length == len(data.days) == len(sentences(data))


@pytest.mark.parametrize("name", ["hard", "rich"])
def test_what_the_script_gets_is_plain(name):
    """JSON without NaN; a value or null for each day; the words of each day."""
    data = lived(name)[3]
    page = page_data(data, panels(data))
    read = json.loads(json.dumps(page, allow_nan=False))
    assert len(read["says"]) == data.length
    for chart in read["charts"]:
        assert len(chart["values"]) == len(chart["says"]) == data.length
    assert read["first"] == day_number(data.first)
    assert 0 < len(read["changes"]) <= MOST_LINES


def test_more_changes_than_can_be_told_apart_are_not_drawn():
    """The staircase shows them as well."""
    data = lived("rich")[3]
    many = replace(data, changes=tuple(data.first + n * DAY for n in range(61)))
    assert page_data(many, ())["changes"] == []


def test_each_symptom_has_its_own_mark_and_each_drug_its_own_line():
    """Nothing is told apart by colour alone, and the words say how."""
    drawn = panels(lived("rich")[3])
    symptoms = [each for each in drawn if each.id.startswith("symptom")]
    drugs = [each for each in drawn if each.id.startswith("dose")]
    for held, key in ((symptoms, "mark"), (drugs, "dash")):
        assert len({each.drawn[key] for each in held}) == len(held) > 1
        assert len({each.legend for each in held}) == len(held)
    assert "not known" in drugs[1].legend


def test_marks_of_taken_doses_stand_only_where_they_differ():
    """So the line of the plan can be read, and every other day is as planned."""
    _, _, view, data = lived("hard")
    (drug,) = [each for each in panels(data) if each.id == "dose-0"]
    marked = {
        day: value
        for day, value in zip(data.days, drug.drawn["taken"], strict=True)
        if value is not None
    }
    expected = {
        each.day: each.taken.nanograms / 1e6
        for each in view.drugs[0].differing
        if each.is_known
    }
    assert marked == expected
    assert len(marked) == 3


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 hours"), (1, "1 minute"), (60, "1 hour"), (370, "6 hours 10 minutes")],
)
def test_a_time_asleep_in_words(minutes, words):
    """Nobody has to divide by sixty."""
    assert sleep_words(minutes) == words


def test_two_drugs_of_a_crossover_each_have_columns_and_a_chart():
    """Their doses are never added up."""
    plan = crossed_over().plan
    data = lived("rich")[3]
    names = Schedule.of_plan(plan).drugs
    assert [line.drug for line in data.drugs] == list(names)
    header = day_table(data).header
    assert all(f"{name}, planned" in header for name in names)
