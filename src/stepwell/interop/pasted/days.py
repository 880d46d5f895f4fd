"""Days in a pasted line: how long, which weeks, from which date."""

from dataclasses import dataclass
from datetime import date

from stepwell.interop.fields import FIRST_YEAR, LAST_YEAR
from stepwell.interop.pasted.items import Counted, EachStep, Lasting, Since, Until
from stepwell.interop.pasted.tokens import Line
from stepwell.interop.pasted.words import (
    COUNTS,
    DASHES,
    DAY_UNITS,
    JOIN,
    MASS_UNITS,
    MONTHS,
    SINCE,
    TABLETS,
    UNTIL,
    WEEKDAYS,
)


MOST_DAYS = 3_660
SHORT_UNITS = {"7": 1, "52": 7}
ORDINALS = frozenset("st nd rd th".split())
ELSEWHERE = frozenset("in on at by of with before within after the".split())
NEXT = frozenset("the a first next another further last final".split())
WRITE_DAYS = "write how long as 14 days or 2 weeks"
WRITE_DATE = "write the date as 2027-01-04 or 4 January 2027"
TOO_LONG = f"this is not a number of days from 1 to {MOST_DAYS}"


@dataclass(frozen=True, slots=True)
class Days:
    """Days that were read, and the token after them."""

    days: int
    past: int


def read_duration(line: Line, at: int) -> tuple[Lasting | EachStep, int] | None:
    """Read how long: ``for 2 weeks``, ``x 14 days``, ``2/52``, ``a fortnight``."""
    if line.text_at(at) in ("every", "each"):
        return _each(line, at)
    start = at + 1 if line.text_at(at) in ("for", "x", "×") else at
    if start == at:
        return _bare_duration(line, at)
    while start > at and line.text_at(start) in NEXT and not _is_days(line, start):
        start += 1
    found = read_days(line, start)
    return (Lasting(found.days), found.past) if found else None


def _bare_duration(line: Line, at: int) -> tuple[Lasting, int] | None:
    """A length without ``for``: never ``3 days a week`` or ``in 2 weeks``."""
    found = read_days(line, at)
    if found is None:
        return None
    leads_elsewhere = at and line.text_at(at - 1) in ELSEWHERE
    if line.text_at(at) == "a" or leads_elsewhere:
        line.refuse(max(at - 1, 0), found.past, "write how long as for 2 weeks")
    return Lasting(found.days), found.past


def read_days(line: Line, at: int) -> Days | None:
    """Read ``2 weeks``, ``two weeks``, ``a fortnight`` or ``2/52``."""
    text, unit = line.text_at(at), line.text_at(at + 1)
    if line.kind_at(at) == "part":
        return _shorthand(line, at)
    if text == "fortnight":
        return Days(14, at + 1)
    if unit in DAY_UNITS and (line.kind_at(at) == "number" or _spoken(text)):
        number = 1 if text in ("a", "one") else _whole(line, at)
        return _days(line, at, at + 2, number * DAY_UNITS[unit])
    ranged = line.kind_at(at) == "number" and (unit in DASHES or unit in UNTIL)
    if ranged and line.text_at(at + 3) in DAY_UNITS:
        line.refuse(at, at + 4, f"this is a range; {WRITE_DAYS}")
    return None


def _is_days(line: Line, at: int) -> bool:
    """Tell whether ``a week`` stands here, whose article counts."""
    return line.text_at(at) == "a" and line.text_at(at + 1) in DAY_UNITS


def _spoken(text: str) -> bool:
    return text in COUNTS or text == "a"


def _each(line: Line, at: int) -> tuple[EachStep, int] | None:
    past = at + 1
    if line.text_at(past) in ("step", "stage"):
        past += 1
        while line.text_at(past) in ("lasts", "is", "for", "of", ":"):
            past += 1
    elif line.text_at(past) == "week":
        return EachStep(7), past + 1
    found = read_days(line, past)
    return (EachStep(found.days), found.past) if found else None


def _shorthand(line: Line, at: int) -> Days | None:
    number, _, unit = line.text_at(at).partition("/")
    if unit == "12":
        line.refuse(at, at + 1, "a month can be 28 to 31 days; write days or weeks")
    if unit not in SHORT_UNITS:
        return None
    return _days(line, at, at + 1, int(number) * SHORT_UNITS[unit])


def _days(line: Line, at: int, past: int, days: int) -> Days:
    if not 1 <= days <= MOST_DAYS:
        line.refuse(at, past, TOO_LONG)
    return Days(days, past)


def _whole(line: Line, at: int) -> int:
    text = line.text_at(at)
    if text in COUNTS:
        return COUNTS[text]
    plain = text.isascii() and text.isdigit() and not text.startswith("0")
    if not plain or len(text) > 4:
        line.refuse(at, at + 2, f"this is no whole number; {WRITE_DAYS}")
    return int(text)


