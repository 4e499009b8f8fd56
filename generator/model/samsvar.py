"""What cannot be true of one person at the same time."""

from typing import Annotated

from pydantic import Field, model_validator

from generator.model.base import Belagt, Id, Record, Ref, Tekst, fail
from generator.model.regler import Betingelse

FaktumNavn = Annotated[str, Ref("faktum")]


class Samsvar(Belagt, Record):
    """To eller flere svar som ikke kan være sanne samtidig, og hvorfor."""

    id: Id
    """Kort id."""

    hvorfor: Tekst
    """Grunnen i én setning som kan leses høyt, som «Beskyttelsen kan ikke være eldre enn personen»."""

    umulig: Betingelse | None = None
    """Et tre av svar som aldri kan holde; en som ikke har svart, bryter det ikke."""

    ikke_over: Annotated[tuple[FaktumNavn, ...], Field(min_length=2, max_length=2)] | None = None
    """To tall i samme enhet: det første kan ikke være større enn det andre."""

    pluss: Annotated[int, Field(ge=-1000, le=1000)] = 0
    """Hvor mye det første likevel kan være over det andre; negativt når det må være så mye under."""

    @model_validator(mode="after")
    def _one_form(self) -> "Samsvar":
        if (self.umulig is None) == (self.ikke_over is None):
            raise fail("mangler-nokkel", "her skal det stå enten «umulig» eller «ikke_over»")
        return self
