"""Who picks up an open phone cannot agree to another plan."""

from datetime import timedelta

from stepwell.web.plans import queries


FORM = {
    "who": "Dr Example",
    "day": "2027-01-01",
    "is_agreed": "on",
    "is_known": "on",
}


def agree(person, number):
    """Send the form by which a version is agreed."""
    said = FORM | {"revision": person.space.revision}
    return person.client.post(f"/my-plan/versions/{number}/agree", said)


def test_H40_an_open_browser_is_not_enough_to_agree(person):
    """The pass phrase or the passkey is asked for first; the plan stays as it is."""
    number = person.drafts()
    person.proves(ago=timedelta(minutes=16))
    answer = agree(person, number)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/")
    assert queries.current(person.user) is None


def test_who_proved_it_is_them_agrees(person):
    """Within fifteen minutes."""
    number = person.drafts()
    answer = agree(person, number)
    assert answer.headers.get("Location", "").startswith("/my-plan")
    assert queries.current(person.user).number == number
