"""The page in Debian's Chromium: from a need to a printable team, by keyboard, without a fault.

`KG_SCREENSHOTS` names a folder for pictures to look at.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.conftest import Kg
from tests.e2e.service import served

CHROMIUM = shutil.which("chromium")
NEED = "400 transfer chairs: welded tube frames; powder coating; drive electronics"

pytestmark = pytest.mark.needs_browser


@pytest.fixture(scope="module")
def address(seeded: Kg) -> Iterator[str]:
    with served(seeded) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    arguments = ["--no-sandbox", "--disable-background-networking"]
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield found
        found.close()


@pytest.fixture(params=["light", "dark"])
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page in one colour scheme that must not ask another host for anything."""
    context = browser.new_context(base_url=address, color_scheme=request.param)
    elsewhere: list[str] = []
    faults: list[str] = []
    found = context.new_page()
    found.on("request", lambda r: None if r.url.startswith(address) else elsewhere.append(r.url))
    found.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    yield found
    context.close()
    assert (elsewhere, faults) == ([], [])


def look(page: Page, name: str) -> None:
    """Keeps a picture where somebody wants to see it."""
    folder = os.environ.get("KG_SCREENSHOTS")
    if folder:
        scheme = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        path = Path(folder) / f"{name}-{'dark' if scheme else 'light'}.png"
        page.screenshot(path=path, full_page=True)


def check(page: Page) -> None:
    """No violation of the rules of axe."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def ask(page: Page) -> None:
    page.goto("/")
    page.keyboard.type(NEED)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#partners")


def test_a_need_leads_to_partners_and_a_team_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    check(page)
    look(page, "home")
    ask(page)
    assert page.locator(".partners > li").count() > 0
    assert page.locator(".matrix tbody tr").count() >= 3
    assert page.locator(".matrix .covers").count() >= 2
    check(page)
    look(page, "answer")


def test_the_printable_view_shows_team_and_reasons(page: Page) -> None:
    ask(page)
    page.get_by_role("button", name="Printable view").click()
    page.wait_for_selector("blockquote.asked")
    assert page.locator("details:not([open])").count() == 0
    assert page.locator(".matrix").count() == 1
    assert page.locator("svg.team-picture").get_attribute("role") == "img"
    check(page)
    page.emulate_media(media="print")
    look(page, "print")
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Back to the need").click()
    page.wait_for_selector("#need")
    assert page.locator("#need").input_value() == NEED


def test_linked_regions_lead_to_a_pair_and_to_whoever_carries_it(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Regions").click()
    page.wait_for_selector("tbody tr")
    check(page)
    look(page, "regions")
    page.locator("tbody th a").first.click()
    page.wait_for_selector("#carriers")
    assert page.locator("#departures").count() == 1
    check(page)
    look(page, "pair")


def test_a_partner_leads_to_its_own_page(page: Page) -> None:
    ask(page)
    with page.expect_popup() as opened:
        page.locator(".partners h3 a").first.click()
    firm = opened.value
    firm.wait_for_selector("#offers")
    check(firm)
    look(firm, "firm")
    assert page.locator("#partners").count() == 1


def test_an_opportunity_fills_the_box_and_gives_a_team(page: Page) -> None:
    page.goto("/")
    page.locator(".cards a").first.click()
    page.wait_for_selector("#need")
    assert page.locator("#need").input_value()
    page.get_by_role("button", name="Find partners and a team").click()
    page.wait_for_selector("#team")
    check(page)
    look(page, "opportunity")


def test_a_senseless_need_finds_nobody_and_says_so(page: Page) -> None:
    page.goto("/")
    page.fill("#need", "asdf qwer zxcv lkjh")
    page.get_by_role("button", name="Find partners and a team").click()
    page.wait_for_selector(".nobody")
    check(page)


def test_a_wrong_region_is_told_where_it_was_typed(browser: Browser, address: str) -> None:
    # A page of its own: the browser notes a status of 404 as a fault.
    page = browser.new_page(base_url=address)
    page.goto("/")
    page.fill("#need", NEED)
    page.fill("#region", "Sout Yorkshire")
    page.keyboard.press("Enter")
    page.wait_for_selector("#problem")
    assert "did you mean 'South Yorkshire'?" in page.locator("#problem").inner_text()
    assert page.evaluate("document.activeElement.id") == "region"
    assert page.locator("#need").input_value() == NEED
    check(page)
    page.close()


def test_nothing_is_wider_than_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/")
    page.fill("#need", f"{NEED}; {'W' * 300}")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#team")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    check(page)
    look(page, "phone")


def test_it_works_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.fill("#need", NEED)
    page.get_by_role("button", name="Find partners and a team").click()
    assert page.locator(".matrix .covers").count() >= 2
    page.get_by_role("button", name="Printable view").click()
    assert page.locator("details:not([open])").count() == 0
    context.close()


def test_the_description_of_the_api_is_our_own_copy(page: Page) -> None:
    page.goto("/docs")
    page.wait_for_selector("#docs .opblock")
    assert page.locator("#docs .opblock").count() >= 6
    check(page)
