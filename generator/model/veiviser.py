"""The way through education from abroad, question by question, and the list of countries it looks up in."""

from typing import Annotated

from pydantic import Field

from generator.model.base import Id, MåBelegges, Record, Ref, Tekst, UtsagnListe
from generator.model.tilbud import AktørId, TilbudId


class Veisvar(Record):
    """Et svar, og det som følger av det."""

    svar: Tekst
    """Svaret, kort."""

    punkter: UtsagnListe = ()
    """Hva svaret betyr."""

    tilbud: tuple[TilbudId, ...] = ()
    """Tilbudene som er aktuelle."""

    aktør: AktørId | None = None
    """Hvem man henvender seg til."""

    tid: UtsagnListe = ()
    """Hvor lenge det tar, eller at det ikke er kjent."""

    imens: UtsagnListe = ()
    """Hva personen kan gjøre mens hun venter."""

    videre: Annotated[str, Ref("veivalgspørsmål")] | None = None
    """Id til neste spørsmål."""


class Veivalgspørsmål(Record):
    """Et spørsmål i veien gjennom utdanning fra utlandet."""

    id: Id
    """Kort id som også er ankeret på siden."""

    spørsmål: Tekst
    """Spørsmålet, slik det kan leses høyt."""

    hjelp: UtsagnListe = ()
    """Hvor man finner svaret, og hvorfor det betyr noe."""

    svar: Annotated[tuple[Veisvar, ...], Field(min_length=2)]
    """Svarene."""


class GsuLand(MåBelegges):
    """Hva GSU-listen krever av utdanning fra ett land for generell studiekompetanse."""

    id: Id
    """Landet med små bokstaver og bindestrek; ankeret på siden."""

    navn: Tekst
    """Landet, slik lista skriver det."""

    krav: Tekst
    """Utdanningen lista krever, slik den er satt opp der."""

    engelsk: Tekst | None = None
    """Det lista krever av engelsk, når den sier noe om det for landet."""

    nytt_krav: Tekst | None = None
    """Utdanningen den nye lista krever, når den er en annen."""
