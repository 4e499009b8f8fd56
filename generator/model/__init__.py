"""The record types, and where each kind is kept under `pathways/`."""

from dataclasses import dataclass

from generator.model.base import Record
from generator.model.dekning import Krav, Utelatt
from generator.model.emne import Emne, Funn, Årsdato
from generator.model.hendelse import Hendelse
from generator.model.kombinasjon import Kombinasjon
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
from generator.model.stotteordning import Støtteordning
from generator.model.tilbud import Tilbud
from generator.model.veiviser import GsuLand, Veivalgspørsmål
from generator.model.ytelse import Ytelse


@dataclass(frozen=True)
class Kind:
    """A kind of record: its name, its class, its file or folder under `pathways/`, and the folder its pages stand in."""

    name: str
    type: type[Record]
    place: str
    pages: str = ""

    @property
    def is_folder(self) -> bool:
        """Whether each record has a file of its own."""
        return not self.place.endswith(".yml")


KINDS = (
    Kind("kategori", Kategori, "kategorier.yml"),
    Kind("tilbud", Tilbud, "tilbud", "tilbud"),
    Kind("ytelse", Ytelse, "ytelser", "livsopphold"),
    Kind("aktør", Aktør, "aktorer.yml"),
    Kind("persona", Persona, "personas", "personas"),
    Kind("reise", Reise, "reiser", "reiser"),
    Kind("overgang", Overgang, "overganger", "overganger"),
    Kind("kombinasjon", Kombinasjon, "kombinasjoner"),
    Kind("hendelse", Hendelse, "hendelser", "hendelser"),
    Kind("støtteordning", Støtteordning, "stotteordninger"),
    Kind("emne", Emne, "emner"),
    Kind("årsdato", Årsdato, "arsdatoer.yml"),
    Kind("funn", Funn, "funn.yml"),
    Kind("veivalgspørsmål", Veivalgspørsmål, "utdanning-fra-utlandet.yml"),
    Kind("gsuland", GsuLand, "gsu.yml"),
    Kind("språknivå", Språknivå, "sprak.yml"),
    Kind("mål", Mål, "mal.yml"),
    Kind("faktum", Faktum, "fakta.yml"),
    Kind("samsvar", Samsvar, "samsvar.yml"),
    Kind("begrep", Begrep, "begreper.yml"),
    Kind("kilde", Kilde, "kilder.yml"),
    Kind("regelverk", Regelverk, "regelverk"),
    Kind("grunnbeløp", Grunnbeløp, "grunnbelop.yml"),
    Kind("evidens", Evidens, "evidens.yml"),
    Kind("krav", Krav, "krav.yml"),
    Kind("utelatt", Utelatt, "utelatt.yml"),
    Kind("omdirigering", Omdirigering, "omdirigeringer.yml"),
)
