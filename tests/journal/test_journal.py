"""The journal: nothing is lost, doubled or chosen silently (H22)."""

from datetime import timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from journal.entries import (
    DAY,
    at,
    dose,
    entry,
    extra,
    journal,
    later,
    missed,
    night,
    rating,
)
from stepwell.journal.entry import (
    DoseEntry,
    Entry,
    EntryAuthor,
    Intake,
    Note,
    SymptomRating,
    TakenBack,
)
from stepwell.journal.journal import ConflictKind, Journal
from stepwell.journal.nights import Night


MINUTE = timedelta(minutes=1)
WRITTEN = at(later(10))
"""When the entries of the generated journals are written: days after what happened."""


@st.composite
def any_entries(draw, names="abcdef"):
    """Entries with few ids and few moments, so that they contradict each other often.

    An entry may correct any id, also one that nobody has written.
    """
    name = draw(st.sampled_from(names))
    replaced = draw(st.none() | st.sampled_from(names).filter(lambda id_: id_ != name))
    contents = [dose(1), dose(2), missed(), extra(), rating(3), Note("text")]
    if replaced:
        contents.append(TakenBack())
    return Entry(
        name,
        draw(st.sampled_from(EntryAuthor)),
        at(later(draw(st.integers(0, 2)))),
        WRITTEN + draw(st.integers(0, 3)) * MINUTE,
        draw(st.sampled_from(contents)),
        replaced,
    )


def several(entries, most=8):
    return st.lists(entries, max_size=most)


any_journals = several(any_entries()).map(Journal.of)


def kinds(book):
    """The contradictions by kind, in the order in which they are named."""
    return [found.kind for found in book.conflicts]


def holds(book, written):
    """Whether an entry counts, or says for good that something never happened."""
    taken_back = isinstance(written.content, TakenBack)
    corrected = {each.corrects for each in book.entries}
    return written in book.current or (taken_back and written.id not in corrected)


def replaced_by(book, written):
    """Every entry that corrects it."""
    return [each for each in book.entries if each.corrects == written.id]


def has_not_vanished(book, written, seen=()):
    """Whether it counts, or a correction of it does, or one of that correction ..."""
    return holds(book, written) or any(
        has_not_vanished(book, other, (*seen, written))
        for other in replaced_by(book, written)
        if other not in (*seen, written)
    )


# ---------------------------------------------------------------- merging


@given(any_journals, any_journals)
def test_H22_it_does_not_matter_who_sends_first(one, other):
    """Two devices that exchange their journals have the same one."""
    assert one.merged(other) == other.merged(one)


@given(any_journals, any_journals, any_journals)
def test_H22_it_does_not_matter_in_which_order_three_devices_meet(one, two, three):
    """First with the second or first with the third: the same journal."""
    assert one.merged(two).merged(three) == one.merged(two.merged(three))


@given(any_journals, any_journals)
def test_H22_what_arrives_twice_stands_once(one, other):
    """Sending again changes nothing."""
    both = one.merged(other)
    assert both.merged(other) == both.merged(one) == both.merged(both) == both
    assert one.merged(one) == one
    assert one.merged(Journal()) == Journal().merged(one) == one


@given(several(any_entries()), several(any_entries()))
def test_H22_every_entry_of_both_devices_is_kept(ones, others):
    """The union: none is lost, none is doubled, none is made up."""
    both = Journal.of(ones).merged(Journal.of(others))
    assert set(both.entries) == {*ones, *others}
    assert len(both.entries) == len({*ones, *others})


@given(several(any_entries()), st.randoms())
def test_H22_entries_may_arrive_in_any_order(entries, chance):
    """What holds and what is contradictory do not depend on it."""
    shuffled = list(entries)
    chance.shuffle(shuffled)
    one, other = Journal.of(entries), Journal.of(shuffled)
    assert one == other
    assert one.current == other.current
    assert set(one.conflicts) == set(other.conflicts)


