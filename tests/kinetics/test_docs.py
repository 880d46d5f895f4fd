"""The pages about levels say what the register and the documents say.

Write the table of quantities in docs/reference/levels.md anew with
``python tests/kinetics/test_docs.py`` and src on the path of Python.
"""

import re
from functools import cache
from pathlib import Path

from stepwell.cli.curve import made
from stepwell.documents.curve_json import curve_csv, curve_document
from stepwell.documents.figures import about_days, figures
from stepwell.documents.plan_json import level_document, plan_document
from stepwell.documents.views import LevelView
from stepwell.kinetics.people import Eliminator
from stepwell.kinetics.quantities import REGISTER


ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/reference/levels.md"
EXPLANATION = ROOT / "docs/explanation/how-levels-are-modelled.md"

FIRST = "<!-- Made from the register by tests/kinetics/test_docs.py. -->\n"
LAST = "<!-- End of the table. -->\n"
HEAD = ("Id", "Symbol", "Unit", "In words", "Formula", "CDISC")


def render():
    """The page with its table as it should be."""
    before, _, rest = PAGE.read_text("utf-8").partition(FIRST)
    _, _, after = rest.partition(LAST)
    rows = [
        (f"`{name}`", each.symbol, each.unit, each.words, each.formula, each.cdisc)
        for name, each in REGISTER.items()
    ]
    return before + FIRST + table(HEAD, rows) + LAST + after


def table(head, rows):
    lines = [row(head), "|" + "---|" * len(head), *map(row, rows)]
    return "".join(f"{line}\n" for line in lines)


def row(cells):
    return "".join(f"| {cell} " if cell else "| " for cell in cells) + "|"


def documented(head):
    """The first column of the page's table with this heading."""
    _, _, below = PAGE.read_text("utf-8").partition(f"| {head} | Meaning |\n")
    return re.findall(r"^\| `(\w+)` \|", below.partition("\n\n")[0], re.MULTILINE)


@cache
def example():
    """The plan and the curve of the example that the explanation speaks of."""
    plan, curve = made(str(ROOT / "examples/lorazepam-us.toml"))
    assert curve is not None
    return plan, curve


def test_the_table_is_the_one_that_the_register_gives():
    """Every quantity is documented as it is computed."""
    assert PAGE.read_text("utf-8") == render()


def test_every_key_of_a_curve_is_documented():
    """The JSON of a curve has the keys of the page, in that order, and no other."""
    curve = curve_document(example()[1])
    (drug,) = curve["drugs"]
    undrawn = level_document(LevelView("x", reason="y"))
    assert documented("Key") == list(curve)
    assert documented("Key of a drug") == list(undrawn | drug)
    assert list(drug["today"]) == list(REGISTER)
    assert documented("Key of a quantity") == list(drug["today"]["cmax"])
    assert documented("Key of a day") == list(curve["days"][0])


def test_every_key_of_a_step_is_documented():
    """The levels of a step in a plan's JSON have the keys of the page."""
    step = plan_document(example()[0])["steps"][0]["modelled"]
    assert documented("Key of a step's levels") == list(step)


def test_every_column_of_the_csv_is_documented():
    """The CSV has the columns of the page."""
    heading = curve_csv(example()[1]).splitlines()[0]
    assert ",".join(documented("Column")) == heading


def test_the_explanation_says_the_numbers_of_the_program():
    """Its table, lorazepam beside diazepam, is what is computed for the example."""
    levels = example()[1].levels
    both = (*levels.drawn, levels.compared)
    rows = [
        ("highest level of a day over the lowest", ratio, "peak_trough_ratio"),
        ("area of a settled day over the first day's", ratio, "accumulation_ratio"),
        ("nine tenths of a change have arrived after", days, "days_to_90_percent"),
        ("almost nothing is left after", days, "washout"),
    ]
    lines = [(words, *(say(each, name) for each in both)) for words, say, name in rows]
    lines.append(("slowest tenth over fastest tenth", *map(spread, both)))
    head = ("As the program says it", "lorazepam", "diazepam")
    assert table(head, lines) in EXPLANATION.read_text("utf-8")


def ratio(forecast, name):
    return figures(forecast.typical.quantities[name].number)


def days(forecast, name):
    typical, slow = (
        about_days(forecast.exposures[speed].quantities[name].number)
        for speed in (Eliminator.TYPICAL, Eliminator.SLOW)
    )
    return f"{typical} (slow: {slow})"


def spread(forecast):
    slow, fast = (
        forecast.exposures[speed].today for speed in (Eliminator.SLOW, Eliminator.FAST)
    )
    return figures(slow.cavg / fast.cavg)


if __name__ == "__main__":
    PAGE.write_text(render(), "utf-8")
