"""G20: a medicine that starts or stops is a hidden change of dose."""

from collections.abc import Iterator

from stepwell.formulary import Drug, Modifier
from stepwell.plan.finding import Severity
from stepwell.plan.person import Flag
from stepwell.safety.case import Case
from stepwell.safety.co_drugs import CoDrugChange, co_drug_changes, co_drugs_of
from stepwell.safety.exposure_words import exposure_words, raises_exposure
from stepwell.safety.freezes import Freeze, freezes_of
from stepwell.safety.rule import Hit, Rule
from stepwell.safety.wording import capital, listing
from stepwell.sources import Mark


RISE, CUT = "a hidden rise", "a hidden cut that no plan agreed to"
UNNAMED = {
    Flag.CYP_INHIBITOR: "one that slows the breakdown of others",
    Flag.CYP_INDUCER: "one that speeds up the breakdown of others",
}
ASKED = "your prescriber or pharmacist"


def check(case: Case) -> Iterator[Hit]:
    """Find other medicines that start or stop around the plan: hidden changes of dose.

    A start long before the plan is a settled state and no finding.  Where something
    is known of the medicine, the day is named until which no dose changes.
    """
    for change in co_drug_changes(case):
        yield from _known(case, change)
        yield from _without_data(case, change)
    if not co_drugs_of(case):
        yield from _unnamed(case)


def _known(case: Case, change: CoDrugChange) -> Iterator[Hit]:
    frozen = tuple(freezes_of(case, change)) if _is_held(case, change) else ()
    for name in change.drugs:
        drug = case.formulary.drug(name)
        for modifier in drug.modifiers_by(change.name):
            parts = [
                f"{capital(change.name)} {_when(change)}:",
                f"{_effects(modifier, change)}.",
                *_scope(drug, modifier),
                *filter(None, [modifier.note]),
                f"{_advice(case, change, frozen)}, and ask {ASKED} first.",
                *dict.fromkeys(freeze.reason for freeze in frozen),
                _studies(modifier),
            ]
            yield Hit(" ".join(parts), step=change.step, source=modifier.works[0])


def _without_data(case: Case, change: CoDrugChange) -> Iterator[Hit]:
    drugs = map(case.formulary.drug, change.drugs)
    missing = [drug.id for drug in drugs if not drug.modifiers_by(change.name)]
    if missing:
        yield Hit(
            f'"{change.name}" {_when(change)}, and Stepwell has no data on it with'
            f" {listing(missing)}: ask the pharmacist first whether it changes how much"
            f" of {listing(missing)} is in your body. {_advice(case, change)}.",
            step=change.step,
        )


def _unnamed(case: Case) -> Iterator[Hit]:
    kinds = [UNNAMED[flag] for flag in case.person.has_any(*UNNAMED)]
    if kinds:
        yield Hit(
            f"Another medicine was mentioned, {listing(kinds)}, but not its name. When"
            " such a medicine starts or stops, the exposure changes although the dose"
            " does not: say which medicine it is, since when you take it and when it"
            f" will stop, and ask {ASKED} before it changes."
        )


def _when(change: CoDrugChange) -> str:
    days = {"starts": change.starts, "stops": change.stops}
    return listing([f"{verb} on {day}" for verb, day in days.items() if day])


def _effects(modifier: Modifier, change: CoDrugChange) -> str:
    """A start together with what a stop would undo again, or a stop alone."""
    stopping = f"stopping it {_effect(modifier, starts=False)}"
    if change.starts is None:
        return stopping
    return f"starting it {_effect(modifier, starts=True)}; {stopping}"


def _effect(modifier: Modifier, *, starts: bool) -> str:
    hidden = RISE if raises_exposure(modifier, starts=starts) else CUT
    return f"{exposure_words(modifier, starts=starts)}, {hidden}"


def _scope(drug: Drug, modifier: Modifier) -> Iterator[str]:
    others = [name for name in drug.analytes if name != modifier.analyte]
    if others:
        yield (
            f"That is for {modifier.analyte} itself; a part of the effect comes from"
            f" {listing(others)}, which may change otherwise."
        )


def _advice(case: Case, change: CoDrugChange, frozen: tuple[Freeze, ...] = ()) -> str:
    held = f"hold {_held(case, change)}"
    return f"Change no dose in the same interval: {_until(frozen)}{held}"


def _is_held(case: Case, change: CoDrugChange) -> bool:
    """Tell whether a dose is taken that could be held; before a plan it is."""
    period = change.period
    if period is None:
        return case.schedule is None
    return not period.regimen.is_nothing


def _until(frozen: tuple[Freeze, ...]) -> str:
    """The day before which nothing changes, for a start and a stop if both are told."""
    ends = [f"until {freeze.until} at the earliest" for freeze in frozen]
    if len(ends) > 1:
        return f"{ends[0]} after the start, and {ends[1]} after the stop, "
    return f"{ends[0]} " if ends else ""


def _held(case: Case, change: CoDrugChange) -> str:
    period = change.period
    if case.schedule is None:
        return "the step that is in force then"
    if period is None or period.regimen.is_nothing:
        return "the dose that is taken then, if any"
    if period.number == 0:
        return "today's dose"
    return f"step {period.number}, which is in force on that day"


def _studies(modifier: Modifier) -> str:
    unverified = modifier.mark is Mark.UNVERIFIED
    more = ", and this one is unverified" if unverified else ""
    return f"Such numbers come from small studies{more}."


RULE = Rule(
    id="G20",
    title="A hidden change of dose",
    severity=Severity.CAUTION,
    source="stepwell_proposal",
    would_change="no start or stop of another medicine while doses change",
    check=check,
)
