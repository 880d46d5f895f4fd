"""From a whole request to what Stepwell says of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from stepwell.documents import PlanView, plan_view
from stepwell.formulary import Formulary, load_formulary
from stepwell.interop.request_reader import read_request
from stepwell.interop.request_writer import request_document
from stepwell.plan.edition import FIRST, Edition
from stepwell.plan.plan import Plan
from stepwell.plan.proposal import Proposal
from stepwell.plan.request import Method, Request
from stepwell.planner import propose
from stepwell.planner.judged import proposed_again
from stepwell.sources import load_bibliography


@dataclass(frozen=True, slots=True)
class Proposed:
    """A request, what is proposed for it, and the one view of that."""

    request: Request
    formulary: Formulary
    proposal: Proposal
    view: PlanView

    @classmethod
    def of_document(
        cls, document: Mapping[str, Any], edition: Edition = FIRST
    ) -> "Proposed":
        """Plan a request document; raises InputError."""
        formulary = load_formulary()
        return cls.of_request(read_request(document, formulary), formulary, edition)

    @classmethod
    def of_request(
        cls, request: Request, formulary: Formulary, edition: Edition = FIRST
    ) -> "Proposed":
        """Plan a request."""
        return cls.of_proposal(propose(request, formulary), formulary, edition)

    @classmethod
    def of_plan(
        cls, plan: Plan, request: Request, formulary: Formulary, edition: Edition
    ) -> "Proposed":
        """Take a plan as it is, with the request that it was made from."""
        proposal = proposed_again(plan, request, formulary)
        return cls.of_proposal(proposal, formulary, edition)

    @classmethod
    def of_proposal(
        cls, proposal: Proposal, formulary: Formulary, edition: Edition
    ) -> "Proposed":
        """Describe a proposal."""
        request = proposal.request
        document, works = request_document(request), load_bibliography()
        view = plan_view(proposal, formulary, works, document, edition)
        return cls(request, formulary, proposal, view)

    def by(self, method: Method) -> "Proposed":
        """What would be proposed by another method."""
        return self.of_request(replace(self.request, method=method), self.formulary)
