"""What a reader is told of old pages and of rules to come; her own day decides, and without scripts only the dates stand."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.catalogue import read
from generator.freshness import months_after, oldest
from generator.layout import Layout
from tests.browser.conftest import ROOT, Served

pytestmark = pytest.mark.browser

CATALOGUE, _ = read(Layout(ROOT))
READ = oldest(CATALOGUE, "tilbud", "kvp")
HALF, TWO_YEARS = months_after(READ, 6), months_after(READ, 24)
LINE = "Lest for over {} siden – kontroller mot kilden."


def line(page: Page, day: str, address: str = "tilbud/kvp/") -> str:
    """What the page says of its age on a day; nothing, when it says nothing."""
    page.clock.set_fixed_time(f"{day}T12:00:00")
    page.goto(address)
    said = page.get_by_text("kontroller mot kilden")
    return said.inner_text() if said.count() else ""


def test_from_six_months_after_the_reading_the_page_says_so(page: Page) -> None:
    assert line(page, HALF.isoformat()) == ""
    assert line(page, HALF.replace(day=HALF.day + 1).isoformat()) == LINE.format("seks måneder")
    assert line(page, TWO_YEARS.isoformat()) == LINE.format("seks måneder")
    assert line(page, TWO_YEARS.replace(day=TWO_YEARS.day + 1).isoformat()) == LINE.format("to år")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("kind", ["tilbud", "ytelse", "overgang", "hendelse", "reise"])
def test_every_kind_of_page_that_rests_on_law_says_so(page: Page, kind: str) -> None:
    folder = {"ytelse": "livsopphold", "overgang": "overganger", "hendelse": "hendelser", "reise": "reiser"}
    address = f"{folder.get(kind, kind)}/{next(iter(CATALOGUE.placed[kind]))}/"
    assert line(page, "2040-01-01", address) == LINE.format("to år")


RULES = [
    (offer.id, rule)
    for offer in CATALOGUE.all("tilbud")
    for rule in offer.vilkår
    if rule.gjelder_fra and rule.gjelder_til and rule.gjelder_fra.day < 28
]


def test_a_rule_says_when_it_has_not_come_yet_and_when_it_has_gone(page: Page) -> None:
    id, rule = RULES[0]
    day = timedelta(days=1)
    for today, said in (
        (rule.gjelder_fra - day, "Gjelder ikke ennå"),
        (rule.gjelder_fra, ""),
        (rule.gjelder_til, ""),
        (rule.gjelder_til + day, "Gjelder ikke lenger"),
    ):
        page.clock.set_fixed_time(f"{today}T12:00:00")
        page.goto(f"tilbud/{id}/")
        head = page.locator(".regel").filter(has_text=rule.hvem).first.locator(".regel__tid")
        expect(head.locator(".merke")).to_have_text([said] if said else [])


def test_with_the_line_the_five_answers_still_stand_in_the_first_screenful(page: Page, site: Served) -> None:
    page.clock.set_fixed_time("2040-01-01T12:00:00")
    late = []
    for address in [p for p in site.pages if p.startswith("tilbud/") and p != "tilbud"]:
        page.goto(f"{address}/")
        expect(page.get_by_text("kontroller mot kilden")).to_be_visible()
        tops = page.evaluate(
            "[...document.querySelectorAll('dl.svar dt')].map((term) => term.getBoundingClientRect().top)"
        )
        assert len(tops) >= 5, address
        late += [address for top in tops if top >= 800]
    assert late == []


def test_without_scripts_the_dates_stand_and_nothing_else(browser: Browser, site: Served) -> None:
    context = browser.new_context(base_url=site.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("tilbud/kvp/")
    expect(page.get_by_text("Lovteksten er lest slik den var")).to_be_visible()
    expect(page.get_by_text("kontroller mot kilden")).to_have_count(0)
    context.close()


def test_the_script_is_loaded_where_there_are_dates_and_nowhere_else(page: Page) -> None:
    for address, loaded in (("tilbud/kvp/", 1), ("", 0), ("kart/", 0), ("finn/", 0), ("personas/karim/", 0)):
        page.goto(address)
        assert page.locator("script[src$='skript/idag.js']").count() == loaded, address
