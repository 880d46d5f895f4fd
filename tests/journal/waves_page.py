"""The measured tables of docs/reference/waves.md.

Write them anew with ``python tests/journal/waves_page.py`` and src and tests on the
path of Python; it takes about five minutes on two cores.
"""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from pathlib import Path
from statistics import mean, median

from journal.noise import (
    CUT,
    FOUND,
    KINDS,
    LEVELS,
    MISSING,
    SDS,
    SHAPES,
    STEPS,
    Setting,
    courses,
    daily_rate,
    rate,
)


PAGE = Path(__file__).parents[2] / "docs/reference/waves.md"
FALSE_COUNTS = {kind: 300 for kind in KINDS} | {"AR 0.5": 1500}
"""Series for each setting; most where most are called by mistake."""
FOUND_COUNT = 100
SHAPE_COUNT = 400
HISTORY_COUNT = 1000
DAILY_COUNT = 200
SEED = "page"


@dataclass(frozen=True)
class Table:
    """A made part of the page, between two marks."""

    name: str

    @property
    def first(self):
        return f"<!-- {self.name}: made by tests/journal/waves_page.py. -->\n"

    @property
    def last(self):
        return f"<!-- End of {self.name}. -->\n"

    def put(self, page, head, rows):
        before, _, rest = page.partition(self.first)
        _, _, after = rest.partition(self.last)
        lines = (head, ["---"] * len(head), *rows)
        made = "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
        return before + self.first + made + self.last + after


FALSE_WAVES = Table("false waves")
FOUND_WAVES = Table("waves found")
SHAPES_FOUND = Table("shapes")
HARDER = Table("harder cases")


def percent(share):
    return f"{100 * share:.1f}"


def false_waves(run):
    """Mean and highest rate over levels, missing days and steps, by kind and SD."""
    others = list(product(LEVELS, MISSING, STEPS))
    for kind, words in KINDS.items():
        cells = []
        for sd in SDS:
            settings = [Setting(kind, sd, *each) for each in others]
            counted = partial(rate, count=FALSE_COUNTS[kind], seed=SEED)
            rates = list(run(counted, settings))
            cells.append(f"{percent(mean(rates))} ({percent(max(rates))})")
        yield (words, *cells)


def found_of(case):
    setting, wave, height = case
    setting = replace(setting, step_days=wave.step_days)
    return rate(setting, FOUND_COUNT, SEED, wave, height)


def found(run, setting, height):
    """Mean over the shapes, and the shape that is found least often."""
    rates = list(run(found_of, [(setting, wave, height) for wave in SHAPES]))
    return f"{100 * mean(rates):.0f} ({100 * min(rates):.0f})"


def waves_found(run):
    """By noise and height, with more and more days missing."""
    for sd, least in FOUND.items():
        for height in (least - 1, least, least + 1):
            for kind in ("independent", "AR 0.3"):
                cells = [
                    found(run, Setting(kind, sd, 1, missing), height)
                    for missing in MISSING
                ]
                yield (str(sd), str(height), KINDS[kind], *cells)


def shape_row(wave):
    """What is said of one shape, 5 points high, with independent noise of SD 1."""
    height, setting = FOUND[1], Setting("independent", 1, 1, 0, wave.step_days)
    every = list(courses(setting, SHAPE_COUNT, SEED, wave, height))
    waves = [course for course in every if course.is_wave]
    off = [abs((course.peak.day - CUT).days - wave.peak) for course in waves]
    held = [holds(course, wave, height) for course in waves]
    days = [c.days_to_settle for c in waves if c.days_to_settle is not None]
    back = next(d for d in range(wave.peak, 60) if height * wave.at(d) <= 1)
    return (
        f"{wave.onset}, {wave.peak}, {wave.peak + wave.easing}",
        str(wave.step_days),
        f"{100 * len(waves) / len(every):.0f}",
        f"{median(off):.0f}",
        f"{100 * mean(held):.0f}",
        f"{100 * len(days) / len(waves):.0f}",
        f"{median(days):.0f}" if len(days) > len(waves) / 10 else "",
        str(back),
    )


def week(course):
    """The first day of the highest week, counted from the cut."""
    return (course.rise.week - CUT).days


def holds(course, wave, height):
    """Whether the range holds the mean height of the wave in the highest week."""
    true = height * mean(wave.at(week(course) + day) for day in range(7))
    return float(course.rise.range.low) <= true <= float(course.rise.range.high)


def harder(run):
    """False waves and found ones where more is asked than the tables above do."""
    daily = partial(daily_rate, count=DAILY_COUNT, seed=SEED)
    once = partial(rate, count=HISTORY_COUNT, seed=SEED)
    for kind in ("independent", "AR 0.3", "AR 0.5"):
        each = [Setting(kind, sd, 2, 0, 28) for sd in SDS]
        rates = [percent(r) for r in run(daily, each)]
        yield ("false, looked at every day from day 7 on", KINDS[kind], *rates)
    for kind in ("independent", "AR 0.5"):
        each = [Setting(kind, sd, 2, 0, 28, history_days=14) for sd in SDS]
        rates = [percent(r) for r in run(once, each)]
        yield ("false, only two weeks of ratings before the cut", KINDS[kind], *rates)
    cells = [
        found(run, Setting("independent", sd, 1, wave_in_every_step=True), height)
        for sd, height in FOUND.items()
    ]
    yield ("found, the same wave in every earlier step", KINDS["independent"], *cells)


def render(run=map):
    """The page with its tables as they should be."""
    sds = [f"SD {sd}" for sd in SDS]
    missing = [f"{100 * share:.0f} % missing" for share in MISSING]
    page = PAGE.read_text("utf-8")
    page = FALSE_WAVES.put(page, ["Noise", *sds], false_waves(run))
    head = ["SD", "Peak", "Noise", *missing]
    page = FOUND_WAVES.put(page, head, waves_found(run))
    head = [
        "Onset, peak, end (day)",
        "Step",
        "Found, %",
        "Peak day off by",
        "Range holds the rise, %",
        "Settled, %",
        "Said to settle on day",
        "Less than 1 point left on day",
    ]
    page = SHAPES_FOUND.put(page, head, run(shape_row, SHAPES))
    return HARDER.put(page, ["Case", "Noise", *sds], harder(run))


if __name__ == "__main__":
    with ProcessPoolExecutor(2) as pool:
        PAGE.write_text(render(pool.map), "utf-8")
