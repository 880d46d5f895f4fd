"""Dose and level on a page: the doses of the plan, and readable without colour."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from curves import (
    DIAZEPAM_20,
    PLANNED,
    both_drawn,
    crossed_over,
    curve_of,
    example,
    forecast_of,
    partly_drawn,
    without_model,
)
from environment import ENVIRONMENT
from stepwell.documents.dose_axis import MOST_DATES, dates
from stepwell.documents.dose_picture import (
    MODELLED_HERE,
    dose_png,
    dose_svg,
    figure_of,
)
from stepwell.documents.dose_stairs import stair_words, staircase
from stepwell.documents.dose_view import alternative, dose_view
from stepwell.documents.figures import figures
from stepwell.documents.pictures import day_number
from stepwell.documents.plan_levels import PlanLevels
from stepwell.documents.wording import MODELLED, NOT_A_PRESCRIBER, day_words
from stepwell.plan.plan import Dose, Part, Plan, Step
from stepwell.plan.regimen import NOTHING_TAKEN, Regimen
from stepwell.plan.request import Goal
from stepwell.plan.schedule import Period, Schedule
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass


SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
CM = 2.54
START = date(2027, 1, 4)


def diazepam(milligrams):
    return Regimen.of([("diazepam", DoseTime.BEDTIME, Mass.mg(milligrams))])


@cache
def many_steps():
    """Six hundred steps of a day, each 33 micrograms lower than the one before."""
    steps, whole = [], Mass.mg("20.033")
    for number in range(600):
        amount = Mass(whole.nanograms - 33_000 * (number + 1))
        part = Part("liquid", strength=amount, count=Fraction(1))
        dose = Dose(DoseTime.BEDTIME, "diazepam", amount, (part,))
        day = START + timedelta(days=number)
        steps.append(Step(number + 1, day, 1, (dose,)))
    return Plan(START, diazepam("20.033"), tuple(steps), steps[-1].end)


@cache
def lower():
    return curve_of(DIAZEPAM_20, goal=Goal(reduce_to=Mass.mg("15")))


CURVES = {
    **{name: lambda name=name: example(name)[2] for name in PLANNED},
    "both drawn": both_drawn,
    "partly drawn": partly_drawn,
    "without a model": without_model,
    "crossover": crossed_over,
    "a lower dose": lower,
}


@cache
def plan(name):
    return many_steps() if name == "many steps" else CURVES[name]().plan


@cache
def view(name):
    if name == "many steps":
        levels = PlanLevels(
            (forecast_of("diazepam", Schedule.of_plan(many_steps())),),
        )
        return dose_view(many_steps(), levels)
    return dose_view(CURVES[name]().plan, CURVES[name]().levels)


@cache
def svg(name):
    return dose_svg(view(name))


@cache
def figure(name):
    drawn = figure_of(view(name))
    drawn.canvas.draw()
    return drawn


NAMES = [*CURVES, "many steps"]


def panel(name, drug):
    (axes,) = [
        axes
        for axes in figure(name).axes
        if axes.get_title("left").startswith(f"{drug},")
    ]
    return axes


def level_panel(name):
    return figure(name).axes[-1]


def planned_on(plan, drug, day):
    """The total of a day from the steps alone, in mg."""
    if day < plan.start:
        return plan.before.total(drug)
    for step in plan.steps:
        if step.start <= day < step.end:
            return sum(
                (dose.amount for dose in step.doses if dose.drug == drug), Mass(0)
            )
    return Mass(0) if plan.stop_date else plan.final_dose.total(drug)


@pytest.mark.parametrize("name", NAMES)
def test_svg_is_an_image_with_its_description(name):
    """An XML reader reads it, and it refers to nothing outside."""
    root = ElementTree.fromstring(svg(name))
    assert root.attrib["role"] == "img"
    title, desc = list(root)[:2]
    assert title.text == f"DRAFT: {view(name).title}"
    assert desc.text == alternative(view(name))
    assert "<!DOCTYPE" not in svg(name).decode()
    for element in root.iter():
        assert element.tag not in (f"{SVG}script", f"{SVG}image", f"{SVG}foreignObject")
        for attribute, value in element.attrib.items():
            assert not attribute.startswith("on")
            if attribute in (LINK, "href", "src"):
                assert value.startswith("#")
            assert all(
                each.startswith("#") for each in re.findall(r"url\((.*?)\)", value)
            )


@pytest.mark.parametrize("name", NAMES)
def test_the_staircase_is_the_plan_day_by_day(name):
    """A week before it, every day of it, and what follows."""
    shown = view(name)
    for stairs in shown.stairs:
        (line,) = [
            line
            for line in panel(name, stairs.drug).lines
            if line.get_label() == "planned"
        ]
        days, doses = (np.asarray(each) for each in line.get_data())
        assert days[0] == day_number(plan(name).start - timedelta(days=7))
        for number in range(int(days[0]), int(days[-1])):
            day = date(1970, 1, 1) + timedelta(days=number)
            drawn = doses[np.searchsorted(days, number, side="right") - 1]
            expected = planned_on(plan(name), stairs.drug, day)
            assert Mass.mg(repr(float(drawn))) == expected


@pytest.mark.parametrize("name", NAMES)
def test_the_level_is_that_of_the_curve(name):
    """The same days and numbers; without a level there is no panel for it."""
    levels = view(name).levels
    drugs = len(view(name).stairs)
    if levels is None:
        assert name == "without a model"
        assert len(figure(name).axes) == drugs
        assert MODELLED_HERE not in svg(name).decode()
        return
    assert len(figure(name).axes) == drugs + 1
    axes = level_panel(name)
    assert axes.get_title("left") == MODELLED_HERE == "Modelled, not measured"
    (band,) = [each for each in axes.collections if each.get_label()[0] != "_"]
    heights = band.get_paths()[0].vertices[:, 1]
    assert heights.max() == levels.high.max()
    assert heights.min() == levels.low.min()
    (mean,) = [line for line in axes.lines if line.get_label() == "mean of the day"]
    assert np.array_equal(mean.get_ydata(), levels.mean)
    assert mean.get_xdata()[0] == day_number(view(name).start)
    assert axes.get_ylim()[0] == 0
    if name in CURVES:
        assert np.array_equal(levels.mean, CURVES[name]().typical.mean)


def test_a_part_is_not_drawn_as_the_whole():
    """The panel says whose level it is when another drug has none, and so do words."""
    said = [text.get_text() for text in level_panel("partly drawn").texts]
    assert said == ["the level of diazepam alone"]
    assert not level_panel("both drawn").texts
    assert "The modelled level of diazepam on" in alternative(view("partly drawn"))
    assert "No level of loprazolam is drawn: too" in alternative(view("partly drawn"))


@pytest.mark.parametrize("name", NAMES)
def test_every_drug_has_its_panel_and_its_dashes(name):
    """Milligrams of two drugs are not on one scale; in grey the lines differ, too."""
    drugs = [stairs.drug for stairs in view(name).stairs]
    lines = [
        line
        for drug in drugs
        for line in panel(name, drug).lines
        if line.get_label() == "planned"
    ]
    assert len(lines) == len(drugs)
    assert len({str(line._unscaled_dash_pattern) for line in lines}) == len(drugs)
    for axes in figure(name).axes:
        fills = [each.get_facecolor()[0][:3] for each in axes.collections]
        for line in axes.lines:
            assert to_rgb(line.get_color()) == (0, 0, 0)
        assert all(0.6 < red == green == blue < 0.8 for red, green, blue in fills)


@pytest.mark.parametrize("name", NAMES)
def test_the_end_is_marked(name):
    """The first day without a drug, or from which on it stays on its dose."""
    for stairs in view(name).stairs:
        drug = stairs.drug
        words = " ".join(text.get_text() for text in panel(name, drug).texts)
        marks = [
            line.get_xdata()[0]
            for line in panel(name, drug).lines
            if line.get_linestyle() == "-."
        ]
        taken = [step for step in plan(name).steps if step.regimen.total(drug)]
        last = taken[-1]
        if plan(name).stop_date is None:
            assert "15 mg, the goal,\nfrom 2027-04-26" in words
            assert marks == [day_number(date(2027, 4, 26))]
        else:
            dose = last.regimen.total(drug).mg_text
            assert f"last dose {dose} mg a day,\nnone from {last.end}" in words
            assert marks == [day_number(last.end)]


@pytest.mark.parametrize("name", NAMES)
def test_the_first_dose_stands_in_it(name):
    """Beside the staircase, or with its end where that comes early."""
    for drug in plan(name).before.drugs:
        words = " ".join(text.get_text() for text in panel(name, drug).texts)
        assert words.startswith(f"{plan(name).before.total(drug).mg_text} mg")


@pytest.mark.parametrize("name", NAMES)
def test_no_words_lie_on_each_other_or_outside(name):
    """Heads, legends, labels and dates each have their own place on the page."""
    page = figure(name).bbox
    for axes in figure(name).axes:
        legend = axes.get_legend()
        texts = [axes._left_title, *axes.texts, *([legend] if legend else [])]
        boxes = [text.get_window_extent() for text in texts]
        for place, box in enumerate(boxes):
            assert page.x0 <= box.x0
            assert box.x1 <= page.x1
            assert not any(box.overlaps(other) for other in boxes[place + 1 :])
        inside = axes.get_tightbbox()
        assert page.x0 <= inside.x0
        assert inside.x1 <= page.x1
        assert page.y0 <= inside.y0
        assert inside.y1 <= page.y1
    labels = [
        text for text in figure(name).axes[-1].get_xticklabels() if text.get_text()
    ]
    for left, right in pairwise(label.get_window_extent() for label in labels):
        assert left.x1 < right.x0


@pytest.mark.parametrize("name", NAMES)
def test_no_staircase_runs_through_the_words(name):
    """Labels stand above the line at each of their days."""
    for stairs in view(name).stairs:
        axes = panel(name, stairs.drug)
        (line,) = [each for each in axes.lines if each.get_label() == "planned"]
        days, doses = (np.asarray(each) for each in line.get_data())
        for text in axes.texts:
            box = text.get_window_extent().transformed(axes.transData.inverted())
            first = np.searchsorted(days, box.x0, side="right") - 1
            last = np.searchsorted(days, box.x1, side="right")
            assert doses[max(first, 0) : last].max() < box.y0 + 1e-9


def test_it_fits_a_column_of_a_page():
    """17 cm wide and 8 to 9 cm high with one drug; more drugs need more height."""
    for name in NAMES:
        width, height = figure(name).get_size_inches() * CM
        assert width == pytest.approx(17)
        if len(view(name).stairs) == 1:
            assert 8 <= height <= 9 or view(name).levels is None
        assert height < 13


@pytest.mark.parametrize("name", PLANNED)
def test_the_words_have_the_numbers_of_the_plan(name):
    """Start, end, largest reduction and level, worked out again from the steps."""
    told, made = alternative(view(name)), plan(name)
    (drug,) = made.before.drugs
    doses = [made.before, *(step.regimen for step in made.steps)]
    totals = [regimen.total(drug).nanograms for regimen in doses]
    largest = max(earlier - later for earlier, later in pairwise(totals))
    place = next(
        number
        for number, (earlier, later) in enumerate(pairwise(totals))
        if earlier - later == largest
    )
    first = day_words(made.start - timedelta(days=7))
    assert (
        f"The daily dose of {drug} is {Mass(totals[0]).mg_text} mg on {first}" in told
    )
    by, before, after = (
        Mass(nanograms).mg_text
        for nanograms in (largest, totals[place], totals[place + 1])
    )
    assert (
        f"Its largest reduction to a dose above zero is {by} mg, from {before} mg to"
        f" {after} mg on {day_words(made.steps[place].start)}." in told
    )
    assert f"The last dose above zero is {Mass(totals[-1]).mg_text} mg a day" in told
    assert f"The first day without is {day_words(made.stop_date)}." in told
    days = CURVES[name]().typical
    if view(name).levels is not None:
        last = (made.end - made.start).days - 1
        for number in (0, last):
            assert (
                f"is {figures(float(days.mean[number]))} on average, between"
                f" {figures(float(days.low[number]))} and"
                f" {figures(float(days.high[number]))}" in told
            )
        assert MODELLED in told
    assert told.endswith(NOT_A_PRESCRIBER)


def test_a_goal_is_told():
    """A plan to a lower dose ends with that dose, and with no day without."""
    told = alternative(view("a lower dose"))
    assert "The goal is 15 mg of diazepam a day." in told
    assert "without" not in told
    assert view("crossover").going_on == ()


def test_a_new_drug_is_told():
    """It begins at nothing, rises and has a highest dose."""
    told = alternative(view("crossover"))
    assert "The daily dose of diazepam is 0 mg on Monday 28 December 2026" in told
    assert "It is highest, 20 mg, from Monday 11 January 2027 on." in told
    assert "the first day without lorazepam is Monday 11 January 2027." in told


def test_a_dose_that_never_changes_is_told():
    """No change, no reduction; and nothing taken has no last dose."""
    period = Period(0, START, 14, diazepam("2"))
    (said,) = stair_words(staircase("diazepam", (period,)))
    assert said == (
        "The daily dose of diazepam is 2 mg from Monday 4 January 2027 on, without a"
        " change."
    )
    nothing = staircase("diazepam", (Period(0, START, 14, NOTHING_TAKEN),))
    assert nothing.last_dose is None
    assert nothing.largest_fall is None


def test_a_drug_that_stays_has_no_end():
    """No mark stands in its panel, only its dose."""
    made = lower().plan
    period = Period(0, made.start - timedelta(days=7), 500, diazepam("2"))
    nothing = Period(0, made.start - timedelta(days=7), 500, NOTHING_TAKEN)
    stairs = (staircase("diazepam", (period,)), staircase("oxazepam", (nothing,)))
    drawn = figure_of(replace(view("a lower dose"), stairs=stairs))
    stays, absent = drawn.axes[:2]
    assert [text.get_text() for text in stays.texts] == ["2 mg"]
    assert not absent.texts
    assert all(line.get_linestyle() != "-." for line in stays.lines)


def test_without_levels_the_doses_alone_are_drawn():
    """A plan may be drawn without a model, until two weeks after its end."""
    made = example("lorazepam-us")[2].plan
    alone = dose_view(made)
    assert alone.levels is None
    assert alone.end == made.end + timedelta(days=14)
    assert len(figure_of(alone).axes) == 1
    assert alone.title == "The planned daily dose of lorazepam"
    assert MODELLED not in alternative(alone)


@pytest.mark.parametrize("make", [dose_svg, dose_png])
def test_same_plan_same_bytes(make):
    """Drawing it twice gives the same file."""
    curve = example("zopiclone-gb")[2]
    assert make(dose_view(curve.plan, curve.levels)) == make(view("zopiclone-gb"))


def test_it_is_the_same_in_another_process():
    """Another time zone, language and order of hashes change no byte."""
    code = (
        "import sys; sys.path.insert(0, 'tests');"
        "from curves import example;"
        "from stepwell.documents.dose_view import dose_view;"
        "from stepwell.documents.dose_picture import dose_svg;"
        "curve = example('lorazepam-us')[2];"
        "sys.stdout.buffer.write(dose_svg(dose_view(curve.plan, curve.levels)))"
    )
    environment = {
        **os.environ,
        **ENVIRONMENT,
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "7",
    }
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env=environment
    )
    assert done.stdout == svg("lorazepam-us")


def test_text_is_text_or_on_request_shapes():
    """In a PDF no font is looked up; by itself it can be searched and read aloud."""
    root = ElementTree.fromstring(svg("lorazepam-us"))
    shown = " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    assert "lorazepam, mg a day as planned" in shown
    shapes = dose_svg(view("lorazepam-us"), as_paths=True)
    root = ElementTree.fromstring(shapes)
    assert not list(root.iter(f"{SVG}text"))
    assert b"font" not in re.sub(rb"<title.*?</desc>", b"", shapes, flags=re.DOTALL)
    assert root.find(f"{SVG}desc").text == alternative(view("lorazepam-us"))
    assert shapes == dose_svg(view("lorazepam-us"), as_paths=True)
    links = [each.attrib.get(LINK, "#") for each in root.iter()]
    assert all(link.startswith("#") for link in links)


def test_names_are_not_mark_up():
    """Signs that mean something in XML or in formulas are only signs."""
    shown = view("lorazepam-us")
    (stairs,) = shown.stairs
    hostile = "<script>alert(1)</script> & $x^2$"
    named = replace(shown, stairs=(replace(stairs, drug=hostile),))
    root = ElementTree.fromstring(dose_svg(named))
    assert not list(root.iter(f"{SVG}script"))
    assert hostile in root.find(f"{SVG}desc").text
    texts = ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]
    assert f"{hostile}, mg a day as planned" in texts


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (1, ["2027-01-04"]),
        (12, [f"2027-01-{day:02}" for day in range(4, 16)]),
        (20, [f"2027-01-{day:02}" for day in range(4, 24, 2)]),
        (40, ["2027-01-04", "2027-01-11", "2027-01-18", "2027-01-25", "2027-02-01"]),
        (300, [f"2027-{month:02}-01" for month in range(2, 11)]),
        (600, ["2027-03-01", "2027-05-01", "2027-07-01", "2027-09-01", "2027-11-01"]),
        (4000, ["2028-01-01", "2029-01-01", "2030-01-01", "2031-01-01"]),
    ],
)
def test_dates_have_room(days, expected):
    """Days, Mondays, months or years, and twelve at most."""
    found = [day.isoformat() for day in dates(START, START + timedelta(days=days))]
    assert found[: len(expected)] == expected
    assert len(found) <= MOST_DATES


def test_centuries_have_dates_too():
    """However long it is, somebody gets a picture."""
    assert len(list(dates(START, date(9990, 1, 1)))) > 0
