"""A pasted line as items: every token is understood, or the line is refused."""

from collections.abc import Iterator

from stepwell.interop.pasted import items as items
from stepwell.interop.pasted.amounts import read_amount
from stepwell.interop.pasted.changes import read_change, read_regular
from stepwell.interop.pasted.days import read_counted, read_dated, read_duration
from stepwell.interop.pasted.items import Amount, At, Item, Named, Often, Placed, Sum
from stepwell.interop.pasted.names import Names
from stepwell.interop.pasted.tokens import Line
from stepwell.interop.pasted.words import (
    A_DAY,
    BREAKS,
    CHANGE,
    COUNTS,
    DASHES,
    HEADING,
    INTERPRETED,
    JOIN,
    MASS_UNITS,
    NIL,
    NOW,
    OFTEN,
    ONGOING,
    PADDING,
    REFUSED,
    STAY,
    STOP,
    TELLING,
    THEN,
    TIMES,
)
from stepwell.quantities import Mass


LEFT_OVER = (
    "write each step as doses, times of day and how long, such as"
    " 5 mg morning, 10 mg night for 2 weeks"
)
Found = tuple[Item | None, int]
"""What was read (nothing for words that change nothing), and the next token."""


def is_prose(line: Line, names: Names) -> bool:
    """Tell whether a line says nothing of doses, so that it may be left out."""
    if any(mark.isnumeric() for mark in line.text):
        return False
    telling = any(
        token.text in TELLING and line.texts(at - 1, 2) != ("i", "am")
        for at, token in enumerate(line.tokens)
    )
    return not telling and "%" not in line.text and not names.stands_in(line)


def is_title(line: Line, names: Names) -> bool:
    """Tell whether a line is only a title, such as ``Diazepam reduction plan:``."""
    return bool(line.tokens) and all(
        token.text in HEADING
        or token.text in names.drugs
        or token.text in BREAKS
        or token.text in DASHES
        for token in line.tokens
    )


def read_items(line: Line, names: Names) -> tuple[Placed, ...]:
    """Read a whole line; raises InputError with the part that is not understood."""
    _refuse_words(line)
    return tuple(_placed(line, names))


def _placed(line: Line, names: Names) -> Iterator[Placed]:
    at = 0
    while at < len(line.tokens):
        item, past = _next(line, at, names)
        if isinstance(item, Amount):
            item, past = _behind(line, item, past, names)
        if item is not None:
            yield Placed(item, at, past)
        at = past


def _refuse_words(line: Line) -> None:
    longest = max(map(len, REFUSED))
    for at in range(len(line.tokens)):
        for count in range(longest, 0, -1):
            why = REFUSED.get(line.texts(at, count))
            if why:
                line.refuse(at, at + count, why)


def _next(line: Line, at: int, names: Names) -> Found:
    for read in (_total, read_counted, read_dated, read_regular, read_duration):
        found = read(line, at)
        if found is not None:
            return found
    of_drug = line.text_at(at + 1) in names.drugs and line.text_at(at + 2) == "to"
    if line.text_at(at) in CHANGE and of_drug:
        return items.CHANGE, at + 1
    changed = read_change(line, at)
    if changed is not None:
        return changed
    often = _often(line, at)
    if often is not None:
        return often
    amount = read_amount(line, at)
    if amount is not None:
        return amount
    named = names.read(line, at)
    if named is not None:
        return Named(named[0]), named[1]
    return _word(line, at, names)


def _word(line: Line, at: int, names: Names) -> Found:
    text = line.text_at(at)
    if text in TIMES:
        return _time(line, at)
    if line.texts(at, 2) == ("at", "present"):
        return items.NOW, at + 2
    if line.texts(at, 2) == ("followed", "by"):
        return items.THEN, at + 2
    if line.texts(at, 2) == ("long", "term"):
        return items.ONGOING, at + 2
    if text in ("step", "stage") and line.kind_at(at + 1) == "number":
        why = "number the steps at the beginning of their lines, as Step 1:"
        line.refuse(at, at + 2, why)
    for words, sign in SIGNS:
        if text in words:
            return sign, at + 1
    if text in NIL:
        return Amount(Mass(0)), at + 1
    if text == "no" and line.text_at(at + 1) in ("dose", "doses"):
        return Amount(Mass(0)), at + 2
    if text in STAY and not any(token.text in MASS_UNITS for token in line.tokens):
        line.refuse(at, at + 1, "write the dose again, in mg")
    behind_drug = at > 1 and line.text_at(at - 1) in names.drugs
    if text == "to" and behind_drug and line.text_at(at - 2) in CHANGE:
        return None, at + 1
    before_time = text == "before" and line.text_at(at + 1) in TIMES
    if before_time or line.texts(at, 2) == ("by", "mouth"):
        return None, at + (1 if before_time else 2)
    if text in PADDING:
        return None, at + 1
    return _refuse(line, at, names)


