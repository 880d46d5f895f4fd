"""What has been answered so far, exactly as it was typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from stepwell.web.drafts.fields import Said, ticked


VERSION = 1
SIGNS = "signs"


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers by page, and the medicines, each with its doses.

    ``is_compared`` says that every dose was compared with the box.
    """

    said: Mapping[str, Said] = field(default_factory=dict)
    medicines: tuple[Said, ...] = ()
    is_compared: bool = False

    def of(self, slug: str) -> Said:
        """What was said on a page; nothing before it was answered."""
        return self.said.get(slug, {})

    def has(self, slug: str) -> bool:
        """Tell whether a page was answered."""
        return slug in self.said

    @property
    def red_flags(self) -> list[str]:
        """The signs that need help now."""
        return ticked(self.of(SIGNS), SIGNS)

    def saying(self, slug: str, said: Said) -> "Answers":
        """These answers with that of one page; what is asked is compared anew."""
        return replace(self, said={**self.said, slug: said}, is_compared=False)

    def taking(self, number: int, said: Said) -> "Answers":
        """These answers with a medicine, counted from 1, put in or changed."""
        before, after = self.medicines[: number - 1], self.medicines[number:]
        medicines = (*before, said, *after)
        return replace(self, medicines=medicines, is_compared=False)

    def without(self, number: int) -> "Answers":
        """These answers without a medicine, counted from 1."""
        before, after = self.medicines[: number - 1], self.medicines[number:]
        return replace(self, medicines=(*before, *after), is_compared=False)

    def compared(self) -> "Answers":
        """These answers, of which every dose was compared with the box."""
        return replace(self, is_compared=True)

    def document(self) -> dict[str, Any]:
        """Plain values, for the cookie."""
        return {
            "version": VERSION,
            "said": self.said,
            "medicines": list(self.medicines),
            "is_compared": self.is_compared,
        }

    @classmethod
    def of_document(cls, document: Mapping[str, Any]) -> "Answers":
        """Read back what `document` gave; nothing from another version."""
        if document["version"] != VERSION:
            return cls()
        medicines = tuple(document["medicines"])
        return cls(document["said"], medicines, document["is_compared"])
