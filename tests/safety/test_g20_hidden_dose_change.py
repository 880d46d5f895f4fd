"""G20: a medicine that starts or stops is a hidden change of dose.

The plans here are of 28-day steps from 4 January 2027 on: step 1 until the end of
January, step 2 in February, step 3 in March, and the stop on 29 March.
"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import (
    FORMULARY,
    START,
    daily,
    findings_of,
    make_person,
    make_request,
    regimen_from,
    request_case,
    review_case,
    schedule_from,
    tablets,
    two_drugs,
)
from journal.entries import entry, journal
from stepwell.formulary import Span
from stepwell.journal.entry import CoDrugEntry, Note, TakenBack
from stepwell.plan.finding import Severity
from stepwell.plan.plan import Dose, Plan, Step
from stepwell.plan.request import CoDrug, Method
from stepwell.plan.times import DoseTime
from stepwell.planner.moment import Moment
from stepwell.safety.co_drugs import co_drug_changes, exposure_factors


DIAZEPAM = {("diazepam", "bedtime"): "10 mg"}
STOP = date(2027, 3, 29)
BOTH = {("lorazepam", "bedtime"): "1 mg", ("diazepam", "bedtime"): "10 mg"}


def co_drug(name, started=None, stopped=None):
    days = [
        None if day is None else date.fromisoformat(day) for day in (started, stopped)
    ]
    return CoDrug(name, *days)


def plan_of(drug):
    """Four periods of a drug: 10, 9, 8 and 7 mg, then nothing."""
    return schedule_from(daily(drug, "10", "9", "8", "7", "0", days=28))


def in_a_plan(*co_drugs, drug="diazepam"):
    """What G20 says of co-drugs beside a plan of one drug."""
    taken = {(drug, "bedtime"): "10 mg"}
    case = request_case(plan_of(drug), current=taken, co_drugs=co_drugs)
    return findings_of("G20", case)


def at_triage(*co_drugs, **changes):
    """What G20 says before there is a plan."""
    return findings_of("G20", request_case(co_drugs=co_drugs, **changes))


def test_starting_fluvoxamine_is_a_hidden_rise_of_diazepam():
    """0.35 of the clearance is left, so the exposure becomes 2.9 times as high."""
    [finding] = in_a_plan(co_drug("fluvoxamine", started="2027-02-10"))
    assert finding.severity is Severity.CAUTION
    assert finding.step == 2
    assert finding.source == "diazepam_fluvoxamine1994"
    assert finding.would_change
    assert finding.text == (
        "Fluvoxamine starts on 2027-02-10: starting it raises the exposure to diazepam"
        " to about 2.9 times, a hidden rise; stopping it lowers the exposure to"
        " diazepam by about 65 %, a hidden cut that no plan agreed to. That is for"
        " diazepam itself; a part of the effect comes from nordazepam, temazepam and"
        " oxazepam, which may change otherwise. Change no dose in the same interval:"
        " until 2027-03-26 at the earliest hold step 2, which is in force on that day,"
        " and ask your prescriber or pharmacist first. That is 5 half-lives of"
        " diazepam, of about 105 hours, to the new level and 5 more"
        " (stepwell_proposal). Such numbers come from small studies."
    )


def test_stopping_fluvoxamine_is_a_hidden_cut_of_diazepam():
    """Nobody agreed to lose 65 % of the exposure in one go."""
    [finding] = in_a_plan(co_drug("FLUVOXAMINE", "2020-01-01", "2027-03-05"))
    assert finding.step == 3
    assert finding.text.startswith(
        "Fluvoxamine stops on 2027-03-05: stopping it lowers the exposure to diazepam"
        " by about 65 %, a hidden cut that no plan agreed to. That is for"
    )
    assert "raises" not in finding.text
    assert "hold step 3, which is in force on that day" in finding.text


def test_a_start_and_a_stop_within_a_plan_are_two_findings():
    """Each with the step of its own day."""
    found = in_a_plan(co_drug("fluvoxamine", "2027-01-10", "2027-03-05"))
    assert [each.step for each in found] == [1, 3]
    assert "starts on 2027-01-10:" in found[0].text
    assert "stops on 2027-03-05:" in found[1].text


def test_starting_an_inducer_is_a_hidden_cut():
    """Carbamazepine triples the clearance of diazepam: two thirds are lost."""
    [finding] = in_a_plan(co_drug("carbamazepine", started="2027-02-10"))
    assert (
        "starting it lowers the exposure to diazepam by about 67 %, a hidden cut that"
        " no plan agreed to; stopping it raises the exposure to diazepam to about 3"
        " times, a hidden rise."
    ) in finding.text


def test_stopping_an_inducer_is_a_hidden_rise():
    """Rifampicin, called rifampin in the us, holds diazepam down to a quarter."""
    [finding] = in_a_plan(co_drug("Rifampin", stopped="2027-02-10"))
    assert (
        "Rifampin stops on 2027-02-10: stopping it raises the exposure to diazepam to"
        " about 4 times, a hidden rise."
    ) in finding.text


def test_a_range_of_studies_is_shown_as_a_range():
    """Omeprazole: 0.62 to 0.79 of the clearance, by dose and by origin."""
    [finding] = in_a_plan(co_drug("omeprazole", started="2027-02-10"))
    assert "to about 1.3 to 1.6 times, a hidden rise" in finding.text
    assert "by about 21 to 38 %, a hidden cut" in finding.text
    assert "In slow metabolisers of CYP2C19 nothing changed." in finding.text


def test_a_range_of_exposures_is_shown_as_it_was_published():
    """Midazolam with itraconazole: 10 to 15 times."""
    [finding] = in_a_plan(co_drug("itraconazole", "2027-02-10"), drug="midazolam")
    assert "to about 10 to 15 times, a hidden rise" in finding.text
    assert "by about 90 to 93 %" in finding.text


def test_a_bound_is_shown_as_a_bound():
    """Triazolam with ketoconazole: 22 times or more."""
    [finding] = in_a_plan(co_drug("ketoconazole", "2027-02-10"), drug="triazolam")
    assert "to about 22 times or more, a hidden rise" in finding.text
    assert "by about 95 % or more, a hidden cut" in finding.text


def test_what_holds_for_the_first_days_only_is_said():
    """Ritonavir first slows alprazolam's breakdown and later speeds it up."""
    [finding] = in_a_plan(co_drug("ritonavir", "2027-02-10"), drug="alprazolam")
    assert "to about 2.4 times" in finding.text
    assert "This holds for the first days only" in finding.text


