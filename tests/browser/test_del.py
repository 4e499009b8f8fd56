"""Pieces stand unharmed in a page of foreign style, and harm nothing there; the page of pieces copies, finds and saves."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Served, serve

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
PLACES = ("bilde", "reisebilde", "tilbud", "reise")
WIDE = "<style>#bilde, #reisebilde, #tilbud, #reise { width: 720px !important; }</style>"
FOREIGN = f'<link rel="stylesheet" href="fremmed.css">{WIDE}'
# Everything the browser says of the pieces: the looks of each element, and its place from the corner of its piece.
LOOKS = """
place => {
  const root = document.getElementById(place).firstElementChild, corner = root.getBoundingClientRect();
  return [root, ...root.querySelectorAll('*')].map(element => {
    const box = element.getBoundingClientRect();
    const said = pseudo => { const style = getComputedStyle(element, pseudo); return [...style].map(name => name + ': ' + style.getPropertyValue(name)); };
    return { is: element.tagName, box: !element.getClientRects().length ? [] : [box.x - corner.x, box.y - corner.y, box.width, box.height].map(n => Math.round(n * 10) / 10),
             looks: said(null), before: getComputedStyle(element, '::before').content, after: getComputedStyle(element, '::after').content };
  });
}
"""
HOST = "() => ['vert', 'vertstekst'].map(id => { const e = document.getElementById(id); return [...getComputedStyle(e)].map(n => n + ': ' + getComputedStyle(e).getPropertyValue(n)); })"


@pytest.fixture(scope="module")
def pieces(site: Served) -> dict[str, str]:
    """The code for each place of the host page, as one gets it at `/del/`."""
    folder = site.folder / "del"
    handover, journey = "overgang-intro-til-nav", "reise-karim-fagbrev"
    return {
        "bilde": f'<img src="{handover}.svg" alt="" style="max-width: 100%; height: auto">',
        "reisebilde": f'<img src="{journey}.svg" alt="" style="max-width: 100%; height: auto">',
        "tilbud": (folder / "tilbud-kvp.txt").read_text(encoding="utf-8"),
        "reise": (folder / f"{journey}.txt").read_text(encoding="utf-8"),
    }


@pytest.fixture(scope="module")
def host(site: Served, pieces: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with the same page in its own style, without it, without the pieces, and with unprotected pieces."""
    folder = tmp_path_factory.mktemp("vert")
    shutil.copy(HERE / "fremmed.css", folder)
    for path in (site.folder / "del").glob("*.svg"):
        shutil.copy(path, folder)
    (folder / "_headers").write_text("", encoding="utf-8")
    (folder / "404.html").write_text("", encoding="utf-8")
    bare = {place: re.sub(r"<style>.*?</style>", "", code, flags=re.S) for place, code in pieces.items()}
    pages = {
        "fremmed": (FOREIGN, pieces),
        "alene": (WIDE, pieces),
        "uten": (FOREIGN, dict.fromkeys(PLACES, "")),
        "ubeskyttet": (FOREIGN, bare),
    }
    for name, (style, held) in pages.items():
        text = (HERE / "vertsside.html").read_text(encoding="utf-8").replace("FREMMED", style)
        for place, code in held.items():
            text = text.replace(f">{place.upper()}<", f">{code}<")
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    with serve(folder) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, host: str) -> Iterator[Page]:
    """A page in the host; any message, and any request that leaves, fails the test."""
    context = browser.new_context(base_url=host, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith((host, "data:")) else wrong.append(request.url))
    yield page
    context.close()
    assert wrong == []


def looks(page: Page, name: str, place: str) -> list[dict]:
    """What the browser says of a piece in one of the pages."""
    page.goto(f"{name}.html")
    return page.evaluate(LOOKS, place)


@pytest.mark.parametrize("place", PLACES)
def test_a_piece_looks_the_same_in_a_foreign_page(visit: Page, place: str) -> None:
    alone, foreign = looks(visit, "alene", place), looks(visit, "fremmed", place)
    assert len(alone) == len(foreign)
    assert alone[0]["box"][3] > 200, "it is there to be seen"
    changed = {}
    for one, other in zip(alone, foreign, strict=True):
        if one["is"] == "IMG":  # a picture is the page's own element: how it lines up with words is the page's to say
            one, other = ({k: v for k, v in item.items() if k in ("is", "box")} for item in (one, other))
        if one != other:
            said = sorted(set(other.get("looks", ())) - set(one.get("looks", ())))
            changed.setdefault(one["is"], (one["box"], other["box"], said[:8]))
    assert changed == {}


