"""Stories in a real browser: by keyboard, without JavaScript, on a phone, in the dark.

They need Debian's chromium (``apt-get install -y chromium``) and are skipped without.
"""

from pathlib import Path

import pytest

from browser import NEEDED, PHONE, look, reach, served, watched


pytestmark = NEEDED
EXAMPLE = Path(__file__).parents[2] / "examples" / "schedules" / "too-fast.csv"


@pytest.fixture(scope="module")
def site():
    """The site; nothing in these stories is kept."""
    with served() as address:
        yield address


class Visit:
    """A page with an eye on what goes wrong: hosts, policy, width and access."""

    def __init__(self, page, site):
        self.page, self.site, self.seen = page, site, []
        page.on("request", self._asked)

    def _asked(self, request):
        if not request.url.startswith(self.site):
            self.page.faults.append(f"asked {request.url}")

    def look(self):
        """Judge the page that is open now, in every width, light and dark."""
        look(self.page)
        self.seen.append(self.page.url.removeprefix(self.site))

    def go_on(self, *labels, **typed):
        """Judge the page, choose and type, judge nothing more, and go on."""
        self.look()
        for label in labels:
            self.page.get_by_label(label, exact=True).check()
        for name, text in typed.items():
            self.page.locator(f"#f-{name}").fill(text)
        self.page.get_by_role("button", name="Continue").click()


@pytest.fixture
def visit(chromium, site):
    """A visit by a browser that runs no script of the site: there is none."""
    context = chromium.new_context(viewport=PHONE)
    yield Visit(watched(context.new_page()), site)
    context.close()


def test_a_first_draft_without_an_account(visit):
    """From the first page to the files; every page is looked at on the way."""
    page = visit.page
    page.goto(visit.site)
    visit.look()
    page.get_by_role("link", name="Begin").click()
    visit.go_on()
    visit.go_on("None of these")
    visit.go_on("United Kingdom")
    page.locator("#f-drug").select_option("lorazepam")
    visit.go_on(morning="0,5 mg")
    assert page.get_by_role("link", name="has a comma").is_visible()
    visit.go_on(morning="1 mg", bedtime="1 mg")
    visit.go_on("No, this is all")
    visit.go_on(since="2021-05", days="7")
    visit.go_on(age="46")
    for _ in range(4):
        visit.go_on("None of these")
    visit.go_on("I am not sure yet")
    visit.go_on("To come off it, step by step")
    visit.go_on("Stepwell works it out from my answers")
    visit.go_on("All usual ones where I live")
    visit.go_on("Half tablets", "Yes")
    visit.go_on(start="2027-01-04")
    visit.look()
    page.get_by_role("button", name="Yes, it is what the box says").click()
    visit.look()
    assert page.locator("h1").inner_text().startswith("DRAFT | ")
    with page.expect_download() as download:
        page.get_by_role("link", name="On paper, to hold in your hands").click()
    assert download.value.suggested_filename == "stepwell-plan.pdf"
    assert len(visit.seen) == 21
    page.get_by_role("button", name="Delete it and start again").click()
    assert page.get_by_role("link", name="Begin").is_visible()


def test_a_second_opinion(visit):
    """Paste, send, read what is wrong with it; then a sign, and only help."""
    page = visit.page
    page.goto(f"{visit.site}/second-opinion")
    visit.look()
    page.get_by_role("button", name="Look at it").click()
    visit.look()
    page.locator("#f-text").fill(EXAMPLE.read_text())
    page.get_by_label("United Kingdom").check()
    page.get_by_role("button", name="Look at it").click()
    visit.look()
    assert page.get_by_text("Do not follow this schedule as it stands").is_visible()
    page.goto(f"{visit.site}/plan/signs")
    visit.go_on("I have run out of my medicine")
    visit.look()
    assert page.get_by_role("heading", name="Get help now").is_visible()


def test_everything_can_be_done_by_keyboard(visit):
    """Skip link, ticks, choices, a mistake and its link, by Tab, space and Enter."""
    page, press = visit.page, visit.page.keyboard.press
    page.goto(f"{visit.site}/plan/signs")
    press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    tab_to(page, "f-signs-9")
    press("Space")
    tab_to_button(page)
    press("Enter")
    page.wait_for_url("**/plan/place")
    tab_to(page, "f-market-1")
    press("Space")
    tab_to_button(page)
    press("Enter")
    page.wait_for_url("**/plan/medicine/1")
    tab_to_button(page)
    press("Enter")
    page.wait_for_selector(".errors")
    tab_to_link(page, "#f-drug")
    press("Enter")
    assert page.evaluate("document.activeElement.id") == "f-drug"


def test_it_works_where_scripts_are_switched_off(chromium, site):
    """The first medicine is read, and read back, without any script at all."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/plan/signs")
    for label in ("None of these", "United Kingdom"):
        page.get_by_label(label).check()
        page.get_by_role("button", name="Continue").click()
    page.locator("#f-drug").select_option("zopiclone")
    page.locator("#f-bedtime").fill("7.5 mg")
    page.get_by_role("button", name="Continue").click()
    said = "You take seven point five milligrams (7.5 mg) of zopiclone at bedtime."
    assert page.get_by_text(said).first.is_visible()
    context.close()


def tab_to(page, identity):
    """Press Tab until the element has the focus, and the focus can be seen."""
    reach(page, f"document.activeElement.id === {identity!r}", 40)


def tab_to_button(page):
    """Press Tab until the button that goes on has the focus."""
    reach(page, "document.activeElement.textContent === 'Continue'", 40)


def tab_to_link(page, target):
    """Press Tab until the link has the focus."""
    reach(page, f"document.activeElement.getAttribute('href') === {target!r}", 40)


def test_after_leaving_the_way_back_shows_nothing(visit):
    """The weather stands there, the draft is gone, and Back leads to no answer."""
    page = visit.page
    page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="weather"))
    page.goto(f"{visit.site}/plan/signs")
    page.get_by_label("None of these").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Germany").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Leave now").click()
    page.wait_for_url("https://www.bbc.co.uk/weather")
    names = {each["name"] for each in page.context.cookies(visit.site)}
    assert "stepwell-draft" not in names
    page.goto(f"{visit.site}/plan/medicine/1")
    assert page.url.endswith("/plan/signs")


def test_the_pages_are_german_for_whoever_chooses_it(visit):
    """By keyboard, at the foot of the page; doses stay in the tested English."""
    page = visit.page
    page.goto(visit.site)
    page.get_by_role("button", name="Deutsch").focus()
    page.keyboard.press("Enter")
    visit.look()
    page.get_by_role("link", name="Anfangen").click()
    visit.look()
    page.get_by_label("Nichts davon", exact=True).check()
    page.get_by_role("button", name="Weiter").click()
    page.get_by_label("Deutschland", exact=True).check()
    page.get_by_role("button", name="Weiter").click()
    page.locator("#f-drug").select_option("lorazepam")
    page.get_by_label("Morgens").fill("0,5 mg")
    page.get_by_role("button", name="Weiter").click()
    visit.look()
    assert page.locator('.error[lang="en"]').is_visible()
    page.get_by_label("Morgens").fill("0.5 mg")
    page.get_by_role("button", name="Weiter").click()
    visit.look()
    said = page.locator(".doses li").inner_text()
    assert said.startswith("You take zero point five milligrams")
    page.get_by_role("button", name="English").click()
    assert page.locator("h1").inner_text() == "Your medicines"
