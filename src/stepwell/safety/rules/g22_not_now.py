"""G22: "not now" is a good answer."""

from collections.abc import Iterator

from stepwell.plan.finding import Severity
from stepwell.plan.person import Flag
from stepwell.safety.case import Case
from stepwell.safety.rule import Hit, Rule
from stepwell.safety.wording import listing


CAUSES = {
    Flag.SEVERE_DEPRESSION_OR_ANXIETY: ("severe depression or anxiety", "cks"),
    Flag.MAJOR_LIFE_EVENT: ("a major event in your life", "scotland2024"),
}


def check(case: Case) -> Iterator[Hit]:
    """Find severe depression or anxiety now, or a major life event."""
    found = [CAUSES[flag] for flag in case.person.has_any(*CAUSES)]
    if found:
        causes, sources = zip(*found, strict=True)
        yield Hit(
            f'With {listing(causes)} now, "not now" is as good an answer as a plan:'
            " stay on the dose you take, ask your prescriber for help with what weighs"
            " on you, and agree on a day to look at this again. A plan that has begun"
            " can be held for as long.",
            source=sources[0],
        )


RULE = Rule(
    id="G22",
    title="Not now is a good answer",
    severity=Severity.CAUTION,
    source="cks",
    would_change="a calmer time, and help that has begun to work",
    check=check,
)