def test_an_unverified_number_is_shown_as_such():
    """Alprazolam with cimetidine is general knowledge, which nobody has checked."""
    unverified = "come from small studies, and this one is unverified."
    [finding] = in_a_plan(co_drug("cimetidine", "2027-02-10"), drug="alprazolam")
    assert finding.source == "curator_knowledge"
    assert finding.text.endswith(unverified)
    [finding] = in_a_plan(co_drug("nefazodone", "2027-02-10"), drug="alprazolam")
    assert unverified not in finding.text
    assert "itself" not in finding.text


def test_the_effect_on_a_metabolite_is_named_as_that():
    """Fluvoxamine slows the metabolite of clobazam; of clobazam nothing is said."""
    [finding] = in_a_plan(co_drug("fluvoxamine", "2027-02-10"), drug="clobazam")
    assert "raises the exposure to N-desmethylclobazam to about 1.7 to 5 times" in (
        finding.text
    )
    assert (
        "That is for N-desmethylclobazam itself; a part of the effect comes from"
        " clobazam, which may change otherwise."
    ) in finding.text


def test_of_two_drugs_each_gets_its_own_answer():
    """A number for diazepam is never taken for lorazepam."""
    schedule = two_drugs((1, 10), (1, 9), (1, 8))
    co_drugs = (co_drug("fluvoxamine", "2027-01-10"),)
    case = request_case(schedule, current=BOTH, co_drugs=co_drugs)
    known, unknown = findings_of("G20", case)
    assert "2.9 times" in known.text
    assert (
        '"fluvoxamine" starts on 2027-01-10, and Stepwell has no data on it with'
        in (unknown.text)
    )
    assert "with lorazepam: ask the pharmacist" in unknown.text
    assert [known.step, unknown.step] == [1, 1]


