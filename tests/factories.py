"""Small helpers that build people, requests, schedules and cases for tests."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from stepwell.formulary import Formulary, load_formulary
from stepwell.plan.finding import Finding
from stepwell.plan.person import Flag, Person, RedFlag, UseHistory
from stepwell.plan.plan import Dose, Part
from stepwell.plan.regimen import Regimen
from stepwell.plan.request import Author, CurrentDose, Override, Request
from stepwell.plan.schedule import Period, Schedule
from stepwell.plan.times import DoseTime
from stepwell.quantities import Mass, read_mass
from stepwell.quantities.mass import total
from stepwell.safety import Case, review
from stepwell.safety.scale import Scale, default_table


FORMULARY = load_formulary()
START = date(2027, 1, 4)
LONG_AGO = date(2021, 5, 1)

Doses = Mapping[tuple[str, str], str | Iterable[Part]]
"""Amounts (``"1 mg"``) or what makes them, by drug and time of day."""

LORAZEPAM_2: Doses = {
    ("lorazepam", "morning"): "1 mg",
    ("lorazepam", "bedtime"): "1 mg",
}


def make_person(
    *flags: Flag | str, age: int | None = None, red_flags: Iterable[RedFlag] = ()
) -> Person:
    """A person with some flags, named as in a request."""
    return Person(age, frozenset(map(Flag, flags)), frozenset(red_flags))


def make_request(current: Doses = LORAZEPAM_2, **changes: Any) -> Request:
    """A request for lorazepam 1 mg twice a day in the us since 2021, changed."""
    doses = tuple(
        CurrentDose(drug, DoseTime(time), _amount(amount))
        for (drug, time), amount in current.items()
    )
    usual = {"start": START, "market": "us", "use": UseHistory(LONG_AGO)}
    return Request(current=doses, **{**usual, **changes})


def override(rule: str) -> dict[str, Any]:
    """Changes of a request by which a prescriber overrides a rule."""
    given = Override(rule, "followed weekly in clinic", "Dr Example")
    return {"author": Author.PRESCRIBER, "overrides": (given,)}


def regimen_from(doses: Doses) -> Regimen:
    """A regimen of doses by drug and time of day."""
    return Regimen.of(
        (drug, DoseTime(time), _amount(amount))
        for (drug, time), amount in doses.items()
    )


def schedule_from(
    steps: Iterable[tuple[int, Doses]], ends: bool = True, start: date = START
) -> Schedule:
    """Periods of so many days; the first is today's, and ends when the plan starts."""
    rows = list(steps)
    first = start - timedelta(days=rows[0][0])
    periods = []
    for number, (days, doses) in enumerate(rows):
        made = tuple(
            Dose(DoseTime(time), drug, _amount(parts), tuple(parts))
            for (drug, time), parts in doses.items()
            if not isinstance(parts, str)
        )
        periods.append(Period(number, first, days, regimen_from(doses), made))
        first += timedelta(days=days)
    return Schedule(tuple(periods), ends)


def daily(drug: str, *amounts_mg: str, days: int = 14) -> list[tuple[int, Doses]]:
    """Steps of one drug at bedtime; an amount of ``"0"`` is no dose."""
    return [
        (days, {(drug, "bedtime"): f"{mg} mg"} if mg != "0" else {})
        for mg in amounts_mg
    ]


def two_drugs(*steps_mg: tuple[float, float], days: int = 14) -> Schedule:
    """Steps of lorazepam and diazepam at bedtime, in mg; 0 is no dose."""
    return schedule_from(
        (
            days,
            {
                (drug, "bedtime"): f"{mg} mg"
                for drug, mg in zip(("lorazepam", "diazepam"), step, strict=True)
                if mg
            },
        )
        for step in steps_mg
    )


def tablets(product_id: str, count: str) -> Part:
    """So many tablets or capsules of a product."""
    product = FORMULARY.product(product_id)
    return Part(product.id, strength=product.strength, count=Fraction(count))


def pieces_of(dose: Dose) -> int:
    """The pieces of a dose, counted one by one from what makes it."""
    return sum(
        1 if part.volume is not None else _broken_up(part) for part in dose.parts
    )


def _broken_up(part: Part) -> int:
    assert part.count is not None
    pieces, left = 0, part.count
    for piece in (Fraction(1), Fraction(1, 2), Fraction(1, 4)):
        while left >= piece:
            pieces, left = pieces + 1, left - piece
    assert not left
    return pieces


def request_case(schedule: Schedule | None = None, **changes: Any) -> Case:
    """The case of a request; without a schedule it is triage."""
    return Case.of_request(make_request(**changes), FORMULARY, schedule)


def review_case(
    schedule: Schedule,
    market: str = "gb",
    formulary: Formulary = FORMULARY,
    **changes: Any,
) -> Case:
    """The case of a schedule that somebody brings; its author is not known."""
    usual: dict[str, Any] = {
        "person": Person(),
        "use": UseHistory(),
        "today": schedule.periods[0].regimen,
        "day": START,
        "scale": Scale.using(formulary, default_table(market)),
    }
    return Case(
        formulary=formulary, market=market, schedule=schedule, **{**usual, **changes}
    )


def findings_of(rule: str, case: Case) -> list[Finding]:
    """What one rule says in the review of a case."""
    return [finding for finding in review(case) if finding.rule == rule]


def _amount(written: str | Iterable[Part]) -> Mass:
    if isinstance(written, str):
        return read_mass(written)
    return total(tuple(part.amount for part in written))


def request_document(**changes: Any) -> dict[str, Any]:
    """The smallest request as it stands in a file, changed; None leaves a key out."""
    usual = {
        "start": "2027-01-04",
        "market": "us",
        "current": [
            {"drug": "lorazepam", "time": "morning", "dose": "1 mg"},
            {"drug": "lorazepam", "time": "bedtime", "dose": "1 mg"},
        ],
        "using_since": "2021-05",
    }
    merged = {**usual, **changes}
    return {key: value for key, value in merged.items() if value is not None}


def request_of_dose(dose: Any, drug: str = "lorazepam") -> dict[str, Any]:
    """A request document of one dose at bedtime."""
    return request_document(
        current=[{"drug": drug, "time": "bedtime", "dose": dose}],
    )
