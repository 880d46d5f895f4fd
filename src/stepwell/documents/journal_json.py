"""A journal's view as JSON."""

from fractions import Fraction
from typing import Any

from stepwell.documents.journal_courses import CourseView
from stepwell.documents.journal_flags import FlagView
from stepwell.documents.journal_view import JournalView
from stepwell.documents.plan_json import json_text
from stepwell.journal.trends import Course
from stepwell.quantities.decimals import rounded_text


SCHEMA = "stepwell/journal-check/1"
SYMPTOM_KEYS = ("name", "rated", "typical", "highest", "recent", "recent_rated")


def journal_json(view: JournalView) -> str:
    """Write the view; the same view gives the same bytes."""
    return json_text(journal_check_document(view))


def journal_check_document(view: JournalView) -> dict[str, Any]:
    """The view as plain values; points are decimal strings."""
    return {
        "schema": SCHEMA,
        "software": view.software,
        "red_flags": [_flag(each) for each in view.flags],
        "understood": dict(view.summary),
        "conflicts": list(view.conflicts),
        "questionnaires": list(view.scales),
        "symptoms": [
            dict(zip(SYMPTOM_KEYS, row, strict=True)) for row in view.symptoms
        ],
        "sleep": dict(view.nights),
        "doses": dict(view.intake),
        "after_each_step": [_course(each) for each in view.courses],
        "over_all_steps": list(view.usual),
        "sources": list(view.sources),
        "what_this_is_not": list(view.what_this_is_not),
    }


def _flag(view: FlagView) -> dict[str, Any]:
    """A red flag; ``words`` are null where somebody said so."""
    return {
        "flag": view.flag.value,
        "action": view.action,
        "certain": view.is_certain,
        "entries": [
            {
                "day": place.day.isoformat(),
                "entry": place.entry,
                "words": place.words or None,
            }
            for place in view.places
        ],
    }


def _course(view: CourseView) -> dict[str, Any]:
    course = view.trend.course
    return {
        "symptom": view.symptom,
        "step": view.step,
        "cut": view.trend.cut.isoformat(),
        "days_rated": view.trend.after.rated,
        "days_missing": view.trend.after.missing,
        "text": view.said,
        "judged": None if course is None else _judged(course),
    }


def _judged(course: Course) -> dict[str, Any]:
    return {
        "wave": course.is_wave,
        "baseline": _points(course.baseline),
        "rise": _points(course.rise.amount),
        "rise_from": _points(course.rise.range.low),
        "rise_to": _points(course.rise.range.high),
        "peak_day": course.peak.day.isoformat(),
        "peak": _points(course.peak.height),
        "easing": course.is_easing,
        "days_to_settle": course.days_to_settle,
    }


def _points(value: Fraction) -> str:
    return rounded_text(value, 2)
