"""Statements in order as a schedule: dates, lengths and drugs, and nothing guessed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from stepwell.interop.errors import InputError
from stepwell.interop.pasted.items import Reduce
from stepwell.interop.pasted.pairs import usual_note
from stepwell.interop.pasted.statement import Said, Statement
from stepwell.plan.regimen import Regimen
from stepwell.plan.schedule import Period, Schedule
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass


MOST_STEPS, MOST_DAYS = 500, 3_660
TODAY_DAYS = 14
"""How long today's dose is taken to have lasted, and how long the end is watched."""
NO_NOW = (
    "the text does not say what is taken now; add a line such as Currently 5 mg"
    ' morning, 10 mg night, or give --now "5 mg morning, 10 mg night"'
)
NO_START = (
    "the text does not say when it starts; add a line such as Start 4 January 2027, or"
    " give --start 2027-01-04"
)
NO_STEPS = "the text has no step after what is taken now; write at least one"
NO_DRUG = "the text names no drug; write it before the doses, such as diazepam"
HOW_LONG = (
    "it does not say how long; add for 2 weeks, or the word ongoing if it is to stay so"
)
WHICH_DRUG = "several drugs are named, so write the drug before each dose"
ONE_DOSE = (
    "it does not say which dose is reduced, or that dose is not taken; write every step"
    " with its doses"
)
NO_USE = "no step makes use of it, so it may mean something else; take it out"
SAME_STEP = (
    "it has other times of day than what stands before it, and can be part of the same"
    " step; write all doses of a step together, or then before the next step"
)
FIRST_NOW = "what is taken now has to stand before the steps"


@dataclass(frozen=True, slots=True)
class Step:
    """A period with the line that it came from."""

    period: Period
    place: str


@dataclass(slots=True)
class _Course:
    """The steps so far, and what holds for those to come."""

    day: date
    first_day: date
    steps: list[Step]
    setting: Statement | None = None
    setting_used: bool = False
    ends: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def latest(self) -> Regimen:
        return self.steps[-1].period.regimen

    def add(self, statement: Statement, days: int, regimen: Regimen) -> None:
        if len(self.steps) > MOST_STEPS:
            statement.refuse(f"there are more than {MOST_STEPS} steps")
        if (self.day - self.first_day).days + days > MOST_DAYS:
            statement.refuse(f"the schedule is longer than {MOST_DAYS} days")
        period = Period(len(self.steps), self.day, days, regimen)
        self.steps.append(Step(period, statement.line.place))
        self.day = period.end
        self.ends = regimen.is_nothing


@dataclass(frozen=True, slots=True)
class Built:
    """A schedule, its steps with their lines, and what was assumed."""

    schedule: Schedule
    steps: tuple[Step, ...]
    notes: tuple[str, ...]


def build(
    statements: Sequence[Statement], start: date | None, now: Statement | None
) -> Built:
    """Make the schedule; ``now`` and ``start`` were given beside the text.

    Raises InputError for gaps, overlaps, and whatever is not said.
    """
    told, notes = _with_drugs([*([now] if now else []), *statements])
    given, told = (told[0], told[1:]) if now else (None, told)
    merged = list(_merged(told))
    today, steps = _today(merged, given)
    if not any(step.has_doses or step.reduce for step in steps):
        raise InputError(NO_STEPS)
    first_day = _first_day(steps, start)
    if start is not None:
        notes.append(f"the first step starts on {start.isoformat()}, as --start says")
    before = Period(0, first_day - timedelta(TODAY_DAYS), TODAY_DAYS, _regimen(today))
    if before.regimen.is_nothing:
        today.refuse("what is taken now cannot be nothing")
    course = _Course(first_day, first_day, [Step(before, today.line.place)])
    titles = [note for each in told if not _counts(each) for note in each.notes]
    course.notes = [*notes, *titles, *today.notes]
    for position, statement in enumerate(steps):
        _follow(course, statement, steps[position + 1 :])
    _check_settings(course, told)
    course.notes.append(
        "how long the present dose has been taken is not said; the review counts"
        f" {TODAY_DAYS} days before the first step"
    )
    periods = tuple(step.period for step in course.steps)
    return Built(
        Schedule(periods, course.ends),
        tuple(course.steps),
        tuple(dict.fromkeys(course.notes)),
    )


def _with_drugs(statements: list[Statement]) -> tuple[list[Statement], list[str]]:
    """Give every dose its drug; raises InputError where it is not certain."""
    named = list(dict.fromkeys(drug for each in statements for drug in each.drugs))
    open_ones = [each for each in statements if any(not d.drug for d in each.doses)]
    reduced = [each for each in statements if each.reduce]
    if not named:
        raise InputError(NO_DRUG)
    if len(named) > 1 and (open_ones or reduced):
        (open_ones or reduced)[0].refuse(WHICH_DRUG)
    notes = [f"every dose without a drug is {named[0]}"] if open_ones else []
    told = [_named(each, named[0]) for each in statements]
    _check_titles(told)
    return told, notes


