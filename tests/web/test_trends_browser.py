"""The charts in a real browser: by keyboard, aloud, in the dark, and without scripts.

They need Debian's chromium (``apt-get install -y chromium``) and are skipped without.
"""

import re
from itertools import product

import pytest
from django.test import override_settings

from browser import NEEDED, SCHEMES, WIDTHS, served


pytestmark = NEEDED
MOST_BYTES = 150_000
PAGE = "/trends/hard/4-weeks"
RECORD = """
window.written = [];
const put = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
  window.written.push(text);
  return put.call(this, text, ...rest);
};
window.stopped = [];
const stop = (event) => window.stopped.push(event.violatedDirective);
addEventListener("securitypolicyviolation", stop);
"""


@pytest.fixture(scope="module")
def site():
    """The site with the pages of people who are invented; nothing is kept."""
    with override_settings(ROOT_URLCONF="trends_site"), served() as address:
        yield address


@pytest.fixture
def open_page(chromium, site):
    """Open a page of the site; at the end, nothing went wrong in any of them."""
    contexts, faults, pages = [], [], []

    def opened(address=PAGE, **options):
        context = chromium.new_context(**options)
        contexts.append(context)
        context.add_init_script(RECORD)
        page = context.new_page()
        page.on("console", lambda said: faults.append(said.text))
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on(
            "request",
            lambda asked: asked.url.startswith(site) or faults.append(asked.url),
        )
        page.goto(f"{site}{address}")
        if options.get("java_script_enabled", True):
            page.evaluate("document.fonts.ready")
            pages.append(page)
        return page

    yield opened
    for page in pages:
        faults += page.evaluate("window.stopped")
    for context in contexts:
        context.close()
    assert faults == []


def spoken(page):
    return page.locator("#trends-says").inner_text()


@pytest.mark.parametrize(
    "address", [PAGE, "/trends/rich/3-months", "/trends/empty/all"]
)
def test_everybody_can_read_it(open_page, address):
    """No violation of axe, and no sideways scrolling, in every width and light."""
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(address)
    for opened in page.locator("summary").all():
        opened.click()
    for width, scheme in product(WIDTHS, SCHEMES):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_day_is_walked_by_keyboard_and_spoken(open_page):
    """Arrows, Home and End move the day; each time its sentence is said politely."""
    page = open_page()
    status = page.get_by_role("status")
    slider = page.get_by_role("slider", name="Choose a day")
    assert spoken(page).startswith("Sunday 31 January 2027: lorazepam planned 1.64 mg")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "trends-day":
            break
    assert (
        page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    )
    seen = {}
    for key in ("ArrowLeft", "ArrowLeft", "Home", "ArrowRight", "End"):
        page.keyboard.press(key)
        said = status.inner_text()
        day = slider.get_attribute("aria-valuetext")
        assert said.startswith(f"{day}: ")
        at = page.locator(".trends-at").first.evaluate("e => e.style.transform")
        assert seen.setdefault(at, said) == said
    assert len(seen) == 5
    days = [each.partition(":")[0] for each in seen.values()]
    assert days == [
        "Saturday 30 January 2027",
        "Friday 29 January 2027",
        "Monday 4 January 2027",
        "Tuesday 5 January 2027",
        "Sunday 31 January 2027",
    ]


def test_buttons_and_a_touch_walk_as_well(open_page):
    """Large places to press, and the chart itself."""
    page = open_page(viewport={"width": 320, "height": 800}, has_touch=True)
    page.get_by_role("button", name="Day before").click()
    assert spoken(page).startswith("Saturday 30 January 2027")
    page.get_by_role("button", name="Day after").click()
    page.get_by_role("button", name="Day after").click()
    assert spoken(page).startswith("Sunday 31 January 2027")
    for name in ("Day before", "Day after"):
        assert page.get_by_role("button", name=name).bounding_box()["height"] >= 44
    page.locator("#trends-dose-0 .u-over").tap(position={"x": 2, "y": 20})
    assert spoken(page).startswith("Monday 4 January 2027")
    values = page.locator(".trends-value").all_inner_texts()
    assert values[0] == "Monday 4 January 2027: planned 1.8 mg, taken 1.8 mg"


