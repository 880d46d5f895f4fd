"""The method, including those that are named only to be refused; overrides."""

from typing import Any

from stepwell.interop.errors import InputError, nearest, shown
from stepwell.interop.fields import (
    Fields,
    read_choice,
    read_list,
    read_text,
    refuse_twice,
)
from stepwell.interop.request_current import UNSAFE_DRUGS
from stepwell.plan.request import Author, CurrentDose, Method, Override
from stepwell.safety.rules import RULES


UNSAFE_METHODS = {
    "flumazenil": "flumazenil",
    "phenobarbital": "phenobarbital",
    "anaesthetic": "anaesthetic",
    "anesthetic": "anaesthetic",
    "rapid_detox": "rapid_detox",
}
"""Read on purpose: rule G35 then says why this program never plans with them."""
SHORTEST_REASON, LONGEST_NAME = 10, 100


def read_method(
    fields: Fields, listed: tuple[CurrentDose, ...]
) -> tuple[Method, str | None]:
    """Give the method, and the unsafe one that was named instead, if any."""
    drugs = [dose.drug for dose in listed if dose.drug in UNSAFE_DRUGS]
    word = fields.values.get("method")
    if isinstance(word, str) and word in UNSAFE_METHODS:
        return Method.DIRECT, UNSAFE_METHODS[word]
    method = fields.optional("method", read_choice(Method), Method.DIRECT)
    return method, drugs[0] if drugs else None


def read_overrides(fields: Fields, author: Author) -> tuple[Override, ...]:
    """Read the list ``overrides``, which only a prescriber may give."""
    overrides = fields.optional("overrides", read_list(_read_override, len(RULES)), ())
    if overrides and author is not Author.PRESCRIBER:
        sentence = 'only a prescriber overrides a rule; "author" has to be "prescriber"'
        raise InputError.at(fields.at("overrides"), sentence)
    rules = [override.rule for override in overrides]
    refuse_twice(rules, fields.at("overrides"), "this rule")
    return overrides


def _read_override(value: Any, field: str) -> Override:
    fields = Fields.of(value, field, ("rule", "reason", "by"))
    return Override(
        rule=fields.required("rule", _read_rule),
        reason=fields.required("reason", _read_reason),
        by=fields.required("by", _read_name),
    )


def _read_rule(value: Any, field: str) -> str:
    rule_id = read_text(value, field)
    rules = {rule.id: rule for rule in RULES}
    if rule_id not in rules:
        sentence = f"{shown(rule_id)} is not a rule; {nearest(rule_id, rules)}"
        raise InputError.at(field, sentence)
    if not rules[rule_id].yields:
        yielding = [rule.id for rule in RULES if rule.yields]
        sentence = (
            f"{rule_id} yields to nobody; {', '.join(yielding)} may be overridden"
        )
        raise InputError.at(field, sentence)
    return rule_id


def _read_reason(value: Any, field: str) -> str:
    reason = read_text(value, field)
    if len(reason.strip()) < SHORTEST_REASON:
        raise InputError.at(
            field, f"give a reason of {SHORTEST_REASON} letters or more"
        )
    return reason.strip()


def _read_name(value: Any, field: str) -> str:
    name = read_text(value, field).strip()
    if len(name) > LONGEST_NAME:
        raise InputError.at(field, f"give a name of at most {LONGEST_NAME} letters")
    return name
