"""Walking through the site as a browser without JavaScript does."""

import html
import re
from dataclasses import dataclass, field
from datetime import date

from django.test import Client


TODAY, START = date(2027, 1, 1), "2027-01-04"
HEALTH = ("before", "body", "mind", "beside")
USUAL = {
    "signs": {"signs": "none"},
    "place": {"market": "us"},
    "medicine": {"drug": "lorazepam", "morning": "1 mg", "bedtime": "1 mg"},
    "medicines": {"more": "no"},
    "use": {"since": "2021-05", "days": "7"},
    "age": {"age": "46"},
    **{page: {"flags": "none"} for page in HEALTH},
    "goal": {"goal": "stop"},
    "pace": {"pace": "leave"},
    "products": {"which": "usual"},
    "pieces": {"smallest": "half", "liquids": "yes"},
    "start": {"start": START},
}
"""Answers to every page, of a person with lorazepam in the us."""


@dataclass
class Walk:
    """A browser on its way, and the answers that are not the usual ones."""

    client: Client = field(default_factory=lambda: Client(SERVER_NAME="localhost"))

    def get(self, address):
        return self.client.get(address)

    def post(self, address, **said):
        return self.client.post(address, said)

    def answer(self, page, **said):
        """Answer one page; gives what comes back."""
        return self.post(
            f"/plan/{'medicine/1' if page == 'medicine' else page}", **said
        )

    def until(self, last, **changes):
        """Answer all pages before ``last``."""
        for page, said in ({**USUAL, **changes}).items():
            if page == last:
                break
            done = self.answer(page, **said)
            assert done.status_code == 302, (page, errors(done))
        return self

    def compared(self, **changes):
        """Answer everything, and say that the doses are those on the box."""
        self.until("", **changes)
        assert self.post("/plan/check").headers["Location"] == "/plan/draft"
        return self

    def draft(self, **changes):
        """The page of the draft."""
        return self.compared(**changes).get("/plan/draft")


def text(response):
    """The words of a page, without its tags."""
    return words(response.content.decode())


def words(markup):
    """The words of some markup, parted by single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def main(response):
    """The words of the page itself, without its head and foot."""
    (found,) = re.findall(r"<main.*?</main>", response.content.decode(), re.DOTALL)
    return words(found)


def errors(response):
    """The mistakes that a page names at its fields."""
    found = re.findall(r'class="error"[^>]*>(.*?)</p>', response.content.decode())
    return [words(each).removeprefix("Error: ") for each in found]


def named(response):
    """The mistakes that a page names at its top, with where each leads."""
    page = response.content.decode()
    found = re.search(r'<section class="errors".*?</section>', page, re.DOTALL)
    links = re.findall(r'<a href="([^"]*)">(.*?)</a>', found[0]) if found else []
    return [(target, words(text)) for target, text in links]