def test_two_drugs_with_numbers_have_a_finding_each():
    """Itraconazole changes both alprazolam and triazolam."""
    taken = {("alprazolam", "morning"): "1 mg", ("triazolam", "bedtime"): "0.25 mg"}
    found = at_triage(co_drug("itraconazole", "2027-02-01"), current=taken)
    assert ["2.7 times" in found[0].text, "22 times" in found[1].text] == [True, True]


def test_a_medicine_without_data_is_a_question_for_the_pharmacist():
    """No data is not the same as no effect."""
    name = "St John's wort"
    [finding] = in_a_plan(co_drug(name, "2027-02-10"))
    assert finding.severity is Severity.CAUTION
    assert (finding.step, finding.source) == (2, "stepwell_proposal")
    assert finding.text == (
        f'"{name}" starts on 2027-02-10, and Stepwell has no data on it with diazepam:'
        " ask the pharmacist first whether it changes how much of diazepam is in your"
        " body. Change no dose in the same interval: hold step 2, which is in force on"
        " that day."
    )


def test_no_effect_in_one_study_is_no_data():
    """Itraconazole left bromazepam alone, and still the pharmacist is asked."""
    [finding] = in_a_plan(co_drug("itraconazole", "2027-02-10"), drug="bromazepam")
    assert "no data on it with bromazepam" in finding.text


@pytest.mark.parametrize("name", ["fluvoxamine", "yew"])
def test_a_start_long_ago_is_a_settled_state(name):
    """The dose of today was found with it."""
    long_ago = co_drug(name, started="2020-01-01")
    assert in_a_plan(long_ago) == []
    assert at_triage(long_ago) == []


@pytest.mark.parametrize(
    ("day", "step"),
    [
        (START - timedelta(days=14), 0),
        (START - timedelta(days=1), 0),
        (START, 1),
        (START + timedelta(days=27), 1),
        (START + timedelta(days=28), 2),
        (STOP - timedelta(days=1), 3),
        (STOP, 4),
        (STOP + timedelta(days=27), 4),
        (STOP + timedelta(days=28), None),
        (STOP + timedelta(days=29), "none"),
    ],
)
def test_a_plan_reaches_from_14_days_before_to_28_days_after(day, step):
    """The step is the one in force that day: 0 is today's dose, 4 the stop."""
    for change in (CoDrug("fluvoxamine", day), CoDrug("fluvoxamine", None, day)):
        found = in_a_plan(change)
        assert [each.step for each in found] == ([] if step == "none" else [step])


@pytest.mark.parametrize(
    ("change", "days", "drug"),
    [
        (("started",), 43, "diazepam"),
        (("stopped",), 25, "diazepam"),
        (("started",), 14, "lorazepam"),
        (("stopped",), 14, "lorazepam"),
    ],
)
def test_a_level_that_still_settles_when_the_plan_begins_counts(change, days, drug):
    """Fluvoxamine moves the level of diazepam for 44 days, its end for 26; of lorazepam
    nothing is known, so 14 days before the plan are the last that count.
    """
    for before, steps in ((days, [0]), (days + 1, [])):
        day = {name: START - timedelta(days=before) for name in change}
        found = in_a_plan(CoDrug("fluvoxamine", **day), drug=drug)
        assert [each.step for each in found] == steps