def test_entries_stand_in_the_order_in_which_they_happened():
    """Not in that in which they were written; then by when they were written."""
    first = entry(Note("b"), DAY, recorded=at(later(5)))
    second = entry(Note("z"), later(1), recorded=at(later(2)))
    third = entry(Note("a"), later(1), recorded=at(later(3)))
    assert journal(third, second, first).entries == (first, second, third)


def test_entries_of_one_moment_stand_by_their_ids():
    """So that the order is the same on every device."""
    one, two = entry(Note("z"), name="1"), entry(Note("a"), name="2")
    assert journal(two, one).entries == (one, two)


@given(any_journals, st.integers(-1, 3))
def test_a_journal_up_to_a_day_has_that_day_and_those_before(book, days):
    """The day itself is in it, and of the next ones corrections alone."""
    last = later(days)
    kept = book.up_to(last).entries
    assert [each for each in kept if each.day <= last] == [
        each for each in book.entries if each.day <= last
    ]
    ids = {each.id for each in kept}
    assert all(each.day <= last or each.corrects in ids for each in kept)
    assert list(kept) == [each for each in book.entries if each in kept]


def test_a_journal_up_to_a_day_knows_what_was_put_right_since():
    """9 on Monday, taken back on Thursday: as of Tuesday there is no 9 either."""
    wrong = entry(rating(9))
    back = entry(TakenBack("a slip"), later(3), corrects=wrong)
    other = entry(rating(2), later(3))
    known = journal(wrong, back, other).up_to(later(1))
    assert known.entries == (wrong, back)
    assert known.current == ()


# ---------------------------------------------------------------- corrections


def test_a_correction_replaces_what_it_corrects():
    """Both are kept, and one counts."""
    wrong = entry(dose(2))
    right = entry(dose(1), corrects=wrong, recorded=at(later(1)))
    book = journal(wrong, right)
    assert book.entries == (wrong, right)
    assert book.current == (right,)
    assert book.conflicts == ()


def test_what_is_taken_back_does_not_count():
    """Neither does the entry that says so; both are kept."""
    wrong = entry(dose(2))
    never = entry(TakenBack(), corrects=wrong, recorded=at(later(1)))
    book = journal(wrong, never)
    assert book.current == ()
    assert book.entries == (wrong, never)


def test_a_correction_of_a_correction_counts():
    """The last word stands, and the first is not back."""
    first = entry(dose(1))
    second = entry(dose(2), corrects=first, recorded=at(later(1)))
    third = entry(dose(3), corrects=second, recorded=at(later(2)))
    book = journal(third, first, second)
    assert book.current == (third,)
    assert book.conflicts == ()


def test_a_correction_counts_before_what_it_corrects_arrives():
    """On its way it was faster; the journal is complete later."""
    wrong = entry(dose(2))
    right = entry(dose(1), corrects=wrong, recorded=at(later(1)))
    assert journal(right).current == (right,)
    assert journal(right).merged(journal(wrong)).current == (right,)


@pytest.mark.parametrize("name", ["0", "z"])
def test_a_correction_of_the_same_moment_counts(name):
    """A clock with whole minutes is fine enough, whatever the ids are."""
    wrong = entry(dose(2), name="m")
    right = entry(dose(1), corrects=wrong, name=name)
    assert journal(wrong, right).current == (right,)
    assert journal(wrong, right).conflicts == ()


def test_entries_of_a_kind_are_those_that_hold():
    """Each with its content, in order; the other kinds are left out."""
    wrong = entry(dose(2))
    right = entry(dose(1), corrects=wrong, recorded=at(later(1)))
    felt = entry(rating(3), later(1))
    also = entry(missed(), later(2))
    book = journal(also, wrong, felt, right)
    assert list(book.of_kind(DoseEntry)) == [(right, dose(1)), (also, missed())]
    assert list(book.of_kind(SymptomRating)) == [(felt, rating(3))]
    assert list(book.of_kind(Note)) == []


