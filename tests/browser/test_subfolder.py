"""Served by nginx in a subfolder: the search and the finder find their files, and nothing is asked for outside it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Served
from tests.web_server import nginx

pytestmark = pytest.mark.browser


@pytest.fixture
def below(browser: Browser, site: Served) -> Iterator[Page]:
    """A page below `/kart/`; each request must stay there and be answered, and the console stays silent."""
    with nginx(site.folder, "kart") as running:
        context = browser.new_context(base_url=f"http://127.0.0.1:{running.port}/kart/")
        page = context.new_page()
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "response", lambda answer: None if answer.status < 400 else faults.append(f"{answer.status} {answer.url}")
        )
        page.on("request", lambda asked: None if "/kart/" in asked.url else faults.append(asked.url))
        yield page
        context.close()
        assert faults == []


@pytest.mark.parametrize("start", ["", "tilbud/introduksjonsprogram/"])
def test_the_search_finds_and_leads_there(below: Page, start: str) -> None:
    below.goto(start)
    below.locator("#sok-felt").fill("introduksjonsprogram")
    below.locator(".sok__treff a").first.click()
    expect(below.locator("h1")).to_have_text("Introduksjonsprogram")
    assert "/kart/tilbud/introduksjonsprogram/" in below.url


def test_the_finder_asks_and_leads_to_an_offer(below: Page) -> None:
    below.goto("finn/")
    expect(below.locator("#finn-spørsmål h2")).to_be_visible()
    links = below.locator("main a[href*='/tilbud/']").evaluate_all("links => links.map(link => link.href)")
    assert links and all("/kart/tilbud/" in link for link in links)
