"""The drawings of rules, as a reader meets them: folded, side by side where there is room, never wider than the page."""

import pytest
from playwright.sync_api import Page

# Words that reach outside their box, in whatever letters this machine has.
OUTSIDE = """
() => [...document.querySelectorAll('.boks')].flatMap(box => {
  const around = box.querySelector('rect').getBoundingClientRect();
  return [...box.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()])
    .filter(([, at]) => at.left < around.left - 1 || at.right > around.right + 1 || at.top < around.top || at.bottom > around.bottom)
    .map(([text]) => text);
})
"""
OPEN_ALL = "() => document.querySelectorAll('details').forEach(folded => { folded.open = true; })"


def test_the_drawing_is_opened_from_the_keyboard_and_shows_the_rules_side_by_side(page: Page) -> None:
    page.goto("tilbud/kvp/")
    drawings = page.locator(".trær figure")
    assert drawings.count() == 3 and not drawings.first.is_visible()
    page.locator(".trær > summary").focus()
    page.keyboard.press("Enter")
    tops = {drawings.nth(number).bounding_box()["y"] for number in range(3)}  # type: ignore[index]
    assert len(tops) == 1, "three rules without forks stand beside each other"


def test_many_rules_are_first_named_and_each_is_drawn_when_asked_for(page: Page) -> None:
    page.goto("tilbud/introduksjonsprogram/")
    page.locator(".trær > summary").click()
    named = page.locator(".trær__regel > summary")
    assert named.count() == page.locator(".regel").count() > 3
    assert page.locator(".trær__regel figure:visible").count() == 0
    named.first.click()
    assert page.locator(".trær__regel figure:visible").count() == 1
    drawn = page.locator(".trær__regel .boks--hvem").first.text_content() or ""
    assert " ".join(drawn.split()) in " ".join(named.first.inner_text().split())


@pytest.mark.parametrize(
    "address", ["tilbud/introduksjonsprogram/", "tilbud/norsk-uten-rett/", "livsopphold/bostotte/"]
)
def test_words_stay_in_their_boxes_and_the_page_keeps_its_width(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate(OPEN_ALL)
    assert page.locator(".boks").count() > 10
    assert page.evaluate(OUTSIDE) == []
    for wide in (1280, 320):
        page.set_viewport_size({"width": wide, "height": 800})
        assert page.evaluate("() => document.documentElement.scrollWidth") == wide


def test_paper_has_the_rules_in_words_only(page: Page) -> None:
    page.goto("tilbud/aft/")
    page.locator(".trær > summary").click()
    page.emulate_media(media="print")
    assert not page.locator(".trær figure").is_visible()
    assert page.locator(".regel__hvem").first.is_visible()


def test_what_is_open_to_all_is_not_drawn(page: Page) -> None:
    page.goto("tilbud/sprakkafe/")
    assert page.locator(".regel").count() and not page.locator(".trær").count()
