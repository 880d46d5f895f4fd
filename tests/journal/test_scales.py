"""Questionnaires: their words, their totals, and what they never take for a zero."""

from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.journal.scales import (
    CLINICIAN_SCALES,
    GAD_7,
    PHQ_9,
    SCALES,
    ClinicianTotal,
    ScaleAnswers,
)
from stepwell.sources import Mark, load_bibliography


WORKS = load_bibliography()


def answers(scale):
    size = len(scale.items)
    return st.tuples(*[st.integers(0, 3)] * size).map(
        lambda each: ScaleAnswers(scale, each)
    )


any_answers = st.sampled_from([GAD_7, PHQ_9]).flatmap(answers)


def with_total(scale, total):
    """Answers that add up to a total: as many 3s as fit, then the rest."""
    whole, rest = divmod(total, 3)
    given_answers = [3] * whole + [rest] * (rest > 0)
    return ScaleAnswers(
        scale, tuple(given_answers + [0] * (len(scale.items) - len(given_answers)))
    )


def test_two_scales_are_asked_in_full():
    """GAD-7 has 7 questions, PHQ-9 has 9; each is found under its name."""
    assert {name: len(scale.items) for name, scale in SCALES.items()} == {
        "GAD-7": 7,
        "PHQ-9": 9,
    }
    assert SCALES["GAD-7"] is GAD_7 and SCALES["PHQ-9"] is PHQ_9


def test_the_words_are_those_of_the_form():
    """A questionnaire with other words is another questionnaire."""
    assert GAD_7.items[0] == "Feeling nervous, anxious or on edge"
    assert GAD_7.items[6] == "Feeling afraid as if something awful might happen"
    assert PHQ_9.items[5] == (
        "Feeling bad about yourself — or that you are a failure or have let yourself or"
        " your family down"
    )
    assert PHQ_9.items[7] == (
        "Moving or speaking so slowly that other people could have noticed? Or the"
        " opposite — being so fidgety or restless that you have been moving around a"
        " lot more than usual"
    )
    assert PHQ_9.items[8] == (
        "Thoughts that you would be better off dead or of hurting yourself in some way"
    )
    assert GAD_7.options == PHQ_9.options
    assert PHQ_9.options == (
        "Not at all",
        "Several days",
        "More than half the days",
        "Nearly every day",
    )


@pytest.mark.parametrize("scale", [GAD_7, PHQ_9])
def test_each_scale_asks_about_the_last_two_weeks(scale):
    """No question stands there twice or with a full stop of ours."""
    assert scale.question.startswith("Over the last 2 weeks, how often")
    assert len(set(scale.items)) == len(scale.items)
    assert not any(item.endswith((".", " ")) for item in scale.items)


@pytest.mark.parametrize("scale", [GAD_7, PHQ_9])
def test_each_scale_names_its_release_and_marks_its_bands(scale):
    """The works exist, and the bands say that nobody has checked them."""
    assert "phq_gad_release" in scale.works
    assert all(work in WORKS for work in scale.works)
    assert scale.bands_mark is Mark.UNVERIFIED


@given(any_answers)
def test_the_total_is_the_sum(filled):
    """Counted answer by answer: how often each value was given."""
    counted = sum(value * filled.answers.count(value) for value in (1, 2, 3))
    assert filled.total == counted


@pytest.mark.parametrize(("scale", "most"), [(GAD_7, 21), (PHQ_9, 27)])
def test_totals_go_from_nothing_to_the_most(scale, most):
    """Every answer 0, and every answer 3."""
    size = len(scale.items)
    assert ScaleAnswers(scale, (0,) * size).total == 0
    assert ScaleAnswers(scale, (3,) * size).total == most


BANDS = [
    (GAD_7, "minimal", 0, 4),
    (GAD_7, "mild", 5, 9),
    (GAD_7, "moderate", 10, 14),
    (GAD_7, "severe", 15, 21),
    (PHQ_9, "minimal", 0, 4),
    (PHQ_9, "mild", 5, 9),
    (PHQ_9, "moderate", 10, 14),
    (PHQ_9, "moderately severe", 15, 19),
    (PHQ_9, "severe", 20, 27),
]


@pytest.mark.parametrize(("scale", "name", "lowest", "highest"), BANDS)
def test_every_total_has_its_band(scale, name, lowest, highest):
    """The first and the last total of each band, and all between."""
    for total in range(lowest, highest + 1):
        assert with_total(scale, total).band.name == name
    assert with_total(scale, lowest).band.lowest == lowest


