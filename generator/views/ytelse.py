"""What `/livsopphold/` and the page of one benefit show."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator import words
from generator.diagrams.rights import Tretegning
from generator.model.base import Lenke
from generator.model.tilbud import MedTilbud
from generator.model.ytelse import Sats, Ytelse
from generator.views.oversikt import FORSIDE
from generator.views.shown import Lenketekst, Punkt, Regel, Showing, Side
from generator.views.tilbud import (
    WAY,
    Ansvarsrad,
    Avsnitt,
    Kort,
    complaint,
    duration,
    modalities,
    responsible,
    short_lengths,
    sources_of,
)
from generator.words import Beløp

ABOUT = {
    "lønn": "Betaling for arbeid.",
    "deltakerytelse": "Man får den fordi man deltar, og bare så lenge man deltar.",
    "trygd": "Rettigheter i folketrygden, ofte med krav om medlemstid eller tidligere lønn.",
    "behovsprøvd": "Kommunen vurderer hver søknad. Den kan ikke regnes som sikker fra måned til måned.",
    "utdanningsstøtte": "Lån og stipend fra Lånekassen, vanligvis ti måneder i året.",
    "tillegg": "Dekker bestemte utgifter, men ikke livsoppholdet alene.",
}
ART = {kind: (name, ABOUT[kind]) for kind, name in words.BENEFIT.items()}


@dataclass(frozen=True)
class Satsrad:
    """An amount and whom it is for."""

    gjelder: str
    beløp: Beløp
    tekst: str
    belegg: tuple[Lenketekst, ...]


@dataclass(frozen=True)
class YtelseSide:
    """Everything on the page of one benefit."""

    kort: str
    også_kalt: tuple[str, ...]
    art: tuple[str, str]
    art_id: str
    merker: tuple[tuple[str, str], ...]
    korter: tuple[Kort, ...]
    satser: tuple[Satsrad, ...]
    regler: tuple[Regel, ...]
    trær: tuple[Tretegning, ...]
    ansvar: tuple[Ansvarsrad, ...]
    avsnitt: tuple[Avsnitt, ...]
    tilbud: tuple[tuple[Lenketekst, str, Punkt], ...]
    hendelser: tuple[Lenketekst, ...]
    lenker: tuple[Lenke, ...]
    kilder: tuple[Lenketekst, ...]
    lov_lest: str
    redigert: str


def ytelse_page(ytelse: Ytelse, show: Showing, trees: Sequence[Tretegning] = ()) -> Side:
    """Gather what the page of one benefit shows; its trees of rights are laid out already."""
    rates = tuple(rate_row(rate, show) for rate in ytelse.størrelse)
    data = YtelseSide(
        kort=ytelse.kort,
        også_kalt=ytelse.også_kalt,
        art=ART[ytelse.art],
        art_id=ytelse.art,
        merker=modalities(ytelse.vilkår),
        korter=_cards(ytelse, rates, show),
        satser=rates,
        regler=show.regler(ytelse),
        trær=tuple(trees),
        ansvar=tuple(responsible(item, show) for item in ytelse.ansvar),
        avsnitt=tuple(section for section in _sections(ytelse, show) if any(points for _, points in section.grupper)),
        tilbud=tuple(_offers(ytelse, show)),
        hendelser=show.hendelser("ytelse", ytelse.id),
        lenker=ytelse.lenker,
        kilder=sources_of(ytelse.bygger_på, show),
        lov_lest=words.day(ytelse.lov_lest),
        redigert=words.day(ytelse.redigert),
    )
    crumbs = (*FORSIDE, Lenketekst("Livsopphold", "livsopphold/"))
    return Side(
        f"livsopphold/{ytelse.id}/",
        "ytelse.md",
        ytelse.navn,
        ytelse.kort,
        data,
        crumbs,
        show.catalogue.fil("ytelse", ytelse.id),
        show.lest("ytelse", ytelse.id),
    )


def rate_row(rate: Sats, show: Showing) -> Satsrad:
    """An amount as shown, with whom it is for."""
    shown = words.amount(rate, show.grunnbeløp)
    extra = rate.tekst if shown.kroner and rate.tekst else ""
    return Satsrad(rate.gjelder, shown, extra, show.belegg(rate))


def _cards(ytelse: Ytelse, rates: tuple[Satsrad, ...], show: Showing) -> tuple[Kort, ...]:
    rules = [rule for rule in ytelse.vilkår if rule.status == "i_kraft"]
    who = tuple(Punkt(r.hvem, merke=(r.modalitet, words.modality(r))) for r in rules[:3])
    much = tuple(Punkt(f"{rate.gjelder}: {rate.beløp.kroner or rate.beløp.regel}") for rate in rates[:3])
    long = short_lengths(ytelse.varighet)
    return (
        Kort("hvem", "For hvem", who, "hvem-den-er-for"),
        Kort(
            "avgjor",
            "Hvem avgjør",
            tuple(Punkt(a.tekst) for a in show.deciders(ytelse)) or (Punkt("Avtales mellom partene"),),
            "hvem-gjor-hva",
        ),
        Kort("mye", "Hvor mye", much or (Punkt("Ikke fastsatt i regelverket", hull=True),), "hvor-mye"),
        Kort("lengde", "Hvor lenge", long or (Punkt("Ikke beskrevet her", hull=True),), "hvor-lenge" if long else ""),
    )


def _sections(y: Ytelse, show: Showing) -> tuple[Avsnitt, ...]:
    p = show.punkter
    excluded = tuple(Punkt(_named(item, show), show.belegg(item)) for item in y.utelukker)
    return (
        Avsnitt("hvor-lenge", "Hvor lenge", (("", tuple(duration(v, show) for v in y.varighet)),)),
        Avsnitt("reduseres", "Det som gjør den mindre", (("", p(y.reduseres)),)),
        Avsnitt("utelukker", "Kan ikke kombineres med", (("", excluded),)),
        Avsnitt("opphorer", "Når den stanser", (("", p(y.opphører)),)),
        Avsnitt("etterpa", "Hva som kan følge", (("", p(y.etterpå)),)),
        Avsnitt(
            "soke", "Slik søker man", (("", p(y.inngang)), ("Ventetid", p(y.ventetid)), ("Papirer", p(y.dokumentasjon)))
        ),
        Avsnitt("opphold", "Permanent opphold og statsborgerskap", (("", p(y.opphold)),)),
        Avsnitt("klage", "Klage", (("", tuple(complaint(item, show) for item in y.klage)),)),
        Avsnitt("lokalt", "Varierer lokalt", (("", p(y.lokalt)),)),
    )


def _named(item: MedTilbud, show: Showing) -> str:
    link = show.tilbud(item.tilbud) if item.tilbud else show.ytelse(item.ytelse or "")
    return f"{link.tekst}. {item.tekst}" if item.tekst else f"{link.tekst}."


def _offers(ytelse: Ytelse, show: Showing) -> list[tuple[Lenketekst, str, Punkt]]:
    found = []
    for offer in show.catalogue.all("tilbud"):
        for item in offer.livsopphold:
            if item.ytelse == ytelse.id:
                found.append((show.tilbud(offer.id), WAY[item.måte], show.punkt(item)))
    return sorted(found, key=lambda row: words.alphabetical(row[0].tekst))
