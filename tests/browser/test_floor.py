"""The floor for quality, on every page: accessibility, contrast, valid HTML, narrow screens, no foreign request, nothing kept."""

import json
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Served

pytestmark = pytest.mark.browser

TOOLS = Path(__file__).parent / "node_modules"
AXE = (TOOLS / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
# What light, dark and width can change; all the rest is asked once, on the wide light page.
CHANGING = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable", "nested-interactive"]
WIDE = {"width": 1280, "height": 844}
OTHER_LOOKS = [(1280, "dark"), (390, "dark"), (390, "light")]
NARROWEST = 320  # CSS pixels: 1280 at 400 %
SHARES = 8
OF_POLICY = "violates Content Security Policy"


def share(pages: list[str], number: int) -> list[str]:
    """A part of the pages, so that two workers can divide them."""
    return pages[number::SHARES]


def open_pages(browser: Browser, site: Served, pages: list[str], scheme: str):
    """Each page in turn, wide, in a browser that lets the checks in past the policy."""
    context = browser.new_context(base_url=site.address, viewport=WIDE, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    for address in pages:
        page.goto(address)
        yield address, page
    context.close()


def violations(page: Page, options: dict) -> list[str]:
    """What axe finds when nothing moves any more, a line for each place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE + ";undefined")
        page.add_style_tag(content="* { transition: none !important; }")  # a colour on its way is no colour to judge
    result = page.evaluate("options => axe.run(document, options)", {"resultTypes": ["violations"], **options})
    assert result["passes"], "axe judged nothing"
    return [f"{v['id']}: {node['html'][:120]}" for v in result["violations"] for node in v["nodes"]]


def faults_in_every_look(page: Page) -> list[str]:
    """Every rule on the wide light page, what can differ in the other looks, and sideways scrolling on the narrowest."""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(WIDE)
    found = violations(page, {"rules": {"target-size": {"enabled": True}}})
    for width, scheme in OTHER_LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({**WIDE, "width": width})
        of_look = violations(page, {"runOnly": {"type": "rule", "values": CHANGING}})
        found += [f"{width} px, {scheme}: {fault}" for fault in of_look]
    page.set_viewport_size({**WIDE, "width": NARROWEST})
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [*found, *([f"{wide} px wide on a screen of {NARROWEST}"] if wide > NARROWEST else [])]


@pytest.mark.parametrize("number", range(SHARES))
def test_no_page_breaks_any_rule_in_any_look(browser: Browser, site: Served, number: int) -> None:
    found = {
        address: faults
        for address, page in open_pages(browser, site, share(site.pages, number), "light")
        if (faults := faults_in_every_look(page))
    }
    assert found == {}


def test_axe_asks_all_the_criteria_we_promise(browser: Browser, site: Served) -> None:
    for _, page in open_pages(browser, site, [""], "light"):
        page.evaluate(AXE + ";undefined")
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_in_diagrams_has_contrast(browser: Browser, site: Served, scheme: str) -> None:
    written = {p: (site.folder / p / "index.html").read_text(encoding="utf-8") for p in site.pages}
    pages = [p for p, html in written.items() if "<text" in html and "veivalgstre" not in html]
    # The trees of rights are drawn alike on all pages; a share of them has every kind of box.
    trees = [p for p, html in written.items() if "veivalgstre" in html][::12]
    assert len(pages) >= 10 and len(trees) >= 5
    found = {}
    for address, page in open_pages(browser, site, [*pages, *trees], scheme):
        result = page.evaluate(CONTRAST)
        assert result["judged"] > 3, address
        if result["faults"]:
            found[address] = result["faults"]
    assert found == {}


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
    assert all(
        "merke.svg" in m["message"] or ".css" in m["message"] or ".js" in m["message"]
        for m in messages
        if OF_POLICY in m["message"]
    )
    faults = [f"{m['url']}:{m.get('lastLine')}: {m['message']}" for m in messages if OF_POLICY not in m["message"]]
    assert faults == []
    assert len(messages) > len(site.pages), "the checker read the pages"


def test_no_page_asks_another_origin_or_keeps_anything(browser: Browser, site: Served) -> None:
    context = browser.new_context(base_url=site.address)
    page = context.new_page()
    requests: list[str] = []
    messages: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: messages.append(f"{page.url}: {message.text}"))
    for address in site.pages:
        page.goto(address)
        assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert context.cookies() == []
    assert len(requests) > len(site.pages)
    assert [url for url in requests if not url.startswith(site.address)] == []
    assert messages == []
    context.close()