SIGNS = (
    (THEN | {"→"}, items.THEN),
    (NOW, items.NOW),
    (STOP, items.STOP),
    (ONGOING, items.ONGOING),
    (BREAKS | DASHES | {"|"}, items.BREAK),
    (JOIN, items.JOIN),
)


def _refuse(line: Line, at: int, names: Names) -> Found:
    token = line.tokens[at]
    drug = names.nearest(token.text) if token.kind == "word" else ""
    if drug:
        line.refuse(at, at + 1, f"write {drug} if it is meant")
    if token.kind == "number" and line.text_at(at + 1) in ("am", "pm"):
        why = "clock times are not read; write morning, midday, evening or bedtime"
        line.refuse(at, at + 2, why)
    if token.kind in ("number", "part"):
        why = 'it has no unit; write mg behind a dose, such as "5 mg"'
        return line.refuse(at, at + 1, why)
    return line.refuse(at, at + 1, LEFT_OVER)


def _time(line: Line, at: int) -> Found:
    text = line.text_at(at)
    return At(TIMES[text], INTERPRETED.get(text, "")), at + 1


def _often(line: Line, at: int) -> Found | None:
    """Read ``bd``, ``twice a day``, ``3 times daily``, ``once daily``, ``/day``."""
    text = line.text_at(at)
    if text in A_DAY:
        return Often(A_DAY[text]), at + 1
    if text in OFTEN:
        return Often(OFTEN[text]), _past_day(line, at + 1, text)
    if line.text_at(at + 1) == "times":
        count = COUNTS.get(text, int(text) if text in ("2", "3", "4") else 0)
        if not 2 <= count <= 4:
            line.refuse(at, at + 2, "write the dose of each time of day in mg")
        return Often(count), _past_day(line, at + 2, "times")
    if text == "daily" or line.texts(at, 2) in DAILY:
        return Often(1), at + (1 if text == "daily" else 2)
    return None


DAILY = {(word, "day") for word in ("a", "per", "each", "every", "/")}


def _past_day(line: Line, at: int, text: str) -> int:
    if line.text_at(at) == "-":
        at += 1
    if line.text_at(at) == "daily":
        return at + 1
    if line.texts(at, 2) in DAILY:
        return at + 2
    of_other = line.text_at(at) in ("a", "per", "each", "every", "/")
    if text != "once" or (of_other and line.text_at(at + 1) not in TIMES):
        line.refuse(at - 1, at + 1, "it does not say a day; write twice a day")
    return at


def _total(line: Line, at: int) -> Found | None:
    """Read ``total daily dose 10 mg`` or ``= 10 mg``, to be compared with the doses."""
    if line.text_at(at) not in ("total", "="):
        return None
    past = at + 1
    while line.text_at(past) in ("daily", "dose", "of", "is", ":", "="):
        past += 1
    found = read_amount(line, past)
    if found is None or not isinstance(found[0], Amount):
        return line.refuse(at, past, "write the total as total 10 mg")
    return Sum(found[0].mass), _past_daily(line, found[1])


def _past_daily(line: Line, at: int) -> int:
    if line.text_at(at) == "daily":
        return at + 1
    return at + 2 if line.texts(at, 2) in DAILY else at


def _behind(line: Line, amount: Amount, past: int, names: Names) -> Found:
    """What stands right behind an amount: its drug, or that it is a total."""
    total = past + 1 if line.text_at(past) == "in" else past
    if line.text_at(total) in ("total", "altogether"):
        return Sum(amount.mass), _past_daily(line, total + 1)
    start = past + 1 if line.text_at(past) == "of" else past
    named = names.read(line, start)
    return (Amount(amount.mass, named[0]), named[1]) if named else (amount, past)
