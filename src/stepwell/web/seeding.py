"""People who do not exist, for the demo: made through the actions, as pages do.

No page and no start of the site makes them; `./stepwell demo` and tests do.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connections

from stepwell.documents import plan_json
from stepwell.plan.edition import Edition
from stepwell.web.accounts.models import User
from stepwell.web.drafts.proposed import Proposed
from stepwell.web.journal.actions import add
from stepwell.web.made_up import Life
from stepwell.web.plans import actions
from stepwell.web.plans.following import in_force
from stepwell.web.plans.models import Origin
from stepwell.web.spaces.actions import change_settings, open_space
from stepwell.web.spaces.models import Space
from stepwell.web.spaces.queries import own_space


DAY = timedelta(days=1)
PRESCRIBER = "Dr Sample (made up)"
YEARS_OF_USE = 3


@dataclass(frozen=True, slots=True)
class Sample:
    """Somebody made up: what is taken, when the plan begins, and what became of it.

    ``begins`` and ``held`` are days from today; a plan that is not agreed is a draft.
    """

    name: str
    market: str
    zone: str
    doses: tuple[tuple[str, str, str], ...]
    begins: int
    is_agreed: bool = True
    held: int | None = None


SAMPLES = (
    Sample(
        "Sample Person One",
        "gb",
        "Europe/London",
        (("diazepam", "morning", "5 mg"), ("diazepam", "bedtime", "10 mg")),
        begins=-28,
    ),
    Sample(
        "Sample Person Two",
        "us",
        "America/New_York",
        (("lorazepam", "morning", "1 mg"), ("lorazepam", "bedtime", "1 mg")),
        begins=7,
        is_agreed=False,
    ),
    Sample(
        "Sample Person Three",
        "gb",
        "Europe/London",
        (("diazepam", "bedtime", "10 mg"),),
        begins=-20,
        held=-6,
    ),
)


def sample_people(password: str, today: date, chance: Random) -> list[str]:
    """Make everybody of `SAMPLES` who is not there yet; gives their names.

    Everybody signs in with the password that the caller made and shows.
    """
    for sample in SAMPLES:
        user = User.objects.filter(name=sample.name).first() or User(name=sample.name)
        user.set_password(password)
        user.save()
        if own_space(user) is None:
            _lives(user, sample, today, chance)
    return [sample.name for sample in SAMPLES]


def demo_people(today: date) -> list[str]:
    """Make the people of the demo; gives how to sign in as one of them."""
    password = secrets.token_urlsafe(12)
    names = sample_people(password, today, Random(today.toordinal()))
    connections.close_all()  # a server that starts now has its own
    return [
        f"Sign in as {', '.join(names[:-1])} or {names[-1]}: nobody of them exists.",
        f"The pass phrase of all of them is {password}",
    ]


def _lives(user: User, sample: Sample, today: date, chance: Random) -> None:
    space = open_space(user, sample.market, sample.zone)
    change_settings(user, space.uid, name=f"{sample.name} (made up)")
    start = today + sample.begins * DAY
    document = plan_document(sample, start)
    number = actions.keep_version(
        user, space.uid, seen=_seen(user), origin=Origin.DRAFT, document=document
    )
    if not sample.is_agreed:
        return
    agreed = min(start - 3 * DAY, today)
    actions.agree(
        user,
        space.uid,
        number,
        seen=_seen(user),
        agreed_with=PRESCRIBER,
        agreed_on=agreed,
        today=agreed,
    )
    held = None if sample.held is None else today + sample.held * DAY
    if held is not None:
        actions.hold(user, space.uid, seen=_seen(user), day=held)
    life = Life(ZoneInfo(sample.zone), chance)
    days = (start + each * DAY for each in range((today - start).days))
    _writes(user, space, life, json.loads(document), list(days), held)


def _writes(
    user: User,
    space: Space,
    life: Life,
    document: Mapping[str, Any],
    days: list[date],
    held: date | None,
) -> None:
    """Write down every day, but for one without an entry."""
    left_out = life.chance.choice(days)
    for day in days:
        step = in_force(document, day, held_from=held).step
        if day != left_out and step is not None:
            add(user, space.uid, life.day(day, step.doses))


def _seen(user: User) -> int:
    space = own_space(user)
    assert space is not None  # it was opened just now
    return space.revision


def plan_document(sample: Sample, start: date) -> str:
    """What Stepwell says to the request of somebody made up."""
    request = {
        "start": start.isoformat(),
        "market": sample.market,
        "using_since": f"{start.year - YEARS_OF_USE}-{start.month:02}",
        "current": [
            {"drug": drug, "time": time, "dose": dose}
            for drug, time, dose in sample.doses
        ],
    }
    edition = Edition(person=f"{sample.name} (made up)")
    return plan_json(Proposed.of_document(request, edition).view)
