"""The plan as text: a page for the terminal, for mail and for paper."""

from collections.abc import Iterator
from fractions import Fraction

from stepwell.documents.blocks import (
    Block,
    ByWidth,
    Gap,
    Line,
    Para,
    Table,
    laid_out,
)
from stepwell.documents.ending_blocks import aftercare_blocks, sleep_blocks
from stepwell.documents.finding_blocks import (
    bullets,
    can_change,
    finding_block,
    finding_blocks,
    section,
)
from stepwell.documents.supply_text import supply_blocks
from stepwell.documents.views import PlanView, StepView
from stepwell.documents.wording import (
    MODELLED,
    day_words,
    days_words,
    for_people,
)
from stepwell.safety.rules import EMERGENCY_RULES


MOST_ROWS = 60
"""Above this many steps the table shows landmarks; the list below shows them all."""
LANDMARKS = (Fraction(3, 4), Fraction(1, 2), Fraction(1, 4), Fraction(1, 10))
WIDE_ENOUGH = 76
"""Below this the step table leaves columns out and gives the doses a line."""
HEADER = (
    "Step",
    "From",
    "Days",
    "Doses in mg",
    "A day",
    "Less by",
    "Diazepam eq. mg",
    "Points",
)
NUMBERS = frozenset({0, 2, 5, 7})
NARROW, NARROW_NUMBERS = (0, 1, 2, 4, 5), frozenset({0, 2, 4})
DOSES = 3
TABLE_NOTE = (
    "Less by: per cent of the dose of the step before. Diazepam eq., where the page has"
    " room for it: the range of two published tables, approximate."
)
POINTS_NOTE = (
    "Points, where the page has room for them: these medicines act at places in the"
    " brain; modelled occupancy is an estimate, from the dose alone, of how many of 100"
    " such places are taken, and the points say by how many that falls in the step."
)
HELP_FIRST = (
    "Do first what stands above: get help now. Whoever helps you decides about the next"
    " dose; begin no plan."
)
SHOW = "Show this page to your prescriber or pharmacist."
STAY = "Stay on the dose you take now; do not stop and do not begin this plan."
CURVE = Para("./stepwell curve REQUEST draws the level over the whole plan.", "dim")
"""Of use beside a command line only."""


def plan_text(view: PlanView, width: int = 80) -> list[Line]:
    """Lay the plan out for a width in characters."""
    return laid_out(plan_blocks(view), width, view.edition.mark)


def plan_blocks(view: PlanView) -> list[Block]:
    """Everything the text says, for whoever lays it out."""
    if view.refused and view.needs_help_now:
        return [*_top(view), *_help(view), *_bottom(view)]
    body = refusal_blocks(view) if view.refused else [*_plan(view), *_sources(view)]
    return [*_top(view), *_summary(view), *body, *_bottom(view)]


def refusal_blocks(view: PlanView) -> list[Block]:
    """Why there is no plan, and what to do now; where help comes first, only that."""
    if view.needs_help_now:
        return list(_help(view))
    return [*_refusal(view), *_sources(view)]


def _top(view: PlanView) -> Iterator[Block]:
    yield Para(_marked(view, view.title), "title")
    yield Para(view.edition.notice, "dim")
    if view.refused:
        yield Gap()
        yield Para("Refused: no plan is made from this request as it stands.", "stop")


def _summary(view: PlanView) -> Iterator[Block]:
    yield Gap()
    told = (*view.summary, *view.edition.rows)
    rows = tuple((f"{label}:", text) for label, text in told)
    yield Table(("", ""), rows)


def _help(view: PlanView) -> Iterator[Block]:
    """Only what to do now: nothing else is to be read with a red flag."""
    signs = [group for group in view.groups if group.rule in EMERGENCY_RULES]
    yield section("Get help now", "stop")
    for sign in signs:
        yield from finding_block(sign, changes=False)
    yield section("What to do now")
    yield from bullets([HELP_FIRST, SHOW])
    yield section("What this is not")
    yield from bullets(view.what_this_is_not)


def _refusal(view: PlanView) -> Iterator[Block]:
    yield from finding_blocks(view.groups, ["stop"])
    yield section("What to do now")
    yield from bullets(_next_things(view))
    yield from finding_blocks(view.groups, ["lock", "caution", "info"])
    yield from _end(view)


def _next_things(view: PlanView) -> list[str]:
    stops = [group for group in view.groups if group.severity == "stop"]
    changes = dict.fromkeys(group.would_change for group in stops if can_change(group))
    return [
        STAY,
        SHOW,
        *(f"This would change the answer: {change}." for change in changes),
    ]


