"""Where a page stands that an error of the request reader is about."""

import re
from dataclasses import dataclass

from stepwell.formulary import load_formulary
from stepwell.interop.errors import InputError
from stepwell.interop.request_reader import read_request
from stepwell.web.drafts.answers import Answers
from stepwell.web.drafts.document import checkable, doses
from stepwell.web.drafts.fields import Said, problems_with, sentence
from stepwell.web.drafts.questions import (
    MEDICINES,
    Question,
    dose_problem,
    medicine_fields,
)


WHERE = {
    "market": ("place", "market"),
    "using_since": ("use", "since"),
    "days_per_week": ("use", "days"),
    "person.age": ("age", "age"),
    "goal": ("goal", "goal"),
    "goal.reduce_to": ("goal", "reduce_to"),
    "goal.drug": ("goal", "drug"),
    "pace": ("pace", "pace"),
    "pace.reduction_percent": ("pace", "percent"),
    "pace.step_days": ("pace", "days"),
    "products": ("products", "products"),
    "smallest_piece": ("pieces", "smallest"),
    "liquids": ("pieces", "liquids"),
    "start": ("start", "start"),
}
"""The page and its field for each field of a request."""
DOSE = re.compile(r"current\[([0-9]+)\]")


@dataclass(frozen=True, slots=True)
class Misfit:
    """What is wrong, on which page and at which field of it (empty: the page)."""

    slug: str
    field: str
    sentence: str
    medicine: int = 0


def misfit(answers: Answers) -> Misfit | None:
    """The first thing that does not fit together, if any."""
    try:
        read_request(checkable(answers), load_formulary())
    except InputError as problem:
        return _placed(problem, answers)
    return None


def problems(question: Question, answers: Answers, said: Said) -> dict[str, str]:
    """Everything wrong with a page, by field; first what each field says by itself."""
    found = problems_with(question.fields(answers), said)
    if found:
        return found
    wrong = misfit(answers.saying(question.slug, said))
    return (
        {wrong.field: wrong.sentence} if wrong and wrong.slug == question.slug else {}
    )


def medicine_problems(answers: Answers, position: int, said: Said) -> dict[str, str]:
    """Everything wrong with the page of one medicine, by field."""
    found = problems_with(medicine_fields(answers), said)
    if not found and (none := dose_problem(said)):
        return {"morning": none}
    if found:
        return found
    wrong = misfit(answers.taking(position, said))
    if wrong is None or wrong.slug != MEDICINES:
        return {}
    own = wrong.medicine == position
    return {wrong.field if own else "": wrong.sentence}


def _placed(problem: InputError, answers: Answers) -> Misfit:
    dose = DOSE.match(problem.field)
    if dose:
        medicine, time, _ = doses(answers)[int(dose[1])]
        field = "drug" if problem.field.endswith("drug") else time
        return Misfit(MEDICINES, field, sentence(problem), medicine)
    whole = re.sub(r"\[[0-9]+\]", "", problem.field)
    slug, field = WHERE.get(whole, (MEDICINES, ""))
    return Misfit(slug, field, sentence(problem))