def test_what_is_spoken_stands_in_the_table(open_page):
    """Each day's sentence has the doses of its row, digit by digit."""
    page = open_page("/trends/rich/4-weeks")
    page.get_by_text("The same as a table").click()
    page.locator("#trends-day").focus()
    page.keyboard.press("Home")
    rows = page.locator("tbody tr").all()
    assert len(rows) == 28
    for row in rows:
        cells = [words(each) for each in row.locator("th, td").all_inner_texts()]
        said = spoken(page)
        assert cells[0] in said
        for mg in (each for each in cells if each.endswith(" mg") and each != "0 mg"):
            assert f"{mg}," in said or f"{mg};" in said
        page.keyboard.press("ArrowRight")


def words(text):
    return " ".join(text.split())


def test_without_scripts_the_picture_and_the_table_are_there(open_page):
    """Nothing that only a script could move is shown."""
    page = open_page(java_script_enabled=False)
    picture = page.get_by_role("img", name=re.compile("Doses, symptoms and sleep"))
    assert picture.is_visible()
    assert picture.bounding_box()["height"] > 300
    assert page.locator("#trends-day").is_hidden()
    assert page.locator(".trends-plots").is_hidden()
    page.get_by_text("The same as a table").click()
    assert page.get_by_role("cell", name="1.64 mg").first.is_visible()


def test_on_paper_stands_the_picture(open_page):
    """A canvas prints badly, and a slider cannot be moved on paper."""
    page = open_page()
    assert page.locator(".trends-picture").is_hidden()
    assert page.locator("canvas").first.is_visible()
    page.emulate_media(media="print")
    assert page.locator(".trends-picture").is_visible()
    wide = "document.querySelector('.trends-picture').naturalWidth"
    assert page.evaluate(wide) > 100
    assert page.locator("#trends-day").is_hidden()
    assert page.locator("canvas").first.is_hidden()


def test_the_picture_looks_the_same_with_and_without_styles(chromium, site):
    """Attributes in place of styles change no pixel."""
    import trends_site
    from stepwell.documents.lived_picture import lived_svg
    from stepwell.web.trends.page import shown_days, trends_picture

    written, plan, _, until = trends_site.rich()
    shots = []
    page = chromium.new_page()
    for svg in (
        lived_svg(shown_days(written, plan, until, "4-weeks")),
        trends_picture(written, plan, until, "4-weeks"),
    ):
        page.set_content(svg.decode().partition("?>")[2])
        shots.append(page.screenshot())
    page.close()
    assert shots[0] == shots[1]


@pytest.mark.parametrize("address", [PAGE, "/trends/rich/all"])
def test_no_time_zone_moves_a_day(open_page, address):
    """The axes and the sentences are the same wherever the phone thinks it is."""
    zones = ("UTC", "America/Sao_Paulo", "Pacific/Apia", "Pacific/Honolulu")
    seen = set()
    for zone in (*zones, "Africa/Cairo", "Europe/Berlin"):
        page = open_page(address, timezone_id=zone, locale="de-DE")
        written = page.evaluate("window.written")
        assert any(re.fullmatch(r"\d+ [A-Z][a-z]{2}", each) for each in written)
        assert not [each for each in written if "," in each]
        seen.add((tuple(dict.fromkeys(written)), spoken(page)))
    assert len(seen) == 1


def test_light_and_dark_and_the_width_draw_anew(open_page):
    """Colours come from the page; the chart is never wider than the phone."""
    page = open_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
    shot = page.locator("#trends-dose-0")
    light = shot.screenshot()
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(100)
    assert shot.screenshot() != light
    for width in (320, 900):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_function(
            "() => { const p = document.getElementById('trends-level');"
            " return p.querySelector('.uplot').clientWidth === p.clientWidth; }"
        )


@pytest.mark.parametrize("address", [PAGE, "/trends/rich/4-weeks"])
def test_a_phone_loads_little_and_draws_at_once(chromium, site, address):
    """The page, scripts, styles and fonts of a first visit, as they are sent."""
    context = chromium.new_context(viewport={"width": 320, "height": 800})
    page, sizes = context.new_page(), {}
    page.on("response", lambda got: sizes.update({got.url: len(got.body())}))
    page.goto(f"{site}{address}", wait_until="networkidle")
    counted = {url: size for url, size in sizes.items() if "picture" not in url}
    assert len(counted) >= 7
    assert sum(counted.values()) <= MOST_BYTES, counted
    assert float(page.locator("#trends").get_attribute("data-draw-ms")) < 500
    context.close()
