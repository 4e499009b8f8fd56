"""A new record to fill in: each key that is needed, explained, with an example from a record we have."""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml
from pydantic import ValidationError

from generator.catalogue import Catalogue
from generator.files import write_one
from generator.keys import in_order, inside
from generator.layout import Layout
from generator.model import Kind
from generator.model.base import Record
from generator.new_id import form_fault, kind_named
from generator.schema import FOLDER, modeline, write

# Records that come into being in another way.
ELSEWHERE = {
    "regelverk": "paragrafer hentes med «mulighetskart hjemler»",
    "omdirigering": "gamle adresser skrives av «mulighetskart endre-id»",
    "språknivå": "nivåene er de fem i rammeverket",
    "emne": "sidene er de nettstedet har",
    "krav": "kravene er de rapporten har",
    "utelatt": "id-en er en rad i en av rapportene",
}
# What the rules ask for, though the model does not.
ALSO = {"tilbud": ("begynnelse", "ende")}
# What goes with another key of the same record: the step, with its category. A variant's category has no step of its own.
ALONG = {"tilbud": ("trinn",)}
NO_EXAMPLE = "variant_av"
FACTS_SHOWN = 3
WIDTH = 110


@dataclass(frozen=True)
class Written:
    """The file that was written, or why none was."""

    feil: str = ""
    fil: str = ""


def create(layout: Layout, catalogue: Catalogue, name: str, id: str, today: date) -> Written:
    """Write a new record to be filled in; never over one that is there."""
    kind = kind_named(name)
    if isinstance(kind, str):
        return Written(kind)
    path = layout.pathways / (f"{kind.place}/{id}.yml" if kind.is_folder else kind.place)
    if fault := _refusal(catalogue, kind, id):
        return Written(fault)
    if kind.is_folder and (path.exists() or path.is_symlink()):
        return Written(f"fila pathways/{kind.place}/{id}.yml finnes fra før; velg en annen id")
    law_read = max((law.lest for law in catalogue.all("regelverk")), default=today)
    filled = {"id": _plain(id), "lov_lest": str(law_read), "redigert": str(today)}
    rows = list(_rows(kind.type, example(catalogue, kind), filled))
    if kind.is_folder:
        text = "\n".join([modeline(kind), *rows]) + "\n"
    else:
        before = path.read_bytes().decode("utf-8-sig") if path.is_file() else modeline(kind) + "\n"
        ending = "\r\n" if "\r\n" in before else "\n"
        listed = [("- " if number == 0 else "  ") + row for number, row in enumerate(rows)]
        text = before.rstrip() + ending * 2 + ending.join(listed) + ending
    write_one(path, text.encode())
    if (layout.root / FOLDER).is_dir():
        write(layout)
    return Written("", path.relative_to(layout.root).as_posix())


def _refusal(catalogue: Catalogue, kind: Kind, id: str) -> str:
    if kind.name in ELSEWHERE:
        return f"denne typen kan ikke lages slik: {ELSEWHERE[kind.name]}"
    if fault := form_fault(kind, id):
        return fault
    if id in catalogue.placed[kind.name]:
        return f"id-en «{id}» er i bruk i {catalogue.fil(kind.name, id)}; velg en annen"
    if f"{kind.pages}/{id}" in catalogue.placed["omdirigering"]:
        return f"«{id}» er en gammel adresse som leder til en annen side; velg en annen"
    return ""


def example(catalogue: Catalogue, kind: Kind) -> dict[str, Any]:
    """What must stand in a record of this kind, as it stands in the shortest we have; names alone when we have none."""
    found = []
    for item in catalogue.placed[kind.name].values():
        data = item.document.data
        for step in item.path:
            data = data[step]
        found.append(data)
    also = {key: data[key] for key in ALSO.get(kind.name, ()) for data in reversed(found) if key in data}
    along = ALONG.get(kind.name, ())
    short = [
        {**_least(kind.type, data), **also, **{k: data[k] for k in along if k in data}}
        for data in found
        if NO_EXAMPLE not in data
    ]
    if not short:
        return {key: "" for key in in_order(kind.type) if kind.type.model_fields[key].is_required()}
    shortest = min(short, key=lambda data: len(_flow(data)))
    least = {key: shortest[key] for key in in_order(kind.type) if key in shortest}
    if kind.name == "reise":  # the goal is reached by a step that is shown
        least["mål"][0]["steg"] = least["steg"][-1]["id"]
    return least


