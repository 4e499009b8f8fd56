"""Personas and their journeys (reiser)."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from generator.model.base import (
    Belagt,
    Dato,
    Id,
    JaNei,
    OneOrMany,
    Record,
    Ref,
    Tekst,
    Utsagn,
    UtsagnListe,
    fail,
)
from generator.model.deltakelse import Situasjon, Timer
from generator.model.tilbud import AktørId, Datert, TilbudId, YtelseId

StegId = Id
Måned = Annotated[int, Field(ge=0, le=240)]
Bane = Literal["norsk", "arbeid_utdanning", "supplerende", "livsopphold", "ansvar"]


class Persona(Datert):
    """En oppdiktet person, satt sammen av det rapportene forteller."""

    id: Id
    """Samme som filnavnet uten .yml."""

    navn: Tekst
    """Fornavnet."""

    alder: Annotated[int, Field(ge=16, le=80)]
    """Alderen når reisen begynner."""

    fødselsmåned: Annotated[int, Field(ge=1, le=12)] | None = None
    """Måneden personen har fødselsdag, fra 1 til 12; kreves når personen har en reise."""

    kort: Annotated[Tekst, Field(max_length=220)]
    """Hvem personen er, i én setning."""

    bakgrunn: tuple[Tekst, ...]
    """Korte avsnitt om det personen har med seg."""

    håp: tuple[Tekst, ...]
    """Det personen selv ønsker, i egne ord."""

    situasjon: Situasjon
    """Situasjonen ved starten som fakta; det som ikke er kjent, utelates."""

    belegg: UtsagnListe = ()
    """Det rapportene sier om mennesker i lignende situasjon."""


class Søknad(Belagt):
    """En søknad eller et krav som må sendes mens reisen pågår."""

    mnd: Måned
    """Måneden den må sendes."""

    hva: Tekst
    """Hva som søkes om."""

    til: AktørId
    """Hvem den sendes til."""


class Steg(Belagt):
    """En del av reisen, i én bane, fra en måned til en annen."""

    id: StegId
    """Kort id som er unik i reisen."""

    navn: Tekst
    """Det som står på streken i diagrammet; kort."""

    bane: Bane
    """norsk, arbeid_utdanning, supplerende, livsopphold eller ansvar."""

    fra_mnd: Måned
    """Måneden steget begynner; 0 er reisens start."""

    til_mnd: Måned
    """Måneden steget er ferdig."""

    tilbud: TilbudId | None = None
    """Tilbudet steget er."""

    ytelse: YtelseId | None = None
    """Ytelsen personen lever av (banen livsopphold)."""

    aktør: AktørId | None = None
    """Hvem som har ansvaret (banen ansvar), eller hvem som følger opp steget."""

    hull: Tekst | None = None
    """Hvorfor det ikke er noe å leve av i denne tiden (banen livsopphold)."""

    hvorfor: Tekst | None = None
    """Hvorfor dette steget kommer nå."""

    gir: Tekst | None = None
    """Det personen har etterpå som hun ikke hadde før."""

    antakelse: Tekst | None = None
    """Det som forutsettes der reglene ikke avgjør det; kreves når svaret er uavklart ved starten av steget."""

    ved_start: Situasjon = Field(default_factory=dict)
    """Det dette steget endrer i situasjonen når det begynner; går foran det tilbudet selv sier."""

    ved_slutt: Situasjon = Field(default_factory=dict)
    """Det dette steget endrer i situasjonen når det slutter; går foran det tilbudet selv sier."""

    brukt_mnd: Måned = 0
    """Måneder av tilbudet eller ytelsen som er brukt før reisen begynner; da er vedtaket alt truffet."""

    forlenget: JaNei = False
    """ja når steget bruker forlengelsen loven åpner for; da må det ha «antakelse»."""

    del_av: StegId | None = None
    """Id til steget dette er en del av, som norsk i programmet."""

    timer_uke: Timer | None = None
    """Timer i uka steget tar."""

    sats: Tekst | None = None
    """Satsen personen får, med ordene som står under «gjelder» i ytelsen, når fakta ikke avgjør hvilken det er."""

    dager_uke: Annotated[int, Field(ge=1, le=7)] | None = None
    """Dager i uka ytelsen betales for i dette steget, når den er per dag og dagene avhenger av deltakelsen."""

    anslag: JaNei = True
    """ja når lengden er et anslag, nei når en paragraf setter den."""

    søknader: OneOrMany[Søknad] = ()
    """Det som må søkes om underveis, og når."""

    kunne_vært: Tekst | None = None
    """Hva som kunne gått annerledes et annet sted."""

    @model_validator(mode="after")
    def _makes_sense(self) -> "Steg":
        if self.til_mnd <= self.fra_mnd:
            raise fail("feil-rekkefolge", "steget må slutte etter at det begynner")
        if self.bane == "livsopphold" and (self.ytelse is None) == (self.hull is None):
            raise fail("mangler-nokkel", "et steg i banen livsopphold må ha enten «ytelse» eller «hull»")
        if self.bane == "ansvar" and self.aktør is None:
            raise fail("mangler-nokkel", "et steg i banen ansvar må ha «aktør»")
        if not self.anslag and not self.er_belagt:
            raise fail("mangler-kilde", "et steg med fast lengde må ha hjemmel")
        return self


class Valg(Record):
    """Ett av svarene på et veivalg."""

    tekst: Tekst
    """Det som velges, og hva det fører med seg."""

    steg: StegId | None = None
    """Steget i denne reisen valget fører til."""

    tilbud: TilbudId | None = None
    """Tilbudet valget fører til, når det ligger utenfor denne reisen."""

    reise: Annotated[str, Ref("reise")] | None = None
    """En annen reise som viser hvordan det går."""


class Veivalg(Belagt):
    """Et punkt der reisen kan gå flere veier."""

    mnd: Måned
    """Måneden valget må tas."""

    spørsmål: Tekst
    """Det som må avgjøres."""

    hvem: AktørId | None = None
    """Hvem som avgjør, når det ikke er personen selv."""

    valg: Annotated[tuple[Valg, ...], Field(min_length=2)]
    """Veiene man kan velge mellom."""


class Sidevei(Belagt):
    """Et tilbakeslag, og veien ut av det."""

    fra: StegId
    """Steget det kan gå galt i."""

    tilbakeslag: Tekst
    """Det som skjer."""

    vei_ut: Tekst
    """Det som kan gjøres, og hvem som gjør det."""

    tilbud: OneOrMany[TilbudId] = ()
    """Tilbud på veien ut."""


class Destinasjon(Record):
    """Et mål reisen kan ende i."""

    mål: Annotated[str, Ref("mål")]
    """Id til målet i `pathways/mal.yml`."""

    steg: StegId
    """Steget som når målet."""

    hovedmål: JaNei = False
    """ja for det målet personen setter høyest."""


class Overlevering(Record):
    """Stedet i reisen der ansvaret skifter hender."""

    mnd: Måned
    """Måneden det skjer."""

    overgang: Annotated[str, Ref("overgang")]
    """Overgangen som beskriver hva som må være klart."""


class Kontroll(Record):
    """Det reglene ikke kan bevise om reisen."""

    funn: Annotated[tuple[Utsagn, ...], Field(min_length=1)]
    """Punkt for punkt, med hjemmel, eller som et hull når det ikke kan prøves."""


class Reise(Datert):
    """En persona på vei mot sine mål, steg for steg."""

    id: Id
    """Samme som filnavnet uten .yml."""

    navn: Tekst
    """Reisen i noen få ord, som «Fra verksted til fagbrev»."""

    persona: Annotated[str, Ref("persona")]
    """Id til personaen."""

    begynner: Dato
    """Første dag i kalendermåneden som er måned 0, som 2026-08-01."""

    kort: Annotated[Tekst, Field(max_length=220)]
    """Nå → mål → tid, i én setning."""

    mål: Annotated[tuple[Destinasjon, ...], Field(min_length=1)]
    """Ett eller flere mål reisen kan ende i."""

    steg: Annotated[tuple[Steg, ...], Field(min_length=2)]
    """Stegene; de kan gå side om side."""

    veivalg: tuple[Veivalg, ...] = ()
    """Punkter der reisen kan gå flere veier."""

    sideveier: tuple[Sidevei, ...] = ()
    """Tilbakeslag med vei ut."""

    overleveringer: tuple[Overlevering, ...] = ()
    """Der ansvaret skifter hender."""

    lærdom: UtsagnListe = ()
    """Det denne reisen viser om feltet."""

    kontroll: Kontroll | None = None
    """Det reglene ikke kan bevise om reisen."""

    @model_validator(mode="after")
    def _begins_a_month(self) -> "Reise":
        if self.begynner.day != 1:
            raise fail("ugyldig-dato", "reisen må begynne den første dagen i en måned")
        return self
