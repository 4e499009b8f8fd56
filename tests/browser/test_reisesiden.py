"""The page of a journey: followed one step at a time by keyboard, pointer and voice, and taken along on paper."""

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Served

pytestmark = pytest.mark.browser

KARIM, HODAN = "reiser/karim-fagbrev/", "reiser/hodan-grunnskole-til-helsefag/"
LONGEST = ("hodan-grunnskole-til-helsefag", "yonas-rorlegger", "amir-butikk", "nasrin-jurist-til-saksbehandler")


def journeys(site: Served) -> list[str]:
    """The address of every journey."""
    found = [f"{address}/" for address in site.pages if address.startswith("reiser/")]
    assert len(found) >= 23
    return found


def test_every_journey_shows_now_goal_time_and_its_lanes_in_the_first_screenful(page: Page, site: Served) -> None:
    for address in journeys(site):
        page.goto(address)
        for word in ("Nå", "Mål", "Tid"):
            assert page.locator("dl dt", has_text=word).first.bounding_box()["y"] < 400, f"{address}: {word}"  # type: ignore[index]
        drawn = page.locator("figure.diagram").bounding_box()
        assert drawn and drawn["y"] < 480, f"{address}: {drawn}"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_a_journey_is_walked_by_the_arrow_keys_from_first_to_last(page: Page) -> None:
    page.goto(KARIM)
    rows = page.locator("ol.steg > li")
    names = [row.locator("h3").inner_text() for row in rows.all()]
    panel = page.get_by_role("group", name="Følg reisen ett steg om gangen")
    expect(panel.get_by_role("button", name="Forrige steg")).to_be_hidden()
    for number, name in enumerate(names, 1):
        page.keyboard.press("ArrowRight")
        told = panel.get_by_role("status")
        expect(told).to_contain_text(f"Steg {number} av {len(names)} · Måned ")
        expect(told).to_contain_text(name)
        expect(told).to_contain_text("Å leve av nå:")
        expect(page.locator("ol.steg > [aria-current=step] h3")).to_have_text(name)
        expect(page.locator("svg.tidslinje .er-nå")).to_have_count(1)
        drawn = page.locator("svg.tidslinje .er-nå").get_attribute("data-node")
        assert drawn == rows.nth(number - 1).get_attribute("data-node")
        assert page.url.endswith(f"#{rows.nth(number - 1).get_attribute('id')}")
    page.keyboard.press("ArrowRight")
    expect(panel.get_by_role("status")).to_contain_text(f"Steg {len(names)} av {len(names)}")
    expect(panel.get_by_role("button", name="Neste steg")).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("ArrowLeft")
    expect(panel.get_by_role("status")).to_contain_text(f"Steg {len(names) - 1} av {len(names)}")
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_a_step_is_told_with_who_why_what_to_live_on_and_what_to_apply_for_next(page: Page) -> None:
    page.goto(KARIM + "#steg-program")
    expect(page.locator(".gang")).to_match_aria_snapshot(
        """
        - group "Følg reisen ett steg om gangen":
          - button "Forrige steg"
          - status:
            - paragraph: /Steg \\d+ av 30 · Måned 3 av 57 · november 2026 · Arbeid og utdanning/
            - paragraph: Introduksjonsprogram mot arbeid
            - paragraph: /Han vil ha lønn snart/
            - paragraph:
              - link "Les hele steget":
                - /url: "#steg-program"
            - paragraph:
              - strong: "Hvem:"
              - link "Kommunen"
            - paragraph:
              - strong: "Å leve av nå:"
              - text: /Introduksjonsstønad/
            - paragraph:
              - strong: "Neste søknad:"
              - strong: "Måned 11, juli 2027:"
              - text: /videregående for voksne/
              - link "Fylkeskommunen"
          - button "Neste steg"
        """
    )


def test_the_buttons_keep_the_focus_and_the_step_is_seen_above_the_panel(page: Page) -> None:
    page.goto(HODAN)
    button = page.get_by_role("button", name="Neste steg")
    button.focus()
    for number in range(1, 25):
        page.keyboard.press("Enter")
        expect(page.locator(".gang__tid")).to_contain_text(f"Steg {number} av 40")
        expect(button).to_be_focused()
    in_view = """() => {
      const drawn = document.querySelector(".er-nå").getBoundingClientRect();
      return drawn.top >= 0 && drawn.bottom <= document.querySelector(".gang").getBoundingClientRect().top;
    }"""
    page.wait_for_function(in_view, timeout=5000)


def test_what_is_focused_in_the_drawing_is_never_behind_the_panel(page: Page) -> None:
    page.goto(HODAN)
    behind = """() => {
      const at = document.activeElement.getBoundingClientRect();
      const panel = document.querySelector(".gang").getBoundingClientRect();
      return document.activeElement.closest("svg") ? at.top >= panel.top && at.bottom <= panel.bottom : null;
    }"""
    page.locator(".diagram__rulle").focus()
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(behind))
    page.get_by_role("button", name="Neste steg").click()
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        seen.append(page.evaluate(behind))
    assert seen.count(False) > 80 and True not in seen


