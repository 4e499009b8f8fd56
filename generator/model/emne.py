"""Pages about one subject across offers (emner), and the dates of the year."""

from typing import Annotated, Literal

from pydantic import Field

from generator.model.base import Id, Record, Ref, Tekst, Utsagn, UtsagnListe
from generator.model.tilbud import Datert, TilbudId, YtelseId

Emneside = Literal[
    "aktorer", "aret-rundt", "forskning", "livsopphold", "opphold", "sprak", "stotteordninger", "utdanning-fra-utlandet"
]


class Del(Record):
    """En del av siden, under sin egen overskrift."""

    id: Id
    """Ankeret på siden."""

    navn: Tekst
    """Overskriften."""

    punkter: Annotated[tuple[Utsagn, ...], Field(min_length=1)]
    """Det som gjelder, punkt for punkt."""

    tilbud: tuple[TilbudId, ...] = ()
    """Tilbudene delen handler om."""

    ytelser: tuple[YtelseId, ...] = ()
    """Ytelsene delen handler om."""


class Emne(Datert):
    """Det en side sier om emnet sitt, i tillegg til det som hentes fra postene."""

    id: Emneside
    """Adressen siden har, som er filnavnet uten .yml."""

    kort: Tekst
    """Hva siden gir svar på, i én eller to setninger."""

    deler: Annotated[tuple[Del, ...], Field(min_length=1)]
    """Delene i den rekkefølgen de vises."""


class Årsdato(Utsagn):
    """Noe som kommer igjen hvert år: en søknadsfrist, en prøve, en måned uten stipend, et nytt beløp."""

    id: Id
    """Kort id som også er ankeret på siden."""

    navn: Tekst
    """Hva det er, i noen få ord."""

    måned: Annotated[int, Field(ge=1, le=12)]
    """Måneden det skjer eller begynner, fra 1 til 12."""

    dag: Annotated[int, Field(ge=1, le=31)] | None = None
    """Dagen, når den er den samme hvert år."""

    til_måned: Annotated[int, Field(ge=1, le=12)] | None = None
    """Måneden det slutter, når det varer."""

    art: Literal["søknad", "prøve", "penger", "regel", "skoleår"]
    """søknad, prøve, penger, regel eller skoleår."""

    tilbud: tuple[TilbudId, ...] = ()
    """Tilbudene det gjelder."""

    ytelser: tuple[YtelseId, ...] = ()
    """Ytelsene det gjelder."""


class Funn(Utsagn):
    """Et funn i forskningen som gjelder flere tilbud, eller feltet som helhet."""

    id: Id
    """Kort id som også er ankeret på siden."""

    tema: Literal["deltakelse", "språk", "arbeid", "utdanning", "samarbeid", "oppfølging", "stemmer", "veiledning"]
    """deltakelse, språk, arbeid, utdanning, samarbeid, oppfølging, stemmer (deltakernes egne) eller veiledning."""

    art: Literal["registerstudie", "evaluering", "spørreundersøkelse", "intervjuer", "statistikk", "oppsummering"]
    """Hva slags kunnskap det er."""

    tilbud: tuple[TilbudId, ...] = ()
    """Tilbudene det gjelder."""

    råd: UtsagnListe = ()
    """Det rapporten selv anbefaler, eller det som hjalp."""

    bygger_på: tuple[Annotated[str, Ref("evidens")], ...] = ()
    """Rader i rapportene funnet bygger på, som `kvalifiseringslop-2021#B-01`."""
