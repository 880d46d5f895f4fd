"""Symptoms and sleep beside the dose: gaps are gaps, and nothing says why."""

import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from PIL import Image

from curves import crossed_over, example
from documents.lived import AFTER, BEFORE, FIRST, FIRST_END, PLAN, SECOND, taken
from environment import ENVIRONMENT
from factories import FORMULARY
from journal.entries import entry, extra, journal, missed, night, rating
from stepwell.documents.journal_courses import courses
from stepwell.documents.lived_picture import (
    FOOT_WIDTH,
    MARKERS,
    figure_of,
    lived_png,
    lived_svg,
)
from stepwell.documents.lived_view import MOST_SYMPTOMS, lived_view
from stepwell.documents.lived_words import MISSING, NO_WAVE, WAVE, alternative
from stepwell.documents.pictures import day_number
from stepwell.documents.wording import day_words
from stepwell.interop.journal_reader import read_journal
from stepwell.journal.entry import Note, SymptomRating
from stepwell.journal.nights import Night
from stepwell.journal.spans import Span
from stepwell.quantities import Mass
from stepwell.quantities.decimals import rounded_text


SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
FOLDER = Path(__file__).parents[2] / "examples" / "journals"
DAY = timedelta(days=1)
START = PLAN.start
SIX = ("anxiety", "insomnia", "tremor", "headache", "fatigue", "sweating")


@cache
def written(name):
    text = (FOLDER / f"lorazepam-us-{name}.csv").read_text(encoding="utf-8")
    return read_journal(text, FORMULARY, zone=None)


def felt(numbers, symptom="anxiety", first=BEFORE[0]):
    """Ratings day by day; None is a day without one."""
    return [
        entry(rating(number, symptom), first + place * DAY)
        for place, number in enumerate(numbers)
        if number is not None
    ]


@cache
def gappy():
    """Six symptoms with many missing days, and a wave of the first."""
    shown = [
        *felt([1, 2, None, 1, 1, 1, 2, 1, 1, None, 1, 1, 2, 1, *[1, 4, 6, 6, 7, 6, 6]]),
        *felt([None, 8, None, 3, 3, None, None, 3], "insomnia"),
        *felt([5], "tremor"),
        *felt([4, None, 4], "headache"),
        *felt([3, 3], "fatigue"),
        *felt([2], "sweating"),
    ]
    return journal(*shown)


def slept(hours, first=BEFORE[0]):
    """Nights by their morning; None is one that was not written down."""
    made = []
    for place, number in enumerate(hours):
        if number is not None:
            one = night(first + place * DAY, timedelta(hours=number))
            made.append(entry(one, first + place * DAY, name=f"night-{place}"))
    return made


@cache
def swapped():
    """A crossover, with doses on top of it and of another drug."""
    start = crossed_over().plan.start
    return journal(
        *felt([2, 3] * 30, first=start - 14 * DAY),
        entry(extra("0.5", "lorazepam"), start + 25 * DAY),
        entry(extra("2", "diazepam"), start + 15 * DAY),
        entry(extra("3.75", "zopiclone"), start + 5 * DAY),
    )


@cache
def long():
    """Two years of four symptoms and sleep, with waves, half of the days missing."""
    start, made = example("diazepam-gb")[2].plan.start, []
    for place in range(-14, 700):
        for shift, symptom in enumerate(SIX[:4]):
            high = 6 if place % 140 in range(4, 14) else 1
            if (place * 7 + shift * 3) % 5 > 1:
                number = high + (place * 3 + shift) % 3
                made.append(entry(rating(number, symptom), start + place * DAY))
    return journal(*made)


VIEWS = {
    "smooth": lambda: lived_view(written("smooth"), example("lorazepam-us")[2].plan),
    "hard": lambda: lived_view(written("hard"), example("lorazepam-us")[2].plan),
    "gaps": lambda: lived_view(gappy(), PLAN),
    "single": lambda: lived_view(journal(entry(rating(6), FIRST[3])), PLAN),
    "nights": lambda: lived_view(journal(*slept([7, None, 5, 6])), PLAN),
    "doses": lambda: lived_view(journal(*taken(FIRST[:9])), PLAN),
    "crossover": lambda: lived_view(swapped(), crossed_over().plan),
    "long": lambda: lived_view(long(), example("diazepam-gb")[2].plan),
}


@cache
def view(name):
    return VIEWS[name]()


