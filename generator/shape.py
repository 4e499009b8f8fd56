"""A document becomes records, or problems in the author's own words."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.load import Document
from generator.model import Kind
from generator.model.base import Record
from generator.problems import Problem, did_you_mean
from generator.walk import Inside, model_in, walk

# What the model expects, in words, and how it is written.
TYPES = {
    "string_type": ("en tekst", "skriv teksten på samme linje som nøkkelen"),
    "tuple_type": ("en liste", "skriv hvert punkt på en egen linje som begynner med «- »"),
    "dict_type": ("nøkler med verdier", "skriv «nøkkel: verdi» på linjene under, med innrykk"),
    "model_type": ("nøkler med verdier", "skriv «nøkkel: verdi» på linjene under, med innrykk"),
}
# The form a text must have, in words, by how its pattern begins.
FORMS = {
    "^https": "adressen må begynne med https:// og ikke ha mellomrom",
    "^[a-z0-9]+(-": "bruk små bokstaver a–z, tall og bindestrek, som fagbrev-pa-jobb",
    "^[a-z0-9-]+#": "skriv kilde og rad, som kvalifiseringslop-2021#amo-kurs",
    "^[a-zæøå][": "bruk små bokstaver, tall og understrek, som botid_kommune_mnd",
    "^[a-z0-9æøå]+(": "bruk små bokstaver og tall, gjerne med bindestrek, som familie-flyktning",
    "^[A-ZÆØÅ]$": "skriv én stor bokstav",
    "^[0-9a-f]{64}": "hent paragrafen på nytt med «mulighetskart hjemler»",
    "^(lov|forskrift)": "skriv Lovdatas id, som lov/2020-11-06-127",
    "^(tilbud|": "skriv mappa og id-en, som tilbud/fagbrev-pa-jobb",
    "^(§ ": "skriv paragrafen som «§ 8» eller «§ 14 a»",
    r"^\d{4}$": "skriv året med fire sifre, som '2026'",
    r"^\d{2}(": "skriv fylkesnummeret med to sifre eller kommunenummeret med fire, som 0301",
    r"^\d{1,6}/": "skriv en brøk, som 2/3",
    r"^\d{1,6}([.,]": "skriv et tall eller en brøk, som 2 eller 2,041 eller 1/4",
}
# What to do about the faults the models find themselves.
REMEDIES = {
    "mangler-kilde": "legg til «hjemmel:» eller «kilde:», eller skriv «ukjent:» med grunnen",
    "mangler-nokkel": "legg til det som mangler, eller ta bort det som er for mye",
    "tekst-eller-hull": "skriv det dere vet, eller «ukjent:» med grunnen, og bare én av delene",
    "ugyldig-hjemmel": "skriv hele id-en fra Lovdata, et mellomrom, og så «§ 8», «vedlegg I» eller «del I»",
    "ugyldig-dato": "skriv en dato som finnes; året med fire sifre, og måneden og dagen med to",
    "ett-ledd": "del det i flere ledd under «alle:» eller «minst_en:»",
    "tom-test": "skriv for eksempel {er: ja} eller {fra: 18, til: 55}",
    "ingen-endring": "rett «fra» eller «til», eller ta bort linja",
    "feil-rekkefolge": "rett «fra_mnd» eller «til_mnd»",
    "feil-type": "skriv ja eller nei",
    "for-stort-tre": "del regelen i flere, eller bruk «en_av:» der flere svar godtas",
}

ENOUGH = 1000  # problems of one file: more are not looked for


@dataclass(frozen=True)
class Placed:
    """A record with the document and the path it was read from."""

    kind: Kind
    record: Any  # of the kind's own type, which only the kind knows
    document: Document
    path: tuple[str | int, ...] = ()

    @cached_property
    def inside(self) -> Inside:
        """The record's parts and references, which every rule asks for."""
        return walk(self.record)


def records(document: Document, kind: Kind) -> tuple[list[Placed], list[Problem]]:
    """The records of one file, and what is wrong with the rest of it."""
    if kind.is_folder:
        parts: list[tuple[tuple[str | int, ...], Any]] = [((), document.data)]
    elif isinstance(document.data, list):
        parts = [((index,), item) for index, item in enumerate(document.data)]
    else:
        return [], [
            document.problem(
                (),
                "feil-type",
                "fila skal være en liste der hver post begynner med «- id:»",
                "skriv «- » foran den første nøkkelen i hver post",
            )
        ]
    placed: list[Placed] = []
    problems: list[Problem] = []
    for path, data in parts:
        if len(problems) > ENOUGH:
            break
        try:
            placed.append(Placed(kind, kind.type.model_validate(data), document, path))
        except ValidationError as error:
            problems += islice(_problems(document, path, kind.type, error), ENOUGH)
    return placed, problems


