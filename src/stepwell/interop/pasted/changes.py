"""Changes in a pasted line: ``reduce to 4 mg``, ``reduce by 1 mg every 2 weeks``."""

from stepwell.interop.pasted.amounts import plain_mass, read_amount
from stepwell.interop.pasted.days import read_duration
from stepwell.interop.pasted.items import CHANGE, Amount, EachStep, Reduce, Sign
from stepwell.interop.pasted.tokens import Line
from stepwell.interop.pasted.words import CHANGE as CHANGES
from stepwell.interop.pasted.words import LESS, MASS_UNITS, NIL, STOP, TIMES
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass


EVERY = ("every", "each")
BETWEEN = frozenset("the your dose doses down in at of total daily".split())
NO_TARGET = (
    "it does not say down to which dose; add it, such as until 5 mg, or until stopped"
)
NO_INTERVAL = "it does not say how often; write it as by 1 mg every 2 weeks until 5 mg"
ONE_DOSE = (
    "this changes one dose and leaves the others open; write every dose of the day"
)
WRITE_CHANGE = "write it as reduce to 4 mg, or reduce by 1 mg every 2 weeks until 5 mg"


def read_change(
    line: Line, at: int, days: int = 0, first: int | None = None
) -> tuple[Reduce | Sign, int] | None:
    """Read a verb of change and what belongs to it; ``days`` when already read."""
    first = at if first is None else first
    if line.text_at(at) not in CHANGES:
        return None
    past, time = _past_object(line, at + 1)
    if not days:
        days, past = _interval(line, past)
    if line.text_at(past) == "by":
        return _by(line, first, at, past + 1, days, time)
    if line.text_at(past) == "to" and not days:
        if time is not None:
            line.refuse(first, past, ONE_DOSE)
        return CHANGE, past + 1
    return line.refuse(first, past, WRITE_CHANGE)


def read_regular(line: Line, at: int) -> tuple[Reduce | Sign | EachStep, int] | None:
    """Read ``every 2 weeks``, alone or before ``reduce by 1 mg until 5 mg``."""
    found = read_duration(line, at)
    if found is None or not isinstance(found[0], EachStep):
        return None
    past = found[1] + 1 if line.text_at(found[1]) in (",", ":") else found[1]
    if line.text_at(past) in LESS:
        return read_change(line, past, found[0].days, at)
    return found[0], found[1]


def _past_object(line: Line, at: int) -> tuple[int, DoseTime | None]:
    time = None
    while line.text_at(at) in BETWEEN or (line.text_at(at) in TIMES and time is None):
        time = TIMES.get(line.text_at(at), time)
        at += 1
    return at, time


def _interval(line: Line, at: int) -> tuple[int, int]:
    """Days between reductions and the token after them; 0 where none are said."""
    found = read_duration(line, at) if line.text_at(at) in EVERY else None
    return (found[0].days, found[1]) if found else (0, at)


def _by(
    line: Line, first: int, verb: int, at: int, days: int, time: DoseTime | None
) -> tuple[Reduce, int]:
    found = _less(line, at)
    if line.text_at(verb) not in LESS or found is None or not found[0]:
        return line.refuse(first, at + 1, WRITE_CHANGE)
    less, past = found
    if not days:
        days, past = _interval(line, past)
    if not days:
        line.refuse(first, past, NO_INTERVAL)
    target, past = _target(line, first, past)
    return Reduce(less, days, target, time), past


def _less(line: Line, at: int) -> tuple[Mass, int] | None:
    """The mass of each reduction; ``by 1 mg to 5 mg`` is no range."""
    if line.kind_at(at) == "number" and line.text_at(at + 1) in MASS_UNITS:
        return plain_mass(line, at, at + 2), at + 2
    found = read_amount(line, at)
    if found is None or not isinstance(found[0], Amount):
        return None
    return found[0].mass, found[1]


def _target(line: Line, first: int, at: int) -> tuple[Mass, int]:
    past = at + 1 if line.text_at(at) == "," else at
    past = past + 1 if line.text_at(past) == "down" else past
    if line.text_at(past) == "then" and line.text_at(past + 1) in STOP:
        return Mass(0), past + 2
    if line.text_at(past) not in ("to", "until", "till"):
        line.refuse(first, past, NO_TARGET)
    past += 1
    if line.text_at(past) in NIL or line.text_at(past) in STOP:
        return Mass(0), past + 1
    if line.kind_at(past) == "number" and line.text_at(past + 1) in MASS_UNITS:
        return plain_mass(line, past, past + 2), past + 2
    return line.refuse(first, past + 1, NO_TARGET)