@cache
def svg(name):
    return lived_svg(view(name))


@cache
def figure(name):
    drawn = figure_of(view(name))
    drawn.canvas.draw()
    return drawn


def panel(drawn, head):
    (axes,) = [axes for axes in drawn.axes if axes.get_title("left").startswith(head)]
    return axes


def line(axes):
    """The line of days of a panel: what was known, by date."""
    (found,) = [each for each in axes.lines if each.get_marker() in MARKERS]
    return found


def known(axes):
    return {
        date(1970, 1, 1) + int(place) * DAY: value
        for place, value in zip(*line(axes).get_data(), strict=True)
        if not np.isnan(value)
    }


def made_of(entries, plan=PLAN, **changes):
    return lived_view(journal(*entries), plan, **changes)


@pytest.mark.parametrize("name", VIEWS)
def test_svg_is_an_image_with_its_description(name):
    """An XML reader reads it, and it refers to nothing outside."""
    root = ElementTree.fromstring(svg(name))
    assert root.attrib["role"] == "img"
    title, desc = list(root)[:2]
    assert title.text == view(name).title
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


@pytest.mark.parametrize("name", VIEWS)
def test_H33_a_day_without_a_rating_is_a_gap(name):
    """No point, no zero and no line from one side of it to the other."""
    shown = view(name)
    every = [shown.first + number * DAY for number in range(shown.days)]
    for symptom in shown.drawn:
        axes = panel(figure(name), f"{symptom.name}, 0 to 10")
        places, values = line(axes).get_data()
        assert list(places) == [day_number(day) + 0.5 for day in every]
        missing = [day not in symptom.ratings for day in every]
        assert list(np.isnan(values)) == missing
        assert known(axes) == symptom.ratings
        runs = line(axes).get_path().iter_segments(simplify=False)
        moves = sum(code == 1 for _, code in runs)  # each begins a line anew
        begins = [not now and before for before, now in pairwise([True, *missing])]
        assert moves == sum(begins)


@pytest.mark.parametrize("name", VIEWS)
def test_H33_a_day_by_itself_has_a_mark(name):
    """A line between neighbours would not show it; nor is a gap a gap of dashes."""
    for symptom in view(name).drawn:
        axes = panel(figure(name), f"{symptom.name}, 0 to 10")
        held = set(symptom.ratings)
        marked = {view(name).first + at * DAY for at in line(axes).get_markevery()}
        assert marked <= held
        alone = {day for day in held if not {day - DAY, day + DAY} & held}
        assert alone <= marked
        assert marked == held or view(name).days > 200
        assert line(axes).get_linestyle() == "-"


def test_H33_a_night_without_an_entry_is_a_gap():
    """The nights written down are drawn at their mornings, in hours."""
    drawn = figure("nights")
    axes = panel(drawn, "Hours asleep")
    first = BEFORE[0]
    assert known(axes) == {first: 7, first + 2 * DAY: 5, first + 3 * DAY: 6}
    assert axes.get_title("right") == "known of 3 of 4 nights"


def test_H33_a_zero_is_a_rating_and_a_missing_day_is_none():
    """Rated as not there is drawn at the bottom and counted."""
    shown = made_of(felt([0, None, 4]))
    (symptom,) = shown.symptoms
    assert symptom.ratings == {BEFORE[0]: 0, BEFORE[2]: 4}
    assert symptom.first_week.value == 2
    assert symptom.mean == 2


@pytest.mark.parametrize("name", VIEWS)
def test_it_is_readable_without_colour(name):
    """Everything is grey; marks differ over all symptoms, and lines in a panel."""
    symptoms = [
        line(panel(figure(name), f"{each.name}, 0 to 10")).get_marker()
        for each in view(name).drawn
    ]
    assert len(set(symptoms)) == len(symptoms)
    for axes in figure(name).axes:
        looks = [
            (each.get_marker(), str(each._unscaled_dash_pattern))
            if each.get_linestyle() != "None"
            else (each.get_marker(), "")
            for each in axes.lines
        ]
        assert len(set(looks)) == len(looks)
        for each in axes.lines:
            red, green, blue = to_rgb(each.get_color())
            assert red == green == blue < 0.5
    drugs = [axes for axes in figure(name).axes if "mg a day" in axes.get_title("left")]
    dashes = [str(axes.lines[0]._unscaled_dash_pattern) for axes in drugs]
    assert len(set(dashes)) == len(dashes)


