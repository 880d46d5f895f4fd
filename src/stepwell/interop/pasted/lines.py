"""A line of a pasted letter as statements."""

from collections.abc import Iterator, Sequence

from stepwell.interop.pasted import items as items
from stepwell.interop.pasted.groups import groups_of, holds, signs
from stepwell.interop.pasted.items import (
    Amount,
    At,
    Counted,
    EachStep,
    Lasting,
    Named,
    Often,
    Pattern,
    Placed,
    Reduce,
    Since,
    Strength,
    Sum,
    Until,
)
from stepwell.interop.pasted.names import Names
from stepwell.interop.pasted.pairs import paired
from stepwell.interop.pasted.parse import read_items
from stepwell.interop.pasted.statement import Said, Statement
from stepwell.interop.pasted.tokens import Line
from stepwell.plan.times import DoseTime
from stepwell.quantities.mass import total


ALONE = "write this on a line of its own, before the steps"
NOW_AND_LATER = (
    "it is not clear whether this is taken now or is a step; write what is taken now"
    " on a line of its own, without a date or a length"
)
STOP_ALONE = "write a stop by itself, or write every dose of the day"
DRUG_PLACE = "it is not clear to which dose the drug belongs; write diazepam 5 mg night"
LETTER_DATE = (
    "this can be the date of the letter; take it out, or write Start before it if the"
    " first step starts then"
)
NO_DOSE = "it names no dose; write it in mg"


def read_line(line: Line, names: Names, usual: DoseTime | None) -> list[Statement]:
    """Read a line; raises InputError with the part that is not understood.

    ``usual`` is the time of day of a dose that names none, where the letter says it.
    """
    statements = [
        _statement(line, group, usual)
        for group in groups_of(line, read_items(line, names))
    ]
    if len(statements) > 1 and any(each.usual_time for each in statements):
        line.refuse(0, len(line.tokens), ALONE)
    return statements


def _statement(line: Line, group: list[Placed], usual: DoseTime | None) -> Statement:
    for each in group:
        if isinstance(each.item, Reduce):
            return Statement(line, reduce=each.item)
    if holds(group, EachStep):
        return _setting(line, group)
    statement = _dosed(line, group, usual)
    statement = _when(line, group, statement)
    _refuse_bare_date(line, group, statement)
    if statement.now and (
        statement.has_length or statement.since or items.CHANGE in signs(group)
    ):
        statement.refuse(NOW_AND_LATER)
    _check_sum(line, group, statement)
    return statement


def _refuse_bare_date(line: Line, group: list[Placed], statement: Statement) -> None:
    """A date by itself can be that of the letter."""
    for each in group:
        bare = isinstance(each.item, Since) and each.item.bare
        if bare and not statement.has_doses and statement.until is None:
            line.refuse(each.first, each.past, LETTER_DATE)


def _setting(line: Line, group: list[Placed]) -> Statement:
    """The length of every step, which stands alone."""
    passed = (items.BREAK, items.JOIN)
    told = [each for each in group if each.item not in passed]
    item = told[0].item
    if len(told) > 1 or not isinstance(item, EachStep):
        line.refuse(group[0].first, group[-1].past, ALONE)
    return Statement(line, each_step=item.days)


def _when(line: Line, group: list[Placed], plain: Statement) -> Statement:
    lasting, counted, since, until = None, None, None, None
    for each in group:
        if isinstance(each.item, Lasting):
            lasting = each.item.days
        elif isinstance(each.item, Counted):
            counted = each.item
        elif isinstance(each.item, Since):
            since = each.item.day
        elif isinstance(each.item, Until):
            until = each.item.day
    found = signs(group)
    return Statement(
        line,
        doses=plain.doses,
        nothing=plain.nothing,
        stopped=plain.stopped,
        heading=plain.heading,
        usual_time=plain.usual_time,
        notes=plain.notes,
        lasting=lasting,
        counted=counted,
        since=since,
        until=until,
        now=items.NOW in found,
        ongoing=items.ONGOING in found,
        then=bool(found & {items.THEN, items.CHANGE}),
    )


def _dosed(line: Line, group: list[Placed], usual: DoseTime | None) -> Statement:
    part = [each for each in group if isinstance(each.item, DOSED) or _sign(each)]
    strength = next((e for e in group if isinstance(e.item, Strength)), None)
    if strength is not None:
        return _product(line, group, strength)
    if items.STOP in signs(group):
        return _stop(line, group)
    if not holds(part, Amount, Pattern):
        return _without_doses(line, group)
    return _by_drug(line, part, usual)


DOSED = (Amount, Pattern, At, Often, Named)


def _sign(each: Placed) -> bool:
    return each.item in (items.JOIN, items.BREAK)


TELLING = (Amount, Pattern, At, Often, Lasting, Counted, Since, Until, Sum)


def _product(line: Line, group: list[Placed], strength: Placed) -> Statement:
    """``Diazepam 2 mg tablets`` names a product; with times it would be a dose."""
    others = signs(group) - {items.BREAK, items.JOIN}
    if others or holds(group, *TELLING):
        why = "it does not say how many tablets; write the dose in mg"
        line.refuse(strength.first, strength.past, why)
    item = strength.item
    assert isinstance(item, Strength)
    note = f'"{item.words}" is read as a product, and as no dose'
    return Statement(line, heading=_only_drug(line, group), notes=(note,))


