"""The picture: for eyes that see no colour, and in words for those that see none."""

import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import to_rgb
from PIL import Image

from curves import (
    DIAZEPAM_20,
    PLANNED,
    both_drawn,
    crossed_over,
    crossover_of,
    curve_of,
    diazepam_curve,
    example,
    partly_drawn,
)
from environment import ENVIRONMENT
from stepwell.documents.blocks import plain
from stepwell.documents.curve_picture import (
    CLOSE_UP_DAYS,
    alternative,
    curve_png,
    curve_svg,
    figure_of,
)
from stepwell.documents.curve_text import curve_text
from stepwell.documents.curve_view import landmarks
from stepwell.documents.wording import MODELLED, NOT_A_PRESCRIBER
from stepwell.kinetics.people import Eliminator
from stepwell.plan.request import Goal, Override
from stepwell.quantities import Mass


SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
ROW = re.compile(r"^ *\d+  (\d{4}-\d{2}-\d{2})((?: +[\d.]+)+)", re.MULTILINE)
SAID = re.compile(
    r"The modelled level on \w+ (\d+ \w+ \d{4}) \([^)]*\) is ([\d.]+) on average,"
    r" between ([\d.]+) and ([\d.]+)\."
)
THREE = {
    ("lorazepam", "bedtime"): "1 mg",
    ("diazepam", "morning"): "5 mg",
    ("clonazepam", "midday"): "0.5 mg",
}
OVERRIDES = tuple(
    Override(rule, "followed weekly in clinic", "Dr Example") for rule in ("G02", "G03")
)


@cache
def three_drawn():
    return curve_of(THREE, "us", goal=Goal(drug="clonazepam"))


CURVES = {
    "lorazepam": lambda: example("lorazepam-us")[2],
    "diazepam": lambda: example("diazepam-gb")[2],
    "both drawn": both_drawn,
    "partly drawn": partly_drawn,
    "three drawn": three_drawn,
    "crossover": crossed_over,
}


@cache
def svg(name):
    return curve_svg(CURVES[name]())


@cache
def png(name):
    return curve_png(CURVES[name]())


@cache
def figure(name):
    return figure_of(CURVES[name]())


def brightness(colour):
    """How bright a colour is on paper without colours, 0 to 1."""
    linear = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4
        for each in to_rgb(colour)
    ]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))


