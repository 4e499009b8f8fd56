"""The record types, and where each kind is kept under `pathways/`."""

from dataclasses import dataclass

from generator.model.base import Record
from generator.model.hendelse import Hendelse
from generator.model.oppslag import (
    Aktør,
    Begrep,
    Evidens,
    Grunnbeløp,
    Kategori,
    Kilde,
    Mål,
    Omdirigering,
    Regelverk,
    Språknivå,
)
from generator.model.overgang import Overgang
from generator.model.regler import Faktum
from generator.model.reise import Persona, Reise
from generator.model.samsvar import Samsvar
from generator.model.tilbud import Tilbud
from generator.model.ytelse import Ytelse


@dataclass(frozen=True)
class Kind:
    """A kind of record: its name, its class, and its file or folder under `pathways/`."""

    name: str
    type: type[Record]
    place: str

    @property
    def is_folder(self) -> bool:
        """Whether each record has a file of its own."""
        return not self.place.endswith(".yml")


KINDS = (
    Kind("kategori", Kategori, "kategorier.yml"),
    Kind("tilbud", Tilbud, "tilbud"),
    Kind("ytelse", Ytelse, "ytelser"),
    Kind("aktør", Aktør, "aktorer.yml"),
    Kind("persona", Persona, "personas"),
    Kind("reise", Reise, "reiser"),
    Kind("overgang", Overgang, "overganger"),
    Kind("hendelse", Hendelse, "hendelser"),
    Kind("språknivå", Språknivå, "sprak.yml"),
    Kind("mål", Mål, "mal.yml"),
    Kind("faktum", Faktum, "fakta.yml"),
    Kind("samsvar", Samsvar, "samsvar.yml"),
    Kind("begrep", Begrep, "begreper.yml"),
    Kind("kilde", Kilde, "kilder.yml"),
    Kind("regelverk", Regelverk, "regelverk"),
    Kind("grunnbeløp", Grunnbeløp, "grunnbelop.yml"),
    Kind("evidens", Evidens, "evidens.yml"),
    Kind("omdirigering", Omdirigering, "omdirigeringer.yml"),
)
