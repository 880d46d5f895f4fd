"""The catalogue of symptoms: complete, sourced, exact, and said without blame."""

import re
from dataclasses import FrozenInstanceError, replace
from fractions import Fraction
from math import floor

import pytest

from stepwell.library import HelpLevel, SymptomGroup, load_symptoms, symptoms
from stepwell.plan.person import RedFlag
from stepwell.sources import Mark, load_bibliography


WORKS = load_bibliography()
SYMPTOMS = load_symptoms()
GROUPS = {
    "Feelings": (
        "anxiety panic irritability lowmood suicidal moodswings numb dpdr intrusive"
        " akathisia craving"
    ),
    "Sleep": "insomnia nightmares hypersomnia restlesslegs",
    "Thinking": "concentration memory delirium perceptual psychosis",
    "Nerves and senses": (
        "seizure catatonia brainzaps tremor twitches tingling burning headache"
        " dizziness motion tinnitus sound light taste"
    ),
    "Muscles": "cramps musclepain weakness coordination",
    "Heart and breathing": "palpitations chest breathless bp",
    "Whole body": "sweating flulike fever fatigue",
    "Gut and body functions": ("nausea appetite abdomen bowel drymouth urinary sexual"),
    "Patterns": "interdose waves protracted relapse",
}
WORDS_WE_DO_NOT_SAY = (
    "abuse abuser abusers addict addicted addicts addiction battle clean committed"
    " detox dirty drug-seeking failed junkie junkies non-compliant patient patients"
    " pill-popper sufferer sufferers user users victim victims weak-willed"
).split()
PHRASES_WE_DO_NOT_SAY = (
    "brain damage",
    "commit suicide",
    "drug seeking",
    "just anxiety",
    "on the wagon",
)
TEXTS = ("description", "how_common", "why", "red_flag_when")
LONGEST_SENTENCE = 25


def sentences(symptom):
    texts = [*(getattr(symptom, name) for name in TEXTS), *symptom.self_care]
    return [each for text in texts for each in re.split(r"(?<=[.:;]) ", text)]


def all_words(symptom):
    parts = [getattr(symptom, name) for name in ("name", *TEXTS)]
    lists = (*symptom.lay_names, *symptom.self_care, *symptom.could_also_be)
    return " ".join([*parts, *lists]).lower()


every_symptom = pytest.mark.parametrize(
    "symptom", SYMPTOMS.values(), ids=lambda each: each.id
)


def test_the_catalogue_is_complete():
    """57 symptoms in nine groups, each group in one piece and in its order."""
    found = {
        group.value: " ".join(
            name for name, each in SYMPTOMS.items() if each.group is group
        )
        for group in SymptomGroup
    }
    assert found == GROUPS
    assert list(SYMPTOMS) == " ".join(GROUPS.values()).split()
    assert len(SYMPTOMS) == 57


def test_it_cannot_be_changed():
    """It is read once, and stays as it was read."""
    assert load_symptoms() is SYMPTOMS
    with pytest.raises(TypeError):
        SYMPTOMS["new"] = None
    with pytest.raises(FrozenInstanceError):
        SYMPTOMS["seizure"].level = HelpLevel.SOON
    assert hash(SYMPTOMS["seizure"])


def test_an_id_is_one_plain_word():
    """Ids stand in journals that people keep: small letters only."""
    assert [each for each in SYMPTOMS if not re.fullmatch("[a-z]+", each)] == []
    assert all(symptom.id == name for name, symptom in SYMPTOMS.items())


@every_symptom
def test_every_work_is_in_the_bibliography(symptom):
    """A fact without a source is not printed."""
    assert [work for work in symptom.works if work not in WORKS] == []
    assert len(set(symptom.works)) == len(symptom.works)


@every_symptom
def test_a_verified_entry_rests_on_a_work_that_was_seen(symptom):
    """What is known at second hand only is unverified."""
    seen = any(WORKS[work].mark is Mark.VERIFIED for work in symptom.works)
    assert seen or symptom.mark is Mark.UNVERIFIED


@every_symptom
def test_why_and_what_helps_are_marked_as_knowledge(symptom):
    """Nobody has checked them against a work, and they say so."""
    assert symptom.mark_of("why") is Mark.UNVERIFIED
    assert symptom.mark_of("self_care") is Mark.UNVERIFIED
    assert symptom.mark_of("how_common") is symptom.mark


def test_why_is_never_said_as_if_it_were_known():
    """Each says that it is thought, an idea, or not known."""
    unsure = ("It is thought", "One idea is", "The cause")
    sure = [each.id for each in SYMPTOMS.values() if not each.why.startswith(unsure)]
    assert sure == []


OUR_CUT_OFFS = ("38 C or more", "180/120", "120 for more", "30 minutes", "5% of your")


def test_warning_signs_with_a_cut_off_of_ours_are_marked():
    """These numbers are defaults that nobody has checked."""
    for symptom in SYMPTOMS.values():
        ours = any(number in symptom.red_flag_when for number in OUR_CUT_OFFS)
        assert ("red_flag_when" in symptom.knowledge_only) is ours, symptom.id