def _plan(view: PlanView) -> Iterator[Block]:
    yield from finding_blocks(view.groups, ["stop", "lock"])
    if view.sleep is not None:
        yield from sleep_blocks(view.sleep)
    yield section("The steps")
    yield from step_table(view)
    yield section("How each step is taken")
    for step in view.steps:
        yield from _step(step)
    yield from _after(view)
    if view.aftercare is not None:
        yield from aftercare_blocks(view.aftercare)
    yield from _levels(view)
    yield from finding_blocks(view.groups, ["caution", "info"])
    yield from supply_blocks(view)
    yield from _end(view)


def step_table(view: PlanView) -> Iterator[Block]:
    """The steps as a table; of very many only the landmarks."""
    shown = view.steps if len(view.steps) <= MOST_ROWS else _landmarks(view)
    if len(shown) < len(view.steps):
        text = f"Landmarks among {len(view.steps)} steps; all of them follow below."
        yield Para(text, "dim")
    rows = tuple(_row(step) for step in shown)
    yield ByWidth(Table(HEADER, rows, NUMBERS), _narrow(rows), WIDE_ENOUGH)
    yield Para(TABLE_NOTE, "dim")
    yield Para(POINTS_NOTE, "dim")


def _narrow(rows: tuple[tuple[str, ...], ...]) -> Table:
    return Table(
        tuple(HEADER[at] for at in NARROW),
        tuple(tuple(row[at] for at in NARROW) for row in rows),
        NARROW_NUMBERS,
        below=tuple(row[DOSES] for row in rows),
    )


def _row(step: StepView) -> tuple[str, ...]:
    several = len(step.total_mg) > 1
    doses = ", ".join(
        f"{dose.drug + ' ' if several else ''}{dose.time} {dose.mg}"
        for dose in step.doses
    )
    return (
        str(step.number),
        step.start.isoformat(),
        str(step.days),
        doses,
        " + ".join(
            f"{mg} mg{f' of {drug}' if several else ''}" for drug, mg in step.total_mg
        ),
        f"{step.percent} %",
        f"{step.low} to {step.high}" if step.low != step.high else step.low,
        step.points,
    )


def _landmarks(view: PlanView) -> tuple[StepView, ...]:
    """The first and last step, and the first at or below each part of the start."""
    begun = Fraction(view.steps[0].high)
    chosen = {1: view.steps[0], view.steps[-1].number: view.steps[-1]}
    for part in LANDMARKS:
        for step in view.steps:
            if Fraction(step.high) <= begun * part:
                chosen[step.number] = step
                break
    return tuple(chosen[number] for number in sorted(chosen))


def _step(step: StepView) -> Iterator[Block]:
    dates = f"{day_words(step.start)} to {day_words(step.last_day)}"
    title = f"Step {step.number}, {dates} ({days_words(step.days)})"
    yield Para(f"{title}: {step.total_words} a day", "strong")
    for said in (*(dose.text for dose in step.doses), *step.ended):
        yield Para(said, mark="  * ")
    yield Para(f"Why: {for_people(' '.join(step.reasons))}", "dim", mark="    ")


def _after(view: PlanView) -> Iterator[Block]:
    if view.stop_date is None:
        yield Para("After the last step that dose goes on.", "strong")
    else:
        text = f"From {day_words(view.stop_date)}: nothing of it is taken any more."
        yield Para(text, "strong")


def _levels(view: PlanView) -> Iterator[Block]:
    """What the medicine does between doses and after a change, as modelled."""
    yield section("What the medicine does in the body (modelled)")
    yield Para(MODELLED, "dim")
    yield from bullets(view.change_over)
    for levels in view.levels:
        if levels.reason:
            yield Para(f"{levels.drug}: no level is drawn: {levels.reason}.")
        yield from bullets(levels.sentences)
    yield CURVE


def _end(view: PlanView) -> Iterator[Block]:
    if view.pace:
        yield section("Why this pace")
        yield from bullets(view.pace)
    if view.assumptions:
        yield section("What was taken for granted")
        yield from bullets(map(for_people, view.assumptions))
    yield section("What to take to your prescriber")
    yield from bullets(view.take_along)
    yield section("What this is not")
    yield from bullets(view.what_this_is_not)


def _sources(view: PlanView) -> Iterator[Block]:
    yield section("Sources")
    for line in view.sources:
        yield Para(line, "dim", mark="  ")


def _bottom(view: PlanView) -> Iterator[Block]:
    yield Gap()
    yield Para(_marked(view, view.edition.notice), "dim")


def _marked(view: PlanView, text: str) -> str:
    return f"{view.edition.mark} | {text}" if view.edition.mark else text
