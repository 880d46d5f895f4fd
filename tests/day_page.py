"""The page of today as a browser without JavaScript uses it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from people import Person
from site_walk import main
from stepwell.web.journal import queries as journal


FIRST_DAY = datetime(2027, 1, 4, 9, 30, tzinfo=UTC)
"""Half past nine on the first day of the usual plan."""


@dataclass
class Day:
    """Somebody who looks at their day; a form is found by where it stands."""

    person: Person

    def page(self, address="/today/"):
        """The page as it is now."""
        found = self.person.client.get(address)
        assert found.status_code == 200, found.status_code
        return found

    def words(self, address="/today/"):
        """The words of the page."""
        return main(self.page(address))

    def form(self, anchor="dose-1", address="/today/"):
        """What the form of a dose sends without a button."""
        page = self.page(address).content.decode()
        (part,) = re.findall(rf'id="{anchor}".*?</form>.*', page, re.DOTALL)
        found = re.search(r'action="/today/mark".*?</form>', part, re.DOTALL)
        return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', found[0]))

    def send(self, form, intake="taken", **more):
        """Press one of its buttons."""
        said = form | {"intake": intake} | more
        return self.person.client.post("/today/mark", said)

    def says(self, intake="taken", anchor="dose-1", **more):
        """Press a button of the page as it is now."""
        done = self.send(self.form(anchor), intake, **more)
        assert done.status_code == 302, main(done)
        return done

    def undo(self, entry):
        """Take an answer back."""
        return self.person.client.post("/today/undo", {"entry": entry})

    def adds(self, drug="diazepam", amount="2.5 mg", at=None, **more):
        """Write down something extra, at the latest hour if no other is given."""
        page = self.page("/today/extra").content.decode()
        (entry,) = re.findall(r'name="entry" value="([0-9a-f]{32})"', page)
        hours = re.findall(r'<option value="(\d[^"]*)"', page)
        said = {"drug": drug, "amount": amount, "at": at or hours[0], "entry": entry}
        return self.person.client.post("/today/extra", said | more)

    @property
    def entries(self):
        """What holds in the journal."""
        return list(journal.whole(self.person.user).current)

    @property
    def only(self):
        """The one entry that holds."""
        (found,) = self.entries
        return found
