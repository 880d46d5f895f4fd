"""Published levels beside the model's: the table, the comparison and its page.

The numbers are in reference_concentrations.csv; the first lines there say where they
come from.  Every model value comes from the engine: levels over a history of doses,
their extremes and their areas.

Write the page anew with ``python tests/kinetics/published.py`` and src on the path of
Python.
"""

import csv
import math
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from pathlib import Path
from statistics import median

import numpy as np

from stepwell.formulary import load_formulary
from stepwell.kinetics import quantities
from stepwell.kinetics.drug_model import UNDRAWABLE_GRADE, drug_model
from stepwell.kinetics.engine import track
from stepwell.kinetics.history import History
from stepwell.kinetics.intervals import areas, extremes
from stepwell.kinetics.modes import modes_of
from stepwell.kinetics.rates import NG_PER_ML
from stepwell.kinetics.settled import Settled
from stepwell.kinetics.steady import DAY_H


TABLE = Path(__file__).parent / "reference_concentrations.csv"
PAGE = Path(__file__).parents[2] / "docs/reference/published-levels.md"

GRADES = {"good": 1.25, "fair": 1.5, "poor": 2.0, "fail": math.inf}
"""The largest fold error of each grade."""
POOREST_DRAWN = "C"
AT_LEAST = "at least"
EDGE = 1e-9
"""A fold error on the edge of a grade, but for rounding, belongs to the better one."""
DOSE_FREE = ("thalf", "CL_F", "Vz_F")
ANY_DOSE_MG = 1.0
"""For what does not depend on the dose."""
SEARCHED_H = np.arange(0.0, 14 * DAY_H + 1)
"""Where a peak is looked for, hour by hour."""
HALF_LIVES = 60.0
"""After so many of the slowest mode nothing is left to add to an area."""


@dataclass(frozen=True)
class Row:
    """One published value; None where the table has no number."""

    id: str
    drug: str
    analyte: str
    kind: str
    dose_mg: float | None
    interval_h: float | None
    n_doses: int | None
    metric: str
    reading: str
    value: float | None
    unit: str
    low: float | None
    high: float | None
    population: str
    n: str
    role: str
    gathered: str
    mark: str
    work: str
    note: str
    grade: str
    known_miss: str
    reason: str

    @property
    def is_steady(self):
        """Tell whether the value is one of the steady state."""
        return self.kind == "steady"

    @property
    def is_computable(self):
        """Tell whether the row says enough for the model to have a value."""
        return self.dose_mg is not None or self.metric in DOSE_FREE

    @cached_property
    def model(self):
        """The same quantity of the model."""
        return float(METRICS[self.metric](self))

    @cached_property
    def fold(self):
        """How many times the one is the other; 1 where an inequality holds."""
        if self.reading == AT_LEAST:
            return max(1.0, self.value / self.model)
        return max(self.model / self.value, self.value / self.model)

    @property
    def grade_now(self):
        """What the fold error is worth today."""
        fold = self.fold * (1 - EDGE)
        return next(grade for grade, most in GRADES.items() if fold <= most)

    @property
    def has_range(self):
        """Tell whether a range is published; one bound is a range too."""
        return self.low is not None or self.high is not None

    @property
    def is_in_range(self):
        """Tell whether the model lies within the published range."""
        low = -math.inf if self.low is None else self.low
        high = math.inf if self.high is None else self.high
        return low <= self.model <= high


NUMBERS = {
    **dict.fromkeys(("dose_mg", "interval_h", "value", "low", "high"), float),
    "n_doses": int,
}


def read():
    """The rows of the table, in its order."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    return [
        Row(**{key: typed(key, cell) for key, cell in cells.items()})
        for cells in csv.DictReader(lines, strict=True)
    ]


def typed(key, cell):
    """A cell as a number, or None if empty, where the column holds numbers."""
    if key not in NUMBERS:
        return cell
    return NUMBERS[key](cell) if cell else None


# The model of a row.


@cache
def known(formulation_id):
    """The model of a formulation, whatever its grade.

    No level of grade D is drawn for anybody, on purpose.  Here such a model is only
    held against what is printed about the drug: a copy of the drug with a better
    grade passes the same door, and the formulary and its refusal stay as they are.
    """
    for drug in load_formulary().drugs.values():
        for formulation in drug.formulations:
            if formulation.id == formulation_id:
                extended = formulation.extended_release
                return drug_model(comparable(drug), extended_release=extended).model
    raise LookupError(formulation_id)


def comparable(drug):
    """A copy of a drug in which grade D passes for the poorest that is drawn."""
    formulations = tuple(
        replace(each, grade=POOREST_DRAWN) if each.grade == UNDRAWABLE_GRADE else each
        for each in drug.formulations
    )
    return replace(drug, formulations=formulations)


@cache
def modes(formulation_id):
    return modes_of(known(formulation_id))


def weights(row, analyte=None):
    """What turns the modes into ng/mL of an analyte, by default the row's own."""
    place = known(row.drug).place_of(analyte or row.analyte)
    return modes(row.drug).weights[:, place]


