"""The items of a line in groups, one for each step that the line describes."""

from collections.abc import Iterable, Sequence

from stepwell.interop.pasted import items as items
from stepwell.interop.pasted.items import (
    Amount,
    At,
    Counted,
    Item,
    Lasting,
    Named,
    Often,
    Pattern,
    Placed,
    Reduce,
    Since,
    Until,
)
from stepwell.interop.pasted.tokens import Line


ONE_STEP = "it is not clear where one step ends; write each step on its own line"
DOSES = (Amount, Pattern)
LENGTHS = (Lasting, Counted, Until)
SEPARATORS = (items.BREAK, items.JOIN)


def groups_of(line: Line, placed: Sequence[Placed]) -> list[list[Placed]]:
    """Part the items of a line by step; raises InputError where that is unclear."""
    groups: list[list[Placed]] = [[]]
    broken = False
    for each in placed:
        if _begins_group(line, groups[-1], each, broken=broken):
            groups.append([])
        groups[-1].append(each)
        if isinstance(each.item, Reduce):
            groups.append([])
        broken = each.item == items.BREAK
    return [group for group in groups if any(_tells(each.item) for each in group)]


def holds(group: Iterable[Placed], *kinds: type) -> bool:
    """Tell whether a group holds an item of some kinds."""
    return any(isinstance(each.item, kinds) for each in group)


def signs(group: Iterable[Placed]) -> set[Item]:
    """The signs of a group."""
    return {each.item for each in group if isinstance(each.item, items.Sign)}


def _tells(item: Item) -> bool:
    return item not in (*SEPARATORS, items.CHANGE, items.THEN)


def _begins_group(
    line: Line, group: list[Placed], each: Placed, *, broken: bool
) -> bool:
    item = each.item
    dosed = holds(group, *DOSES) or items.STOP in signs(group)
    if item == items.THEN or isinstance(item, Reduce):
        return True
    if item in (items.CHANGE, items.STOP):
        return dosed
    if isinstance(item, (*LENGTHS, Since)):
        return _second_length(line, group, each, dosed=dosed, broken=broken)
    if not isinstance(item, (*DOSES, At, Named, Often)) or not _complete(group):
        return False
    if isinstance(item, At | Often) and not holds(group, At, Often, Pattern):
        return False
    if not broken:
        line.refuse(each.first, each.past, ONE_STEP)
    return True


def _second_length(
    line: Line, group: list[Placed], each: Placed, *, dosed: bool, broken: bool
) -> bool:
    kinds = (Since,) if isinstance(each.item, Since) else LENGTHS
    if not holds(group, *kinds):
        return isinstance(each.item, Since) and broken and _complete(group)
    if not dosed:
        line.refuse(each.first, each.past, "it says twice when or how long")
    return True


def _complete(group: list[Placed]) -> bool:
    """Tell whether a length follows a dose, so that the step is all said."""
    dosed = False
    for each in group:
        if isinstance(each.item, LENGTHS) and dosed:
            return True
        dosed = dosed or isinstance(each.item, DOSES)
    return False
