"""The swaps close up: which line is which drug, and what both together come to."""

import re
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from curves import crossed_over, crossover_of
from stepwell.documents.curve_picture import alternative, figure_of
from stepwell.documents.figures import figures
from stepwell.documents.pictures import day_number
from stepwell.documents.swap_picture import TITLE
from stepwell.documents.wording import day_words
from stepwell.plan.crossover import CrossoverWish
from stepwell.plan.request import Goal, Method


BAND, TOGETHER = "together, fast to slow eliminators", "together, typical person"
DIAZEPAM = "diazepam with its active metabolites"
FOUR_TIMES = {
    ("lorazepam", time): "1 mg" for time in ("morning", "midday", "evening", "bedtime")
}
CURVES = {
    "lorazepam": crossed_over,
    "alprazolam": lambda: crossover_of(
        {("alprazolam", "morning"): "1 mg", ("alprazolam", "bedtime"): "1 mg"},
        "us",
        crossover=CrossoverWish(parts=2),
    ),
    "nitrazepam": lambda: crossover_of({("nitrazepam", "bedtime"): "10 mg"}),
    "temazepam": lambda: crossover_of({("temazepam", "bedtime"): "20 mg"}),
    "sixteen swaps": lambda: crossover_of(
        FOUR_TIMES, crossover=CrossoverWish(parts=4, swap_days=28)
    ),
    "three drugs": lambda: crossover_of(
        {("lorazepam", "bedtime"): "2 mg", ("clonazepam", "midday"): "0.5 mg"},
        goal=Goal(drug="lorazepam"),
    ),
}


@cache
def curve(name):
    return CURVES[name]()


@cache
def figure(name):
    drawn = figure_of(curve(name))
    drawn.canvas.draw()
    return drawn


def close_up(name):
    (axes,) = [each for each in figure(name).axes if each.get_title("left") == TITLE]
    return axes


def lines(name):
    """The named lines: what they are called, and their levels."""
    return {
        line.get_label(): line.get_ydata()
        for line in close_up(name).lines
        if not line.get_label().startswith("_")
    }


@pytest.mark.parametrize("name", CURVES)
def test_every_drug_has_a_line_and_together_they_are_the_sum(name):
    """Named in words; the parts add up on every day that is shown."""
    found = lines(name)
    together = found.pop(TOGETHER)
    assert {label.split()[0] for label in found} == set(curve(name).mean_of)
    assert np.allclose(sum(found.values()), together, rtol=1e-12, atol=0)
    assert DIAZEPAM in found


@pytest.mark.parametrize("name", CURVES)
def test_the_sum_and_its_band_are_those_of_the_whole_plan(name):
    """The same days and numbers, only larger."""
    view, axes = curve(name), close_up(name)
    shown = view.swap.shown
    assert np.array_equal(lines(name)[TOGETHER], view.typical.mean[:shown])
    (band,) = axes.collections
    assert band.get_label() == BAND
    heights = band.get_paths()[0].vertices[:, 1]
    assert heights.max() == view.slow_mean[:shown].max()
    assert heights.min() == view.fast_mean[:shown].min()


@pytest.mark.parametrize("name", CURVES)
def test_it_goes_from_the_first_day_to_two_weeks_after_the_swaps(name):
    """And no further: what follows stands above."""
    view = curve(name)
    last = view.plan.steps[view.plan.crossover.last_step - 1]
    ends = day_number(view.start), day_number(last.end) + 13
    assert close_up(name).get_xlim() == ends


@pytest.mark.parametrize("name", CURVES)
def test_swaps_are_marked_and_numbered(name):
    """A light line on the first day of each, with its number."""
    view, axes = curve(name), close_up(name)
    marks = [
        line.get_xdata()[0] for line in axes.lines if line.get_label().startswith("_")
    ]
    begun = [step.start for step in view.plan.steps[: view.plan.crossover.last_step]]
    assert marks == [day_number(day) for day in begun]
    numbers = [text.get_text() for text in axes.texts]
    assert numbers == ["swap 1", *map(str, range(2, len(begun) + 1))]


@pytest.mark.parametrize("name", CURVES)
def test_axes_say_their_units(name):
    """Days from a date, and the scale of the level."""
    axes = close_up(name)
    assert axes.get_xlabel().startswith(f"Days from {day_words(curve(name).start)}")
    assert "diazepam 10 mg a day = 1" in axes.get_ylabel()
    assert axes.get_ylim()[0] == 0
    first = axes.get_xticklabels()[0].get_text()
    assert first == "4 Jan\nday 1"


@pytest.mark.parametrize("name", CURVES)
def test_no_words_lie_on_each_other(name):
    """Titles, names of lines, numbers of swaps and dates each have their own place."""
    for axes in figure(name).axes:
        title = axes._left_title
        legend = axes.get_legend().get_window_extent()
        assert not legend.overlaps(title.get_window_extent())
    axes = close_up(name)
    for words in (axes.texts, axes.get_xticklabels()):
        boxes = [each.get_window_extent() for each in words]
        for left, right in pairwise(boxes):
            assert left.x1 < right.x0
    page, inside = figure(name).bbox, axes.get_tightbbox()
    assert page.x0 <= inside.x0
    assert inside.x1 <= page.x1


@pytest.mark.parametrize("name", CURVES)
def test_no_line_runs_through_the_numbers_of_the_swaps(name):
    """They stand above the band."""
    axes = close_up(name)
    shown = curve(name).slow_mean[: curve(name).swap.shown].max()
    top = axes.transData.transform((0, shown))[1]
    assert all(text.get_window_extent().y0 > top for text in axes.texts)


@pytest.mark.parametrize("name", CURVES)
def test_the_description_tells_it(name):
    """Each swap, the lowest day and the last one, with the numbers that are drawn."""
    view = curve(name)
    told = re.findall(rf"{TITLE}, .*?\)\.", alternative(view))
    lowest = int(np.argmin(view.typical.mean[: view.swap.shown]))
    places = [*view.swap.begun, lowest, view.swap.last]
    assert len(told) == len(places)
    for sentence, place in zip(told, places, strict=True):
        assert day_words(view.day(place)) in sentence
        for number in (view.typical.mean, view.fast_mean, view.slow_mean):
            assert figures(float(number[place])) in sentence


def test_no_digits_of_nothing():
    """What is left of lorazepam in the end is said in words."""
    told = alternative(crossed_over())
    assert "lorazepam almost nothing and diazepam 1.9" in told
    assert "0.0000" not in told


def test_a_direct_plan_has_no_close_up():
    """Its picture has the two panels that it had, and its description no swap."""
    direct = crossover_of(method=Method.DIRECT)
    titles = [axes.get_title("left") for axes in figure_of(direct).axes]
    assert titles == ["The whole plan, day by day", "The first 3 days, hour by hour"]
    assert TITLE not in alternative(direct)
