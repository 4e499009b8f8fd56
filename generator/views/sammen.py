"""What `/kombinasjoner/`, `/stotteordninger/` and the page of the blueprint's requirements show."""

from dataclasses import dataclass
from typing import Any

from generator import words
from generator.model.base import Lenke
from generator.model.kombinasjon import Kombinasjon
from generator.model.stotteordning import Støtteordning
from generator.views.emner import SIDER, Emneside, about, subject
from generator.views.oversikt import FORSIDE
from generator.views.redaktor import HÅNDBOK
from generator.views.shown import Lenketekst, Lestid, Punkt, Showing, Side
from generator.views.tilbud import Ansvarsrad, responsible, sources_of
from generator.views.ytelse import Satsrad, rate_row

MOTTAKERE = {
    "arbeidsgiver": "Til arbeidsgivere",
    "opplæring": "Til dem som lærer opp",
    "kommune": "Til kommuner",
    "fylkeskommune": "Til fylkeskommuner",
    "frivillig": "Til frivillige organisasjoner",
}
SVAR = {"møtt": "Møtt", "delvis": "Delvis møtt", "ikke": "Ikke møtt"}


@dataclass(frozen=True)
class Sammenrad:
    """A record on a shared page: its name, its sentence, and its statements under headings."""

    id: str
    navn: str
    også_kalt: tuple[str, ...]
    kort: str
    gjelder: tuple[Lenketekst, ...]
    grupper: tuple[tuple[str, tuple[Punkt, ...]], ...]
    deling: tuple[tuple[str, str, tuple[Lenketekst, ...]], ...] = ()
    svikt: tuple[tuple[str, str, tuple[Lenketekst, ...]], ...] = ()
    satser: tuple[Satsrad, ...] = ()
    ansvar: tuple[Ansvarsrad, ...] = ()
    samordner: tuple[Lenketekst, ...] = ()
    lenker: tuple[Lenke, ...] = ()
    kilder: tuple[Lenketekst, ...] = ()
    lov_lest: str = ""
    redigert: str = ""
    lest: Lestid | None = None


@dataclass(frozen=True)
class Sammenside:
    """A page of records side by side, in groups, with what an editor has written beside them."""

    grupper: tuple[tuple[str, str, tuple[Sammenrad, ...]], ...]
    eget: Emneside


@dataclass(frozen=True)
class Kravrad:
    """A requirement of the blueprint, and where it is met."""

    id: str
    krav: str
    svar: str
    status: str
    sider: tuple[Lenketekst, ...]
    tekst: str


def _dated(kind: str, record: Any, show: Showing) -> dict[str, Any]:
    return {
        "lest": show.lest(kind, record.id),
        "lenker": record.lenker,
        "kilder": sources_of(record.bygger_på, show),
        "lov_lest": words.day(record.lov_lest),
        "redigert": words.day(record.redigert),
    }


def kombinasjoner_page(show: Showing) -> Side:
    """Every combination, by name."""
    rows = tuple(
        _combination(item, show)
        for item in sorted(show.catalogue.all("kombinasjon"), key=lambda k: words.alphabetical(k.navn))
    )
    text = "Tilbud som kan gå side om side: under hvilke regler, hvem som betaler, hva personen lever av, og hva som må være klart."
    data = Sammenside((("", "", rows),), Emneside(text, (), None))
    return _shared("kombinasjoner/", "Kombinasjoner", text, data)


def _combination(k: Kombinasjon, show: Showing) -> Sammenrad:
    groups = (
        ("Under hvilke regler", k.regler),
        ("Hvem som betaler", k.betaler),
        ("Hva personen lever av", k.livsopphold),
        ("Det som må være klart", k.klart),
        ("Det som faller bort", k.stopper),
        ("Hva forskningen sier", k.funn),
    )
    return Sammenrad(
        k.id,
        k.navn,
        k.også_kalt,
        k.kort,
        about(k, show),
        tuple((name, show.punkter(items)) for name, items in groups if items),
        tuple((d.hva, d.grunnlag, show.belegg(d)) for d in k.kan_deles),
        tuple((h.hindring, h.hjelper or "", show.belegg(h)) for h in k.svikt),
        samordner=tuple(map(show.aktør, k.samordner)),
        **_dated("kombinasjon", k, show),
    )


def støtteordninger_page(show: Showing) -> Side:
    """Every support scheme, by who receives it; one for several stands with the first."""
    schemes = sorted(show.catalogue.all("støtteordning"), key=lambda s: words.alphabetical(s.navn))
    groups = tuple(
        (to, name, tuple(_scheme(s, show) for s in schemes if s.til[0] == to)) for to, name in MOTTAKERE.items()
    )
    text = "Penger og hjelp til arbeidsgivere, kommuner og organisasjoner som ansetter, lærer opp eller følger opp."
    own = subject("stotteordninger", text, None, show)
    data = Sammenside(tuple(group for group in groups if group[2]), own)
    return _shared("stotteordninger/", SIDER["stotteordninger"], text, data)


def _shared(address: str, title: str, text: str, data: Sammenside) -> Side:
    """A page of many records is read as of the one that was read first."""
    read = [data.eget.lest, *(row.lest for _, _, rows in data.grupper for row in rows)]
    oldest = min(filter(None, read), key=lambda one: one.fersk_til, default=None)
    return Side(address, "sammen.md", title, text, data, FORSIDE, lest=oldest)


def _scheme(s: Støtteordning, show: Showing) -> Sammenrad:
    groups = (
        ("Vilkår", s.vilkår),
        ("Hvor lenge", s.varighet),
        ("Slik søker man", s.søknad),
        ("Plikter og grenser", s.plikter),
        ("Hva forskningen sier", s.funn),
    )
    return Sammenrad(
        s.id,
        s.navn,
        s.også_kalt,
        s.kort,
        tuple(map(show.tilbud, s.tilbud)),
        tuple((name, show.punkter(items)) for name, items in groups if items),
        satser=tuple(rate_row(rate, show) for rate in s.størrelse),
        ansvar=tuple(responsible(item, show) for item in s.ansvar),
        **_dated("støtteordning", s, show),
    )


def krav_page(show: Showing, titles: dict[str, str]) -> Side:
    """Each requirement of the blueprint with the pages that meet it; an address that is no page is told by the check of links."""
    rows = tuple(_requirement(k, titles, show) for k in show.catalogue.all("krav"))
    text = "Kravene i rapporten nettstedet bygger på, og sidene som møter hvert av dem."
    return Side("redaktor/krav/", "krav.md", "Kravene fra rapporten", text, rows, HÅNDBOK, "pathways/krav.yml")


def _requirement(k: Any, titles: dict[str, str], show: Showing) -> Kravrad:
    row = f"kvalifiseringslop-2021#{k.id}"
    text = show.catalogue.get("evidens", row).navn if row in show.catalogue.placed["evidens"] else k.id
    links = tuple(Lenketekst(titles.get(a.partition("#")[0], a) or "Forsiden", a) for a in k.adresser)
    return Kravrad(k.id, text, SVAR[k.svar], k.svar, links, k.tekst or "")
