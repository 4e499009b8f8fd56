"""Who has a right, a duty or a possibility: the way through each rule of an offer or a benefit, as a drawing shows it."""

from collections.abc import Iterator, Sequence

from generator.diagrams.rights import Boks, Tre
from generator.model.tilbud import Tilbud
from generator.model.ytelse import Ytelse
from generator.views.shown import Regel, Showing, Vilkårsledd

ELSE = "Ellers: ikke etter denne regelen"


def rights_graphs(record: Tilbud | Ytelse, show: Showing) -> tuple[Tre, ...]:
    """The way through each rule, in the order of the rules; none where a drawing would say no more than the sentence.

    A single condition, or nothing to decide at all, is one box between two others: the words say it as fast. But where
    one rule has more to it, all are drawn, so that the picture holds every way to the offer.
    """
    rules = show.regler(record)
    trees = tuple(rule_graph(rule, record.navn) for rule in rules)
    return trees if any(_steps(tree) > 1 for tree in trees) else ()


def rule_graph(rule: Regel, name: str) -> Tre:
    """The way through one rule of what goes by this name: for whom, the conditions, what is judged, and the end."""
    way = _Way()
    ends = way.step([], Boks("hvem", rule.hvem, (rule.når,) if rule.når else ()))
    if rule.ledd:
        ends = way.through(rule.ledd, ends)
    for point, judge in rule.skjønn:
        ends = way.step(ends, Boks("skjønn", point.tekst, (f"– vurderes av {judge}",)))
    way.step(ends, Boks("ende", rule.merke, tuple(link.tekst for link in rule.belegg)))
    if rule.ledd:
        way.step([0], Boks("ellers", ELSE))
    title = f"{name}: {rule.hvem}"
    about = f"Veien gjennom regelen, ovenfra og ned til «{rule.merke}». Det samme står som liste på siden."
    return Tre(rule.id, title, about, rule.modalitet, tuple(way.boxes), tuple(way.edges))


def _steps(tree: Tre) -> int:
    return sum(box.art in ("vilkår", "skjønn") for box in tree.bokser)


class _Way:
    """The boxes and edges met so far."""

    def __init__(self) -> None:
        self.boxes: list[Boks] = []
        self.edges: list[tuple[int, int]] = []

    def step(self, before: Sequence[int], box: Boks) -> list[int]:
        """One more box, reached from those before it."""
        number = len(self.boxes)
        self.boxes.append(box)
        self.edges += [(start, number) for start in before]
        return [number]

    def through(self, part: Vilkårsledd, before: Sequence[int], ways: int = 1) -> list[int]:
        """The way through a part of a condition, and the boxes it ends in."""
        ends = list(before)
        if part.art == "alle":
            for child in part.barn:
                ends = self.through(child, ends, ways)
            return ends
        if part.art == "minst_en":
            fork = self.step(ends, Boks("valg", part.tekst, spor=ways))
            ways = max(ways, _abreast(part))
            return [end for child in part.barn for end in self.through(child, fork, ways)]
        return self.step(ends, Boks("vilkår", " ".join(_told(part)), spor=ways))


def _abreast(part: Vilkårsledd) -> int:
    """How many ways run side by side at most."""
    found = [_abreast(child) for child in part.barn]
    if part.art == "minst_en":
        return sum(found)
    return max(found) if part.art == "alle" else 1


def _told(part: Vilkårsledd) -> Iterator[str]:
    """What is denied as a whole cannot be walked through, and stands in one box with all its words."""
    yield f"{part.tekst}:" if part.barn else part.tekst
    for child in part.barn:
        yield from _told(child)
