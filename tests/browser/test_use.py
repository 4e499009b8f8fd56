"""What a counsellor does: finds her way from the map to an offer to a journey and back, searches, prints, works without scripts."""

from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from generator.serving import POLICY
from tests.browser.conftest import Served

pytestmark = pytest.mark.browser

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "search.yml").read_text(encoding="utf-8"))


def test_from_the_map_to_an_offer_to_a_journey_and_back(page: Page) -> None:
    page.goto("")
    page.get_by_label("Hovedmeny").get_by_role("link", name="Kart").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mulighetskartet")
    page.locator(".kart").get_by_role("link", name="Fagbrev på jobb").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fagbrev på jobb")
    page.get_by_role("link", name="Fra eget verksted til norsk fagbrev").first.click()
    assert page.url.endswith("/reiser/karim-fagbrev/")
    page.locator("#steg-fagbrev").get_by_role("link", name="Fagbrev på jobb").click()
    assert page.url.endswith("/tilbud/fagbrev-pa-jobb/")
    page.get_by_label("Du er her").get_by_role("link", name="Tilbud").click()
    assert page.url.endswith("/tilbud/")


def test_the_first_screenful_answers_five_questions(page: Page, site: Served) -> None:
    cards = """() => [...document.querySelectorAll("dl.svar > div")].map((card) =>
      [card.querySelector("dt").innerText, card.querySelector("dt").getBoundingClientRect().y, card.querySelector("dd p").innerText.trim()])"""
    for address in [p for p in site.pages if p.startswith("tilbud/")]:
        page.goto(address + "/")
        shown = {question: (top, answer) for question, top, answer in page.evaluate(cards)}
        for question in ("For hvem", "Hvem avgjør", "Norsk som kreves", "Hva man lever av", "Hvor lenge"):
            top, answer = shown[question]
            assert top < 800 and answer, f"{address}: {question}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["søk"])
def test_search_finds(page: Page, case: dict) -> None:
    page.goto("reiser/")
    page.get_by_role("searchbox").fill(case["søk"])
    first = page.locator(".sok__treff a")
    if not case["finner"]:
        expect(page.locator(".sok__status")).to_contain_text("Ingen treff")
        return
    expect(first.first).to_be_visible()
    shown = [link.get_attribute("href") for link in first.all()]
    for place, wanted in enumerate(case["finner"]):
        assert f"../{wanted}" in shown[: max(place + 1, case.get("blant_de_første", 1))], shown


def test_search_by_keyboard_alone(page: Page) -> None:
    page.goto("")
    field = page.get_by_role("searchbox")
    field.focus()
    page.keyboard.type("kvp")
    expect(page.get_by_role("status")).to_contain_text("treff")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".sok__treff a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".sok__boks")).to_be_hidden()
    expect(field).to_be_focused()
    page.keyboard.type(" ")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tilbud/kvp/")


def test_skip_link_leads_past_the_menu(page: Page) -> None:
    page.goto("tilbud/fov/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Hopp til innholdet")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_unknown_address_gives_a_page_with_search(browser: Browser, site: Served) -> None:
    # Chromium itself writes the failed address to the console, so not the fixture that forbids that.
    page = browser.new_context(base_url=site.address).new_page()
    answer = page.goto("tilbud/finnes-ikke/")
    assert answer and answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Siden finnes ikke")
    page.get_by_role("searchbox").fill("introen")
    page.locator(".sok__treff a").first.click()
    assert page.url == site.address + "tilbud/introduksjonsprogram/"


def test_every_page_says_what_it_is_and_takes_a_report(page: Page, site: Served) -> None:
    for address in site.pages:
        text = (site.folder / address / "index.html").read_text(encoding="utf-8").replace("\u00a0", " ")
        foot = text[text.index("<footer") :]
        for said in (
            "ikke en offentlig tjeneste",
            "Loven er lest slik den var 2. juli 2026",
            "Skriv aldri noe om en person",
        ):
            assert said in foot, address
        assert '<a class="knapp" href="mailto:' in foot, address
    page.goto("tilbud/fov/")
    expect(page.locator(".meld")).to_contain_text("pathways/tilbud/fov.yml")
    assert "pathways%2Ftilbud%2Ffov.yml" in (page.locator(".meld a.knapp").get_attribute("href") or "").replace(
        "/", "%2F"
    )


def test_pages_are_whole_without_scripts(browser: Browser, site: Served) -> None:
    page = browser.new_context(base_url=site.address, java_script_enabled=False).new_page()
    page.goto("tilbud/kvp/")
    assert "Kvalifiseringsprogram" in page.locator("h1").inner_text()
    assert page.locator("details summary").count() > 1
    page.locator("noscript a, .sok__uten").first.click()
    assert page.url.endswith("/tilbud/")


def test_opened_as_plain_files_links_lead_to_pages(browser: Browser, site: Served) -> None:
    page = browser.new_context().new_page()
    page.goto((site.folder / "index.html").as_uri())
    page.get_by_role("link", name="Jeg vil se en reise").click()
    assert page.url.endswith("/reiser/index.html")
    assert page.locator("h1").inner_text() == "Reiser"
    assert page.evaluate("getComputedStyle(document.querySelector('.topp')).backgroundColor") != "rgba(0, 0, 0, 0)"


def test_the_policy_is_the_one_constant(page: Page) -> None:
    answer = page.goto("kart/")
    assert answer and answer.headers["content-security-policy"] == f"{POLICY}; frame-ancestors 'self'"
    assert page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content") == POLICY
    assert "unsafe" not in POLICY and "http" not in POLICY


@pytest.mark.parametrize(
    ("address", "most", "landscape"),
    [("kart/", 1, True), ("reiser/karim-fagbrev/", 2, False), ("tilbud/fov/", 5, False)],
)
def test_prints(browser: Browser, site: Served, tmp_path: Path, address: str, most: int, landscape: bool) -> None:
    import subprocess

    page = browser.new_context(base_url=site.address).new_page()
    page.goto(address)
    file = tmp_path / "side.pdf"
    page.pdf(path=str(file), prefer_css_page_size=True, print_background=True)
    told = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True).stdout
    fields = dict(line.split(":", 1) for line in told.splitlines() if ":" in line)
    assert int(fields["Pages"]) <= most
    width, height = (float(part) for part in fields["Page size"].split("pts")[0].split("x"))
    assert (width > height) == landscape
    text = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True).stdout
    assert page.locator("h1").inner_text() in text
    assert "ikke en offentlig tjeneste" in " ".join(text.split())
    assert "Hvem gjør hva" not in text.split("\n")[0], "the menu is left out on paper"


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("reiser/karim-fagbrev/", "ol.steg"),
        ("overganger/intro-til-nav/", "#leveranser"),
        ("tilbud/", ".nettverksliste"),
    ],
)
def test_on_a_phone_the_text_comes_before_the_diagram(page: Page, address: str, text: str) -> None:
    page.goto(address)
    tops = "names => names.map(name => document.querySelector(name).getBoundingClientRect().top)"
    page.set_viewport_size({"width": 390, "height": 844})
    written, drawn = page.evaluate(tops, [text, "figure.diagram"])
    assert written < drawn
    page.set_viewport_size({"width": 1280, "height": 800})
    written, drawn = page.evaluate(tops, [text, "figure.diagram"])
    assert drawn < written