def test_the_address_follows_and_back_and_forward_go_where_one_was(page: Page) -> None:
    page.goto(KARIM)
    told = page.get_by_role("status").filter(has_text="Steg ")
    page.locator("svg.tidslinje a", has_text="Realkompetansevurdering").click()
    expect(told).to_contain_text("Måned 12 av 57")
    page.locator("svg.tidslinje a", has_text="Søk: lønnstilskudd").click()
    expect(told).to_contain_text("Mekaniker med lønnstilskudd")
    page.go_back()
    expect(told).to_contain_text("Realkompetansevurdering")
    page.go_forward()
    expect(told).to_contain_text("Mekaniker med lønnstilskudd")
    page.reload()
    expect(told).to_contain_text("Mekaniker med lønnstilskudd")


def test_a_side_branch_leads_to_its_way_out_unfolded(page: Page) -> None:
    page.goto(KARIM)
    page.locator("svg.tidslinje a:has(.strek--sidevei)").first.click()
    branch = page.locator("details.sidevei[open]")
    expect(branch).to_have_count(1)
    expect(branch.get_by_text("Vei ut:")).to_be_in_viewport()
    assert page.url.endswith(f"#{branch.get_attribute('id')}")


def test_the_keys_of_a_field_and_of_the_frame_are_left_alone(page: Page) -> None:
    page.goto(KARIM)
    page.get_by_role("searchbox").focus()
    page.keyboard.press("ArrowRight")
    page.locator(".diagram__rulle").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("ol.steg > [aria-current]")).to_have_count(0)


def test_nothing_glides_for_those_who_ask_for_less_motion(browser: Browser, site: Served) -> None:
    for motion, wanted in (("reduce", {"auto"}), ("no-preference", {"smooth"})):
        context = browser.new_context(
            base_url=site.address, reduced_motion=motion, viewport={"width": 900, "height": 700}
        )
        page = context.new_page()
        page.add_init_script(
            """window.moved = [];
            for (const [owner, name] of [[window, "scrollBy"], [Element.prototype, "scrollTo"]]) {
              const own = owner[name];
              owner[name] = function (to) { window.moved.push(to.behavior); return own.call(this, { ...to, behavior: "auto" }); };
            }"""
        )
        page.goto(HODAN)
        for _ in range(30):
            page.keyboard.press("ArrowRight")
        assert set(page.evaluate("window.moved")) == wanted
        context.close()


def test_without_scripts_the_whole_journey_stands_and_nothing_is_offered_that_does_not_work(
    browser: Browser, site: Served
) -> None:
    page = browser.new_context(base_url=site.address, java_script_enabled=False).new_page()
    page.goto(KARIM)
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.locator(".gang")).to_be_hidden()
    for row in page.locator("ol.steg > li").all():
        expect(row.locator("h3")).to_be_visible()
    page.locator("svg.tidslinje a", has_text="Fagbrev på jobb").click()
    assert page.url.endswith("#steg-fagbrev")
    expect(page.locator("#steg-fagbrev")).to_be_in_viewport()


def test_on_a_phone_the_panel_is_read_before_the_story_and_the_drawing_scrolls_in_its_frame(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(HODAN)
    page.get_by_role("button", name="Neste steg").click()
    tops = "names => names.map(name => document.querySelector(name).getBoundingClientRect().top)"
    panel, story, drawn = page.evaluate(tops, [".gang", "ol.steg", "figure.diagram"])
    assert panel < story < drawn
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    size = page.evaluate("document.querySelector('svg.tidslinje').getBoundingClientRect().width")
    assert size == float(page.locator("svg.tidslinje").get_attribute("width") or 0), "never shrunk below reading size"


def paper(browser: Browser, site: Served, address: str, file: Path) -> tuple[int, str, list[str]]:
    """How many sheets a journey takes, the text on them, and the names of its steps."""
    context = browser.new_context(base_url=site.address)
    page = context.new_page()
    page.goto(address)
    names = [name.inner_text() for name in page.locator("ol.steg > li h3").all()]
    page.pdf(path=str(file), prefer_css_page_size=True, print_background=True)
    context.close()
    told = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True, timeout=60).stdout
    sheets = next(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pages:"))
    text = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True, timeout=60).stdout
    return sheets, " ".join(text.split()), names


def test_every_journey_takes_two_sheets_of_paper_at_most(browser: Browser, site: Served, tmp_path: Path) -> None:
    for address in journeys(site):
        sheets, _, _ = paper(browser, site, address, tmp_path / "reise.pdf")
        assert sheets <= 2, f"{address}: {sheets}"


@pytest.mark.parametrize("id", LONGEST)
def test_on_paper_each_step_is_named_with_the_money_the_address_and_the_dates(
    browser: Browser, site: Served, tmp_path: Path, id: str
) -> None:
    address = f"reiser/{id}/"
    _, text, names = paper(browser, site, address, tmp_path / "reise.pdf")

    missing = [name for name in names if " ".join(name.split()) not in text]
    assert not missing
    for wanted in (
        "Lever av",
        f"/{address}, skrevet ut ",
        "Lovteksten er lest slik den var",
        "Vurderes",
        "Nå",
        "Mål",
        "Tid",
    ):
        assert wanted in text, wanted
    assert "Neste steg" not in text and "Det noen må si ja til" not in text
