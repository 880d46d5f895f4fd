"""The answers as a request, with the keys that a request file has."""

from collections.abc import Callable
from typing import Any

from stepwell.web.drafts import choices
from stepwell.web.drafts.answers import Answers
from stepwell.web.drafts.fields import Said, first, ticked
from stepwell.web.drafts.questions import number


FLAG_PAGES = ("before", "body", "mind", "beside")
LATEST_START, EARLIEST_USE = "2199-12-31", "1900"


def document_of(answers: Answers) -> dict[str, Any]:
    """The request as far as it has been answered."""
    parts = [
        write(answers.of(slug)) for slug, write in WRITERS.items() if answers.has(slug)
    ]
    document = {key: value for part in parts for key, value in part.items()}
    if answers.medicines:
        document["current"] = [entry for _, _, entry in doses(answers)]
    if person := _person(answers):
        document["person"] = person
    return document


def checkable(answers: Answers) -> dict[str, Any]:
    """The same for a check before all is answered: dates that contradict nothing."""
    unasked = {"start": LATEST_START, "using_since": EARLIEST_USE}
    return unasked | document_of(answers)


def doses(answers: Answers) -> list[tuple[int, str, dict[str, str]]]:
    """Each dose of ``current`` with the medicine, counted from 1, and the time."""
    return [
        (position, str(time), _dose(said, str(time)))
        for position, said in enumerate(answers.medicines, 1)
        for time in choices.TIMES
        if first(said, str(time))
    ]


def _dose(said: Said, time: str) -> dict[str, str]:
    return {"drug": first(said, "drug"), "time": time, "dose": first(said, time)}


def _person(answers: Answers) -> dict[str, Any]:
    flags = [flag for page in FLAG_PAGES for flag in ticked(answers.of(page), "flags")]
    said = {
        "age": number(first(answers.of("age"), "age")),
        "flags": flags,
        "red_flags": answers.red_flags,
    }
    return {key: value for key, value in said.items() if value not in ("", [])}


def _place(said: Said) -> dict[str, Any]:
    return {"market": first(said, "market")}


def _use(said: Said) -> dict[str, Any]:
    return {
        "using_since": first(said, "since"),
        "days_per_week": number(first(said, "days")),
    }


def _goal(said: Said) -> dict[str, Any]:
    if first(said, "goal") == "stop":
        return {"goal": {"stop": True}}
    lower = {"reduce_to": first(said, "reduce_to"), "drug": first(said, "drug")}
    return {"goal": {key: value for key, value in lower.items() if value}}


def _pace(said: Said) -> dict[str, Any]:
    if first(said, "pace") == "leave":
        return {}
    percent, days = number(first(said, "percent")), number(first(said, "days"))
    return {"pace": {"reduction_percent": percent, "step_days": days}}


def _products(said: Said) -> dict[str, Any]:
    chosen = ticked(said, "products")
    return {"products": chosen} if chosen else {}


def _pieces(said: Said) -> dict[str, Any]:
    return {
        "smallest_piece": first(said, "smallest"),
        "liquids": first(said, "liquids") == "yes",
    }


def _start(said: Said) -> dict[str, Any]:
    return {"start": first(said, "start")}


WRITERS: dict[str, Callable[[Said], dict[str, Any]]] = {
    "place": _place,
    "use": _use,
    "goal": _goal,
    "pace": _pace,
    "products": _products,
    "pieces": _pieces,
    "start": _start,
}
