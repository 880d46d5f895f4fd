"""A year of simulated people: few warnings interrupt, and no true one is missed.

200 of them where ``CI=true``, and 48 at a desk.
"""

import os
from collections import Counter
from datetime import timedelta
from functools import cache
from statistics import median

import pytest

from simulated_people import START, VISIT_DAYS, Kind, Life, request_of
from stepwell.plan.finding import Severity
from stepwell.planner.adaptation import Action, Adaptation
from stepwell.quantities import read_mass


YEAR_DAYS = 365
PEOPLE_OF_A_KIND = 25 if os.environ.get("CI") == "true" else 6
CLEARED_DAYS = 30


@cache
def year_of(kind: Kind) -> list[tuple[Life, list[Adaptation]]]:
    """The lives of some people of a kind, each with its visits of a year."""
    lives = [Life.of(kind, seed) for seed in range(PEOPLE_OF_A_KIND)]
    return [(life, list(life.visits(YEAR_DAYS))) for life in lives]


def stops(visit: Adaptation) -> int:
    """How many different rules want to be read before anything else."""
    return len({f.text for f in visit.findings if f.severity is Severity.STOP})


@pytest.mark.parametrize("kind", Kind)
def test_H34_H31_warnings_are_few_and_every_planted_red_flag_is_answered(
    kind: Kind,
) -> None:
    """In a year mostly no warning interrupts, never two; each planted flag does."""
    for life, visits in year_of(kind):
        warnings = [stops(visit) for visit in visits]
        assert median(warnings) == 0
        assert max(warnings) <= 1
        for visit in visits:
            stands = life.flagged is not None and (
                life.flagged < visit.on <= life.flagged + timedelta(days=CLEARED_DAYS)
            )
            assert (visit.interruption is not None) is stands
            assert (visit.action is Action.HELP_FIRST) is stands


def test_H33_somebody_silent_is_never_told_that_all_is_well() -> None:
    """Who writes a rating in one of seven days hears that it is not known."""
    for _, visits in year_of(Kind.SILENT):
        assert {visit.action for visit in visits} == {Action.NOT_KNOWN}


def waits_for_omeprazole(visit: Adaptation) -> bool:
    """Tell whether a visit puts the next change off because of it (G20)."""
    because = " ".join(each.text for each in visit.because)
    return "because omeprazole starts" in because and visit.plan is not None


def test_the_kinds_of_people_get_what_they_need() -> None:
    """Smooth lives mostly go on; who misses or exceeds doses holds; waves wait."""
    found = {
        kind: Counter(visit.action for _, visits in year_of(kind) for visit in visits)
        for kind in Kind
    }
    assert found[Kind.SMOOTH].most_common(1)[0][0] is Action.GO_ON
    assert found[Kind.MISSED_DOSES].most_common(1)[0][0] is Action.HOLD
    assert found[Kind.EARLY_RUN_OUT].most_common(1)[0][0] is Action.HOLD
    assert found[Kind.WAVY][Action.WAIT] > found[Kind.SMOOTH][Action.WAIT]
    for _, visits in year_of(Kind.CO_DRUG):
        assert any(waits_for_omeprazole(visit) for visit in visits)


def test_H17_H07_a_year_of_holds_only_ever_moves_the_plan_later() -> None:
    """Each accepted version ends no earlier than the one before."""
    for kind in Kind:
        for life, _ in year_of(kind):
            ends = [plan.stop_date for plan in life.versions]
            assert ends == sorted(ends)
            assert all(plan.start >= START for plan in life.versions)


def test_H09_a_failed_jump_leads_to_the_prescriber_and_to_the_last_dose_at_most():
    """After the stop only the last dose is spoken of, and only a prescriber may."""
    request = request_of("diazepam", "1 mg")
    life = Life.of(Kind.FAILED_JUMP, 1, request)
    days = (life.plan.end - START).days + 4 * VISIT_DAYS
    visits = list(life.visits(days))
    again = [visit for visit in visits if visit.action is Action.REINSTATE]
    assert again
    last = life.plan.final_dose.total("diazepam")
    assert last < read_mass("1 mg")
    for visit in again:
        assert visit.needs_prescriber
        assert visit.plan is not None
        assert visit.plan.before.total("diazepam") == last
