"""The end of a plan, and sleep, as plain values of the JSON."""

from typing import Any

from stepwell.documents.ending_views import AfterCareView, SleepView, WashoutView


def aftercare_document(care: AfterCareView | None) -> dict[str, Any] | None:
    """The end of the plan; ``null`` for a refused one."""
    if care is None:
        return None
    return {
        "title": care.title,
        "ending": list(care.ending),
        "washout": [_washout(each) for each in care.washouts],
        "expect": list(care.expect),
        "check_ins": [
            {"date": each.day.isoformat(), "text": each.text} for each in care.check_ins
        ],
        "look_at": list(care.look_at),
        "apart": list(care.apart),
        "route_back": list(care.route_back),
        "sources": list(care.works),
    }


def sleep_document(sleep: SleepView | None) -> dict[str, Any] | None:
    """What is said of sleep; ``null`` unless a sleeping tablet is cut."""
    if sleep is None:
        return None
    return {
        "first_cut": sleep.first_cut.isoformat(),
        "programme": list(sleep.programme),
        "nights": list(sleep.nights),
        "sources": list(sleep.works),
    }


def _washout(washout: WashoutView) -> dict[str, Any]:
    """``null`` dates where no level is drawn."""
    return {
        "drug": washout.drug,
        "last_dose": washout.last_day.isoformat(),
        "typical": washout.typical.isoformat() if washout.typical else None,
        "slow": washout.slow.isoformat() if washout.slow else None,
        "text": washout.text,
    }