def test_at_triage_a_settling_level_counts_too():
    """A plan that is refused says it all the same."""
    day = START - timedelta(days=43)
    [finding] = at_triage(CoDrug("fluvoxamine", day), current=DIAZEPAM)
    assert "until 2027-01-05 at the earliest hold the step" in finding.text


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (START - timedelta(days=3), "until 2027-02-14 at the earliest hold today's"),
        (START, "until 2027-02-17 at the earliest hold step 1, which is in force on"),
        (STOP - timedelta(days=1), "until 2027-05-11 at the earliest hold step 3, "),
        (STOP, "same interval: hold the dose that is taken then, if any, and ask"),
        (STOP + timedelta(days=28), "hold the dose that is taken then, if any, and"),
    ],
)
def test_the_dose_of_that_day_is_held(day, words):
    """Nobody is told to hold a step that is not in force."""
    [finding] = in_a_plan(CoDrug("fluvoxamine", day))
    assert words in finding.text


def test_without_a_dose_to_hold_no_day_is_named():
    """After the stop nothing is cut any more, so nothing has to wait."""
    [finding] = in_a_plan(CoDrug("fluvoxamine", STOP))
    assert "until" not in finding.text
    assert "half-lives" not in finding.text


def test_a_short_acting_drug_waits_for_14_days():
    """10 half-lives of alprazolam are less than the time between two changes."""
    [finding] = in_a_plan(co_drug("nefazodone", "2027-02-10"), drug="alprazolam")
    assert "until 2027-02-24 at the earliest hold step 2, " in finding.text
    assert (
        "That is 14 days, the shortest time between two changes (stepwell_proposal); 10"
        " half-lives of alprazolam are less. Such numbers"
    ) in finding.text


def test_a_drug_without_a_model_waits_for_28_days():
    """Etizolam is of grade D: too little is known of how it leaves the body."""
    [finding] = in_a_plan(co_drug("itraconazole", "2027-02-10"), drug="etizolam")
    assert "until 2027-03-10 at the earliest hold step 2, " in finding.text
    assert (
        "How fast etizolam leaves the body is not known well enough here, so that is 28"
        " days, unverified. Such numbers"
    ) in finding.text


def test_of_two_drugs_the_slower_one_decides_when_to_go_on():
    """Carbamazepine changes alprazolam and diazepam: both wait for nordazepam."""
    taken = {("alprazolam", "morning"): "1 mg", ("diazepam", "bedtime"): "10 mg"}
    found = at_triage(co_drug("carbamazepine", "2027-02-01"), current=taken)
    assert len(found) == 2
    for finding in found:
        assert "until 2027-02-27 at the earliest hold" in finding.text
        assert (
            finding.text.count("That is 5 half-lives of nordazepam, of about 61") == 1
        )


def test_a_stop_at_triage_names_its_own_day():
    """Both days have their own wait, and each says why."""
    [finding] = at_triage(
        co_drug("fluvoxamine", "2027-02-10", "2027-08-01"), current=DIAZEPAM
    )
    assert (
        "Change no dose in the same interval: until 2027-03-26 at the earliest after"
        " the start, and until 2027-08-27 at the earliest after the stop, hold the step"
        " that is in force then, and ask"
    ) in finding.text
    assert "half-lives of diazepam, of about 105 hours" in finding.text
    assert "half-lives of nordazepam, of about 61 hours" in finding.text


def test_two_waits_of_one_reason_give_it_once():
    """Omeprazole: nordazepam is the slowest before and after."""
    [finding] = at_triage(
        co_drug("omeprazole", "2027-02-10", "2027-08-01"), current=DIAZEPAM
    )
    assert finding.text.count("That is 5 half-lives") == 1


def test_days_before_a_short_first_period_are_those_of_today():
    """What is taken today was taken before it, too."""
    schedule = schedule_from(daily("diazepam", "10", "9", days=7))
    day = START - timedelta(days=14)
    co_drugs = (CoDrug("fluvoxamine", day),)
    case = request_case(schedule, current=DIAZEPAM, co_drugs=co_drugs)
    [finding] = findings_of("G20", case)
    assert finding.step == 0


