"""The end of a plan, and sleep, as blocks of the page."""

from collections.abc import Iterable, Iterator

from stepwell.documents.blocks import Block, Gap, Para
from stepwell.documents.ending_views import AfterCareView, SleepView
from stepwell.documents.finding_blocks import bullets, section
from stepwell.documents.wording import day_words


SLEEP_TITLE = "Sleep: before the first cut, and the nights after it"
WHICH_ARE_VISITS = (
    "Check-ins. Agree with your prescriber which of them are visits or calls, and which"
    " you do yourself with your notes."
)


def aftercare_blocks(care: AfterCareView) -> Iterator[Block]:
    """The section on the end of the plan and what follows it."""
    yield section(care.title)
    yield from bullets(care.ending)
    expect = (*care.expect, *(each.text for each in care.washouts))
    yield from _part("What to expect", expect)
    yield from _part(
        WHICH_ARE_VISITS,
        (
            f"{day_words(each.day)} ({each.when}): {each.focus}"
            for each in care.check_ins
        ),
    )
    yield from _part("What to look at each time", care.look_at)
    yield from _part("Three things that feel alike", care.apart)
    yield from _part("The way back", care.route_back)
    yield _source(care.works)


def sleep_blocks(sleep: SleepView) -> Iterator[Block]:
    """The section on sleep, which is read before the steps."""
    yield section(SLEEP_TITLE)
    yield from bullets(sleep.programme)
    yield from _part("Worse nights after a cut", sleep.nights)
    yield _source(sleep.works)


def _part(title: str, items: Iterable[str]) -> Iterator[Block]:
    found = list(items)
    if found:
        yield Gap()
        yield Para(title, "strong")
        yield from bullets(found)


def _source(works: Iterable[str]) -> Block:
    return Para(f"Source: {', '.join(works)}", "dim", mark="  ")
