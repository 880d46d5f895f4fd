"""What was read of a pasted letter, in our own words, for a person to compare."""

from stepwell.interop.pasted.steps import Step
from stepwell.plan.regimen import Regimen


def step_words(step: Step) -> str:
    """Say a step: its days, the line, each drug with its doses and the day's total."""
    period = step.period
    if not period.number:
        return f"Taken now ({step.place}): {regimen_words(period.regimen)}."
    days = "1 day" if period.days == 1 else f"{period.days} days"
    first, last = (
        period.start.isoformat(),
        period.end.fromordinal(period.end.toordinal() - 1),
    )
    when = f"{first} to {last.isoformat()}, {days}"
    return f"Step {period.number} ({step.place}), {when}: " + (
        f"{regimen_words(period.regimen)}."
    )


def regimen_words(regimen: Regimen) -> str:
    """Say a regimen: ``diazepam 5 mg in the morning (5 mg a day)``."""
    if regimen.is_nothing:
        return "nothing is taken"
    said = []
    for drug in regimen.drugs:
        doses = ", ".join(
            f"{mass.mg_text} mg {time.words}"
            for time, mass in regimen.amounts_of(drug).items()
        )
        said.append(f"{drug} {doses} ({regimen.total(drug).mg_text} mg a day)")
    return "; ".join(said)
