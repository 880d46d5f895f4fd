"""Plans side by side: as rows, as text, as JSON and as a picture."""

import io
import json
from fractions import Fraction
from functools import cache
from xml.etree import ElementTree

import matplotlib as mpl
import pytest
from PIL import Image

from curves import suspension
from factories import FORMULARY, make_person, make_request
from schemas import validator
from stepwell.cli.compare import columns
from stepwell.cli.made import Source
from stepwell.documents.blocks import plain
from stepwell.documents.comparison_json import comparison_document, comparison_json
from stepwell.documents.comparison_picture import (
    _figure,
    alternative,
    comparison_png,
    comparison_svg,
)
from stepwell.documents.comparison_text import NO_WINNER, comparison_text
from stepwell.documents.comparison_view import (
    MEASURES,
    NONE,
    _exact,
    comparison_view,
)
from stepwell.documents.wording import NOT_A_PRESCRIBER
from stepwell.plan.person import RedFlag
from stepwell.plan.request import Author, Goal, Method, PaceWish, Shape
from stepwell.quantities import Mass


SVG = "{http://www.w3.org/2000/svg}"
COMPARISON = validator("comparison")
PLAN = validator("plan")
USUAL = {"market": "gb", "method": Method.COMPARE}


def columns_of(name, **changes):
    request = make_request(**{**USUAL, **changes})
    return columns(name, Source(request, FORMULARY))


@cache
def view_of(name):
    """Comparisons that the tests share."""
    if name == "both":
        found = columns_of("mine", author=Author.PRESCRIBER)
    elif name == "by a person":
        found = columns_of("mine")
    elif name == "refused":
        found = columns_of("mine", person=make_person(red_flags=[RedFlag.SEIZURE]))
    else:
        lower = Goal(reduce_to=Mass.mg(1))
        gone = {
            "current": {("zaleplon", "bedtime"): "10 mg"},
            "market": "us",
            "custom_products": (suspension("zaleplon", "1"),),
        }
        direct = {"method": Method.DIRECT}
        linear = PaceWish(shape=Shape.LINEAR, amount=Mass.mg("0.1"))
        kidneys = make_person("kidney_disease")
        found = [
            *columns_of("slow", **direct),
            *columns_of("lower", goal=lower, person=kidneys, **direct),
            *columns_of("gone", **gone, **direct),
            *columns_of("linear", pace=linear, **direct),
        ]
    return comparison_view(tuple(found))


NAMES = ("both", "by a person", "refused", "four")


def rows_of(name):
    return dict(view_of(name).rows)


@pytest.mark.parametrize("name", NAMES)
def test_every_measure_has_a_cell_for_each_plan(name):
    """Nothing is left empty."""
    view = view_of(name)
    assert [label for label, _ in view.rows] == list(MEASURES)
    for _, cells in view.rows:
        assert len(cells) == len(view.columns)
        assert all(cells)


def test_two_plans_are_measured():
    """Days, steps and pieces are those of the plans themselves."""
    view, rows = view_of("both"), rows_of("both")
    assert rows["Outcome"] == ("proposed", "proposed")
    for place, column in enumerate(view.columns):
        plan = column.plan
        days = (plan.end - plan.start).days
        told = f"{days} days in {len(plan.steps)} steps"
        assert rows["Takes"][place] == told
        assert str(plan.stop_date.year) in rows["Without it from"][place]
    same, changes = rows["Level while the drug changes (modelled)"]
    assert same == "the drug stays the same"
    assert "lowest about day" in changes
    assert "highest about day" in changes
    swings = rows["Day's highest over lowest level (modelled)"]
    assert swings[0].startswith("lorazepam ")
    assert "; diazepam " in swings[1]
    assert "1 lock" in rows["Findings"][1]
    assert "diazepam" in rows["Products"][1]
    assert not view.reasons
    assert not view.all_refused


def test_what_is_needed_is_the_sum_of_the_supply():
    """Millilitres with their unit, tablets as counts, each product once."""
    (needed, _), (products, _) = (
        rows_of("both")["Needed in all"],
        rows_of("both")["Products"],
    )
    assert " ml of lorazepam 1 milligram per millilitre oral solution" in needed
    assert len(needed.split("; ")) == len(products.split(" and "))