@pytest.mark.parametrize("place", ["tilbud", "reise"])
def test_the_foreign_style_would_have_harmed_them(visit: Page, place: str) -> None:
    hurt = looks(visit, "ubeskyttet", place)
    whole = looks(visit, "alene", place)
    assert hurt[0]["box"] != whole[0]["box"]


def test_the_host_is_unharmed_too(visit: Page) -> None:
    visit.goto("uten.html")
    before = visit.evaluate(HOST)
    visit.goto("fremmed.html")
    assert visit.evaluate(HOST) == before


@pytest.mark.parametrize("place", ["bilde", "reisebilde"])
def test_a_picture_is_drawn(visit: Page, place: str) -> None:
    visit.goto("fremmed.html")
    picture = visit.locator(f"#{place} img")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 500
    # Dark page, light ground: the corner of the drawing is painted, not see-through.
    assert picture.evaluate(
        """image => { const c = document.createElement('canvas'); c.width = c.height = 60; const g = c.getContext('2d');
                      g.drawImage(image, 0, 0); return [...g.getImageData(8, 8, 1, 1).data]; }"""
    ) == [255, 255, 255, 255]


@pytest.mark.parametrize("width", [320, 1280])
def test_a_fragment_never_makes_its_page_scroll_sideways(browser: Browser, host: str, width: int) -> None:
    context = browser.new_context(base_url=host, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto("alene.html")
    page.add_style_tag(content="#bilde, #reisebilde, #tilbud, #reise { width: auto !important; }")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_a_piece_is_found_by_name(page: Page) -> None:
    page.goto("del/")
    page.fill("#del-sok", "kvalifiseringsprog")
    shown = page.locator(".stykke:visible .stykke__navn").all_text_contents()
    assert "Kvalifiseringsprogram" in shown and len(shown) < 15
    assert all("kvalifiseringsprog" in name.lower() for name in shown), "nothing else, and what is folded is opened"
    assert page.locator(".del__felt [role=status]").text_content() == (
        f"{len(shown)} biter" if len(shown) > 1 else "1 bit"
    )
    assert all(heading.is_hidden() for heading in page.locator("h2.del--tom").all())
    page.fill("#del-sok", "finnes ikke")
    assert page.locator(".del__felt [role=status]").text_content() == "Ingen biter"


def test_the_code_is_copied(browser: Browser, site: Served) -> None:
    context = browser.new_context(base_url=site.address, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto("del/#tilbud-kvp")
    piece = page.locator("#tilbud-kvp")
    piece.get_by_role("button", name="Kopier HTML").click()
    page.get_by_text("Koden er kopiert.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == (site.folder / "del" / "tilbud-kvp.txt").read_text(
        "utf-8"
    )
    piece.locator("summary").click()
    piece.get_by_role("button", name="Kopier bildekode").click()
    page.wait_for_function(
        "navigator.clipboard.readText().then(text => text.startsWith('<img src=\"tilbud-kvp.svg\"'))"
    )
    context.close()


def test_where_the_browser_refuses_the_code_is_marked(page: Page) -> None:
    page.goto("del/")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    page.locator("#nettverk").get_by_role("button", name="Kopier bildekode").click()
    page.get_by_text("Koden er merket").wait_for()
    assert page.evaluate("getSelection().toString()").startswith('<img src="nettverk.svg"')


def test_a_png_is_made_in_the_browser(page: Page, tmp_path: Path) -> None:
    page.goto("del/")
    with page.expect_download() as started:
        page.locator("#overgang-intro-til-nav").get_by_role("button", name="PNG").click()
    assert started.value.suggested_filename == "overgang-intro-til-nav.png"
    started.value.save_as(tmp_path / "bilde.png")
    data = (tmp_path / "bilde.png").read_bytes()
    assert data.startswith(b"\x89PNG") and int.from_bytes(data[16:20]) == 1600


def test_pictures_are_fetched_when_they_are_needed(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("del/")
    page.wait_for_load_state("networkidle")
    assert any(url.endswith("/del/nettverk.svg") for url in asked)
    assert sum(url.endswith(".svg") for url in asked) < 60