def _least(model: type[Record], data: dict[str, Any]) -> dict[str, Any]:
    """As few keys, and as few items in each list, as make the record sound."""
    parts = {key: _part(model, key, data[key]) for key in in_order(model) if key in data}
    required = [key for key in parts if model.model_fields[key].is_required()]
    others = sorted((key for key in parts if key not in required), key=lambda key: key not in ("hjemmel", "kilde"))
    kept = list(required)
    for key in others:
        if _sound(model, parts, kept):
            break
        kept.append(key)
    for key in [key for key in kept if key not in required]:
        without = [name for name in kept if name != key]
        if _sound(model, parts, without):
            kept = without
    return {key: value for key, value in parts.items() if key in kept}


def _sound(model: type[Record], parts: dict[str, Any], keys: list[str]) -> bool:
    try:
        model.model_validate({key: parts[key] for key in keys})
    except ValidationError:
        return False
    return True


def _part(model: type[Record], key: str, value: Any) -> Any:
    below = inside(model, key)
    if key in ("situasjon", "ved_start", "ved_slutt"):
        return dict(list(value.items())[:FACTS_SHOWN])
    if isinstance(value, dict):
        return _least(below, value) if below and _is_shown_apart(below) else value
    if not isinstance(value, list):
        return value
    marks = model.model_fields[key].metadata
    count = max([1, *(mark.min_length for mark in marks if hasattr(mark, "min_length"))])
    count = 2 if key == "verdier" else count
    if all(isinstance(item, str) and len(item) < 40 for item in value):
        return value  # ids and words, few and short
    apart = below is not None and _is_shown_apart(below)
    return [_least(below, item) if apart and below and isinstance(item, dict) else item for item in value[:count]]


def _is_shown_apart(model: type[Record]) -> bool:
    """Whether the keys of a class are explained one by one; a tree of rules and a source are shown as they are."""
    return model.__name__ not in ("Betingelse", "Kildehenvisning", "Verdi")


def _rows(model: type[Record], data: dict[str, Any], filled: dict[str, str]) -> Iterator[str]:
    for key, value in data.items():
        if key in filled:
            yield f"{key}: {filled[key]}"
            continue
        about = " ".join((model.model_fields[key].description or "").split())
        yield from (f"# {row}" for row in textwrap.wrap(about, WIDTH, break_long_words=False, break_on_hyphens=False))
        below = inside(model, key)
        apart = below is not None and _is_shown_apart(below)
        if below and apart and isinstance(value, dict):
            yield f"{key}:"
            yield from (f"  {row}" for row in _rows(below, value, {}))
        elif below and apart and isinstance(value, list) and all(isinstance(item, dict) for item in value):
            yield f"{key}:"
            for item in value:
                yield from (f"  {row}" for row in _as_item(list(_rows(below, item, {}))))
        else:
            if value != "":
                yield f"# Eksempel: {_flow(value)}"
            yield f"{key}:"


def _as_item(rows: list[str]) -> Iterator[str]:
    """The rows of one item of a list: what is said of its first key stands above the dash."""
    first = next(number for number, row in enumerate(rows) if not row.startswith("#"))
    yield from rows[:first]
    yield f"- {rows[first]}"
    yield from (f"  {row}" for row in rows[first + 1 :])


def _flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_plain(key)}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return _plain(" ".join(value.split()))


def _plain(text: str) -> str:
    """A text without quotes where it means itself without them."""
    try:
        if not re.search(r"[\[\]{},]", text) and yaml.load(f"a: {text}", yaml.CBaseLoader) == {"a": text}:
            return text
    except yaml.YAMLError:
        pass
    return "'" + text.replace("'", "''") + "'"