def test_a_drug_that_ended_within_28_days_still_counts():
    """Diazepam stays in the body after its last dose; after 28 days it is left out."""
    schedule = two_drugs((1, 10), (1, 0), (1, 0), (1, 0), (1, 0))
    told = {}
    for days in (0, 28, 29):
        day = START + timedelta(days=days)
        co_drugs = (CoDrug("fluvoxamine", day),)
        case = request_case(schedule, current=BOTH, co_drugs=co_drugs)
        [change] = co_drug_changes(case)
        told[days] = change.drugs
    assert told == {
        0: ("diazepam", "lorazepam"),
        28: ("diazepam", "lorazepam"),
        29: ("lorazepam",),
    }


def test_a_lower_dose_for_good_is_a_plan_that_ends_with_its_last_step():
    """After it there is no step; its dose goes on."""
    schedule = schedule_from(daily("diazepam", "10", "9", days=14))
    co_drugs = (CoDrug("fluvoxamine", START + timedelta(days=20)),)
    case = request_case(schedule, current=DIAZEPAM, co_drugs=co_drugs)
    [finding] = findings_of("G20", case)
    assert finding.step is None
    assert "hold the dose that is taken then, if any" in finding.text


def crossing(*co_drugs, schedule=None):
    """What G20 says of a crossover from lorazepam beside other medicines."""
    case = request_case(schedule, method=Method.CROSSOVER, co_drugs=co_drugs)
    return findings_of("G20", case)


SWAPS = two_drugs((2, 0), (1, 10), (0, 20), (0, 18), (0, 16), (0, 0), (0, 0))


@pytest.mark.parametrize("schedule", [None, SWAPS], ids=["triage", "plan"])
def test_H06_a_crossover_counts_with_diazepam_from_the_start(schedule):
    """Fluvoxamine 10 days before the first swap: its level of diazepam still moves."""
    known, unknown = crossing(co_drug("fluvoxamine", "2026-12-25"), schedule=schedule)
    assert "raises the exposure to diazepam to about 2.9 times" in known.text
    assert "until 2027-02-07 at the earliest hold" in known.text
    assert "no data on it with lorazepam" in unknown.text


def test_H06_what_still_moves_diazepam_counts_however_early_it_came():
    """43 days before the plan nothing is said of lorazepam; of diazepam it is."""
    for days, count in ((43, 2), (44, 0)):
        day = START - timedelta(days=days)
        assert len(crossing(CoDrug("fluvoxamine", day), schedule=SWAPS)) == count


def test_diazepam_that_a_crossover_has_ended_counts_for_28_days_as_any_drug():
    """Zopiclone goes on alone, and fluvoxamine comes long after the last diazepam."""
    zopiclone, diazepam = ("zopiclone", "bedtime"), ("diazepam", "bedtime")
    schedule = schedule_from(
        [
            (14, {("lorazepam", "bedtime"): "0.1 mg", zopiclone: "7.5 mg"}),
            (14, {diazepam: "1 mg", zopiclone: "7.5 mg"}),
            (60, {zopiclone: "7.5 mg"}),
        ]
    )
    [finding] = crossing(
        CoDrug("fluvoxamine", START + timedelta(days=50)), schedule=schedule
    )
    assert "no data on it with zopiclone" in finding.text


def test_before_there_is_a_plan_one_finding_says_both_days():
    """No step exists yet, so none is named, and no end of a plan is known."""
    [finding] = at_triage(
        co_drug("fluvoxamine", "2027-03-01", "2031-06-01"), current=DIAZEPAM
    )
    assert finding.step is None
    assert finding.text.startswith(
        "Fluvoxamine starts on 2027-03-01 and stops on 2031-06-01: starting it raises"
    )
    assert "hold the step that is in force then, and ask" in finding.text
    [finding] = at_triage(
        co_drug("fluvoxamine", "2020-03-01", "2027-06-01"), current=DIAZEPAM
    )
    assert finding.text.startswith("Fluvoxamine stops on 2027-06-01: stopping it low")


