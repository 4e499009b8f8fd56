"""Hand-overs (overganger): where responsibility changes hands."""

from typing import Annotated

from pydantic import Field

from generator.model.base import Id, MåBelegges, Record, Tekst, Utsagn, UtsagnListe
from generator.model.tilbud import AktørId, Datert, Hindring, TilbudId


class Part(Record):
    """En side i en overgang."""

    aktør: AktørId
    """Hvem som har ansvaret."""

    tilbud: tuple[TilbudId, ...] = ()
    """Tilbudene på denne siden."""


class Leveranse(MåBelegges):
    """Noe én aktør må ha klart eller gi en annen; en pil i diagrammet."""

    fra: AktørId
    """Hvem som gir."""

    til: AktørId
    """Hvem som mottar."""

    hva: Annotated[Tekst, Field(max_length=90)]
    """Det som gis, kort nok til å stå på en pil."""

    når: Tekst
    """Når det må være gjort."""


class Deling(MåBelegges):
    """Opplysninger som kan deles, og på hvilket grunnlag."""

    hva: Tekst
    """Opplysningene."""

    grunnlag: Tekst
    """Samtykke, lovhjemmel eller at det ikke kan deles."""


class Overgang(Datert):
    """En overlevering mellom to ansvarlige, eller mellom to tilbud."""

    id: Id
    """Samme som filnavnet uten .yml."""

    navn: Tekst
    """Overgangen i noen få ord, som «Fra introduksjonsprogram til Nav»."""

    også_kalt: tuple[Tekst, ...] = ()
    """Andre navn."""

    kort: Annotated[Tekst, Field(max_length=220)]
    """Hva som skjer, i én setning."""

    fra: Part
    """Den som slipper."""

    til: Part
    """Den som tar imot."""

    leveranser: Annotated[tuple[Leveranse, ...], Field(min_length=1)]
    """Hva hver må ha klart, hvem som skal ha det, og når; i rekkefølge."""

    stopper: UtsagnListe = ()
    """Det som slutter: ytelser, rettigheter, kontaktpersoner."""

    starter: UtsagnListe = ()
    """Det som begynner."""

    kan_deles: tuple[Deling, ...] = ()
    """Hva som kan deles, og på hvilket grunnlag (taushetsplikt, samtykke)."""

    svikt: tuple[Hindring, ...] = ()
    """Det som ofte går galt, og det som hjelper."""

    funn: tuple[Utsagn, ...] = ()
    """Hva forskningen sier om overgangen."""
