"""The lanes of a journey: words never meet in any of them, and what is drawn is what the proof and the records say."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from generator.build import examine
from generator.diagrams import lanes
from generator.diagrams.text import width
from generator.layout import Layout
from generator.proof import proofs
from generator.render import render
from generator.views.reise import reise_page
from generator.views.shown import Showing
from generator.views.tidslinje import reise_timeline

ROOT = Path(__file__).parent.parent
JOURNEYS = sorted(path.stem for path in (ROOT / "pathways" / "reiser").glob("*.yml"))
Box = tuple[str, float, float, float, float]


@cache
def showing() -> Showing:
    """The real content."""
    catalogue, problems = examine(Layout(ROOT))
    assert not [problem for problem in problems if problem.is_error]
    return Showing(catalogue, date(2026, 11, 21))


def synthetic() -> lanes.Tidslinje:
    """Forty steps that begin close upon one another in one lane, with long names and marks among them."""
    steps = tuple(
        lanes.Strek(
            f"s{i}", f"Et steg med et ganske langt navn, nummer {i}", i * 3, i * 3 + 1 + i % 9, "steg", mål=i > 35
        )
        for i in range(40)
    )
    sent = tuple(lanes.Strek(f"m{i}", f"Søk: noe som må søkes om, {i}", i * 5, i * 5, "søknad") for i in range(24))
    ways = tuple(lanes.Strek(f"v{i}", f"Veivalg {i}", i * 9, i * 9, "veivalg", grener=(True, False)) for i in range(12))
    levels = tuple(lanes.Strek(f"t{i}", "Et nivå med et langt navn", 30 * i, 30 * i, "trinn") for i in range(1, 4))
    falls = tuple(lanes.Strek(f"f{i}", "12 345 kr mindre i måneden", i * 4, i * 4, "fall") for i in range(1, 29))
    lane = lanes.Bane("arbeid_utdanning", "Arbeid og utdanning", (*steps, *sent, *ways, *levels, *falls))
    return lanes.Tidslinje("t", "T", "", (lane,), date(2026, 8, 1))


def words_of(drawing: lanes.Tegning) -> Iterator[Box]:
    """Every piece of writing in the lanes, with the room it takes."""
    for lane in drawing.baner:
        for item in lane.streker:
            if not item.vises:
                continue
            bar = item.bredde and item.strek.art not in lanes.MONEY
            size = lanes.SIZE if bar else lanes.SMALL
            wide = width(item.strek.tekst, size)
            start = item.tekst_x - (wide if item.anker == "end" else 0)
            base = item.y + (-5 if item.strek.art == "trinn" else 13 if bar else 16)
            yield item.strek.id, start, start + wide, base - size * 0.8, base + size * 0.2
        for y, name in lane.navn:
            yield name, 14, 14 + width(name, lanes.SIZE), y - 12, y + 3


def lines_of(drawing: lanes.Tegning) -> Iterator[Box]:
    """Every line, band and mark that words must keep clear of."""
    for lane in drawing.baner:
        for item in lane.streker:
            if item.strek.art in lanes.MONEY:
                yield item.strek.id, item.x, item.x + item.bredde, item.y + 1, item.y + 21
            elif item.strek.art in lanes.BARS:
                yield item.strek.id, item.x, item.x + item.bredde, item.y + 18, item.y + 30
            elif item.strek.art in lanes.MARKS:
                yield item.strek.id, item.x - 8, item.x + (22 if item.strek.grener else 8), item.y + 3, item.y + 19


def meet(one: Box, other: Box) -> bool:
    """Whether two rooms have something in common."""
    return one[1] < other[2] and other[1] < one[2] and one[3] < other[4] and other[3] < one[4]


def drawings() -> Iterator[lanes.Tegning]:
    """Every real journey, and one that is harder than any of them."""
    yield lanes.layout(synthetic())
    for id in JOURNEYS:
        yield lanes.layout(reise_timeline(showing().catalogue.get("reise", id), showing()))


def test_words_never_meet_words_or_lines_and_are_never_cut() -> None:
    seen = 0
    for drawing in drawings():
        written, drawn = list(words_of(drawing)), list(lines_of(drawing))
        seen += len(written)
        name = drawing.tidslinje.id
        met = [(a[0], b[0]) for i, a in enumerate(written) for b in written[i + 1 :] if meet(a, b)]
        met += [(a[0], b[0]) for a in written for b in drawn if a[0] != b[0] and meet(a, b)]
        cut = [
            a[0] for a in written if a[1] < 0 or a[2] > drawing.bredde or a[3] < drawing.hode or a[4] > drawing.høyde
        ]
        assert not met and not cut, f"{name}: {met[:5]} {cut[:5]}"
    assert seen > 700


@pytest.mark.parametrize("id", JOURNEYS)
def test_a_journey_is_drawn_as_wide_as_the_page_up_to_ten_years(id: str) -> None:
    drawing = lanes.layout(reise_timeline(showing().catalogue.get("reise", id), showing()))
    assert drawing.bredde <= 1134 and drawing.skala >= 8


def test_each_fall_in_the_proof_is_a_mark_at_its_month_with_its_amount() -> None:
    falls = 0
    for id, bevis in showing().catalogue.once(proofs).items():
        timeline = reise_timeline(showing().catalogue.get("reise", id), showing())
        marks = {s.fra: s.tekst for lane in timeline.baner for s in lane.streker if s.art == "fall"}
        wanted = {change.mnd: change.fall for change in bevis.penger if change.fall}
        assert marks.keys() == wanted.keys()
        for mnd, amount in wanted.items():
            assert f"{amount:,}".replace(",", "\u00a0") in marks[mnd]
        falls += len(wanted)
    assert falls > 5


def test_every_month_is_in_the_band_of_money_as_the_proof_has_it() -> None:
    kinds = {"sikret": "sikret", "delvis": "delvis", "søkes": "vurderes", "hull": "tomt"}
    for id, bevis in showing().catalogue.once(proofs).items():
        timeline = reise_timeline(showing().catalogue.get("reise", id), showing())
        band = [s for lane in timeline.baner for s in lane.streker if s.art in lanes.MONEY]
        told = {month: s.art for s in band for month in range(s.fra, s.til)}
        assert told == {month.nummer: kinds[month.art] for month in bevis.måneder}


def test_levels_come_from_the_walk_through_the_rules() -> None:
    levels = {
        id: [
            (s.fra, s.tekst)
            for lane in reise_timeline(showing().catalogue.get("reise", id), showing()).baner
            for s in lane.streker
            if s.art == "trinn"
        ]
        for id in ("yusuf-jobb-forst", "yonas-rorlegger", "noor-studiekompetanse", "farid-program", "grace-sykepleier")
    }
    assert levels["yusuf-jobb-forst"] == [(39, "B1 i alle delprøver")]
    assert levels["yonas-rorlegger"] == [(35, "Fullført grunnskole")]
    assert levels["noor-studiekompetanse"] == [(47, "B2, eller likestilt"), (47, "Studiekompetanse")]
    assert levels["grace-sykepleier"] == [(20, "B2, eller likestilt")], "B1 follows from B2"
    assert levels["farid-program"] == []


@pytest.mark.parametrize("id", ["hodan-grunnskole-til-helsefag", "yonas-rorlegger"])
def test_the_story_has_everything_that_happens_in_order_of_time(id: str) -> None:
    reise = showing().catalogue.get("reise", id)
    side = reise_page(reise, showing())
    rows = side.data.rader
    assert len(rows) == len(reise.steg) + len(reise.veivalg) + len(reise.overleveringer)
    assert [row.fra for row in rows] == sorted(row.fra for row in rows)
    sent = [item for row in rows if row.slag == "steg" for item in row.søknader]
    assert len(sent) == sum(len(step.søknader) for step in reise.steg)
    text = render(side, "2. juli 2026").data.decode()
    flags = [s.id for lane in side.data.tegning.tidslinje.baner for s in lane.streker if s.mål]
    assert flags and sorted(flags) == sorted(row.id for row in rows if row.slag == "steg" and row.mål)
    assert all(f'id="sidevei-{number}"' in text for number in range(len(reise.sideveier)))


def test_a_journey_that_reaches_no_level_of_norwegian_says_so() -> None:
    said = "Hvilket nivå norsken når, er ikke avgjort i denne reisen."
    for id, silent in (("farid-program", True), ("yusuf-jobb-forst", False)):
        page = render(reise_page(showing().catalogue.get("reise", id), showing()), "2. juli 2026").data.decode()
        assert (said in page) == silent
