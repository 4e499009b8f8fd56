"""How old what we have read is: a number for each record, the day it is to be read again, and how much rests on it."""

import calendar
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator import words
from generator.catalogue import Catalogue
from generator.lovtekst import paragraph_id
from generator.model import KINDS
from generator.model.base import Lenke
from generator.model.oppslag import Kilde
from generator.problems import Problem
from generator.shape import Placed
from generator.walk import Path

FRESH, WORN = 6, 24  # months: as good as new until the first, worth nothing from the second, falling evenly between
# How often each kind is to be read again, in months; the handbook says the same.
REREAD = {
    "tilbud": 6,
    "ytelse": 6,
    "støtteordning": 6,
    "regelverk": 6,
    "overgang": 12,
    "kombinasjon": 12,
    "emne": 12,
    "hendelse": 12,
    "reise": 12,
    "kilde": 12,
    "persona": 24,
}
WEB = ("nettside", "veileder", "rundskriv")


@dataclass(frozen=True)
class Lest:
    """Something a record rests on, the day it was read, and where that day is written in the record."""

    hva: str
    dag: date
    sti: Path


@dataclass(frozen=True)
class Lesing:
    """What was read for one record and when, when it was edited, and how many records rest on it."""

    post: Placed
    lest: tuple[Lest, ...]
    uleste: int
    """Official pages of which only a stored copy was read, or none."""
    vekt: int

    @property
    def art(self) -> str:
        """The kind of record."""
        return self.post.kind.name

    @property
    def id(self) -> str:
        """The record's id."""
        return str(self.post.record.id)

    @property
    def redigert(self) -> date | None:
        """The day the record was last changed in substance, where it says so."""
        return getattr(self.post.record, "redigert", None)

    @cached_property
    def eldst(self) -> Lest:
        """What was read longest ago; the first of several."""
        return min(self.lest, key=lambda one: one.dag)

    @property
    def frist(self) -> date:
        """The day it is to be read again."""
        return months_after(self.eldst.dag, REREAD[self.art])

    def ferskhet(self, today: date) -> float:
        """How fresh the record is: no fresher than the oldest it rests on."""
        return freshness(self.eldst.dag, today)


def freshness(read: date, today: date) -> float:
    """1.0 until six months after the reading, 0.0 from twenty-four, and evenly down between."""
    fresh, worn = months_after(read, FRESH), months_after(read, WORN)
    return min(1.0, max(0.0, (worn - today).days / (worn - fresh).days))


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def readings(catalogue: Catalogue) -> tuple[Lesing, ...]:
    """Every record that something was read for, in the order of the files."""
    resting = catalogue.once(_resting)
    found = (
        Lesing(item, tuple(_read(item, catalogue)), sum(page.lest is None for page in _pages(item, catalogue)), weight)
        for kind in REREAD
        for id, item in catalogue.placed[kind].items()
        for weight in (len(resting.get((kind, id), ())),)
    )
    return tuple(one for one in found if one.lest)


def oldest(catalogue: Catalogue, kind: str, id: str) -> date:
    """The oldest day something this record rests on was read; the record has a day the law was read."""
    return min(one.dag for one in _read(catalogue.placed[kind][id], catalogue))


def due(found: tuple[Lesing, ...], today: date) -> list[Lesing]:
    """What is to be read again by now, first what most rests on."""
    return sorted((one for one in found if one.frist <= today), key=lambda one: (-one.vekt, one.eldst.dag))


def too_old(catalogue: Catalogue, today: date, least: float) -> list[Problem]:
    """An error for each record that is less fresh than is asked for."""
    found = [one for one in readings(catalogue) if one.ferskhet(today) < least]
    return sorted(_told(one, today, least) for one in found)


def _told(one: Lesing, today: date, least: float) -> Problem:
    # Rounded down, so that what is too little never reads as enough.
    fresh = int(one.ferskhet(today) * 100) / 100
    asked = f"{least:g}".replace(".", ",")
    said = f"{one.eldst.hva} er lest {words.day(one.eldst.dag)}: ferskheten er {decimal(fresh)}, kravet {asked}"
    hint = "les det på nytt, rett det som er endret, og skriv dagen du leste"
    return one.post.document.problem((*one.post.path, *one.eldst.sti), "for-gammel", said, hint)


def decimal(value: float) -> str:
    """0.5 as «0,5»."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _read(item: Placed, catalogue: Catalogue) -> Iterator[Lest]:
    record = item.record
    if item.kind.name == "regelverk":
        yield Lest("loven", record.lest, ("lest",))
    elif item.kind.name == "kilde":
        if record.lest:
            yield Lest("siden", record.lest, ("lest",))
    else:
        yield Lest("loven", record.lov_lest, ("lov_lest",))
        yield from _linked(record.lenker)
        yield from (Lest(f"«{one.tittel}»", one.lest, ()) for one in _cited(item, catalogue) if one.lest)


def _linked(links: tuple[Lenke, ...]) -> Iterator[Lest]:
    for number, link in enumerate(links):
        if link.lest:
            yield Lest(f"«{link.tittel}»", link.lest, ("lenker", number, "lest"))


def _cited(item: Placed, catalogue: Catalogue) -> list[Kilde]:
    """The official pages a record cites, each once; a report does not change after it came out."""
    ids = dict.fromkeys(id for _, kind, id in item.inside.references if kind == "kilde")
    return [source for source in (catalogue.get("kilde", id) for id in ids) if source.art in WEB]


def _pages(item: Placed, catalogue: Catalogue) -> list[Lenke | Kilde]:
    if item.kind.name == "kilde":
        return [item.record] if item.record.art in WEB else []
    return [*getattr(item.record, "lenker", ()), *_cited(item, catalogue)]


def _resting(catalogue: Catalogue) -> dict[tuple[str, str], set[tuple[str, str]]]:
    """For each record, the other records that point to it."""
    laws = {law.refid: law.id for law in catalogue.all("regelverk")}
    found: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for kind in KINDS:
        for id, item in catalogue.placed[kind.name].items():
            for _, target, named in item.inside.references:
                to = laws.get(paragraph_id(named)[0], "") if target == "regelverk" else named
                if (target, to) != (kind.name, id):
                    found[target, to].add((kind.name, id))
    return found
