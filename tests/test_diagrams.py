"""Layouts place things where they are, without overlap; a graph is written, laid out and read back."""

from datetime import date
from pathlib import Path

import pytest

from generator.diagrams import dot, handover, lanes, network
from generator.diagrams.text import lines, width


def bar(id: str, start: int, end: int, text: str = "Et ganske langt navn") -> lanes.Strek:
    """A step from one month to another."""
    return lanes.Strek(id, text, start, end, "steg")


def line(*lanes_: lanes.Bane) -> lanes.Tidslinje:
    """A journey that begins in August."""
    return lanes.Tidslinje("t", "T", "", lanes_, date(2026, 8, 1))


def test_a_bar_stands_at_its_months() -> None:
    drawing = lanes.layout(line(lanes.Bane("norsk", "Norsk", (bar("a", 0, 12), bar("b", 12, 24)))))
    first, second = drawing.baner[0].streker
    assert first.x + first.bredde == pytest.approx(second.x, abs=0.2)
    assert first.bredde == pytest.approx(second.bredde, abs=0.2)
    assert first.x == drawing.start and second.x == pytest.approx(drawing.start + 12 * drawing.skala, abs=0.2)


def test_what_goes_on_from_another_stands_on_the_same_line() -> None:
    lane = lanes.Bane("norsk", "Norsk", (bar("a", 0, 12, "Norsk"), bar("x", 2, 12), bar("b", 12, 24)))
    rows = {placed.strek.id: placed.y for placed in lanes.layout(line(lane)).baner[0].streker}
    assert rows["a"] < rows["x"] and rows["b"] in (rows["a"], rows["x"])


def test_the_calendar_counts_from_the_first_month() -> None:
    drawing = lanes.layout(line(lanes.Bane("norsk", "Norsk", (bar("a", 0, 30),))))
    assert [name for _, _, name in drawing.år] == ["2026", "2027", "2028", ""], "no room for 2029"
    assert drawing.år[1][0] == pytest.approx(drawing.start + 5 * drawing.skala, abs=0.1), "January is month 5"
    assert [name for _, name in drawing.kvartaler][:3] == ["okt", "jan", "apr"]
    assert len(drawing.måneder) == 31


def test_each_level_reached_stands_higher_than_the_one_before() -> None:
    levels = tuple(lanes.Strek(f"t{i}", f"Nivå {i}", 10 * i, 10 * i, "trinn") for i in range(1, 4))
    lane = lanes.layout(line(lanes.Bane("norsk", "Norsk", (bar("a", 0, 40), *levels)))).baner[0]
    heights = [placed.y for placed in lane.streker if placed.strek.art == "trinn"]
    assert heights == sorted(heights, reverse=True) and len(set(heights)) == 3
    assert all(lane.y < height < lane.trapp_bunn for height in heights)


def test_a_side_branch_leaves_the_line_of_its_step() -> None:
    branch = lanes.Strek("v", "Hvis noe går galt", 0, 12, "sidevei", ved="a")
    lane = lanes.layout(line(lanes.Bane("norsk", "Norsk", (bar("a", 0, 12), bar("b", 1, 8), branch)))).baner[0]
    at = {placed.strek.id: placed for placed in lane.streker}
    assert at["a"].x <= at["v"].x <= at["a"].x + at["a"].bredde and at["a"].y < at["v"].y < at["b"].y


def test_the_words_of_an_arrow_fit_between_its_actors() -> None:
    deliveries = tuple(
        handover.Leveranse(i, "a", "b", "Kartlegging, plan, norskmål og deltakerbevis med samtykke")
        for i in range(1, 4)
    )
    drawing = handover.layout(
        handover.Overlevering("o", "O", "", (("a", "Kommunen"), ("b", "Arbeids- og velferdsetaten")), deliveries)
    )
    for arrow in drawing.piler:
        room = abs(arrow.x2 - arrow.x1) - 24
        assert all(width(line, handover.SIZE) <= room for _, line in arrow.linjer)
        assert arrow.linjer[-1][0] < arrow.y
    heights = [arrow.y for arrow in drawing.piler]
    assert heights == sorted(heights) and heights[-1] < drawing.høyde


GRAPH = network.Graf(
    "g",
    "G",
    "",
    tuple(
        network.Knute(id, text, f"{id}/", "norsk")
        for id, text in (("a", 'Ett "navn" \\ <b>'), ("b", "To"), ("c", "Tre"))
    ),
    (("a", "b"), ("b", "c")),
)


def test_a_graph_keeps_its_nodes_and_edges_through_the_layout(tmp_path: Path) -> None:
    (drawing,) = network.layouts([GRAPH], tmp_path)
    assert [node.knute.id for node in drawing.knuter] == ["a", "b", "c"]
    assert [(start, end) for start, end, *_ in drawing.kanter] == [("a", "b"), ("b", "c")]
    ys = [node.y for node in drawing.knuter]
    assert ys == sorted(ys), "laid out from top to bottom"
    assert "navn" not in network.to_dot(GRAPH), "no text of ours is read by Graphviz"


def test_a_layout_is_kept_by_what_it_was_made_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = network.layouts([GRAPH], tmp_path)
    monkeypatch.setattr(dot, "_run_dot", lambda dots: pytest.fail("laid out again"))
    assert network.layouts([GRAPH], tmp_path) == first


def test_without_graphviz_the_message_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(dot.LayoutFailed, match="installer Graphviz"):
        network.layouts([GRAPH], tmp_path)


def test_text_is_broken_at_words_and_never_loses_one() -> None:
    text = "Videregående opplæring for voksne innvandrere"
    broken = lines(text, 14, 120)
    assert " ".join(broken) == text
    assert len(broken) > 1 and all(width(line, 14) <= 120 or " " not in line for line in broken)
