"""What the site answers of what it was asked for: the blueprint's requirements, and the evidence that is left out."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from generator.model.base import Record, Ref, Tekst, fail

ADRESSE = r"^([a-z0-9-]+/)*(#[a-z0-9-]+)?$"


class Krav(Record):
    """Et av kravene i rapporten nettstedet bygger på, og hvor det er møtt."""

    id: Annotated[str, Field(pattern=r"^K-\d{2,3}$")]
    """Nummeret, som K-07; teksten står i `evidens.yml`."""

    svar: Literal["møtt", "delvis", "ikke"]
    """møtt, delvis eller ikke."""

    adresser: tuple[Annotated[str, Field(pattern=ADRESSE)], ...] = ()
    """Sidene der kravet er møtt, som `kart/` eller `sprak/#a2`."""

    tekst: Tekst | None = None
    """Hvordan, når det ikke er til å se; eller hvorfor ikke."""

    @model_validator(mode="after")
    def _answers(self) -> "Krav":
        if self.svar != "ikke" and not self.adresser:
            raise fail("mangler-nokkel", "et krav som er møtt, må ha «adresser»")
        if self.svar != "møtt" and not self.tekst:
            raise fail("mangler-nokkel", "et krav som ikke er helt møtt, må ha «tekst» som sier hvorfor")
        return self


class Utelatt(Record):
    """En rad i rapportgjennomgangene som ingen post bygger på, og hvorfor."""

    id: Annotated[str, Ref("evidens")]
    """Raden, som `isf-2024#utvidet-norsk`."""

    grunn: Literal["avsluttet", "dublett", "utenfor", "ikke_for_personen"]
    """avsluttet, dublett, utenfor (ikke kvalifisering av voksne innvandrere) eller ikke_for_personen (styring, tilskudd, metode)."""

    tekst: Tekst
    """Hvorfor, i én setning."""
