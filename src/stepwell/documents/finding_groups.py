"""Findings joined for reading: one entry per rule, severity and source."""

from collections.abc import Iterable

from stepwell.documents.views import FindingGroup
from stepwell.documents.wording import steps_words
from stepwell.plan.finding import Finding
from stepwell.safety.rules import RULES


Key = tuple[object, ...]
SAID_ONE_BY_ONE = ("G20",)
"""Rules whose findings are never joined: a start and a stop are not alike."""


def finding_groups(
    findings: Iterable[Finding], stop: int | None = None
) -> tuple[FindingGroup, ...]:
    """Join findings about steps; what concerns the whole plan stays as it is.

    So does each finding of `SAID_ONE_BY_ONE`.  ``stop`` is the number under which the
    stop itself is judged.
    """
    joined: dict[Key, list[Finding]] = {}
    for finding in findings:
        joined.setdefault(_key(finding), []).append(finding)
    titles = {rule.id: rule.title for rule in RULES}
    return tuple(_group(found, titles, stop) for found in joined.values())


def _key(finding: Finding) -> Key:
    alone = finding.step is None or finding.rule in SAID_ONE_BY_ONE
    text = finding.text if alone else None
    return (finding.rule, finding.severity, finding.source, finding.would_change, text)


def _group(
    found: list[Finding], titles: dict[str, str], stop: int | None
) -> FindingGroup:
    first = found[0]
    steps = [each.step for each in found if each.step is not None]
    return FindingGroup(
        rule=first.rule,
        title=titles.get(first.rule, ""),
        severity=first.severity.value,
        where=steps_words(steps, stop) if steps else "the whole plan",
        text=first.text,
        more=len({each.text for each in found}) - 1,
        would_change=first.would_change,
        source=first.source,
    )