def pair(row):
    """The two analytes of a ratio, written ``one/other``."""
    return row.analyte.removesuffix(" ratio").split("/")


def taken(row):
    """All the doses; only one, if the row does not say how many."""
    times = np.arange(row.n_doses or 1) * (row.interval_h or 0.0)
    return History.of(times, np.full(len(times), row.dose_mg or ANY_DOSE_MG))


def course(row):
    """The states from the first dose on."""
    return track(modes(row.drug), taken(row))


def settled(row, analyte=None):
    """One interval between doses at steady state, as the level of one analyte."""
    once = History.of([0.0], [row.dose_mg or ANY_DOSE_MG])
    period = row.interval_h or DAY_H
    return Settled(modes(row.drug), once, weights(row, analyte), period)


# One small function for each metric.


def peak(row):
    """The highest level after a single dose (ng/mL), and its hour."""
    found = extremes(course(row), weights(row), SEARCHED_H)
    best = int(np.argmax(found.high))
    return found.high[best], found.high_at_h[best]


def cmax(row):
    return quantities.cmax(settled(row)).number if row.is_steady else peak(row)[0]


def tmax(row):
    return quantities.tmax(settled(row)).number if row.is_steady else peak(row)[1]


def half_life(row):
    return quantities.half_life(settled(row)).number


def area_between(row, from_h, to_h):
    return areas(course(row), weights(row), np.array([from_h, to_h]))[0]


def area_until(row, hour):
    """The area from the first dose to an hour."""
    return area_between(row, 0.0, hour)


def area_to_infinity(row):
    slowest = modes(row.drug).rates.min()
    return area_until(row, HALF_LIVES * math.log(2) / slowest)


def settled_area(row):
    return quantities.auc_tau(settled(row)).number


def clearance(row):
    """The dose over the area; at steady state that of one interval."""
    area = settled_area(row) if row.is_steady else area_to_infinity(row)
    return NG_PER_ML * (row.dose_mg or ANY_DOSE_MG) / area


def volume(row):
    """The clearance over the rate of the terminal phase."""
    return clearance(row) * half_life(row) / math.log(2)


def level_at(row, hour):
    """The level at an hour after a single dose, ng/mL."""
    return (course(row).states_at(np.array([hour])) @ weights(row))[0]


def share_at(row, hour):
    """The level at an hour after a single dose, as a share of the peak."""
    return level_at(row, hour) / peak(row)[0]


def settled_level_at(row, hour):
    """The level at an hour after a dose at steady state, ng/mL."""
    day = settled(row)
    at = day.edges_h[:1] + day.history.time_h[:1] + hour
    return (day.steady.states_at(at) @ day.weights)[0]


def ratio_of(quantity, row):
    """A settled quantity of one analyte over that of another."""
    one, other = (quantity(settled(row, each)).number for each in pair(row))
    return one / other


def ratio_at_the_end(row):
    """Two analytes when the dose after the last one would be due."""
    state = course(row).states_at(np.array([row.n_doses * row.interval_h]))[0]
    one, other = (state @ weights(row, each) for each in pair(row))
    return one / other


def accumulation(row):
    return ACCUMULATIONS[row.reading](row)


def peak_over_first_peak(row):
    return quantities.cmax(settled(row)).number / peak(row)[0]


def area_over_first_area(row):
    return quantities.accumulation_ratio(settled(row)).number


def last_day_over_first(row):
    end = row.n_doses * row.interval_h
    return area_between(row, end - DAY_H, end) / area_until(row, DAY_H)


ACCUMULATIONS = {
    "peak over first peak": peak_over_first_peak,
    "area over first area": area_over_first_area,
    "last day over first day": last_day_over_first,
}
"""What a source, or we for want of its words, means by accumulation."""

