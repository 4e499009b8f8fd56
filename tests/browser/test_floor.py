"""The floor for quality, on every page: accessibility, contrast, valid HTML, narrow screens, no foreign request, nothing kept."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Served

pytestmark = pytest.mark.browser

TOOLS = Path(__file__).parent / "node_modules"
# Links in text must be told by more than colour. Axe would also take a contrast to the words around, which is less.
STRICTER = ';axe.configure({rules: [{id: "link-in-text-block", any: ["link-in-text-block-style"]}]});'
AXE = (TOOLS / "axe-core" / "axe.min.js").read_text(encoding="utf-8") + STRICTER
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
# What another look can change; all the rest is asked once, on the wide light page. Dark gives the colours other values and
# does nothing else (held below), so only what compares colours is asked there; a narrow screen moves and hides.
OF_COLOUR = ["color-contrast"]
OF_WIDTH = [*OF_COLOUR, "link-in-text-block", "target-size", "scrollable-region-focusable", "nested-interactive"]
WIDE = {"width": 1280, "height": 844}
PHONE = {**WIDE, "width": 390}
NARROWEST = 320  # CSS pixels: 1280 at 400 %
SHARES = 16  # so many that two workers end together
OF_POLICY = "violates Content Security Policy"
# A colour on its way is no colour to judge. Made by script, since the pages' policy refuses style elements.
AT_REST = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { transition: none !important; }");
  document.adoptedStyleSheets = [sheet];
}"""


def share(pages: list[str], number: int) -> list[str]:
    """A part of the pages, so that two workers can divide them."""
    return pages[number::SHARES]


def open_pages(browser: Browser, site: Served, pages: list[str]) -> Iterator[tuple[str, Page, list[str]]]:
    """Each page in turn, wide and light, under its own policy; with what it did on arrival that no page may do."""
    context = browser.new_context(base_url=site.address, viewport=WIDE, color_scheme="light")
    context.add_init_script(AXE)
    page = context.new_page()
    heard: list[str] = []
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: heard.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"error: {error}"))
    for address in pages:
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(WIDE)
        page.goto(address)
        kept = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
        heard += [f"keeps something: {kept}"] if kept != [0, 0, ""] else []
        yield address, page, heard
        heard.clear()
    assert len(asked) > len(pages), "styles and scripts are heard of"
    assert [url for url in asked if not url.startswith(site.address)] == []
    assert context.cookies() == []
    context.close()


