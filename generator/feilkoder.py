"""Every code a problem can carry, as its page in the handbook tells of it: what holds, an example, why, and the remedy."""

from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field

from generator.every_rule import RULES
from generator.model.base import Record

# Each file of `feil/`, with what the codes in it have in common.
GROUPS = {
    "fila": "Fila kan ikke leses",
    "post": "Posten har feil form",
    "samlet": "Postene passer ikke sammen",
    "reise": "Reisen holder ikke",
}
FOLDER = Path(__file__).parent / "feil"


class Eksempel(Record):
    """En feil noen kan gjøre, i en av filene i et lite eksempel."""

    i: str
    """Fila feilen står i."""

    rett: str = ""
    """Slik står det når alt er vel; tomt når hele fila er ny."""

    feil: str = ""
    """Slik står det når det er feil; tomt når noe er tatt bort."""


class Feilkode(Record):
    """En feilkode med siden sin i håndboka."""

    kode: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    """Koden, som også er adressen til siden."""

    holder: str = ""
    """Det som holder når alt er vel; utelates når kontrollen selv sier det."""

    hvorfor: Annotated[str, Field(min_length=20)]
    """Hvorfor det er slik."""

    råd: Annotated[str, Field(min_length=20)]
    """Hva man gjør med det."""

    eksempel: Eksempel | None = None
    """Feilen som gir meldingen; utelates når den ikke kan vises som tekst."""

    vist: Annotated[str, Field(min_length=20)]
    """Meldingen slik den står i terminalen."""

    @property
    def regel(self) -> str:
        """What holds when all is well, in the check's own words where it has them."""
        return self.holder or " ".join((RULES[self.kode].__doc__ or "").split())


@cache
def feilkoder() -> dict[str, tuple[Feilkode, ...]]:
    """The codes of each group, in the order they are met."""
    return {name: tuple(Feilkode.model_validate(row) for row in _read(FOLDER / f"{name}.yml")) for name in GROUPS}


def _read(path: Path) -> list[object]:
    return list(yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader))


@cache
def pages() -> frozenset[str]:
    """The codes that have a page."""
    return frozenset(entry.kode for group in feilkoder().values() for entry in group)


def address(kode: str) -> str:
    """Where the page of a code is, from the site's root."""
    return f"redaktor/feil/{kode}/"
