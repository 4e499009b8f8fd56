"""The record of a benefit (ytelse): what a person lives on, how much, and what ends it."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from generator.model.base import Dato, Id, JaNei, MåBelegges, OneOrMany, Tekst, UtsagnListe, fail
from generator.model.deltakelse import Situasjon, Søkes
from generator.model.regler import Betingelse, Varighet, Vilkår
from generator.model.tilbud import Ansvar, Datert, Klage, MedTilbud


class Sats(MåBelegges):
    """Størrelsen på en ytelse, som regel eller som kroner med dato."""

    gjelder: Tekst
    """Hvem eller hva satsen gjelder."""

    når: Betingelse | None = None
    """Når denne satsen er det personen får til livsopphold; uten den regnes ingen kroner av satsen i en reise."""

    i_tillegg: JaNei = False
    """ja når satsen kommer i tillegg til en annen, som et barnetillegg; da regnes den ikke med i kronene i en reise."""

    g: Annotated[str, Field(pattern=r"^\d{1,6}([.,]\d{1,6})?(/[1-9]\d{0,5})?$")] | None = None
    """Antall ganger grunnbeløpet (G), som 2 eller 2,041 eller 1/4; kronene regnes ut."""

    andel: Annotated[str, Field(pattern=r"^\d{1,6}/[1-9]\d{0,5}$")] | None = None
    """Brøkdelen av det som står i «g», som 2/3."""

    kroner: Annotated[int, Field(ge=0, le=100_000_000)] | None = None
    """Beløpet i hele kroner, når regelen selv sier kroner."""

    per: Literal["år", "måned", "uke", "dag", "time", "engang"] = "år"
    """Tidsrommet beløpet gjelder."""

    dager_uke: Annotated[int, Field(ge=1, le=7)] | None = None
    """Hvor mange dager i uka et beløp per dag betales for, når regelen sier det."""

    fra: Dato | None = None
    """Dagen kronebeløpet gjelder fra (for beløp i kroner; G har sin egen dato)."""

    tekst: Tekst | None = None
    """Regelen i ord, når den ikke er G eller kroner, eller det som må legges til."""

    @model_validator(mode="after")
    def _says_an_amount(self) -> "Sats":
        if self.g is None and self.kroner is None and self.tekst is None:
            raise fail("mangler-nokkel", "satsen mangler «g», «kroner» eller «tekst»")
        return self


class Ytelse(Datert):
    """Noe en person kan leve av, eller som dekker utgifter på veien."""

    id: Id
    """Samme som filnavnet uten .yml; brukes i adressen og endres aldri."""

    navn: Tekst
    """Det navnet feltet bruker."""

    også_kalt: tuple[Tekst, ...] = ()
    """Andre navn og forkortelser."""

    art: Literal["lønn", "deltakerytelse", "trygd", "behovsprøvd", "utdanningsstøtte", "tillegg"]
    """lønn; deltakerytelse (følger et program eller tiltak); trygd; behovsprøvd (søkes og vurderes); utdanningsstøtte; tillegg (dekker ikke livsopphold alene)."""

    kort: Annotated[Tekst, Field(max_length=220)]
    """Én setning som en veileder kan lese høyt."""

    enkelt: Annotated[Tekst, Field(max_length=90)] | None = None
    """Det samme på A1–A2: en kort setning med vanlige ord, for den som leser lite norsk."""

    ansvar: tuple[Ansvar, ...]
    """Hvem som vedtar og betaler."""

    vilkår: Annotated[tuple[Vilkår, ...], Field(max_length=40)]
    """Hvem som får den: rett eller kan, med paragraf."""

    ved_start: Situasjon = Field(default_factory=dict)
    """Det som endrer seg i situasjonen til alle når de begynner å få den."""

    ved_slutt: Situasjon = Field(default_factory=dict)
    """Det som endrer seg i situasjonen til alle når den stanser."""

    søkes: Søkes | None = None
    """Hvor og når det må søkes, bare når loven sier at det må søkes."""

    størrelse: tuple[Sats, ...] = ()
    """Hvor mye det er, som regel og i kroner."""

    varighet: Annotated[OneOrMany[Varighet], Field(max_length=40)] = ()
    """Hvor lenge den kan gis."""

    reduseres: UtsagnListe = ()
    """Hva som gjør den mindre."""

    utelukker: tuple[MedTilbud, ...] = ()
    """Ytelser og tilbud den ikke kan kombineres med."""

    opphører: UtsagnListe = ()
    """Når den stanser."""

    etterpå: UtsagnListe = ()
    """Hva som kan følge når den stanser."""

    inngang: UtsagnListe = ()
    """Hvordan man søker, og når."""

    ventetid: UtsagnListe = ()
    """Lovens frist for svar, og det som er lokalt."""

    dokumentasjon: UtsagnListe = ()
    """Papirer man trenger."""

    opphold: UtsagnListe = ()
    """Hva den betyr for permanent opphold, familie og statsborgerskap."""

    klage: OneOrMany[Klage] = ()
    """Hva man kan klage på, og til hvem."""

    lokalt: UtsagnListe = ()
    """Det som varierer lokalt."""
