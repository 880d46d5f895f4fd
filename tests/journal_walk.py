"""Writing in a journal as a browser without JavaScript does."""

import re

from stepwell.plan.person import RedFlag
from stepwell.web.journal import queries


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ settings.SECRET_KEY }}{% debug %}",
    "'; DROP TABLE journal_entry; --",
    "\x00",
    "\x1b[31m‮﻿",
    "‮تجربة",
    "\N{GRINNING FACE}" * 50,
    "9" * 5000,
]
NIGHT = {
    "bed_time": "22:30",
    "lights_out": "23:00",
    "latency_min": "20",
    "awakenings": "2",
    "awake_min": "40",
    "final_wake": "06:30",
    "out_of_bed": "07:00",
}
FORM = re.compile(r'<form method="post" action="([^"]*)".*?</form>', re.DOTALL)


def markup(response):
    """The page as it was sent."""
    return response.content.decode()


def filled(response, **answers):
    """What a browser sends of the last form: what stands in it, and some answers."""
    form = (
        FORM.findall(markup(response)) and list(FORM.finditer(markup(response)))[-1][0]
    )
    said = {}
    for tag in re.findall(r"<input[^>]*>", form):
        named = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        is_choice = named.get("type") in ("radio", "checkbox")
        if "name" in named and (not is_choice or " checked" in tag):
            said[named["name"]] = named.get("value", "")
    for name, options in re.findall(
        r'<select name="([^"]*)".*?>(.*?)</select>', form, re.DOTALL
    ):
        chosen = re.findall(r'<option value="([^"]*)" selected', options)
        said[name] = chosen[0] if chosen else ""
    for name, text in re.findall(
        r'<textarea name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL
    ):
        said[name] = text.removeprefix("\n")
    said.pop("csrfmiddlewaretoken", None)
    return said | answers


def writes(person, page, **answers):
    """Open a page, answer it, and send it once."""
    address = f"/journal/{page}"
    said = filled(person.client.get(address), **answers)
    return person.client.post(address.partition("?")[0], said)


def checks_in(person, signs=("none",), **answers):
    """A check-in; a rating is named as its field."""
    return writes(person, "check-in", signs=list(signs), **answers)


def held(person):
    """What the journal holds, in order."""
    return queries.whole(person.user).current


def contents(person):
    """What the entries that hold say."""
    return [each.content for each in held(person)]


def standing(person):
    """The signs that stand."""
    return queries.flags(person.user)


ALL_SIGNS = frozenset(RedFlag)
