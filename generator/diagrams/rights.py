"""The way through a rule, from whom it is for to what it gives: a value first, laid out by Graphviz, drawn by our template.

What must hold all at once stands in a row, one under the other; what is enough one of stands side by side, and meets
again. So a rule is met when there is a way down on which everything holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import graphviz

from generator.diagrams.dot import POINTS, curve, laid_out
from generator.diagrams.text import lines, width

Art = Literal["hvem", "vilkår", "valg", "skjønn", "ende", "ellers"]

SIZE, SMALL = 14.0, 12.5
LINE, SMALL_LINE = 18.0, 16.0
# Room for the words of a box, by how many stand side by side; with four, a drawing still fits a common screen.
ROOM = (236.0, 190.0, 164.0, 150.0)
ELSE_ROOM = 118.0
PAD_X, PAD_Y = 12.0, 9.0


@dataclass(frozen=True)
class Boks:
    """A step on the way: what kind it is, its words, and what stands in small letters below them."""

    art: Art
    tekst: str
    under: tuple[str, ...] = ()
    spor: int = 1
    """How many ways run side by side where it stands."""

    @property
    def ord(self) -> str:
        """All its words, as a reader meets them."""
        return " ".join((self.tekst, *self.under))


@dataclass(frozen=True)
class Tre:
    """What the drawing of one rule shows, before anyone lays it out; the boxes in the order the text tells them."""

    id: str
    tittel: str
    beskrivelse: str
    modalitet: str
    bokser: tuple[Boks, ...]
    kanter: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class PlassertBoks:
    """A box with its place, and its lines as (y, words, whether they are small)."""

    nummer: int
    boks: Boks
    x: float
    y: float
    bredde: float
    høyde: float
    linjer: tuple[tuple[float, str, bool], ...]


@dataclass(frozen=True)
class Tretegning:
    """Everything the template needs to draw the way through a rule."""

    tre: Tre
    bredde: float
    høyde: float
    bokser: tuple[PlassertBoks, ...]
    kanter: tuple[tuple[int, int, str], ...]


def to_dot(tree: Tre) -> str:
    """The tree in Graphviz's language, with box sizes from our own width table; it reads no text of ours."""
    look = {"rankdir": "TB", "nodesep": "0.18", "ranksep": "0.27", "splines": "spline", "ordering": "out"}
    dot = graphviz.Digraph(graph_attr=look, node_attr={"shape": "box", "fixedsize": "true", "label": ""})
    for number, box in enumerate(tree.bokser):
        wide, high = _size(box)
        dot.node(f"n{number}", width=f"{wide / POINTS:.3f}", height=f"{high / POINTS:.3f}")
    for start, end in tree.kanter:
        dot.edge(f"n{start}", f"n{end}")
    ends = [f"n{number}" for number, box in enumerate(tree.bokser) if box.art in ("ende", "ellers")]
    if len(ends) > 1:  # the two ends side by side, at the foot
        dot.body.append("\t{rank=same; " + "; ".join(ends) + "}\n")
    return str(dot.source)


def layouts(trees: Sequence[Tre], cache: Path) -> list[Tretegning]:
    """Lay out all trees in one process, each kept by what it was made from."""
    return [drawn(tree, laid) for tree, laid in zip(trees, laid_out([to_dot(t) for t in trees], cache), strict=True)]


def drawn(tree: Tre, laid: dict[str, Any]) -> Tretegning:
    """The tree with its places, as Graphviz gave them."""
    _, _, wide, high = (float(part) for part in laid["bb"].split(","))
    places = {thing["name"]: thing for thing in laid["objects"]}
    numbers = {thing["_gvid"]: int(thing["name"][1:]) for thing in laid["objects"] if "pos" in thing}
    edges = ((numbers[edge["tail"]], numbers[edge["head"]], edge["pos"]) for edge in laid.get("edges", ()))
    return Tretegning(
        tree,
        round(wide + 16),
        round(high + 16),
        tuple(_placed(number, box, places[f"n{number}"]["pos"], high) for number, box in enumerate(tree.bokser)),
        tuple(sorted((start, end, curve(pos, high)[0]) for start, end, pos in edges)),
    )


def _placed(number: int, box: Boks, pos: str, high: float) -> PlassertBoks:
    x, y = (float(part) for part in pos.split(","))
    wide, tall = _size(box)
    top = high - y - tall / 2 + PAD_Y
    rows = []
    for text, small in _lines(box):
        top += SMALL_LINE if small else LINE
        rows.append((round(top - 4.5, 1), text, small))
    return PlassertBoks(number, box, round(x, 1), round(high - y, 1), round(wide, 1), round(tall, 1), tuple(rows))


def _size(box: Boks) -> tuple[float, float]:
    text = _lines(box)
    wide = max(width(line, SMALL if small else SIZE) for line, small in text)
    high = sum(SMALL_LINE if small else LINE for _, small in text)
    return wide + 2 * PAD_X, high + 2 * PAD_Y


def _lines(box: Boks) -> list[tuple[str, bool]]:
    room = ELSE_ROOM if box.art == "ellers" else ROOM[min(box.spor, len(ROOM)) - 1]
    main = [(line, box.art == "valg") for line in lines(box.tekst, SMALL if box.art == "valg" else SIZE, room)]
    return [*main, *((line, True) for text in box.under for line in lines(text, SMALL, room))]
