"""Every answer read back, with a way to change it."""

from dataclasses import dataclass
from datetime import date

from stepwell.web.days import day_words
from stepwell.web.drafts import way
from stepwell.web.drafts.answers import SIGNS, Answers
from stepwell.web.drafts.fields import Field, Kind, Words
from stepwell.web.drafts.questions import MEDICINES, QUESTIONS, Question


@dataclass(frozen=True, slots=True)
class RowShown:
    """One page: what was answered there, line by line."""

    name: Words
    lines: tuple[Words, ...]
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


def _lines(question: Question, answers: Answers) -> list[Words]:
    said, fields = answers.of(question.slug), question.fields(answers)
    return [
        line
        for field in fields
        for line in _said(field, said.get(field.name, []), alone=len(fields) == 1)
    ]


def _said(field: Field, values: list[str], *, alone: bool) -> list[Words]:
    if field.kind is Kind.DAY:
        return [day_words(date.fromisoformat(value)) for value in values]
    words: dict[str, Words] = {each.value: each.words for each in field.options}
    said = [words.get(value, value) for value in values]
    if alone or field.kind is Kind.SOME:
        return said
    return [f"{field.told or field.label} {each}" for each in said]