def contrast(one, other):
    """The ratio of contrast of two colours, 1 to 21."""
    dark, bright = sorted(map(brightness, (one, other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", CURVES)
def test_svg_is_well_formed_and_an_image(name):
    """An XML reader reads it: an image with a title and a description."""
    root = ElementTree.fromstring(svg(name))
    assert root.tag == f"{SVG}svg"
    assert root.attrib["role"] == "img"
    named = root.attrib["aria-labelledby"].split()
    title, desc = list(root)[:2]
    assert (title.tag, desc.tag) == (f"{SVG}title", f"{SVG}desc")
    assert [title.attrib["id"], desc.attrib["id"]] == named
    assert title.text == f"DRAFT: {CURVES[name]().title}"
    assert desc.text == alternative(CURVES[name]())


@pytest.mark.parametrize("name", CURVES)
def test_svg_refers_to_nothing_outside(name):
    """No script, no picture, no style sheet, no document type: only what is in it."""
    text = svg(name).decode()
    assert "<!DOCTYPE" not in text
    assert "<!ENTITY" not in text
    for element in ElementTree.fromstring(text).iter():
        assert element.tag not in (f"{SVG}script", f"{SVG}image", f"{SVG}foreignObject")
        for attribute, value in element.attrib.items():
            assert not attribute.startswith("on")
            if attribute in (LINK, "href", "src"):
                assert value.startswith("#")
            assert all(
                each.startswith("#") for each in re.findall(r"url\((.*?)\)", value)
            )
        if element.tag == f"{SVG}style":
            assert "@import" not in element.text
            assert "url(" not in element.text


@pytest.mark.parametrize("name", CURVES)
def test_svg_keeps_its_text_as_text(name):
    """A search, a screen reader and a translator find the words."""
    texts = [
        "".join(each.itertext())
        for each in ElementTree.fromstring(svg(name)).iter(f"{SVG}text")
    ]
    shown = " ".join(" ".join(texts).split())
    assert "DRAFT: The modelled level" in shown
    assert "mean, slow eliminator" in shown
    assert "diazepam 10 mg a day = 1" in shown


@pytest.mark.parametrize("name", CURVES)
def test_it_says_what_it_is(name):
    """On the picture and in its description: modelled, and not a prescriber."""
    drawn = re.sub(r"<desc.*?</desc>", "", svg(name).decode(), flags=re.DOTALL)
    told = alternative(CURVES[name]())
    for text in (" ".join(drawn.split()), told):
        assert "Modelled, not measured" in text
        assert NOT_A_PRESCRIBER in text
        assert "measured level" not in text.lower()
    assert MODELLED in told


@pytest.mark.parametrize("name", [*PLANNED, "both drawn"])
def test_the_description_has_the_numbers_of_the_page(name):
    """Whoever cannot see the picture reads what the page says, on the same days."""
    curve = both_drawn() if name == "both drawn" else example(name)[2]
    told = {
        day: (low, mean, high)
        for day, mean, low, high in SAID.findall(alternative(curve))
    }
    page = {}
    for text, numbers in ROW.findall(plain(curve_text(curve, 110))):
        day = next(
            curve.day(place)
            for _, place in landmarks(curve)
            if curve.day(place).isoformat() == text
        )
        page[f"{day.day} {day:%B} {day.year}"] = tuple(numbers.split()[:3])
    assert told == page


@pytest.mark.parametrize("name", CURVES)
def test_the_description_has_the_sentences_of_the_page(name):
    """And why a level is missing."""
    curve = CURVES[name]()
    told = alternative(curve)
    for drug in curve.drugs:
        for sentence in drug.sentences:
            assert sentence in told
        if drug.reason:
            assert f"No level of {drug.drug} is drawn: {drug.reason}." in told
    for note in curve.notes:
        assert note in told


@pytest.mark.parametrize("name", CURVES)
def test_what_is_drawn_is_what_is_written(name):
    """The lines of the picture are the days of the JSON and the table."""
    curve, whole = CURVES[name](), figure(name).axes[0]
    lines = {line.get_label(): line.get_ydata() for line in whole.lines}
    assert np.array_equal(lines["mean, typical"], curve.typical.mean)
    assert np.array_equal(lines["mean, slow eliminator"], curve.slow_mean)
    assert np.array_equal(lines["mean, fast eliminator"], curve.fast_mean)
    (band,) = whole.collections
    vertices = band.get_paths()[0].vertices[:, 1]
    assert vertices.max() == curve.typical.high.max()
    assert whole.get_ylim()[0] == 0


@pytest.mark.parametrize("name", CURVES)
def test_series_differ_without_colour(name):
    """Every line of a panel has its own dashes, and the band is a fill."""
    for axes in figure(name).axes:
        shown = [line for line in axes.lines if not line.get_label().startswith("_")]
        dashes = [
            (line.get_linestyle(), str(line._unscaled_dash_pattern)) for line in shown
        ]
        assert len(set(dashes)) == len(shown) > 0
        legend = [text.get_text() for text in axes.get_legend().get_texts()]
        assert len(legend) == len(shown) + len(axes.collections)
        assert len(set(legend)) == len(legend)


@pytest.mark.parametrize("name", CURVES)
def test_lines_stand_out_in_black_and_white(name):
    """From the paper and from the band behind them, as text would have to."""
    for axes in figure(name).axes:
        fills = [each.get_facecolor()[0][:3] for each in axes.collections]
        for fill in fills:
            assert contrast(fill, "white") > 1.5
        for line in axes.lines:
            if line.get_label().startswith("_"):
                continue
            for behind in ("white", *fills):
                assert contrast(line.get_color(), behind) >= 3


@pytest.mark.parametrize("name", CURVES)
def test_every_drug_is_in_the_close_up(name):
    """Each drawn drug has a line there; nothing is left out silently."""
    curve, close_up = CURVES[name](), figure(name).axes[-1]
    labels = [line.get_label() for line in close_up.lines]
    for drug in curve.levels.drawn:
        assert f"{drug.drug}, typical person" in labels
    compared = [label for label in labels if "on diazepam" in label]
    assert len(compared) == (curve.levels.compared is not None)
    assert close_up.get_xlim() == (0, 24 * CLOSE_UP_DAYS)


def test_the_close_up_begins_around_today():
    """In per cent of today's mean: a hundred lies between lowest and highest."""
    close_up = figure("lorazepam").axes[-1]
    levels = close_up.lines[0].get_ydata()[:96]
    assert levels.min() < 100 < levels.max()
    assert levels.max() / levels.min() == pytest.approx(1.9, abs=0.15)


def test_a_new_drug_is_measured_by_what_is_taken_today():
    """Diazepam begins at nothing, in per cent of the level of lorazepam today."""
    curve, first_days = crossed_over(), figure("crossover").axes[-1]
    lines = {line.get_label(): line.get_ydata() for line in first_days.lines}
    found = lines["diazepam, typical person"]
    (new,) = [each for each in curve.levels.drawn if each.drug == "diazepam"]
    today = curve.levels.mean_today(Eliminator.TYPICAL)
    last = new.typical.active_at(np.array([24.0 * CLOSE_UP_DAYS]))
    assert found[0] == 0
    assert found[-1] == pytest.approx(100 * last[0] / today)


def test_a_new_drug_beside_one_without_a_level_is_measured_by_itself():
    """Nothing of today is known then, so its own fullest day is the measure."""
    curve = crossover_of({("loprazolam", "bedtime"): "1 mg"}, overrides=OVERRIDES)
    (new,) = curve.levels.drawn
    (line,) = [
        each
        for each in figure_of(curve).axes[-1].lines
        if each.get_label() == "diazepam, typical person"
    ]
    last = new.typical.active_at(np.array([24.0 * CLOSE_UP_DAYS]))
    assert line.get_ydata()[-1] == pytest.approx(100 * last[0] / new.typical.usual.cavg)


def test_a_part_is_not_drawn_as_the_whole():
    """The panel says whose level it is when another drug has none."""
    titles = {name: figure(name).axes[0].get_title(loc="left") for name in CURVES}
    assert titles["partly drawn"].endswith("day by day: diazepam alone")
    assert titles["both drawn"].endswith("day by day")


def test_the_stop_is_marked():
    """The first day without it stands at its line; a lower dose has none."""
    marked = [text.get_text() for text in figure("lorazepam").axes[0].texts]
    assert marked == ["without it from 2027-09-27"]
    lower = curve_of(DIAZEPAM_20, goal=Goal(reduce_to=Mass.mg("15")))
    assert not figure_of(lower).axes[0].texts
    assert b"without it from" not in curve_svg(lower)


@pytest.mark.parametrize("make", [curve_svg, curve_png])
def test_same_curve_same_bytes(make):
    """Drawing it twice gives the same file."""
    assert make(example("lorazepam-us")[2]) == make(example("lorazepam-us")[2])


def test_settings_of_somebody_else_do_not_matter():
    """What a person set up for their own pictures changes nothing here."""
    usual = svg("lorazepam")
    with mpl.rc_context({"font.size": 30, "lines.linewidth": 9, "axes.grid": True}):
        assert curve_svg(example("lorazepam-us")[2]) == usual


def test_drawing_leaves_no_settings_behind():
    """Nor does this change pictures that another program part makes."""
    before = dict(mpl.rcParams)
    curve_svg(example("zopiclone-gb")[2])
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize("name", CURVES)
def test_png_has_its_description(name):
    """The words go with the picture, and no name of a program or time."""
    with Image.open(io.BytesIO(png(name))) as image:
        image.load()
        told = dict(image.text)
        assert image.size == (1500, 1800 if name == "crossover" else 1200)
    assert told == {
        "Title": f"DRAFT: {CURVES[name]().title}",
        "Description": alternative(CURVES[name]()),
    }


def test_a_long_title_stays_on_the_picture():
    """It breaks, and no letter is outside."""
    drawn = figure_of(three_drawn())
    drawn.canvas.draw()
    box = drawn._suptitle.get_window_extent()
    assert box.x0 >= 0
    assert box.x1 <= drawn.bbox.width


def test_words_of_the_program_are_not_mark_up():
    """A sign that means something in XML is written so that it does not."""
    curve = replace(diazepam_curve(), of_plan='A <b> & "c"')
    root = ElementTree.fromstring(curve_svg(curve))
    assert root.find(f"{SVG}title").text == 'DRAFT: The modelled level in a <b> & "c"'


def test_pictures_are_the_same_in_another_process():
    """Another time zone, language and order of hashes change no byte."""
    code = (
        "import sys; sys.path.insert(0, 'tests');"
        "from curves import example;"
        "from stepwell.documents.curve_picture import curve_svg;"
        "sys.stdout.buffer.write(curve_svg(example('lorazepam-us')[2]))"
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
    assert done.stdout == svg("lorazepam")