def violations(page: Page, options: dict, but_not: str = "") -> list[str]:
    """What axe finds when nothing moves any more, a line for each place; all of the page but one part, if any."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE + ";undefined")
    page.evaluate(AT_REST)
    where = {"exclude": [but_not]} if but_not else {"include": ["html"]}
    asked = [where, {"resultTypes": ["violations"], **options}]
    result = page.evaluate("([where, options]) => axe.run(where, options)", asked)
    assert result["passes"], "axe judged nothing"
    unsure = [rule for rule in result["incomplete"] if rule["id"] == "link-in-text-block"]
    return [f"{v['id']}: {node['html'][:120]}" for v in (*result["violations"], *unsure) for node in v["nodes"]]


def only(rules: list[str]) -> dict:
    """The options that ask for these rules alone."""
    return {"runOnly": {"type": "rule", "values": rules}}


def faults_in_every_look(page: Page, diagram: bool) -> list[str]:
    """Every rule on the wide light page, what can differ in the other looks, and sideways scrolling on the narrowest."""
    looks = {"wide, light": violations(page, {"rules": {"target-size": {"enabled": True}}})}
    page.emulate_media(color_scheme="dark")
    looks["wide, dark"] = violations(page, only(OF_COLOUR))
    page.set_viewport_size(PHONE)
    looks["phone, dark"] = violations(page, only(OF_COLOUR))
    page.emulate_media(color_scheme="light")
    looks["phone, light"] = violations(page, only(OF_WIDTH))
    page.set_viewport_size({**WIDE, "width": NARROWEST})
    wide = page.evaluate("document.documentElement.scrollWidth")
    looks["narrowest"] = [f"{wide} px wide on a screen of {NARROWEST}"] if wide > NARROWEST else []
    for scheme in ("light", "dark") if diagram else ():
        page.set_viewport_size(WIDE)
        page.emulate_media(color_scheme=scheme)
        looks[f"diagram, {scheme}"] = faint_in_diagrams(page)
    return [f"{look}: {fault}" for look, faults in looks.items() for fault in faults]


def with_diagrams(site: Served) -> set[str]:
    """The pages whose diagrams are looked at: all, but of those with trees of rules, which are drawn alike, a share."""
    written = {p: (site.folder / p / "index.html").read_text(encoding="utf-8") for p in site.pages}
    drawn = [p for p, html in written.items() if "<text" in html]
    trees = [p for p in drawn if "veivalgstre" in written[p]]
    return set(drawn) - set(trees) | set(trees[::12])


# A page is opened once and asked everything: opening it, and giving it axe, is a third of the work.
@pytest.mark.parametrize("number", range(SHARES))
def test_no_page_breaks_a_rule_in_any_look_or_asks_another_origin_or_keeps_anything(
    browser: Browser, site: Served, number: int
) -> None:
    drawn = with_diagrams(site)
    found = {
        address: faults
        for address, page, heard in open_pages(browser, site, share(site.pages, number))
        if (faults := [*faults_in_every_look(page, address in drawn), *heard])
    }
    assert found == {}


def test_the_shares_are_all_the_pages_and_some_have_diagrams(site: Served) -> None:
    assert sorted(page for number in range(SHARES) for page in share(site.pages, number)) == sorted(site.pages)
    assert len(site.pages) > 300
    assert len(with_diagrams(site)) >= 50


def test_dark_changes_the_values_of_colours_and_nothing_else(site: Served) -> None:
    styles = "".join(path.read_text(encoding="utf-8") for path in sorted(site.folder.rglob("*.css")))
    blocks = re.findall(r"@media[^{]*prefers-color-scheme[^{]*\{\s*:root\s*\{([^{}]*)\}\s*\}", styles)
    assert len(blocks) == len(re.findall("prefers-color-scheme|light-dark", styles)) == 1
    light = re.findall(r"(--[\w-]+): #", styles.replace(blocks[0], ""))
    changed = [line for line in blocks[0].split(";") if line.strip()]
    assert all(re.fullmatch(r"\s*--[\w-]+: #[0-9a-f]{6}", line) for line in changed)
    assert {line.split(":")[0].strip() for line in changed} <= set(light)
    scripts = "".join(path.read_text(encoding="utf-8") for path in sorted((site.folder / "skript").glob("*.js")))
    assert "prefers-color-scheme" not in scripts


def test_axe_asks_all_the_criteria_we_promise(browser: Browser, site: Served) -> None:
    for _, page, _ in open_pages(browser, site, [""]):
        tags = {tag for rule in page.evaluate("axe.getRules()") for tag in rule["tags"]}
        assert tags >= set(WCAG) - {"wcag22a"}, "axe has no rule of its own for 2.2 level A"


CONTRAST = """
() => {
  const channel = (v) => (v /= 255, v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const parse = (text) => { const n = (text.match(/[\\d.]+/g) || []).map(Number); return text.startsWith('rgb') && (n.length < 4 || n[3] > 0) ? n.slice(0, 3) : null; };
  const ground = (element, box) => {
    for (const under of document.elementsFromPoint(box.x + box.width / 2, box.y + box.height / 2)) {
      if (under === element || under.tagName === 'text' || under.tagName === 'line' || under.tagName === 'path') continue;
      const style = getComputedStyle(under);
      const colour = parse(under instanceof SVGElement ? (under.tagName === 'svg' || under.tagName === 'g' || under.tagName === 'a' ? 'none' : style.fill) : style.backgroundColor);
      if (colour) return colour;
    }
    return parse(getComputedStyle(document.body).backgroundColor);
  };
  const faults = []; let judged = 0;
  for (const folded of document.querySelectorAll('details')) folded.open = true;
  for (const text of document.querySelectorAll('svg text')) {
    text.scrollIntoView({ block: 'center', inline: 'center' });
    const box = text.getBoundingClientRect();
    const [a, b] = [light(parse(getComputedStyle(text).fill)), light(ground(text, box))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    judged += 1;
    if (ratio < 4.5) faults.push(text.textContent.trim() + ' ' + ratio.toFixed(2));
  }
  return { judged, faults };
}
"""


def faint_in_diagrams(page: Page) -> list[str]:
    """The words in diagrams that do not stand out from what is drawn under them, which axe cannot tell."""
    result = page.evaluate(CONTRAST)
    assert result["judged"] > 3, page.url
    return list(result["faults"])


def test_every_page_is_valid_html(site: Served) -> None:
    jar = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = [
        "java",
        "-Xss4m",
        "-jar",
        str(jar),
        "--format",
        "json",
        "--exit-zero-always",
        "--skip-non-html",
        str(site.folder),
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    messages = json.loads(done.stderr or done.stdout)["messages"]
    # Read as files the pages have no origin, so 'self' in their policy meets nothing; the browser asks that question.
    refused = [m["message"] for m in messages if OF_POLICY in m["message"]]
    assert [text for text in refused if not re.search(r"“(?!\w+:|//)[./\w…-]+”", text)] == []
    faults = [f"{m['url']}:{m.get('lastLine')}: {m['message']}" for m in messages if OF_POLICY not in m["message"]]
    assert faults == []
    assert len(messages) > len(site.pages), "the checker read the pages"
