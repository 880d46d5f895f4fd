"""A proposal is refused by a stop and by nothing else."""

from datetime import date

import pytest

from stepwell.plan.finding import Finding, Severity
from stepwell.plan.person import UseHistory
from stepwell.plan.proposal import Proposal
from stepwell.plan.request import Request


REQUEST = Request(date(2027, 1, 4), "us", (), UseHistory())


def proposal(*severities):
    findings = tuple(
        Finding("G00", severity, "A sentence.", "asam2025") for severity in severities
    )
    return Proposal(REQUEST, None, findings, ())


@pytest.mark.parametrize("severity", Severity)
def test_only_a_stop_refuses(severity):
    """Info, caution and lock leave a draft to be talked about."""
    assert proposal(severity).is_refused == (severity is Severity.STOP)


def test_one_stop_among_many_refuses():
    """Nothing outweighs it."""
    assert proposal(*Severity, Severity.INFO).is_refused
    assert not proposal().is_refused


def test_a_finding_concerns_the_whole_plan_unless_it_names_a_step():
    """Step 0 is what is taken today, so none is not nought."""
    finding = Finding("G00", Severity.INFO, "A sentence.", "asam2025")
    assert finding.step is None
    assert finding.would_change == ""
