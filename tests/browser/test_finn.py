"""The finder as it is used: a conversation by keyboard, its answers, the link, the sheets, and nothing kept afterwards."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Served
from tests.browser.test_floor import AXE, OF_COLOUR, OF_WIDTH, only, violations

pytestmark = pytest.mark.browser

KEPT = """async () => [localStorage.length, sessionStorage.length, document.cookie,
  (await indexedDB.databases()).length, (await caches.keys()).length, JSON.stringify(history.state)]"""


# What she answers: a refugee of 36 in the programme, with eight years of school.
REPLIES = {
    "annen tillatelse før": "Nei",
    "da tillatelsen ble gitt": "34",
    "Hvor gammel er personen": "36",
    "Bor personen i en kommune": "Bosatt etter avtale",
    "bodd i en kommune": "10",
    "introduksjonsprogram": "Går nå",
    "norskopplæringen": "I gang",
    "Hvor mye skole": "7–8 år",
    "fullført grunnskole": "Nei",
    "godkjent i Norge": "Nei",
    "timer i uka": "0",
    "arbeidsgiver": "Nei",
}


@pytest.fixture
def finder(page: Page) -> Page:
    """The finder, ready for its first question."""
    page.goto("finn/")
    expect(question(page)).to_be_visible()
    return page


def question(page: Page) -> Locator:
    """The question that is asked now."""
    return page.locator("#finn-spørsmål h2")


def press(page: Page, name: str) -> None:
    """Tab to the answer that begins so, and press Enter; every step by keyboard."""
    for _ in range(60):
        page.keyboard.press("Tab")
        told = page.evaluate("document.activeElement?.innerText || ''")
        if told.startswith(name):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab never reached «{name}»")


def answer(page: Page, asked: str, given: str) -> None:
    """Answer one question by keyboard, having read it."""
    expect(question(page)).to_have_text(re.compile(asked))
    expect(question(page)).to_be_focused()
    if given[:1].isdigit() and page.locator("#finn-tall").count():
        page.keyboard.press("Tab")
        page.keyboard.type(given)
        page.keyboard.press("Enter")
    else:
        press(page, given)


def begin(page: Page) -> None:
    """The first answer, from the top of the page."""
    expect(question(page)).to_have_text(re.compile("Hva slags tillatelse"))
    press(page, "Beskyttelse som flyktning")


def names(page: Page) -> set[str]:
    """Every offer and benefit that stands somewhere among the answers."""
    links = page.locator("#finn-grupper .mulig__navn, #finn-grupper .funn__ikke li > a, #finn-grupper .mulig > a")
    return {text.strip() for text in links.all_text_contents()}


def test_a_whole_conversation_by_keyboard_alone(finder: Page, site: Served) -> None:
    every = {p["navn"] for p in json.loads((site.folder / "data/finn.json").read_text(encoding="utf-8"))["poster"]}
    assert names(finder) == every
    begin(finder)
    status = finder.locator("#finn-status")
    expect(status).to_contain_text("Svaret flyttet")
    while finder.locator(".finn__over").count():
        asked = question(finder).inner_text()
        given = next(reply for words, reply in REPLIES.items() if words in asked)
        answer(finder, re.escape(asked), given)
        expect(question(finder)).not_to_have_text(asked)
    card = finder.locator('[data-post="introduksjonsprogram"]')
    assert card.get_attribute("data-utfall") == "oppfylt"
    assert card.get_attribute("data-modalitet") == "rett_og_plikt"
    expect(card).to_contain_text("Vilkårene ser ut til å være oppfylt – kommunen avgjør.")
    expect(question(finder)).to_have_text("De første spørsmålene er besvart")
    expect(status).to_contain_text("er plassert")
    assert names(finder) == every, "every offer is always listed somewhere"
    placed, of = re.search(r"(\d+) av (\d+) tilbud", finder.locator("#finn-telling").inner_text()).groups()  # type: ignore[union-attr]
    assert int(placed) * 3 >= int(of) * 2, "two thirds find their place"


def test_each_answer_shows_what_it_changed_and_why(finder: Page) -> None:
    begin(finder)
    changed = finder.locator("#finn-endret")
    expect(changed).to_contain_text(re.compile(r"Svaret flyttet \w+ tilbud"))
    card = finder.locator('[data-post="arbeidstrening"]')
    card.locator("summary").click()
    expect(card.locator(".grunn", has_text="lovlig opphold").first).to_contain_text("ser ut til å holde")
    expect(card.locator(".belegg a").first).to_have_attribute("href", re.compile("regelverk/"))


def test_what_has_been_opened_stays_open_with_its_reasons_made_anew(finder: Page) -> None:
    begin(finder)
    reasons = finder.locator('[data-post="introduksjonsprogram"] details')
    reasons.locator("summary").click()
    of_age = reasons.locator(".grunn", has_text="alder").first
    expect(of_age).to_contain_text("ikke kjent")
    out_of_reach = finder.locator(".funn__gruppe--ikke details").first
    out_of_reach.locator("summary").first.click()
    while "Hvor gammel" not in question(finder).inner_text():
        finder.locator(".valg--vetikke").click()
    finder.locator("#finn-tall").fill("27")
    finder.get_by_role("button", name="Svar", exact=True).click()
    expect(of_age).to_contain_text("ser ut til å holde")
    expect(out_of_reach).to_have_attribute("open", "")
    finder.get_by_role("button", name="Tøm").click()
    expect(finder.locator("#finn-grupper details[open]")).to_have_count(0)


def test_only_questions_that_move_something_are_asked_and_say_how_much(finder: Page) -> None:
    expect(finder.locator(".finn__over")).to_contain_text(re.compile(r"avklart eller flyttet \w+ tilbud"))
    finder.get_by_role("button", name="Norsk statsborger").click()
    told = finder.locator("#finn-svart")
    expect(told).to_contain_text("norsk statsborger")
    for _ in range(60):
        asked = question(finder).inner_text()
        if asked.startswith("Ingen flere"):
            break
        if asked.startswith("De første"):
            finder.get_by_role("button", name="Still flere spørsmål").click()
            continue
        assert "Hvem fikk personen komme til" not in asked, "asked of family immigrants only"
        finder.get_by_role("button", name="Hopp over").click()
    else:
        raise AssertionError("the questions never end")
    finder.get_by_role("button", name="Vis det vi hoppet over").click()
    expect(question(finder)).not_to_have_text(re.compile("Ingen flere"))


def test_not_knowing_is_an_answer_that_says_where_to_find_out(finder: Page) -> None:
    unknown = finder.get_by_role("button", name="Vet ikke")
    expect(unknown).to_contain_text("Vedtaket fra UDI")
    known = finder.get_by_role("button", name="Permanent opphold").bounding_box()
    box = unknown.bounding_box()
    assert box and known and box["height"] >= 48 and box["width"] >= known["width"], "as large as the others"
    unknown.click()
    finder.locator("#finn-ark").click()
    expect(finder.locator('article[data-ark="samtale"]')).to_contain_text("Dette må vi finne ut")
    expect(finder.locator('article[data-ark="samtale"]')).to_contain_text("Det står her: Vedtaket fra UDI")


def test_a_number_out_of_range_is_explained(finder: Page) -> None:
    begin(finder)
    finder.get_by_role("button", name="Nei, dette er den første").click()
    finder.locator("#finn-tall").fill("300")
    finder.get_by_role("button", name="Svar", exact=True).click()
    expect(finder.get_by_role("alert")).to_have_text("Skriv et tall fra 0 til 110.")
    expect(finder.locator("#finn-tall")).to_be_focused()


def test_answers_that_cannot_both_be_true_are_pointed_out(finder: Page) -> None:
    begin(finder)
    finder.get_by_role("button", name="Nei, dette er den første").click()
    for age in ("40", "30"):
        finder.locator("#finn-tall").fill(age)
        finder.keyboard.press("Enter")
    expect(finder.get_by_role("note")).to_contain_text("går ikke sammen")
    expect(finder.get_by_role("note")).to_contain_text("eldre da tillatelsen ble gitt")


def test_back_and_forward_walk_through_the_conversation(finder: Page) -> None:
    begin(finder)
    expect(question(finder)).to_have_text(re.compile("annen tillatelse"))
    finder.get_by_role("button", name="Nei, dette er den første").click()
    finder.go_back()
    expect(question(finder)).to_have_text(re.compile("annen tillatelse"))
    finder.go_back()
    expect(question(finder)).to_have_text(re.compile("Hva slags tillatelse"))
    expect(finder.locator("#finn-svart")).to_be_empty()
    finder.go_forward()
    expect(finder.locator("#finn-svart")).to_contain_text("beskyttelse som flyktning")
    assert finder.url.endswith("/finn/"), "no answer in the address"


def test_a_copied_link_opens_the_same_answers_and_leaves_the_address(
    finder: Page, browser: Browser, site: Served
) -> None:
    begin(finder)
    finder.get_by_role("button", name="Nei, dette er den første").click()
    finder.locator("#finn-lenke").click()
    expect(finder.locator("#finn-lenkeboks")).to_contain_text("Den som får lenken, ser svarene")
    link = finder.locator("#finn-adresse").input_value()
    assert link.startswith(site.address + "finn/#svar=oppholdsgrunnlag:flyktning,")
    other = browser.new_context().new_page()
    other.goto(link)
    expect(other.locator("#finn-svart")).to_contain_text("beskyttelse som flyktning")
    assert other.url == site.address + "finn/", "taken out of the address on arrival"
    other.evaluate("location.hash = '#svar=alder:44,finnes-ikke:1,oppholdsgrunnlag:tull,%E0%A4%A:x'")
    expect(other.locator("#finn-svart")).to_contain_text("44")
    expect(other.locator(".finn__svart li")).to_have_count(1)
    assert other.url == site.address + "finn/"
    other.context.close()


def test_nothing_is_kept_and_nothing_is_sent(finder: Page, site: Served) -> None:
    asked: list[str] = []
    finder.on("request", lambda request: asked.append(request.url))
    begin(finder)
    finder.get_by_role("button", name="Nei, dette er den første").click()
    finder.get_by_role("button", name="Vise sammen").click()
    finder.locator("#finn-ark").click()
    assert finder.evaluate(KEPT) == [0, 0, "", 0, 0, '{"steg":3}'], "the history holds only the number of the step"
    assert [url for url in asked if not url.endswith("/data/sok.json")] == [], "only the search's own index is fetched"
    finder.locator("#finn-tøm").click()
    expect(question(finder)).to_be_focused()
    expect(finder.locator("#finn-svart")).to_be_empty()
    expect(finder.locator("#finn-status")).to_contain_text("Alle svar er tømt")
    finder.go_back()
    expect(finder.locator("#finn-svart")).to_be_empty()
    finder.reload()
    expect(question(finder)).to_have_text(re.compile("Hva slags tillatelse"))
    expect(finder.locator("#finn-svart")).to_be_empty()


def test_shown_together_it_says_less_and_larger(finder: Page) -> None:
    begin(finder)
    before = question(finder).evaluate("h => parseFloat(getComputedStyle(h).fontSize)")
    finder.get_by_role("button", name="Vise sammen").click()
    assert question(finder).evaluate("h => parseFloat(getComputedStyle(h).fontSize)") > before * 1.2
    shown = finder.locator("#finn-grupper").inner_text()
    assert "§" not in shown and "Hvorfor" not in shown and "krever at" not in shown
    assert "Du lærer norsk. Det er gratis." in shown
    expect(finder.locator("#finn-svart")).to_be_hidden()


# The words among the answers that go on in a second line; a soft hyphen or a hyphen may be followed by one.
BROKEN_WORDS = r"""() => [...document.querySelectorAll(".finn__valg .valg")].flatMap((button) => {
  const texts = document.createTreeWalker(button, NodeFilter.SHOW_TEXT), broken = [];
  for (let text; (text = texts.nextNode());) for (const word of text.data.matchAll(/[^\s\u00ad\/-]+/g)) {
    const range = document.createRange();
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].length);
    if (new Set([...range.getClientRects()].map((box) => box.top)).size > 1) broken.push(word[0]);
  }
  return broken;
})"""


@pytest.mark.parametrize("face", ["Forberede", "Vise sammen"])
def test_no_answer_is_broken_inside_a_word(finder: Page, face: str) -> None:
    finder.get_by_role("button", name=face).click()
    assert finder.locator(".finn__valg--mange .valg").count() > 6
    for wide in (320, 390, 600, 800, 1000, 1280, 1920):
        finder.set_viewport_size({"width": wide, "height": 800})
        assert finder.evaluate(BROKEN_WORDS) == [], wide


def test_two_or_three_side_by_side(finder: Page) -> None:
    begin(finder)
    for name in ("Velg Lønn", "Velg Norskopplæring med rett og plikt"):
        finder.get_by_label(name).check()
    finder.get_by_role("button", name="Sammenlign").click()
    table = finder.get_by_role("region", name="Sammenligning")
    expect(table.get_by_role("columnheader")).to_have_count(2)
    expect(table).to_contain_text("Hvem avgjør")
    finder.get_by_role("button", name="Tilbake til samtalen").click()
    expect(finder.get_by_label("Velg Lønn")).to_be_checked()


def sheet(page: Page, which: str, file: Path) -> str:
    """What one of the sheets says when it is printed."""
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="samtalearket" if which == "samtale" else "enkle arket").click()
    page.pdf(path=str(file), format="A4")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    told = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True).stdout
    assert int(re.search(r"Pages:\s+(\d+)", told).group(1)) <= 2  # type: ignore[union-attr]
    command = ["pdftotext", "-layout", str(file), "-"]
    return " ".join(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def test_both_sheets_print(finder: Page, site: Served, tmp_path: Path) -> None:
    begin(finder)
    finder.get_by_label("Velg Norskopplæring med rett og plikt").check()
    finder.get_by_label("Velg Lønn").check()
    finder.locator("#finn-kurv").get_by_role("button", name="Samtaleark").click()
    talk = sheet(finder, "samtale", tmp_path / "samtale.pdf")
    for part in (
        "Samtaleark",
        "Dette er ikke et vedtak",
        "Kontakt:",
        "Papirer å ta med",
        "Egne datoer",
        "To år i kommunen",
    ):
        assert part in talk, part
    assert f"{site.address}tilbud/norskopplaering/" in talk, "addresses are written out"
    assert "Dette snakket vi om" not in talk and "Spørsmål" not in talk
    simple = sheet(finder, "enkelt", tmp_path / "enkelt.pdf")
    for part in ("Dette snakket vi om", "Du lærer norsk. Det er gratis.", "På mitt språk:", "ikke et vedtak"):
        assert part in simple, part
    assert "Samtaleark" not in simple
    labels = finder.locator("#finn-arkene input:not([type=checkbox]), #finn-arkene textarea")
    expect(labels).to_have_count(0)
    assert not re.search(r"\b(navn|fødselsdato|fødselsnummer)\b", talk, re.IGNORECASE)


def test_without_scripts_the_rules_stand_as_tables(browser: Browser, site: Served) -> None:
    page = browser.new_context(base_url=site.address, java_script_enabled=False).new_page()
    page.goto("finn/")
    expect(page.locator("#finn")).to_be_hidden()
    expect(page.get_by_text("Reglene nedenfor er de samme.")).to_be_visible()
    page.locator(".reglene summary").nth(2).click()
    link = page.get_by_role("link", name="Introduksjonsprogram", exact=True)
    row = page.locator(".reglene__felt").nth(2).locator("tbody", has=link)
    expect(row).to_contain_text("Rett og plikt")
    expect(row.locator("a[href*='regelverk/']").first).to_be_visible()
    page.context.close()


def states(page: Page) -> Iterator[str]:
    """The finder in each of its states, one after another."""
    page.goto("finn/")
    expect(question(page)).to_be_visible()
    yield "start"
    begin(page)
    page.get_by_role("button", name="Nei, dette er den første").click()
    page.locator(".mulig__hvorfor summary").first.click()
    yield "number"
    page.locator("#finn-tall").fill("999")
    page.keyboard.press("Enter")
    yield "fault"
    page.locator("#finn-lenke").click()
    yield "link"
    page.get_by_label("Velg Lønn").check()
    page.get_by_label("Velg Norskopplæring med").check()
    yield "chosen"
    page.get_by_role("button", name="Sammenlign").click()
    yield "compared"
    page.get_by_role("button", name="Tilbake").click()
    page.locator("#finn-ark").click()
    page.locator(".ark__valg summary").click()
    yield "sheets"
    page.get_by_role("button", name="Tilbake").click()
    page.get_by_role("button", name="Vise sammen").click()
    yield "together"


ALL = {"rules": {"target-size": {"enabled": True}}}
TABLES = "#reglene"  # four fifths of the page, the same in every state: the floor asks about them, in every look


# A narrow screen has other elements than a wide one, so both are asked everything once; see the floor for what looks can change.
@pytest.mark.parametrize(
    ("width", "scheme", "rules"),
    [
        (1280, "light", ALL),
        (1280, "dark", only(OF_COLOUR)),
        (390, "light", ALL),
        (320, "dark", only(OF_WIDTH)),
    ],
    ids=["wide-light", "wide-dark", "phone-light", "narrowest-dark"],
)
def test_no_state_breaks_axe_or_scrolls_sideways(
    browser: Browser, site: Served, width: int, scheme: str, rules: dict
) -> None:
    context = browser.new_context(
        base_url=site.address,
        viewport={"width": width, "height": 844},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    context.add_init_script(AXE)
    page = context.new_page()
    found, tables = {}, set()
    for state in states(page):
        tables.add(page.locator(TABLES).inner_html())
        page.evaluate("scrollTo(0, 0)")  # what happens to lie under the bar that stays is no smaller a target
        faults = violations(page, rules, but_not=TABLES)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append("scrolls sideways")
        if faults:
            found[state] = faults
    assert found == {}
    assert len(tables) == 1
    context.close()
