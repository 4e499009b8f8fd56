"""What the pages of actors, levels, sources and terms show."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from generator import words
from generator.model import KINDS
from generator.model.base import Lenke
from generator.views.emner import subject_page
from generator.views.oversikt import FORSIDE
from generator.views.shown import Lenketekst, Punkt, Showing, Side

LEVELS = {
    "stat": "Staten",
    "fylke": "Fylket",
    "kommune": "Kommunen",
    "utdanning": "Utdanning",
    "arbeidsliv": "Arbeidslivet",
    "frivillig": "Frivilligheten",
}


@dataclass(frozen=True)
class AktørRad:
    """One actor."""

    id: str
    navn: str
    også_kalt: tuple[str, ...]
    kort: str
    plikter: tuple[Punkt, ...]
    virkemidler: tuple[Punkt, ...]
    ikke_ansvar: tuple[Punkt, ...]
    kontakt: str
    tilbud: tuple[Lenketekst, ...]
    lenker: tuple[Lenke, ...]


@dataclass(frozen=True)
class NivåRad:
    """One level of language."""

    id: str
    navn: str
    kort: str
    kan: tuple[str, ...]
    krav: tuple[Punkt, ...]
    tilbud: tuple[Lenketekst, ...]
    belegg: tuple[Lenketekst, ...]


@dataclass(frozen=True)
class KildeRad:
    """One source."""

    id: str
    tittel: str
    utgiver: str
    når: str
    om: str
    url: str
    brukt: int


@dataclass(frozen=True)
class BegrepRad:
    """One term."""

    id: str
    navn: str
    også_kalt: tuple[str, ...]
    forklaring: str
    belegg: tuple[Lenketekst, ...]


def aktører_page(show: Showing) -> Side:
    """Who does what, by level."""
    groups = []
    for level, name in LEVELS.items():
        found = sorted(
            (a for a in show.catalogue.all("aktør") if a.nivå == level), key=lambda a: words.alphabetical(a.navn)
        )
        if found:
            groups.append((level, name, tuple(_actor(a.id, show) for a in found)))
    text = "Etater, organer og virksomheter i feltet: hva loven pålegger dem, hva de kan tilby, og hva de ikke har ansvar for."
    return subject_page("aktorer", text, tuple(groups), show, "pathways/aktorer.yml")


def _actor(id: str, show: Showing) -> AktørRad:
    a = show.catalogue.get("aktør", id)
    offers = [show.tilbud(t.id) for t in show.catalogue.all("tilbud") if any(item.aktør == id for item in t.ansvar)]
    p = show.punkter
    return AktørRad(
        a.id,
        a.navn,
        a.også_kalt,
        a.kort,
        p(a.plikter),
        p(a.virkemidler),
        p(a.ikke_ansvar),
        a.kontakt or "",
        tuple(offers),
        a.lenker,
    )


def språk_page(show: Showing) -> Side:
    """The levels in plain words, and what asks for each."""
    rows = []
    for level in show.catalogue.all("språknivå"):
        offers = [show.tilbud(t.id) for t in show.catalogue.all("tilbud") if t.språk.kreves.nivå == level.id]
        rows.append(
            NivåRad(
                level.id, level.navn, level.kort, level.kan, show.punkter(level.krav), tuple(offers), show.belegg(level)
            )
        )
    free = tuple(show.tilbud(t.id) for t in show.catalogue.all("tilbud") if t.språk.kreves.nivå == "ingen")
    varies = tuple(
        (show.tilbud(t.id), show.punkt(t.språk.kreves))
        for t in show.catalogue.all("tilbud")
        if t.språk.kreves.nivå == "varierer" or t.språk.kreves.ukjent
    )
    practice = tuple(
        (show.tilbud(t.id), point) for t in show.catalogue.all("tilbud") for point in show.punkter(t.språk.praksis)
    )
    text = "Språknivåene A1 til C1 med vanlige ord, og hvor loven krever et bestemt nivå."
    gathered = {"nivåer": tuple(rows), "uten": free, "varierer": varies, "praksis": practice}
    return subject_page("sprak", text, gathered, show, "pathways/sprak.yml")


def kilder_page(show: Showing) -> Side:
    """Every source, and how often it is cited."""
    used = Counter(
        id
        for kind in KINDS
        for item in show.catalogue.placed[kind.name].values()
        for _, target, id in item.inside.references
        if target == "kilde" and kind.name != "evidens"
    )
    groups = []
    for heading, arts in (("Rapporter", ("rapport",)), ("Offisielle sider", ("nettside", "veileder", "rundskriv"))):
        found = sorted(
            (s for s in show.catalogue.all("kilde") if s.art in arts), key=lambda s: words.alphabetical(s.tittel)
        )
        rows = tuple(
            KildeRad(s.id, s.tittel, s.utgiver, _when(s.år, s.sidens_dato, s.lest), s.om, s.url or "", used[s.id])
            for s in found
        )
        groups.append((heading, rows))
    text = "Rapportene og de offisielle sidene som påstandene på nettstedet bygger på."
    return Side("kilder/", "kilder.md", "Kilder", text, tuple(groups), FORSIDE, "pathways/kilder.yml")


def _when(year: int | None, dated: date | None, read: date | None) -> str:
    parts = [str(year)] if year else []
    if dated:
        parts.append(f"siden er datert {words.day(dated)}")
    if read:
        parts.append(f"lest {words.day(read)}")
    return ", ".join(parts)


def begreper_page(show: Showing) -> Side:
    """Every term, explained."""
    terms = sorted(show.catalogue.all("begrep"), key=lambda b: words.alphabetical(b.navn))
    rows = tuple(BegrepRad(b.id, b.navn, b.også_kalt, b.forklaring, show.belegg(b)) for b in terms)
    return Side(
        "begreper/", "begreper.md", "Begreper", "Ordene i feltet, forklart.", rows, FORSIDE, "pathways/begreper.yml"
    )