@given(st.lists(any_entries(), max_size=12).map(Journal.of))
def test_H22_corrections_never_cancel_each_other(book):
    """Every entry counts, or a correction of it does, or one of that correction: also
    where they correct each other in a circle, at one moment, or under one id.
    """
    assert all(has_not_vanished(book, each) for each in book.entries)


@pytest.mark.parametrize("apart", [0, 1])
def test_H22_two_entries_that_correct_each_other_leave_one(apart):
    """At one moment or one after the other: the later id, or the later one, counts."""
    person = EntryAuthor.PERSON
    one = Entry("1", person, at(), at(), dose(1), corrects="2")
    two = Entry("2", person, at(), at() + apart * MINUTE, dose(2), corrects="1")
    assert journal(one, two).current == (two,)


# ---------------------------------------------------------------- contradictions


def twice(content, other, **changes):
    """Two entries, each from a device of its own."""
    return journal(entry(content, name="1"), entry(other, **{"name": "2", **changes}))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (dose(1), dose(1)),
        (dose(1), dose(2)),
        (dose(1), missed()),
        (missed(), missed()),
        (dose(1), dose(1, intake=Intake.LATE)),
    ],
)
def test_H22_two_entries_for_one_dose_are_named(one, other):
    """Also where they say the same: it may have been taken twice (H10)."""
    book = twice(one, other)
    [found] = book.conflicts
    assert found.kind is ConflictKind.SAME_DOSE
    assert found.entries == book.entries
    assert found.day == DAY


@pytest.mark.parametrize(
    ("other", "changes"),
    [
        (dose(1, drug="diazepam"), {}),
        (dose(1, when="morning"), {}),
        (dose(1), {"day": later(1)}),
        (extra(), {}),
        (rating(3), {}),
    ],
)
def test_entries_for_different_doses_are_no_contradiction(other, changes):
    """Another drug, another time, another day, a dose on top, or no dose at all."""
    assert twice(dose(1), other, **changes).conflicts == ()


def test_H11_extra_doses_never_contradict_each_other():
    """Each of them was taken."""
    book = twice(extra(), extra())
    assert book.conflicts == ()
    assert len(book.current) == 2


def test_H22_two_entries_for_one_night_are_named():
    """By their morning, on whatever day they were written; other nights are not."""
    book = twice(night(DAY), night(DAY, quality=2), day=later(2))
    [found] = book.conflicts
    assert (found.kind, found.day) == (ConflictKind.SAME_NIGHT, DAY)
    assert len(found.entries) == 2
    assert twice(night(DAY), night(later(1)), day=later(1)).conflicts == ()


def test_two_ratings_of_one_day_are_no_contradiction():
    """How it feels changes within a day."""
    assert twice(rating(3), rating(5)).conflicts == ()


def test_H22_different_entries_under_one_id_are_named_and_both_count():
    """Two devices made the same id: neither entry replaces the other."""
    book = twice(rating(3), rating(5), name="1")
    [found] = book.conflicts
    assert found.kind is ConflictKind.SAME_ID
    assert found.entries == book.current == book.entries
    assert len(book.entries) == 2


@pytest.mark.parametrize("last", [dose(3), TakenBack()])
def test_H22_two_corrections_of_one_entry_are_named_and_both_count(last):
    """Somebody has to say which it was; one that takes the entry back is one, too."""
    wrong = entry(rating(1))
    two = entry(dose(2), corrects=wrong, recorded=at(later(1)))
    three = entry(last, corrects=wrong, recorded=at(later(2)))
    book = journal(three, wrong, two)
    named = [each for each in book.conflicts if each.kind != ConflictKind.SAME_DOSE]
    assert [each.kind for each in named] == [ConflictKind.TWO_CORRECTIONS]
    assert named[0].entries == (two, three)
    assert two in book.current
    assert wrong not in book.current


