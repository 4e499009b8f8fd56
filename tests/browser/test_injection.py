"""Text in YAML is shown as it is written: it never becomes markup, a script or a request."""

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import Served, serve
from lxml import html
from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).parents[1]))
from injection import GROUPS, hostile_project, payload

from generator.layout import Layout
from generator.site import build

TODAY = date(2026, 11, 21)
pytestmark = pytest.mark.browser


def built(folder: Path, number: int | None) -> Path:
    """The miniature site with a group of hostile strings in every text."""
    folder.mkdir()
    assert hostile_project(folder, number) > 100
    result = build(Layout(folder), TODAY)
    assert result.is_sound, [problem for problem in result.problems if problem.is_error][:5]
    return folder / "site"


def shape(site: Path) -> set[tuple[str, ...]]:
    """Every element with the names of its attributes, on every page."""
    found: set[tuple[str, ...]] = set()
    for path in site.rglob("*.html"):
        for element in html.fromstring(path.read_text(encoding="utf-8")).iter():
            found.add((str(element.tag), *sorted(element.attrib)))
    return found


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, ...]]:
    """What the site is made of when every text is harmless."""
    return shape(built(tmp_path_factory.mktemp("ren") / "p", None))


@pytest.fixture(params=range(len(GROUPS)))
def hostile(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[int, Served]]:
    """A site full of one group of strings."""
    folder = built(tmp_path / "p", request.param)
    with serve(folder) as address:
        yield request.param, Served(folder, address)


def test_hostile_text_is_shown_as_it_is_written(
    hostile: tuple[int, Served], clean: set[tuple[str, ...]], browser: Browser
) -> None:
    number, site = hostile
    assert not shape(site.folder) - clean, "Ingen nye elementer eller attributter."
    context = browser.new_context(base_url=site.address)
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    wanted = " ".join(payload(number).split())
    for address in (
        "tilbud/kurs/",
        "reiser/ada-til-bokbinder/",
        "hendelser/flytter/",
        "overganger/kurs-til-kafe/",
        "finn/",
        "kart/",
    ):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        text = page.evaluate(
            "[...document.querySelectorAll('main')].map(e => e.textContent).join(' ').replace(/[\\s\\u00ad]+/g, ' ')"
        )
        assert wanted in text, f"{address} viser ikke teksten slik den er skrevet"
    page.goto("kart/#reise-ada-til-bokbinder")
    page.locator(".reisepanel dd").first.wait_for()
    assert page.locator("#ond, [onclick], [onload], [onerror], a[href^='javascript']").count() == 0
    page.goto("")
    page.locator("input[type=search]").first.fill("kurs")
    page.wait_for_timeout(300)
    assert page.locator("#ond, [onclick], [onload], [onerror], a[href^='javascript']").count() == 0
    context.close()
    assert said == []
    assert all(url.startswith((site.address, "data:")) for url in asked), asked
    catalogue = json.loads((site.folder / "data" / "mulighetskart.json").read_text(encoding="utf-8"))
    assert wanted in json.dumps(catalogue, ensure_ascii=False).replace('\\"', '"').replace("\\\\", "\\")