def test_in_grey_nothing_changes():
    """The picture has no colour at all."""
    with Image.open(io.BytesIO(lived_png(view("hard")))) as image:
        pixels = np.asarray(image.convert("RGB")).astype(int)
    assert (pixels.max(axis=2) - pixels.min(axis=2)).max() == 0


@pytest.mark.parametrize("name", VIEWS)
def test_waves_are_those_of_the_journals_page(name):
    """Each wave of a drawn symptom is hatched over its highest week and named."""
    shown = view(name)
    for symptom in shown.drawn:
        axes = panel(figure(name), f"{symptom.name}, 0 to 10")
        spans = {
            (each.get_x(), each.get_x() + each.get_width()): each.get_hatch()
            for each in axes.patches
        }
        assert spans == {
            (day_number(wave.week.first), day_number(wave.week.end)): "/////"
            for wave in symptom.waves
        }
        named = [text.get_text() for text in axes.texts]
        assert set(named) <= {
            f"wave +{rounded_text(wave.amount, 1)}" for wave in symptom.waves
        }
        assert bool(named) is bool(symptom.waves)
    foot = " ".join(text.get_text() for text in figure(name).texts)
    drawn = any(symptom.waves for symptom in shown.drawn)
    assert (WAVE in " ".join(foot.split())) is drawn


def test_a_wave_is_found_in_the_hard_example():
    """The same cuts, rises and words as the page of the journal has."""
    plan = example("lorazepam-us")[2].plan
    shown = view("hard")
    expected = [
        (each.symptom, each.trend.cut, each.said)
        for each in courses(written("hard"), plan, shown.last + DAY)
        if each.trend.course is not None and each.trend.course.is_wave
    ]
    found = [
        (symptom.name, wave.cut, wave.said)
        for symptom in sorted(shown.symptoms, key=lambda each: each.id)
        for wave in symptom.waves
    ]
    assert found == expected
    assert len(found) == 5
    for _, cut, said in found:
        told = alternative(shown)
        assert f"After the change on {day_words(cut)} it has a wave: {said}." in told
    assert f"A wave is {WAVE}. It says when, not why." in alternative(shown)


@pytest.mark.parametrize("name", VIEWS)
def test_no_cause_is_claimed(name):
    """After, and never because."""
    told = alternative(view(name)).lower()
    for word in ("because", "caused", "due to", "led to", "result of", "therefore"):
        assert word not in told
    assert MISSING.lower() in told


@pytest.mark.parametrize("name", VIEWS)
def test_changes_of_dose_are_lines_in_every_panel(name):
    """On the first day of each new dose."""
    shown = view(name)
    for axes in figure(name).axes:
        (lines,) = axes.collections
        found = [segment[0][0] for segment in lines.get_segments()]
        assert found == [day_number(day) for day in shown.changes]


def test_waves_close_together_are_named_once():
    """A name that would lie on another is left out; its week is hatched anyway."""
    shown = view("long")
    symptom = next(each for each in shown.drawn if each.waves)
    wave = symptom.waves[0]
    week = Span.of(wave.week.first + 14 * DAY, 7)
    waves = (wave, replace(wave, week=week, amount=Fraction(9)))
    one = replace(shown, symptoms=(replace(symptom, waves=waves),))
    axes = panel(figure_of(one), symptom.name)
    assert len(axes.patches) == 2
    assert [text.get_text() for text in axes.texts] == [
        f"wave +{rounded_text(wave.amount, 1)}"
    ]


def test_too_many_changes_are_no_lines():
    """Then the staircase alone shows them, and the foot does not speak of lines."""
    shown = view("single")
    many = replace(shown, changes=tuple(START + n * DAY for n in range(61)))
    drawn = figure_of(many)
    assert not any(axes.collections for axes in drawn.axes)
    assert "Upright lines" not in drawn.texts[0].get_text()
    assert "Upright lines" in figure("single").texts[0].get_text()


