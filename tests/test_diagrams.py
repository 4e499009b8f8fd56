"""Layouts place things where they are, without overlap; a graph is written, laid out and read back."""

from pathlib import Path

import pytest

from generator.diagrams import dot, handover, lanes, network
from generator.diagrams.text import lines, width


def bar(id: str, start: int, end: int, text: str = "Et ganske langt navn") -> lanes.Strek:
    """A step from one month to another."""
    return lanes.Strek(id, text, start, end, "steg")


def test_bars_and_their_labels_never_meet() -> None:
    bars = tuple(bar(f"s{i}", i, i + 1 + i % 7) for i in range(30))
    drawing = lanes.layout(lanes.Tidslinje("t", "T", "", (lanes.Bane("norsk", "Norsk", bars),)))
    placed = drawing.baner[0].streker
    for i, one in enumerate(placed):
        for other in placed[i + 1 :]:
            apart = one.y != other.y or one.x + max(one.bredde, width(one.strek.tekst, lanes.SIZE)) <= other.x
            assert apart, f"{one.strek.id} and {other.strek.id}"
    assert all(p.x + p.bredde <= drawing.bredde and p.y < drawing.høyde for p in placed)


def test_a_bar_stands_at_its_months() -> None:
    drawing = lanes.layout(
        lanes.Tidslinje("t", "T", "", (lanes.Bane("norsk", "Norsk", (bar("a", 0, 12), bar("b", 12, 24))),))
    )
    first, second = drawing.baner[0].streker
    assert first.x + first.bredde == pytest.approx(second.x, abs=0.2)
    assert first.bredde == pytest.approx(second.bredde, abs=0.2)


def test_a_bar_follows_the_last_one_that_was_over() -> None:
    lane = lanes.Bane("norsk", "Norsk", (bar("a", 0, 3), bar("b", 1, 9), bar("c", 4, 6), bar("d", 9, 12)))
    assert lanes.Tidslinje("t", "T", "", (lane,)).lenker == (("a", "c"), ("b", "d"))


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
    with pytest.raises(dot.LayoutFailed, match="graphviz"):
        network.layouts([GRAPH], tmp_path)


def test_text_is_broken_at_words_and_never_loses_one() -> None:
    text = "Videregående opplæring for voksne innvandrere"
    broken = lines(text, 14, 120)
    assert " ".join(broken) == text
    assert len(broken) > 1 and all(width(line, 14) <= 120 or " " not in line for line in broken)
