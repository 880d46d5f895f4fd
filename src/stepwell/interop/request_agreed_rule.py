"""The rule agreed beforehand: what to do in each situation, with whom and when."""

from datetime import date
from typing import Any

from stepwell.interop.errors import InputError
from stepwell.interop.fields import Fields, Reader, read_choice, read_day
from stepwell.interop.request_care import SHORTLY, read_name
from stepwell.plan.agreed_rule import POSSIBLE, AgreedRule, Response


AGREED_KEYS = (*POSSIBLE, "with", "on")


def read_agreed_rule(fields: Fields, start: date) -> AgreedRule:
    """Read the block ``agreed_rule`` of a plan that begins on ``start``."""

    def read(value: Any, field: str) -> AgreedRule:
        rule = Fields.of(value, field, AGREED_KEYS)
        usual = AgreedRule()
        responses: dict[str, Any] = {
            situation: rule.optional(
                situation, _response_reader(situation), getattr(usual, situation)
            )
            for situation in POSSIBLE
        }
        return AgreedRule(**responses, **_agreement(rule, start))

    return fields.optional("agreed_rule", read, AgreedRule())


def _agreement(rule: Fields, start: date) -> dict[str, Any]:
    """With whom and when: both, or neither."""
    said = {
        "with": rule.optional("with", read_name, None),
        "on": rule.optional("on", _day_reader(start), None),
    }
    missing = [key for key, value in said.items() if value is None]
    if len(missing) == 1:
        sentence = "this is missing; say with whom the rule was agreed and when"
        raise InputError.at(rule.at(missing[0]), sentence)
    return {f"agreed_{key}": value for key, value in said.items()}


def _response_reader(situation: str) -> Reader[Response]:
    read_response = read_choice(Response)

    def read(value: Any, field: str) -> Response:
        response = read_response(value, field)
        if response not in POSSIBLE[situation]:
            words = ", ".join(POSSIBLE[situation])
            sentence = f"{response} is not for {situation}; choose one of {words}"
            raise InputError.at(field, sentence)
        return response

    return read


def _day_reader(start: date) -> Reader[date]:
    def read(value: Any, field: str) -> date:
        day = read_day(value, field)
        if day > start + SHORTLY:
            sentence = f"{day} is more than {SHORTLY.days} days after the start {start}"
            raise InputError.at(field, f"{sentence}; check the year")
        return day

    return read
