"""G05 to G10: what about the person comes before any plan."""

from datetime import date

import pytest

from factories import (
    daily,
    findings_of,
    make_person,
    request_case,
    review_case,
    schedule_from,
)
from journal.entries import answers, entry, later, phq9, rating
from safety.lives import ON, WORD_LIST, hear, said
from stepwell.journal.entry import Clearance, EntryAuthor, Note, TakenBack
from stepwell.plan.finding import Severity
from stepwell.plan.person import RedFlag, UseHistory
from stepwell.safety.rules.g05_red_flags import ACTIONS


SLOW = schedule_from(daily("diazepam", "10", "9", "8"))


def both(rule, person):
    """What a rule says at triage and in the review of a stranger's schedule."""
    triage = findings_of(rule, request_case(person=person))
    review = findings_of(rule, review_case(SLOW, person=person))
    assert [each.text for each in triage] == [each.text for each in review]
    return triage


ACTION_WORDS = {
    RedFlag.SEIZURE: ("emergency number", "Do not skip or cut"),
    RedFlag.CONFUSION: ("emergency number", "fever"),
    RedFlag.HALLUCINATIONS_OR_PARANOIA: ("emergency number", "crisis team"),
    RedFlag.SUICIDAL_THOUGHTS: ("crisis line", "emergency number"),
    RedFlag.CHEST_PAIN_OR_SEVERE_PALPITATIONS: ("emergency number",),
    RedFlag.CANNOT_BE_WOKEN_OR_SLOW_BREATHING: ("emergency number", "naloxone"),
    RedFlag.CANNOT_KEEP_DOSES_DOWN: ("urgent", "today"),
    RedFlag.RAN_OUT_OF_SUPPLY: ("prescriber", "pharmacy", "today", "hospital"),
}


@pytest.mark.parametrize("sign", RedFlag)
def test_a_red_flag_stops_everything_and_says_what_to_do(sign):
    """Each sign is a stop whose sentence names the help to get now."""
    [finding] = both("G05", make_person(red_flags=[sign]))
    assert finding.severity is Severity.STOP
    assert all(words in finding.text for words in ACTION_WORDS[sign])


def test_every_red_flag_has_an_action():
    """No sign can be reported without an answer."""
    assert set(ACTIONS) == set(RedFlag)


def test_several_red_flags_are_each_answered():
    """Two signs are two findings."""
    signs = [RedFlag.SEIZURE, RedFlag.RAN_OUT_OF_SUPPLY]
    assert len(both("G05", make_person(red_flags=signs))) == 2


def test_no_red_flag_no_finding():
    """Without a sign the rule is silent."""
    assert not both("G05", make_person())


@pytest.fixture
def short_list(monkeypatch):
    """A short list of words, in place of the real one, that makes no mistakes."""
    monkeypatch.setattr(WORD_LIST, hear)


@pytest.mark.parametrize("sign", RedFlag)
def test_H31_a_red_flag_in_the_journal_stops_everything_too(sign):
    """The help to get now stands first, then where the journal says so."""
    [finding] = said("G05", entry(answers(yes=[sign]), later(-1, ON)))
    assert finding.severity is Severity.STOP
    assert finding.text == (f"{ACTIONS[sign]} The journal says so on {later(-1, ON)}.")


def test_H32_thoughts_of_harm_in_a_questionnaire_stop_everything():
    """G05 says whom to call, whatever the total of the PHQ-9 is."""
    [finding] = said("G05", entry(phq9(1), ON))
    assert finding.severity is Severity.STOP
    assert all(words in finding.text for words in ACTION_WORDS["suicidal_thoughts"])


def test_H31_words_of_a_note_are_answered_and_asked_about(short_list):
    """The same help as for a yes (G05), the words themselves, and the question."""
    [finding] = said("G05", entry(Note("I had a fit"), ON))
    assert finding.severity is Severity.STOP
    assert finding.text == (
        f'{ACTIONS[RedFlag.SEIZURE]} The note of {ON} says "a fit": if that is what was'
        " meant, do this now; if it was not, answer the question about it with no."
    )
    no = entry(answers(no=[RedFlag.SEIZURE]), ON, author=EntryAuthor.PERSON)
    assert said("G05", entry(Note("I had a fit"), ON), no) == []


def test_H31_a_sign_that_is_certain_is_not_asked_about_again(short_list):
    """Also when a note speaks of it later: G05 names the day of the yes; of several
    notes or answers it names the latest.
    """
    note = entry(Note("I had a fit"), ON)
    yes = [entry(answers(yes=[RedFlag.SEIZURE]), later(-day, ON)) for day in (3, 2)]
    [finding] = said("G05", note, *yes)
    assert finding.text.endswith(f"The journal says so on {later(-2, ON)}.")
    older = entry(Note("was it a fit?"), later(-4, ON))
    [finding] = said("G05", older, note)
    assert f"The note of {ON} says" in finding.text


def test_H31_each_sign_of_a_journal_is_answered(short_list):
    """With its own day, however it was told: three signs are three findings of G05."""
    entries = [
        entry(answers(yes=[RedFlag.CONFUSION]), later(-3, ON)),
        entry(rating(2, "chest"), later(-2, ON)),
        entry(Note("I had a fit"), later(-1, ON)),
    ]
    texts = [finding.text for finding in said("G05", *entries)]
    seizure, confusion, chest = texts
    assert confusion.endswith(f"says so on {later(-3, ON)}.")
    assert chest.endswith(f"says so on {later(-2, ON)}.")
    assert f"The note of {later(-1, ON)} says" in seizure


