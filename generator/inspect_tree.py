"""Reads the way through a rule twice, from its drawing and from its words, so that the two can be held against each other."""

from collections.abc import Sequence
from typing import Any

from generator import words

Element = Any  # lxml's stubs do not know its HTML elements
Fact = tuple[str, ...]


def drawn_tree(figure: Element) -> set[Fact]:
    """What the drawing says: each box by its number in reading order, with its kind and words, and the arrows."""
    boxes = figure.xpath(".//g[@data-node]")
    return {
        *(
            ("node", box.get("data-node"), box.get("class").split()[1].removeprefix("boks--"), said(box))
            for box in boxes
        ),
        *(("edge", edge.get("data-fra"), edge.get("data-til")) for edge in figure.xpath(".//path[@data-fra]")),
    }


def written_tree(rule: Element) -> set[Fact]:
    """What the words say, in the same terms: for whom, the conditions, what is judged, and where one ends."""
    way = _Reading()
    who = [*rule.xpath("./p[@class='regel__hvem']"), *rule.xpath(".//span[@class='regel__tid']")]
    ends = way.step("hvem", " ".join(map(said, who)), [])
    for part in rule.xpath(".//ul[@class='tre']/li"):
        ends = way.through(part, ends)
    for judged in rule.xpath("./ul[@class='regel__vurderes']/li"):
        ends = way.step("skjønn", said(judged), ends)
    cited = rule.xpath("./p[@class='regel__hvem']/span[@class='belegg']/a")
    badge = rule.xpath(".//span[starts-with(@class, 'merke ')]")[0]
    way.step("ende", " ".join(map(said, [badge, *cited])), ends)
    for otherwise in rule.xpath(".//p[@class='regel__ellers']"):
        way.step("ellers", said(otherwise).rstrip("."), ["0"])
    return way.facts


def said(element: Element) -> str:
    """The words of an element, without what they rest on and without the parts in a list below them."""
    parts = [element.text or ""]
    for child in element:
        if child.tag != "ul" and child.get("class") != "belegg":
            parts.append(f"{said(child)}{' ' if child.tag == 'text' else ''}")
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())


class _Reading:
    """What has been read of a rule so far."""

    def __init__(self) -> None:
        self.facts: set[Fact] = set()
        self.read = 0

    def step(self, kind: str, text: str, before: Sequence[str]) -> list[str]:
        """One more thing that is said, following on others."""
        number = str(self.read)
        self.read += 1
        self.facts |= {("node", number, kind, text), *(("edge", start, number) for start in before)}
        return [number]

    def through(self, item: Element, before: Sequence[str]) -> list[str]:
        """A part of a condition, and what the next one follows on."""
        text, parts, ends = said(item), item.xpath("./ul/li"), list(before)
        if text == f"{words.ALL_OF}:":
            for part in parts:
                ends = self.through(part, ends)
            return ends
        if text == f"{words.ANY_OF}:":
            fork = self.step("valg", words.ANY_OF, ends)
            return [end for part in parts for end in self.through(part, fork)]
        return self.step("vilkår", " ".join([text, *map(said, item.xpath(".//li"))]), ends)
