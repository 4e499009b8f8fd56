"""Support schemes (støtteordninger): money and help to employers, municipalities and organisations."""

from typing import Annotated, Literal

from pydantic import Field

from generator.model.base import Id, OneOrMany, Tekst, Utsagn, UtsagnListe
from generator.model.tilbud import Ansvar, Datert, TilbudId
from generator.model.ytelse import Sats

Mottaker = Literal["arbeidsgiver", "kommune", "fylkeskommune", "frivillig", "opplæring"]


class Støtteordning(Datert):
    """Penger eller hjelp til dem som tar imot, ansetter, lærer opp eller følger opp."""

    id: Id
    """Samme som filnavnet uten .yml; ankeret på siden."""

    navn: Tekst
    """Det navnet feltet bruker."""

    også_kalt: tuple[Tekst, ...] = ()
    """Andre navn."""

    til: OneOrMany[Mottaker]
    """Hvem som får støtten: arbeidsgiver, kommune, fylkeskommune, frivillig eller opplæring."""

    kort: Annotated[Tekst, Field(max_length=220)]
    """Hva støtten er, i én setning."""

    ansvar: tuple[Ansvar, ...]
    """Hvem som vedtar og betaler."""

    vilkår: Annotated[tuple[Utsagn, ...], Field(min_length=1)]
    """Hva som må være oppfylt."""

    størrelse: tuple[Sats, ...] = ()
    """Hvor mye, som regel eller i kroner."""

    varighet: UtsagnListe = ()
    """Hvor lenge den kan gis."""

    søknad: UtsagnListe = ()
    """Hvem som søker, hvor og når."""

    plikter: UtsagnListe = ()
    """Det mottakeren må gjøre, og det støtten ikke kan brukes til."""

    tilbud: tuple[TilbudId, ...] = ()
    """Tilbudene den er knyttet til."""

    funn: tuple[Utsagn, ...] = ()
    """Hva forskningen sier om ordningen."""
