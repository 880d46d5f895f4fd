"""What every page and file says of its version: whose, which, and how long it holds."""

from dataclasses import dataclass, replace
from datetime import date

from stepwell.documents.wording import DRAFT, NOT_A_PRESCRIBER, day_words
from stepwell.plan.edition import Edition, Status, check_code, series_of
from stepwell.plan.plan import Plan


SUPERSEDED = "SUPERSEDED"
NO_ONE_NAMED = "nobody is named; write whose it is before anybody else sees it"


@dataclass(frozen=True, slots=True)
class EditionView:
    """The version of a plan, ready to be printed.

    ``check`` is empty and ``valid_until`` None where there is no plan.  ``series`` and
    ``entries`` let a later version replace the calendar of this one.
    """

    status: Status
    version: int
    replaces: int | None
    superseded_by: int | None
    person: str
    agreed_with: str | None
    agreed_on: date | None
    check: str
    valid_until: date | None
    series: str
    entries: int

    @property
    def mark(self) -> str:
        """The word across an output that must not be followed; empty once agreed."""
        marks = {Status.DRAFT: DRAFT, Status.SUPERSEDED: SUPERSEDED}
        return marks.get(self.status, "")

    @property
    def notice(self) -> str:
        """What this is, in a sentence or two."""
        if self.superseded_by is not None:
            return (
                f"Version {self.superseded_by} has taken its place: do not follow this"
                " one. Not a substitute for a prescriber."
            )
        if self.agreed_on is None:
            return NOT_A_PRESCRIBER
        return (
            f"Recorded as {self.agreement}. Not a prescription and not a substitute for"
            " a prescriber."
        )

    @property
    def agreement(self) -> str:
        """With whom and when it was agreed: ``agreed with Dr Example on ...``."""
        if self.agreed_on is None:
            return "not agreed yet"
        return f"agreed with {self.agreed_with} on {day_words(self.agreed_on)}"

    @property
    def version_words(self) -> str:
        """The version and the one it replaces."""
        before = f", replaces version {self.replaces}" if self.replaces else ""
        after = f", superseded by version {self.superseded_by}"
        return f"{self.version}{before}{after if self.superseded_by else ''}"

    @property
    def _throw_away(self) -> str:
        """What to do with the papers of the version before."""
        return f"; throw away the papers of version {self.replaces}" * bool(
            self.replaces
        )

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """The lines that stand at the head of every print; none without a plan."""
        if self.valid_until is None:
            return ()
        return (
            ("For", self.person or NO_ONE_NAMED),
            ("Version", f"{self.version_words}{self._throw_away}"),
            ("Agreed", self.agreement),
            ("Valid until", f"{day_words(self.valid_until)}, the day to review it by"),
            ("Check code", f"{self.check}; the same code means the same doses"),
        )


def edition_view(
    edition: Edition, plan: Plan | None, reviews: tuple[date, ...]
) -> EditionView:
    """Describe the version of a plan, which holds until its first review or its end."""
    if plan is None:
        return edition_told(edition)
    return edition_told(
        replace(edition, series=series_of(plan, edition)),
        check_code(plan, edition),
        min([plan.steps[-1].last_day, *reviews]),
    )


def edition_told(
    edition: Edition, check: str = "", valid_until: date | None = None
) -> EditionView:
    """Describe a version by its check code and the day until which it holds."""
    return EditionView(
        status=edition.status,
        version=edition.version,
        replaces=edition.replaces,
        superseded_by=edition.superseded_by,
        person=edition.person,
        agreed_with=edition.agreed_with,
        agreed_on=edition.agreed_on,
        check=check,
        valid_until=valid_until,
        series=edition.series,
        entries=edition.entries,
    )
