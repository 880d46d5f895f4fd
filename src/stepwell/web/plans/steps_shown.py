"""The steps of a plan document as a page lists them, in the words of the document."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from stepwell.documents.step_views import ended_words
from stepwell.documents.views import total_words
from stepwell.documents.wording import day_words, days_words, for_people
from stepwell.plan.times import DoseTime
from stepwell.web.plans.findings_shown import FindingShown
from stepwell.web.plans.following import DAY, InForce, Step, Why, steps_of


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step; ``is_now`` marks the one whose doses are in force."""

    number: int
    title: str
    dates: str
    total: str
    change: str
    doses: tuple[str, ...]
    ended: tuple[str, ...]
    why: str
    findings: tuple[FindingShown, ...]
    is_now: bool


@dataclass(frozen=True, slots=True)
class StepsShown:
    """The steps that are behind, those until the next review, and a look ahead."""

    behind: tuple[StepShown, ...]
    here: tuple[StepShown, ...]
    ahead: tuple[StepShown, ...]


def steps_shown(
    document: Mapping[str, Any],
    findings: Mapping[int, Sequence[FindingShown]],
    now: InForce | None = None,
    valid_until: date | None = None,
) -> StepsShown:
    """Say each step; without ``now`` the version is not the one that is followed."""
    at = now.step.number if now is not None and now.step is not None else 0
    steps = steps_of(document)
    shown = tuple(_steps(document, findings, at))
    last = sum(valid_until is None or each.start <= valid_until for each in steps)
    has_ended = now is not None and now.why is Why.ENDED
    behind = len(steps) if has_ended else max(at - 1, 0)
    border = max(behind, at, last)
    return StepsShown(shown[:behind], shown[behind:border], shown[border:])


def _steps(
    document: Mapping[str, Any],
    findings: Mapping[int, Sequence[FindingShown]],
    at: int,
) -> Iterator[StepShown]:
    told = [document["current"], *(each["doses"] for each in document["steps"])]
    for (before, _doses), step in zip(pairwise(told), steps_of(document), strict=True):
        yield StepShown(
            number=step.number,
            title=_("Step %(number)s") % {"number": step.number},
            dates=dates_words(step),
            total=_total(step),
            change=change_words(step.values["reduction_of_current_percent"]),
            doses=tuple(f"{dose['text']}." for dose in step.doses),
            ended=tuple(ended_words(_times(before), list(_times(step.doses)))),
            why=_("Why: %(reasons)s") % {"reasons": _reasons(step)},
            findings=tuple(findings.get(step.number, ())),
            is_now=step.number == at,
        )


def _total(step: Step) -> str:
    total = total_words(step.values["total_mg"].items())
    return _("In all %(total)s a day.") % {"total": total}


def _reasons(step: Step) -> str:
    return for_people(" ".join(step.values["reasons"]))


def dates_words(step: Step) -> str:
    """From when to when, and how long."""
    first, last = day_words(step.start), day_words(step.end - DAY)
    return _("%(first)s to %(last)s (%(days)s)") % {
        "first": first,
        "last": last,
        "days": days_words(step.days),
    }


def change_words(percent: str) -> str:
    """How much less the day's dose is than before, or how much more."""
    if percent == "0":
        return _("As much as before")
    said = {"percent": f"{percent.removeprefix('-')}\N{NO-BREAK SPACE}%"}
    return (
        _("%(percent)s more") if percent[0] == "-" else _("%(percent)s less")
    ) % said


def _times(doses: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, DoseTime]]:
    return ((each["drug"], DoseTime(each["time"])) for each in doses)
