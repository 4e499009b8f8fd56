"""How much of what is said has a source, what we say that we do not know, and what of the reports is taken up."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.catalogue import Catalogue
from generator.model import KINDS
from generator.model.base import Belagt
from generator.model.oppslag import Evidens
from generator.model.reise import Søknad
from generator.model.tilbud import TilTilbud
from generator.shape import Placed
from generator.walk import Path

# The fields a statement is made in; a step or a reference without any of them states nothing of its own.
SAYING = ("tekst", "påstand", "hvem", "hindring", "hva", "forklaring")
# What only shows the way: when one goes on to another offer, and what a journey applies for. The rules stand with those.
WAYS_ON = (TilTilbud, Søknad)
# What a reader is sent on from: each is to have at least one official page.
OFFERED = ("tilbud", "ytelse")
REQUIREMENT = re.compile(r".+#K-\d+")


@dataclass(frozen=True)
class Sted:
    """A place in a record, with what stands there."""

    art: str
    id: str
    del_: str
    tekst: str
    fil: str
    linje: int


@dataclass(frozen=True)
class Utsagn:
    """All statements: how many rest on the law, how many on a source alone, the gaps, and those with neither."""

    hjemmel: int
    kilde: int
    hull: tuple[Sted, ...]
    uten: tuple[Sted, ...]

    @property
    def antall(self) -> int:
        """How many statements and gaps there are."""
        return self.hjemmel + self.kilde + len(self.hull) + len(self.uten)


@dataclass(frozen=True)
class Dekning:
    """How many of some rows of a source the records rest on, and which they do not."""

    kilde: str
    antall: int
    mangler: tuple[Evidens, ...]

    @property
    def dekket(self) -> int:
        """How many are taken up."""
        return self.antall - len(self.mangler)


def statements(catalogue: Catalogue) -> Utsagn:
    """Every statement of every record, by what it rests on."""
    by_law = by_source = 0
    gaps: list[Sted] = []
    without: list[Sted] = []
    for item in _all(catalogue):
        for path, model in item.inside.models:
            if gap := getattr(model, "ukjent", None):
                gaps.append(_place(item, (*path, "ukjent"), gap))
            elif not isinstance(model, Belagt):
                continue
            elif model.hjemmel:
                by_law += 1
            elif model.kilde:
                by_source += 1
            elif (said := _said(model)) and not isinstance(model, WAYS_ON):
                without.append(_place(item, (*path, said), getattr(model, said)))
    return Utsagn(by_law, by_source, tuple(gaps), tuple(without))


def unlinked(catalogue: Catalogue) -> tuple[Sted, ...]:
    """The offers and benefits without a link to any official page."""
    items = (item for kind in OFFERED for item in catalogue.placed[kind].values())
    return tuple(_place(item, (), item.record.navn) for item in items if not item.record.lenker)


def requirements(catalogue: Catalogue) -> tuple[Dekning, ...]:
    """The requirements the reports set for the site itself, and those that are not wholly met."""
    met = {k.id for k in catalogue.all("krav") if k.svar == "møtt"}
    rows = [row for row in catalogue.all("evidens") if REQUIREMENT.fullmatch(row.id)]
    return _counted(rows, {row.id for row in rows if row.id.partition("#")[2] in met})


def evidence(catalogue: Catalogue) -> tuple[Dekning, ...]:
    """What the reports have found, source by source, and the rows no record rests on that are not left out for a reason."""
    used = {row for item in _all(catalogue) for row in getattr(item.record, "bygger_på", ())}
    rows = (row for row in catalogue.all("evidens") if not REQUIREMENT.fullmatch(row.id))
    return _counted(rows, used | set(catalogue.placed["utelatt"]))


def _counted(rows: Iterable[Evidens], used: set[str]) -> tuple[Dekning, ...]:
    found: dict[str, list[Evidens]] = defaultdict(list)
    for row in rows:
        found[row.kilde].append(row)
    return tuple(
        Dekning(source, len(those), tuple(row for row in those if row.id not in used))
        for source, those in sorted(found.items())
    )


def _all(catalogue: Catalogue) -> Iterator[Placed]:
    for kind in KINDS:
        yield from catalogue.placed[kind.name].values()


def _said(model: Belagt) -> str:
    """The field a statement is made in, if it makes one."""
    return next((name for name in SAYING if isinstance(getattr(model, name, None), str)), "")


def _place(item: Placed, path: Path, text: str) -> Sted:
    line = item.document.place((*item.path, *path))[0]
    name, number = (path[0], path[1] if len(path) > 1 else None) if path else ("", None)
    part = f"{name} {number + 1}" if isinstance(number, int) else str(name)
    return Sted(item.kind.name, str(item.record.id), part.replace("_", " "), text, item.document.fil, line)
