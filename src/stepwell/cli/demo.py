"""``stepwell demo``: the main job on fictional people, from nothing."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click


if TYPE_CHECKING:
    from stepwell.documents.curve_view import CurveView
    from stepwell.documents.views import PlanView

FORMATS = {"text": "txt", "json": "json", "csv": "csv", "ics": "ics"}
PRINTED = "the plan on paper, to hold in your hands"
PAPERS = {
    "visit": "the report for a ten-minute visit",
    "letter": "the letter to the prescriber",
    "pharmacy": "the sheet for the pharmacy",
}
EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
ORDER = (
    "diazepam-gb",
    "diazepam-gb-fluvoxamine",
    "zopiclone-gb",
    "temazepam-gb",
    "lorazepam-us",
    "clonazepam-gb",
    "alprazolam-us",
    "temazepam-us",
    "temazepam-us-compounded",
)
"""From the simplest on; what is not named here comes last."""
KINDS = {
    "txt": "the plan in words",
    "json": "the plan for other programs",
    "csv": "every day of the plan as a table",
    "ics": "the plan as a calendar with neutral titles",
}
LEVEL = "the modelled level as a picture"
REFUSED_KINDS = {"txt": "the refusal in words", "json": "the refusal for programs"}
BAD_SCHEDULE = "too-fast.csv"
JOURNALS = {
    "lorazepam-us-smooth.csv": "2027-02-15",
    "lorazepam-us-hard.csv": "2027-02-01",
}
"""A journal of somebody planned for above, and the day on which it is looked at."""
JOURNAL_OF, HARDEST = EXAMPLES / "lorazepam-us.toml", "lorazepam-us-hard.csv"


@click.command("demo", short_help="Show the program on fictional people.")
@click.option(
    "--into",
    default="stepwell-demo",
    metavar="DIR",
    show_default=True,
    help="Where the files go.",
)
@click.option("--no-serve", is_flag=True, help="Only write the files (for scripts).")
def command(into: str, no_serve: bool) -> None:
    """Make drafts for fictional people and review a dangerous schedule.

    Nobody in it exists. What it makes shows the program and is advice for no one;
    only a prescriber can say what suits a person.

    \b
    Examples:
      stepwell demo
      stepwell demo --no-serve --into /tmp/tour
    """
    from stepwell.interop.errors import InputError

    if not EXAMPLES.is_dir():
        sentence = "the examples are missing; run this from a checkout of Stepwell"
        raise InputError(f"demo: {sentence}")
    folder = _folder(into)
    click.echo("Stepwell demo: drafts for people who do not exist.\n")
    for request in sorted(EXAMPLES.glob("*.toml"), key=_place):
        for line in _planned(request, folder):
            click.echo(line)
    for line in _reviewed(EXAMPLES / "schedules" / BAD_SCHEDULE, folder):
        click.echo(line)
    for journal, day in JOURNALS.items():
        for line in _lived(EXAMPLES / "journals" / journal, day, folder):
            click.echo(line)
    for line in _papers(folder):
        click.echo(line)
    click.echo(f"All files are in {folder}. They are drafts, for no real person.")
    click.echo(f"Open this one first: {folder / ORDER[0]}.txt")
    if not no_serve:
        from stepwell.cli.serve import serve_site

        click.echo()
        try:
            serve_site(data=str(folder / "site"), people=_people)
        except InputError as problem:  # the files are there all the same
            click.echo(f"The site is not open: {problem}.")
            click.echo("Say ./stepwell serve --port 9000, or another number.")


def _people(today: date) -> list[str]:
    from stepwell.web.seeding import demo_people

    return demo_people(today)


def _place(request: Path) -> tuple[int, str]:
    known = request.stem in ORDER
    return (ORDER.index(request.stem) if known else len(ORDER), request.stem)


def _folder(into: str) -> Path:
    from stepwell.interop.errors import InputError

    folder = Path(into).resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        sentence = "this folder cannot be made; name another"
        raise InputError(f"--into {into}: {sentence}") from None
    return folder


def _planned(request: Path, folder: Path) -> Iterator[str]:
    from stepwell.cli.curve import made
    from stepwell.cli.files import write_whole
    from stepwell.cli.plan import rendered

    view, curve = made(str(request))
    forms = ["text", "json"] if view.refused else list(FORMATS)
    for form in forms:
        path = folder / f"{request.stem}.{FORMATS[form]}"
        write_whole(str(path), rendered(view, form))
    yield f"{request.stem}: {view.outcome}"
    for label, text in view.summary:
        yield f"    {label}: {text}"
    for group in view.groups:
        if group.severity == "stop":
            yield f"    {group.rule}: {group.text}"
    kinds = REFUSED_KINDS if view.refused else KINDS
    for form in forms:
        ending = FORMATS[form]
        yield f"    File {request.stem}.{ending}: {kinds[ending]}"
    if curve is not None:
        yield f"    {_on_paper(view, request.stem, folder)}"
        yield f"    {_level(curve, request.stem, folder)}"
    yield ""


def _on_paper(view: "PlanView", stem: str, folder: Path) -> str:
    from stepwell.cli.files import write_whole
    from stepwell.documents.paper.person_plan import person_plan_pdf

    name = f"{stem}.pdf"
    write_whole(str(folder / name), person_plan_pdf(view))
    return f"File {name}: {PRINTED}"


def _level(curve: "CurveView", stem: str, folder: Path) -> str:
    """Write the modelled level as a picture, and say so, or why there is none."""
    from stepwell.cli.curve import rendered
    from stepwell.cli.files import write_whole

    if not curve.is_drawn:
        return f"No picture of the modelled level: {curve.why_not}"
    name = f"{stem}-level.svg"
    write_whole(str(folder / name), rendered(curve, "svg"))
    return f"File {name}: {LEVEL}"


def _reviewed(schedule: Path, folder: Path) -> Iterator[str]:
    from stepwell.cli.files import write_whole
    from stepwell.cli.review import reviewed
    from stepwell.cli.screen import PLAIN_WIDTH
    from stepwell.documents import review_text
    from stepwell.documents.blocks import plain

    view = reviewed(str(schedule))
    name = f"review-{schedule.stem}.txt"
    write_whole(str(folder / name), plain(review_text(view, PLAIN_WIDTH)))
    stops = [group for group in view.groups if group.severity == "stop"]
    yield f"A second look at a dangerous schedule, {schedule.name}:"
    for group in stops:
        yield f"    {group.rule}, {group.where}: {group.text}"
    yield f"    File {name}: the second look in words\n"


def _lived(journal: Path, day: str, folder: Path) -> Iterator[str]:
    from stepwell.cli import adapt
    from stepwell.cli import journal as journals
    from stepwell.cli.files import write_whole
    from stepwell.cli.screen import PLAIN_WIDTH
    from stepwell.documents.adaptation_text import adaptation_text
    from stepwell.documents.blocks import plain
    from stepwell.documents.journal_text import journal_text

    request = str(JOURNAL_OF)
    checked = journals.described(str(journal), request)
    proposed = adapt.described(request, str(journal), day)
    files = {
        f"journal-{journal.stem}.txt": plain(journal_text(checked, PLAIN_WIDTH)),
        f"adapt-{journal.stem}.txt": plain(adaptation_text(proposed, PLAIN_WIDTH)),
    }
    for name, text in files.items():
        write_whole(str(folder / name), text)
    look, rule = files
    yield f"A journal, {journal.name}, looked at on {day}: {proposed.headline}"
    yield f"    {proposed.because[0].text}"
    yield f"    File {look}: what the journal says"
    yield f"    File {rule}: what the agreed rule proposes, and why\n"


def _papers(folder: Path) -> Iterator[str]:
    """The other papers on the plan of the journals."""
    from stepwell.cli.files import write_whole
    from stepwell.cli.journal import read
    from stepwell.cli.made import read_source
    from stepwell.cli.print_options import PrintWish
    from stepwell.cli.printing import Print, lived_of, printed

    source = read_source(str(JOURNAL_OF))
    proposal = source.proposal()
    journal = read(str(EXAMPLES / "journals" / HARDEST), source.formulary)
    yield f"Other papers on {JOURNAL_OF.stem}:"
    for document, words in PAPERS.items():
        wish = PrintWish(document=document)
        what = Print(source, proposal, source.view(proposal), wish, journal)
        name = f"{document}-{JOURNAL_OF.stem}.pdf"
        write_whole(str(folder / name), printed(what, lived_of(what)))
        yield f"    File {name}: {words}"
    yield ""