def test_pieces_are_counted_with_broken_ones_whole():
    """The busiest day of the plan: a half is a piece, a volume is one."""
    for name in ("both", "four"):
        pieces = rows_of(name)["Most pieces a day"]
        for cell, column in zip(pieces, view_of(name).columns, strict=True):
            most = max(
                sum(
                    1 if part.volume else -(-part.count // 1)
                    for dose in step.doses
                    for part in dose.parts
                )
                for step in column.plan.steps
            )
            assert cell == str(most)


def test_a_lower_dose_has_no_stop_and_no_level_has_no_swing():
    """What is not there is said in words."""
    rows = rows_of("four")
    assert rows["Without it from"][1] == "a lower dose goes on"
    assert rows["Day's highest over lowest level (modelled)"][1] == "not drawn"
    gone = rows["Day's highest over lowest level (modelled)"][2]
    assert gone == "zaleplon gone between doses"


def test_a_refused_column_has_dashes_and_its_reasons():
    """Only its outcome and its findings are counted; the other plan stands."""
    view, rows = view_of("by a person"), rows_of("by a person")
    for label, cells in rows.items():
        if label == "Outcome":
            assert cells == ("proposed", "refused")
        elif label == "Findings":
            assert "1 stop" in cells[1]
        else:
            assert cells[1] == NONE
            assert cells[0] != NONE
    ((name, reason),) = view.reasons
    assert name == view.columns[1].name == "mine (crossover)"
    assert reason.startswith("G11: ")
    assert not view.all_refused


def test_all_may_be_refused():
    """Then there is no plan among them, and each has its reason."""
    view = view_of("refused")
    assert view.all_refused
    for column in view.columns:
        told = [reason for name, reason in view.reasons if name == column.name]
        assert "emergency number" in told[0]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", range(40, 111, 10))
def test_text_keeps_to_the_width(name, width):
    """From a telephone to a wide page, with all of what has to be said."""
    view = view_of(name)
    text = plain(comparison_text(view, width))
    lines = text.splitlines()
    assert max(map(len, lines)) <= width
    words = " ".join(text.split())
    for sentence in (NOT_A_PRESCRIBER, NO_WINNER, *view.what_this_is_not):
        assert sentence in words
    for label in MEASURES:
        assert label in words


def test_text_says_why_before_anything_else():
    """Whom to call with a red flag stands above the table."""
    text = plain(comparison_text(view_of("refused"), 80))
    assert text.index("emergency number") < text.index("Outcome")
    assert "Why a plan is refused" not in plain(comparison_text(view_of("both"), 80))


def test_text_names_who_favours_what_only_with_a_crossover():
    """Guidelines differ; which one says what is for plans that change the drug."""
    assert "asam2025pocket" in plain(comparison_text(view_of("both"), 80))
    assert "asam2025pocket" not in plain(comparison_text(view_of("four"), 80))


@pytest.mark.parametrize("name", NAMES)
def test_json_has_both_plans_whole(name):
    """Each follows the schema of a plan, and all together that of a comparison."""
    view = view_of(name)
    found = json.loads(comparison_json(view))
    assert found == json.loads(json.dumps(comparison_document(view)))
    COMPARISON.validate(found)
    for column, each in zip(view.columns, found["plans"], strict=True):
        PLAN.validate(each["plan"])
        assert each["plan"]["outcome"] == column.view.outcome
        assert each["measures"]["Outcome"] == column.view.outcome


def test_the_schema_names_exactly_the_measures():
    """A measure cannot be added to one and forgotten in the other."""
    measures = COMPARISON.schema["$defs"]["compared"]["properties"]["measures"]
    assert list(measures["properties"]) == measures["required"] == list(MEASURES)


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "stepwell/plan/1"},
        {"better": "direct"},
        {"plans": []},
        {"what_this_is_not": []},
        {"status": "agreed"},
    ],
    ids=str,
)
def test_another_shape_breaks_the_schema(change):
    """No winner, no other key, at least two plans."""
    found = json.loads(comparison_json(view_of("both")))
    assert not COMPARISON.is_valid({**found, **change})


@pytest.mark.parametrize("name", NAMES)
def test_svg_is_a_picture_with_words(name):
    """Well-formed, with title and description, and nothing from elsewhere."""
    view = view_of(name)
    drawn = comparison_svg(view)
    root = ElementTree.fromstring(drawn)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text.startswith("DRAFT: ")
    assert root.find(f"{SVG}desc").text == alternative(view)
    assert b"<!DOCTYPE" not in drawn
    for column in view.columns:
        assert column.name in alternative(view)
    assert alternative(view).endswith(NOT_A_PRESCRIBER)


@pytest.mark.parametrize("make", [comparison_svg, comparison_png])
def test_same_plans_same_bytes(make):
    """Drawing them twice gives the same file."""
    assert make(view_of("both")) == make(view_of("both"))


def test_png_has_its_description():
    """The words go with the picture."""
    with Image.open(io.BytesIO(comparison_png(view_of("both")))) as image:
        image.load()
        assert image.text["Description"] == alternative(view_of("both"))
        assert image.text["Title"] == "DRAFT: 2 plans side by side"


def axes_of(name):
    (axes,) = _figure(view_of(name)).axes
    return axes


def test_lines_differ_without_colour():
    """Four plans have four dashes and four markers, all black."""
    lines = axes_of("four").lines
    assert len({line.get_linestyle() for line in lines}) == 4
    assert len({line.get_marker() for line in lines}) == 4
    assert {mpl.colors.to_hex(line.get_color()) for line in lines} == {"#000000"}


def test_a_stop_is_drawn_to_zero_and_a_lower_dose_is_not():
    """A step goes on to the end of the plan."""
    slow, lower, *_ = axes_of("four").lines
    assert slow.get_ydata()[-1] == 0
    assert lower.get_ydata()[-1] == lower.get_ydata()[-2] > 0


def test_a_refused_plan_stands_in_the_legend():
    """It has no line, and is not left out silently."""
    axes = axes_of("by a person")
    names = [text.get_text() for text in axes.get_legend().get_texts()]
    assert names == ["mine (direct)", "mine (crossover): refused"]
    _, refused = axes.lines
    assert len(refused.get_xdata()) == 0


def test_what_is_needed_in_all_is_exact():
    """No digit of a large supply is lost, and a half stays a half."""
    assert _exact(Fraction(1234567891, 1000), "ml") == ("1234567.891 ml")
    assert _exact(Fraction(3, 2), "units") == "1 1/2"
