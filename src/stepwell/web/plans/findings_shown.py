"""The findings of a plan document: of the whole plan, and of each step."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stepwell.documents.finding_blocks import HEADINGS
from stepwell.safety.rules import RULES


TITLES = {rule.id: rule.title for rule in RULES}


@dataclass(frozen=True, slots=True)
class FindingShown:
    """One finding; ``heading`` says in words how grave it is."""

    severity: str
    heading: str
    title: str
    text: str
    source: str
    would_change: str


def findings_by_step(document: Mapping[str, Any]) -> dict[int, list[FindingShown]]:
    """The findings, the gravest first; under 0 what concerns the whole plan.

    What concerns the stop stands with the whole plan, too: it has no step of its own.
    """
    found: dict[int, list[FindingShown]] = defaultdict(list)
    steps = {each["number"] for each in document["steps"]}
    for severity in HEADINGS:
        for each in document["findings"]:
            if each["severity"] == severity:
                step = each["step"] if each["step"] in steps else 0
                found[step].append(_shown(each))
    return found


def _shown(finding: Mapping[str, Any]) -> FindingShown:
    change = finding["would_change"]
    return FindingShown(
        severity=finding["severity"],
        heading=HEADINGS[finding["severity"]],
        title=TITLES.get(finding["rule"], ""),
        text=finding["text"],
        source=finding["source"],
        would_change="" if change.startswith("nothing") else change,
    )
