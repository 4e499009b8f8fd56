"""The way through a rule, from whom it is for to what it gives: a value first, laid out by Graphviz, drawn by our template.

What must hold all at once stands in a row, one under the other; what is enough one of stands side by side, and meets
again. So a rule is met when there is a way down on which everything holds.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from pathlib import Path
from typing import Any, Literal

import graphviz

from generator.diagrams.dot import POINTS, curve, laid_out
from generator.diagrams.text import BOLD, lines, width

Art = Literal["hvem", "vilkår", "valg", "skjønn", "ende", "ellers"]

SIZE, SMALL = 14.0, 12.5
LINE, SMALL_LINE = 18, 16
BELOW = 5  # what letters reach below their line
# Room for the words of a box, by how many stand side by side: three rules without forks, or five ways, share a screen.
ROOM = (196.0, 192.0, 170.0, 160.0, 118.0)
PAD_X, PAD_Y = 10, 9
# What holds for all others runs along the right side, to a box at the foot.
RAIL, FOOT = 14, 22
HEAVY = ("hvem", "ende")


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

    @property
    def hvem(self) -> str:
        """Whom the rule is for."""
        return self.bokser[0].tekst

    @property
    def merke(self) -> str:
        """What the rule gives, in words."""
        return next(box.tekst for box in self.bokser if box.art == "ende")


@dataclass(frozen=True)
class PlassertBoks:
    """A box with its place, and its lines as (y, words, whether they are small)."""

    nummer: int
    boks: Boks
    x: int
    y: int
    bredde: int
    høyde: int
    linjer: tuple[tuple[int, str, bool], ...]


@dataclass(frozen=True)
class Tretegning:
    """Everything the template needs to draw the way through a rule."""

    tre: Tre
    bredde: int
    høyde: int
    bokser: tuple[PlassertBoks, ...]
    kanter: tuple[tuple[int, int, str], ...]


def to_dot(tree: Tre) -> str:
    """The tree in Graphviz's language, with box sizes from our own width table; it reads no text of ours."""
    look = {"rankdir": "TB", "nodesep": "0.12", "ranksep": "0.25", "splines": "spline", "ordering": "out"}
    dot = graphviz.Digraph(graph_attr=look, node_attr={"shape": "box", "fixedsize": "true", "label": ""})
    for number, box in enumerate(tree.bokser):
        wide, high = _size(box)
        if box.art != "ellers":
            dot.node(f"n{number}", width=f"{wide / POINTS:.3f}", height=f"{high / POINTS:.3f}")
    reached = Counter(end for _, end in tree.kanter)
    for start, end in tree.kanter:
        if tree.bokser[end].art != "ellers":
            # Ways that run side by side begin together; a short one waits where they meet.
            dot.edge(f"n{start}", f"n{end}", weight="1" if reached[end] > 1 else "3")
    return str(dot.source)


def layouts(trees: Sequence[Tre], cache: Path) -> list[Tretegning]:
    """Lay out all trees in one process, each kept by what it was made from."""
    return [drawn(tree, laid) for tree, laid in zip(trees, laid_out([to_dot(t) for t in trees], cache), strict=True)]


def drawn(tree: Tre, laid: dict[str, Any]) -> Tretegning:
    """The tree with its places, as Graphviz gave them, and what holds otherwise along the side."""
    _, _, wide, high = (float(part) for part in laid["bb"].split(","))
    numbers = {thing["_gvid"]: int(thing["name"][1:]) for thing in laid["objects"]}
    places = {numbers[thing["_gvid"]]: _point(thing["pos"], high) for thing in laid["objects"]}
    edges = [
        (numbers[edge["tail"]], numbers[edge["head"]], curve(edge["pos"], high, 0)[0]) for edge in laid.get("edges", ())
    ]
    boxes = [_placed(number, tree.bokser[number], *places[number]) for number in sorted(places)]
    for start, end in tree.kanter:
        if tree.bokser[end].art == "ellers":
            _, tall = _size(tree.bokser[end])
            other = _placed(end, tree.bokser[end], boxes[-1].x, high + FOOT + tall / 2)
            boxes.append(other)
            edges.append((start, end, _along_the_side(boxes[start], other, wide + RAIL)))
            wide, high = wide + RAIL, high + FOOT + tall
    return Tretegning(tree, round(wide + 16), round(high + 16), tuple(boxes), tuple(sorted(edges)))


def _along_the_side(start: PlassertBoks, end: PlassertBoks, x: float) -> str:
    return (
        f"M{start.x + start.bredde // 2},{start.y}H{x - 8:.0f}q8,0 8,8V{end.y - 8}q0,8 -8,8H{end.x + end.bredde // 2}"
    )


def _point(pos: str, high: float) -> tuple[float, float]:
    x, y = pos.split(",")
    return float(x), high - float(y)


def _placed(number: int, box: Boks, x: float, y: float) -> PlassertBoks:
    """The box at its place, to the nearest whole number: nobody sees less, and the page is lighter."""
    wide, tall = _size(box)
    line = round(y) - tall // 2 + PAD_Y
    rows = []
    for text, size in _lines(box):
        line += LINE if size > SMALL else SMALL_LINE
        rows.append((line - BELOW, text, size <= SMALL))
    return PlassertBoks(number, box, round(x), round(y), wide, tall, tuple(rows))


def _size(box: Boks) -> tuple[int, int]:
    """How wide and high a box is, in even numbers: all that stand in the same place are equally wide, but for forks."""
    text = _lines(box)
    least = 0.0 if box.art == "valg" else _room(box)
    wide = max(least, *(width(line, size) for line, size in text))
    return 2 * ceil(wide / 2) + 2 * PAD_X, sum(LINE if size > SMALL else SMALL_LINE for _, size in text) + 2 * PAD_Y


def _room(box: Boks) -> float:
    return ROOM[min(box.spor, len(ROOM)) - 1]


@lru_cache(maxsize=1024)  # asked for the size, and again for the place
def _lines(box: Boks) -> list[tuple[str, float]]:
    """Its lines with the size they are measured at; a fork is said in small letters."""
    size = SMALL if box.art == "valg" else SIZE * BOLD if box.art in HEAVY else SIZE
    main = [(line, size) for line in lines(box.tekst, size, _room(box))]
    return [*main, *((line, SMALL) for text in box.under for line in lines(text, SMALL, _room(box)))]
