"""What a first visit to the map costs with more tilbud than we have: bytes, layout shift, and time to highlight.

    python tests/benchmarks/kart_time.py [--tilbud 160] [--rounds 9]

Everything the browser fetches is counted as gzip makes it, since any web server sends it so. The bars: 120 KB, no
layout shift, and 100 ms from a choice to the next paint (the median).
"""

import argparse
import gzip
import statistics
import sys
import tempfile
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))

from generator.layout import Layout
from generator.problems import as_text
from generator.site import build
from tests.benchmarks.build_time import generate
from tests.browser.conftest import ARGUMENTS, CHROMIUM, serve

MOST_BYTES, MOST_SHIFT, MOST_MS = 120_000, 0.0, 100.0
# From a choice until the frame after it has been painted.
HIGHLIGHT = """value => new Promise((done) => {
  const select = document.querySelector('#velg-aktor'), start = performance.now();
  select.value = value; select.dispatchEvent(new Event('change', { bubbles: true }));
  requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = () => done(performance.now() - start); c.port2.postMessage(0); });
})"""
SHIFTS = """new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.moved = (window.moved || 0) + entry.value;
}).observe({ type: 'layout-shift', buffered: true });"""


def main() -> int:
    """Build, visit, choose, and tell whether the bars hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tilbud", type=int, default=160, metavar="N")
    parser.add_argument("--rounds", type=int, default=9, metavar="N")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mulighetskart-") as folder:
        layout = Layout(Path(folder))
        generate(layout, options.tilbud)
        result = build(layout, date(2026, 11, 21))
        if not result.is_sound:
            raise SystemExit("\n".join(map(as_text, result.problems[:10])))
        with serve(layout.site) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            page = browser.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True).new_page()
            page.add_init_script(SHIFTS)
            fetched = visit(page, f"{address}kart/", layout.site, address)
            moved = page.evaluate("window.moved || 0")
            times = [page.evaluate(HIGHLIGHT, ("nav", "kommune", "")[n % 3]) for n in range(options.rounds)]
            browser.close()
    for name, size in sorted(fetched.items(), key=lambda item: -item[1]):
        print(f"{size:>8} {name}")
    total, middle = sum(fetched.values()), statistics.median(times)
    print(f"{total:>8} bytes in all with {options.tilbud} tilbud (bar {MOST_BYTES})")
    print(f"{moved:>8.4f} layout shift (bar {MOST_SHIFT})")
    print(f"{middle:>8.1f} ms from choice to next paint, median of {len(times)} (bar {MOST_MS})")
    return 0 if total <= MOST_BYTES and moved <= MOST_SHIFT and middle <= MOST_MS else 1


def visit(page: Page, url: str, site: Path, address: str) -> dict[str, int]:
    """Open a page for the first time; what it fetches, and how many bytes each is when compressed."""
    found: dict[str, int] = {}

    def count(url: str) -> None:
        name = url.removeprefix(address).partition("?")[0].partition("#")[0]
        path = site / (name + "index.html" if name.endswith("/") or not name else name)
        if path.is_file():
            found[name] = len(gzip.compress(path.read_bytes(), 6))

    page.on("request", lambda request: count(request.url))
    page.goto(url)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    return found


if __name__ == "__main__":
    sys.exit(main())
