"""``stepwell review``: a second look at any schedule."""

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from stepwell.cli.options import text_or_json


if TYPE_CHECKING:
    from stepwell.documents import ReviewView
    from stepwell.formulary import Formulary
    from stepwell.interop.plan_reader import Brought

STOP_FOUND = 3
DEFAULT_MARKET = "gb"
"""Its table is the one by which most drugs count as more diazepam: the careful one."""


@click.command("review", short_help="Take a second look at any schedule.")
@click.argument("schedule_file", metavar="SCHEDULE")
@click.option(
    "--market",
    metavar="MARKET",
    help="us, gb, ca, au or de: decides the products and the table. Without it a plan"
    f" of ours keeps its own, and a table is judged as {DEFAULT_MARKET}.",
)
@click.option(
    "--equivalence", metavar="TABLE", help="The equivalence table the limits use."
)
@click.option(
    "--person",
    metavar="FILE",
    help="A .toml or .json file with person, using_since and days_per_week.",
)
@click.option(
    "--start",
    metavar="DATE",
    help="The first day of the first step, as 2027-01-04, where a pasted letter does"
    " not say it.",
)
@click.option(
    "--now",
    metavar="DOSES",
    help='What is taken now, such as "5 mg morning, 10 mg night", where a pasted'
    " letter does not say it.",
)
@text_or_json("How to show the findings.")
def command(
    schedule_file: str,
    market: str | None,
    equivalence: str | None,
    person: str | None,
    start: str | None,
    now: str | None,
    form: str,
) -> int:
    """Look at SCHEDULE, and say what is wrong with it.

    It is a CSV table, a plan of ours in JSON, or the steps pasted from a letter as
    plain text; how that was read is shown first, to be compared with the letter.

    The first row of a table is what is taken today; columns: start, days, drug,
    morning_mg, midday_mg, evening_mg, bedtime_mg. Exit status 3 when something must
    not be done. A clean review does not replace a prescriber.

    \b
    Examples:
      stepwell review examples/schedules/gradual.csv
      stepwell review schedule.csv --market us --person me.toml
      stepwell review letter.txt --start 2027-01-04 --now "5 mg morning, 10 mg night"
    """
    from stepwell.cli.screen import show
    from stepwell.documents import review_json, review_text

    view = reviewed(schedule_file, market, equivalence, person, start, now)
    if form == "json":
        click.echo(review_json(view), nl=False)
    else:
        show(lambda width: review_text(view, width))
    return STOP_FOUND if view.refused else 0


def reviewed(
    schedule_file: str,
    market: str | None = None,
    equivalence: str | None = None,
    person_file: str | None = None,
    start: str | None = None,
    now: str | None = None,
) -> "ReviewView":
    """Read a schedule and describe its review; raises InputError."""
    from stepwell.cli.files import read_document, read_text
    from stepwell.documents import review_view
    from stepwell.formulary import load_formulary
    from stepwell.interop.documents_in import MOST_SCHEDULE_BYTES
    from stepwell.interop.fields import read_day
    from stepwell.interop.request_current import implausible_words
    from stepwell.interop.request_person import read_person_file
    from stepwell.interop.schedule_reader import Beside, read_with_reading
    from stepwell.plan.person import Person, UseHistory
    from stepwell.safety import Case, review
    from stepwell.safety.scale import Scale
    from stepwell.sources import load_bibliography

    formulary = load_formulary()
    _check_options(market, equivalence, formulary)
    beside = Beside(None if start is None else read_day(start, "--start"), now)
    text = read_text(schedule_file, MOST_SCHEDULE_BYTES)
    brought, reading = read_with_reading(text, formulary, beside)
    market, table = _judged_by(brought, market, equivalence)
    schedule = brought.schedule
    today = schedule.periods[min(1, len(schedule.periods) - 1)].start
    person, use = Person(), UseHistory()
    if person_file is not None:
        person, use = read_person_file(read_document(person_file), today)
    case = Case(
        person=person,
        use=use,
        today=schedule.periods[0].regimen,
        day=today,
        scale=Scale.using(formulary, table),
        formulary=formulary,
        market=market,
        schedule=schedule,
    )
    view = review_view(
        case,
        schedule,
        review(case),
        load_bibliography(),
        warning=implausible_words(case.today, case.scale),
    )
    if reading is None:
        return view
    return replace(
        view,
        read=reading.read,
        assumed=reading.assumed,
        left_out=reading.left_out,
    )


def _check_options(
    market: str | None, equivalence: str | None, formulary: "Formulary"
) -> None:
    from stepwell.interop.names import read_market, table_reader

    if market is not None:
        read_market(market, "--market")
    if equivalence is not None:
        table_reader(formulary)(equivalence, "--equivalence")


def _judged_by(
    brought: "Brought", market: str | None, equivalence: str | None
) -> tuple[str, str]:
    """The market and the table: an option first, then what the plan itself says."""
    from stepwell.safety.scale import default_table

    where = market or brought.market or DEFAULT_MARKET
    return where, equivalence or brought.equivalence or default_table(where)