def _check_titles(told: list[Statement]) -> None:
    """Refuse a title whose drug has no dose: it is not known what it says."""
    dosed = {drug for each in told for drug in replace(each, heading=None).drugs}
    for each in told:
        if each.heading is not None and each.heading not in dosed:
            each.refuse(f"no dose of {each.heading} is named; take it out, or add one")


def _named(statement: Statement, drug: str) -> Statement:
    doses = tuple(Said(d.drug or drug, d.time, d.mass) for d in statement.doses)
    return replace(statement, doses=doses)


def _merged(statements: Sequence[Statement]) -> Iterator[Statement]:
    """Join ``Weeks 1 to 2:`` with the doses below it, and a date with its step."""
    label: Statement | None = None
    for each in statements:
        if label is not None and each.only_doses:
            _refuse_doses_twice(label, each)
            label = label.joined(each)
        elif (
            label is not None and _only_date(label) and not each.since and not each.now
        ):
            label = replace(each, since=label.since)
            yield label
            label = None
        else:
            if label is not None:
                yield label if label.has_doses else _no_dose(label)
            label = each if _opens(each) else None
            if label is None:
                yield each
    if label is not None:
        yield label if label.has_doses else _no_dose(label)


def _opens(each: Statement) -> bool:
    """Tell whether it says when or how long, and leaves the doses to what follows."""
    placed = each.has_length or each.since is not None or each.now
    return placed and not each.has_doses and not each.reduce


def _only_date(label: Statement) -> bool:
    return label.since is not None and not label.has_length and not label.has_doses


def _no_dose(label: Statement) -> Statement:
    return label.refuse("no dose follows it; write the doses behind or below it")


def _refuse_doses_twice(label: Statement, each: Statement) -> None:
    taken = {(said.drug, said.time) for said in label.doses}
    stops = not each.doses or (label.has_doses and not label.doses)
    if (stops and label.has_doses) or any(
        (d.drug, d.time) in taken for d in each.doses
    ):
        each.refuse("a time of day stands twice in one step; write how long each lasts")


def _today(
    merged: list[Statement], given: Statement | None
) -> tuple[Statement, list[Statement]]:
    """Part what is taken now from the steps."""
    current = [each for each in merged if each.now]
    steps = [each for each in merged if not each.now and _counts(each)]
    for position, each in enumerate(each for each in merged if _counts(each)):
        if each.now and position >= len(current):
            each.refuse(FIRST_NOW)
    if not current:
        if given is None:
            raise InputError(NO_NOW)
        return given, steps
    today = current[0]
    for each in current[1:]:
        _refuse_doses_twice(today, each)
        today = today.joined(each)
    if given is not None and _regimen(given).amounts != _regimen(today).amounts:
        today.refuse("--now says something else; take one of the two out")
    return today, steps


def _counts(statement: Statement) -> bool:
    """Tell whether it is more than a heading."""
    return statement.heading is None or statement.has_doses or statement.has_length


def _first_day(steps: list[Statement], start: date | None) -> date:
    told = next((each.since for each in steps if not _sets(each)), None)
    if told is None and start is None:
        raise InputError(NO_START)
    if told is not None and start is not None and told != start:
        first = next(each for each in steps if not _sets(each))
        first.refuse(f"--start says {start.isoformat()}; take one of the two out")
    day = told or start
    assert day is not None
    return day


def _sets(statement: Statement) -> bool:
    """Tell whether it only says what holds for every step."""
    return statement.each_step is not None or statement.usual_time is not None


def _check_settings(course: _Course, told: list[Statement]) -> None:
    """Refuse what was to hold for every step and holds for none: it says more."""
    if course.setting is not None and not course.setting_used:
        course.setting.refuse(NO_USE)
    for each in told:
        if each.usual_time and usual_note(each.usual_time) not in course.notes:
            each.refuse(NO_USE)


def _follow(course: _Course, statement: Statement, later: list[Statement]) -> None:
    if statement.each_step is not None:
        if course.setting is not None:
            statement.refuse("the length of every step is said twice")
        course.setting = statement
    if _sets(statement):
        course.notes += statement.notes
        return
    if statement.reduce is not None:
        _check_start(course, statement)
        _reduce(course, statement, statement.reduce)
        return
    if not statement.has_doses:
        statement.refuse("it names no dose; write it in mg")
    if course.latest.is_nothing and _regimen(statement).is_nothing:
        statement.refuse("nothing is taken already; take one of the two out")
    _check_start(course, statement)
    regimen = _regimen(statement)
    _check_drugs(course, statement, regimen)
    _check_follows(course, statement, regimen)
    _note_dropped(course, statement, regimen)
    following = [each for each in later if not _sets(each)]
    days = _length(course, statement, regimen, following)
    course.add(statement, days, regimen)
    course.notes += statement.notes
    course.ends = course.ends or statement.ongoing