def test_H31_a_sign_told_beforehand_is_answered_once():
    """G05 does not repeat it when the journal says so, too."""
    sign = RedFlag.SEIZURE
    person = make_person(red_flags=[sign])
    [finding] = said("G05", entry(answers(yes=[sign]), ON), person=person)
    assert finding.text == ACTIONS[sign]


def test_H31_a_sign_stops_everything_until_the_care_team_has_cleared_it():
    """Taking it back is not enough for G05; the care team's word is."""
    sign = entry(answers(yes=[RedFlag.SEIZURE]), later(-2, ON))
    back = entry(TakenBack(), later(-1, ON), corrects=sign)
    done = entry(Clearance(frozenset({RedFlag.SEIZURE}), "Dr Example"), ON)
    assert len(said("G05", sign, back)) == 1
    assert said("G05", sign, back, done) == []


def test_H34_a_hard_day_without_a_sign_is_no_red_flag():
    """Severe symptoms have a rule of their own; G05 says nothing to them."""
    assert said("G05", entry(rating(10), ON), entry(phq9(0, 3), ON)) == []


@pytest.mark.parametrize(
    ("rule", "flag", "words"),
    [
        ("G06", "seizure_history", "a seizure in the past"),
        ("G06", "epilepsy_treatment", "treatment for epilepsy"),
        ("G06", "past_withdrawal_delirium_or_psychosis", "delirium or psychosis"),
        ("G07", "pregnant", "you are pregnant"),
        ("G07", "planning_pregnancy", "you plan a pregnancy"),
        ("G07", "breastfeeding", "you breastfeed"),
        ("G10", "illicit_source", "no pharmacy handed out"),
    ],
)
def test_H27_H28_a_care_team_plans_in_these_situations(rule, flag, words):
    """The plan is stopped, the cause is named, and nobody is told to stop."""
    [finding] = both(rule, make_person(flag))
    assert finding.severity is Severity.STOP
    assert words in finding.text
    assert "Keep taking" in finding.text or "not stop suddenly" in finding.text


@pytest.mark.parametrize("rule", ["G06", "G07", "G10"])
def test_another_flag_is_no_reason_to_stop(rule):
    """Falls alone do not stop a plan."""
    assert not both(rule, make_person("falls"))


def test_two_causes_are_one_sentence():
    """A seizure and epilepsy treatment are said together."""
    [finding] = both("G06", make_person("seizure_history", "epilepsy_treatment"))
    assert "a seizure in the past and treatment for epilepsy" in finding.text


@pytest.mark.parametrize(("age", "stops"), [(17, True), (18, False), (None, False)])
def test_stepwell_is_for_adults(age, stops):
    """Under 18 is refused; an age that was not given is not guessed."""
    found = both("G08", make_person(age=age))
    assert bool(found) is stops
    assert all(each.severity is Severity.STOP for each in found)


def high(mg, *flags, **changes):
    schedule = schedule_from(daily("diazepam", mg))
    case = review_case(schedule, person=make_person(*flags), **changes)
    return findings_of("G09", case)


def test_more_than_40_mg_of_diazepam_is_locked():
    """Exactly 40 mg is not above it; above only a prescriber may agree."""
    assert not high("40")
    [finding] = high("41")
    assert finding.severity is Severity.LOCK
    assert "41 mg" in finding.text
    assert "ashton2002" in finding.text


@pytest.mark.parametrize("market", ["us", "gb"])
@pytest.mark.parametrize("table", [None, "vadod2021", "ashton2002", "scotland2024"])
def test_H01_whichever_table_is_in_use_either_makes_a_dose_high(market, table):
    """Alprazolam 4 mg is 40 mg by VA/DoD, but 80 mg by Ashton."""
    doses = {("alprazolam", "bedtime"): "4 mg"}
    case = request_case(current=doses, market=market, equivalence=table)
    [finding] = findings_of("G09", case)
    assert finding.severity is Severity.LOCK
    assert "80 mg by ashton2002" in finding.text
    assert "40 mg by vadod2021" in finding.text


def test_a_third_table_in_use_counts_too():
    """The table that was named is asked beside the two usual ones."""
    doses = {("nitrazepam", "bedtime"): "25 mg"}
    case = request_case(current=doses, equivalence="camh")
    said = findings_of("G09", case)
    assert [("mg by camh" in each.text) for each in said] == [True]


def test_only_tables_that_have_the_drug_are_named():
    """VA/DoD has no zolpidem, so it is not said to give a number."""
    doses = {("zolpidem", "bedtime"): "90 mg"}
    [finding] = findings_of("G09", request_case(current=doses))
    assert "45 mg by ashton2002;" in finding.text
    assert "vadod2021" not in finding.text


@pytest.mark.parametrize(
    "flag",
    [
        "injecting",
        "substance_use_disorder",
        "alcohol",
        "opioid",
        "gabapentinoid",
        "other_sedatives",
    ],
)
def test_a_high_dose_with_more_risks_is_locked(flag):
    """A high band together with injecting or other substances needs a specialist."""
    [finding] = high("16", flag)
    assert finding.severity is Severity.LOCK
    assert not high("15", flag)
    assert not high("16", "falls")


def test_both_reasons_for_a_lock_are_given():
    """The size and the company of a dose are two facts."""
    assert len(high("60", "injecting", use=UseHistory(date(2020, 1, 1)))) == 2
