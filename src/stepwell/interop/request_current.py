"""What is taken now, and whether such an amount is plausible at all."""

from fractions import Fraction
from typing import Any

from stepwell.formulary import Formulary
from stepwell.interop.errors import InputError
from stepwell.interop.fields import (
    Fields,
    Reader,
    read_choice,
    read_dose,
    read_list,
    refuse_twice,
)
from stepwell.interop.names import drug_name_reader
from stepwell.plan.regimen import Regimen
from stepwell.plan.request import CurrentDose
from stepwell.plan.times import DoseTime
from stepwell.quantities.decimals import rounded_text
from stepwell.safety.scale import Scale


MOST_DOSES = 12
IMPLAUSIBLE_DIAZEPAM_MG = Fraction(100)
"""From here on inpatient care is to be considered (work ``soyka2017``)."""
UNSAFE_DRUGS = ("phenobarbital",)
"""Medicines this program never plans with, named so that a rule can say why."""


def read_current(fields: Fields, formulary: Formulary) -> tuple[CurrentDose, ...]:
    """Read the list ``current``, a medicine of `UNSAFE_DRUGS` included."""
    read = read_list(_dose_reader(formulary), MOST_DOSES, least=1)
    current = fields.required("current", read)
    occasions = [(dose.drug, dose.time.value) for dose in current]
    refuse_twice(occasions, fields.at("current"), "this drug at this time")
    return current


def check_plausible(current: tuple[CurrentDose, ...], scale: Scale, field: str) -> None:
    """Raise InputError for a dose, or a drug's day, of 100 mg of diazepam or more."""
    for position, dose in enumerate(current):
        if dose.drug not in UNSAFE_DRUGS:
            where = f"{field}[{position}].dose"
            _check_amount(Regimen.of([_taken(dose)]), scale, where)
    for drug in dict.fromkeys(dose.drug for dose in current):
        if drug not in UNSAFE_DRUGS:
            whole_day = Regimen.of(
                _taken(dose) for dose in current if dose.drug == drug
            )
            _check_amount(whole_day, scale, field)


def _check_amount(regimen: Regimen, scale: Scale, field: str) -> None:
    drug = regimen.drugs[0]
    try:
        level = scale.diazepam_mg(regimen)
    except LookupError:
        sentence = f"no table here compares {drug} with diazepam; ask your prescriber"
        raise InputError.at(field, sentence) from None
    if level >= IMPLAUSIBLE_DIAZEPAM_MG:
        amount = f"{regimen.total(drug).words} of {drug} a day"
        table = scale.table_for(drug).id
        raise InputError.at(field, f"{amount} {_too_much(level, table)}")


def implausible_words(today: Regimen, scale: Scale) -> str:
    """What to say of a day of 100 mg of diazepam or more; nothing below that."""
    level = scale.diazepam_mg(today)
    if level < IMPLAUSIBLE_DIAZEPAM_MG:
        return ""
    return f"What is taken today {_too_much(level, scale.table.id)}."


def _too_much(level: Fraction, table: str) -> str:
    return (
        f"counts as about {rounded_text(level, 0)} mg of diazepam by {table}; check the"
        " decimal point and the unit, and if it is right, do not stop or cut on your"
        " own: a specialist or a hospital has to plan it (soyka2017)"
    )


def _taken(dose: CurrentDose) -> tuple[str, DoseTime, Any]:
    return dose.drug, dose.time, dose.amount


def _dose_reader(formulary: Formulary) -> Reader[CurrentDose]:
    read_known = drug_name_reader(formulary)

    def read_drug(value: Any, field: str) -> str:
        return str(value) if value in UNSAFE_DRUGS else read_known(value, field)

    def read(value: Any, field: str) -> CurrentDose:
        fields = Fields.of(value, field, ("drug", "time", "dose"))
        return CurrentDose(
            drug=fields.required("drug", read_drug),
            time=fields.required("time", read_choice(DoseTime)),
            amount=fields.required("dose", read_dose),
        )

    return read
