"""The record of an offer (tilbud): what it is, for whom, and everything a counsellor asks about it."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from generator.model.base import (
    Belagt,
    Dato,
    Id,
    Lenke,
    MåBelegges,
    OneOrMany,
    Record,
    Ref,
    Tekst,
    Utsagn,
    UtsagnListe,
    fail,
)
from generator.model.deltakelse import Arbeidsretting, Fulltid, Situasjon, Søkes
from generator.model.regler import Betingelse, Varighet, Vilkår

TilbudId = Annotated[str, Ref("tilbud")]
YtelseId = Annotated[str, Ref("ytelse")]
AktørId = Annotated[str, Ref("aktør")]
Nivå = Literal["ingen", "a1", "a2", "b1", "b2", "c1", "varierer"]
Rolle = Literal["vedtar", "gjennomfører", "betaler", "søker", "veileder", "samarbeider"]


class Ansvar(MåBelegges):
    """Hva en aktør gjør i tilbudet eller for ytelsen."""

    aktør: AktørId
    """Id til aktøren."""

    rolle: OneOrMany[Rolle]
    """vedtar, gjennomfører, betaler, søker, veileder eller samarbeider; én eller flere."""

    tekst: Tekst | None = None
    """Presisering, når rollen alene ikke sier nok."""


class Språkkrav(Belagt):
    """Hvor mye norsk som kreves, eller som man sikter mot."""

    nivå: Nivå
    """ingen, a1, a2, b1, b2, c1 eller varierer."""

    tekst: Tekst | None = None
    """Hva kravet eller målet går ut på, i vanlige ord."""

    ukjent: Tekst | None = None
    """Hvorfor kravet ikke er kjent."""

    @model_validator(mode="after")
    def _has_source(self) -> "Språkkrav":
        if not (self.er_belagt or self.ukjent):
            raise fail("mangler-kilde", "språkkravet har verken hjemmel eller kilde")
        return self


class Språk(Record):
    """Norsk inn, norsk ut, og det noen steder praktiserer."""

    kreves: Språkkrav
    """Hva regelen krever av norsk for å komme inn."""

    gir: Språkkrav | None = None
    """Nivået tilbudet sikter mot."""

    praksis: UtsagnListe = ()
    """Lokal praksis som ikke er regel, for eksempel at noen kontorer ber om A2."""


class TilbudYtelse(Belagt):
    """En ytelse man kan leve av i tilbudet."""

    ytelse: YtelseId
    """Id til ytelsen."""

    måte: Literal["følger_med", "kan_gis", "kan_beholdes", "søkes"]
    """følger_med (alle deltakere får den), kan_gis (på vilkår), kan_beholdes, eller søkes (hver for seg, vurderes)."""

    tekst: Tekst | None = None
    """Vilkåret eller forbeholdet, kort."""

    ukjent: Tekst | None = None
    """Hvorfor sammenhengen ikke er kjent."""

    @model_validator(mode="after")
    def _has_source(self) -> "TilbudYtelse":
        if not (self.er_belagt or self.ukjent):
            raise fail("mangler-kilde", "ytelsen i tilbudet har verken hjemmel eller kilde")
        return self


class TilTilbud(Belagt):
    """En vei videre fra ett tilbud til et annet."""

    tilbud: TilbudId
    """Id til tilbudet det leder til."""

    tekst: Tekst | None = None
    """Når eller hvordan, kort."""

    overgang: Annotated[str, Ref("overgang")] | None = None
    """Overgangen som beskriver overleveringen, når den har sin egen side."""


class MedTilbud(MåBelegges):
    """Et tilbud dette kan kombineres med, krever eller utelukker."""

    tilbud: TilbudId | None = None
    """Id til tilbudet."""

    ytelse: YtelseId | None = None
    """Id til ytelsen, når det er en ytelse det gjelder."""

    når: Betingelse | None = None
    """Når det gjelder, som et vilkårstre; utelates når det alltid gjelder."""

    tekst: Tekst | None = None
    """Under hvilke regler, og hvem som betaler."""

    @model_validator(mode="after")
    def _one_target(self) -> "MedTilbud":
        if (self.tilbud is None) == (self.ytelse is None):
            raise fail("mangler-nokkel", "her skal det stå enten «tilbud» eller «ytelse»")
        return self


class Hindring(MåBelegges):
    """Noe som ofte stanser folk, og det som hjelper."""

    hindring: Tekst
    """Hindringen, uten å legge skylden på personen."""

    hjelper: Tekst | None = None
    """Det som hjelper, når kilden sier noe om det."""


class Effekt(Belagt):
    """Hva forskningen sier om nytten, eller at den ikke sier noe."""

    påstand: Tekst | None = None
    """Funnet, med år og antall der kilden har det."""

    art: (
        Literal["registerstudie", "evaluering", "spørreundersøkelse", "intervjuer", "statistikk", "oppsummering"] | None
    ) = None
    """Hva slags kunnskap det er."""

    ukjent: Tekst | None = None
    """Hvorfor effekten ikke er kjent."""

    @model_validator(mode="after")
    def _has_source(self) -> "Effekt":
        if (self.påstand is None) == (self.ukjent is None):
            raise fail("tekst-eller-hull", "her skal det stå enten «påstand» eller «ukjent»")
        if self.påstand and not self.er_belagt:
            raise fail("mangler-kilde", "effekten har verken hjemmel eller kilde")
        return self


class Klage(Utsagn):
    """Hva man kan klage på, og hvem som avgjør klagen."""

    til: AktørId | None = None
    """Id til den som avgjør klagen."""


class Datert(Record):
    """Datoene og grunnlaget alle lange poster bærer."""

    lov_lest: Dato
    """Datoen lovtekstene posten hviler på, er lest per."""

    redigert: Dato
    """Dagen posten sist ble endret i substans."""

    bygger_på: tuple[Annotated[str, Ref("evidens")], ...] = ()
    """Rader i rapportene posten bygger på, som `kvalifiseringslop-2021#amo-kurs`."""

    lenker: tuple[Lenke, ...] = ()
    """Offisielle nettsider."""


class Tilbud(Datert):
    """Et tilbud, en ordning eller et tiltak en person kan delta i eller få."""

    id: Id
    """Samme som filnavnet uten .yml; brukes i adressen og endres aldri."""

    navn: Tekst
    """Det navnet feltet bruker."""

    også_kalt: tuple[Tekst, ...] = ()
    """Andre navn, forkortelser og gamle navn, så søket finner tilbudet."""

    kategori: Annotated[str, Ref("kategori")]
    """Id til kategorien på kartet."""

    trinn: Id | None = None
    """Id til trinnet i kategorien; en variant står der døra står, og har ikke noe eget."""

    variant_av: TilbudId | None = None
    """Id til tilbudet som er døra, når dette er en variant bak den."""

    gjelder_i: tuple[Annotated[str, Field(pattern=r"^\d{2}(\d{2})?$")], ...] = ()
    """Fylkes- eller kommunenumre når tilbudet bare finnes der; tomt betyr hele landet."""

    gjelder_fra: Dato | None = None
    """Dagen tilbudet begynte eller begynner, når det er nytt eller kommer."""

    gjelder_til: Dato | None = None
    """Siste dag tilbudet finnes, når det er midlertidig."""

    kort: Annotated[Tekst, Field(max_length=220)]
    """Én setning som en veileder kan lese høyt."""

    enkelt: Annotated[Tekst, Field(max_length=90)] | None = None
    """Det samme på A1–A2: en kort setning med vanlige ord, for den som leser lite norsk."""

    om: UtsagnListe = ()
    """Hva tilbudet inneholder, punkt for punkt."""

    ansvar: tuple[Ansvar, ...]
    """Hvem som vedtar, gjennomfører og betaler."""

    vilkår: Annotated[tuple[Vilkår, ...], Field(max_length=40)]
    """Hvem tilbudet er for: rett, plikt eller kan, med paragraf."""

    ved_start: Situasjon = Field(default_factory=dict)
    """Det som endrer seg i situasjonen til alle når de begynner."""

    ved_slutt: Situasjon = Field(default_factory=dict)
    """Det som endrer seg i situasjonen til alle når de er ferdige."""

    søkes: Søkes | None = None
    """Hvor og når det må søkes, bare når loven sier at det må søkes."""

    fulltid: Fulltid | None = None
    """Timene i uka tilbudet fyller, bare når loven setter dem."""

    arbeidsretting: OneOrMany[Arbeidsretting] = ()
    """Snittet av timer som er rettet mot arbeid, bare når loven krever det."""

    inngang: UtsagnListe = ()
    """Hvordan man kommer inn: hvem som søker eller henvender seg, og til hvem."""

    søknadsfrist: UtsagnListe = ()
    """Søknadsfrister, eller at de ikke finnes eller fastsettes lokalt."""

    ventetid: UtsagnListe = ()
    """Lovens grense for venting først, så det som er lokalt."""

    varighet: Annotated[OneOrMany[Varighet], Field(max_length=40)]
    """Hvor lenge det varer, for hvem."""

    omfang: UtsagnListe = ()
    """Timer i uka, heltid eller deltid."""

    språk: Språk
    """Norsk som kreves og norsk man sikter mot."""

    livsopphold: tuple[TilbudYtelse, ...] = ()
    """Hva man kan leve av mens man er i tilbudet; tom liste når tilbudet ikke sier noe om det."""

    livsopphold_merknad: UtsagnListe = ()
    """Det man må vite om penger i tillegg, for eksempel at tilbudet ikke gir noe å leve av."""

    finansiering: UtsagnListe = ()
    """Hvem som betaler tilbudet, og om deltakeren må betale."""

    kombineres: Annotated[tuple[MedTilbud, ...], Field(max_length=60)] = ()
    """Det som kan gå samtidig."""

    krever: Annotated[tuple[MedTilbud, ...], Field(max_length=60)] = ()
    """Det som må være på plass først."""

    utelukker: Annotated[tuple[MedTilbud, ...], Field(max_length=60)] = ()
    """Det som ikke kan gå samtidig."""

    fører_til: tuple[TilTilbud, ...] = ()
    """Tilbudene dette ofte leder til."""

    begynnelse: Tekst | None = None
    """Hvorfor man kan komme hit uten å ha vært i et annet tilbud, for eksempel «man møter opp selv»."""

    ende: Tekst | None = None
    """Hvorfor ingenting følger, når tilbudet er en ende, for eksempel «fast jobb»."""

    dokumentasjon: UtsagnListe = ()
    """Papirer man trenger."""

    hindringer: tuple[Hindring, ...] = ()
    """Kjente hindringer og det som hjelper."""

    dokumentert_effekt: OneOrMany[Effekt] = ()
    """Hva forskningen sier om nytten."""

    opphold: UtsagnListe = ()
    """Hva det betyr for permanent opphold og statsborgerskap."""

    klage: OneOrMany[Klage] = ()
    """Hva man kan klage på, og til hvem."""

    lokalt: UtsagnListe = ()
    """Det som varierer lokalt."""