@pytest.mark.parametrize("name", VIEWS)
def test_no_words_lie_on_each_other_or_outside(name):
    """Heads, legends, waves, dates and the foot each have their own place."""
    drawn = figure(name)
    page = drawn.bbox
    lowest = min(axes.get_tightbbox().y0 for axes in drawn.axes)
    foot = drawn.texts[0].get_window_extent()
    assert page.x0 <= foot.x0
    assert foot.x1 <= page.x1
    assert page.y0 <= foot.y0
    assert foot.y1 < lowest
    for axes in drawn.axes:
        legend = axes.get_legend()
        texts = [
            axes._left_title,
            *([axes._right_title] if axes.get_title("right") else []),
            *axes.texts,
            *([legend] if legend else []),
        ]
        boxes = [text.get_window_extent() for text in texts]
        for place, box in enumerate(boxes):
            assert page.x0 <= box.x0
            assert box.x1 <= page.x1
            assert not any(box.overlaps(other) for other in boxes[place + 1 :])
    labels = [text for text in drawn.axes[-1].get_xticklabels() if text.get_text()]
    for left, right in pairwise(label.get_window_extent() for label in labels):
        assert left.x1 < right.x0


@pytest.mark.parametrize("name", VIEWS)
def test_no_rating_lies_under_the_name_of_a_wave(name):
    """Names stand above a rating of 10."""
    for symptom in view(name).drawn:
        axes = panel(figure(name), f"{symptom.name}, 0 to 10")
        top = axes.transData.transform((0, 10))[1]
        assert all(text.get_window_extent().y0 > top for text in axes.texts)


def test_panels_without_data_are_left_out():
    """A journal of nights has no symptoms, one of symptoms no sleep."""
    heads = {
        name: [axes.get_title("left").split(",")[0] for axes in figure(name).axes]
        for name in VIEWS
    }
    assert heads["nights"] == ["diazepam", "Hours asleep"]
    assert heads["single"] == ["diazepam", "Anxiety (rebound or withdrawal)"]
    assert heads["doses"] == ["diazepam"]
    assert heads["crossover"][:2] == ["lorazepam", "diazepam"]
    assert view("nights").title == "Doses and sleep, 2026-12-21 to 2026-12-24"


@pytest.mark.parametrize(
    "entries",
    [[], [entry(Note("a walk"), FIRST[2])], felt([3], first=START - 40 * DAY)],
    ids=["empty", "a note", "long before the plan"],
)
def test_with_nothing_to_draw_there_is_no_view(entries):
    """Nobody gets an empty picture that looks like good days."""
    assert made_of(entries) is None


def test_a_range_of_days():
    """From a day until another; what was written later counts for nothing."""
    entries = [*felt([1] * 14), *felt([2, 9], first=START)]
    until = made_of(entries, until=START)
    assert (until.first, until.last) == (BEFORE[0], START)
    assert until.symptoms[0].highest == (2, START)
    since = made_of(entries, since=START)
    assert (since.first, since.days) == (START, 2)
    assert since.symptoms[0].ratings == {START: 2, START + DAY: 9}
    assert made_of(entries, since=START + 2 * DAY) is None


def test_the_days_before_the_plan():
    """At most the two weeks of which the plan knows the dose, and at least one."""
    early = made_of([*felt([1], first=START - 60 * DAY), *felt([2], first=START)])
    assert early.first == START - 14 * DAY
    late = made_of(felt([2], first=START + 3 * DAY))
    assert late.first == START - 7 * DAY
    assert (late.drugs[0].stairs.stretches[0].first, late.last) == (
        late.first,
        START + 3 * DAY,
    )


def test_the_last_day_is_that_of_the_last_entry_of_any_kind():
    """As on the page of the journal: a note says that the day was looked at."""
    shown = made_of([*felt([2]), entry(Note("rain"), FIRST[5])])
    assert shown.last == FIRST[5]


def test_the_four_symptoms_rated_highest_are_drawn():
    """A single very high rating is not lost; the others are named with theirs."""
    shown = view("gaps")
    order = [each.id for each in shown.symptoms]
    assert order == ["insomnia", "anxiety", "tremor", "headache", "fatigue", "sweating"]
    assert [each.id for each in shown.drawn] == order[:MOST_SYMPTOMS]
    lines = figure("gaps").texts[0].get_text().splitlines()
    assert all(len(each) <= FOOT_WIDTH for each in lines)
    foot = " ".join(lines)
    names = [each.name for each in shown.undrawn]
    said = f"Rated, but not drawn: {names[0]} (highest 3) and {names[1]} (highest 2)."
    assert said in foot
    assert f"Not in the picture: {names[0]} and {names[1]}." in alternative(shown)