def test_before_there_is_a_plan_each_medicine_is_told():
    """One finding each."""
    co_drugs = [co_drug(name, "2027-03-01") for name in ("fluvoxamine", "omeprazole")]
    first, second = at_triage(*co_drugs, current=DIAZEPAM)
    assert (first.text[:11], second.text[:10]) == ("Fluvoxamine", "Omeprazole")


def test_before_there_is_a_plan_an_unknown_medicine_is_named_too():
    """With both drugs that are taken."""
    [finding] = at_triage(co_drug("yew", "2027-03-01"), current=BOTH)
    assert "no data on it with diazepam and lorazepam" in finding.text


def test_where_nothing_is_taken_there_is_nothing_to_say():
    """As when only phenobarbital was named, which another rule refuses."""
    assert at_triage(co_drug("fluvoxamine", "2027-03-01"), current={}) == []


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["cyp_inhibitor"], "one that slows the breakdown of others, but not its name"),
        (["cyp_inducer"], "one that speeds up the breakdown of others, but not its"),
        (
            ["cyp_inducer", "cyp_inhibitor"],
            "one that slows the breakdown of others and one that speeds up the",
        ),
    ],
)
def test_a_flag_alone_asks_which_medicine_it_is(flags, words):
    """One caution without any number, in a request as in a stranger's schedule."""
    person = make_person(*flags)
    for case in (
        request_case(person=person),
        review_case(plan_of("diazepam"), person=person),
    ):
        [finding] = findings_of("G20", case)
        assert words in finding.text
        assert finding.text.endswith(
            "When such a medicine starts or stops, the exposure changes although the"
            " dose does not: say which medicine it is, since when you take it and when"
            " it will stop, and ask your prescriber or pharmacist before it changes."
        )
        assert not any(mark.isdigit() for mark in finding.text)
        assert finding.severity is Severity.CAUTION
        assert (finding.step, finding.source) == (None, "stepwell_proposal")


def test_a_flag_beside_a_named_medicine_asks_nothing():
    """The name is there; a settled one needs no word."""
    person = make_person("cyp_inhibitor")
    settled = co_drug("fluvoxamine", "2020-01-01")
    assert at_triage(settled, person=person, current=DIAZEPAM) == []


def test_without_flag_or_co_drug_the_rule_is_silent():
    """Neither in a request nor in a stranger's schedule."""
    assert at_triage(person=make_person("alcohol")) == []
    assert findings_of("G20", review_case(plan_of("diazepam"))) == []


MULTIPLIER = st.decimals("0.001", "100", places=4)


@given(ends=st.lists(MULTIPLIER, min_size=3, max_size=3).map(sorted))
def test_a_stop_is_the_inverse_of_a_start(ends):
    """To the last digit: what starting multiplies, stopping divides."""
    span = Span(*ends)
    start_low, start_high = exposure_factors(span, starts=True)
    stop_low, stop_high = exposure_factors(span, starts=False)
    assert start_low * stop_high == start_high * stop_low == 1
    assert start_low <= start_high


def test_the_factors_are_exact():
    """A third is a third."""
    three = Span(*[Decimal(3)] * 3)
    assert exposure_factors(three, starts=True) == (Fraction(1, 3), Fraction(1, 3))
    assert exposure_factors(three, starts=False) == (3, 3)


EVERY_PAIR = [
    (drug.id, name)
    for drug in FORMULARY.drugs.values()
    for modifier in drug.modifiers
    for name in modifier.co_drugs
]


@pytest.mark.parametrize(("drug", "name"), EVERY_PAIR, ids=str)
def test_every_known_pair_has_a_finding_with_its_work(drug, name):
    """Direction, work and mark come from the data for each of them."""
    [modifier] = FORMULARY.drug(drug).modifiers_by(name)
    [finding] = in_a_plan(co_drug(name, "2027-02-10"), drug=drug)
    verb = "raises" if modifier.kind == "inhibitor" else "lowers"
    assert f"starting it {verb} the exposure to {modifier.analyte}" in finding.text
    assert finding.source == modifier.works[0]
    assert ("unverified" in finding.text) == (modifier.mark == "unverified")