def test_a_contradiction_is_settled_by_a_correction():
    """One of the two is taken back, and the other stands."""
    wrong = entry(rating(1))
    two = entry(rating(2), corrects=wrong, recorded=at(later(1)))
    three = entry(rating(3), corrects=wrong, recorded=at(later(2)))
    settled = entry(TakenBack(), corrects=two, recorded=at(later(3)))
    assert kinds(journal(wrong, two, three)) == [ConflictKind.TWO_CORRECTIONS]
    book = journal(wrong, two, three, settled)
    assert book.conflicts == ()
    assert book.current == (three,)


@pytest.mark.parametrize(
    ("one", "other"), [(dose(1), dose(2)), (night(DAY), night(DAY, quality=1))]
)
def test_taking_one_of_two_back_settles_it(one, other):
    """Of two entries for one dose, or one night, the other is left."""
    book = twice(one, other)
    kept, wrong = book.entries
    never = entry(TakenBack(), corrects=wrong, recorded=at(later(1)))
    settled = book.merged(journal(never))
    assert settled.conflicts == ()
    assert settled.current == (kept,)


def test_H22_a_correction_of_an_id_that_stands_for_two_entries_loses_neither():
    """Nobody knows which one it means: all three are kept, and that is said."""
    right = entry(rating(4), corrects=entry(Note(""), name="1"), recorded=at(later(1)))
    book = twice(rating(3), rating(5), name="1").merged(journal(right))
    assert len(book.current) == 3
    assert {each.kind for each in book.conflicts} == {
        ConflictKind.SAME_ID,
        ConflictKind.EARLY_CORRECTION,
    }


def test_H22_a_correction_older_than_what_it_corrects_is_named_and_both_count():
    """One clock was wrong: nobody knows which was the last word."""
    first = entry(rating(3), name="1", recorded=at(later(1)))
    early = entry(rating(5), corrects=first, recorded=at(later(1)) - MINUTE)
    book = journal(first, early)
    [found] = book.conflicts
    assert (found.kind, found.entries) == (ConflictKind.EARLY_CORRECTION, (early,))
    assert set(book.current) == {first, early}


def test_a_correction_older_than_one_of_two_under_an_id_is_named():
    """It cannot have meant the later one, so all three count."""
    one = entry(rating(3), name="1")
    two = entry(rating(4), name="1", recorded=at(later(2)))
    between = entry(rating(5), corrects=one, recorded=at(later(1)))
    book = journal(one, two, between)
    assert len(book.current) == 3
    assert sorted(kinds(book)) == [
        ConflictKind.EARLY_CORRECTION,
        ConflictKind.SAME_ID,
    ]


def test_contradictions_stand_in_the_order_of_their_days():
    """The earliest day first; on one day by kind."""
    book = journal(
        *(entry(dose(mg), later(2), name=f"c{mg}") for mg in (1, 2)),
        *(entry(night(DAY, quality=each), name=f"a{each}") for each in (1, 2)),
        *(entry(dose(mg), name=f"b{mg}") for mg in (1, 2)),
        *(entry(rating(each), later(1), name="same") for each in (1, 2)),
    )
    assert [(found.day, found.kind) for found in book.conflicts] == [
        (DAY, ConflictKind.SAME_DOSE),
        (DAY, ConflictKind.SAME_NIGHT),
        (later(1), ConflictKind.SAME_ID),
        (later(2), ConflictKind.SAME_DOSE),
    ]


def test_a_contradiction_is_said_in_words():
    """Each kind names what stands there twice."""
    assert [*ConflictKind] == [
        "different entries under one id",
        "a correction that cannot count: too old, or of an unclear id",
        "two corrections of one entry",
        "two entries for one dose",
        "two entries for one night",
    ]


# ---------------------------------------------------------------- three devices


