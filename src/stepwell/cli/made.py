"""A request or a plan of ours, and which version it is to be."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from stepwell.plan.edition import FIRST, Edition


if TYPE_CHECKING:
    from stepwell.documents import PlanView
    from stepwell.formulary import Formulary
    from stepwell.plan.plan import Plan
    from stepwell.plan.proposal import Proposal
    from stepwell.plan.request import Request


@dataclass(frozen=True, slots=True)
class Told:
    """What the options say of the version of a plan, as it was written."""

    person: str | None = None
    agreed_with: str | None = None
    agreed_on: str | None = None
    replaces: str | None = None
    superseded_by: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What a file asks for: a request, or a plan of ours with its request."""

    request: "Request"
    formulary: "Formulary"
    plan: "Plan | None" = None
    edition: Edition = FIRST

    def proposal(self) -> "Proposal":
        """Plan the request, or take the plan as it is."""
        from stepwell.planner import propose
        from stepwell.planner.judged import proposed_again

        if self.plan is None:
            return propose(self.request, self.formulary)
        return proposed_again(self.plan, self.request, self.formulary)

    def view(self, proposal: "Proposal", edition: Edition | None = None) -> "PlanView":
        """Describe what was proposed; raises InputError where it cannot be agreed."""
        from stepwell.documents import plan_view
        from stepwell.interop.errors import InputError
        from stepwell.interop.request_writer import request_document
        from stepwell.sources import load_bibliography

        document, works = request_document(self.request), load_bibliography()
        said = edition or self.edition
        try:
            return plan_view(proposal, self.formulary, works, document, said)
        except ValueError as problem:
            raise InputError(f"--agreed-with: {problem}") from None

    def following(self) -> Edition:
        """The version that would take the place of this one."""
        from stepwell.documents.calendar_entries import next_edition

        if self.edition.series:  # it was given out, and says what that was
            return self.edition.following()
        return next_edition(self.view(self.proposal()))


def read_source(name: str) -> Source:
    """Read a request or a plan of ours; raises InputError."""
    from stepwell.cli.files import read_document
    from stepwell.formulary import load_formulary
    from stepwell.interop.plan_to_remake import read_printable
    from stepwell.interop.request_reader import read_request

    formulary, document = load_formulary(), read_document(name)
    if isinstance(document, dict) and "schema" in document:
        _refuse_adaptation(name, document)
        plan, request, edition = read_printable(document, formulary)
        return Source(request, formulary, plan, edition)
    return Source(read_request(document, formulary), formulary)


def agreed_plan(name: str) -> "tuple[Source, Plan]":
    """Read a plan of ours, or plan a request; raises InputError."""
    from stepwell.interop.errors import InputError

    source = read_source(name)
    if source.plan is not None:
        return source, source.plan
    proposal = source.proposal()
    if proposal.plan is None or proposal.is_refused:
        sentence = "no plan can be made from it; ./stepwell plan says why"
        raise InputError(f"{name}: {sentence}")
    return source, proposal.plan


def _refuse_adaptation(name: str, document: dict[str, Any]) -> None:
    """Raise InputError for what adapt itself has written, which is not yet a plan."""
    from stepwell.documents.adaptation_json import SCHEMA
    from stepwell.interop.errors import InputError

    if document["schema"] == SCHEMA:
        sentence = "this is a proposal and not a plan; adapt --format plan writes one"
        raise InputError(f"{name}: {sentence}")


def view_of(name: str) -> "PlanView":
    """Describe what is proposed for a request or a plan of ours; raises InputError."""
    source = read_source(name)
    return source.view(source.proposal())


def edition_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say which version it is and whose."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


OPTIONS = (
    click.option(
        "--for",
        "person",
        metavar="NAME",
        help="Whose plan it is: a name with a birth date, or a sign that was chosen.",
    ),
    click.option(
        "--agreed-with",
        metavar="NAME",
        help="Record that this version was agreed with NAME; without it, a draft.",
    ),
    click.option("--agreed-on", metavar="DATE", help="The day on which it was agreed."),
    click.option(
        "--replaces",
        metavar="PLAN",
        help="The version before, a plan of ours in JSON: this one takes its place.",
    ),
    click.option(
        "--superseded-by",
        type=click.IntRange(min=2),
        metavar="N",
        help="Mark this version as superseded by version N.",
    ),
)


def edition_of(found: Edition, told: Told) -> Edition:
    """The version that options make of the one that was found; raises InputError."""
    from stepwell.interop.errors import InputError
    from stepwell.interop.fields import read_day
    from stepwell.interop.request_care import read_name

    edition = found
    if told.replaces is not None:
        edition = read_source(told.replaces).following()
    if told.person is not None:
        edition = replace(edition, person=read_name(told.person, "--for"))
    if (told.agreed_with is None) is not (told.agreed_on is None):
        raise InputError("--agreed-with: say also --agreed-on, and the other way round")
    if told.agreed_with is not None:
        edition = replace(
            edition,
            agreed_with=read_name(told.agreed_with, "--agreed-with"),
            agreed_on=read_day(told.agreed_on, "--agreed-on"),
        )
    if told.superseded_by is None:
        return edition
    try:
        return replace(edition, superseded_by=told.superseded_by)
    except ValueError as problem:
        raise InputError(f"--superseded-by: {problem}") from None
