"""The record of an event (hendelse): what has happened or will, and what follows from it."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from generator.model.base import Id, MåBelegges, OneOrMany, Record, Ref, Tekst, UtsagnListe, fail
from generator.model.regler import Betingelse
from generator.model.tilbud import AktørId, Datert, Hindring, Klage, TilbudId, YtelseId

FaktumRef = Annotated[str, Ref("faktum")]


class Gjelder(Record):
    """Hvem hendelsen gjelder."""

    hvem: Tekst
    """Gruppen i vanlige ord."""

    hvis: Betingelse | None = None
    """Det samme som et vilkårstre, når det kan avgjøres."""


class Endring(Record):
    """Et faktum som flytter seg når dette hender."""

    faktum: FaktumRef
    """Id til faktumet."""

    fra: OneOrMany[Tekst] = ()
    """Svaret før, ett eller flere; utelates når det ikke har noe å si."""

    til: Tekst
    """Svaret etterpå, eller `ukjent` når det ikke lenger er kjent."""

    @model_validator(mode="after")
    def _moves(self) -> "Endring":
        if self.til in self.fra:
            raise fail("ingen-endring", "svaret er det samme før og etter")
        return self


class Eksempel(Record):
    """En oppdiktet situasjon som viser hva som endrer seg."""

    kort: Annotated[Tekst, Field(max_length=220)]
    """Hvem eksempelet er om, i én setning."""

    situasjon: dict[FaktumRef, Tekst]
    """Situasjonen rett før det hender, som fakta."""


class Gjøremål(MåBelegges):
    """Noe som må gjøres, av hvem og når."""

    hva: Annotated[Tekst, Field(max_length=140)]
    """Det som skal gjøres, kort nok til å leses høyt."""

    når_mnd_før: Annotated[int, Field(ge=0, le=24)] | None = None
    """Hvor mange måneder før det hender: 6, 3 eller 1; 0 når det skjer."""

    frist: Annotated[Tekst, Field(max_length=90)] | None = None
    """Fristen i ord, når den ikke er et antall måneder før."""

    hvem: OneOrMany[AktørId] = ()
    """Hvem som gjør det; utelates når det er personen selv."""

    til: AktørId | None = None
    """Hvem det sendes eller sies til."""

    tekst: Tekst | None = None
    """Det man må vite i tillegg."""

    tilbud: TilbudId | None = None
    """Tilbudet det gjelder."""

    ytelse: YtelseId | None = None
    """Ytelsen det gjelder."""

    @model_validator(mode="after")
    def _has_a_time(self) -> "Gjøremål":
        if (self.når_mnd_før is None) == (self.frist is None):
            raise fail("mangler-nokkel", "her skal det stå enten «når_mnd_før» eller «frist»")
        return self


class Frist(MåBelegges):
    """En grense som løper, og det som skjer når den er nådd."""

    navn: Annotated[Tekst, Field(max_length=90)]
    """Det som løper ut, kort."""

    regnes_fra: Tekst
    """Dagen grensen regnes fra."""

    uker: Annotated[int, Field(ge=1, le=600)] | None = None
    """Lengden i uker."""

    mnd: Annotated[int, Field(ge=1, le=600)] | None = None
    """Lengden i måneder."""

    år: Annotated[int, Field(ge=1, le=80)] | None = None
    """Lengden i år."""

    lengde: Annotated[Tekst, Field(max_length=90)] | None = None
    """Lengden i ord, når den ikke er et antall."""

    hva_som_skjer: Tekst
    """Det som skjer når grensen er nådd."""

    @model_validator(mode="after")
    def _has_one_length(self) -> "Frist":
        if sum(value is not None for value in (self.uker, self.mnd, self.år, self.lengde)) != 1:
            raise fail("mangler-nokkel", "fristen skal ha én av «uker», «mnd», «år» eller «lengde»")
        return self


class Hendelse(Datert):
    """Noe som har hendt eller skal hende: hva som endrer seg, og hva som må gjøres."""

    id: Id
    """Samme som filnavnet uten .yml; brukes i adressen og endres aldri."""

    navn: Tekst
    """Hendelsen i noen få ord, som «Programmet slutter»."""

    også_kalt: tuple[Tekst, ...] = ()
    """Andre navn, så søket finner hendelsen."""

    kort: Annotated[Tekst, Field(max_length=220)]
    """Det viktigste, i én setning som en veileder kan lese høyt."""

    form: Literal["har_hendt", "kommer"]
    """har_hendt, eller kommer når det er en dato på forhånd."""

    alder: Annotated[int, Field(ge=16, le=80)] | None = None
    """Alderen personen fyller, når hendelsen er en fødselsdag."""

    forside: Annotated[int, Field(ge=1, le=9)] | None = None
    """Plassen blant de vanligste på forsiden, for dem som står der."""

    gjelder: Gjelder
    """Hvem hendelsen gjelder."""

    endrer: tuple[Endring, ...] = ()
    """Hvordan situasjonen flytter seg, som fakta; det reglene sier før og etter, regnes ut."""

    eksempel: Eksempel | None = None
    """En oppdiktet situasjon, når ingen persona passer eller den viser mer."""

    stopper: UtsagnListe = ()
    """Det som slutter; den første setningen i hvert punkt skal kunne stå alene."""

    starter: UtsagnListe = ()
    """Det som begynner eller blir mulig; den første setningen skal kunne stå alene."""

    gjør: Annotated[tuple[Gjøremål, ...], Field(min_length=1)]
    """Det som må gjøres, av hvem og når; det viktigste først i hver tid."""

    frister: tuple[Frist, ...] = ()
    """Grenser som løper."""

    papirer: UtsagnListe = ()
    """Papirer man trenger."""

    klage: OneOrMany[Klage] = ()
    """Hva man kan klage på, og til hvem."""

    svikt: tuple[Hindring, ...] = ()
    """Det som ofte går galt, og det som hjelper."""

    tilbud: tuple[TilbudId, ...] = ()
    """Tilbudene det gjelder, i den rekkefølgen man bør se på dem."""

    ytelser: tuple[YtelseId, ...] = ()
    """Ytelsene det gjelder."""

    overganger: tuple[Annotated[str, Ref("overgang")], ...] = ()
    """Overganger der ansvaret skifter hender samtidig."""
