"""What the editors' page of the state of things shows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from generator import outside, words
from generator.coming import Tidspunkt
from generator.coverage import Dekning, Sted
from generator.freshness import REREAD, Lesing, decimal
from generator.outside import Lenke
from generator.readability import PAGE
from generator.status import Status
from generator.views.redaktor import HÅNDBOK
from generator.views.regelverk import PAGES
from generator.views.shown import Lenketekst, Showing, Side

SHOWN = 40  # rows: those that matter most stand first, and the JSON has them all
HARDEST = 10


@dataclass(frozen=True)
class LesingRad:
    """One record to be read again."""

    lenke: Lenketekst
    art: str
    lest: str
    redigert: str
    frist: str
    forfalt: bool
    ferskhet: str
    vekt: int


@dataclass(frozen=True)
class HullRad:
    """One record with what it says is not known."""

    lenke: Lenketekst
    art: str
    fil: str
    hull: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class DekningRad:
    """One source: how many of its rows the records rest on, and those they do not."""

    kilde: str
    dekket: int
    antall: int
    mangler: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class StatusSide:
    """The numbers, and the lists behind them."""

    dato: str
    tall: tuple[tuple[str, str], ...]
    ofte: tuple[tuple[str, str], ...]
    lesinger: tuple[LesingRad, ...]
    flere: int
    datoer: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]
    lenker: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    uten: tuple[tuple[Lenketekst, str, str], ...]
    uten_lenke: tuple[Lenketekst, ...]
    dekning: tuple[tuple[str, tuple[DekningRad, ...]], ...]
    hull: tuple[HullRad, ...]
    lesbarhet: tuple[tuple[Lenketekst, str], ...]
    domener: tuple[tuple[str, int], ...]


def status_page(state: Status, show: Showing) -> Side:
    """The state of the records as a page, the same as `rapport` tells."""
    data = StatusSide(
        dato=words.day(state.dato),
        tall=_numbers(state),
        ofte=tuple((words.joined(kinds), words.months(often)) for often, kinds in _by_length()),
        lesinger=tuple(_reading(one, state, show) for one in _first(state)[:SHOWN]),
        flere=max(0, len(state.lesinger) - SHOWN),
        datoer=(
            ("Lovendringer i kraft som ikke er lest", _dates(state.uleste_endringer)),
            ("Utløpt", _dates(state.utløpt)),
            ("Kommer", _dates(state.kommer)),
            ("Vedtatt eller kunngjort uten dato", _dates(state.uten_dato)),
        ),
        lenker=tuple((heading, _links(state, outcome)) for outcome, heading in outside.HEADINGS.items()),
        uten=tuple((_link(s.art, s.id, show), f"{s.fil}:{s.linje}", s.tekst) for s in state.utsagn.uten),
        uten_lenke=tuple(_link(place.art, place.id, show) for place in state.uten_lenke),
        dekning=(
            ("Krav til nettstedet", _covered(state.krav, show)),
            ("Funn i rapportene", _covered(state.evidens, show)),
        ),
        hull=_gaps(state.utsagn.hull, show),
        lesbarhet=tuple((_link(one.art, one.id, show), _tenth(one.lix)) for one in state.lesbarhet[:HARDEST]),
        domener=tuple(outside.domains(state.lenker)),
    )
    text = "Det som er gammelt, utløpt eller på vei, det som mangler, og det som er tungt å lese. Lages av bygget."
    return Side("redaktor/status/", "status.md", "Status", text, data, HÅNDBOK)


def _by_length() -> list[tuple[int, list[str]]]:
    found: dict[int, list[str]] = defaultdict(list)
    for kind, often in REREAD.items():
        found[often].append(kind)
    return sorted(found.items())


def _numbers(state: Status) -> tuple[tuple[str, str], ...]:
    said, with_link = state.utsagn, state.tilbud_og_ytelser - len(state.uten_lenke)
    links = words.joined(f"{number} {name}" for name, number in state.lenkers_utfall.items())
    return (
        ("Poster lest i tide", f"{len(state.lesinger) - len(state.forfalt)} av {len(state.lesinger)}"),
        ("Laveste ferskhet", decimal(state.ferskhet)),
        ("Neste frist", words.day(state.neste_frist) if state.neste_frist else "Ingen"),
        ("Lovendringer i kraft som ikke er lest", str(len(state.uleste_endringer))),
        ("Utløpte regler", str(len(state.utløpt))),
        ("Lenker ut", links or "Ingen"),
        ("Utsagn med hjemmel", str(said.hjemmel)),
        ("Utsagn med bare kilde", str(said.kilde)),
        ("Utsagn uten noen av delene", str(len(said.uten))),
        ("Hull", str(len(said.hull))),
        ("Tilbud og ytelser med offisiell lenke", f"{with_link} av {state.tilbud_og_ytelser}"),
        ("LIX i snitt", f"{_tenth(state.lix)}, og {len(state.tunge)} sider over 50"),
    )


def _first(state: Status) -> list[Lesing]:
    """What is late, then the rest, and in both what most rests on first."""
    return sorted(state.lesinger, key=lambda one: (one.frist > state.dato, -one.vekt, one.eldst.dag))


def _reading(one: Lesing, state: Status, show: Showing) -> LesingRad:
    return LesingRad(
        _link(one.art, one.id, show),
        one.art,
        words.day(one.eldst.dag),
        words.day(one.redigert) if one.redigert else "",
        words.day(one.frist),
        one.frist <= state.dato,
        decimal(one.ferskhet(state.dato)),
        one.vekt,
    )


def _link(kind: str, id: str, show: Showing) -> Lenketekst:
    """A record by its name, with the page it is shown on where it has one."""
    if kind == PAGE:
        return Lenketekst(id, f"{id}/")
    if kind in PAGES:
        return show.post(kind, PAGES[kind], id)
    record = show.catalogue.get(kind, id)
    address = {"regelverk": f"regelverk/{id}/", "kilde": f"kilder/#{id}", "aktør": f"aktorer/#{id}"}.get(kind, "")
    return Lenketekst(getattr(record, "navn", "") or getattr(record, "tittel", id), address)


def _dates(found: Iterable[Tidspunkt]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (words.day(one.dag) if one.dag else "", f"{one.siste}{one.tekst}", f"{one.fil}:{one.linje}") for one in found
    )


def _links(state: Status, outcome: str) -> tuple[tuple[str, str], ...]:
    return tuple((link.adresse, ", ".join(link.steder)) for link in _with(state.lenker, outcome))


def _with(links: Iterable[Lenke], outcome: str) -> Iterable[Lenke]:
    return (link for link in links if link.sett.utfall == outcome)


def _covered(found: Iterable[Dekning], show: Showing) -> tuple[DekningRad, ...]:
    return tuple(
        DekningRad(
            show.catalogue.get("kilde", one.kilde).tittel,
            one.dekket,
            one.antall,
            tuple((row.id.rsplit("#", 1)[-1], row.navn) for row in one.mangler),
        )
        for one in found
    )


def _gaps(found: Iterable[Sted], show: Showing) -> tuple[HullRad, ...]:
    by_record: dict[tuple[str, str, str], list[tuple[int, str]]] = defaultdict(list)
    for one in found:
        by_record[one.art, one.id, one.fil].append((one.linje, one.tekst))
    return tuple(
        HullRad(_link(kind, id, show), kind, file, tuple(rows)) for (kind, id, file), rows in by_record.items()
    )


def _tenth(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