DEVICES = range(3)
devices = st.sampled_from(DEVICES)
contents = st.sampled_from([dose(1), dose(2), missed(), extra(), rating(3)])


class ThreeDevices(RuleBasedStateMachine):
    """Three devices with clocks of their own write, correct and send by a bad network.

    A message is a whole journal; it may be lost, come late, or come several times.
    """

    @initialize(clocks=st.permutations([-5, 0, 5]))
    def begin(self, clocks):
        self.clocks = clocks
        self.minutes = 0
        self.books = [Journal() for _ in DEVICES]
        self.written = [set() for _ in DEVICES]
        self.messages = []

    def note(self, device, content, corrects=None, after=None):
        """Write with the clock of a device, or at a moment after another entry."""
        mine = self.written[device]
        now = WRITTEN + (self.minutes + self.clocks[device]) * MINUTE
        recorded = max(now, after) if after else now
        made = entry(
            content,
            later(len(mine) % 2),
            corrects=corrects,
            recorded=recorded,
            name=f"{device}-{len(mine)}",
        )
        mine.add(made)
        self.books[device] = self.books[device].merged(journal(made))

    @rule(device=devices, content=contents)
    def write(self, device, content):
        self.note(device, content)

    @rule(device=devices, content=contents, chance=st.randoms())
    def correct(self, device, content, chance):
        if known := self.books[device].entries:
            self.note(device, content, corrects=chance.choice(known))

    @rule(device=devices, chance=st.randoms())
    def take_back(self, device, chance):
        if known := self.books[device].entries:
            wrong = chance.choice(known)
            self.note(device, TakenBack(), wrong, after=wrong.recorded_at + MINUTE)

    @rule(minutes=st.integers(1, 4))
    def wait(self, minutes):
        self.minutes += minutes

    @rule(sender=devices, receiver=devices)
    def reach(self, sender, receiver):
        """A message that arrives at once."""
        self.books[receiver] = self.books[receiver].merged(self.books[sender])

    @rule(sender=devices, receiver=devices)
    def send(self, sender, receiver):
        self.messages.append((receiver, self.books[sender]))

    @rule(chance=st.randoms(), again=st.booleans())
    def deliver(self, chance, again):
        if self.messages:
            receiver, book = message = chance.choice(self.messages)
            self.books[receiver] = self.books[receiver].merged(book)
            if not again:
                self.messages.remove(message)

    @rule(chance=st.randoms())
    def lose(self, chance):
        if self.messages:
            self.messages.remove(chance.choice(self.messages))

    @invariant()
    def a_device_keeps_what_was_written_on_it(self):
        for mine, book in zip(self.written, self.books, strict=True):
            assert mine <= set(book.entries)

    def teardown(self):
        """At last every device hears of the others, each in an order of its own."""
        sent = list(self.books)
        for device in DEVICES:
            for other in (*sent[device:], *sent[:device]):
                self.books[device] = self.books[device].merged(other)
        whole, *others = self.books
        assert all(other == whole for other in others)
        everything = set().union(*self.written)
        assert set(whole.entries) == everything
        assert len(whole.entries) == len(everything)
        assert all(has_not_vanished(whole, each) for each in whole.entries)
        every_contradiction_is_named(whole)


def every_contradiction_is_named(book):
    """Found pair by pair, which is another road than that of the journal."""
    named = [set(found.entries) for found in book.conflicts]
    for one in book.entries:
        for other in book.entries:
            if one == other or not holds(book, one) or not holds(book, other):
                continue
            contradict = one.corrects == other.corrects and one.corrects is not None
            if contradict and not is_early(book, one) and not is_early(book, other):
                assert any({one, other} <= found for found in named)
            if answers_one_dose(one, other):
                assert any({one, other} <= found for found in named)
            if one.corrects == other.id:
                assert any({one} == found for found in named)


def is_early(book, correction):
    return any(
        found.kind is ConflictKind.EARLY_CORRECTION and found.entries == (correction,)
        for found in book.conflicts
    )


