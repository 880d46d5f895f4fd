"""G11: only a prescriber changes the drug."""

from collections.abc import Iterator

from stepwell.plan.finding import Severity
from stepwell.plan.request import Author
from stepwell.quantities import Mass
from stepwell.safety.case import Case
from stepwell.safety.rule import Hit, Rule
from stepwell.safety.scale import OTHER_TABLE, US_TABLE
from stepwell.safety.switch import DIAZEPAM, added_drugs, highest, switches
from stepwell.safety.wording import mg_range


SEVERITIES = {
    Author.PERSON: Severity.STOP,
    Author.PRESCRIBER: Severity.LOCK,
    None: Severity.CAUTION,
}


FOR_A_PRESCRIBER = (
    "You set the ratio of this change of drug; here are both tables"
    f" ({US_TABLE} and {OTHER_TABLE}), which do not agree"
)
FOR_OTHERS = (
    "Moving to another drug is for a prescriber to set, because published tables such"
    f" as {US_TABLE} and {OTHER_TABLE} do not agree"
)


def check(case: Case) -> Iterator[Hit]:
    """Find a wish for another drug, or a schedule that brings one in."""
    if not switches(case):
        return
    said = [_converted(case, drug, amount) for drug, amount in _concerned(case).items()]
    numbers = f" ({'; '.join(said)})" if said else ""
    text = f"{FOR_OTHERS}{numbers}. Show them this page."
    if case.by_prescriber:
        text = f"{FOR_A_PRESCRIBER}{numbers}."
    yield Hit(text, severity=SEVERITIES[case.author])


def _concerned(case: Case) -> dict[str, Mass]:
    drugs = {drug: case.today.total(drug) for drug in case.today.drugs}
    if case.schedule is not None:
        drugs |= {drug: highest(case.schedule, drug) for drug in added_drugs(case)}
    return {drug: amount for drug, amount in drugs.items() if drug != DIAZEPAM}


def _converted(case: Case, drug: str, amount: Mass) -> str:
    by_table = []
    for table_id in (US_TABLE, OTHER_TABLE):
        cell = case.formulary.table(table_id).cells.get(drug)
        by_table.append(
            f"no value in {table_id}"
            if cell is None
            else f"{mg_range(cell.lowest_mg(amount), cell.highest_mg(amount))}"
            f" by {table_id}"
        )
    return f"{amount.words} of {drug} in diazepam: {', '.join(by_table)}"


RULE = Rule(
    id="G11",
    title="Moving to another drug",
    severity=Severity.STOP,
    source="asam2025pocket",
    would_change="no change of drug, or a prescriber who sets it",
    check=check,
)
