"""What a plan says of its crossover: the drug it leaves, and the last swap step."""

from typing import Any

from stepwell.interop.errors import InputError, shown
from stepwell.interop.fields import Fields, or_none, read_text, read_whole
from stepwell.plan.crossover import DIAZEPAM, Crossover
from stepwell.plan.regimen import Regimen


def read_plan_crossover(fields: Fields, today: Regimen, steps: int) -> Crossover | None:
    """Read the block ``crossover`` of a plan of so many steps; None without one."""

    def read_old(value: Any, field: str) -> str:
        drug = read_text(value, field)
        if drug == DIAZEPAM or drug not in today.drugs:
            sentence = f"{shown(drug)} is not taken today, or is diazepam itself"
            raise InputError.at(field, sentence)
        return drug

    def read(value: Any, field: str) -> Crossover:
        block = Fields.of(value, field, ("drug", "last_step"))
        return Crossover(
            old=block.required("drug", read_old),
            last_step=block.required("last_step", read_whole(1, steps)),
        )

    return fields.optional("crossover", or_none(read), None)
