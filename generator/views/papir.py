"""How much of a page goes on a sheet of paper: what is least needed there is left off first, until the rest fits."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from math import ceil
from typing import Any

from generator.views.shown import Punkt, Side
from generator.views.tilbud import TilbudSide

COLUMN = 62  # letters on a line of a column, on the safe side
CARD = 38  # letters on a line of a card
ROOM = 238  # lines in the two columns of two pages
# What is set smaller than the rest, or not at all since only the machine reads it.
SIZE = {"belegg": 0.8, "sti": 0, "id": 0}
HEADING = 2.2  # lines a heading takes with the space around it


@dataclass(frozen=True)
class Del:
    """A part that may be left off: what the style calls it, what the sheet calls it, and the lines it takes."""

    id: str
    navn: str
    linjer: float


def letters(value: Any) -> float:
    """How many letters of full size are read in a value."""
    if isinstance(value, str):
        return len(value)
    if is_dataclass(value):
        return sum(letters(getattr(value, field.name)) * SIZE.get(field.name, 1) for field in fields(value))
    return sum(map(letters, value)) if isinstance(value, tuple) else 0


def lines(statements: Iterable[Any], headings: float = 0, width: int = COLUMN) -> float:
    """The lines that statements take one below another, with this many headings."""
    return sum(ceil(letters(item) / width) for item in statements) + headings * HEADING


def left_off(parts: Iterable[Del], always: float, room: float) -> tuple[tuple[str, str], ...]:
    """The parts that do not fit beside what always stands there, the first of them first; each with its name."""
    there = [part for part in parts if part.linjer]
    taken = always + sum(part.linjer for part in there)
    off = []
    for part in there:
        if taken <= room:
            break
        taken -= part.linjer
        off.append((part.id, part.navn))
    return tuple(off)


def on_paper(side: Side) -> Side:
    """The page of an offer, with what its sheet leaves off."""
    data: TilbudSide = side.data
    parts, always = tuple(_parts(data)), _always(data)
    return replace(side, data=replace(data, utelatt=left_off(parts, always, ROOM)))


def _parts(d: TilbudSide) -> Iterable[Del]:
    """What a sheet can do without, the least needed first."""
    trees = tuple(rule.ledd for rule in d.regler if rule.ledd)
    yield Del("vilkar", "detaljene i reglene", 2 * lines(trees, len(trees)))
    yield Del("reiser", "reiser", lines(d.reiser, bool(d.reiser)))
    yield Del("kilder", "kildene", lines(d.kilder, bool(d.kilder)))
    yield _section(d, "effekt", "dokumentert effekt")
    yield Del("hendelser", "hendelser", lines(d.hendelser, bool(d.hendelser)))
    yield Del("hindringer", "kjente hindringer", lines(d.hindringer, bool(d.hindringer)))
    combined = (d.kombineres, d.krever, d.utelukker)
    yield Del("kombinasjoner", "kombinasjoner", sum(lines(group, bool(group)) for group in combined))
    yield Del("kommer-fra", "hvor man kommer fra", lines((d.begynnelse, *d.kommer_fra), 1))
    yield _section(d, "lokalt", "det som varierer lokalt")
    yield _group(d, "praksis", "det som varierer lokalt", "norsk", 2)
    yield _section(d, "opphold", "permanent opphold og statsborgerskap")
    yield _section(d, "hva", "hva tilbudet er")
    yield Del("merknader", "detaljene i reglene", lines(rule.merknad for rule in d.regler))
    yield Del("om-penger", "mer om pengene", lines(d.penger_punkter))
    yield Del("skjonn", "detaljene i reglene", sum(lines(r.skjønn, bool(r.skjønn) / 2) for r in d.regler))
    yield Del("om-varianter", "hva tilbudet er", lines(about for _, about in d.varianter))
    yield Del("om-ytelser", "mer om pengene", lines(row.punkt for row in d.penger))
    yield Del("om-ansvar", "hvem som gjør hva", lines(row.punkt for row in d.ansvar))
    yield _group(d, "omfang", "omfang", "lengde", 1)


def _section(d: TilbudSide, id: str, name: str) -> Del:
    section = d.avsnitt.get(id)
    return Del(id, name, lines(_points(section.grupper), 1) if section else 0)


def _group(d: TilbudSide, id: str, name: str, section: str, place: int) -> Del:
    points = d.avsnitt[section].grupper[place][1] if section in d.avsnitt else ()
    return Del(id, name, lines(points, bool(points)))


def _points(groups: tuple[tuple[str, tuple[Punkt, ...]], ...]) -> Iterable[Punkt]:
    return (point for _, points in groups for point in points)


def _always(d: TilbudSide) -> float:
    """The lines of what every sheet has."""
    cards = [lines(card.linjer, 1, CARD) for card in d.korter]
    high = max(sum(cards) / 3, *cards)
    rules = lines((rule.merke, rule.når, rule.hvem, rule.belegg) for rule in d.regler)
    kept = [d.avsnitt[id] for id in ("inn", "lengde", "norsk", "betaler", "papirer", "klage") if id in d.avsnitt]
    sections = sum(lines(_points(s.grupper), 1 + sum(bool(title) for title, _ in s.grupper)) for s in kept)
    sections -= sum(part.linjer for part in _parts(d) if part.id in ("praksis", "omfang"))
    money = lines(((row.ytelse, row.måte) for row in d.penger), 2)
    addresses = sum(lines((link.tittel + link.url, link.finner)) for link in d.lenker)
    onward = lines((*d.fører_til, d.ende), 4)
    return 2 * high + rules + sections + money + len(d.ansvar) + len(d.varianter) + onward + addresses + 16