METRICS = {
    "Cmax": cmax,
    "tmax": tmax,
    "tmax_ss": tmax,
    "AUCinf": area_to_infinity,
    "AUC24": partial(area_until, hour=24.0),
    "AUC48": partial(area_until, hour=48.0),
    "AUC72": partial(area_until, hour=72.0),
    "AUC120": partial(area_until, hour=120.0),
    "AUCtau": settled_area,
    "CL_F": clearance,
    "Vz_F": volume,
    "thalf": half_life,
    "Cavg": lambda row: quantities.cavg(settled(row)).number,
    "Cmin": lambda row: quantities.cmin(settled(row)).number,
    "swing": lambda row: quantities.swing(settled(row)).number,
    "C2.5h": partial(settled_level_at, hour=2.5),
    "C8h_frac": partial(share_at, hour=8.0),
    "C24h_frac": partial(share_at, hour=24.0),
    "ratio": ratio_at_the_end,
    "ratio_avg": partial(ratio_of, quantities.cavg),
    "ratio_min": partial(ratio_of, quantities.cmin),
    "accum": accumulation,
}
"""How the model's value of each metric is computed from a row."""


# The page.

BEGINNING = """\
# Published levels and the model

<!-- Made from tests/kinetics/reference_concentrations.csv by \
tests/kinetics/published.py. -->

The levels that Stepwell draws are modelled.
They are not measured in anybody.
This page holds the model of a typical adult against what others measured and printed.
Nobody clinical has reviewed it.

## What is compared

Each row is one published value: a peak, an area, a half-life, a mean level.
The model's value beside it comes from the engine that draws the curves.
The fold error says how many times the larger of the two is the smaller one.
Up to 1.25 it is good, up to 1.5 fair, up to 2 poor, and above that a miss.
Each row keeps its grade, and a test fails when one changes.

A **calibration** row is one that the model was fitted to.
A **check** row was not used for fitting.
The first checks were gathered together with the calibration rows, the later ones \
after that.
A **context** row says too little, or contradicts itself, and is not judged.
Etizolam and loprazolam are known so poorly that Stepwell draws no level of them; \
here they are compared all the same.

What a source is called here is the id of a work; `./stepwell sources` lists them.
Most were seen as abstracts or as copies of labels.
A row that is not marked derived or unverified was seen in its source.
"""

MEANING = """\
## What this shows, and what not

- The calibration rows only show that the fit worked.
- The checks are the honest part, with limits: many are other people's half-lives and \
clearances of the same drug, and some are worked out from such numbers or read from a \
range.
- The later checks come from one short search for each drug, which is no systematic \
review; they were chosen before the model's value was known.
- Values without their dose, and further doses of the same study, were left out.
- A median says nothing about one drug: look it up in the tables below.
- A published mean is that of a group, and one person may be far from it.
- Most of these people were healthy and took a single dose; they tell little about \
somebody who has taken the drug for years.
- A level that fits says nothing about how somebody feels at that level.
"""

METRIC_WORDS = {
    "Cmax": "peak",
    "tmax": "hours to the peak",
    "tmax_ss": "hours to the peak, settled",
    "AUCinf": "whole area",
    "AUC24": "area, 24 h",
    "AUC48": "area, 48 h",
    "AUC72": "area, 72 h",
    "AUC120": "area, 120 h",
    "AUCtau": "area of a settled interval",
    "CL_F": "clearance by mouth",
    "Vz_F": "volume by mouth",
    "thalf": "half-life",
    "Cavg": "mean level, settled",
    "Cmin": "lowest level, settled",
    "swing": "swing, settled",
    "C2.5h": "level at 2.5 h, settled",
    "C8h_frac": "level at 8 h over peak",
    "C24h_frac": "level at 24 h over peak",
    "ratio": "ratio after the last dose",
    "ratio_avg": "ratio of means, settled",
    "ratio_min": "ratio of lowest levels, settled",
    "accum": "accumulation",
}
FAMILIES = {
    "peak": ("Cmax",),
    "time of the peak": ("tmax", "tmax_ss"),
    "area": ("AUCinf", "AUC24", "AUC48", "AUC72", "AUC120", "AUCtau"),
    "half-life": ("thalf",),
    "clearance and volume": ("CL_F", "Vz_F"),
    "settled level": ("Cavg", "Cmin", "C2.5h", "swing"),
    "accumulation": ("accum",),
    "ratios and shares": (
        "ratio",
        "ratio_avg",
        "ratio_min",
        "C8h_frac",
        "C24h_frac",
    ),
}


def judged(rows, role, gathered=""):
    """The rows of a role, all or those gathered first or later."""
    return [
        row
        for row in rows
        if row.role == role and (not gathered or row.gathered == gathered)
    ]


def median_fold(rows):
    return median(row.fold for row in rows)


def summary(rows):
    sets = {
        "calibration": judged(rows, "calibration"),
        "check, gathered first": judged(rows, "check", "first"),
        "check, gathered later": judged(rows, "check", "later"),
        "check, all": judged(rows, "check"),
    }
    head = ("Rows", "n", "good", "fair", "poor", "miss", "median fold error")
    return markdown(head, [counted(name, some) for name, some in sets.items()])