def _stop(line: Line, group: list[Placed]) -> Statement:
    if holds(group, Amount, Pattern, At, Often):
        line.refuse(group[0].first, group[-1].past, STOP_ALONE)
    drugs = [each.item.drug for each in group if isinstance(each.item, Named)]
    if drugs:
        return Statement(line, stopped=tuple(drugs))
    return Statement(line, nothing=True)


def _without_doses(line: Line, group: list[Placed]) -> Statement:
    times = [each for each in group if isinstance(each.item, At)]
    if not times and not holds(group, Often):
        return Statement(line, heading=_only_drug(line, group))
    first = group[0]
    if len(times) != 1 or holds(group, Lasting, Counted, Since, Until, Sum):
        line.refuse(first.first, group[-1].past, NO_DOSE)
    if any(isinstance(e.item, Often) and e.item.count != 1 for e in group):
        line.refuse(first.first, group[-1].past, NO_DOSE)
    at = times[0].item
    assert isinstance(at, At)
    notes = (at.note,) if at.note else ()
    return Statement(
        line, heading=_only_drug(line, group), usual_time=at.time, notes=notes
    )


def _only_drug(line: Line, group: Sequence[Placed]) -> str | None:
    named = [each for each in group if isinstance(each.item, Named)]
    drugs = [each.item.drug for each in named if isinstance(each.item, Named)]
    if len(drugs) > 1:
        line.refuse(named[0].first, named[-1].past, NO_DOSE)
    return drugs[0] if drugs else None


def _by_drug(line: Line, part: list[Placed], usual: DoseTime | None) -> Statement:
    """Give each dose its drug: the one before it, or the one right behind it."""
    told = [each for each in part if isinstance(each.item, Named | Amount | Pattern)]
    leads = isinstance(told[0].item, Named)
    doses: list[Said] = []
    notes: list[str] = []
    for drug, run in _parts(line, list(_loose(part)) if leads else part, leads=leads):
        if not holds(run, Amount, Pattern):
            line.refuse(part[0].first, part[-1].past, DRUG_PLACE)
        pairs = paired(line, run, usual)
        doses += [Said(drug or each.drug, each.time, each.mass) for each in pairs.doses]
        notes += pairs.notes
    if any(each.drug for each in doses) and not all(each.drug for each in doses):
        line.refuse(part[0].first, part[-1].past, DRUG_PLACE)
    _refuse_twice(line, part, doses)
    taken = any(each.mass for each in doses)
    return Statement(line, tuple(doses), not taken, notes=tuple(notes))


def _loose(part: Sequence[Placed]) -> Iterator[Placed]:
    """Drugs that stand behind a dose as drugs by themselves."""
    for each in part:
        if isinstance(each.item, Amount) and each.item.drug:
            yield Placed(Amount(each.item.mass), each.first, each.past)
            yield Placed(Named(each.item.drug), each.first, each.past)
        else:
            yield each


def _parts(
    line: Line, part: list[Placed], *, leads: bool
) -> Iterator[tuple[str | None, list[Placed]]]:
    named = [each for each in part if isinstance(each.item, Named)]
    if not leads:
        attached = any(isinstance(e.item, Amount) and e.item.drug for e in part)
        if len(named) > 1 or (named and (attached or part[-1] is not named[0])):
            line.refuse(named[0].first, named[-1].past, DRUG_PLACE)
        rest = [each for each in part if not isinstance(each.item, Named)]
        yield _only_drug(line, named), rest
        return
    before = [e for e in part[: part.index(named[0])] if isinstance(e.item, At | Often)]
    if before and len(named) > 1:
        line.refuse(before[0].first, named[-1].past, DRUG_PLACE)
    runs: list[tuple[str, list[Placed]]] = []
    for each in part[part.index(named[0]) :]:
        if isinstance(each.item, Named):
            runs.append((each.item.drug, [*before] if not runs else []))
        else:
            runs[-1][1].append(each)
    yield from runs


def _refuse_twice(line: Line, part: list[Placed], doses: list[Said]) -> None:
    occasions = [(each.drug, each.time) for each in doses]
    if len(set(occasions)) != len(occasions):
        why = "a time of day stands twice in one step; write each step on its own line"
        line.refuse(part[0].first, part[-1].past, why)


def _check_sum(line: Line, group: list[Placed], statement: Statement) -> None:
    """Refuse a letter whose total is not the sum of its doses."""
    for each in group:
        if not isinstance(each.item, Sum):
            continue
        if not statement.has_doses:
            why = "a total does not say when in the day; write each dose with its time"
            line.refuse(each.first, each.past, why)
        made = total([said.mass for said in statement.doses])
        drugs = {said.drug for said in statement.doses}
        if len(drugs) > 1 or made != each.item.mass:
            why = f"the doses of the step add up to {made.mg_text} mg"
            line.refuse(each.first, each.past, why)
