"""Every answer read back, with a way to change it."""

from dataclasses import dataclass
from datetime import date

from stepwell.documents.wording import day_words
from stepwell.web.drafts import way
from stepwell.web.drafts.answers import SIGNS, Answers
from stepwell.web.drafts.fields import Field, Kind
from stepwell.web.drafts.questions import MEDICINES, QUESTIONS, Question


@dataclass(frozen=True, slots=True)
class RowShown:
    """One page: what was answered there, line by line."""

    name: str
    lines: tuple[str, ...]
    address: str


def read_back(answers: Answers) -> list[RowShown]:
    """The answers to all questions but those of the doses and of the signs."""
    return [
        RowShown(
            each.name, tuple(_lines(each, answers)), way.address(answers, each.slug)
        )
        for each in QUESTIONS
        if each.slug not in (SIGNS, MEDICINES)
    ]


def _lines(question: Question, answers: Answers) -> list[str]:
    said, fields = answers.of(question.slug), question.fields(answers)
    return [
        line
        for field in fields
        for line in _said(field, said.get(field.name, []), alone=len(fields) == 1)
    ]


def _said(field: Field, values: list[str], *, alone: bool) -> list[str]:
    words = {option.value: option.words for option in field.options}
    if field.kind is Kind.DAY:
        return [day_words(date.fromisoformat(value)) for value in values]
    said = [words.get(value, value) for value in values]
    if alone or field.kind is Kind.SOME:
        return said
    label = field.label.rpartition(": ")[2]
    return [f"{label[:1].upper()}{label[1:]} {each}" for each in said]
