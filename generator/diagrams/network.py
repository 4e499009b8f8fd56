"""The network of offers: what leads to what, as a value; laid out by Graphviz, drawn by our template."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import graphviz

from generator.diagrams.dot import POINTS, curve, laid_out
from generator.diagrams.text import lines, width

SIZE = 13.0
# Rounds of straightening, however many nodes: it is the part of the layout that grows faster than they do.
ROUNDS = 1000


@dataclass(frozen=True)
class Knute:
    """A node: its id, its words, where it leads, and what kind it is (for the stylesheet)."""

    id: str
    tekst: str
    sti: str
    art: str


@dataclass(frozen=True)
class Graf:
    """What a network shows, before anyone lays it out."""

    id: str
    tittel: str
    beskrivelse: str
    knuter: tuple[Knute, ...]
    kanter: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PlassertKnute:
    """A node with its place."""

    knute: Knute
    x: float
    y: float
    bredde: float
    høyde: float
    linjer: tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class Tegning:
    """Everything the template needs to draw a network."""

    graf: Graf
    bredde: float
    høyde: float
    knuter: tuple[PlassertKnute, ...]
    kanter: tuple[tuple[str, str, str, str], ...]


def to_dot(graph: Graf) -> str:
    """The graph in Graphviz's language, with node sizes from our own width table."""
    rounds = f"{ROUNDS / max(len(graph.knuter), 1):.2f}"  # Graphviz counts them for each node
    look = {
        "rankdir": "TB",
        "nodesep": "0.12",
        "ranksep": "0.55",
        "splines": "spline",
        "nslimit": rounds,
        "nslimit1": rounds,
    }
    dot = graphviz.Digraph(graph_attr=look, node_attr={"shape": "box", "fixedsize": "true", "label": ""})
    for index, node in enumerate(graph.knuter):
        wide, high, _ = _size(node)
        dot.node(f"n{index}", width=f"{wide / POINTS:.3f}", height=f"{high / POINTS:.3f}")
    numbers = {node.id: f"n{index}" for index, node in enumerate(graph.knuter)}
    for start, end in graph.kanter:
        dot.edge(numbers[start], numbers[end])
    return str(dot.source)


def _size(node: Knute) -> tuple[float, float, list[str]]:
    text = lines(node.tekst, SIZE, 104)
    return max(width(line, SIZE) for line in text) + 22, len(text) * 17 + 14.0, text


def layouts(graphs: Sequence[Graf], cache: Path) -> list[Tegning]:
    """Lay out all graphs in one process, each kept by what it was made from."""
    laid = laid_out([to_dot(graph) for graph in graphs], cache)
    return [drawn(graph, places) for graph, places in zip(graphs, laid, strict=True)]


def drawn(graph: Graf, laid: dict[str, Any]) -> Tegning:
    """The graph with its places, as Graphviz gave them."""
    _, _, wide, high = (float(part) for part in laid["bb"].split(","))
    by_name = {thing["name"]: thing for thing in laid.get("objects", [])}
    nodes = []
    for index, node in enumerate(graph.knuter):
        x, y = (float(part) for part in by_name[f"n{index}"]["pos"].split(","))
        w, h, text = _size(node)
        top = high - y - (len(text) - 1) * 17 / 2 + 4.5
        rows = tuple((round(top + i * 17, 1), line) for i, line in enumerate(text))
        nodes.append(PlassertKnute(node, round(x, 1), round(high - y, 1), round(w, 1), round(h, 1), rows))
    edges = []
    by_gvid = {thing["_gvid"]: graph.knuter[int(thing["name"][1:])].id for thing in laid.get("objects", [])}
    for edge in laid.get("edges", []):
        path, tip = curve(edge["pos"], high)
        edges.append((by_gvid[edge["tail"]], by_gvid[edge["head"]], path, tip))
    return Tegning(graph, round(wide + 16), round(high + 16), tuple(nodes), tuple(sorted(edges)))