@given(any_answers)
def test_a_higher_total_is_never_in_a_lower_band(filled):
    """The lowest answer raised by one keeps the band or raises it."""
    lowest = filled.answers.index(min(filled.answers))
    raised = list(filled.answers)
    raised[lowest] = min(raised[lowest] + 1, 3)
    higher = replace(filled, answers=tuple(raised))
    assert higher.band.lowest >= filled.band.lowest


@pytest.mark.parametrize("rarely", [1, 2, 3])
def test_G23_the_ninth_answer_above_zero_tells_of_thoughts_of_harm(rarely):
    """However rarely, and whatever the total."""
    assert ScaleAnswers(PHQ_9, (*[0] * 8, rarely)).thoughts_of_harm


def test_G23_no_other_answer_tells_of_thoughts_of_harm():
    """A total of 24 without the ninth is severe, and does not tell."""
    assert not ScaleAnswers(PHQ_9, (*[3] * 8, 0)).thoughts_of_harm


def test_a_scale_that_does_not_ask_never_tells():
    """GAD-7 has no question about harm."""
    assert GAD_7.harm_item is None
    assert not ScaleAnswers(GAD_7, (3,) * 7).thoughts_of_harm


@pytest.mark.parametrize(
    ("scale", "given_answers", "words"),
    [
        (GAD_7, (0,) * 6, "GAD-7 has 7 questions, each with an answer"),
        (GAD_7, (0,) * 9, "GAD-7 has 7 questions, each with an answer"),
        (PHQ_9, (0,) * 7, "PHQ-9 has 9 questions, each with an answer"),
        (PHQ_9, (), "PHQ-9 has 9 questions, each with an answer"),
        (PHQ_9, (*[0] * 8, 4), "an answer of PHQ-9 is a whole number from 0 to 3"),
        (PHQ_9, (-1, *[0] * 8), "an answer of PHQ-9 is a whole number from 0 to 3"),
        (GAD_7, (*[0] * 6, None), "an answer of GAD-7 is a whole number from 0 to 3"),
    ],
)
def test_an_incomplete_questionnaire_is_refused(scale, given_answers, words):
    """A question that was left out is not a 0."""
    with pytest.raises(ValueError, match=words):
        ScaleAnswers(scale, given_answers)


def test_answers_do_not_change():
    """They are values, equal when every answer is."""
    filled = ScaleAnswers(GAD_7, (1,) * 7)
    assert len({filled, ScaleAnswers(GAD_7, (1,) * 7)}) == 1
    with pytest.raises(FrozenInstanceError):
        filled.answers = (0,) * 7


HIGHEST = {"CIWA-B": 80, "BWSQ": 40, "PWC-20": 60, "ISI": 28, "SDS": 15}


def test_of_other_scales_only_name_and_range_are_kept():
    """None of their questions is ours to print; each range names its work."""
    assert {n: scale.highest for n, scale in CLINICIAN_SCALES.items()} == HIGHEST
    assert all(scale.work in WORKS for scale in CLINICIAN_SCALES.values())
    assert not any(hasattr(scale, "items") for scale in CLINICIAN_SCALES.values())


def test_only_the_range_of_the_isi_was_seen():
    """The other ranges are general knowledge and marked as such."""
    seen = [
        name for name, scale in CLINICIAN_SCALES.items() if scale.mark is Mark.VERIFIED
    ]
    assert seen == ["ISI"]


@pytest.mark.parametrize(("name", "highest"), HIGHEST.items())
def test_a_total_lies_within_its_range(name, highest):
    """0 and the highest are totals; one less and one more are not."""
    assert ClinicianTotal(name, 0).total == 0
    assert ClinicianTotal(name, highest).total == highest
    for wrong in (-1, highest + 1):
        with pytest.raises(ValueError, match=f"{name} is 0 to {highest}, not {wrong}"):
            ClinicianTotal(name, wrong)


@pytest.mark.parametrize("name", ["GAD-7", "C-SSRS", ""])
def test_a_total_of_an_unknown_scale_is_refused(name):
    """What is filled in here is not also typed as a total."""
    with pytest.raises(ValueError, match=f'"{name}" is not one of CIWA-B, BWSQ'):
        ClinicianTotal(name, 3)
