"""What `/hendelser/` and the page of one event show."""

import re
from dataclasses import dataclass
from itertools import groupby

from generator import words
from generator.model.base import Lenke, Utsagn
from generator.model.hendelse import Frist, Gjøremål, Hendelse
from generator.views.endringer import Regnet, asking, computed, moves, person
from generator.views.oversikt import FORSIDE, ListeRad
from generator.views.shown import Lenketekst, Punkt, Showing, Side, Vilkårsledd
from generator.views.tilbud import Kort, complaint, sources_of

FIRST_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ«])")
ON_A_CARD = 4
TIMES_ON_A_CARD = 5


@dataclass(frozen=True)
class Gjørerad:
    """Something to do: what, who, and what it concerns."""

    hva: str
    hvem: tuple[Lenketekst, ...]
    til: Lenketekst | None
    tekst: str
    gjelder: Lenketekst | None
    belegg: tuple[Lenketekst, ...]


@dataclass(frozen=True)
class Fristrad:
    """A limit that runs."""

    navn: str
    lengde: str
    regnes_fra: str
    hva_som_skjer: str
    belegg: tuple[Lenketekst, ...]


@dataclass(frozen=True)
class HendelseSide:
    """Everything on the page of one event."""

    form: str
    kort: str
    også_kalt: tuple[str, ...]
    hvem: str
    ledd: Vilkårsledd | None
    korter: tuple[Kort, ...]
    gjør: tuple[tuple[str, tuple[Gjørerad, ...]], ...]
    stopper: tuple[Punkt, ...]
    starter: tuple[Punkt, ...]
    frister: tuple[Fristrad, ...]
    flytter: tuple[str, ...]
    regnet: tuple[Regnet, ...]
    uendret: tuple[Lenketekst, ...]
    spør: tuple[Lenketekst, ...]
    papirer: tuple[Punkt, ...]
    klage: tuple[Punkt, ...]
    svikt: tuple[tuple[str, str, tuple[Lenketekst, ...]], ...]
    tilbud: tuple[Lenketekst, ...]
    ytelser: tuple[Lenketekst, ...]
    overganger: tuple[Lenketekst, ...]
    lenker: tuple[Lenke, ...]
    kilder: tuple[Lenketekst, ...]
    lov_lest: str
    redigert: str

    @property
    def deler(self) -> tuple[tuple[str, str], ...]:
        """The sections that stand on the page, as (anchor, title)."""
        there = {
            "gjor": ("Dette må gjøres", True),
            "stopper-og-starter": ("Stopper og starter", bool(self.stopper or self.starter)),
            "frister": ("Frister som løper", bool(self.frister)),
            "endres-av-reglene": ("Dette endrer reglene", bool(self.flytter)),
            "papirer": ("Papirer", bool(self.papirer)),
            "klage": ("Klage", bool(self.klage)),
            "svikt": ("Det som ofte svikter", bool(self.svikt)),
            "gjelder-ogsa": ("Tilbud og ytelser", bool(self.tilbud or self.ytelser or self.overganger)),
        }
        return tuple((anchor, title) for anchor, (title, shown) in there.items() if shown)


@dataclass(frozen=True)
class HendelseListe:
    """Everything on the index page of events: groups of rows."""

    grupper: tuple[tuple[str, str, str, tuple[ListeRad, ...]], ...]


def hendelse_page(event: Hendelse, show: Showing) -> Side:
    """Gather what the page of one event shows, in the order it is shown."""
    tree = words.condition(event.gjelder.hvis, show.facts) if event.gjelder.hvis else None
    data = HendelseSide(
        form="Kommer på en dato" if event.form == "kommer" else "Har hendt",
        kort=event.kort,
        også_kalt=event.også_kalt,
        hvem=event.gjelder.hvem,
        ledd=show.ledd(tree) if tree else None,
        korter=_cards(event, show),
        gjør=_timeline(event, show),
        stopper=show.punkter(event.stopper),
        starter=show.punkter(event.starter),
        frister=tuple(_limit(item, show) for item in event.frister),
        flytter=moves(event, show),
        regnet=computed(event, show),
        uendret=tuple(person(one, show) for one in show.utregninger[event.id] if one.persona and not one.endringer),
        spør=asking(event, show),
        papirer=show.punkter(event.papirer),
        klage=tuple(complaint(item, show) for item in event.klage),
        svikt=tuple((h.hindring, h.hjelper or "", show.belegg(h)) for h in event.svikt),
        tilbud=tuple(show.tilbud(id) for id in event.tilbud),
        ytelser=tuple(show.ytelse(id) for id in event.ytelser),
        overganger=tuple(show.post("overgang", "overganger", id) for id in event.overganger),
        lenker=event.lenker,
        kilder=sources_of(event.bygger_på, show),
        lov_lest=words.day(event.lov_lest),
        redigert=words.day(event.redigert),
    )
    crumbs = (*FORSIDE, Lenketekst("Hendelser", "hendelser/"))
    place = show.catalogue.fil("hendelse", event.id)
    address, read = f"hendelser/{event.id}/", show.lest("hendelse", event.id)
    return Side(address, "hendelse.md", event.navn, event.kort, data, crumbs, place, read)


