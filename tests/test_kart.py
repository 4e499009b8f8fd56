"""The map's drawing: nothing overlaps and no word is cut, with few offers and with many; it says what the page says."""

from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from generator.build import examine
from generator.catalogue import Catalogue
from generator.diagrams import chart
from generator.layout import Layout
from generator.model.reise import Steg
from generator.views.kart import map_page
from generator.views.kart_reise import LINES, drawn, follows
from generator.views.kart_tegning import LIVELIHOOD, map_drawing
from generator.views.shown import Showing

ROOT = Path(__file__).parents[1]
# Names as long as the field has them, and as short.
NAMES = ("Tolk", "Fagskole", "Godkjenning av fag- og yrkesopplæring fra utlandet", "Kvalifiseringsprogram og jobb")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The real content."""
    return examine(Layout(ROOT))[0]


def made_up(doors: int) -> chart.Tegning:
    """A map with so many doors, over eight categories of which two are bands."""
    fields = []
    for number in range(8):
        own = [chart.Dør(f"d{i}", NAMES[i % 4], f"tilbud/d{i}/") for i in range(number, doors, 8)]
        steps = tuple(chart.Trinn(f"Trinn {start}", tuple(own[start : start + 7])) for start in range(0, len(own), 7))
        fields.append(chart.Felt(f"k{number}", f"Kategori {number}", "A", number in (1, 7), steps))
    return chart.layout(chart.Kart("kartet", "Kart", "", tuple(fields)))


def faults(drawing: chart.Tegning) -> list[str]:
    """Doors that overlap or stand outside their category, and words wider than their place."""
    found = [f"«{line}» er for bred" for line in chart.too_wide(drawing)]
    for felt in drawing.felt:
        for door in felt.dører:
            if not (felt.x <= door.x and door.x + door.bredde <= felt.x + felt.bredde + 0.2):
                found.append(f"{door.dør.id} står utenfor {felt.felt.id}")
            if not (felt.y <= door.y and door.y + door.høyde <= felt.y + felt.høyde):
                found.append(f"{door.dør.id} står under {felt.felt.id}")
            found += [f"{door.dør.id}: «{line}» stikker ut" for y, line in door.linjer if y > door.y + door.høyde - 2]
    for one, other in combinations(drawing.dører, 2):
        apart_x = one.x + one.bredde <= other.x + 0.2 or other.x + other.bredde <= one.x + 0.2
        apart_y = one.y + one.høyde <= other.y + 0.2 or other.y + other.høyde <= one.y + 0.2
        if not (apart_x or apart_y):
            found.append(f"{one.dør.id} og {other.dør.id} ligger over hverandre")
    bottom = max(felt.y + felt.høyde for felt in drawing.felt)
    return [*found, *(["kartet er klippet"] if bottom > drawing.høyde else [])]


@pytest.mark.parametrize("doors", [8, 40, 160])
def test_no_door_meets_another_and_no_word_is_cut(doors: int) -> None:
    drawing = made_up(doors)
    assert len(drawing.dører) == doors and faults(drawing) == []


def test_a_word_wider_than_its_door_is_told() -> None:
    door = chart.Dør("x", "Arbeidsmarkedsopplæringskvalifiseringsprogramdeltakelse", "tilbud/x/")
    fields = tuple(chart.Felt(str(i), "K", "A", False, (chart.Trinn("", (door,)),)) for i in range(8))
    assert len(faults(chart.layout(chart.Kart("k", "K", "", fields)))) >= 8


def test_the_real_map_is_whole_and_says_what_the_page_says_in_the_same_order(catalogue: Catalogue) -> None:
    drawing = map_drawing(catalogue)
    assert faults(drawing) == []
    page = map_page(Showing(catalogue, date(2026, 11, 21)), "2. juli 2026").data
    told = [door.lenke for felt in (*page.over, *page.kolonner, *page.under) for door in felt.dører]
    told += [link for _, _, links in page.livsopphold for link in links]
    assert [(d.dør.tekst, d.dør.sti) for d in drawing.dører] == [(link.tekst, link.sti) for link in told]
    steps = [t.navn for felt in (*page.over, *page.kolonner, *page.under) for t in felt.trinn]
    drawn_steps = [t.navn for felt in drawing.felt if felt.felt.id != LIVELIHOOD for t in felt.felt.trinn]
    assert drawn_steps == steps


def test_the_table_has_every_offer_once_and_counts_what_it_holds(catalogue: Catalogue) -> None:
    page = map_page(Showing(catalogue, date(2026, 11, 21)), "2. juli 2026").data
    assert sorted(row.id for row in page.rader) == sorted(t.id for t in catalogue.all("tilbud"))
    for trait in page.kjennetegn:
        for choice in trait.valg:
            holders = [row for row in page.rader if choice.id in row.data.get(trait.id, "").split()]
            assert len(holders) == choice.antall > 0, (trait.id, choice.id)
    kvp = next(row for row in page.rader if row.id == "kvp")
    assert {"kommune", "nav"} & set(kvp.data["aktor"].split()) and "kvalifiseringsstonad" in kvp.data["ytelse"]


def test_a_journey_on_the_map_has_every_step_but_who_is_responsible(catalogue: Catalogue) -> None:
    show = Showing(catalogue, date(2026, 11, 21))
    for reise in catalogue.all("reise"):
        shown = drawn(reise, show)
        steps = [step for step in reise.steg if step.bane in LINES]
        assert {stop.id for stop in shown.stopp} == {step.id for step in steps}
        assert [stop.nr for stop in shown.stopp] == list(range(1, len(steps) + 1))
        begun = {step.id: step.fra_mnd for step in steps}
        for stop in shown.stopp:
            assert all(begun[before] <= begun[stop.id] for before in stop.etter), (reise.id, stop.id)
        assert [s.tekst.rsplit(" (", 1)[0] for s in shown.skifter] == [
            catalogue.get("overgang", o.overgang).navn for o in reise.overleveringer
        ], reise.id


def test_a_step_follows_the_last_one_in_its_lane_that_was_over() -> None:
    def step(id: str, start: int, end: int, lane: str = "norsk", part_of: str | None = None) -> Steg:
        return Steg.model_construct(id=id, fra_mnd=start, til_mnd=end, bane=lane, del_av=part_of)

    steps = [step("a", 0, 3), step("b", 1, 9), step("c", 4, 6), step("d", 9, 12), step("e", 9, 12, "livsopphold")]
    assert [follows(each, steps) for each in steps] == [(), (), ("a",), ("b",), ()]
    assert follows(step("f", 9, 12, part_of="c"), steps) == ("c",)