def counted(name, rows):
    grades = [row.grade for row in rows]
    numbers = [grades.count(grade) for grade in GRADES]
    return (name, len(rows), *numbers, f"{median_fold(rows):.2f}")


def by_family(rows):
    checks = judged(rows, "check")
    lines = []
    for family, metrics in FAMILIES.items():
        some = [row for row in checks if row.metric in metrics]
        if some:
            lines.append((family, len(some), f"{median_fold(some):.2f}"))
    return markdown(("Checks of", "n", "median fold error"), lines)


def ranges(rows):
    """How many models lie within a published range, and which do not."""
    known_range = [row for row in rows if row.role != "context" and row.has_range]
    outside = [row for row in known_range if not row.is_in_range]
    names = ", ".join(f"{row.id} ({asked(row)})" for row in outside)
    return (
        f"Of {len(known_range)} rows with a published range the model lies within"
        f" {len(known_range) - len(outside)}.\n"
        f"Outside are {names}.\n"
    )


def worse(rows):
    """Every judged row beyond the best grade, the worst first."""
    some = [row for row in rows if row.role != "context" and row.grade != "good"]
    head = (
        "Id",
        "Drug",
        "What",
        "Published",
        "Model",
        "Fold",
        "Rows",
        "People",
        "Reason or remark",
        "Source",
    )
    ordered = sorted(some, key=lambda row: -row.fold)
    return markdown(head, [line(row) for row in ordered])


def line(row):
    number = "" if not row.n else f"; n = {row.n}"
    mark = "" if row.mark == "verified" else f", {row.mark}"
    return (
        row.id,
        asked(row),
        what(row),
        with_range(row),
        plain(row.model),
        f"{row.fold:.3f}",
        f"{row.role}{mark}",
        row.population + number,
        row.reason,
        f"`{row.work}`",
    )


def asked(row):
    """The drug, with the analyte where that is another."""
    plain = row.drug.removesuffix("_er").removesuffix("_xr").removesuffix("_cr")
    if row.analyte == plain:
        return row.drug
    return f"{row.drug}: {row.analyte}"


def what(row):
    words = METRIC_WORDS[row.metric]
    return f"{words}, {regimen(row)}" if regimen(row) else words


def regimen(row):
    if row.dose_mg is None:
        return ""
    if row.kind == "single":
        return f"{row.dose_mg:g} mg once"
    every = f"{row.dose_mg:g} mg every {row.interval_h:g} h"
    return f"{every}, {row.n_doses} doses" if row.n_doses else every


def with_range(row):
    unit = "" if row.unit == "-" else f" {row.unit}"
    if row.value is None:
        return f"{bounds(row)}{unit}"
    printed = f"{row.value:g}"
    if row.reading == AT_LEAST:
        return f"above {printed}{unit}"
    return f"{printed} ({bounds(row)}){unit}" if row.has_range else f"{printed}{unit}"


def bounds(row):
    if row.low is None:
        return f"up to {row.high:g}"
    return f"{row.low:g}-{row.high:g}"


def plain(number):
    """Three digits that count, without an exponent."""
    return f"{float(f'{number:.3g}'):.10g}"


def misses(rows):
    return "\n".join(
        f"- {row.id}: {asked(row)}, {what(row)}, published {with_range(row)},"
        f" model {plain(row.model)}: {row.reason}."
        for row in rows
        if row.known_miss
    )


def context(rows):
    head = ("Id", "Drug", "What", "Published", "Model", "People and remark", "Source")
    return markdown(
        head,
        [
            (
                row.id,
                asked(row),
                what(row),
                with_range(row),
                plain(row.model) if row.is_computable else "not computable",
                "; ".join(part for part in (row.population, row.note) if part),
                f"`{row.work}`",
            )
            for row in judged(rows, "context")
        ],
    )


def markdown(head, lines):
    table = [head, ["---"] * len(head), *lines]
    return "".join(f"| {' | '.join(map(str, cells))} |\n" for cells in table)


def page(rows):
    """The page as it should be."""
    return "\n".join(
        [
            BEGINNING,
            "## How well they agree\n",
            summary(rows),
            by_family(rows),
            ranges(rows),
            MEANING,
            "## Known misses\n",
            "These checks are more than twice apart, and they stay on the list.\n",
            misses(rows) + "\n",
            "## Every row worse than 1.25-fold\n",
            "The worst stand first.\n"
            "Some remarks say why; where none does, no reason is known.\n",
            worse(rows),
            "## Not judged\n",
            context(rows),
        ]
    )


if __name__ == "__main__":
    PAGE.write_text(page(read()), "utf-8")
