"""The map as one uses it: highlighting, journeys followed stop by stop, what the finder found, and the sheet on the wall."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Served
from tests.browser.test_floor import OF_COLOUR, WCAG, only, violations

pytestmark = pytest.mark.browser

# Points along each line that lie on the words of a door or a heading, and how near a line comes to its own stations.
ON_WORDS = """() => {
  const map = document.querySelector('.kart'), frame = map.getBoundingClientRect();
  const words = [...map.querySelectorAll('.dør__navn, h2, h3, .dør__varianter a')].filter((e) => e.checkVisibility()).flatMap((element) => {
    const range = document.createRange(); range.selectNodeContents(element);
    return [...range.getClientRects()].map((r) => ({ r, name: element.textContent }));
  });
  const found = [];
  for (const line of map.querySelectorAll('.linje')) {
    const whole = line.getTotalLength();
    for (let at = 16; at < whole - 16; at += 5) {
      const p = line.getPointAtLength(at), x = p.x + frame.left, y = p.y + frame.top;
      const hit = words.find(({ r }) => x > r.left + 1 && x < r.right - 1 && y > r.top + 3 && y < r.bottom - 3);
      if (hit) { found.push(hit.name); break; }
    }
  }
  return { found, lines: map.querySelectorAll('.linje').length };
}"""


def catalogue(site: Served) -> dict:
    """The records as the site carries them."""
    return json.loads((site.folder / "data" / "mulighetskart.json").read_text(encoding="utf-8"))


def choose(page: Page, field: str, value: str) -> None:
    """Choose an answer above the map."""
    page.locator(f".kartvalg__del:has(#velg-{field})").evaluate("element => { element.open = true }")
    page.locator(f"#velg-{field}").select_option(value)


def test_what_is_chosen_stands_out_and_the_table_says_the_same(page: Page, site: Served) -> None:
    page.goto("kart/")
    offers = catalogue(site)["tilbud"]
    wanted = {o["id"] for o in offers if any(item["ytelse"] == "tiltakspenger" for item in o.get("livsopphold", []))}
    choose(page, "ytelse", "tiltakspenger")
    assert wanted
    expect(page.get_by_role("status").first).to_have_text(f"{len(wanted)} av {len(offers)} tilbud er framhevet.")
    shown = page.locator(".karttabell tbody tr:not([hidden])").evaluate_all("rows => rows.map((r) => r.dataset.id)")
    assert set(shown) == wanted
    marked = page.locator(".kart .truffet").evaluate_all("items => items.map((i) => i.dataset.id)")
    doors = {o.get("variant_av") or o["id"] for o in offers if o["id"] in wanted}
    assert set(marked) == wanted | doors | {"tiltakspenger"}
    choose(page, "aktor", "fylkeskommune")
    both = {o["id"] for o in offers if o["id"] in wanted and any(a["aktør"] == "fylkeskommune" for a in o["ansvar"])}
    assert (
        set(page.locator(".karttabell tbody tr:not([hidden])").evaluate_all("r => r.map((x) => x.dataset.id)")) == both
    )
    page.get_by_role("button", name="Vis alt").click()
    expect(page.locator(".karttabell tbody tr:not([hidden])")).to_have_count(len(offers))
    expect(page.locator(".kart .truffet")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 390])
def test_no_line_runs_over_words_in_any_journey(browser: Browser, site: Served, width: int) -> None:
    context = browser.new_context(
        base_url=site.address, viewport={"width": width, "height": 800}, bypass_csp=True, reduced_motion="reduce"
    )
    page = context.new_page()
    journeys = sorted(path.stem for path in (site.folder / "data" / "kart").glob("*.json"))
    found = {}
    for id in journeys:
        page.goto("about:blank")
        page.goto(f"kart/#reise-{id}")
        page.locator(".stopp").first.wait_for()
        said = page.evaluate(ON_WORDS)
        assert said["lines"] >= 3, id
        if said["found"]:
            found[id] = said["found"]
    context.close()
    assert len(journeys) > 15 and found == {}


def test_a_journey_is_walked_by_keyboard_and_each_stop_is_told(page: Page, site: Served) -> None:
    journey = json.loads((site.folder / "data" / "kart" / "karim-fagbrev.json").read_text(encoding="utf-8"))
    page.emulate_media(reduced_motion="reduce")
    page.goto("kart/")
    page.get_by_text("Følg en reise på kartet").press("Enter")
    page.get_by_label("Reise", exact=True).select_option("karim-fagbrev")
    panel = page.get_by_role("region", name="Reisen, stopp for stopp")
    panel.get_by_role("button", name="Neste").focus()
    for stop in journey["stopp"][1:]:
        page.keyboard.press("ArrowRight")
        told = panel.aria_snapshot()
        assert f"Stopp {stop['nr']} av {len(journey['stopp'])}: {stop['navn']}" in told.replace('\\"', '"'), told
        assert stop["tid"] in told and stop["lever_av"] in told
        assert page.evaluate("document.activeElement.closest('.reisepanel') !== null"), "the keyboard lost its place"
        if stop["sted"]:
            assert page.locator(".stopp--nå").get_attribute("data-stopp") == stop["id"]
    expect(panel.get_by_role("button", name="Neste")).to_be_disabled()
    page.keyboard.press("ArrowLeft")
    expect(panel.get_by_role("status")).to_contain_text(f"Stopp {len(journey['stopp']) - 1} av")
    doors = {stop["sted"] for stop in journey["stopp"] if stop["sted"]}
    marked = page.locator(".kart [data-id]:has(> .stoppene)").evaluate_all("items => items.map((i) => i.dataset.id)")
    assert set(marked) == doors
    ways_out = {offer for stop in journey["stopp"] for side in stop["sidespor"] for offer in side["tilbud"]}
    with_way_out = next(
        stop for stop in journey["stopp"] if stop["sted"] and any(s["tilbud"] for s in stop["sidespor"])
    )
    page.locator(f".stopp[data-stopp='{with_way_out['id']}']").click()
    assert ways_out and page.locator(".linje--vei-ut").count() >= 1


def test_two_journeys_are_compared(page: Page) -> None:
    page.goto("kart/#reise-karim-fagbrev")
    page.locator(".stopp").first.wait_for()
    page.locator("#velg-reise-2").select_option("karim-praksiskandidat")
    page.locator(".stoppene--1 .stopp").first.wait_for()
    expect(page.locator(".reisepanel__nøkkel")).to_contain_text("Hul linje: Karim")
    assert page.locator(".linje--reise-1").count() > 2
    assert page.locator(".linje--reise-0").count() > 2


@pytest.mark.parametrize("face", ["forberede", "sammen"])
def test_the_map_shows_what_the_finder_found(page: Page, face: str) -> None:
    page.goto("finn/#svar=oppholdsgrunnlag:flyktning,alder:32,introduksjonsprogram:fullfort")
    page.locator(".mulig").first.wait_for()
    page.locator(f"[data-flate={face}]").first.click() if page.locator(f"button[data-flate={face}]").count() else None
    groups = page.locator("#finn-grupper [data-post][data-utfall]").evaluate_all(
        "items => items.map((i) => [i.dataset.post, i.dataset.utfall])"
    )
    with page.context.expect_page() as opened:
        page.locator("#finn-kart").click()
    there = opened.value
    there.locator(".utfall").first.wait_for()
    assert there.url.endswith("/kart/"), "what was found is taken out of the address"
    settled = {id for id, outcome in groups if outcome == "oppfylt"}
    marked = there.locator(".kart [data-id]:has(> .utfall)")
    told = dict(
        marked.evaluate_all("items => items.map((i) => [i.dataset.id, i.querySelector('.utfall').textContent])")
    )
    assert settled & set(told), "something is settled"
    for id in settled & set(told):
        assert re.match("[✓○◐]", told[id]), (id, told[id])
    assert any(text.startswith("?") for text in told.values())
    rows = there.locator(".karttabell tr:has(.utfall)")
    in_table = dict(
        rows.evaluate_all("rows => rows.map((r) => [r.dataset.id, r.querySelector('.utfall').textContent])")
    )
    assert in_table == told, "the table says the same"
    there.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light")])
def test_a_drawn_and_highlighted_map_breaks_no_rule(browser: Browser, site: Served, width: int, scheme: str) -> None:
    context = browser.new_context(
        base_url=site.address, viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto("kart/#reise-yonas-rorlegger")
    page.locator(".stopp").first.wait_for()
    choose(page, "norsk", "ingen")
    page.locator(".karttabell").evaluate("element => { element.open = true }")
    options = {"runOnly": {"type": "tag", "values": WCAG}} if scheme == "light" else only(OF_COLOUR)
    assert violations(page, options) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


@pytest.mark.parametrize(("sheet", "pages", "size"), [("a3", 1, "A3"), ("a4", 2, "A4")])
def test_the_map_is_printed_whole(page: Page, tmp_path: Path, sheet: str, pages: int, size: str) -> None:
    page.goto("kart/")
    page.evaluate("sheet => { document.documentElement.dataset.ark = sheet }", sheet)
    path = tmp_path / "kart.pdf"
    page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    about = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert re.search(rf"Pages: +{pages}\n", about) and f"({size})" in about, about
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    printed = "".join(text.split())
    names = page.locator(".kart .dør__navn, .kart .dør__varianter a, .kart h2, .kart h3").all_text_contents()
    # A name may be broken over lines, and lines of neighbours come between: each part of it is looked for.
    parts = {part for name in names for part in re.split(r"[\s\u00ad-]+", name)}
    missing = [part for part in parts if part not in printed]
    assert len(names) > 150 and missing == []
    fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts and all(" yes " in line for line in fonts), "a font is not embedded"


def test_without_scripts_every_offer_and_every_journey_is_there(browser: Browser, site: Served) -> None:
    context = browser.new_context(base_url=site.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("kart/")
    expect(page.locator(".kartvalg")).to_be_hidden()
    there = set(page.locator(".kart [data-id]").evaluate_all("items => items.map((i) => i.dataset.id)"))
    assert {o["id"] for o in catalogue(site)["tilbud"]} <= there
    assert page.locator("#reiser + ul a").count() == len(catalogue(site)["reise"])
    context.close()


def test_opened_as_a_file_the_map_is_whole_and_offers_nothing_that_does_not_work(
    browser: Browser, site: Served
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((site.folder / "kart" / "index.html").as_uri())
    expect(page.locator(".kartvalg")).to_be_hidden()
    expect(page.locator(".kart .dør__navn").first).to_be_visible()
    context.close()
