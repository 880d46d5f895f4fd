"""Who prescribes, and the dates agreed with them, checked against each other."""

from datetime import date, timedelta
from typing import Any

from stepwell.interop.errors import InputError
from stepwell.interop.fields import Fields, read_day, read_text
from stepwell.plan.care import Care


CARE_KEYS = ("prescriber", "last_contact", "next_review", "prescribed_until")
LONGEST_NAME = 100
SHORTLY = timedelta(days=28)
"""A contact may come this long after the start, of a plan that has begun; not more."""


def read_care(fields: Fields, start: date) -> Care:
    """Read the block ``care`` of a plan that begins on ``start``."""

    def read(value: Any, field: str) -> Care:
        care = Fields.of(value, field, CARE_KEYS)
        last_contact = care.optional("last_contact", read_day, None)
        return Care(
            prescriber=care.optional("prescriber", read_name, None),
            last_contact=_checked_contact(care, last_contact, start),
            next_review=_next_review(care, last_contact, start),
            prescribed_until=care.optional("prescribed_until", read_day, None),
        )

    return fields.optional("care", read, Care())


def read_name(value: Any, field: str) -> str:
    """Read the name of somebody, of at most 100 letters."""
    name = read_text(value, field).strip()
    if len(name) > LONGEST_NAME:
        raise InputError.at(field, f"give a name of at most {LONGEST_NAME} letters")
    return name


def _checked_contact(care: Fields, day: date | None, start: date) -> date | None:
    if day is not None and day > start + SHORTLY:
        sentence = f"{day} is more than {SHORTLY.days} days after the start {start}"
        raise InputError.at(care.at("last_contact"), f"{sentence}; check the year")
    return day


def _next_review(care: Fields, last_contact: date | None, start: date) -> date | None:
    day = care.optional("next_review", read_day, None)
    if day is None:
        return None
    if day < start:
        sentence = f"{day} is before the start {start}; give the first of the plan"
        raise InputError.at(care.at("next_review"), sentence)
    if last_contact is not None and day <= last_contact:
        sentence = f"{day} is not after the last contact {last_contact}"
        raise InputError.at(care.at("next_review"), sentence)
    return day
