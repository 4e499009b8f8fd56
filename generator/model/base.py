"""What all records share: closed models, and the small types their fields are built of."""

import re
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler, model_validator
from pydantic_core import CoreSchema, PydanticCustomError, core_schema


class Record(BaseModel):
    """Base of everything read from YAML: unknown keys are refused and nothing changes later."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Ref:
    """Marks a text field as the id of another record, so that one check follows them all."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """An id that is left empty is a fault of form, told together with the others."""
        schema = handler(source)
        return core_schema.str_schema(min_length=1) if schema["type"] == "str" else schema


def fail(code: str, message: str) -> PydanticCustomError:
    """A fault in our own words, to be raised by a validator; the code is its page in the handbook."""
    return PydanticCustomError(code, message)


def _as_list(value: Any) -> Any:
    """A single text or mapping may stand where a list of them is expected."""
    return [value] if isinstance(value, (str, dict)) else value


def _one_line(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _iso_date(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise fail("ugyldig-dato", "datoen skrives som 2026-07-02")
    if isinstance(value, str) and not "1600" <= value[:4] <= "2199":
        raise fail("ugyldig-dato", "året må være fra 1600 til 2199")
    return value


def _ja_nei(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if value not in ("ja", "nei"):
        raise fail("feil-type", "her skal det stå ja eller nei")
    return value == "ja"


Item = TypeVar("Item")
# A list in which a single item may stand alone.
OneOrMany = Annotated[tuple[Item, ...], BeforeValidator(_as_list)]

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Tekst = Annotated[str, BeforeValidator(_one_line), Field(min_length=1, max_length=2000)]
Dato = Annotated[date, BeforeValidator(_iso_date)]
JaNei = Annotated[bool, BeforeValidator(_ja_nei)]
Adresse = Annotated[str, Field(pattern=r"""^https://[^\s<>"'`\\]+$""", max_length=500)]

HENVISNING = re.compile(
    r"(?P<regelverk>(?:lov|forskrift)/\d{4}-\d{2}-\d{2}-\d+) "
    r"(?P<del>§ \d+(?: [A-Z](?=-\d))?[A-Za-z]*(?:-\d+[A-Za-z]*)?(?: [a-z](?=\s|$))?|vedlegg [IVX]+|del [IVX]+)"
    r"(?P<sted>(?: .+)?)"
)


def _henvisning(value: Any) -> Any:
    if isinstance(value, str) and not HENVISNING.fullmatch(value):
        raise fail(
            "ugyldig-hjemmel",
            "en hjemmel skrives som «lov/2020-11-06-127 § 8 første ledd»",
        )
    return value


Hjemmelhenvisning = Annotated[str, BeforeValidator(_one_line), BeforeValidator(_henvisning), Ref("regelverk")]
Hjemler = OneOrMany[Hjemmelhenvisning]


class Kildehenvisning(Record):
    """Hvor i en kilde en påstand er hentet fra."""

    id: Annotated[str, Ref("kilde")]
    """Id til en kilde i `pathways/kilder.yml`."""

    sted: Tekst
    """Kapittelet, siden, tabellen eller overskriften der det står."""


class Belagt(Record):
    """Noe som kan bære hjemmel eller kilde."""

    hjemmel: Hjemler = ()
    """Paragrafen påstanden hviler på, som `lov/2020-11-06-127 § 8 første ledd`; én eller flere."""

    kilde: OneOrMany[Kildehenvisning] = ()
    """Rapporten eller den offisielle siden påstanden hviler på; én eller flere."""

    @property
    def er_belagt(self) -> bool:
        """Whether anything is cited."""
        return bool(self.hjemmel or self.kilde)


class MåBelegges(Belagt):
    """En påstand som ikke kan stå uten hjemmel eller kilde."""

    @model_validator(mode="after")
    def _has_source(self) -> "MåBelegges":
        if not self.er_belagt and not getattr(self, "ukjent", None):
            raise fail("mangler-kilde", "påstanden har verken hjemmel eller kilde")
        return self


class Utsagn(MåBelegges):
    """En påstand med belegg, eller et erklært hull der svaret skulle ha stått."""

    tekst: Tekst | None = None
    """Påstanden, i én eller noen få korte setninger."""

    ukjent: Tekst | None = None
    """Hvorfor svaret ikke finnes her, for eksempel «fastsettes lokalt»; står i stedet for teksten."""

    @model_validator(mode="after")
    def _text_or_gap(self) -> "Utsagn":
        if (self.tekst is None) == (self.ukjent is None):
            raise fail("tekst-eller-hull", "her skal det stå enten «tekst» eller «ukjent», ikke begge")
        return self


UtsagnListe = OneOrMany[Utsagn]


class Lenke(Record):
    """En offisiell nettside, med hva man finner der."""

    tittel: Tekst
    """Hva lenken heter på siden vår."""

    url: Adresse
    """Adressen, som må begynne med https://."""

    finner: Tekst
    """Hva man finner der, i én setning."""

    sidens_dato: Dato | None = None
    """Datoen siden selv oppgir at den er fra eller sist oppdatert."""

    lest: Dato | None = None
    """Dagen noen sist leste selve siden; utelates når bare en lagret kopi er lest."""
