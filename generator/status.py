"""The state of all we know, gathered once: what is old, what comes and goes, what is missing, and what is hard to read."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from generator import coming, coverage, freshness, outside, readability
from generator.catalogue import Catalogue
from generator.coming import Tidspunkt
from generator.coverage import Dekning, Sted, Utsagn
from generator.freshness import Lesing
from generator.layout import Layout
from generator.outside import Lenke, Seen
from generator.readability import Lesbarhet

NOT_LOOKED_AT = "ikke sett"


@dataclass(frozen=True)
class Status:
    """Everything an editor should see now and then, on a given day."""

    dato: date
    lesinger: tuple[Lesing, ...]
    lenker: tuple[Lenke, ...]
    uleste_endringer: tuple[Tidspunkt, ...]
    utløpt: tuple[Tidspunkt, ...]
    kommer: tuple[Tidspunkt, ...]
    uten_dato: tuple[Tidspunkt, ...]
    utsagn: Utsagn
    uten_lenke: tuple[Sted, ...]
    tilbud_og_ytelser: int
    krav: tuple[Dekning, ...]
    evidens: tuple[Dekning, ...]
    lesbarhet: tuple[Lesbarhet, ...]

    @property
    def forfalt(self) -> list[Lesing]:
        """What is to be read again, first what most rests on."""
        return freshness.due(self.lesinger, self.dato)

    @property
    def ferskhet(self) -> float:
        """The least fresh of the records; 1 when there are none."""
        return min((one.ferskhet(self.dato) for one in self.lesinger), default=1.0)

    @property
    def neste_frist(self) -> date | None:
        """The first day something more is to be read again."""
        return min((one.frist for one in self.lesinger if one.frist > self.dato), default=None)

    @property
    def bare_kopi(self) -> int:
        """How many times an official page is used of which nobody has read more than a stored copy."""
        return sum(one.uleste for one in self.lesinger)

    @property
    def aldre(self) -> list[tuple[date, int]]:
        """How many records are as old as each day, the oldest day first."""
        return sorted(Counter(one.eldst.dag for one in self.lesinger).items())

    @property
    def lenkers_utfall(self) -> dict[str, int]:
        """How many links there are of each outcome of the last look."""
        counted = Counter(link.sett.utfall or NOT_LOOKED_AT for link in self.lenker)
        return {name: counted[name] for name in (outside.WORKS, *outside.HEADINGS, NOT_LOOKED_AT) if counted[name]}

    @property
    def tunge(self) -> list[Lesbarhet]:
        """The pages that are hard to read, the hardest first."""
        return [one for one in self.lesbarhet if one.er_tung]

    @property
    def lix(self) -> float:
        """How hard the pages are to read, in the mean."""
        return readability.mean(self.lesbarhet)


def status(catalogue: Catalogue, layout: Layout, seen: dict[str, Seen], today: date) -> Status:
    """The state of records and pages on a day, with what was last seen of the links that lead out."""
    dates = coming.dated(catalogue)
    return Status(
        dato=today,
        lesinger=freshness.readings(catalogue),
        lenker=outside.as_last_seen(outside.links(catalogue), seen),
        uleste_endringer=tuple(coming.unread(dates, today)),
        utløpt=tuple(coming.expired(dates, today)),
        kommer=tuple(coming.ahead(dates, today)),
        uten_dato=tuple(coming.undated(dates)),
        utsagn=coverage.statements(catalogue),
        uten_lenke=coverage.unlinked(catalogue),
        tilbud_og_ytelser=sum(len(catalogue.placed[kind]) for kind in coverage.OFFERED),
        krav=coverage.requirements(catalogue),
        evidens=coverage.evidence(catalogue),
        lesbarhet=readability.readability(catalogue, layout.content),
    )


def as_data(state: Status) -> dict[str, Any]:
    """The same for programs; what can be written as JSON."""
    return {
        "dato": state.dato.isoformat(),
        "ferskhet": {
            "lavest": round(state.ferskhet, 3),
            "neste_frist": state.neste_frist.isoformat() if state.neste_frist else None,
            "bare_lagret_kopi": state.bare_kopi,
            "forfalt": [f"{one.art} {one.id}" for one in state.forfalt],
            "poster": [_reading(one, state.dato) for one in state.lesinger],
        },
        "uleste_lovendringer": _dates(state.uleste_endringer),
        "utløpt": _dates(state.utløpt),
        "kommer": _dates(state.kommer),
        "uten_dato": _dates(state.uten_dato),
        "lenker": {"utfall": state.lenkers_utfall, "adresser": [_link(link) for link in state.lenker]},
        "domener": [{"domene": name, "adresser": number} for name, number in outside.domains(state.lenker)],
        "utsagn": {
            "antall": state.utsagn.antall,
            "med_hjemmel": state.utsagn.hjemmel,
            "med_kilde": state.utsagn.kilde,
            "uten": _places(state.utsagn.uten),
            "hull": _places(state.utsagn.hull),
        },
        "uten_offisiell_lenke": _places(state.uten_lenke),
        "krav": [_cover(one) for one in state.krav],
        "evidens": [_cover(one) for one in state.evidens],
        "lesbarhet": {
            "snitt": round(state.lix, 1),
            "sider": [{**asdict(one), "lix": round(one.lix, 1)} for one in state.lesbarhet],
        },
    }


def _reading(one: Lesing, today: date) -> dict[str, Any]:
    return {
        "art": one.art,
        "id": one.id,
        "fil": one.post.document.fil,
        "lest": one.eldst.dag.isoformat(),
        "lest_hva": [{"hva": read.hva, "dag": read.dag.isoformat()} for read in one.lest],
        "redigert": one.redigert.isoformat() if one.redigert else None,
        "leses_igjen": one.frist.isoformat(),
        "ferskhet": round(one.ferskhet(today), 3),
        "vekt": one.vekt,
    }


def _dates(found: Iterable[Tidspunkt]) -> list[dict[str, Any]]:
    return [{**asdict(one), "dag": one.dag.isoformat() if one.dag else None} for one in found]


def _places(found: Iterable[Sted]) -> list[dict[str, Any]]:
    return [{("del" if key == "del_" else key): value for key, value in asdict(one).items()} for one in found]


def _cover(one: Dekning) -> dict[str, Any]:
    return {"kilde": one.kilde, "antall": one.antall, "dekket": one.dekket, "mangler": [row.id for row in one.mangler]}


def _link(link: Lenke) -> dict[str, Any]:
    return {"adresse": link.adresse, "utfall": link.sett.utfall or NOT_LOOKED_AT, "sett": link.sett.sett or None}