def answers_one_dose(one, other):
    doses = [
        (each.day, each.content.drug, each.content.time)
        for each in (one, other)
        if isinstance(each.content, DoseEntry) and each.content.time
    ]
    return len(doses) == 2 and len(set(doses)) == 1


def test_H22_three_devices_over_a_bad_network_lose_nothing():
    """Messages are lost, doubled and late, and clocks differ: at the end every device
    has every entry once, and each contradiction is named.
    """
    tries = settings(max_examples=30, stateful_step_count=30)
    run_state_machine_as_test(ThreeDevices, settings=tries)


def test_H22_taking_back_by_a_clock_that_is_behind_is_named():
    """The entry still counts, so it is said that somebody took it back."""
    first = entry(rating(3), name="1", recorded=at(later(1)))
    never = entry(TakenBack(), corrects=first, recorded=at(later(1)) - MINUTE)
    book = journal(first, never)
    assert book.current == (first,)
    assert kinds(book) == [ConflictKind.EARLY_CORRECTION]


def test_H22_an_id_that_also_takes_something_back_is_named():
    """Two devices made the same id; one of the two entries takes back a third."""
    third = entry(rating(3), name="3")
    one = entry(rating(5), name="1", recorded=at(later(1)))
    never = entry(TakenBack(), name="1", corrects=third, recorded=at(later(1)))
    assert ConflictKind.SAME_ID in kinds(journal(third, one, never))


def test_H22_contradictions_of_one_day_stand_in_the_order_in_which_they_happened():
    """The same journal is read in the same order every time."""
    wrong = [entry(rating(1), occurred=at(hour=hour)) for hour in range(8)]
    corrections = [
        entry(rating(number), corrects=each, occurred=each.occurred_at)
        for each in wrong
        for number in (2, 3)
    ]
    found = journal(*wrong, *corrections).conflicts
    happened = [each.entries[0].occurred_at for each in found]
    assert len(happened) == 8
    assert happened == sorted(happened)


def elsewhere(moment, hours=2):
    """The same moment by the clock of another place."""
    return moment.astimezone(timezone(timedelta(hours=hours)))


def test_H22_one_moment_on_two_days_is_named():
    """The same moment by the clocks of two places may belong to two days: then both
    entries are kept, or the day would depend on who sends first.
    """
    here = at(DAY, 23)
    books = [
        journal(entry(dose(), name="1", occurred=moment, recorded=here))
        for moment in (here, elsewhere(here))
    ]
    both = books[0].merged(books[1])
    assert {each.day for each in both.entries} == {DAY, later(1)}
    assert books[1].merged(books[0]).entries == both.entries
    assert kinds(both) == [ConflictKind.SAME_ID]


def test_H22_when_it_was_written_by_another_clock_is_kept_as_well():
    """Whichever device sends first, the journal reads the same."""
    books = [
        journal(entry(dose(), name="1", recorded=moment))
        for moment in (at(later(1)), elsewhere(at(later(1))))
    ]
    both, again = books[0].merged(books[1]), books[1].merged(books[0])
    assert len(both.entries) == 2
    assert [each.recorded_at.isoformat() for each in both.entries] == [
        each.recorded_at.isoformat() for each in again.entries
    ]


def test_H22_one_night_by_the_clocks_of_two_places_is_named():
    """The morning of a night may be another day elsewhere: both are kept."""
    moments = [at(DAY, hour) for hour in (14, 15, 22, 23)]
    books = [
        journal(entry(Night(*times, 0, 0, 0), name="1", recorded=at(later(2))))
        for times in (moments, map(elsewhere, moments))
    ]
    both, again = books[0].merged(books[1]), books[1].merged(books[0])
    assert [each.day for each in both.entries] == [each.day for each in again.entries]
    assert {each.day for each in both.entries} == {DAY, later(1)}
