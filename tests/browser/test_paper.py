"""On paper: how many sheets, everything that is shown there is there, nothing is cut, and what is left off is named."""

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.browser.conftest import Served

A4 = (595, 842)
A3 = (1191, 842)
SOURCE = "Mulighetskart er ikke en offentlig tjeneste. Loven og den som treffer vedtaket, går foran det som står her."
# What is set smaller than the text it belongs to.
SMALL = ".belegg, .gjelder, .ark__resten, .vegg__resten, .merke, .funnart, .steg__tid, .register__under, .tegn, .topp *"


@dataclass(frozen=True)
class Printed:
    """A page as it came out on paper."""

    page: Page
    file: Path
    sheets: tuple[str, ...]
    sizes: tuple[tuple[int, int], ...]

    @property
    def squashed(self) -> str:
        """All that is printed, without spaces and hyphens, as a line may end anywhere."""
        return squash(" ".join(self.sheets))


def squash(text: str) -> str:
    return re.sub(r"[\s\u00ad-]", "", text)


def run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def paper(browser: Browser, site: Served) -> Iterator[Page]:
    """One page, shown as it is printed."""
    context = browser.new_context(base_url=site.address, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.emulate_media(media="print")
    yield page
    context.close()


def printed(page: Page, address: str, folder: Path) -> Printed:
    page.goto(address)
    file = folder / "side.pdf"
    page.pdf(path=str(file), prefer_css_page_size=True, print_background=True)
    count = int(re.search(r"Pages:\s+(\d+)", run("pdfinfo", str(file)))[1])  # type: ignore[index]
    sheets = tuple(run("pdftotext", "-f", str(n), "-l", str(n), str(file), "-") for n in range(1, count + 1))
    told = run("pdfinfo", "-l", str(count), str(file))
    sizes = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", told)
    return Printed(page, file, sheets, tuple((round(float(w)), round(float(h))) for w, h in sizes))


def largest(site: Served, folder: str, how_many: int) -> list[str]:
    """The addresses of the pages that hold the most."""
    pages = sorted((site.folder / folder).glob("*/index.html"), key=lambda path: -path.stat().st_size)
    assert len(pages) > how_many
    return [f"{folder}/{path.parent.name}/" for path in pages[:how_many]]


def assert_whole(sheet: Printed, selector: str = ".md-content__inner") -> None:
    """Every word that is shown is printed, within the sheet, in letters that travel with the file and can be read."""
    shown = words(sheet.page.locator(selector).first)
    assert len(shown) > 50
    there = sheet.squashed
    missing = [word for word, count in shown.items() if there.count(word) < count]
    assert missing == []
    assert_within(sheet)
    fonts = run("pdffonts", str(sheet.file)).splitlines()[2:]
    assert fonts and all(re.search(r" yes +(yes|no) +(yes|no) +\d+ +\d+$", line) for line in fonts), fonts
    assert "Type 3" not in " ".join(fonts)
    assert too_small(sheet.page) == []
    for number, text in enumerate(sheet.sheets, 1):
        assert SOURCE in " ".join(text.split()) and f"side {number} av {len(sheet.sheets)}" in text


def words(part: Locator) -> Counter[str]:
    """The longer words that are shown in a part of the page; a word with a hyphen may be broken there."""
    text = part.evaluate(
        """part => {
          const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT), found = [];
          while (walker.nextNode()) if (walker.currentNode.parentElement.checkVisibility()) found.push(walker.currentNode.data);
          return found.join(" ");
        }"""
    )
    return Counter(re.findall(r"[^\W_]{4,}", text.replace("\u00ad", "")))


def assert_within(sheet: Printed) -> None:
    page = None
    for line in run("pdftotext", "-bbox", str(sheet.file), "-").splitlines():
        if found := re.search(r'<page width="([\d.]+)" height="([\d.]+)"', line):
            page = (float(found[1]), float(found[2]))
        elif found := re.search(r'xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)</word>', line):
            left, top, right, bottom = (float(found[n]) for n in range(1, 5))
            assert page and left > 20 and top > 15 and right < page[0] - 20 and bottom < page[1] - 8, found[0]


def too_small(page: Page) -> list[str]:
    """The text below 8.5 points that is no reference or mark."""
    return page.evaluate(
        """small => [...document.querySelectorAll('.md-content__inner :is(p, li, dd, td, th)')]
          .filter(one => one.checkVisibility() && !one.closest(small) && one.textContent.trim())
          .filter(one => parseFloat(getComputedStyle(one).fontSize) < 8.49 * 4 / 3)
          .map(one => one.textContent.trim().slice(0, 60))""",
        SMALL,
    )


def test_an_offer_is_at_most_two_sheets(paper: Page, site: Served, tmp_path: Path) -> None:
    longest = largest(site, "tilbud", 5)
    for address in [*longest, largest(site, "tilbud", 120)[-1], "tilbud/kvp/"]:
        sheet = printed(paper, address, tmp_path)
        assert len(sheet.sheets) <= 2 and set(sheet.sizes) == {A4}, address
        assert_whole(sheet)
        first = squash(sheet.sheets[0])
        for card in paper.locator(".svar__kort").all():
            assert all(word in first for word in words(card)), address
        headings = [found.inner_text() for found in paper.locator("h2:visible").all()]
        assert {"Hvem det er for", "Slik kommer man inn", "Penger", "Offisielle sider"} <= set(headings), address
        assert f"/{address}" in sheet.sheets[0] and "Loven er lest slik den var" in sheet.sheets[0]
        assert paper.locator(".regel__hvem .belegg:visible").count() > 0, "the paragraphs are kept"
        for link in paper.locator("a[rel~=external]:visible").all():
            assert squash(link.get_attribute("href") or "") in sheet.squashed, address


def test_what_an_offer_s_sheet_leaves_off_is_named_there(paper: Page, tmp_path: Path) -> None:
    full = printed(paper, "tilbud/introduksjonsprogram/", tmp_path)
    left_off = paper.locator(".ark__resten").inner_text()
    assert "/tilbud/introduksjonsprogram/" in left_off and "kjente hindringer" in left_off
    assert paper.locator("#kjente-hindringer").count() == 1 and "Kjentehindringer" not in full.squashed
    small = printed(paper, "tilbud/forerkort/", tmp_path)
    assert paper.locator(".ark__resten").count() == 0 and "Kjentehindringer" in small.squashed


def test_what_one_lives_on_hangs_on_the_wall(paper: Page, tmp_path: Path) -> None:
    sheet = printed(paper, "livsopphold/", tmp_path)
    assert sheet.sizes == (A3, A3)
    assert_whole(sheet, ".vegg")
    names = (
        paper.locator(".ytelse h4 > a").all_text_contents()
        + paper.locator("#hull ~ details:not(:has(table)) > summary").all_text_contents()
    )
    assert len(names) > 35
    for name in names:
        assert squash(name) in sheet.squashed, name
    assert paper.locator(".vegg__kort", has_text="Stopper:").count() > 20
    assert "/livsopphold/" in sheet.sheets[0] and "Kroner i måneden" in sheet.sheets[1]


def test_the_levels_of_norwegian_hang_on_the_wall(paper: Page, tmp_path: Path) -> None:
    sheet = printed(paper, "sprak/", tmp_path)
    assert sheet.sizes == (A3,)
    assert_whole(sheet)
    steps = [paper.locator(f"#{level}").bounding_box() for level in ("a1", "a2", "b1", "b2", "c1")]
    assert all(a and b and a["y"] > b["y"] and a["x"] < b["x"] for a, b in pairwise(steps))


def test_the_year_hangs_on_the_wall_and_one_s_own_dates_are_filled_in_by_hand(paper: Page, tmp_path: Path) -> None:
    sheet = printed(paper, "aret-rundt/", tmp_path)
    assert sheet.sizes == (A3, A4)
    assert_whole(sheet)
    months = paper.locator(".måned h2").all_text_contents()
    assert len(months) == 12 and all(month in sheet.sheets[0] for month in months)
    assert "Mine egne datoer" in sheet.sheets[1] and "Neste prøve" in sheet.sheets[1]


@pytest.mark.parametrize(("folder", "most"), [("hendelser", 2), ("overganger", 3), ("livsopphold", 4), ("personas", 2)])
def test_the_other_sheets_are_few(paper: Page, site: Served, tmp_path: Path, folder: str, most: int) -> None:
    sheet = printed(paper, largest(site, folder, 1)[0], tmp_path)
    assert len(sheet.sheets) <= most and set(sheet.sizes) == {A4}
    assert_whole(sheet)


def test_what_is_only_for_paper_is_not_on_the_screen(page: Page) -> None:
    for address in ("tilbud/introduksjonsprogram/", "livsopphold/", "sprak/", "aret-rundt/"):
        page.goto(address)
        assert page.locator(".bare-papir, .vegg").count() > 0
        assert page.locator(".bare-papir:visible, .vegg:visible").count() == 0