def _problems(
    document: Document, path: tuple[str | int, ...], model: type[Record], error: ValidationError
) -> Iterator[Problem]:
    details = error.errors(include_url=False)
    missing = {(*detail["loc"][:-1], detail["loc"][-1]) for detail in details if detail["type"] == "missing"}
    explained: set[tuple[str | int, ...]] = set()
    for detail in details:
        loc = detail["loc"]
        if detail["type"] != "extra_forbidden":
            continue
        # An unknown key beside a missing one that looks like it is one fault, not two.
        siblings = [str(m[-1]) for m in missing if m[:-1] == loc[:-1]]
        hint = did_you_mean(str(loc[-1]), siblings) or did_you_mean(
            str(loc[-1]), _fields(model, loc[:-1], document, path)
        )
        explained |= {m for m in missing if m[:-1] == loc[:-1] and f"«{m[-1]}»" in hint}
        hint = hint or "nøklene som finnes: " + ", ".join(_fields(model, loc[:-1], document, path))
        yield document.problem((*path, *loc), "ukjent-nokkel", f"ukjent nøkkel «{loc[-1]}»", hint, key=True)
    for detail in details:
        if detail["type"] == "extra_forbidden" or tuple(detail["loc"]) in explained or _is_echo(detail):
            continue
        yield _problem(document, path, detail)


def _is_echo(detail: ErrorDetails) -> bool:
    """A list is called too short only when it is, not when a fault inside left it without items."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def _problem(document: Document, path: tuple[str | int, ...], detail: ErrorDetails) -> Problem:
    kind, loc, value = detail["type"], detail["loc"], detail["input"]
    context = detail.get("ctx", {})
    if kind == "missing":
        return document.problem(
            (*path, *loc[:-1]), "mangler-nokkel", f"nøkkelen «{loc[-1]}» mangler", f"legg til «{loc[-1]}:»"
        )
    if kind == "literal_error":
        known = [word.strip("' ") for word in context["expected"].replace(" or ", ", ").split(", ")]
        hint = did_you_mean(str(value), known) or "kjente verdier: " + ", ".join(known)
        return document.problem((*path, *loc), "ugyldig-verdi", f"{_short(value)} er ikke en kjent verdi", hint)
    code, message, hint = _sentence(kind, context, value, detail["msg"])
    return document.problem((*path, *loc), code, message, hint)


def _sentence(kind: str, context: dict[str, Any], value: Any, own: str) -> tuple[str, str, str]:
    """Code, sentence and hint for one kind of pydantic error."""
    if value == "":
        return "tom-verdi", "verdien er tom", "skriv en verdi, eller fjern nøkkelen"
    if kind.startswith("int_"):
        return "feil-type", f"{_short(value)} er ikke et helt tall", "skriv tallet med sifre, som 12"
    if kind.startswith("float_"):
        return "feil-type", f"{_short(value)} er ikke et tall", "skriv tallet med sifre og punktum, som 37.5"
    if kind in TYPES:
        wanted, remedy = TYPES[kind]
        return "feil-type", f"her skal det stå {wanted}, ikke {_kind_of(value)}", remedy
    if kind in ("date_from_datetime_parsing", "date_parsing", "date_type"):
        return "ugyldig-dato", f"{_short(value)} er ikke en dato som finnes", "datoen skrives som 2026-07-02"
    if kind == "string_pattern_mismatch":
        return "ugyldig-verdi", f"{_short(value)} har feil form", _form(context["pattern"])
    if kind == "too_long" and not isinstance(value, str):
        return (
            "for-lang",
            f"lista er for lang: {len(value)} ledd, høyst {context['max_length']}",
            "del den i flere poster",
        )
    if kind in ("string_too_long", "too_long"):
        return (
            "for-lang",
            f"teksten er for lang: {len(value)} tegn, høyst {context['max_length']}",
            "kort den ned, eller del den",
        )
    if kind in ("greater_than_equal", "greater_than"):
        return (
            "ugyldig-verdi",
            f"{_short(value)} er for lite",
            f"minst {context['ge']}" if "ge" in context else f"mer enn {context['gt']}",
        )
    if kind in ("less_than_equal", "less_than"):
        return (
            "ugyldig-verdi",
            f"{_short(value)} er for stort",
            f"høyst {context['le']}" if "le" in context else f"mindre enn {context['lt']}",
        )
    if kind == "too_short":
        return "for-faa", f"her må det være minst {context['min_length']} i lista", "legg til det som mangler"
    return kind, own, REMEDIES.get(kind, "")


def _form(pattern: str) -> str:
    return next((words for start, words in FORMS.items() if pattern.startswith(start)), f"formen er {pattern}")


def _short(value: Any) -> str:
    """The value as the author wrote it; what is not a text is named by its kind."""
    if not isinstance(value, str):
        return _kind_of(value)
    return f"«{value}»" if len(value) <= 60 else f"«{value[:57]}…»"


def _kind_of(value: Any) -> str:
    if isinstance(value, dict):
        return "nøkler med verdier"
    return "en liste" if isinstance(value, list) else "en tekst"


def _fields(
    model: type[Record], loc: tuple[str | int, ...], document: Document, path: tuple[str | int, ...]
) -> list[str]:
    """The keys that are known where `loc` points."""
    at: Any = model
    for step in loc:
        if isinstance(step, int) or at is None:
            continue
        field = at.model_fields.get(step)
        at = model_in(field.annotation) if field else None
    return list(at.model_fields) if at else []