def test_of_equally_high_symptoms_the_higher_mean_comes_first():
    """And then the name decides, so that the order is always the same."""
    shown = made_of([*felt([5, 1]), *felt([5, 4], "tremor"), *felt([5, 4], "headache")])
    assert [each.id for each in shown.symptoms] == ["headache", "tremor", "anxiety"]


@pytest.mark.parametrize("name", ["smooth", "hard", "gaps", "long", "crossover"])
def test_the_words_have_the_numbers_of_the_entries(name):
    """Days rated, first and last week, and the highest, counted again by hand."""
    source = {
        "smooth": lambda: written("smooth"),
        "hard": lambda: written("hard"),
        "gaps": gappy,
        "long": long,
        "crossover": swapped,
    }[name]()
    shown, told = view(name), alternative(view(name))
    by_hand, corrected = {}, {each.corrects for each in source.entries}
    for each in source.entries:
        if isinstance(each.content, SymptomRating) and each.id not in corrected:
            number = each.content.rating
            rated = by_hand.setdefault(each.content.symptom, {})
            rated[each.day] = max(number, rated.get(each.day, 0))
    assert {each.id for each in shown.symptoms} == set(by_hand)
    last = max(each.day for each in source.entries)
    for symptom in shown.symptoms:
        rated = by_hand[symptom.id]
        begin = min(rated)
        first = [n for day, n in rated.items() if (day - begin).days < 7]
        end = [n for day, n in rated.items() if (last - day).days < 7]
        highest = max(rated.values())
        when = min(day for day, number in rated.items() if number == highest)
        if len(rated) == 1:
            assert f"{symptom.name} is rated once: {highest} of 10 on" in told
            continue
        assert (
            f"{symptom.name} is rated on {len(rated)} of {shown.days} days:"
            f" {mean_words(first)} in the 7 days from its first rating on,"
            f" {mean_words(end)} in the last 7 days,"
            f" highest {highest} of 10 on {day_words(when)}." in told
        )


def mean_words(numbers):
    if not numbers:
        return "no rating"
    tenths = Fraction(sum(numbers), len(numbers))
    return f"{rounded_text(tenths, 1)} on average ({len(numbers)} rated)"


def test_H33_a_last_week_without_a_rating_is_said():
    """Silence at the end is not the mean of nothing."""
    told = alternative(made_of([*felt([4, 5]), entry(Note("rain"), BEFORE[13])]))
    assert "no rating in the last 7 days" in told


def test_no_wave_is_not_nothing():
    """Without a wave the words do not say that it went well."""
    assert NO_WAVE in alternative(view("single"))
    assert NO_WAVE not in alternative(view("nights"))


def test_sleep_in_words():
    """The first seven nights that were written down, and the last seven."""
    hours = [8, 8, None, 7, 7, 6, 6, 7, 5, None, 5, 4, 5, 4, 6]
    shown = made_of(slept(hours))
    assert "The time asleep is known of 13 of 15 nights:" in alternative(shown)
    # (8 + 8 + 7 + 7 + 6 + 6 + 7) / 7 and (7 + 5 + 5 + 4 + 5 + 4 + 6) / 7
    assert "7 hours on average in the first 7 of these nights" in alternative(shown)
    assert "nights and 5.1 hours in the last 7." in alternative(shown)
    few = alternative(view("nights"))
    assert "The time asleep is known of 3 of 4 nights: 6 hours on average." in few


def test_sleep_of_the_examples():
    """Recomputed from the times of the file."""
    nights = [
        each.content
        for each in written("hard").entries
        if isinstance(each.content, Night)
    ]
    minutes = [
        (one.final_wake - one.lights_out).total_seconds() / 60
        - one.latency_min
        - one.awake_min
        for one in nights
    ]
    mean = f"{sum(minutes) / len(minutes) / 60:.1f}"
    assert (
        f"The time asleep is known of {len(nights)} of 42 nights: {mean} hours on"
        " average." in alternative(view("hard"))
    )
    sleep = view("hard").sleep
    assert list(sleep.efficiency_percent) == list(sleep.minutes)
    assert all(0 < each <= 100 for each in sleep.efficiency_percent.values())