def read_counted(line: Line, at: int) -> tuple[Counted, int] | None:
    """Read ``week 1``, ``weeks 1-2``, ``week 3 and 4``, ``days 1 to 14``."""
    if line.text_at(at) == "for" and line.text_at(at + 1) in DAY_UNITS:
        at += 1
    unit = line.text_at(at)
    if unit not in DAY_UNITS or not _is_whole(line, at + 1):
        return None
    first, past = _whole(line, at + 1), at + 2
    last = first
    if _joins(line, past) and _is_whole(line, past + 1):
        after = line.text_at(past + 2)
        if after not in MASS_UNITS and after not in TABLETS and after not in DASHES:
            last, past = _whole(line, past + 1), past + 2
    if line.kind_at(past) in ("number", "part"):
        sentence = "two numbers stand side by side; put a colon between them"
        line.refuse(at, past + 1, sentence)
    if last < first:
        line.refuse(at, past, "this ends before it begins")
    if line.text_at(past - 2) in JOIN and last != first + 1:
        line.refuse(at, past, "some weeks or days between are missing; write 1 to 4")
    days = DAY_UNITS[unit]
    length = _days(line, at, past, (last - first + 1) * days).days
    return Counted((first - 1) * days, length), past


def _is_whole(line: Line, at: int) -> bool:
    return line.kind_at(at) == "number" or line.text_at(at) in COUNTS


def _joins(line: Line, at: int) -> bool:
    text = line.text_at(at)
    return text in DASHES or text in JOIN or text in ("to", "until")


def read_dated(line: Line, at: int) -> tuple[Since | Until, int] | None:
    """Read a date, as the first day of a step or (``to``, ``until``) as its last."""
    text, start = line.text_at(at), at
    bare = False
    ending = text in UNTIL or text in DASHES
    if ending:
        start = at + 1
    elif text in SINCE:
        start = _past_words(line, at + 1, ("on", "date", ":", "the"))
    elif line.texts(at, 3) == ("w", "/", "c"):
        start = at + 3
    elif text == "week" and line.text_at(at + 1) in SINCE:
        start = at + 2
    else:
        bare = True
        start = _past_words(line, at + 1, (":",)) if text == "date" else at
    found = _date(line, start)
    if found is None:
        return None
    day, past = found
    return (Until(day) if ending else Since(day, bare)), past


def _past_words(line: Line, at: int, words: tuple[str, ...]) -> int:
    while line.text_at(at) in words:
        at += 1
    return at


def _date(line: Line, at: int) -> tuple[date, int] | None:
    weekday = line.text_at(at)
    if weekday in WEEKDAYS:
        start = at + 2 if line.text_at(at + 1) == "," else at + 1
        found = _plain_date(line, start)
        if found and WEEKDAYS[found[0].weekday()] != weekday:
            right = WEEKDAYS[found[0].weekday()].title()
            why = f"{found[0].isoformat()} is a {right}; {WRITE_DATE}"
            line.refuse(at, found[1], why)
        return found
    return _plain_date(line, at)


def _plain_date(line: Line, at: int) -> tuple[date, int] | None:
    kind, text = line.kind_at(at), line.text_at(at)
    if kind == "iso":
        year, month, day = map(int, text.split("-"))
        return _made(line, at, at + 1, (year, month, day)), at + 1
    if kind == "day":
        return _numeric(line, at), at + 1
    if kind == "number":
        past = at + 2 if line.text_at(at + 1) in ORDINALS else at + 1
        past = past + 1 if line.text_at(past) == "of" else past
        if line.text_at(past) in MONTHS:
            return _named(line, at, at, past, past + 1)
    if text in MONTHS and line.kind_at(at + 1) == "number":
        past = at + 3 if line.text_at(at + 2) in ORDINALS else at + 2
        return _named(line, at, at + 1, at, past)
    return None


def _named(
    line: Line, at: int, day_at: int, month_at: int, year_at: int
) -> tuple[date, int]:
    """A date with its month in words; the year has four digits."""
    if line.text_at(year_at) == ",":
        year_at += 1
    day, year = line.text_at(day_at), line.text_at(year_at)
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        line.refuse(at, year_at, f"the year is missing; {WRITE_DATE}")
    if not (day.isascii() and day.isdigit() and len(day) <= 2):
        line.refuse(at, year_at + 1, f"this is not a day; {WRITE_DATE}")
    numbers = int(year), MONTHS[line.text_at(month_at)], int(day)
    return _made(line, at, year_at + 1, numbers), year_at + 1


def _numeric(line: Line, at: int) -> date:
    """A date in numbers, where only one order of day and month is possible."""
    text = line.text_at(at).replace(".", "/").replace("-", "/")
    first, second, year = text.split("/")
    if len(year) != 4 or len(first) > 2:
        line.refuse(at, at + 1, f"the year has to have four digits; {WRITE_DATE}")
    one, other = int(first), int(second)
    if one <= 12 and other <= 12 and one != other:
        sentence = "the day and the month can be mixed up"
        line.refuse(at, at + 1, f"{sentence}; {WRITE_DATE}")
    day, month = (other, one) if other > 12 else (one, other)
    return _made(line, at, at + 1, (int(year), month, day))


def _made(line: Line, at: int, past: int, numbers: tuple[int, int, int]) -> date:
    if not FIRST_YEAR <= numbers[0] <= LAST_YEAR:
        sentence = f"the year has to be {FIRST_YEAR} to {LAST_YEAR}"
        line.refuse(at, past, sentence)
    try:
        return date(*numbers)
    except ValueError:
        return line.refuse(at, past, f"there is no such day; {WRITE_DATE}")
