"""A page of questions as its template shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stepwell.web.drafts.fields import Field, Kind, Option, Said


@dataclass(frozen=True, slots=True)
class OptionShown:
    """One answer: its id on the page, and whether it is ticked."""

    id: str
    option: Option
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class FieldShown:
    """A field with what was typed, and what is wrong with it."""

    id: str
    field: Field
    value: str
    options: tuple[OptionShown, ...]
    error: str

    @property
    def first_id(self) -> str:
        """Where a link to the field leads: its first place to answer."""
        one_by_one = self.field.kind in (Kind.ONE, Kind.SOME) and self.options
        return self.options[0].id if one_by_one else self.id

    @property
    def described_by(self) -> str:
        """The ids of what explains the field: its hint, its error."""
        hint = [f"{self.id}-hint"] if self.field.hint else []
        return " ".join([*hint, *([f"{self.id}-error"] if self.error else [])])


@dataclass(frozen=True, slots=True)
class FieldsShown:
    """All fields of a page; ``general`` is what is wrong with the page as a whole."""

    fields: tuple[FieldShown, ...]
    general: str = ""

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Each mistake with the id that its link leads to."""
        whole = [("main", self.general)] if self.general else []
        found = [(each.first_id, each.error) for each in self.fields if each.error]
        return [*whole, *found]


def fields_shown(
    fields: Iterable[Field], said: Said, problems: Mapping[str, str]
) -> FieldsShown:
    """Show fields with their answers and mistakes."""
    shown = tuple(_shown(field, said, problems) for field in fields)
    return FieldsShown(shown, problems.get("", ""))


def _shown(field: Field, said: Said, problems: Mapping[str, str]) -> FieldShown:
    values = said.get(field.name, [])
    return FieldShown(
        id=f"f-{field.name}",
        field=field,
        value=values[0] if values else "",
        options=tuple(
            OptionShown(f"f-{field.name}-{at}", option, option.value in values)
            for at, option in enumerate(field.options, 1)
        ),
        error=problems.get(field.name, ""),
    )