def test_H22_two_entries_for_one_night_are_not_chosen_between():
    """Neither is drawn, and it is said; alone they make no panel."""
    twice = [entry(night(BEFORE[3], timedelta(hours=h)), BEFORE[3]) for h in (4, 8)]
    shown = made_of([*slept([7]), *twice])
    assert list(shown.sleep.minutes) == [BEFORE[0]]
    assert "1 night with several entries is left out until" in alternative(shown)
    other = [entry(night(BEFORE[5], timedelta(hours=h)), BEFORE[5]) for h in (4, 8)]
    only = made_of([*twice, *other])
    assert only.sleep.in_doubt == (BEFORE[3], BEFORE[5])
    assert "2 nights with several entries are left out" in alternative(only)
    assert "The time asleep" not in alternative(only)
    drawn = figure_of(only)
    assert len(drawn.axes) == 1
    assert "2 nights with several entries are" in drawn.texts[0].get_text()


def test_what_has_no_panel_is_said_below():
    """After the plan, and with nothing that can be drawn, the words still stand."""
    shown = made_of([entry(extra(1, "zopiclone"), AFTER)], since=PLAN.end + DAY)
    assert not figure_of(shown).axes
    root = ElementTree.fromstring(lived_svg(shown))
    texts = ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]
    assert "Taken, but not in the plan: zopiclone on 1 day." in texts


def marks(drawn, drug, label):
    """The marks of a dose panel: milligrams, or only the days, by date."""
    found = [each for each in panel(drawn, drug).lines if each.get_label() == label]
    return {
        date(1970, 1, 1) + int(place) * DAY: value
        for each in found
        for place, value in zip(*each.get_data(), strict=True)
    }


def test_doses_that_differ_are_marked():
    """Less, more and none, each at what was taken; the others are not."""
    planned = PLAN.steps[0].regimen.total("diazepam")
    more = planned + Mass.mg(1)
    shown = made_of(
        [
            *taken(FIRST[:3]),
            *taken(FIRST[3:4], "2"),
            entry(missed("diazepam"), FIRST[4]),
            *taken(FIRST[5:6]),
            entry(extra(1, "diazepam"), FIRST[5]),
        ]
    )
    drawn = figure_of(shown)
    assert marks(drawn, "diazepam", "taken") == {
        FIRST[3]: 2,
        FIRST[4]: 0,
        FIRST[5]: more.nanograms / 1e6,
    }
    assert not marks(drawn, "diazepam", "no clear answer")
    told = alternative(shown)
    assert "Every planned dose has a clear answer on 6 of 6 days." in told
    mg = planned.mg_text
    assert (
        "On 3 days another amount of diazepam was taken than planned:"
        f" {FIRST[3]} 2 mg, planned {mg} mg; {FIRST[4]} 0 mg, planned {mg} mg;"
        f" {FIRST[5]} {more.mg_text} mg, planned {mg} mg." in told
    )


def test_of_many_days_that_differ_the_first_five_are_named():
    """The rest is counted."""
    told = alternative(made_of(taken(FIRST[:8], "2")))
    assert "On 8 days another amount of diazepam" in told
    assert f"{FIRST[4]} 2 mg, planned" in told
    assert f"{FIRST[5]} 2 mg" not in told
    assert "; and 3 more days." in told


def test_H11_an_unanswered_dose_is_neither_taken_nor_missed():
    """Its day has a mark of its own and no amount."""
    shown = made_of([*taken(FIRST[:2]), *taken(FIRST[4:5])])
    drawn = figure_of(shown)
    assert set(marks(drawn, "diazepam", "no clear answer")) == set(FIRST[2:4])
    assert not marks(drawn, "diazepam", "taken")
    told = alternative(shown)
    assert "Every planned dose has a clear answer on 3 of 5 days." in told


def test_H11_a_dose_on_top_counts_while_a_planned_one_is_open():
    """It is marked as the least that was taken."""
    shown = made_of([entry(extra(1, "diazepam"), FIRST[2])])
    drawn = figure_of(shown)
    assert marks(drawn, "diazepam", "at least taken") == {FIRST[2]: 1}
    mg = PLAN.steps[0].regimen.total("diazepam").mg_text
    assert (
        "On 1 day a planned dose of diazepam has no clear answer, and still more was"
        f" written down: {FIRST[2]} at least 1 mg, planned {mg} mg."
        in alternative(shown)
    )


def test_H11_another_drug_is_told():
    """Below the picture and in words, on how many days."""
    said = "Taken, but not in the plan: zopiclone on 1 day."
    assert said in alternative(view("crossover"))
    assert said in " ".join(figure("crossover").texts[0].get_text().split())
    not_taken = made_of([*felt([2]), entry(missed("zopiclone"), FIRST[0])])
    assert not_taken.beside == ()