def first_sentence(text: str) -> str:
    """What a card says of a statement."""
    return FIRST_SENTENCE.split(text, maxsplit=1)[0]


def _cards(event: Hendelse, show: Showing) -> tuple[Kort, ...]:
    """The four answers of the first screenful."""
    gjøremål = tuple(
        Punkt(
            "; ".join(words.lower_first(_said(item, show)) if n else _said(item, show) for n, item in enumerate(items)),
            merke=("tid", when),
        )
        for when, items in _by_time(event)
    )
    stops, starts = (tuple(_in_short(item) for item in items) for items in (event.stopper, event.starter))
    limits = tuple(Punkt(f"{item.navn}: {words.lower_first(_length(item))}") for item in event.frister)
    both = "stopper-og-starter" if stops or starts else ""
    return (
        Kort("gjor", "Gjør nå", gjøremål[:TIMES_ON_A_CARD], "gjor"),
        Kort("stopper", "Stopper", stops[:ON_A_CARD] or (Punkt("Ingenting stopper av dette alene"),), both),
        Kort("starter", "Starter", starts[:ON_A_CARD] or (Punkt("Ingenting begynner av seg selv"),), both),
        Kort(
            "frister",
            "Frister som løper",
            limits[:ON_A_CARD] or (Punkt("Ingen frist er beskrevet"),),
            "frister" if limits else "",
        ),
    )


def _in_short(item: Utsagn) -> Punkt:
    if item.ukjent:
        return Punkt(f"Ikke kjent: {words.lower_first(first_sentence(item.ukjent))}", hull=True)
    return Punkt(first_sentence(item.tekst or ""))


def _said(item: Gjøremål, show: Showing) -> str:
    """What is to be done, with who does it when that is not the person."""
    return (
        f"{item.hva} ({words.joined(words.lower_first(show.aktør(id).tekst) for id in item.hvem)})"
        if item.hvem
        else item.hva
    )


def _by_time(event: Hendelse) -> list[tuple[str, list[Gjøremål]]]:
    return [(when, list(items)) for when, items in groupby(_in_time(event), key=_when)]


def _in_time(event: Hendelse) -> list[Gjøremål]:
    """First what must be done longest before, then when it happens, then the rest as written."""
    return sorted(event.gjør, key=lambda item: -1 if item.når_mnd_før is None else item.når_mnd_før, reverse=True)


def _when(item: Gjøremål) -> str:
    if item.frist:
        return item.frist.rstrip(".")
    months = item.når_mnd_før or 0
    return f"{words.capital(words.months(months))} før" if months else "Når det skjer"


def _timeline(event: Hendelse, show: Showing) -> tuple[tuple[str, tuple[Gjørerad, ...]], ...]:
    return tuple((when, tuple(_task(item, show) for item in items)) for when, items in _by_time(event))


def _task(item: Gjøremål, show: Showing) -> Gjørerad:
    link = show.tilbud(item.tilbud) if item.tilbud else show.ytelse(item.ytelse) if item.ytelse else None
    who = tuple(show.aktør(id) for id in item.hvem) or (Lenketekst("Personen selv", ""),)
    to = show.aktør(item.til) if item.til else None
    return Gjørerad(item.hva, who, to, item.tekst or "", link, show.belegg(item))


def _length(item: Frist) -> str:
    if item.lengde:
        return item.lengde
    if item.uker:
        return f"{item.uker}{words.NBSP}uke{'' if item.uker == 1 else 'r'}"
    return f"{item.år}{words.NBSP}år" if item.år else words.months(item.mnd or 0)


def _limit(item: Frist, show: Showing) -> Fristrad:
    return Fristrad(item.navn, words.lower_first(_length(item)), item.regnes_fra, item.hva_som_skjer, show.belegg(item))


def hendelser_page(show: Showing) -> Side:
    """Every event: what has happened, what is to come, and ages together."""
    events = show.catalogue.all("hendelse")
    happened = [e for e in events if e.form == "har_hendt" and e.alder is None]
    coming = [e for e in events if e.form == "kommer" and e.alder is None]
    ages = sorted((e for e in events if e.alder is not None), key=lambda e: e.alder)
    groups = (
        (
            "har-hendt",
            "Har hendt",
            "Noe er endret. Se hva som stopper, hva som kan søkes om, og hva som haster.",
            happened,
        ),
        ("kommer", "Kommer", "Det finnes en dato. Se hva som bør gjøres 6, 3 og 1 måned før.", coming),
        ("alder", "Fødselsdager som betyr noe", "Aldre der en regel begynner eller slutter å gjelde.", ages),
    )
    data = HendelseListe(
        tuple(
            (id, title, text, tuple(_index_row(e, show) for e in found)) for id, title, text, found in groups if found
        )
    )
    text = (
        "Når noe har hendt eller skal hende: hva som endrer seg, hva det må søkes om, hvem som gjør hva, og innen når."
    )
    return Side("hendelser/", "hendelser.md", "Hendelser", text, data, FORSIDE)


def _index_row(event: Hendelse, show: Showing) -> ListeRad:
    return ListeRad(event.id, show.post("hendelse", "hendelser", event.id), event.kort)