RED_FLAGS = {
    "suicidal": RedFlag.SUICIDAL_THOUGHTS,
    "delirium": RedFlag.CONFUSION,
    "catatonia": RedFlag.CONFUSION,
    "perceptual": RedFlag.HALLUCINATIONS_OR_PARANOIA,
    "psychosis": RedFlag.HALLUCINATIONS_OR_PARANOIA,
    "seizure": RedFlag.SEIZURE,
    "chest": RedFlag.CHEST_PAIN_OR_SEVERE_PALPITATIONS,
}


def test_H31_a_symptom_that_is_a_red_flag_names_it():
    """Seven stop all planning by being there; each names a flag that exists."""
    assert {
        name: symptom.red_flag for name, symptom in SYMPTOMS.items() if symptom.red_flag
    } == RED_FLAGS


def test_H31_wherever_any_case_calls_for_help_at_once_there_is_a_flag():
    """An emergency whose warning sign is the symptom itself stops all planning."""
    always = {
        symptom.id
        for symptom in SYMPTOMS.values()
        if symptom.level is HelpLevel.EMERGENCY
        and re.match(r"(Any|Every) (?!fever)", symptom.red_flag_when)
    }
    assert always == RED_FLAGS.keys() - {"perceptual"}


SOON = {"nightmares", "fatigue", "sexual"}


def test_levels_are_those_of_the_evidence():
    """Three may wait for days, 23 need help the same day and 31 at once."""
    by_level = {
        level: {each.id for each in SYMPTOMS.values() if each.level is level}
        for level in HelpLevel
    }
    assert by_level[HelpLevel.SOON] == SOON
    assert len(by_level[HelpLevel.URGENT]) == 23
    assert len(by_level[HelpLevel.EMERGENCY]) == 31


PER_CENT_IN_PANIC_TRIALS = {
    "anxiety": ["19.2"],
    "irritability": ["10.5"],
    "lowmood": ["5.1"],
    "insomnia": ["29.5"],
    "concentration": ["10.3"],
    "memory": ["5.5"],
    "delirium": ["5.0"],
    "tremor": ["17.3"],
    "twitches": ["6.9"],
    "musclepain": ["5.9"],
    "weakness": ["5.8"],
    "coordination": ["6.6"],
    "headache": ["17.0"],
    "dizziness": ["19.3"],
    "light": ["10.0"],
    "palpitations": ["12.2"],
    "sweating": ["14.4"],
    "fatigue": ["18.4"],
    "nausea": ["16.5"],
    "appetite": ["12.8", "13.3"],
    "bowel": ["13.6"],
    "drymouth": ["10.6"],
}


def test_figures_of_the_panic_trials_are_those_of_the_label():
    """Each per cent as printed, with its people and the label among its works."""
    found = {
        name: re.findall(r"people \(([\d.]+)%", symptom.how_common)
        for name, symptom in SYMPTOMS.items()
        if "panic trials" in symptom.how_common
    }
    assert found == PER_CENT_IN_PANIC_TRIALS
    for name in found:
        assert "641 people" in SYMPTOMS[name].how_common
        assert "alplabel" in SYMPTOMS[name].works


def test_so_many_in_100_agrees_with_the_per_cent():
    """About 17 in 100 people is 16.5 to below 17.5 per cent."""
    pairs = [
        pair
        for symptom in SYMPTOMS.values()
        for pair in re.findall(
            r"bout (\d+) in 100 people \(([\d.]+)%", symptom.how_common
        )
    ]
    assert len(pairs) == sum(map(len, PER_CENT_IN_PANIC_TRIALS.values()))
    for whole, exact in pairs:
        assert int(whole) == floor(Fraction(exact) + Fraction(1, 2))


OTHER_FIGURES = [
    ("panic", "15 of 17 people with panic disorder"),
    ("panic", "by 10% of the dose every 3 days"),
    ("suicidal", "who chose to answer (1,207 people), 54.4% told"),
    ("suicidal", "not a rate for everybody"),
    ("craving", "lorazepam 2 mg"),
    ("craving", "At day 88, 54% of them"),
    (
        "insomnia",
        "triazolam, which is short-acting, rebound lasted about 1 to 2 nights",
    ),
    ("memory", "not always fully by 6 months"),
    ("seizure", "48 reports, after use of days to more than 7 years"),
    ("seizure", "other risks in 29 of them"),
    ("seizure", "less than 15 days of treatment"),
    ("catatonia", "5 people aged 53 to 88, within 2 to 7 days"),
    ("brainzaps", "595 online posts; a survey of 3,141 people"),
    ("brainzaps", "studied with antidepressants"),
    ("tinnitus", "3 people who stopped usual doses"),
    ("twitches", "at 8 weeks"),
    ("appetite", "at 8 weeks"),
    ("waves", "76.6% of the answers"),
    ("waves", "people who chose to answer"),
    ("protracted", "Clinicians estimate 10 to 15%; nobody has measured it"),
    ("protracted", "more than a month after stopping"),
]