def test_H11_a_dose_after_the_stop_is_marked():
    """Nothing is planned then, and no silent day counts as answered."""
    entries = [entry(extra(1, "diazepam"), AFTER), *felt([2], first=AFTER - 3 * DAY)]
    shown = made_of(entries, since=PLAN.end + DAY)
    assert marks(figure_of(shown), "diazepam", "taken") == {AFTER: 1}
    assert (shown.asked_days, shown.known_days) == (0, 0)
    assert "clear answer" not in alternative(shown)
    quiet = made_of(felt([2], first=AFTER), since=PLAN.end + DAY)
    assert quiet.drugs == ()
    assert [axes.get_title("left") for axes in figure_of(quiet).axes] == [
        "Anxiety (rebound or withdrawal), 0 to 10"
    ]


def test_days_before_the_plan_ask_for_no_answer():
    """The plan had not asked yet; what was taken otherwise is marked all the same."""
    shown = made_of([*felt([2] * 14), *taken(BEFORE[9:10], "7")])
    assert shown.asked_days == 0
    assert marks(figure_of(shown), "diazepam", "taken") == {BEFORE[9]: 7}


def test_the_staircase_is_the_plan():
    """What was taken before it, and each step on its days."""
    (drug,) = made_of([*felt([2]), *felt([2], first=SECOND[-1])]).drugs
    totals = [(each.first, each.end, each.total) for each in drug.stairs.stretches]
    assert totals == [
        (BEFORE[0], START, PLAN.before.total("diazepam")),
        (START, FIRST_END, PLAN.steps[0].regimen.total("diazepam")),
        (FIRST_END, SECOND[-1] + DAY, PLAN.steps[1].regimen.total("diazepam")),
    ]


@pytest.mark.parametrize("make", [lived_svg, lived_png])
def test_same_journal_same_bytes(make):
    """Drawing it twice gives the same file."""
    assert make(VIEWS["gaps"]()) == make(VIEWS["gaps"]())


def test_it_is_the_same_in_another_process():
    """Another time zone, language and order of hashes change no byte."""
    code = (
        "import sys; sys.path.insert(0, 'tests');"
        "from documents.test_lived_picture import svg;"
        "sys.stdout.buffer.write(svg('hard'))"
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
    assert done.stdout == svg("hard")


def test_text_is_text_or_on_request_shapes():
    """In a PDF no font is looked up."""
    texts = ElementTree.fromstring(svg("hard")).iter(f"{SVG}text")
    assert "Tremor, 0 to 10" in ["".join(text.itertext()) for text in texts]
    shapes = lived_svg(view("hard"), as_paths=True)
    assert not list(ElementTree.fromstring(shapes).iter(f"{SVG}text"))


def test_what_people_wrote_is_not_mark_up():
    """Names are only words, and notes are not in it at all."""
    hostile = '<script>alert("x")</script> & $x^2$ ]]>'
    shown = made_of(
        [
            *felt([2, 3]),
            entry(Note(hostile * 2), BEFORE[1]),
            entry(extra(1, hostile), BEFORE[1]),
        ]
    )
    named = replace(
        shown, symptoms=tuple(replace(each, name=hostile) for each in shown.symptoms)
    )
    root = ElementTree.fromstring(lived_svg(named))
    assert not list(root.iter(f"{SVG}script"))
    texts = ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]
    assert f"{hostile}, 0 to 10" in texts
    assert f"Taken, but not in the plan: {hostile} on 1 day." in texts
    assert hostile * 2 not in " ".join(texts)
    assert hostile in root.find(f"{SVG}desc").text
    with Image.open(io.BytesIO(lived_png(named))) as image:
        image.load()
        assert hostile in image.text["Description"]
        assert image.text["Title"] == named.title


def test_ratings_of_one_day_count_as_the_highest():
    """As everywhere else."""
    (symptom,) = made_of([*felt([2]), *felt([6]), *felt([4])]).symptoms
    assert symptom.ratings == {BEFORE[0]: 6}


def test_what_was_taken_back_is_not_drawn():
    """Only entries that hold are."""
    wrong = entry(rating(9), BEFORE[2])
    right = entry(
        rating(3), BEFORE[2], corrects=wrong, recorded=wrong.recorded_at + DAY
    )
    (symptom,) = made_of([wrong, right]).symptoms
    assert symptom.ratings == {BEFORE[2]: 3}