def _regimen(statement: Statement) -> Regimen:
    return Regimen.of((d.drug or "", d.time, d.mass) for d in statement.doses)


def _check_start(course: _Course, statement: Statement) -> None:
    """Refuse gaps and overlaps: each step begins where the one before ends."""
    day = course.day
    if statement.since is not None and statement.since != day:
        kind = "a gap" if statement.since > day else "an overlap"
        statement.refuse(
            f"there is {kind}; this step has to start on {day.isoformat()}"
        )
    if statement.counted is None:
        return
    passed = (day - course.first_day).days
    if statement.counted.first != passed:
        why = f"the steps before it fill {passed} days, and this one starts on day"
        statement.refuse(f"{why} {statement.counted.first + 1}; write them in a row")


def _length(
    course: _Course, statement: Statement, regimen: Regimen, later: list[Statement]
) -> int:
    if statement.ongoing and later:
        statement.refuse("it is ongoing, and a step follows; say how long it lasts")
    if statement.lasting is not None:
        return statement.lasting
    if statement.counted is not None:
        return statement.counted.days
    if statement.until is not None:
        return _positive(statement, (statement.until - course.day).days + 1)
    if later and later[0].since is not None:
        return _positive(statement, (later[0].since - course.day).days)
    if not later and (statement.ongoing or regimen.is_nothing):
        return TODAY_DAYS
    if course.setting is not None and course.setting.each_step is not None:
        course.setting_used = True
        return course.setting.each_step
    return statement.refuse(HOW_LONG)


def _positive(statement: Statement, days: int) -> int:
    if days < 1:
        statement.refuse("it ends before it begins; check the dates")
    return days


def _check_drugs(course: _Course, statement: Statement, regimen: Regimen) -> None:
    """With several drugs, a step says of each what becomes of it."""
    if statement.nothing and not statement.doses:
        return
    silent = set(course.latest.drugs) - set(statement.drugs)
    if silent:
        drug = min(silent)
        statement.refuse(f"it does not say what becomes of {drug}; add {drug} nil")


def _check_follows(course: _Course, statement: Statement, regimen: Regimen) -> None:
    """Other times of day without a word of order can belong to the step before."""
    placed = statement.then or statement.since or statement.counted
    before, after = set(course.latest.amounts), set(regimen.amounts)
    if before and after and not placed and before.isdisjoint(after):
        statement.refuse(SAME_STEP)


def _note_dropped(course: _Course, statement: Statement, regimen: Regimen) -> None:
    """Say which times are left out; nil at one time does not tell of the others."""
    said = {(each.drug, each.time) for each in statement.doses}
    named = {each.drug for each in statement.doses}
    dropped = [where for where in course.latest.amounts if where not in said]
    for drug, time in dropped:
        if drug in named and drug not in regimen.drugs:
            why = f"it does not say what becomes of {drug} {time.words}"
            statement.refuse(f"{why}; add it, or write {drug} nil")
    told = [f"{drug} {time.words}" for drug, time in dropped if drug in named]
    if told:
        words = " and no ".join(told)
        course.notes.append(f"{statement.line.place} names no {words}, so none is read")


def _reduce(course: _Course, statement: Statement, rule: Reduce) -> None:
    """Write out a reduction by the same mass; each step has the same length."""
    where = _reduced_occasion(course.latest, rule.time)
    if where is None or (rule.time and len(course.latest.amounts) > 1 and rule.target):
        statement.refuse(ONE_DOSE)
    left = course.latest.amounts[where]
    if left <= rule.target:
        statement.refuse("the dose is not above the one to be reached")
    if (left.nanograms - rule.target.nanograms) % rule.by.nanograms:
        why = f"steps of {rule.by.mg_text} mg do not lead from {left.mg_text} mg to"
        statement.refuse(f"{why} {rule.target.mg_text} mg; write every step")
    while left > rule.target:
        left = left - rule.by
        regimen = _changed(course.latest, where, left)
        days = TODAY_DAYS if regimen.is_nothing else rule.days
        course.add(statement, days, regimen)


def _reduced_occasion(
    regimen: Regimen, time: DoseTime | None
) -> tuple[str, DoseTime] | None:
    matching = [where for where in regimen.amounts if time in (None, where[1])]
    return matching[0] if len(matching) == 1 else None


def _changed(regimen: Regimen, where: tuple[str, DoseTime], mass: Mass) -> Regimen:
    amounts = {**regimen.amounts, where: mass}
    return Regimen.of((drug, time, each) for (drug, time), each in amounts.items())