@pytest.mark.parametrize(("name", "words"), OTHER_FIGURES)
def test_every_other_figure_stands_with_its_people(name, words):
    """A figure is never said of people in whom nobody counted it."""
    assert words in SYMPTOMS[name].how_common


@every_symptom
def test_no_word_blames_anybody(symptom):
    """Words that judge people are not said, in any part."""
    said = all_words(symptom)
    words = re.findall(r"[a-z-]+", said)
    assert [word for word in WORDS_WE_DO_NOT_SAY if word in words] == []
    assert [phrase for phrase in PHRASES_WE_DO_NOT_SAY if phrase in said] == []


@every_symptom
def test_sentences_are_short_and_whole(symptom):
    """No sentence has more than 25 words, and each ends."""
    for sentence in sentences(symptom):
        assert len(sentence.split()) <= LONGEST_SENTENCE, sentence
    for text in (*(getattr(symptom, name) for name in TEXTS), *symptom.self_care):
        assert text.endswith(".") and text[0].isupper(), text
        assert text == " ".join(text.split()), text


def test_sentences_are_short_on_the_whole():
    """A typical one has 10 words at most: it is read on a bad day."""
    lengths = sorted(
        len(sentence.split())
        for symptom in SYMPTOMS.values()
        for sentence in sentences(symptom)
    )
    assert lengths[len(lengths) // 2] <= 10


def test_no_name_stands_there_twice():
    """Two symptoms of one name could not be told apart."""
    names = [symptom.name for symptom in SYMPTOMS.values()]
    assert len(set(names)) == len(names)


SEIZURE = SYMPTOMS["seizure"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"description": ""}, "seizure: description is empty"),
        ({"works": ()}, "seizure: works is empty"),
        ({"lay_names": ()}, "seizure: lay_names is empty"),
        ({"knowledge_only": ("where",)}, 'seizure: no part is called "where"'),
        ({"level": HelpLevel.URGENT}, "seizure: a red flag is an emergency"),
    ],
)
def test_a_symptom_that_lacks_something_is_refused(changes, words):
    """An empty part, an unknown part, a red flag that could wait."""
    with pytest.raises(ValueError, match=words):
        replace(SEIZURE, **changes)


def test_the_mark_of_a_part_is_that_of_the_entry_or_lower():
    """What is general knowledge stays so in an entry that was checked."""
    symptom = replace(SEIZURE, knowledge_only=("red_flag_when",))
    assert symptom.mark_of("red_flag_when") is Mark.UNVERIFIED
    assert symptom.mark_of("why") is Mark.VERIFIED


ENTRY = """
[[symptom]]
id = "hiccups"
name = "Hiccups"
lay_names = ["hic"]
group = "Muscles"
description = "A jump of the midriff."
how_common = "Nobody counted."
why = "The cause is not known."
self_care = ["Drink."]
red_flag_when = "It lasts for days."
level = "soon"
could_also_be = ["a full stomach"]
works = ["asam2025"]
mark = "unverified"
"""


@pytest.fixture
def file_with(tmp_path, monkeypatch):
    """Let the loader read a catalogue of our own, past what it remembers."""

    def write(text):
        folder = tmp_path / "data"
        folder.mkdir(exist_ok=True)
        (folder / "symptoms.toml").write_text(text, "utf-8")
        monkeypatch.setattr(symptoms, "files", lambda package: tmp_path)
        return load_symptoms.__wrapped__()

    return write


def test_an_entry_of_our_own_is_read(file_with):
    """Lists become tuples, words become what they stand for; the rest stays empty."""
    (symptom,) = file_with(ENTRY).values()
    assert symptom.lay_names == ("hic",)
    assert symptom.group is SymptomGroup.MUSCLES
    assert symptom.level is HelpLevel.SOON
    assert symptom.mark is Mark.UNVERIFIED
    assert symptom.knowledge_only == () and symptom.red_flag is None


def test_an_id_that_stands_twice_is_refused(file_with):
    """A rating would not know which of the two it is of."""
    with pytest.raises(ValueError, match='the symptom "hiccups" stands twice'):
        file_with(ENTRY + ENTRY)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('group = "Muscles"', 'group = "Limbs"'),
        ('level = "soon"', 'level = "never"'),
        ('level = "soon"', ""),
        ('mark = "unverified"', 'mark = "certain"'),
        ('mark = "unverified"', 'mark = "unverified"\nauthor = "One"'),
        ('why = "The cause is not known."', ""),
        ('self_care = ["Drink."]', "self_care = []"),
    ],
)
def test_an_entry_that_does_not_follow_the_schema_is_refused(file_with, old, new):
    """The message names the symptom."""
    with pytest.raises(ValueError, match="symptom hiccups: "):
        file_with(ENTRY.replace(old, new))
