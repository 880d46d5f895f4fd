"""G35: methods that Stepwell never plans."""

from collections.abc import Iterator

from stepwell.plan.finding import Severity
from stepwell.safety.case import Case
from stepwell.safety.rule import Hit, Rule


WAY_OUT = "ask your prescriber about a gradual reduction"
REASONS = {
    "flumazenil": (
        "Flumazenil is not for tapering, because it can cause seizures and heart rhythm"
        " problems that are hard to treat"
    ),
    "phenobarbital": (
        "Phenobarbital belongs in a hospital with an experienced team, so Stepwell does"
        " not plan it"
    ),
    "anaesthetic": (
        "Anaesthetics such as propofol and ketamine are not for tapering, so Stepwell"
        " does not plan them"
    ),
    "rapid_detox": (
        "A rapid detox takes the medicine away faster than the limits allow, so"
        " Stepwell does not plan it"
    ),
}
ANY_OTHER = "Stepwell does not plan the method that was asked for"


def check(case: Case) -> Iterator[Hit]:
    """Find a wish for flumazenil, phenobarbital, an anaesthetic or a rapid detox."""
    method = case.request.unsafe_method if case.request is not None else None
    if method:
        yield Hit(f"{REASONS.get(method, ANY_OTHER)}; {WAY_OUT}.")


RULE = Rule(
    id="G35",
    title="Methods that are never planned",
    severity=Severity.STOP,
    source="asam2025pocket",
    would_change="a gradual reduction of the medicine itself",
    check=check,
)
