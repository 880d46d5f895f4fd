"""Clients of the site for measuring: they sign in, read forms and send them."""

import http.client
import re
import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urlsplit


NONE = "none"
"""What is ticked where a form asks for signs: none of these."""
FORM = "application/x-www-form-urlencoded"
LOGIN = "/account/login"
TIMEOUT = 30


@dataclass
class Form:
    """A form as a browser would send it with nothing changed but what is asked."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class Forms(HTMLParser):
    """Every form of a page, with its hidden fields, a choice, and a button."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take up a form, or a field of the one that is open."""
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(said.get("action", "")))
        elif self.found and said.get("name"):
            self._field(tag, said)

    def _field(self, tag: str, said: dict[str, str]) -> None:
        fields, name = self.found[-1].fields, said["name"]
        kind = said.get("type", "text")
        if tag == "button" or (tag == "input" and kind == "hidden"):
            fields.setdefault(name, said.get("value", ""))
        elif kind in ("radio", "checkbox"):
            if said.get("value") == NONE or "checked" in said:
                fields[name] = said["value"]
        elif tag == "input":
            fields.setdefault(name, said.get("value", ""))


@dataclass(frozen=True)
class Answer:
    """What came back, and whether it is what was wanted."""

    status: int
    text: str
    went_to: str
    cookies: dict[str, str]

    @property
    def is_page(self) -> bool:
        """A page, and not the one that asks who it is."""
        return self.status == 200

    @property
    def is_kept(self) -> bool:
        """A form that was taken leads somewhere else."""
        return self.status in (302, 303) and not self.went_to.startswith(LOGIN)


@dataclass(frozen=True)
class Visitor:
    """Somebody who is signed in at a port."""

    port: int
    session: dict[str, str]

    def get(self, address: str) -> Answer:
        """Ask for a page."""
        return self._sent("GET", address, None, {})

    def form(self, address: str, action: str) -> "Ready | None":
        """The first form of a page that goes to an address; None if it has none."""
        page = self.get(address)
        forms = Forms()
        forms.feed(page.text)
        fits = [each for each in forms.found if urlsplit(each.action).path == action]
        return Ready(self, fits[0], page.cookies) if page.is_page and fits else None

    def post(self, form: Form, cookies: dict[str, str]) -> Answer:
        """Send a form."""
        return self._sent("POST", form.action, urlencode(form.fields), cookies)

    def _sent(
        self, method: str, address: str, body: str | None, cookies: dict[str, str]
    ) -> Answer:
        connection = http.client.HTTPConnection("localhost", self.port, timeout=TIMEOUT)
        held = "; ".join(f"{k}={v}" for k, v in {**self.session, **cookies}.items())
        headers = {"Cookie": held} | ({"Content-Type": FORM} if body else {})
        try:
            connection.request(method, address, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            given = answer.headers.get_all("Set-Cookie") or []
            pairs = dict(re.findall(r"^([^=;]+)=([^;]*)", each)[0] for each in given)
            return Answer(
                answer.status, text, answer.headers.get("Location", ""), pairs
            )
        finally:
            connection.close()


@dataclass(frozen=True)
class Ready:
    """A form that is filled in, to be sent once."""

    visitor: Visitor
    form: Form
    cookies: dict[str, str]

    def send(self) -> Answer:
        """Send it."""
        return self.visitor.post(self.form, self.cookies)


def until(moment: float) -> None:
    """Wait for a moment of the clock that only goes on."""
    time.sleep(max(0.0, moment - time.perf_counter()))
