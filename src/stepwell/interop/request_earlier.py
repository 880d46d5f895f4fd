"""What was followed before this version of a plan; written by ``stepwell adapt``."""

from datetime import date
from typing import Any

from stepwell.formulary import Formulary
from stepwell.interop.errors import InputError
from stepwell.interop.fields import Fields, read_choice, read_day, read_dose, read_list
from stepwell.interop.names import drug_name_reader
from stepwell.plan.request import CurrentDose, Earlier
from stepwell.plan.times import DoseTime


EARLIER_KEYS = ("began", "cut", "before")
MOST_DOSES = 48


def read_earlier(fields: Fields, formulary: Formulary, start: date) -> Earlier | None:
    """Read the block ``earlier`` of a plan that begins on ``start``."""

    def read_before(value: Any, field: str) -> CurrentDose:
        dose = Fields.of(value, field, ("drug", "time", "dose"))
        return CurrentDose(
            dose.required("drug", drug_name_reader(formulary)),
            dose.required("time", read_choice(DoseTime)),
            dose.required("dose", read_dose),
        )

    def read(value: Any, field: str) -> Earlier:
        earlier = Fields.of(value, field, EARLIER_KEYS)
        began = earlier.required("began", read_day)
        cut = earlier.required("cut", read_day)
        for key, day, latest in (("began", began, cut), ("cut", cut, start)):
            if day > latest:
                sentence = f"{day} is after {latest}; began comes first, then cut, then"
                raise InputError.at(earlier.at(key), f"{sentence} the start")
        before = earlier.optional("before", read_list(read_before, MOST_DOSES), ())
        return Earlier(began, cut, before)

    return fields.optional("earlier", read, None)
