"""How long the finder takes in a browser: the evaluator over many rules, and from an answer to the next paint.

    python tests/benchmarks/finn_time.py

Builds the real site, then asks its own modules, in Debian's Chromium: 1,000 offers of 20 conditions each (bar: a
median of 16 ms for all of them), and answers clicked with 160 offers on the page (bar: 100 ms to the next paint).
"""

import argparse
import json
import random
import statistics
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.browser.conftest import ARGUMENTS, CHROMIUM, serve  # noqa: E402

DAY = "2026-11-21"
MEASURE = """async ([data, situations, rounds]) => {
  const { motorer, svar } = await import("/skript/vurder.js");
  const motors = motorer(data, "2026-11-21");
  const took = [];
  for (let round = 0; round < rounds; round++) {
    const situation = situations[round % situations.length];
    const start = performance.now();
    for (const motor of motors) svar(motor, situation);
    took.push(performance.now() - start);
  }
  return took.slice(rounds / 5);
}"""
WATCH = """() => {
  window.paints = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === "click") window.paints.push(entry.duration);
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
}"""


def leaf(facts: list[dict[str, Any]], chance: random.Random) -> dict[str, Any]:
    """A test of some fact, as the site's own rules have them."""
    fact = chance.choice(facts)
    if fact["type"] == "tall":
        return {"f": fact["id"], "g": [[chance.choice(["minst", "under"]), chance.randint(1, 60)]]}
    answers = [value["id"] for value in fact.get("verdier", [])] or ["ja", "nei"]
    return {"f": fact["id"], "v": chance.sample(answers, max(1, len(answers) // 3))}


def made_up(data: dict[str, Any], offers: int, conditions: int) -> dict[str, Any]:
    """Offers with two rules each, all their conditions drawn; half of the groups want every part, half any."""
    chance = random.Random(1)
    posts = []
    for number in range(offers):
        rules = []
        for modality in ("rett", "kan"):
            parts = [leaf(data["fakta"], chance) for _ in range(conditions // 2)]
            any_of = [{"minst_en": parts[n : n + 2]} for n in range(0, len(parts) // 2, 2)]
            rules.append({"m": modality, "hvem": "x", "hvis": {"alle": any_of + parts[len(parts) // 2 :]}})
        posts.append({**data["poster"][0], "id": f"t{number}", "regler": rules})
    return {**data, "poster": posts}


def situations(data: dict[str, Any]) -> list[dict[str, str]]:
    """Twenty people of whom half is known."""
    chance = random.Random(2)
    found = []
    for _ in range(20):
        known = [fact for fact in data["fakta"] if chance.random() < 0.5]
        found.append(
            {f["id"]: str(chance.randint(0, 60)) if f["type"] == "tall" else any_answer(f, chance) for f in known}
        )
    return found


def any_answer(fact: dict[str, Any], chance: random.Random) -> str:
    """One answer to a choice."""
    return str(chance.choice([value["id"] for value in fact.get("verdier", [])] or ["ja", "nei"]))


def repeated(data: dict[str, Any], offers: int) -> dict[str, Any]:
    """The real offers and benefits, repeated under other ids until there are so many."""
    posts = data["poster"]
    more = [{**posts[n % len(posts)], "id": f"{posts[n % len(posts)]['id']}-{n}"} for n in range(offers - len(posts))]
    return {**data, "poster": posts + more}


def answers_to_paint(page: Page, data: dict[str, Any], offers: int) -> list[float]:
    """Milliseconds from each click to the next paint, through a conversation."""
    body = json.dumps(repeated(data, offers))
    page.route("**/data/finn.json", lambda route: route.fulfill(body=body, content_type="application/json"))
    page.goto("finn/")
    page.wait_for_selector("#finn-spørsmål h2")
    page.evaluate(WATCH)
    clicks = 0
    answer = page.locator("#finn-spørsmål .finn__utenom .valg, #finn-spørsmål .finn__valg .valg").first
    while answer.is_visible() and clicks < 25:
        answer.click()
        clicks += 1
        page.wait_for_timeout(60)
    page.wait_for_timeout(300)
    return list(page.evaluate("window.paints"))


def main() -> None:
    """Measure, and print the figures beside their bars."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=100)
    rounds = parser.parse_args().rounds
    site = ROOT / "site"
    if not (site / "finn").is_dir():
        raise SystemExit("bygg nettstedet først: bin/site --bygg")
    data = json.loads((site / "data" / "finn.json").read_text(encoding="utf-8"))
    with serve(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(base_url=address, viewport={"width": 1280, "height": 800})
        page.goto("finn/")
        took = page.evaluate(MEASURE, [made_up(data, 1000, 20), situations(data), rounds])
        print(f"1000 tilbud × 20 vilkår: median {statistics.median(took):.1f} ms, verst {max(took):.1f} ms (krav 16)")
        took = page.evaluate(MEASURE, [data, situations(data), rounds])
        print(f"alle {len(data['poster'])} ekte: median {statistics.median(took):.2f} ms")
        paints = answers_to_paint(page, data, 160)
        print(
            f"svar til neste bilde, 160 tilbud: median {statistics.median(paints):.0f} ms, "
            f"verst {max(paints):.0f} ms av {len(paints)} (krav 100)"
        )
        browser.close()


if __name__ == "__main__":
    main()
