"""What there is to know about the supply, said in sentences."""

from collections.abc import Callable
from datetime import timedelta

from stepwell.dispensing import (
    NoteKind,
    SupplyNote,
    supply_notes,
    told_from_strengths,
)
from stepwell.documents.views import SupplyNoteView
from stepwell.documents.wording import day_words, days_words, listed
from stepwell.formulary import Formulary
from stepwell.plan.plan import Plan
from stepwell.plan.request import Request
from stepwell.plan.supply_wish import STEP_BACK_DAYS, SupplyPolicy, SupplyWish


Words = Callable[[SupplyNote, SupplyWish], str]

UNIT_WORDS = {"units": "", "ml": " millilitres"}
URGENT = (NoteKind.NOT_COVERED, NoteKind.WARNING, NoteKind.OTHER_STRENGTH)
NO_POLICY = (
    "No limit on prescriptions was given; ask the pharmacist about limits on"
    " controlled medicines."
)
PIECES = (
    "Tablets are handed out whole; the piece that a cut leaves is taken on a later day,"
    " so no dose is rounded up. A step back from the first step is not counted: what is"
    " taken today is not known by product."
)


def supply_note_views(
    plan: Plan, request: Request, formulary: Formulary
) -> tuple[SupplyNoteView, ...]:
    """Say the notes on the supply of a plan, the gravest first."""
    wish = request.supply
    notes = supply_notes(plan, wish)
    told = told_from_strengths(
        notes, plan, wish, formulary.product, request.smallest_piece
    )
    return tuple(_view(note, wish, formulary) for note in told)


def _view(note: SupplyNote, wish: SupplyWish, formulary: Formulary) -> SupplyNoteView:
    said = SENTENCES[note.kind](note, wish)
    if note.product is not None:
        product = formulary.product(note.product)
        said = f"{product.drug} {product.name}: {said}"
    return SupplyNoteView(
        kind=note.kind.value,
        text=said,
        is_urgent=note.kind in URGENT,
        product=note.product,
        day=note.day,
        act_by=note.act_by,
    )


def _not_covered(note: SupplyNote, wish: SupplyWish) -> str:
    assert note.day is not None
    assert note.until is not None
    return (
        f"from {day_words(note.day)} to {day_words(note.until)} no prescription within"
        f" the limit is enough: up to {note.amount} are taken a day, and one"
        f" prescription may hold {wish.policy.most_units}. Settle this with the"
        " prescriber and the pharmacist before the plan begins; never take less"
        " because of it."
    )


def _warning(note: SupplyNote, wish: SupplyWish) -> str:
    assert note.day is not None
    return (
        f"from {day_words(note.day)} on what is at home is not enough. Ask for the next"
        f" prescription {_by(note, wish)}; running out would be a sudden stop."
    )


def _other_strength(note: SupplyNote, wish: SupplyWish) -> str:
    assert note.day is not None
    assert note.until is not None
    return (
        f"needed from {day_words(note.day)} on, and of this product there is not"
        f" enough at home. Order it {_by(note, wish)}; until you have it, stay on the"
        " dose you were taking. For that, what is at home lasts until"
        f" {day_words(note.until)}."
    )


def _run_out(note: SupplyNote, _: SupplyWish) -> str:
    here = f"{note.amount}{UNIT_WORDS[note.unit]} at home"
    if note.day is None:
        return f"{here}, enough for the whole plan."
    last = note.day - timedelta(days=1)
    return f"{here}, enough up to and including {day_words(last)}."


def _order(note: SupplyNote, wish: SupplyWish) -> str:
    assert note.day is not None
    return (
        f"needed from {day_words(note.day)} on. Order it {_by(note, wish)}: a pharmacy"
        " may have to get it first."
    )


def _shorter(note: SupplyNote, wish: SupplyWish) -> str:
    assert note.day is not None
    return (
        f"From {day_words(note.day)} on prescriptions are shorter than the"
        f" {days_words(wish.period_days)} asked for, to keep the limits."
    )


def _goes_on(note: SupplyNote, wish: SupplyWish) -> str:
    assert note.day is not None
    return (
        f"after the last step that dose goes on. From {day_words(note.day)} on each"
        f" prescription of {days_words(wish.longest_days)} needs"
        f" {note.amount}{UNIT_WORDS[note.unit]}; ask for it {_by(note, wish)}."
    )


def _step_back(note: SupplyNote, _: SupplyWish) -> str:
    assert note.day is not None
    return (
        f"a step back of {days_words(STEP_BACK_DAYS)} can need up to"
        f" {note.amount}{UNIT_WORDS[note.unit]} of it in a period that hands out none"
        f" (the first begins on {day_words(note.day)}); it would have to be asked for."
    )


def _not_used(_: SupplyNote, __: SupplyWish) -> str:
    return (
        "at home, and not used by the plan. Keep it until the strengths of the plan are"
        " at home, too, and never take it besides; then ask the pharmacist what to do"
        " with it."
    )


def _liquid(_: SupplyNote, __: SupplyWish) -> str:
    return (
        "the millilitres are exact. Bottles come in sizes that the pharmacist knows,"
        " and an opened one keeps for a limited time: ask."
    )


def _early_refill(_: SupplyNote, wish: SupplyWish) -> str:
    days = days_words(wish.policy.earliest_days or 0)
    return (
        "A hold or a step back uses a prescription up early, and the next one may be"
        f" collected no more than {days} before the supply was to end: settle with the"
        " prescriber beforehand how the extra is got."
    )


def _policy(_: SupplyNote, wish: SupplyWish) -> str:
    if wish.policy.is_open:
        return NO_POLICY
    return (
        f"Limits used, as the request gives them: {listed(_limits(wish.policy))}. Ask"
        " the pharmacist whether these are all that apply."
    )


def _limits(policy: SupplyPolicy) -> list[str]:
    said = []
    if policy.most_days is not None:
        said.append(f"at most {days_words(policy.most_days)} a prescription")
    if policy.most_units is not None:
        said.append(
            f"at most {policy.most_units} tablets or capsules of one product a"
            " prescription"
        )
    if policy.earliest_days is not None:
        said.append(
            f"collected at most {days_words(policy.earliest_days)} before the supply"
            " at hand ends"
        )
    return said


def _basis(_: SupplyNote, wish: SupplyWish) -> str:
    counted = "what is at home was not counted"
    if wish.cupboard is not None:
        day = day_words(wish.cupboard.counted_on)
        counted = f"what is at home was counted on {day} and is used first"
    return f"Periods of {days_words(wish.period_days)}; {counted}. {PIECES}"


def _by(note: SupplyNote, wish: SupplyWish) -> str:
    assert note.act_by is not None
    if wish.cupboard is not None and note.act_by <= wish.cupboard.counted_on:
        return "now"
    return f"by {day_words(note.act_by)}"


SENTENCES: dict[NoteKind, Words] = {
    NoteKind.NOT_COVERED: _not_covered,
    NoteKind.WARNING: _warning,
    NoteKind.OTHER_STRENGTH: _other_strength,
    NoteKind.RUN_OUT: _run_out,
    NoteKind.ORDER: _order,
    NoteKind.SHORTER: _shorter,
    NoteKind.GOES_ON: _goes_on,
    NoteKind.STEP_BACK: _step_back,
    NoteKind.NOT_USED: _not_used,
    NoteKind.LIQUID: _liquid,
    NoteKind.EARLY_REFILL: _early_refill,
    NoteKind.POLICY: _policy,
    NoteKind.BASIS: _basis,
}
