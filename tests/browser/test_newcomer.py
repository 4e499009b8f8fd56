"""The newcomer's test: each question is answered from the front page in at most three clicks, or one search."""

import re
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "nykommer.yml").read_text(encoding="utf-8"))
# What stands under a heading, or in the element itself, whether it is folded or not.
PART = """
id => {
  const start = document.getElementById(id);
  if (!start) return "";
  const found = [start.textContent];
  const level = /^H[1-6]$/.test(start.tagName) ? Number(start.tagName[1]) : 0;
  for (let next = start.nextElementSibling; level && next; next = next.nextElementSibling) {
    if (/^H[1-6]$/.test(next.tagName) && Number(next.tagName[1]) <= level) break;
    found.push(next.textContent);
  }
  return found.join(" ").replace(/\\s+/g, " ");
}
"""


def test_there_are_questions_enough() -> None:
    assert len(CASES) >= 10
    assert all(len(case.get("klikk", [])) <= 3 and ("klikk" in case) != ("søk" in case) for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["spørsmål"])
def test_a_newcomer_finds_the_answer(page: Page, case: dict) -> None:
    page.goto("")
    for name in case.get("klikk", []):
        page.locator("main").get_by_role("link", name=name, exact=True).first.click()
    if "søk" in case:
        page.get_by_role("searchbox").fill(case["søk"])
        page.locator(".sok__treff a").first.click()
    expect(page).to_have_url(re.compile(f"/{re.escape(case['side'])}$"))
    text = page.evaluate(PART, case["i"]) if "i" in case else page.locator("main").inner_text()
    for answer in case["svar"]:
        assert answer.lower() in text.lower().replace("\u00a0", " "), text[:600]
