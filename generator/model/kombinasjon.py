"""Combinations: offers that run side by side, under whose rules, and who pays."""

from typing import Annotated

from pydantic import Field

from generator.model.base import Id, Tekst, Utsagn, UtsagnListe
from generator.model.overgang import Deling
from generator.model.tilbud import AktørId, Datert, Hindring, TilbudId, YtelseId


class Kombinasjon(Datert):
    """Tilbud som går side om side for samme person."""

    id: Id
    """Samme som filnavnet uten .yml; ankeret på siden."""

    navn: Tekst
    """Kombinasjonen i noen få ord, som «Norsk og arbeidstrening»."""

    også_kalt: tuple[Tekst, ...] = ()
    """Andre navn."""

    kort: Annotated[Tekst, Field(max_length=220)]
    """Hva som går sammen, og for hvem, i én setning."""

    tilbud: Annotated[tuple[TilbudId, ...], Field(min_length=1)]
    """Tilbudene som går sammen; ett alene når det kombineres med en jobb eller en ytelse."""

    ytelser: tuple[YtelseId, ...] = ()
    """Ytelsene det gjelder, når kombinasjonen handler om dem."""

    samordner: tuple[AktørId, ...] = ()
    """Hvem som holder delene sammen."""

    regler: UtsagnListe = ()
    """Under hvilke regler hver del går, og det som setter grenser for å kombinere."""

    betaler: UtsagnListe = ()
    """Hvem som betaler hver del."""

    livsopphold: UtsagnListe = ()
    """Hva personen lever av."""

    klart: UtsagnListe = ()
    """Det som må være klart først: hvem som gjør hva, og når."""

    kan_deles: tuple[Deling, ...] = ()
    """Hva som kan deles, og på hvilket grunnlag (taushetsplikt, samtykke)."""

    stopper: UtsagnListe = ()
    """Det som faller bort når delene går sammen, eller når den ene er slutt."""

    svikt: tuple[Hindring, ...] = ()
    """Det som ofte går galt, og det som hjelper."""

    funn: tuple[Utsagn, ...] = ()
    """Hva forskningen sier om kombinasjonen."""
