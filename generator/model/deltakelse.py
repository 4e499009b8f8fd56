"""What taking part in something changes for a person, asks of the week, and must be applied for."""

from calendar import monthrange
from typing import Annotated

from pydantic import Field, model_validator

from generator.model.base import MåBelegges, Record, Ref, Tekst, fail
from generator.model.regler import Betingelse

Timer = Annotated[float, Field(gt=0, le=60)]
# What is true of a person, fact by fact: all of it, or what changes.
Situasjon = dict[Annotated[str, Ref("faktum")], Tekst]


class Frist(Record):
    """En dato som kommer igjen hvert år."""

    måned: Annotated[int, Field(ge=1, le=12)]
    """Måneden, fra 1 til 12."""

    dag: Annotated[int, Field(ge=1, le=31)]
    """Dagen i måneden."""

    @model_validator(mode="after")
    def _comes_every_year(self) -> "Frist":
        if self.dag > monthrange(2023, self.måned)[1]:
            raise fail("ugyldig-dato", "denne datoen finnes ikke hvert år")
        return self


class Søkes(MåBelegges):
    """At noe må søkes om, og hos hvem; senest når det begynner, når ikke noe annet står."""

    til: Annotated[str, Ref("aktør")]
    """Hvem søknaden sendes til."""

    frist: Frist | None = None
    """Siste dag for å søke, når den er den samme hvert år."""

    før_mnd: Annotated[int, Field(ge=0, le=60)] | None = None
    """Hvor mange måneder før starten søknaden senest må være sendt."""

    etter_mnd: Annotated[int, Field(ge=1, le=36)] | None = None
    """Hvor mange måneder etter starten det ennå kan søkes, når det gis for tiden før søknaden."""

    frister_etter: Annotated[tuple[Frist, ...], Field(max_length=12)] = ()
    """Datoene i året det senest kan søkes når det har begynt: den første av dem etter starten, og før det slutter."""


class Arbeidsretting(MåBelegges):
    """At loven krever et snitt av timer som er rettet mot arbeid."""

    når: Betingelse | None = None
    """Hvem kravet gjelder, avgjort når tilbudet begynner."""

    timer_uke: Timer
    """Timer i uka i snitt."""

    etter_mnd: Annotated[int, Field(ge=0, le=60)] = 0
    """Hvor mange måneder ut i tilbudet tiden som regnes med, begynner."""

    teller: tuple[Annotated[str, Ref("tilbud")], ...]
    """Tilbudene timene regnes med fra, når de er del av dette; en jobb regnes alltid med."""


class Fulltid(MåBelegges):
    """At tilbudet fyller uka, når loven selv setter timene."""

    timer_uke: Timer
    """Timer i uka, som 37.5."""
