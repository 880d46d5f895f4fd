"""What is taken along to a visit: the plan as it stands, and what was lived since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stepwell.documents.blocks import Block
from stepwell.documents.journal_text import ASK_FOR_STEPS, journal_blocks
from stepwell.documents.journal_view import JournalView, journal_view
from stepwell.journal.journal import Journal
from stepwell.plan.plan import Plan
from stepwell.sources import load_bibliography
from stepwell.web.drafts.papers import sheet_of
from stepwell.web.plans.following import Why, reached
from stepwell.web.plans.queries import Kept
from stepwell.web.plans.remaking import kept_proposal, standing_plan


@dataclass(frozen=True, slots=True)
class Report:
    """A visit on a day; ``since`` is the day of the last review.

    ``kept`` is the version in force, or a draft that waits; None without any.
    """

    kept: Kept | None
    journal: Journal
    today: date
    since: date | None

    @classmethod
    def of(cls, kept: Kept | None, journal: Journal, today: date) -> "Report":
        """The report with what was written since the last review."""
        since = max((each.on for each in kept.reviewed), default=None) if kept else None
        return cls(kept, _since(journal, since), today, since)

    @property
    def has_plan(self) -> bool:
        """Tell whether there is a plan that is no refusal."""
        return self.kept is not None and self.kept.document["outcome"] == "proposed"

    @property
    def plan(self) -> Plan | None:
        """The plan as it stands, beside which the journal is read."""
        if self.kept is None or not self.has_plan:
            return None
        return standing_plan(self.kept, self.today)[0]

    def lived(self) -> JournalView:
        """What the journal says."""
        return journal_view(self.journal, self.plan, load_bibliography())

    def blocks(self) -> Sequence[Block]:
        """The same as blocks for the page."""
        return [
            each
            for each in journal_blocks(self.lived())
            if getattr(each, "text", "") != ASK_FOR_STEPS
        ]

    def pdf(self) -> bytes:
        """The sheet for the visit; there has to be a plan."""
        # Slow to import: it draws.
        from stepwell.documents.lived_view import lived_view
        from stepwell.documents.paper.visit_report import Lived, visit_report_pdf

        assert self.kept is not None  # it is offered only with a plan
        made, plan = kept_proposal(self.kept), self.plan
        lived = None
        if self.journal.entries:
            chart = lived_view(self.journal, plan) if plan is not None else None
            lived = Lived(self.lived(), chart)
        sheet, stands_on = sheet_of(made), self._stands_on()
        return visit_report_pdf(
            made.view, self.today, lived, sheet, stands_on=stands_on
        )

    def _stands_on(self) -> date | None:
        """The day of the plan that counts while it does not go on."""
        if self.kept is None or not self.has_plan:
            return None
        day, why = reached(
            self.kept.document,
            self.today,
            held_from=self.kept.held_from,
            reviewed=self.kept.reviewed,
        )
        return day if why in (Why.HELD, Why.REVIEW_DUE) else None


def _since(journal: Journal, since: date | None) -> Journal:
    if since is None:
        return journal
    return Journal.of(each for each in journal.entries if each.day >= since)
