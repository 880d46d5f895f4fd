"""Which drugs are sleeping tablets: WHO's classes say it, and no list of ours."""

from factories import FORMULARY


def test_sleeping_tablets_are_those_of_their_class():
    """N05CD and N05CF; diazepam and lorazepam are none, whatever they are taken for."""
    assert sorted(drug.id for drug in FORMULARY.drugs.values() if drug.is_hypnotic) == [
        "estazolam",
        "eszopiclone",
        "flunitrazepam",
        "flurazepam",
        "loprazolam",
        "lormetazepam",
        "midazolam",
        "nitrazepam",
        "quazepam",
        "temazepam",
        "triazolam",
        "zaleplon",
        "zolpidem",
        "zopiclone",
    ]


def test_every_z_drug_is_a_sleeping_tablet():
    """The two ways to tell agree where they overlap."""
    for drug in FORMULARY.drugs.values():
        assert drug.is_hypnotic or not drug.is_z_drug


def test_a_drug_without_a_code_is_none():
    """Nothing is assumed of a drug that WHO has not classed."""
    assert "atc" not in FORMULARY.drug("phenazepam").codes
    assert not FORMULARY.drug("phenazepam").is_hypnotic