def test_every_row_of_a_co_drug_is_told():
    """Were the metabolite of a drug changed as well, that would be a second finding."""
    diazepam = FORMULARY.drug("diazepam")
    [parent] = diazepam.modifiers_by("fluvoxamine")
    metabolite = replace(parent, analyte="nordazepam", note="Made up.")
    more = replace(diazepam, modifiers=(parent, metabolite))
    case = replace(
        request_case(
            plan_of("diazepam"),
            current=DIAZEPAM,
            co_drugs=(co_drug("fluvoxamine", "2027-02-10"),),
        ),
        formulary=replace(FORMULARY, drugs={**FORMULARY.drugs, "diazepam": more}),
    )
    of_parent, of_metabolite = findings_of("G20", case)
    assert "exposure to diazepam to" in of_parent.text
    assert "exposure to nordazepam to" in of_metabolite.text
    assert "comes from diazepam, temazepam and oxazepam" in of_metabolite.text


def in_a_journal(*entries, on=date(2027, 2, 20), told=()):
    """What G20 says on a day to somebody who keeps a journal beside such a plan."""
    steps = []
    for number, count in enumerate((5, 4, 3), start=1):
        part = tablets("us/diazepam/tablet/2", str(count))
        taken = Dose(DoseTime.BEDTIME, "diazepam", part.amount, (part,))
        start = START + timedelta(days=28 * (number - 1))
        steps.append(Step(number, start, 28, (taken,)))
    plan = Plan(START, regimen_from(DIAZEPAM), tuple(steps), STOP)
    request = make_request(DIAZEPAM, co_drugs=told)
    moment = Moment.of(plan, request, journal(*entries), on, FORMULARY)
    return findings_of("G20", moment.case)


def written(day, starts=True, name="fluvoxamine"):
    """An entry of another medicine that was started or stopped."""
    return entry(CoDrugEntry(name, starts), date.fromisoformat(day))


@pytest.mark.parametrize("starts", [True, False])
def test_a_change_in_the_journal_is_one_as_if_it_had_been_told(starts):
    """Nobody waits for the next request: the same sentence, for a start or a stop."""
    day = "2027-02-10"
    told = co_drug("fluvoxamine", *([day] if starts else [None, day]))
    [finding] = in_a_journal(written(day, starts))
    assert [finding] == in_a_journal(told=[told])
    said = ("starts", "starting") if starts else ("stops", "stopping")
    assert finding.text.startswith(f"Fluvoxamine {said[0]} on 2027-02-10: {said[1]}")
    assert finding.step == 2


def test_a_change_that_was_told_and_written_down_is_one():
    """Of the same day; another medicine of the journal is a finding of its own."""
    told = [co_drug("fluvoxamine", "2027-02-10")]
    assert len(in_a_journal(written("2027-02-10"), told=told)) == 1
    found = in_a_journal(written("2027-02-10", name="yew"), told=told)
    assert ["2.9 times" in found[0].text, '"yew"' in found[1].text] == [True, True]


def test_a_change_that_was_taken_back_or_comes_later_is_none():
    """It never happened, or nobody knows of it on that day."""
    started = written("2027-02-10")
    back = entry(TakenBack(), date(2027, 2, 11), corrects=started)
    assert in_a_journal(started, back) == []
    assert in_a_journal(started, on=date(2027, 2, 9)) == []
    assert len(in_a_journal(started, on=date(2027, 2, 10))) == 1


def test_a_start_in_the_journal_long_before_the_plan_is_a_settled_state():
    """As when it was told; a note about a medicine is no start of it either."""
    assert in_a_journal(written("2020-01-01")) == []
    assert in_a_journal(entry(Note("fluvoxamine"), date(2027, 2, 10))) == []
